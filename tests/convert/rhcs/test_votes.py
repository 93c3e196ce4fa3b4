"""The arithmetic of votes: what the articles of the time show, and what comes of it today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.convert.conversion import Table
from crmsh_py.convert.rhcs.votes import (
    MOST_ROWS,
    OldLoss,
    OldVoting,
    disk_votes,
    old_losses,
    old_quorum,
    rule_of_thumb,
    survivable,
    survivable_now,
    table,
)
from crmsh_py.corosync.votes import Voter, Voting

FOUR = (1, 1, 1, 1)
VOTES = st.lists(st.integers(0, 9), min_size=1, max_size=12).map(tuple)


def voting(votes: tuple[int, ...], device: int | None = None, *, two_node: bool = False) -> Voting:
    nodes = tuple(Voter(f"n{id_}", id_, count) for id_, count in enumerate(votes, 1))
    present = frozenset(node.id for node in nodes)
    return Voting(nodes, present, sum(votes) + (device or 0), device, two_node=two_node)


@pytest.mark.parametrize(("total", "printed"), [(6, 4), (5, 3), (3, 2)])
def test_the_rule_of_thumb_gives_what_cman_tool_printed_in_the_article(
    total: int, printed: int
) -> None:
    assert rule_of_thumb(total) == printed


@pytest.mark.parametrize("total", [6, 5, 3])
def test_with_six_expected_votes_the_quorum_was_four_whoever_crashed(total: int) -> None:
    assert old_quorum(total, 6) == 4


def test_four_nodes_and_a_disk_of_two_votes_survived_two_crashes() -> None:
    article = OldVoting(FOUR, 2, 6)

    assert list(old_losses(article)) == [
        OldLoss(0, 6, is_quorate=True),
        OldLoss(1, 5, is_quorate=True),
        OldLoss(2, 4, is_quorate=True),
        OldLoss(3, 3, is_quorate=False),
    ]
    assert survivable(article) == 2


@pytest.mark.parametrize("expected", [None, 7])
def test_four_nodes_and_a_disk_of_three_votes_survived_three_crashes(expected: int | None) -> None:
    """Of seven votes, as the article meant it; and with what cman knew, the four of the nodes."""
    article = OldVoting(FOUR, 3, expected)

    assert (article.total, article.quorum, survivable(article)) == (7, 4, 3)


def test_without_its_disk_the_quorum_of_four_nodes_hung_on_the_expected_votes() -> None:
    assert survivable(OldVoting(FOUR, 0, 6)) == 0
    assert survivable(OldVoting(FOUR, 0, None)) == 1


def test_two_nodes_needed_one_vote_with_two_node_only() -> None:
    assert survivable(OldVoting((1, 1), two_node=True)) == 1
    assert survivable(OldVoting((1, 1))) == 0
    assert OldVoting((1, 1, 1), two_node=True).quorum == 2


def test_a_disk_had_one_vote_less_than_the_nodes_if_nothing_was_said() -> None:
    assert [disk_votes(votes) for votes in ((1,), (1, 1), FOUR)] == [0, 1, 3]


def test_the_node_with_the_most_votes_is_lost_first() -> None:
    assert [one.votes for one in old_losses(OldVoting((1, 5, 2)))] == [8, 3, 1]


def test_a_table_shows_then_and_now_for_each_number_of_lost_nodes() -> None:
    found = table("votes", OldVoting(FOUR, 2, 6), voting(FOUR, 3))

    header = (
        *("nodes lost", "votes then", "quorum then", "quorate then"),
        *("votes now", "quorum now", "quorate now"),
    )
    rows = (
        ("0", "6", "4", "yes", "7", "4", "yes"),
        ("1", "5", "4", "yes", "6", "4", "yes"),
        ("2", "4", "4", "yes", "5", "4", "yes"),
        ("3", "3", "4", "no", "4", "4", "yes"),
    )
    assert found == Table("votes", header, rows)


def test_the_table_of_a_very_large_cluster_ends_early() -> None:
    votes = (1,) * 5000

    assert len(table("votes", OldVoting(votes), voting(votes)).rows) == MOST_ROWS


@given(VOTES, st.integers(0, 12), st.none() | st.integers(1, 30))
def test_who_survives_in_the_table_survives_in_words(
    votes: tuple[int, ...], disk: int, expected: int | None
) -> None:
    then, now = OldVoting(votes, disk, expected), voting(votes, disk)

    rows = table("votes", then, now).rows

    assert survivable(then) == max((int(r[0]) for r in rows if r[3] == "yes"), default=0)
    assert survivable_now(now) == max((int(r[0]) for r in rows if r[6] == "yes"), default=0)


@given(VOTES, st.integers(0, 12), st.none() | st.integers(1, 30))
def test_the_quorum_is_more_than_half_of_all_there_was(
    votes: tuple[int, ...], disk: int, expected: int | None
) -> None:
    then = OldVoting(votes, disk, expected)

    assert 2 * then.quorum > max(then.total, expected or sum(votes))
