"""A quorum disk becomes a quorum device, SBD, or an error that says what is lost."""

import pytest

from convert.rhcs.goldens import of, said, settings
from crmsh_py.convert.conversion import Conversion
from crmsh_py.convert.rhcs.choices import Choices, QuorumDisk
from crmsh_py.diagnostics import errors

QNETD = Choices(qnetd="q.example")


def cluster(nodes: int, quorumd: str, inside: str = "", choices: Choices = QNETD) -> Conversion:
    listed = "".join(f'<clusternode name="n{n}" nodeid="{n}"/>' for n in range(1, nodes + 1))
    return of(
        f'<cluster name="c"><quorumd {quorumd}>{inside}</quorumd>'
        f"<clusternodes>{listed}</clusternodes></cluster>",
        choices,
    )


def device(conversion: Conversion) -> dict[str, str]:
    """Return the settings of the device, by their paths below it."""
    return dict(settings(conversion, "quorum.device"))


@pytest.mark.parametrize(
    ("nodes", "quorumd", "algorithm", "votes"),
    [
        (2, 'label="q" votes="1"', "ffsplit", "1"),
        (2, 'label="q"', "ffsplit", "1"),
        (2, 'label="q" votes="3"', "ffsplit", "1"),
        (4, 'label="q" votes="1"', "ffsplit", "1"),
        (4, 'label="q" votes="3"', "lms", None),
        (4, 'label="q"', "lms", None),
        (4, 'label="q" votes="2"', "lms", None),
        (4, 'label="q" votes="5"', "lms", None),
        (4, 'label="q" votes="3" master_wins="1"', "ffsplit", "1"),
    ],
)
def test_the_votes_of_the_disk_choose_the_algorithm(
    nodes: int, quorumd: str, algorithm: str, votes: str | None
) -> None:
    found = device(cluster(nodes, quorumd))

    assert found["net.algorithm"] == algorithm
    assert found.get("votes") == votes
    assert found.get("net.tie_breaker") == ("lowest" if algorithm == "ffsplit" else None)


def test_two_nodes_with_a_device_have_no_two_node() -> None:
    assert "two_node" not in (cluster(2, 'label="q"').corosync or "")


@pytest.mark.parametrize(
    ("quorumd", "timeout", "sync"),
    [
        ('label="q"', None, None),
        ('label="q" interval="1" tko="3"', None, None),
        ('label="q" interval="2" tko="10"', "20000", None),
        ('label="q" interval="3" tko="23"', "69000", "69000"),
        ('label="q" interval="x" tko="0"', None, None),
    ],
)
def test_a_device_waits_as_long_as_the_disk_did(
    quorumd: str, timeout: str | None, sync: str | None
) -> None:
    found = device(cluster(4, quorumd))

    assert (found.get("timeout"), found.get("sync_timeout")) == (timeout, sync)


def test_votes_other_than_those_of_the_device_are_told_with_both_tables() -> None:
    conversion = cluster(4, 'label="q" votes="2"')

    assert ("warning", "quorum-votes") in said(conversion)
    assert [(one.title.partition(",")[0], len(one.rows)) for one in conversion.tables] == [
        ("Votes", 4),
        ("Votes if first the quorum disk", 4),
    ]


def test_the_same_votes_need_no_word() -> None:
    assert ("warning", "quorum-votes") not in said(cluster(4, 'label="q" votes="3"'))


def test_without_a_host_the_device_is_a_comment_and_the_quorum_is_stated() -> None:
    conversion = cluster(4, 'label="q" votes="3"', choices=Choices())

    (error,) = errors(conversion.diagnostics)
    assert error.code == "quorum-disk"
    assert "3 votes of 4, and 1 of 4 nodes may fail (3 could)" in error.message
    assert device(conversion) == {}
    assert "    #         host: QNETD-HOST\n" in (conversion.corosync or "")


def test_sbd_takes_the_partition_and_no_votes() -> None:
    conversion = cluster(4, 'device="/dev/sdq1"', choices=Choices(qdisk=QuorumDisk.SBD))

    assert errors(conversion.diagnostics) == []
    assert ("warning", "quorum-disk-sbd") in said(conversion)
    assert "device" not in (conversion.corosync or "")
    assert any("/dev/sdq1" in one and "SBD_DEVICE" in one for one in conversion.todo)


