"""What corosync says of votes, links and nodes."""

import pytest

from crmsh_py.corosync.votes import Survival, survival
from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker.links import Link, Peer, link_lines, parse_links, read_links
from crmsh_py.pacemaker.quorum import (
    Member,
    parse_cmap,
    parse_quorum,
    read_electorate,
    read_names,
    read_quorum,
    voting_of,
)
from pacemaker.answers import recorded, tools

DOWN = (1, "Cannot initialize QUORUM service\n")


def test_members_votes_and_quorum_are_read() -> None:
    seen = parse_quorum(recorded("quorum-three.txt"))

    assert (seen.provider, seen.quorate, seen.blocked) == ("corosync_votequorum", True, False)
    assert (seen.expected, seen.highest, seen.total, seen.quorum) == (3, 3, 3, 2)
    assert (seen.flags, seen.device_votes) == (("Quorate",), None)
    assert seen.members == (
        Member(1, 1, "node1", local=True),
        Member(2, 1, "node2"),
        Member(3, 1, "node3"),
    )


def test_a_partition_without_quorum_is_an_answer_too() -> None:
    asked, _ = tools({"corosync-quorumtool": (2, recorded("quorum-alone.txt"))})

    seen = read_quorum(asked)

    assert (seen.quorate, seen.blocked, seen.total, seen.flags) == (False, True, 1, ())
    assert [one.name for one in seen.members] == ["node3"]


def test_a_quorum_device_is_no_member() -> None:
    seen = parse_quorum(recorded("quorum-device.txt"))

    assert [(one.id, one.device) for one in seen.members] == [(1, "A,V,NMW"), (2, "A,V,NMW")]
    assert (seen.device_votes, seen.total) == (1, 3)
    assert seen.flags == ("Quorate", "WaitForAll", "Qdevice")


def test_nodes_that_are_not_there_are_known_from_the_nodelist() -> None:
    asked, _ = tools(
        {
            "corosync-quorumtool": (2, recorded("quorum-alone.txt")),
            "corosync-cmapctl": recorded("cmap-three.txt"),
        }
    )

    electorate = read_electorate(asked)

    assert [(one.id, one.name) for one in electorate.voting.nodes] == [
        (1, "node1"),
        (2, "node2"),
        (3, "node3"),
    ]
    assert electorate.voting.present == {3}
    assert electorate.explanation == "there is no quorum: 1 vote more would be needed"


def test_a_device_counts_among_what_may_fail() -> None:
    settings = parse_cmap("quorum.device.model (str) = net\nquorum.device.votes (u32) = 1\n")

    voting = voting_of(parse_quorum(recorded("quorum-device.txt")), settings)

    assert (voting.device, voting.device_votes_now, voting.wait_for_all) == (1, True, True)
    assert (voting.total, survival(voting)) == (3, Survival(1, 1))


@pytest.mark.parametrize(
    ("flags", "rule"),
    [
        ("2Node", "two_node"),
        ("WaitForAll", "wait_for_all"),
        ("LastManStanding", "last_man_standing"),
        ("AutoTieBreaker", "auto_tie_breaker"),
    ],
)
def test_flags_are_rules(flags: str, rule: str) -> None:
    text = recorded("quorum-three.txt").replace("Quorate \n", f"Quorate {flags} \n")

    voting = voting_of(parse_quorum(text), {})

    rules = ("two_node", "wait_for_all", "last_man_standing", "auto_tie_breaker")
    assert [one for one in rules if getattr(voting, one)] == [rule]


def test_names_are_those_of_the_nodelist() -> None:
    asked, _ = tools({"corosync-cmapctl nodelist.": recorded("cmap-three.txt")})

    assert read_names(asked) == {1: "node1", 2: "node2", 3: "node3"}


def test_a_corosync_that_does_not_run_is_told_as_one() -> None:
    asked, _ = tools({"corosync-quorumtool": DOWN, "corosync-cfgtool": (1, "Could not initialize")})

    for read in (read_quorum, read_electorate, read_links):
        with pytest.raises(CrmError) as error:
            read(asked)
        assert [one.code for one in error.value.diagnostics] == ["corosync-not-running"]


def test_another_failure_is_told_in_the_words_of_the_tool() -> None:
    asked, _ = tools({"corosync-quorumtool": (3, "the sky falls")})

    with pytest.raises(CrmError) as error:
        read_quorum(asked)

    (problem,) = error.value.diagnostics
    assert (problem.code, problem.hint) == ("tool-failed", "the sky falls")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "links-knet.txt",
            [
                Link(0, "192.168.100.80", (Peer(1, "localhost"), Peer(2, "connected"))),
                Link(1, "192.168.101.80", (Peer(1, "localhost"), Peer(2, "disconnected"))),
            ],
        ),
        (
            "links-3.0.txt",
            [
                Link(
                    0,
                    "192.168.100.80",
                    (
                        Peer(1, "link enabled:1\tlink connected:1"),
                        Peer(2, "link enabled:1\tlink connected:0"),
                    ),
                )
            ],
        ),
        (
            "links-2.txt",
            [
                Link(0, "192.168.100.80", (Peer(None, "ring 0 active with no faults"),)),
                Link(
                    1,
                    "192.168.101.80",
                    (Peer(None, "Marking ringid 1 interface 192.168.101.80 FAULTY"),),
                ),
            ],
        ),
        (
            "links-udpu.txt",
            [Link(0, "", (Peer(1, "localhost"), Peer(2, "connected"), Peer(3, "connected")))],
        ),
    ],
)
def test_links_are_read(name: str, expected: list[Link]) -> None:
    assert parse_links(recorded(name)) == expected


@pytest.mark.parametrize(
    ("name", "connected"),
    [
        ("links-knet.txt", [[True, True], [True, False]]),
        ("links-3.0.txt", [[True, False]]),
        ("links-2.txt", [[True], [False]]),
        ("links-alone.txt", [[False, False, True]]),
    ],
)
def test_links_know_whom_they_reach(name: str, connected: list[list[bool]]) -> None:
    links = parse_links(recorded(name))

    assert [[peer.connected for peer in link.peers] for link in links] == connected


def test_links_are_shown_with_the_names_of_nodes() -> None:
    links = parse_links(recorded("links-knet.txt"))

    assert link_lines(links[1:], {1: "node1"}) == (
        "link 1: 192.168.101.80\n  1 node1: localhost\n  2: disconnected\n"
    )
