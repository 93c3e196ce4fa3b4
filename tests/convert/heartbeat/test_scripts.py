"""Resource scripts with their arguments into agents with parameters."""

import pytest

from convert.heartbeat.made import (
    PROPERTY,
    address,
    converted,
    drbd,
    finding,
    findings,
    init_script,
    ocf,
    op,
    pairs,
    params,
    prefers,
    statements,
    with_promoted,
)
from crmsh_py.convert.conversion import Input
from crmsh_py.convert.draft import MAX_ERRORS
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.converter import convert
from crmsh_py.diagnostics import Severity
from crmsh_py.grammar import tree


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
    text = f"n1 {word} IPaddr2::10.0.0.9/24\n"

    assert statements(text)[0] == address("ip_10_0_0_1", ip="10.0.0.1", **values)
    assert findings(text) == []


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
            "LVM::/dev/vg1/",
            tree.Primitive(
                "lvm_vg1",
                ocf("LVM-activate"),
                (params(vgname="vg1", vg_access_mode="system_id"), op("monitor", "30s", "90s")),
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
    text = f"n1 {word}\n"

    assert statements(text) == (statement, prefers(statement.id, "n1"), PROPERTY)
    assert all(found.severity < Severity.ERROR for found in converted(text).diagnostics)


def test_a_balanced_address_is_told_so() -> None:
    text = "n1 ldirectord IPaddr2::10.0.0.1/8\n"

    assert statements(text)[1] == address(
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
        ("X.X.X.193", [("error", "invalid-argument", 1, 4, "X.X.X.193")]),
        ("192.168.1.xx/24", [("error", "invalid-argument", 1, 4, "192.168.1.xx/24")]),
        ("IPaddr:://", [("error", "invalid-argument", 1, 12, "//")]),
        ("10.0.0.1/255.0.255.0", [("error", "invalid-argument", 1, 13, "255.0.255.0")]),
        ("10.0.0.1/33", [("error", "invalid-argument", 1, 13, "33")]),
        (
            "10.0.0.1/8/a-very-long-interface",
            [("error", "invalid-argument", 1, 15, "a-very-long-interface")],
        ),
        ("10.0.0.1/8/eth0/10.0.0", [("error", "invalid-argument", 1, 20, "10.0.0")]),
        ("IPv6addr::10.0.0.1", [("error", "invalid-argument", 1, 14, "10.0.0.1")]),
        (
            "IPv6addr::fe80:0:0:0:0:0:0:1/0xff",
            [
                ("error", "invalid-argument", 1, 33, "0xff"),
                ("info", "superseded-agent", 1, 4, "IPv6addr"),
            ],
        ),
        (
            "Filesystem::/dev/sda1",
            [
                ("error", "missing-value", 1, 4, "Filesystem"),
                ("warning", "approximated", 1, 4, "Filesystem"),
            ],
        ),
        ("Filesystem::/dev/sda1::data::xfs", [("error", "invalid-argument", 1, 27, "data")]),
        (
            "LVM::a::b",
            [
                ("error", "invalid-argument", 1, 12, "b"),
                ("warning", "superseded-agent", 1, 4, "LVM"),
            ],
        ),
        ("tomcat::t", [("error", "missing-value", 1, 4, "tomcat")]),
        ("db2::inst::admin", [("warning", "dropped", 1, 15, "admin")]),
        (
            "SAPDatabase::SID::/x::ORA::LISTENER::false",
            [("warning", "outdated-agent", 1, 31, "LISTENER")],
        ),
        ("LVSSyncDaemonSwap::master", [("warning", "dropped", 1, 4, "LVSSyncDaemonSwap")]),
        ("LinuxSCSI::0:0:1", [("error", "no-counterpart", 1, 4, "LinuxSCSI")]),
        ("OCF::apache::web", [("error", "no-ocf-file", 1, 4, "OCF")]),
        ("OCF::apache", [("error", "invalid-argument", 1, 4, "OCF")]),
        ("OCF::../x::web", [("error", "invalid-argument", 1, 9, "../x")]),
        ("o2cb::eth0", [("error", "no-counterpart", 1, 4, "o2cb")]),
        (
            "pingd",
            [
                ("error", "missing-value", 1, 4, "pingd"),
                ("warning", "superseded-agent", 1, 4, "pingd"),
            ],
        ),
        (
            "mailTo::a@b",
            [
                ("warning", "approximated", 1, 4, "mailTo"),
                ("info", "outdated-agent", 1, 4, "mailTo"),
            ],
        ),
        (
            "/etc/init.d/squid",
            [
                ("warning", "approximated", 1, 4, "/etc/init.d/squid"),
                ("warning", "unreliable-status", 1, 4, "/etc/init.d/squid"),
            ],
        ),
        ("portblock::tcp::80::block", [("warning", "port-order", 1, 4, "portblock")]),
        (
            "portblock::tcp::80::unblock portblock::tcp::80::block",
            [
                ("warning", "port-order", 1, 4, "portblock"),
                ("warning", "port-order", 1, 32, "portblock"),
            ],
        ),
        ("portblock::tcp::80::block portblock::tcp::80::unblock", []),
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
                ("warning", "duplicate-resource", 1, 10, "squid"),
            ],
        ),
        ("10.0.0.1/8 IPaddr2::10.0.0.1/9", [("warning", "duplicate-resource", 1, 15, "IPaddr2")]),
    ],
)
def test_what_is_no_faithful_conversion_is_told_with_its_place(
    words: str, found: list[tuple[str, str, int, int, str]]
) -> None:
    text = f"n1 {words}\n"

    assert sorted(findings(text), key=str) == sorted(found, key=str)


