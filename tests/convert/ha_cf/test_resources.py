"""Ping nodes, failback, fencing, programs, keys: what becomes of them in the CIB, or by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.ha_cf.goldens import inputs_of, of, statements_of
from convert.ha_cf.test_ha_cf import TEXTS
from crmsh_py import xmltree
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.converter import convert
from crmsh_py.diagnostics import errors

BASE = "bcast eth0\nnode a b\n"
LINE = "a 10.0.0.9/24\n"
IPFAIL = "respawn hacluster /usr/lib/heartbeat/ipfail\n"
PINGD = "respawn hacluster /usr/lib/heartbeat/pingd"
RULE = "location loc-ip_10_0_0_9-pingd ip_10_0_0_9 \\\n\trule pingd: defined pingd"
BAN = (
    "location loc-ip_10_0_0_9-no-pingd ip_10_0_0_9 \\\n"
    "\trule -inf: not_defined pingd or pingd number:lt 1"
)


def made(text: str, choices: Choices | None = None) -> list[str]:
    """Return the statements that ha.cf adds to those of the one line of haresources."""
    own = ("primitive ip_10_0_0_9 ", "location loc-ip_10_0_0_9-a ")
    statements = statements_of(BASE + text, LINE, choices)
    assert sum(one.startswith(own) for one in statements) == 2
    return [one for one in statements if not one.startswith(own)]


def codes(conversion: Conversion, *wanted: str) -> list[tuple[str, str]]:
    found = [(one.code, str(one.severity)) for one in conversion.diagnostics]
    return [one for one in found if one[0] in wanted]


def ping(host_list: str, *settings: str, id_: str = "ping", name: str = "pingd") -> list[str]:
    """Return the statements of a ping resource."""
    pairs = " ".join([f"host_list={host_list}", *settings, f"name={name}"])
    operations = "op monitor interval=10s timeout=60s \\\n\top start interval=0s timeout=60s"
    return [
        f"primitive {id_} ocf:pacemaker:ping \\\n\tparams {pairs} \\\n\t{operations}",
        f"clone {id_}-clone {id_}",
    ]


# ------------------------------------------------------------------ ping nodes


@pytest.mark.parametrize(
    ("options", "settings"),
    [
        ("", []),
        (" -m 100 -d 5s", ["multiplier=100", "dampen=5s"]),
        (" -m100 -d5", ["multiplier=100", "dampen=5s"]),
        (" --multiplier 200 --attr-dampen=1min -D -V", ["multiplier=200", "dampen=1min"]),
        (" -m 0 -d soon", []),
        (" -m", []),
        (" word --unknown=3 -", []),
    ],
)
def test_pingd_is_a_clone_with_a_rule_for_each_resource(options: str, settings: list[str]) -> None:
    statements = made(f"auto_failback on\nping 10.0.0.1\n{PINGD}{options}\n")

    primitive, clone = ping("10.0.0.1", *settings)
    assert primitive in statements
    assert clone in statements
    assert RULE in statements
    assert BAN not in statements


def test_pingd_can_have_hosts_and_an_attribute_of_its_own() -> None:
    text = f"ping 10.0.0.1\n{PINGD} -a up -h 10.0.0.2 -h r3,r4\n{PINGD}\n{PINGD} -m 5\n"

    statements = made(text)

    assert ping('"10.0.0.2 r3 r4"', id_="ping_up", name="up")[0] in statements
    assert ping("10.0.0.1")[0] in statements
    assert "location loc-ip_10_0_0_9-up ip_10_0_0_9 \\\n\trule up: defined up" in statements
    assert sum(one.startswith("clone") for one in statements) == 2


def test_one_ping_node_more_outweighs_the_preferred_node_with_ipfail() -> None:
    statements = made(f"ping 10.0.0.1\nping6 fd00::1\n{IPFAIL}")

    assert ping('"10.0.0.1 fd00::1"', "multiplier=1000", "dampen=5s")[0] in statements
    assert codes(of(BASE + f"ping 10.0.0.1\n{IPFAIL}", LINE), "check-ping") == []


def test_a_ping_node_that_weighs_too_little_is_told() -> None:
    text = f"{BASE}ping 10.0.0.1\n{PINGD} -m "

    assert codes(of(f"{text}100\n", LINE), "check-ping") == [("check-ping", "info")]
    assert codes(of(f"{text}101\n", LINE), "check-ping") == []
    assert codes(of(f"{text}100\n", LINE, None, Choices(ping_ban=True)), "check-ping") == []


def test_resources_that_stay_are_banned_from_nodes_without_ping_nodes() -> None:
    text = f"ping 10.0.0.1\n{IPFAIL}"

    stay = made(f"auto_failback off\n{text}")
    both = made(f"auto_failback on\n{text}", Choices(ping_ban=True))

    assert [one for one in stay if one in {RULE, BAN}] == [BAN]
    assert [one for one in both if one in {RULE, BAN}] == [RULE, BAN]


def test_ping_nodes_that_nobody_watches_are_left_out() -> None:
    conversion = of(f"{BASE}auto_failback on\nping 10.0.0.1\nhbaping fc\nping_group g h\n", LINE)

    assert codes(conversion, "dropped", "check-ping", "no-counterpart") == [("dropped", "info")] * 3


def test_more_attributes_of_pingd_than_anyone_needs_are_refused() -> None:
    lines = "".join(f"{PINGD} -a up{number} -h r1\n" for number in range(9))

    conversion = of(BASE + lines, LINE)

    assert codes(conversion, "no-counterpart") == [("no-counterpart", "error")]


def test_what_of_ping_nodes_is_lost_is_told() -> None:
    text = f"{BASE}auto_failback on\nping_group g r1 r2\nhbaping fc\nping -bad\n{IPFAIL}"

    conversion = of(text, LINE)

    assert codes(conversion, "check-ping", "no-counterpart", "invalid-directive") == [
        ("check-ping", "warning"),
        ("no-counterpart", "error"),
        ("invalid-directive", "error"),
    ]
    assert codes(of(BASE + IPFAIL, LINE), "check-ping") == [("check-ping", "warning")]


# ------------------------------------------------------------------ failback


@pytest.mark.parametrize(
    ("text", "stickiness", "warned"),
    [
        ("auto_failback on\n", "0", False),
        ("auto_failback YES\n", "0", False),
        ("auto_failback off\n", "INFINITY", False),
        ("auto_failback legacy\n", "0", True),
        ("nice_failback on\n", "INFINITY", False),
        ("nice_failback off\n", "0", False),
        ("auto_failback on\nnice_failback on\n", "INFINITY", False),
        ("", None, True),
    ],
)
def test_auto_failback_is_the_default_of_stickiness(
    text: str, stickiness: str | None, warned: bool
) -> None:
    expected = (
        [] if stickiness is None else [f"rsc_defaults \\\n\tresource-stickiness={stickiness}"]
    )

    assert [one for one in made(text) if one.startswith("rsc_defaults")] == expected
    assert bool(codes(of(BASE + text, LINE), "check-failback")) is warned


# ------------------------------------------------------------------ fencing


def test_a_device_that_all_nodes_reach_does_not_run_on_its_victim() -> None:
    statements = made("stonith_host * external/ipmi B 10.1.0.2 admin s3cret lanplus\n")

    assert statements == [
        (
            "primitive fencing_b stonith:fence_ipmilan \\\n\tparams ip=10.1.0.2 username=admin"
            " password=s3cret lanplus=1 pcmk_host_list=B \\\n"
            "\top monitor interval=60s timeout=60s"
        ),
        "location loc-fencing_b-b fencing_b -inf: b",
    ]


def test_a_device_of_one_node_runs_there_and_is_made_once() -> None:
    device = "external/ipmi b 10.1.0.2 admin s3cret lan"

    statements = statements_of(
        f"{BASE}auto_failback on\nstonith_host a {device}\nstonith_host b {device}\n", ""
    )

    assert [one.split(" \\")[0] for one in statements] == [
        "primitive fencing_b stonith:fence_ipmilan",
        "location loc-fencing_b-a fencing_b inf: a",
        "location loc-fencing_b-b fencing_b inf: b",
        "rsc_defaults",
    ]


def test_nodes_that_nothing_fences_are_told() -> None:
    text = f"{BASE}stonith_host * external/ipmi b 10.1.0.2 admin s3cret lan\n"

    assert codes(of(text, LINE), "check-fencing", "no-fencing") == [("check-fencing", "warning")]


def test_without_a_device_fencing_is_off_unless_that_is_set_already() -> None:
    off = "property \\\n\tstonith-enabled=false"
    existing = Choices(existing_properties=frozenset({"stonith-enabled"}))

    assert off in made("stonith_host * external/ssh a b\n")
    assert off not in made("", existing)
    assert of(BASE).cib is None


def test_parameters_of_a_stonith_line_are_in_a_file() -> None:
    text = "stonith apcmaster /etc/apc\n"
    files = {"/etc/apc": Input("apc", b"\n# x\n10.0.0.8 apc s3cret\nother\n")}

    told = of(BASE + text)
    known = statements_of(BASE + text, "", Choices(stonith_files=files))

    assert codes(told, "missing-value") == [("missing-value", "error")] * 2
    assert known[0].startswith(
        "primitive fencing_apc stonith:fence_apc \\\n"
        "\tparams ip=10.0.0.8 username=apc password=s3cret "
    )


def test_parameters_may_have_names() -> None:
    words = "hostname=b ipaddr=10.1.0.2 userid=admin passwd=s3cret interface=lan"

    named = statements_of(f"{BASE}stonith_host * external/ipmi {words}\n", "")
    by_order = statements_of(
        f"{BASE}stonith_host * external/ipmi b 10.1.0.2 admin s3cret lan\n", ""
    )

    assert named == by_order


def test_the_plugins_can_be_kept() -> None:
    text = f"{BASE}stonith_host * external/ipmi b 10.1.0.2 admin s3cret lan\n"

    kept = statements_of(text, "", Choices(keep_glue_stonith=True))

    assert kept[0] == (
        "primitive fencing_b stonith:external/ipmi \\\n\tparams hostname=b ipaddr=10.1.0.2"
        " userid=admin passwd=s3cret interface=lan \\\n\top monitor interval=60s timeout=60s"
    )


def test_parameters_whose_order_nobody_knows_are_missed() -> None:
    conversion = of(f"{BASE}stonith_host * rhcs/fence_apc 10.0.0.1 apc s3cret\n")

    assert codes(conversion, "missing-value") == [("missing-value", "error")]


def test_a_watchdog_is_left_to_a_person() -> None:
    conversion = of(f"{BASE}watchdog /dev/watchdog\n", LINE)

    assert codes(conversion, "set-up-watchdog") == [("set-up-watchdog", "warning")]
    assert any("SBD_WATCHDOG_DEV=/dev/watchdog" in one for one in conversion.todo)


# ------------------------------------------------------------------ programs, crm


def test_inputs_of_the_scheduler_are_kept_or_not() -> None:
    off = "property \\\n\tpe-input-series-max=0"
    existing = Choices(existing_properties=frozenset({"pe-input-series-max"}))

    assert off in made("record_pengine_inputs off\n")
    assert off not in made("record_pengine_inputs on\n")
    assert off not in made("record_pengine_inputs off\n", existing)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("respawn hacluster /usr/lib/heartbeat/cib", ("dropped", "info")),
        ("respawn root /usr/lib/heartbeat/dopd", ("drbd-setup", "warning")),
        ("respawn root /sbin/evmsd", ("no-counterpart", "error")),
        ("respawn root /usr/local/bin/mine -p s3cret", ("respawn-program", "warning")),
        ("failfast root /usr/local/bin/mine", ("respawn-program", "warning")),
    ],
)
def test_a_program_is_pacemaker_s_or_for_systemd(line: str, expected: tuple[str, str]) -> None:
    conversion = of(f"{BASE}auto_failback on\n{line}\n", LINE)

    assert codes(conversion, expected[0]) == [expected]


@pytest.mark.parametrize("word", ["on", "yes", "respawn", "manual"])
def test_with_crm_on_the_cib_of_heartbeat_is_what_counts(word: str) -> None:
    text = f"{BASE}crm {word}\nauto_failback off\nstonith_host * external/ssh a\n"

    alone, both = of(text), of(text, LINE)

    assert codes(alone, "crm-was-on", "dropped", "no-fence-agent") == [
        ("crm-was-on", "warning"),
        ("dropped", "info"),
        ("dropped", "info"),
    ]
    assert codes(both, "crm-was-on", "no-fence-agent") == [
        ("crm-was-on", "warning"),
        ("no-fence-agent", "error"),
    ]
    assert codes(of(f"{BASE}crm off\n", LINE), "crm-was-on") == []


def test_beside_a_cib_only_ping_nodes_are_added_to_it() -> None:
    text = f"{BASE}crm on\nauto_failback off\nping r1\n{PINGD}\nstonith_host * external/ssh a\n"

    conversion = of(text, "", None, Choices(has_cib=True))

    assert statements_of(text, "", Choices(has_cib=True)) == ping("r1")
    assert codes(conversion, "crm-was-on", "no-fencing", "quorum-now") == []
    assert errors(conversion.diagnostics) == []


# ------------------------------------------------------------------ authkeys


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("auth 1\n1 sha1 s3cret\n", []),
        ("# s3cret\n\nauth 2\n1 md5 s3cret\n2 sha1 s3cret\n", []),
        ("auth 1\n1 crc\n", [("weak-authentication", "info")]),
        ("", [("invalid-authkeys", "warning")]),
        ("1 sha1 s3cret\n", [("invalid-authkeys", "warning")]),
        ("auth 2\n1 sha1 s3cret\n", [("invalid-authkeys", "warning")]),
        ("auth s3cret\n1 sha1 s3cret\n", [("invalid-authkeys", "warning")]),
        ("auth 1\n1 s3cret\n", [("invalid-authkeys", "warning")]),
        ("auth 1\n1 md5\n", [("invalid-authkeys", "warning")]),
        ("auth 1\n1 sha1 s3cret\ns3cret\n", [("invalid-authkeys", "warning")]),
        ("auth 1\nauth 1\n1 sha1 s3cret\n", [("invalid-authkeys", "warning")]),
        ("auth 16\n16 sha1 s3cret\n", [("invalid-authkeys", "warning")] * 2),
        ("s3cret\0", [("undecodable-text", "warning")]),
    ],
)
def test_authkeys_are_looked_at_and_never_shown(keys: str, expected: list[tuple[str, str]]) -> None:
    conversion = of(f"{BASE}auto_failback on\n", "", keys)

    found = codes(conversion, "invalid-authkeys", "weak-authentication", "undecodable-text")
    assert found == expected
    assert not any("s3cret" in text for text in said(conversion))


def said(conversion: Conversion) -> list[str]:
    """Return every text that a conversion shows to a person."""
    return [
        *(one.message for one in conversion.diagnostics),
        *(one.hint or "" for one in conversion.diagnostics),
        *(one.location.source.text for one in conversion.diagnostics if one.location),
        *(text for row in conversion.rows for text in (row.piece, *row.results, row.note)),
        *(row.location.source.text for row in conversion.rows if row.location),
        *conversion.todo,
        conversion.corosync or "",
    ]


# ------------------------------------------------------------------ any text


def form(conversion: Conversion) -> tuple[object, ...]:
    """Return a conversion as a value that can be compared."""
    octets = None if conversion.cib is None else xmltree.to_bytes(conversion.cib.root)
    return octets, conversion.corosync, conversion.diagnostics, conversion.rows, conversion.todo


CHOICES = st.builds(
    Choices,
    ping_ban=st.booleans(),
    keep_port=st.booleans(),
    with_nodes=st.booleans(),
    keep_glue_stonith=st.booleans(),
    has_cib=st.booleans(),
    node_addresses=st.dictionaries(
        st.sampled_from(["a", "B", "c"]),
        st.tuples(st.sampled_from(["10.0.0.1", "10.0.0.2", "", "x y", "fd00::1"])),
        max_size=3,
    ),
    hostcache=st.none() | st.text(max_size=12).map(lambda text: inputs_of(text, "hostcache")),
    logd=st.none() | st.text(max_size=12).map(lambda text: inputs_of(text, "logd.cf")),
)


@given(TEXTS, st.sampled_from(["", LINE]), st.none() | st.text(max_size=30), CHOICES)
def test_any_text_is_converted_the_same_way_each_time(
    text: str, line: str, keys: str | None, choices: Choices
) -> None:
    authkeys = None if keys is None else inputs_of(keys, "authkeys")
    files = (inputs_of(line, "haresources"), inputs_of(BASE + text, "ha.cf"), authkeys)

    first, second = convert(*files, choices), convert(*files, choices)

    assert form(first) == form(second)
    assert all(one.location is not None for one in first.diagnostics)


SECRET_LINES = st.sampled_from(
    [
        "stonith_host * external/ipmi b 10.0.0.1 root s3cret lan",
        "respawn root /bin/mine s3cret",
        "failfast root /bin/mine -p s3cret",
        "env KEY=s3cret",
        "unknown s3cret",
    ]
)


@given(st.lists(SECRET_LINES, max_size=5))
def test_no_secret_of_any_line_is_shown(lines: list[str]) -> None:
    conversion = of(BASE + "\n".join(lines), LINE)

    assert not any("s3cret" in text for text in said(conversion))