def test_a_disk_without_votes_has_no_successor() -> None:
    conversion = cluster(3, 'votes="0"', '<heuristic program="/bin/true"/>', Choices())

    assert errors(conversion.diagnostics) == []
    assert ("warning", "approximated") in said(conversion)
    assert "device" not in (conversion.corosync or "")


@pytest.mark.parametrize(
    ("program", "name", "command"),
    [
        ("ping -c1 10.0.0.1", "exec_ping", "/bin/ping -c1 10.0.0.1"),
        ("/bin/ping -c1 -w1 a", "exec_ping", "/bin/ping -c1 -w1 a"),
        ("powermt check", "exec_powermt", "/usr/sbin/powermt check"),
        ("/opt/a-b/check.sh", "exec_check_sh", "/opt/a-b/check.sh"),
        ("[ -f /x ]", "exec_check", '/bin/sh -c "[ -f /x ]"'),
        ("ping a || ping b", "exec_ping", '/bin/sh -c "ping a || ping b"'),
        ('test "$A" = 1', "exec_test", '/bin/sh -c "test \\"$A\\" = 1"'),
        ('/bin/echo "a b"', "exec_echo", '/bin/echo "a b"'),
    ],
)
def test_a_heuristic_runs_without_a_shell_or_asks_for_one(
    program: str, name: str, command: str
) -> None:
    quoted = program.replace('"', "&quot;")
    found = device(cluster(4, 'label="q"', f'<heuristic program="{quoted}"/>'))

    assert {path: value for path, value in found.items() if "heuristics" in path} == {
        "heuristics.mode": "on",
        f"heuristics.{name}": command,
        "heuristics.timeout": "5000",
        "heuristics.interval": "30000",
    }


def test_heuristics_of_the_same_program_get_numbers() -> None:
    pings = '<heuristic program="ping a"/><heuristic program="ping b"/>'

    found = device(cluster(4, 'label="q"', pings))

    assert [path for path in found if "exec" in path] == [
        "heuristics.exec_ping",
        "heuristics.exec_ping_2",
    ]


@pytest.mark.parametrize(
    ("quorumd", "scores", "differs"),
    [
        ("", ("1",), False),
        ("", ("1", "1"), True),
        ('min_score="2"', ("1", "1"), False),
        ('min_score="1"', ("3",), True),
        ('min_score="4"', ("3", "1"), False),
    ],
)
def test_scores_that_left_a_choice_are_told(
    quorumd: str, scores: tuple[str, ...], *, differs: bool
) -> None:
    inside = "".join(f'<heuristic program="/bin/true" score="{one}"/>' for one in scores)

    conversion = cluster(4, f'label="q" {quorumd}', inside)

    assert (("warning", "heuristics-differ") in said(conversion)) is differs


def test_a_command_that_corosync_conf_cannot_hold_is_left_out() -> None:
    conversion = cluster(4, 'label="q"', '<heuristic program="awk {print}"/><heuristic/>')

    assert [path for path in device(conversion) if "heuristics" in path] == []
    assert said(conversion).count(("warning", "unusable-value")) == 2


def test_votes_that_are_no_number_are_one_less_than_those_of_the_nodes() -> None:
    conversion = cluster(4, 'label="q" votes="many"')

    assert device(conversion)["net.algorithm"] == "lms"
    assert ("warning", "unusable-value") in said(conversion)


def test_a_device_of_nodes_with_uneven_votes_states_its_own() -> None:
    nodes = '<clusternode name="a" votes="2"/><clusternode name="b"/><clusternode name="d"/>'

    conversion = of(
        f'<cluster name="c"><cman expected_votes="9"/><quorumd label="q" votes="3"/>'
        f"<clusternodes>{nodes}</clusternodes></cluster>",
        QNETD,
    )

    assert device(conversion)["votes"] == "3"
    assert ("warning", "expected-votes") in said(conversion)
    assert "expected_votes" not in (conversion.corosync or "")


def test_more_expected_votes_than_the_file_has_are_written_where_there_is_no_device() -> None:
    conversion = of(
        '<cluster name="c"><cman expected_votes="9"/><clusternodes><clusternode name="a"/>'
        "</clusternodes></cluster>"
    )

    assert ("expected_votes", "9") in settings(conversion, "quorum")
