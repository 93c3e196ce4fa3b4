"""The arithmetic of votes, against the examples of votequorum(5)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corosync.samples import sound
from crmsh_py.corosync.electing import voting_in
from crmsh_py.corosync.syntax import parse
from crmsh_py.corosync.votes import (
    Outcome,
    Survival,
    Voter,
    Voting,
    breakers_of,
    is_quorate,
    losses,
    outcome,
    quorum_of,
    survival,
    tie_breaker,
    words,
)
from crmsh_py.diagnostics import CrmError

TWO = "two_node: one vote is enough, and fencing decides who goes on"
ALL = "wait_for_all: once quorum is lost, all nodes have to be there to regain it"
LAST = "last_man_standing: quorum is counted anew after each failure"


def voting(*votes: int, **rules: object) -> Voting:
    nodes = tuple(Voter(f"node{id_}", id_, count) for id_, count in enumerate(votes, 1))
    everyone = frozenset(node.id for node in nodes)
    expected = sum(votes) + int(str(rules.get("device") or 0))
    return replace(Voting(nodes, everyone, expected), **rules)  # type: ignore[arg-type]  # by name


def without(who: Voting, *ids: int) -> Voting:
    return replace(who, present=who.present - set(ids))


@pytest.mark.parametrize(
    ("votes", "rules", "expected"),
    [
        ([1], {}, (0, 0)),
        ([1, 1], {}, (0, 0)),
        ([1, 1], {"two_node": True}, (1, 1)),
        ([1, 1, 1], {}, (1, 1)),
        ([1] * 4, {}, (1, 1)),
        ([1] * 4, {"auto_tie_breaker": True}, (1, 2)),
        ([1] * 8, {}, (3, 3)),
        # votequorum(5): "can retain quorum … losing, in a cascade fashion, up to 6 nodes"
        ([1] * 8, {"last_man_standing": True}, (3, 6)),
        ([1] * 8, {"last_man_standing": True, "auto_tie_breaker": True}, (3, 7)),
        ([3, 1, 1], {}, (0, 0)),
        ([1, 1], {"device": 1}, (1, 1)),
        ([1] * 4, {"device": 3}, (3, 3)),
        ([1] * 4, {"device": 1}, (2, 2)),
        ([1] * 4, {"device": 3, "device_votes_now": False}, (0, 0)),
    ],
)
def test_so_many_nodes_may_fail_at_once_and_in_turn(
    votes: list[int], rules: dict[str, object], expected: tuple[int, int]
) -> None:
    assert survival(voting(*votes, **rules)) == Survival(*expected)


def test_losses_go_down_to_one_node() -> None:
    found = [(one.lost, one.votes, one.outcome) for one in losses(voting(1, 1, 1, 1))]

    assert found == [
        (0, 4, Outcome.YES),
        (1, 3, Outcome.YES),
        (2, 2, Outcome.NO),
        (3, 1, Outcome.NO),
    ]


def test_of_two_halves_that_with_the_tie_breaker_goes_on() -> None:
    both = voting(1, 1, 1, 1, auto_tie_breaker=True)

    assert outcome(without(both, 3, 4)) is Outcome.TIE
    assert is_quorate(without(both, 3, 4))
    assert not is_quorate(without(both, 1, 2))
    assert is_quorate(without(replace(both, highest_breaks_ties=True), 1, 2))
    assert is_quorate(without(replace(both, tie_breakers=(3, 1)), 1, 2))


def test_the_tie_breaker_is_the_first_of_a_list_that_is_there() -> None:
    some = voting(1, 1, 1, 1, auto_tie_breaker=True, tie_breakers=(9, 3, 1))

    breaker = tie_breaker(some)

    assert breaker is not None
    assert breaker.name == "node3"
    assert tie_breaker(replace(some, tie_breakers=(9,))) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, ((), False)),
        ("lowest", ((), False)),
        ("highest", ((), True)),
        ("3 1", ((3, 1), False)),
    ],
)
def test_auto_tie_breaker_node_is_read(
    text: str | None, expected: tuple[tuple[int, ...], bool]
) -> None:
    assert breakers_of(text) == expected


@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_whatever_fails_within_the_number_said_quorum_stays(votes: list[int]) -> None:
    who = voting(*votes)
    found = survival(who)
    lightest = sorted(who.nodes, key=lambda node: node.votes)
    heaviest = [node.id for node in reversed(lightest)]

    assert found.at_once == found.in_turn
    assert is_quorate(without(who, *heaviest[: found.at_once]))
    assert is_quorate(without(who, *(node.id for node in lightest[: found.at_once])))
    if found.at_once + 1 < len(votes):
        assert not is_quorate(without(who, *heaviest[: found.at_once + 1]))


@given(st.integers(1, 1000))
def test_two_parts_never_have_quorum_both(votes: int) -> None:
    assert 2 * quorum_of(votes) > votes


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (voting(1, 1, 1), "quorum survives if 1 more node fails"),
        (voting(1, 1), "the next failure of a node costs the quorum"),
        (without(voting(1, 1, 1), 1, 2), "there is no quorum: 1 vote more would be needed"),
        (
            voting(1, 1, two_node=True, wait_for_all=True),
            f"quorum survives if 1 more node fails ({TWO}; {ALL})",
        ),
        (
            voting(*[1] * 8, last_man_standing=True),
            f"quorum survives if 3 more nodes fail at once, 6 one after the other ({LAST})",
        ),
        (
            voting(1, 1, device=1),
            "quorum survives if 1 more node fails (if the quorum device fails, 0)",
        ),
    ],
)
def test_it_is_said_in_one_line(who: Voting, expected: str) -> None:
    assert words(who, survival(who)) == expected


# ------------------------------------------------------------------ by a corosync.conf


def test_a_file_says_who_votes() -> None:
    found = voting_in(
        sound(
            ("nodeid: 2\n", "nodeid: 2\n    quorum_votes: 3\n"),
            ("provider:", "wait_for_all: 1\n  provider:"),
        )
    )

    assert [(node.name, node.id, node.votes) for node in found.nodes] == [
        ("node1", 1, 1),
        ("node2", 2, 3),
        ("node3", 3, 1),
    ]
    assert (found.expected, found.quorum, found.total, found.wait_for_all) == (5, 3, 5, True)


def test_without_a_nodelist_there_are_as_many_nodes_as_votes() -> None:
    found = voting_in(parse("quorum {\n expected_votes: 4\n}\n", "f"))

    assert (len(found.nodes), found.expected, survival(found)) == (4, 4, Survival(1, 1))


def test_a_quorum_device_has_one_vote_less_than_the_nodes() -> None:
    found = voting_in(sound(("provider:", "device {\n model: net\n }\n provider:")))

    assert (found.device, found.expected, survival(found)) == (2, 5, Survival(2, 2))


def test_a_tie_breaker_is_off_where_corosync_switches_it_off() -> None:
    rule = ("provider:", "auto_tie_breaker: 1\n provider:")
    waits = ("provider:", "wait_for_all: 1\n provider:")

    assert not voting_in(sound(rule)).auto_tie_breaker
    assert voting_in(sound(rule, waits)).auto_tie_breaker


def test_a_file_that_names_no_voters_is_refused() -> None:
    with pytest.raises(CrmError) as error:
        voting_in(parse("totem {\n version: 2\n}\n", "f"))

    assert [one.code for one in error.value.diagnostics] == ["missing-setting"]