def test_every_error_is_listed() -> None:
    text = "n1 foo::1 10.0.0.1/99\n10.0.0.2\nn2 drbddisk mailtoo::x\n"

    assert [
        finding(one)[1:4] for one in converted(text).diagnostics if one.severity is Severity.ERROR
    ] == [
        ("unknown-script", 1, 4),
        ("invalid-argument", 1, 20),
        ("missing-node", 2, 1),
        ("drbd-all", 3, 4),
        ("unknown-script", 3, 13),
    ]
    assert {one.code: one.hint for one in converted(text).diagnostics}["unknown-script"] == (
        "did you mean 'MailTo'?"
    )


def test_the_best_effort_has_makeshifts_for_what_has_errors() -> None:
    text = "n1 foo::1::b drbddisk Evmsd\n"

    makeshift = tree.Primitive(
        "foo", ocf("foo", "local"), (params(arg1="1", arg2="b"), op("monitor", "60s", "60s"))
    )
    assert statements(text) == (
        *drbd("r0"),
        makeshift,
        *with_promoted("foo", "r0"),
        prefers("foo", "n1"),
        PROPERTY,
    )


@pytest.mark.parametrize("text", ["", "# only comments\n", "n1\n", "\ufeff\n"])
def test_a_file_without_resources_is_an_empty_configuration(text: str) -> None:
    assert statements(text) == (PROPERTY,)
    assert {one.code for one in converted(text).diagnostics} == {
        "no-resources",
        "no-fencing",
        "no-ha-cf",
    }


# ------------------------------------------------------------------ choices


@pytest.mark.parametrize("class_", ["lsb", "service", "systemd"])
def test_the_class_of_init_scripts_can_be_chosen(class_: str) -> None:
    choices = Choices(script_class=class_)

    [first, *_] = statements("n1 squid\n", choices)

    assert first == tree.Primitive(
        "squid", tree.Agent(class_, None, "squid"), (op("monitor", "60s", "60s"),)
    )
    assert bool(findings("n1 squid\n", choices)) is (class_ != "systemd")


def test_monitors_can_be_those_of_old() -> None:
    made = statements("n1 10.0.0.1/8 squid IPsrcaddr::10.0.0.1\n", Choices(legacy_monitors=True))

    assert [one.clauses[-1] for one in made if isinstance(one, tree.Primitive)] == [
        op("monitor", "5s", "5s"),
        op("monitor", "120s", "60s"),
        op("monitor", "5s", "5s"),
    ]


