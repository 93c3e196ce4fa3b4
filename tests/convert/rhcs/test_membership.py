"""Nodes, timing, transport, logs: what becomes of them in corosync.conf."""

import pytest

from convert.rhcs.goldens import elements, of, said, settings
from crmsh_py.convert.conversion import Conversion
from crmsh_py.convert.rhcs.choices import Choices

PAIR = '<clusternode name="a" nodeid="1"/><clusternode name="b" nodeid="2"/>'
THREE = f'{PAIR}<clusternode name="c" nodeid="3"/>'
RINGS = "".join(
    f'<clusternode name="{n}"><altname name="{n}-2" port="6900"/></clusternode>' for n in "ab"
)


def cluster(inside: str = "", nodes: str = THREE, choices: Choices | None = None) -> Conversion:
    text = f'<cluster name="c">{inside}<clusternodes>{nodes}</clusternodes></cluster>'
    return of(text, choices)


def totem(inside: str, nodes: str = THREE, choices: Choices | None = None) -> dict[str, str]:
    """Return the settings of totem that are not the same for all."""
    same = {"version", "cluster_name"}
    found = settings(cluster(inside, nodes, choices), "totem")
    return {path: value for path, value in found if path not in same}


KNET = {"transport": "knet", "crypto_cipher": "aes256", "crypto_hash": "sha256"}


# ------------------------------------------------------------------ nodes


def test_nodes_keep_names_ids_and_votes() -> None:
    nodes = '<clusternode name="x" nodeid="7" votes=" 3 "/><clusternode name="y" nodeid="2"/>'

    assert settings(cluster(nodes=nodes), "nodelist") == [
        ("node.ring0_addr", "x"),
        ("node.name", "x"),
        ("node.nodeid", "7"),
        ("node.quorum_votes", "3"),
        ("node.ring0_addr", "y"),
        ("node.name", "y"),
        ("node.nodeid", "2"),
    ]


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (("", "", ""), ["1", "2", "3"]),
        (("2", "", ""), ["2", "1", "3"]),
        (("", "1", ""), ["2", "1", "3"]),
        (("5", "5", "1"), ["5", "2", "1"]),
        (("0", "x", "-1"), ["1", "2", "3"]),
    ],
)
def test_missing_and_unusable_ids_become_the_next_free_ones(
    given: tuple[str, ...], ids: list[str]
) -> None:
    nodes = "".join(
        f'<clusternode name="n{at}"' + (f' nodeid="{one}"' if one else "") + "/>"
        for at, one in enumerate(given)
    )

    found = [value for path, value in settings(cluster(nodes=nodes)) if path.endswith("nodeid")]

    assert found == ids


def test_other_names_become_links_and_are_all_used_unless_told_otherwise() -> None:
    assert totem("", RINGS) == {**KNET, "token": "10000", "link_mode": "active"}
    passive = totem('<totem rrp_mode="passive"/>', RINGS)
    assert passive["link_mode"] == "passive"
    links = [value for path, value in settings(cluster(nodes=RINGS)) if "ring1_addr" in path]
    assert links == ["a-2", "b-2"]


def test_a_link_that_one_node_does_not_have_is_left_out() -> None:
    nodes = f'{RINGS}<clusternode name="c"/>'

    conversion = cluster(nodes=nodes)

    assert said(conversion).count(("warning", "fewer-links")) == 1
    assert "ring1_addr" not in (conversion.corosync or "")


def test_chosen_addresses_take_the_place_of_names() -> None:
    choices = Choices(addresses={"a": ("10.0.0.1", "10.1.0.1"), "b": ("10.0.0.2", "10.1.0.2")})

    found = settings(cluster(nodes=PAIR, choices=choices), "nodelist.node")

    assert [value for path, value in found if "_addr" in path] == [
        *("10.0.0.1", "10.1.0.1"),
        *("10.0.0.2", "10.1.0.2"),
    ]


# ------------------------------------------------------------------ votes


@pytest.mark.parametrize(
    ("cman", "nodes", "written", "code"),
    [
        ("", PAIR, [("two_node", "1")], ("warning", "two-node-added")),
        ('<cman two_node="1" expected_votes="1"/>', PAIR, [("two_node", "1")], None),
        ('<cman expected_votes="3"/>', THREE, [], None),
        ("", THREE, [], None),
        (
            '<cman expected_votes="5"/>',
            THREE,
            [("expected_votes", "5")],
            ("warning", "expected-votes"),
        ),
        ('<cman expected_votes="1"/>', THREE, [], ("warning", "expected-votes")),
        ('<cman expected_votes="x"/>', THREE, [], ("warning", "unusable-value")),
        ('<cman two_node="1"/>', THREE, [], ("warning", "unusable-value")),
        ('<cman expected_nodes="3"/>', THREE, [], ("warning", "ignored-by-cman")),
    ],
)
def test_what_cman_expected_comes_to(
    cman: str, nodes: str, written: list[tuple[str, str]], code: tuple[str, str] | None
) -> None:
    conversion = cluster(cman, nodes)

    assert settings(conversion, "quorum") == [("provider", "corosync_votequorum"), *written]
    warnings = [one for one in said(conversion) if one[0] == "warning" and one[1] != "no-fencing"]
    assert warnings == ([code] if code else [])


