"""The reader of ha.cf: words, times, what is wrong, and what must not be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.convert.conversion import Input
from crmsh_py.convert.heartbeat.directives import DIRECTIVES
from crmsh_py.convert.heartbeat.ha_cf import MAX_CHARACTERS, HaCf, milliseconds, read, truth
from crmsh_py.diagnostics import Severity


def of(text: str) -> HaCf:
    return read(Input("ha.cf", text.encode()))


def found(ha_cf: HaCf) -> list[tuple[str, str, tuple[int, int]]]:
    return [
        (str(one.severity), one.code, one.location.position if one.location else (0, 0))
        for one in ha_cf.diagnostics
    ]


def test_a_line_is_a_directive_and_its_values_up_to_a_comment() -> None:
    ha_cf = of("\ufeff# all\n\tnode  a b#c d\r\nudp eth0 # x\rdebug 1\n")

    assert [(one.name, one.texts) for one in ha_cf.directives] == [
        ("node", ("a", "b")),
        ("bcast", ("eth0",)),
        ("debug", ("1",)),
    ]
    assert [one.location.position for one in ha_cf.directives] == [(2, 2), (3, 1), (4, 1)]
    assert ha_cf.diagnostics == ()


def test_commas_part_words_but_in_lines_that_are_read_whole() -> None:
    ha_cf = of(
        "node a, b,c\nbcast eth0,eth1 # x\ndeadtime ,10,\nping 10.0.0.1 , 10.0.0.2\n"
        "apiauth x uid=a,b\nrespawn root /p -h 1,2\nucast eth0,1 h\nstonith_host * t a,b\n"
    )

    assert [(one.name, one.texts) for one in ha_cf.directives] == [
        ("node", ("a", "b", "c")),
        ("bcast", ("eth0", "eth1")),
        ("deadtime", ("10",)),
        ("ping", ("10.0.0.1", "10.0.0.2")),
        ("apiauth", ("x", "uid=a,b")),
        ("respawn", ("root", "/p", "-h", "1,2")),
        ("ucast", ("eth0,1", "h")),
        ("stonith_host", ("*", "t", "a,b")),
    ]
    assert [one.location.position for one in ha_cf.directives[0].values] == [
        (1, 6),
        (1, 9),
        (1, 11),
    ]
    assert ha_cf.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", 10_000),
        ("1.5", 1_500),
        (".5", 500),
        ("2.", 2_000),
        ("1500ms", 1_500),
        ("1500MS", 1_500),
        ("2500us", 2),
        ("2m", 120_000),
        ("1h", 3_600_000),
        ("3s", 3_000),
        ("0", 0),
        ("", None),
        ("ms", None),
        ("-1", None),
        ("1.2.3", None),
        ("5x", None),
        ("٣", None),
        ("9" * 13, None),
    ],
)
def test_a_time_is_in_seconds_unless_it_has_a_unit(text: str, expected: int | None) -> None:
    assert milliseconds(text) == expected


def test_booleans_are_read_without_regard_to_case() -> None:
    words = ["true", "On", "YES", "y", "1", "false", "Off", "NO", "n", "0", "maybe", ""]

    assert [truth(word) for word in words] == [True] * 5 + [False] * 5 + [None] * 2


def test_of_a_directive_with_one_value_the_last_one_counts() -> None:
    ha_cf = of("deadtime 5\ndeadtime 10 20\nlogfile /a\nnode a\nnode b\n")

    assert ha_cf.time("deadtime") == 20_000
    assert found(ha_cf) == [("warning", "repeated-directive", (2, 1))]


def test_an_unknown_directive_is_an_error_with_what_was_meant() -> None:
    ha_cf = of("Node a\nkeepalive=2\nxyzzy\n")

    assert found(ha_cf) == [
        ("error", "unknown-directive", (1, 1)),
        ("error", "unknown-directive", (2, 1)),
        ("error", "unknown-directive", (3, 1)),
    ]
    assert [one.hint for one in ha_cf.diagnostics] == [
        "did you mean 'node'?",
        "did you mean 'keepalive'?",
        "heartbeat would not have started with it",
    ]


def test_a_wrong_value_is_an_error_only_where_it_changes_what_the_cluster_does() -> None:
    ha_cf = of("deadtime x\nwarntime x\nauto_failback x\ncoredumps x\nrtprio x\nautojoin off\n")

    assert [one.severity for one in ha_cf.diagnostics] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.ERROR,
        Severity.WARNING,
        Severity.WARNING,
        Severity.WARNING,
    ]
    assert ha_cf.directives == ()


def test_a_directive_without_enough_values_is_left_out() -> None:
    ha_cf = of("node\nucast eth0\nrespawn root\nlogfile\nstonith_host *\n")

    assert ha_cf.directives == ()
    assert [(one.code, str(one.severity)) for one in ha_cf.diagnostics] == [
        ("invalid-directive", "error"),
        ("invalid-directive", "error"),
        ("invalid-directive", "error"),
        ("invalid-directive", "warning"),
        ("invalid-directive", "error"),
    ]


def test_what_is_no_text_is_refused_in_words_and_not_in_comments() -> None:
    ha_cf = read(Input("ha.cf", b"# caf\xe9\nnode a\xe9 b\nnode \xe2\x80\x9cc\xe2\x80\x9d\n"))

    assert [one.texts for one in ha_cf.directives] == [("b",)]
    assert [one.code for one in ha_cf.diagnostics] == ["undecodable-text", "typographic-character"]


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (b"node a\n\0\n", "undecodable-text"),
        ("node a\n".encode("utf-16"), "undecodable-text"),
        (b"node a\n" * MAX_CHARACTERS, "file-too-large"),
    ],
)
def test_a_file_that_is_no_ha_cf_at_all_is_refused(octets: bytes, code: str) -> None:
    ha_cf = read(Input("ha.cf", octets))

    assert ha_cf.directives == ()
    assert [one.code for one in ha_cf.diagnostics] == [code]


def test_places_show_nothing_of_a_line_that_may_be_a_password() -> None:
    lines = [
        "stonith_host * external/ipmi n1 10.0.0.1 root s3cret lan",
        "respawn root /bin/x --password s3cret",
        "failfast root /bin/x s3cret",
        "env TOKEN=s3cret",
        "stnith_host * external/ipmi s3cret",
        "stonith_host * ipmilan s3cret\u200bs",
    ]

    ha_cf = of("\n".join(lines))

    places = [one.location for one in ha_cf.directives]
    places += [one.location for one in ha_cf.diagnostics if one.location is not None]
    places += [value.location for one in ha_cf.directives for value in one.values]
    assert len(ha_cf.directives) == 5
    assert not any("s3cret" in place.source.text for place in places)
    assert not any("s3cret" in one.said for one in ha_cf.directives)
    assert "s3cret" not in repr(ha_cf)


def test_a_very_long_line_is_shown_only_around_a_place() -> None:
    ha_cf = of("node " + "a" * 5_000 + " \u200b")

    shown = ha_cf.diagnostics[0].location

    assert shown is not None
    assert len(shown.source.text) <= 400
    assert shown.position == (1, 5_007)


WORDS = st.sampled_from([*DIRECTIVES, "udp", "10", "500ms", "on", "off", "eth0", "10.0.0.1", "*"])
LINES = st.lists(WORDS | st.text(max_size=6), max_size=7).map(" ".join)
TEXTS = st.lists(LINES | st.text(max_size=20), max_size=8).map("\n".join)


@given(st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_text_is_read_the_same_way_each_time(octets: bytes) -> None:
    source = Input("ha.cf", octets)

    assert read(source) == read(source)
