"""Nodes, links, addresses, timing: what becomes of them in corosync.conf."""

import pytest

from convert.ha_cf.goldens import of
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.corosync.syntax import parse

THREE = "node c\nnode a\nnode b\n"
UNICAST = "ucast eth1 10.0.0.1\nucast eth1 10.0.0.2\nucast eth1 10.0.0.3\n"


def settings(conversion: Conversion) -> dict[str, str]:
    """Return all settings but those of nodes, by their paths."""
    assert conversion.corosync is not None
    configuration = parse(conversion.corosync, "corosync.conf")
    paths = (
        *("totem.cluster_name", "totem.token", "totem.token_warning", "totem.consensus"),
        *("totem.knet_compression_model", "totem.knet_compression_threshold"),
        *("quorum.two_node", "logging.to_syslog", "logging.syslog_facility", "logging.logfile"),
        *("logging.debug", "system.sched_rr", "system.priority"),
    )
    values = ((path, configuration.value(path)) for path in paths)
    return {path: value for path, value in values if value is not None}


def nodes(conversion: Conversion) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the nodes: id, name, addresses."""
    assert conversion.corosync is not None
    return [
        (
            node.value("nodeid") or "",
            node.value("name") or "",
            tuple(one.value for one in node.entries if one.key.startswith("ring")),
        )
        for node in parse(conversion.corosync, "corosync.conf").nodes
    ]


def codes(conversion: Conversion, *wanted: str) -> list[tuple[str, str]]:
    """Return codes with the severity, in order: all, or some."""
    found = [(one.code, str(one.severity)) for one in conversion.diagnostics]
    return [one for one in found if not wanted or one[0] in wanted]


def addressed(**addresses: str) -> Choices:
    given = {name: tuple(text.split(",")) for name, text in addresses.items()}
    return Choices(node_addresses=given)


# ------------------------------------------------------------------ nodes and addresses


def test_nodes_are_in_order_and_names_stand_for_addresses_that_are_not_known() -> None:
    conversion = of(THREE + UNICAST)

    assert nodes(conversion) == [("1", "c", ("c",)), ("2", "a", ("a",)), ("3", "b", ("b",))]
    hint = next(one.hint for one in conversion.diagnostics if one.code == "unknown-address")
    assert hint is not None
    assert hint.startswith(
        "give '--node c=ADDRESS' and so for all but one (10.0.0.1, 10.0.0.2, 10.0.0.3)"
    )


def test_addresses_are_never_paired_by_position() -> None:
    conversion = of(THREE + UNICAST, choices=addressed(a="10.0.0.3"))

    assert nodes(conversion) == [("1", "c", ("c",)), ("2", "a", ("10.0.0.3",)), ("3", "b", ("b",))]
    assert codes(conversion, "unknown-address") == [("unknown-address", "warning")]


def test_the_last_address_is_that_of_the_last_node() -> None:
    conversion = of(THREE + UNICAST, choices=addressed(A="10.0.0.3", c="10.0.0.1"))

    assert nodes(conversion) == [
        ("1", "c", ("10.0.0.1",)),
        ("2", "a", ("10.0.0.3",)),
        ("3", "b", ("10.0.0.2",)),
    ]
    assert codes(conversion, "unknown-address", "lost-link") == []


def test_a_file_of_one_node_that_names_its_peer_only_is_enough() -> None:
    text = "node a b\nucast eth0 10.0.0.2\n"

    assert nodes(of(text, choices=addressed(a="10.0.0.1"))) == [
        ("1", "a", ("10.0.0.1",)),
        ("2", "b", ("10.0.0.2",)),
    ]


def test_links_whose_addresses_are_all_known_are_used_and_others_are_told() -> None:
    text = f"{THREE}bcast eth0\n{UNICAST}serial /dev/ttyS0\n"

    conversion = of(text, choices=addressed(a=",10.0.0.3", c=",10.0.0.1"))

    assert [one for _, _, one in nodes(conversion)] == [("10.0.0.1",), ("10.0.0.3",), ("10.0.0.2",)]
    assert codes(conversion, "unknown-address", "lost-link") == [("lost-link", "warning")] * 2


def test_several_lines_about_a_device_are_one_link() -> None:
    text = "node a b\nbcast eth1\nmcast eth1 225.0.0.1 694 1 0\nucast eth1 10.0.0.1\n"

    conversion = of(text, choices=addressed(a="10.0.0.1", b="10.0.0.2"))

    assert [one for _, _, one in nodes(conversion)] == [("10.0.0.1",), ("10.0.0.2",)]


def test_no_more_than_eight_links_are_made() -> None:
    ten = ",".join(f"10.{number}.0.1" for number in range(10))
    other = ten.replace(".0.1", ".0.2")

    conversion = of("node a b\nbcast eth0\n", choices=addressed(a=ten, b=other))

    assert [len(one) for _, _, one in nodes(conversion)] == [8, 8]
    assert codes(conversion, "lost-link") == [("lost-link", "warning")] * 2


@pytest.mark.parametrize(
    "addresses",
    [
        {"a": "10.0.0.1", "b": "10.0.0.1"},
        {"a": "224.0.0.1", "b": "10.0.0.1"},
        {"a": "127.0.0.1", "b": "10.0.0.1"},
        {"a": "10.0.0.999", "b": "10.0.0.1"},
        {"a": "b", "b": "10.0.0.1"},
        {"a": "x y", "b": "10.0.0.1"},
        {"a": "fe80::1%{", "b": "fe80::2"},
        {"a": "10.0.0.1", "b": "fd00::1"},
    ],
)
def test_addresses_that_cannot_be_are_refused(addresses: dict[str, str]) -> None:
    conversion = of("node a b\nbcast eth0\n", choices=addressed(**addresses))

    assert codes(conversion, "invalid-address") == [("invalid-address", "error")]


def test_an_address_for_a_node_that_is_not_there_is_refused() -> None:
    conversion = of("node a b\nbcast eth0\n", choices=addressed(x="10.0.0.1"))

    assert codes(conversion, "node-not-in-cluster") == [("node-not-in-cluster", "error")]


def test_without_nodes_there_is_no_corosync_conf_unless_addresses_name_them() -> None:
    bare = of("bcast eth0\n")
    named = of("bcast eth0\n", choices=addressed(B="10.0.0.2", a="10.0.0.1"))

    assert bare.corosync is None
    assert codes(bare, "unknown-nodes") == [("unknown-nodes", "warning")]
    assert nodes(named) == [("1", "b", ("10.0.0.2",)), ("2", "a", ("10.0.0.1",))]


def test_autojoin_needs_a_list_of_the_nodes() -> None:
    text = "crm on\nautojoin other\nbcast eth0\nnode a\n"
    cache = Input("hostcache", b"# nodes\nA 1 100\nb 2 100\n\n!! 3\n")

    assert codes(of(text), "unlisted-nodes") == [("unlisted-nodes", "error")]
    cached = of(text, choices=Choices(hostcache=cache))
    assert [name for _, name, _ in nodes(cached)] == ["a", "b"]
    assert codes(cached, "unlisted-nodes", "invalid-directive") == [
        ("invalid-directive", "warning")
    ]


def test_autojoin_without_the_crm_is_told() -> None:
    conversion = of("autojoin any\nbcast e\nnode a\n", choices=addressed(b="10.0.0.2"))

    assert [name for _, name, _ in nodes(conversion)] == ["a", "b"]
    assert codes(conversion, "invalid-directive", "unlisted-nodes") == [
        ("invalid-directive", "warning")
    ]


def test_an_address_that_corosync_conf_cannot_hold_is_told() -> None:
    conversion = of("node a b\nucast6 e fe80::1%{\n", choices=addressed(a="fe80::2"))

    assert [one for _, _, one in nodes(conversion)] == [("fe80::2",), ("b",)]
    assert codes(conversion, "invalid-directive") == [("invalid-directive", "warning")]


def test_names_are_in_lower_case_as_heartbeat_had_them() -> None:
    conversion = of("node N1 n2\nbcast eth0\n", "N1 10.0.0.9/24\n")

    assert [name for _, name, _ in nodes(conversion)] == ["n1", "n2"]
    assert codes(conversion, "id-changed") == [("id-changed", "info")]
    assert codes(conversion, "node-not-in-cluster") == []


def test_a_line_for_a_node_that_ha_cf_does_not_name_is_an_error() -> None:
    conversion = of("node n1 n2\nbcast eth0\n", "n1 10.0.0.9/24\nn3 10.0.0.8/24\n")

    errors = [one for one in conversion.diagnostics if one.code == "node-not-in-cluster"]
    assert [one.location.position for one in errors if one.location] == [(2, 1)]


@pytest.mark.parametrize(
    ("node", "hint"),
    [
        ("n1", "did you mean 'n1.example.org'?"),
        ("n2.local", "did you mean 'n2'?"),
        ("n3", "its nodes are n1.example.org, n2"),
    ],
)
def test_a_node_with_another_domain_is_what_may_be_meant(node: str, hint: str) -> None:
    conversion = of("node n1.example.org n2\nbcast eth0\n", f"{node} 10.0.0.9/24\n")

    hints = [one.hint for one in conversion.diagnostics if one.code == "node-not-in-cluster"]
    assert hints == [hint]


def test_ids_can_be_those_that_the_nodes_have_already() -> None:
    choices = Choices(node_ids={"b": 1, "a": 7})

    conversion = of("node a b c\nbcast eth0\n", choices=choices)

    assert [(id_, name) for id_, name, _ in nodes(conversion)] == [
        ("7", "a"),
        ("1", "b"),
        ("2", "c"),
    ]


def test_more_nodes_than_corosync_can_have_are_refused() -> None:
    names = " ".join(f"n{number}" for number in range(400))

    conversion = of(f"bcast eth0\nnode {names}\n")

    assert len(nodes(conversion)) == 384
    assert ("invalid-directive", "error") in codes(conversion)


# ------------------------------------------------------------------ timing


def timed(text: str, names: str = "a b") -> tuple[dict[str, str], list[tuple[str, str]]]:
    conversion = of(f"bcast eth0\nnode {names}\n{text}")
    codes_found = codes(conversion, "check-timing", "inconsistent-times")
    return settings(conversion), codes_found


@pytest.mark.parametrize(
    ("text", "token", "warning", "found"),
    [
        ("deadtime 10\nwarntime 5\n", "10000", "50", []),
        ("deadtime 10\nwarntime 7.5\n", "10000", None, []),
        ("deadtime 10\nwarntime 20\n", "10000", "100", []),
        ("deadtime 2500ms\n", "2500", None, []),
        ("deadtime 1\n", "1000", None, []),
        ("deadtime 999ms\n", "999", None, [("check-timing", "warning")]),
        ("deadtime 1ms\n", "126", None, [("check-timing", "warning")]),
        ("deadtime 0\n", "126", None, [("check-timing", "warning")]),
        ("deadtime 99999h\n", "86400000", None, [("check-timing", "warning")]),
        ("warntime 3\n", None, "10", [("check-timing", "info")]),
        ("deadtime 4\nkeepalive 2\n", "4000", None, [("inconsistent-times", "warning")]),
        ("deadtime 30\ninitdead 29\n", "30000", None, [("inconsistent-times", "warning")]),
    ],
)
def test_deadtime_is_the_token_timeout(
    text: str, token: str | None, warning: str | None, found: list[tuple[str, str]]
) -> None:
    values, problems = timed(text)

    assert values.get("totem.token") == token
    assert values.get("totem.token_warning") == warning
    assert "totem.consensus" not in values
    assert problems == found


def test_the_report_tells_how_long_it_takes_to_lose_a_node() -> None:
    conversion = of("bcast eth0\nnode a b c\ndeadtime 10\n")

    assert [table.rows for table in conversion.tables] == [
        (
            ("the node is silent", "10s", "10650 ms (10000 ms + 650 ms for 3 nodes)"),
            ("the others agree on who is left", "-", "at most 12780 ms (consensus)"),
            ("altogether", "10s", "at most 23430 ms"),
        )
    ]


@pytest.mark.parametrize(
    ("initdead", "existing", "expected"),
    [
        ("20", (), None),
        ("21", (), "21s"),
        ("20500ms", (), "20500ms"),
        ("2m", (), "120s"),
        ("2m", ("dc-deadtime",), None),
    ],
)
def test_initdead_is_dc_deadtime_where_it_is_longer(
    initdead: str, existing: tuple[str, ...], expected: str | None
) -> None:
    choices = Choices(existing_properties=frozenset(existing))
    conversion = of(f"bcast eth0\nnode a b\ninitdead {initdead}\n", "a 10.0.0.9/24", None, choices)

    assert conversion.cib is not None
    pairs = conversion.cib.configuration.iterfind("crm_config/cluster_property_set/nvpair")
    found = {pair.get("name"): pair.get("value") for pair in pairs}
    assert found.get("dc-deadtime") == expected


# ------------------------------------------------------------------ the rest of corosync.conf


def test_two_nodes_need_no_majority_and_more_are_told_that_they_do() -> None:
    two, three = of("bcast e\nnode a b\n"), of("bcast e\nnode a b c\n")
    with_crm = of("bcast e\nnode a b c\ncrm on\n")

    assert settings(two)["quorum.two_node"] == "1"
    assert "quorum.two_node" not in settings(three)
    assert [codes(one, "quorum-now") for one in (two, three, with_crm)] == [
        [],
        [("quorum-now", "info")],
        [],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"logging.to_syslog": "yes"}),
        ("logfacility none\n", {"logging.to_syslog": "no"}),
        (
            "logfacility local3\n",
            {"logging.to_syslog": "yes", "logging.syslog_facility": "local3"},
        ),
        ("logfacility user\n", {"logging.to_syslog": "yes"}),
        (
            "logfile /var/log/ha-log\ndebug 2\n",
            {
                "logging.to_syslog": "yes",
                "logging.logfile": "/var/log/cluster/corosync.log",
                "logging.debug": "on",
            },
        ),
        ("debug 0\ndebugfile /x\n", {"logging.to_syslog": "yes"}),
        (
            "realtime off\nrtprio 7\n",
            {"logging.to_syslog": "yes", "system.sched_rr": "no", "system.priority": "7"},
        ),
        ("realtime on\nrtprio 0\n", {"logging.to_syslog": "yes"}),
        (
            "compression bz2\ncompression_threshold 3\n",
            {
                "totem.knet_compression_model": "bzip2",
                "totem.knet_compression_threshold": "3072",
                "logging.to_syslog": "yes",
            },
        ),
        ("compression_threshold 3\n", {"logging.to_syslog": "yes"}),
    ],
)
def test_logs_compression_and_scheduling(text: str, expected: dict[str, str]) -> None:
    conversion = of(f"cluster x\nbcast eth0\nnode a\n{text}")

    assert settings(conversion) == {"totem.cluster_name": "x", **expected}


def test_with_logd_its_own_file_says_where_to_log() -> None:
    logd = Input("logd.cf", b"# x\nlogfacility local5\nlogfile /var/log/ha\nentity logd\n")
    text = "bcast eth0\nnode a\nuse_logd yes\n"

    alone = of(text, choices=Choices(logd=logd))
    both = of(f"{text}logfacility local1\n", choices=Choices(logd=logd))
    unused = of("bcast eth0\nnode a\nuse_logd no\n", choices=Choices(logd=logd))

    expected = {
        "totem.cluster_name": "linux-ha",
        "logging.to_syslog": "yes",
        "logging.syslog_facility": "local5",
        "logging.logfile": "/var/log/cluster/corosync.log",
    }
    assert settings(alone) == settings(both) == expected
    assert settings(unused).keys() == {"totem.cluster_name", "logging.to_syslog"}
    assert codes(both, "dropped") == [("dropped", "info")]


def test_a_logd_that_names_no_facility_leaves_that_of_ha_cf() -> None:
    text = "bcast eth0\nnode a\nuse_logd yes\nlogfacility local1\n"

    conversion = of(text, choices=Choices(logd=Input("logd.cf", b"debugfile /x\n")))

    assert settings(conversion)["logging.syslog_facility"] == "local1"
    assert "logging.logfile" not in settings(conversion)


def test_the_port_is_kept_only_on_request() -> None:
    text = "bcast eth0\nnode a\nudpport 1694\n"

    plain, kept = of(text), of(text, choices=Choices(keep_port=True))
    usual = of("bcast eth0\nnode a\n", choices=Choices(keep_port=True))

    assert plain.corosync is not None
    assert "mcastport" not in plain.corosync
    assert codes(plain, "port-changed") == [("port-changed", "warning")]
    assert kept.corosync is not None
    assert "mcastport: 1694" in kept.corosync
    assert codes(kept, "port-changed") == []
    assert usual.corosync is not None
    assert "mcastport: 694" in usual.corosync


def test_a_port_that_there_is_not_is_told() -> None:
    conversion = of("bcast eth0\nnode a\nudpport 70000\n", choices=Choices(keep_port=True))

    assert codes(conversion, "invalid-directive") == [("invalid-directive", "warning")]
    assert conversion.corosync is not None
    assert "mcastport" not in conversion.corosync


def test_a_name_that_corosync_conf_cannot_hold_is_told_and_not_written() -> None:
    conversion = of("cluster a{b\nbcast eth0\nnode a\n")

    assert settings(conversion)["totem.cluster_name"] == "linux-ha"
    assert codes(conversion, "invalid-directive") == [("invalid-directive", "warning")]


def test_with_nodes_the_cib_has_them_under_the_ids_of_corosync() -> None:
    conversion = of("bcast e\nnode a b\n", choices=Choices(with_nodes=True))

    assert conversion.cib is not None
    found = [
        (one.get("id"), one.get("uname"))
        for one in conversion.cib.configuration.iterfind("nodes/node")
    ]
    assert found == [("1", "a"), ("2", "b")]
