"""haresources into statements: whole values, the public corpus, and input of all kinds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.convert.haresources import decode
from crmsh_py.convert.heartbeat import MAX_ERRORS, Conversion, convert, yielding
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar import tree
from crmsh_py.grammar.language import parse
from crmsh_py.grammar.printer import to_text
from crmsh_py.source import Source

CORPUS = Path(__file__).parents[3] / "shared/corpus/legacy/haresources"
NO_FENCING = ("warning", "no-fencing", 1, 1, "n1")
PROPERTY = tree.Options("property", (tree.NvPair("stonith-enabled", "false"),))


def pairs(**values: str) -> tuple[tree.NvPair, ...]:
    return tuple(
        tree.NvPair(name.rstrip("_").replace("__", "-"), value) for name, value in values.items()
    )


def params(**values: str) -> tree.NvSet:
    return tree.NvSet("params", pairs(**values))


def op(name: str, interval: str, timeout: str, **others: str) -> tree.Op:
    return tree.Op(name, pairs(interval=interval, timeout=timeout, **others))


def ocf(type_: str, provider: str = "heartbeat") -> tree.Agent:
    return tree.Agent("ocf", provider, type_)


def address(id_: str, **values: str) -> tree.Primitive:
    return tree.Primitive(id_, ocf("IPaddr2"), (params(**values), op("monitor", "10s", "20s")))


def init_script(name: str) -> tree.Primitive:
    return tree.Primitive(name, tree.Agent("lsb", None, name), (op("monitor", "60s", "60s"),))


def prefers(rsc: str, node: str) -> tree.Location:
    return tree.Location(f"loc-{rsc}-{node}", tree.Word(rsc), score="100", node=node)


def group(id_: str, *members: str) -> tree.Group:
    return tree.Group(id_, tuple(map(tree.Word, members)))


def drbd(name: str) -> tuple[tree.Primitive, tree.Clone]:
    id_ = f"drbd_{name}"
    primitive = tree.Primitive(
        id_,
        ocf("drbd", "linbit"),
        (
            params(drbd_resource=name),
            op("monitor", "29s", "20s", role="Promoted"),
            op("monitor", "31s", "20s", role="Unpromoted"),
            op("start", "0s", "240s"),
            op("promote", "0s", "90s"),
            op("demote", "0s", "90s"),
            op("stop", "0s", "100s"),
        ),
    )
    meta = {
        "promotable": "true",
        "promoted-max": "1",
        "promoted-node-max": "1",
        "clone-max": "2",
        "clone-node-max": "1",
        "notify": "true",
    }
    sets = (tree.NvSet("meta", tuple(tree.NvPair(*pair) for pair in meta.items())),)
    return primitive, tree.Clone(f"{id_}-clone", tree.Word(id_), sets)


def with_promoted(rsc: str, name: str) -> tuple[tree.Colocation, tree.Order]:
    clone = f"drbd_{name}-clone"
    ends = (tree.End(rsc), tree.End(clone, "Promoted"))
    return (
        tree.Colocation(f"col-{rsc}-with-drbd_{name}", "INFINITY", ends),
        tree.Order(f"ord-drbd_{name}-{rsc}", (tree.End(clone, "promote"), tree.End(rsc, "start"))),
    )


def finding(found: Diagnostic) -> tuple[str, str, int, int, str]:
    assert found.location is not None
    place = found.location
    underlined = place.source.text[place.span.start : place.span.end]
    return (str(found.severity), found.code, *place.position, underlined)


def findings(conversion: Conversion) -> list[tuple[str, str, int, int, str]]:
    return [found for one in conversion.diagnostics if (found := finding(one)) != NO_FENCING]


# ------------------------------------------------------------------ shapes


def test_the_line_of_the_article_becomes_an_address_that_prefers_its_node() -> None:
    conversion = convert("litsha21 192.168.71.205/24/eth0/192.168.71.255\n", "haresources")

    assert conversion.statements == (
        address(
            "ip_192_168_71_205",
            ip="192.168.71.205",
            cidr_netmask="24",
            nic="eth0",
            broadcast="192.168.71.255",
        ),
        prefers("ip_192_168_71_205", "litsha21"),
        PROPERTY,
    )
    assert [(str(found.severity), found.code) for found in conversion.diagnostics] == [
        ("warning", "no-fencing")
    ]


def test_several_resources_become_a_group_in_their_order() -> None:
    conversion = convert("N1 10.0.0.1/8 httpd\nn2 squid\nn2 10.0.0.2/8 nfs # web\n", "f")

    assert conversion.statements == (
        address("ip_10_0_0_1", ip="10.0.0.1", cidr_netmask="8"),
        init_script("httpd"),
        group("group_1", "ip_10_0_0_1", "httpd"),
        init_script("squid"),
        address("ip_10_0_0_2", ip="10.0.0.2", cidr_netmask="8"),
        init_script("nfs"),
        group("group_3", "ip_10_0_0_2", "nfs"),
        prefers("group_1", "n1"),
        prefers("squid", "n2"),
        prefers("group_3", "n2"),
        PROPERTY,
    )


def test_drbddisk_becomes_a_promotable_clone_and_the_rest_runs_where_it_is_promoted() -> None:
    text = "n1 drbddisk::r0 Filesystem::/dev/drbd0::/data::ext3 10.0.0.1/8\n"

    conversion = convert(text, "f")

    assert conversion.statements == (
        *drbd("r0"),
        tree.Primitive(
            "fs_data",
            ocf("Filesystem"),
            (
                params(device="/dev/drbd0", directory="/data", fstype="ext3"),
                op("monitor", "20s", "40s"),
            ),
        ),
        address("ip_10_0_0_1", ip="10.0.0.1", cidr_netmask="8"),
        group("group_1", "fs_data", "ip_10_0_0_1"),
        *with_promoted("group_1", "r0"),
        prefers("group_1", "n1"),
        PROPERTY,
    )
    assert findings(conversion) == [("warning", "drbd-setup", 1, 4, "drbddisk")]


def test_drbddisk_behind_another_resource_is_promoted_first_and_that_is_said() -> None:
    conversion = convert("n1 10.0.0.1/8 drbddisk::r0\n", "f")

    assert conversion.statements == (
        *drbd("r0"),
        address("ip_10_0_0_1", ip="10.0.0.1", cidr_netmask="8"),
        *with_promoted("ip_10_0_0_1", "r0"),
        prefers("ip_10_0_0_1", "n1"),
        PROPERTY,
    )
    assert findings(conversion) == [
        ("warning", "drbd-setup", 1, 15, "drbddisk"),
        ("info", "approximated", 1, 15, "drbddisk"),
    ]


def test_clones_alone_on_a_line_are_promoted_together() -> None:
    conversion = convert("n1 drbddisk::a drbddisk::b\n", "f")

    both = (tree.End("drbd_b-clone", "Promoted"), tree.End("drbd_a-clone", "Promoted"))
    assert conversion.statements == (
        *drbd("a"),
        *drbd("b"),
        tree.Colocation("col-drbd_b-with-drbd_a", "INFINITY", both),
        prefers("drbd_a-clone", "n1"),
        PROPERTY,
    )


def test_without_monitors_the_other_operations_stay() -> None:
    conversion = convert("n1 10.0.0.1/8 Delay::5\n", "f", has_monitors=False)

    assert conversion.statements[:2] == (
        tree.Primitive("ip_10_0_0_1", ocf("IPaddr2"), (params(ip="10.0.0.1", cidr_netmask="8"),)),
        tree.Primitive(
            "delay",
            ocf("Delay"),
            (params(startdelay="5"), op("start", "0s", "25s"), op("stop", "0s", "25s")),
        ),
    )


def test_ids_are_xml_ids_and_unique() -> None:
    text = "n1 MailTo::a@b MailTo::c@d 7zip group_1 a+b a@b Filesystem::x::/::ext4\n"

    conversion = convert(text, "f")

    *_, whole, _, _ = conversion.statements
    assert whole == group(
        "group_1_2", "mailto", "mailto_2", "r_7zip", "group_1", "a_b", "a_b_2", "fs_root"
    )


def test_each_id_has_its_place_in_the_file() -> None:
    text = "# first\nn1 10.0.0.1/8 \\\n  httpd\n"

    conversion = convert(text, "f")

    assert {id_: place.position for id_, place in conversion.locations.items()} == {
        "cib-bootstrap-options": (2, 1),
        "ip_10_0_0_1": (2, 4),
        "httpd": (3, 3),
        "group_1": (2, 1),
        "loc-group_1-n1": (2, 1),
    }
    assert [given.at().position for given in conversion.givens] == [
        (2, 4),
        (3, 3),
        (2, 1),
        (2, 1),
        (2, 1),
    ]


@pytest.mark.parametrize(
    ("properties", "is_set", "code_count"),
    [((), True, 1), (("no-quorum-policy",), True, 1), (("stonith-enabled",), False, 0)],
)
def test_a_property_that_is_set_is_left_alone(
    properties: tuple[str, ...], is_set: bool, code_count: int
) -> None:
    conversion = yielding(convert("n1 10.0.0.1/8\n", "f"), properties)

    assert (PROPERTY in conversion.statements) is is_set
    assert len(conversion.diagnostics) == code_count


# ------------------------------------------------------------------ agents


@pytest.mark.parametrize(
    ("word", "values"),
    [
        ("10.0.0.1/24", {"cidr_netmask": "24"}),
        ("10.0.0.1/255.255.255.0", {"cidr_netmask": "24"}),
        ("10.0.0.1/0xfffffe00", {"cidr_netmask": "23"}),
        ("10.0.0.1/32", {"cidr_netmask": "32"}),
        ("10.0.0.1/24/", {"cidr_netmask": "24"}),
        ("10.0.0.1/24/eth0/", {"cidr_netmask": "24", "nic": "eth0"}),
        ("10.0.0.1//8/eth0:10", {"cidr_netmask": "8", "nic": "eth0", "iflabel": "10"}),
        ("10.0.0.1/24/10.0.0.255", {"cidr_netmask": "24", "broadcast": "10.0.0.255"}),
        (
            "10.0.0.1/24/bond0.7:a/10.0.0.255",
            {"cidr_netmask": "24", "nic": "bond0.7", "broadcast": "10.0.0.255", "iflabel": "a"},
        ),
    ],
)
def test_an_address_is_cut_as_heartbeat_did(word: str, values: dict[str, str]) -> None:
    conversion = convert(f"n1 {word} IPaddr2::10.0.0.9/24\n", "f")

    assert conversion.statements[0] == address("ip_10_0_0_1", ip="10.0.0.1", **values)
    assert findings(conversion) == []


@pytest.mark.parametrize(
    ("word", "statement"),
    [
        (
            "IPv6addr::2001:db8::1/64/eth0",
            address("ip_2001_db8__1", ip="2001:db8::1", cidr_netmask="64", nic="eth0"),
        ),
        (
            "LVM::vg0",
            tree.Primitive(
                "lvm_vg0",
                ocf("LVM-activate"),
                (
                    params(vgname="vg0", vg_access_mode="system_id"),
                    op("monitor", "30s", "90s"),
                ),
            ),
        ),
        (
            "Raid1::/etc/mdadm.conf::/dev/md0",
            tree.Primitive(
                "raid1",
                ocf("mdraid"),
                (
                    params(mdadm_conf="/etc/mdadm.conf", md_dev="/dev/md0", force_clones="false"),
                    op("monitor", "60s", "60s"),
                ),
            ),
        ),
        (
            "Filesystem::nas:/web::/var/www",
            tree.Primitive(
                "fs_var_www",
                ocf("Filesystem"),
                (
                    params(device="nas:/web", directory="/var/www", fstype="nfs"),
                    op("monitor", "20s", "40s"),
                ),
            ),
        ),
        (
            "Filesystem::-Ldata::/srv::ext4::noatime,ro",
            tree.Primitive(
                "fs_srv",
                ocf("Filesystem"),
                (
                    params(device="-Ldata", directory="/srv", fstype="ext4", options="noatime,ro"),
                    op("monitor", "20s", "40s"),
                ),
            ),
        ),
        (
            "apache::/etc/httpd.conf",
            tree.Primitive(
                "apache",
                ocf("apache"),
                (params(configfile="/etc/httpd.conf"), op("monitor", "60s", "60s")),
            ),
        ),
        ("mysql", init_script("mysql")),
        (
            "pgsql::/usr/bin/pg_ctl",
            tree.Primitive(
                "pgsql",
                ocf("pgsql"),
                (params(pgctl="/usr/bin/pg_ctl"), op("monitor", "60s", "60s")),
            ),
        ),
        (
            "ldirectord::www.cf",
            tree.Primitive(
                "ldirectord",
                ocf("ldirectord"),
                (params(configfile="/etc/ha.d/www.cf"), op("monitor", "20s", "10s")),
            ),
        ),
        (
            "SendArp::10.0.0.1/eth0",
            tree.Primitive(
                "sendarp",
                ocf("SendArp"),
                (params(ip="10.0.0.1", nic="eth0"), op("monitor", "60s", "60s")),
            ),
        ),
        (
            "portblock::tcp::80::block",
            tree.Primitive(
                "portblock",
                ocf("portblock"),
                (
                    params(protocol="tcp", portno="80", action="block"),
                    op("monitor", "60s", "60s"),
                ),
            ),
        ),
        (
            "AudibleAlarm::n1::n2",
            tree.Primitive(
                "audiblealarm",
                ocf("AudibleAlarm"),
                (params(nodelist="n1 n2"), op("monitor", "60s", "60s")),
            ),
        ),
        (
            "WAS::8080",
            tree.Primitive("was", ocf("WAS"), (params(port="8080"), op("monitor", "60s", "60s"))),
        ),
        (
            "WAS::/opt/was.xml",
            tree.Primitive(
                "was", ocf("WAS"), (params(config="/opt/was.xml"), op("monitor", "60s", "60s"))
            ),
        ),
        (
            "ldirectord::/srv/www.cf",
            tree.Primitive(
                "ldirectord",
                ocf("ldirectord"),
                (params(configfile="/srv/www.cf"), op("monitor", "20s", "10s")),
            ),
        ),
        (
            "WinPopup",
            tree.Primitive(
                "winpopup", ocf("WinPopup"), (params(hostfile="hosts"), op("monitor", "60s", "60s"))
            ),
        ),
    ],
)
def test_arguments_become_parameters(word: str, statement: tree.Primitive) -> None:
    conversion = convert(f"n1 {word}\n", "f")

    assert conversion.statements == (statement, prefers(statement.id, "n1"), PROPERTY)
    assert all(found.severity < Severity.ERROR for found in conversion.diagnostics)


def test_a_balanced_address_is_told_so() -> None:
    conversion = convert("n1 ldirectord IPaddr2::10.0.0.1/8\n", "f")

    assert conversion.statements[1] == address(
        "ip_10_0_0_1", ip="10.0.0.1", cidr_netmask="8", lvs_support="true"
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("10.0.0.1", [("info", "no-netmask", 1, 4, "10.0.0.1")]),
        ("IPaddr::10.0.0.1/8", [("info", "superseded-agent", 1, 4, "IPaddr")]),
        ("10.0.0.1/eth0", [("warning", "approximated", 1, 13, "eth0")]),
        ("10.0.0.1/8/eth0/10.0.0.9/x", [("warning", "approximated", 1, 29, "x")]),
        ("httpd", [("warning", "unreliable-status", 1, 4, "httpd")]),
        ("apache", [("warning", "approximated", 1, 4, "apache")]),
        ("Filesystem::/dev/sda1::/a", [("warning", "approximated", 1, 4, "Filesystem")]),
        ("Filesystem::/dev/drbd1::/a::xfs", [("warning", "unmanaged-drbd", 1, 4, "Filesystem")]),
        ("MailTo::a@b", [("info", "outdated-agent", 1, 4, "MailTo")]),
        ("ServeRAID::1::2", [("warning", "outdated-agent", 1, 4, "ServeRAID")]),
        (
            "Raid1::/etc/raidtab::/dev/md0",
            [
                ("warning", "approximated", 1, 11, "/etc/raidtab"),
                ("warning", "superseded-agent", 1, 4, "Raid1"),
            ],
        ),
        ("IPaddr", [("error", "invalid-argument", 1, 4, "IPaddr")]),
        ("IPaddr::10.0.0.1::8", [("error", "invalid-argument", 1, 22, "8")]),
        ("IPaddr::vip/24", [("error", "invalid-argument", 1, 12, "vip")]),
        ("IPaddr:://", [("error", "invalid-argument", 1, 12, "//")]),
        ("10.0.0.1/255.0.255.0", [("error", "invalid-argument", 1, 13, "255.0.255.0")]),
        ("10.0.0.1/33", [("error", "invalid-argument", 1, 13, "33")]),
        (
            "10.0.0.1/8/a-very-long-interface",
            [("error", "invalid-argument", 1, 15, "a-very-long-interface")],
        ),
        ("10.0.0.1/8/eth0/10.0.0", [("error", "invalid-argument", 1, 20, "10.0.0")]),
        ("IPv6addr::10.0.0.1", [("error", "invalid-argument", 1, 14, "10.0.0.1")]),
        ("IPv6addr::fe80:0:0:0:0:0:0:1/0xff", [("error", "invalid-argument", 1, 33, "0xff")]),
        ("Filesystem::/dev/sda1", [("error", "invalid-argument", 1, 4, "Filesystem")]),
        ("Filesystem::/dev/sda1::data::xfs", [("error", "invalid-argument", 1, 27, "data")]),
        ("LVM::a::b", [("error", "invalid-argument", 1, 12, "b")]),
        ("Delay::soon", [("error", "invalid-argument", 1, 11, "soon")]),
        ("portblock::tcp::80::open", [("error", "invalid-argument", 1, 24, "open")]),
        ("foo::bar", [("error", "unknown-script", 1, 4, "foo")]),
        ("x" * 40 + "::1", [("error", "unknown-script", 1, 4, "x" * 40)]),
        ("a/b", [("error", "unknown-script", 1, 4, "a/b")]),
        ("::a", [("error", "unknown-script", 1, 4, "::a")]),
        ("Evmsd", [("error", "no-counterpart", 1, 4, "Evmsd")]),
        (
            "squid squid",
            [
                ("warning", "unreliable-status", 1, 4, "squid"),
                ("warning", "unreliable-status", 1, 10, "squid"),
                ("error", "duplicate-resource", 1, 10, "squid"),
            ],
        ),
        ("10.0.0.1/8 IPaddr2::10.0.0.1/9", [("error", "duplicate-resource", 1, 15, "IPaddr2")]),
    ],
)
def test_what_is_no_faithful_conversion_is_told_with_its_place(
    words: str, found: list[tuple[str, str, int, int, str]]
) -> None:
    conversion = convert(f"n1 {words}\n", "f")

    assert sorted(findings(conversion), key=str) == sorted(found, key=str)


def test_every_error_is_listed() -> None:
    text = "n1 foo::1 10.0.0.1/99\n10.0.0.2\nn2 drbddisk mailto::x\n"

    conversion = convert(text, "f")

    assert [
        finding(one)[1:4] for one in conversion.diagnostics if one.severity is Severity.ERROR
    ] == [
        ("unknown-script", 1, 4),
        ("invalid-argument", 1, 20),
        ("missing-node", 2, 1),
        ("drbd-all", 3, 4),
        ("unknown-script", 3, 13),
    ]
    assert {one.code: one.hint for one in conversion.diagnostics}["unknown-script"] == (
        "did you mean 'MailTo'?"
    )


def test_the_best_effort_has_makeshifts_for_what_has_errors() -> None:
    conversion = convert("n1 foo::1::b drbddisk Evmsd\n", "f")

    makeshift = tree.Primitive(
        "foo", ocf("foo", "local"), (params(arg1="1", arg2="b"), op("monitor", "60s", "60s"))
    )
    assert conversion.statements == (
        *drbd("r0"),
        makeshift,
        *with_promoted("foo", "r0"),
        prefers("foo", "n1"),
        PROPERTY,
    )


@pytest.mark.parametrize("text", ["", "# only comments\n", "n1\n", "\ufeff\n"])
def test_a_file_without_resources_is_an_empty_configuration(text: str) -> None:
    conversion = convert(text, "f")

    assert conversion.statements == (PROPERTY,)
    assert {one.code for one in conversion.diagnostics} == {"no-resources", "no-fencing"}


# ------------------------------------------------------------------ input of all kinds


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (b"\x7fELF\x02\x01\x01\0\0\0", "undecodable-text"),
        ("n1 httpd\n".encode("utf-16"), "undecodable-text"),
        (b"n1 caf\xe9\n", "undecodable-text"),
        (b"n1 httpd\n" * 200_000, "file-too-large"),
    ],
)
def test_what_is_no_haresources_file_is_refused(octets: bytes, code: str) -> None:
    conversion = convert(decode(octets), "f")

    assert code in {one.code for one in conversion.diagnostics}
    assert any(one.severity is Severity.ERROR for one in conversion.diagnostics)


def test_of_very_many_errors_the_first_are_listed() -> None:
    conversion = convert("".join(f"n1 foo::{n}\n" for n in range(5000)), "f")

    listed = [one.code for one in conversion.diagnostics if one.severity is Severity.ERROR]
    assert listed == ["unknown-script"] * MAX_ERRORS + ["too-many-errors"]


TOKENS = st.sampled_from(
    [
        *("n1", "10.0.0.1", "10.0.0.2/24/eth0:1", "1.1.1.1///", "IPaddr::", "IPv6addr::::1/64"),
        *("drbddisk::r0", "drbddisk", "Filesystem::/dev/drbd0::/a", "httpd", "group_1", "foo::1"),
        *("::", "/", "\\", "#", "\n", "\r\n", "\ufeff", "\x00", "é", "“"),
        *("ldirectord", "MailTo::x", "Delay::1::2", "WAS", "SendArp::/", "AudibleAlarm"),
        *("mysql::a::b", "LVM::v", "portblock::a::b::block", "Evmsd"),
    ]
)


@given(st.lists(TOKENS).map(" ".join) | st.text())
def test_whatever_is_typed_gives_statements_or_errors_with_a_place(text: str) -> None:
    conversion = convert(text, "f")

    assert conversion == convert(text, "f")
    assert all(found.location is not None for found in conversion.diagnostics)
    assert conversion.statements or conversion.diagnostics
    assert len(conversion.givens) == len(conversion.statements)


# ------------------------------------------------------------------ the public corpus

REFUSED = {
    "gh-kingkami": [("invalid-argument", 2, 31), ("invalid-argument", 2, 124)],
    "ix-drbd-noarg": [("drbd-all", 2, 13)],
    "ix-lvs-lb1": [("no-counterpart", 3, 9)],
    "ix-pod1san": [("duplicate-resource", 3, 67)],
    "ix-unittest": [("unknown-script", 4, 12), ("unknown-script", 5, 30)],
}
FILES = sorted(CORPUS.glob("*/haresources"))


@pytest.mark.skipif(not FILES, reason=f"the corpus is not there: {CORPUS}")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_the_corpus_is_converted_or_refused_with_a_place(file: Path) -> None:
    conversion = convert(decode(file.read_bytes()), str(file))

    errors = [finding(one)[1:4] for one in conversion.diagnostics if one.severity is Severity.ERROR]
    assert errors == REFUSED.get(file.parent.name, [])
    assert conversion.statements


@pytest.mark.skipif(not FILES, reason=f"the corpus is not there: {CORPUS}")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_the_statements_can_be_printed_and_typed(file: Path) -> None:
    conversion = convert(decode(file.read_bytes()), str(file))

    texts = [to_text(statement) for statement in conversion.statements]

    typed = [parse(text.split()[0], Source("typed", text)) for text in texts]
    assert tuple(typed) == conversion.statements