def test_expected_votes_are_not_written_beside_two_node() -> None:
    conversion = cluster('<cman expected_votes="5"/>', PAIR)

    assert settings(conversion, "quorum")[1:] == [("two_node", "1")]
    assert ("warning", "expected-votes") in said(conversion)


def test_each_cluster_with_nodes_explains_its_votes() -> None:
    conversion = cluster()

    assert ("info", "quorum-arithmetic") in said(conversion)
    assert [one.rows[2][1:4] + one.rows[2][4:] for one in conversion.tables] == [
        ("1", "2", "no", "1", "2", "no")
    ]


# ------------------------------------------------------------------ totem


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("", {"token": "10000"}),
        ('<totem token="30000"/>', {"token": "30000"}),
        ('<totem token="x"/>', {"token": "10000"}),
        ('<cman deadnode_timeout="135"/>', {"token": "135000"}),
        ('<cman deadnode_timeout="135"/><totem token="20000"/>', {"token": "20000"}),
        ('<totem consensus="2000"/>', {"token": "10000"}),
        ('<totem token="10000" consensus="12000"/>', {"token": "10000"}),  # three nodes: 12780
        ('<totem token="10000" consensus="12780"/>', {"token": "10000", "consensus": "12780"}),
        (
            '<totem join="60" fail_recv_const="2500" token_retransmits_before_loss_const="20"/>',
            {
                "token": "10000",
                "token_retransmits_before_loss_const": "20",
                "join": "60",
                "fail_recv_const": "2500",
            },
        ),
        ('<totem secauth="off" keyfile="/k" rrp_mode="active"/>', {"token": "10000"}),
        (
            '<totem><interface ringnumber="0" bindnetaddr="10.0.0.0" mcastport="5409"/></totem>',
            {"token": "10000", "interface.linknumber": "0", "interface.mcastport": "5409"},
        ),
        ('<totem><interface ringnumber="3" mcastport="5409"/></totem>', {"token": "10000"}),
        ('<totem><interface mcastport="x"/></totem>', {"token": "10000"}),
    ],
)
def test_timing_comes_over_where_corosync_has_the_like(
    inside: str, expected: dict[str, str]
) -> None:
    assert totem(inside) == {**KNET, **expected}


@pytest.mark.parametrize("transport", ["udp", "udpu", "udpb", "rdma"])
def test_every_transport_becomes_knet(transport: str) -> None:
    conversion = cluster(f'<cman transport="{transport}"/>')

    assert ("info", "transport-changed") in said(conversion)
    assert dict(settings(conversion, "totem"))["transport"] == "knet"


def test_udpu_can_be_kept_with_one_link() -> None:
    found = totem('<cman transport="udpu"/>', RINGS, Choices(keep_transport=True))

    assert found == {"transport": "udpu", "token": "10000"}


@pytest.mark.parametrize("cman", ["", '<cman transport="udpb"/>', '<cman broadcast="yes"/>'])
def test_what_needs_multicast_cannot_be_kept(cman: str) -> None:
    conversion = cluster(cman, choices=Choices(keep_transport=True))

    assert ("error", "transport-gone") in said(conversion)


def test_the_port_is_kept_on_request_only() -> None:
    inside = '<cman port="6809"/>'

    assert "interface.mcastport" not in totem(inside, RINGS)
    kept = settings(cluster(inside, RINGS, Choices(keep_port=True)), "totem.interface")
    assert kept == [
        *(("linknumber", "0"), ("mcastport", "6809")),
        *(("linknumber", "1"), ("mcastport", "6900")),
    ]


# ------------------------------------------------------------------ logs, users, dlm, fenced


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("", [("to_syslog", "yes")]),
        ('<logging debug="on"/>', [("to_syslog", "yes"), ("debug", "on")]),
        ('<logging debug="yes" to_syslog="off"/>', [("debug", "on"), ("to_syslog", "no")]),
        (
            '<logging logfile="/l" logfile_priority="Debug"/>',
            [
                ("to_syslog", "yes"),
                ("logfile", "/l"),
                ("logfile_priority", "debug"),
                ("to_logfile", "yes"),
            ],
        ),
        ('<logging syslog_facility="nonsense"/>', [("to_syslog", "yes")]),
        (
            '<logging><logging_daemon name="corosync" subsys="QDISKD" debug="1"/></logging>',
            [
                ("to_syslog", "yes"),
                ("logger_subsys.subsys", "QDEVICE"),
                ("logger_subsys.debug", "on"),
            ],
        ),
        (
            '<logging><logging_daemon name="corosync" debug="on"/></logging>',
            [("to_syslog", "yes"), ("debug", "on")],
        ),
        ('<logging><logging_daemon name="fenced" debug="on"/></logging>', [("to_syslog", "yes")]),
    ],
)
def test_logs_keep_what_corosync_logs(inside: str, expected: list[tuple[str, str]]) -> None:
    assert settings(cluster(inside), "logging") == expected