def test_the_script_ocf_takes_its_parameters_from_a_file() -> None:
    text = (
        b'# web\nOCF_RESKEY_configfile=/etc/a.conf\nexport OCF_RESKEY_options="-D X" # y\n'
        b"OCF_RESKEY_port='80';\nOCF_RESKEY_x=$(secret)\n"
    )
    choices = Choices(ocf_files={"apache/web": Input("web", text)})

    [first, *_] = statements("n1 OCF::apache::web\n", choices)

    assert first == tree.Primitive(
        "web",
        ocf("apache"),
        (
            params(configfile="/etc/a.conf", options="-D X", port="80"),
            op("monitor", "60s", "60s"),
        ),
    )
    [problem] = findings("n1 OCF::apache::web\n", choices)
    assert problem == ("error", "invalid-argument", 5, 1, "")


# ------------------------------------------------------------------ clones


def test_pingd_becomes_a_clone_of_ping() -> None:
    text = "n1 pingd::/run/x::root::5s::s::pingd::sec::100::10.0.0.9\n"

    assert statements(text)[:2] == (
        tree.Primitive(
            "ping",
            ocf("ping", "pacemaker"),
            (
                params(
                    pidfile="/run/x",
                    dampen="5s",
                    name="pingd",
                    multiplier="100",
                    host_list="10.0.0.9",
                ),
                op("monitor", "10s", "60s"),
            ),
        ),
        tree.Clone("ping-clone", tree.Word("ping")),
    )


def test_the_old_agent_of_drbd_gives_its_meta_to_the_clone() -> None:
    text = "n1 drbd::r0::/etc/drbd.conf::node::4::1::1::1\n"

    primitive, clone, *_ = statements(text)

    assert isinstance(primitive, tree.Primitive)
    assert primitive.clauses[0] == params(drbd_resource="r0", drbdconf="/etc/drbd.conf")
    assert isinstance(clone, tree.Clone)
    assert pairs(clone__max="4")[0] in clone.sets[0].nvpairs
    assert ("warning", "dropped", 1, 30, "node") in findings(text)


def test_the_best_effort_for_o2cb_is_two_clones_the_second_behind_the_first() -> None:
    clone = (tree.NvSet("meta", pairs(interleave="true")),)

    made = statements("n1 o2cb squid\n")

    assert made[1] == tree.Clone("controld-clone", tree.Word("controld"), clone)
    assert made[3] == tree.Clone("o2cb-clone", tree.Word("o2cb"), clone)
    assert [one.id for one in made if isinstance(one, tree.Order)] == [
        "ord-controld-o2cb",
        "ord-controld-squid",
        "ord-o2cb-squid",
    ]


# ------------------------------------------------------------------ input of all kinds


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (b"\x7fELF\x02\x01\x01\0\0\0", "undecodable-text"),
        ("n1 httpd\n".encode("utf-16"), "undecodable-text"),
        (b"n1 caf\xe9\n", "undecodable-text"),
        (b"n1 httpd\n" * 200_000, "file-too-large"),
        (b'\n<cib epoch="1"><configuration/></cib>\n', "not-haresources"),
        (b"node n1 n2\nkeepalive 2\nbcast eth0\n", "not-haresources"),
    ],
)
def test_what_is_no_haresources_file_is_refused(octets: bytes, code: str) -> None:
    conversion = convert(Input("f", octets), None, None, Choices())

    assert code in {one.code for one in conversion.diagnostics}
    assert any(one.severity is Severity.ERROR for one in conversion.diagnostics)


def test_a_node_may_be_called_as_a_directive_of_ha_cf() -> None:
    assert findings("node 10.0.0.1/8\nnode IPaddr2::10.0.0.2/8\n") == []


def test_of_very_many_errors_the_first_are_listed() -> None:
    conversion = converted("".join(f"n1 foo::{n}\n" for n in range(5000)))

    listed = [one.code for one in conversion.diagnostics if one.severity is Severity.ERROR]
    assert listed == ["unknown-script"] * MAX_ERRORS + ["too-many-errors"]