def test_users_of_corosync_stay_its_users() -> None:
    assert settings(cluster('<uidgid uid="u" gid="g"/>'), "uidgid") == [("uid", "u"), ("gid", "g")]


def test_dlm_gets_a_file_of_its_own() -> None:
    dlm = (
        '<dlm protocol="tcp" enable_fencing="0" enable_deadlk="1"><lockspace name="l" nodir="1">'
        '<master name="b" weight="3"/><master name="z"/></lockspace></dlm>'
    )

    conversion = cluster(dlm)

    lines = ["protocol=tcp", "enable_fencing=0", "lockspace l nodir=1", "master l node=2 weight=3"]
    assert conversion.files == {"dlm.conf": "".join(f"{line}\n" for line in lines)}
    assert ("warning", "unusable-value") in said(conversion)


@pytest.mark.parametrize(
    ("fenced", "choices", "properties", "code"),
    [
        ('post_join_delay="3" post_fail_delay="0" clean_start="0"', Choices(), {}, None),
        ('post_join_delay="60"', Choices(), {"dc-deadtime": "60s"}, "approximated"),
        ('post_fail_delay="5"', Choices(), {}, "approximated"),
        ('clean_start="1"', Choices(), {}, "unsafe-start"),
        (
            'clean_start="1"',
            Choices(keep_unsafe=True),
            {"startup-fencing": "false"},
            "unsafe-start",
        ),
    ],
)
def test_what_fenced_was_told_comes_to_properties_where_there_are_any(
    fenced: str, choices: Choices, properties: dict[str, str], code: str | None
) -> None:
    conversion = cluster(f"<fence_daemon {fenced}/>", choices=choices)

    found = {one["name"]: one["value"] for one in elements(conversion, "nvpair")}
    assert found == {"cluster-name": "c", **properties, "stonith-enabled": "false"}
    warnings = [one for kind, one in said(conversion) if kind == "warning" and one != "no-fencing"]
    assert warnings == ([code] if code else [])


# ------------------------------------------------------------------ what is not as it should be


@pytest.mark.parametrize(
    ("text", "name", "codes"),
    [
        ("<cluster>{}</cluster>", "cluster", ["unusable-value"]),
        (
            '<cluster name="longer-than-cman-took">{}</cluster>',
            "longer-than-cman-took",
            ["unusable-value"],
        ),
        ('<cluster name="c"><totem/><totem token="1"/>{}</cluster>', "c", ["repeated-element"]),
        (
            '<cluster name="c"><totem><interface ringnumber="x"/></totem>{}</cluster>',
            "c",
            ["unusable-value"],
        ),
        ('<cluster name="c"><dlm><lockspace/></dlm>{}</cluster>', "c", ["unusable-value"]),
        (
            '<cluster name="c"><fence_daemon post_join_delay="-1"/>{}</cluster>',
            "c",
            ["approximated"],
        ),
        ('<cluster name="c"><uidgid/>{}</cluster>', "c", []),
    ],
)
def test_what_cannot_be_taken_as_it_is_said(text: str, name: str, codes: list[str]) -> None:
    conversion = of(text.format(f"<clusternodes>{THREE}</clusternodes>"))

    assert dict(settings(conversion, "totem"))["cluster_name"] == name
    warnings = [one for kind, one in said(conversion) if kind == "warning" and one != "no-fencing"]
    assert warnings == codes


@pytest.mark.parametrize("inside", ['<logging logfile="/var/{log}"/>', '<uidgid uid="{"/>'])
def test_a_value_that_corosync_conf_cannot_hold_is_an_error(inside: str) -> None:
    conversion = cluster(inside)

    assert ("error", "invalid-setting") in said(conversion)
    assert conversion.corosync is None
    assert all(one.location for one in conversion.diagnostics)


def test_there_are_eight_links_at_most() -> None:
    names = "".join(f'<altname name="a{n}"/>' for n in range(9))

    conversion = cluster(nodes=f'<clusternode name="a" nodeid="1">{names}</clusternode>')

    links = [path for path, _ in settings(conversion, "nodelist.node") if "_addr" in path]
    assert links == [f"ring{n}_addr" for n in range(8)]
    assert ("warning", "unusable-value") in said(conversion)
