"""The arithmetic of votes: when there is quorum, and how much may fail before there is none.

As votequorum does it (votequorum(5), exec/votequorum.c of corosync 3).  Pure: votes come from a
running cluster, from a corosync.conf, or from whatever another cluster manager was told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Voter:
    """A node and its votes."""

    name: str
    id: int
    votes: int = 1


@dataclass(frozen=True, slots=True)
class Voting:
    """Who may vote, and by which rules.

    `present` are the ids of the nodes that are there.  `device` are the votes of a quorum device
    that casts them; None if there is no device.  `tie_breakers` are the ids that
    auto_tie_breaker_node lists; None stands for the lowest, `highest` for the highest.
    """

    nodes: tuple[Voter, ...]
    present: frozenset[int]
    expected: int
    device: int | None = None
    device_votes_now: bool = True
    two_node: bool = False
    wait_for_all: bool = False
    last_man_standing: bool = False
    auto_tie_breaker: bool = False
    tie_breakers: tuple[int, ...] = ()
    highest_breaks_ties: bool = False

    @property
    def voters(self) -> tuple[Voter, ...]:
        """The nodes that are there."""
        return tuple(node for node in self.nodes if node.id in self.present)

    @property
    def total(self) -> int:
        """The votes that are there."""
        casts = self.device if self.device is not None and self.device_votes_now else 0
        return sum(node.votes for node in self.voters) + casts

    @property
    def quorum(self) -> int:
        """The votes that are needed."""
        if self.two_node and len(self.present) + bool(self.device and self.device_votes_now) <= 2:
            return 1
        return quorum_of(max(self.expected, self.total))


class Outcome(StrEnum):
    """Whether nodes that are left have quorum; with a tie-breaker it depends on which they are."""

    YES = "yes"
    TIE = "if the tie-breaker is among them"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Loss:
    """What is left when nodes with the most votes fail, `lost` of them at the same time."""

    lost: int
    votes: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Survival:
    """How many more nodes may fail: in the worst case at the same time, and one by one.

    Between failures one by one there is time to count anew (last_man_standing_window).
    """

    at_once: int
    in_turn: int


def quorum_of(votes: int) -> int:
    """Return the least number of votes that is more than half."""
    return votes // 2 + 1


def is_quorate(voting: Voting) -> bool:
    """Tell whether the nodes that are there have quorum, wait_for_all left aside."""
    return outcome(voting) is not Outcome.NO and (
        voting.total >= voting.quorum or _has_tie_breaker(voting)
    )


def outcome(voting: Voting) -> Outcome:
    """Return whether the nodes that are there have quorum, and whether that hangs on a tie."""
    if voting.present and voting.total >= voting.quorum:
        return Outcome.YES
    tie = voting.auto_tie_breaker and voting.total == voting.expected // 2 and voting.total > 0
    return Outcome.TIE if tie else Outcome.NO


def losses(voting: Voting) -> Iterator[Loss]:
    """Yield what is left when 0, 1, 2 … of the nodes fail at the same time, down to one node."""
    gone = sorted(voting.voters, key=lambda node: (-node.votes, node.id))
    for count in range(len(gone)):
        left = replace(voting, present=frozenset(node.id for node in gone[count:]))
        yield Loss(count, left.total, outcome(left))


def survival(voting: Voting) -> Survival:
    """Return how many more nodes may fail before quorum is lost, whichever they are.

    Without quorum that is none.
    """
    if not is_quorate(voting):
        return Survival(0, 0)
    at_once = [one.lost for one in losses(voting) if one.outcome is Outcome.YES]
    return Survival(max(at_once, default=0), _in_turn(voting))


def tie_breaker(voting: Voting) -> Voter | None:
    """Return the node that decides a tie between halves of the nodes that are there."""
    if not voting.auto_tie_breaker or not voting.voters:
        return None
    for wanted in voting.tie_breakers:
        for node in voting.voters:
            if node.id == wanted:
                return node
    if voting.tie_breakers:
        return None
    choose = max if voting.highest_breaks_ties else min
    return choose(voting.voters, key=lambda node: node.id)


def _has_tie_breaker(voting: Voting) -> bool:
    """Tell whether the node that breaks a tie among all nodes is there."""
    everyone = replace(voting, present=frozenset(node.id for node in voting.nodes))
    breaker = tie_breaker(everyone)
    return breaker is not None and breaker.id in voting.present


def _in_turn(voting: Voting) -> int:
    """Count failures one by one, the heaviest node each time, the tie-breaker last."""
    left, count = voting, 0
    while len(left.present) > 1:
        breaker = tie_breaker(left)
        spared = breaker.id if breaker is not None else None
        next_ = max(left.voters, key=lambda node: (node.votes, node.id != spared, node.id))
        left = replace(left, present=left.present - {next_.id})
        if outcome(left) is Outcome.NO:
            break
        count += 1
        if left.last_man_standing and all(node.votes == 1 for node in left.nodes):
            left = replace(left, expected=len(left.present))
    return count


def words(voting: Voting, found: Survival) -> str:
    """Say in one line what may still fail, and why."""
    if not is_quorate(voting):
        missing = voting.quorum - voting.total
        return f"there is no quorum: {_votes(missing)} more would be needed"
    if found.at_once == 0 == found.in_turn:
        said = "the next failure of a node costs the quorum"
    else:
        said = f"quorum survives if {_more_nodes(found.at_once)}"
        if found.in_turn > found.at_once:
            said = f"{said} at once, {found.in_turn} one after the other"
    reasons = list(_reasons(voting))
    return f"{said} ({'; '.join(reasons)})" if reasons else said


def _reasons(voting: Voting) -> Iterator[str]:
    if voting.two_node:
        yield "two_node: one vote is enough, and fencing decides who goes on"
    if voting.last_man_standing:
        yield "last_man_standing: quorum is counted anew after each failure"
    breaker = tie_breaker(voting)
    if breaker is not None:
        yield f"auto_tie_breaker: of two halves, that with {breaker.name} goes on"
    if voting.device is not None:
        if voting.device_votes_now:
            without = survival(replace(voting, device_votes_now=False))
            yield f"if the quorum device fails, {without.at_once}"
        else:
            yield "the quorum device does not vote now"
    if voting.wait_for_all:
        yield "wait_for_all: once quorum is lost, all nodes have to be there to regain it"


def _votes(count: int) -> str:
    return f"{count} vote" if count == 1 else f"{count} votes"


def _more_nodes(count: int) -> str:
    return f"{count} more node fails" if count == 1 else f"{count or 'no'} more nodes fail"


def breakers_of(text: str | None) -> tuple[tuple[int, ...], bool]:
    """Return the ids that a value of auto_tie_breaker_node lists, and whether it is `highest`."""
    given: Sequence[str] = (text or "").split()
    if given == ["highest"]:
        return (), True
    return tuple(int(word) for word in given if word.isascii() and word.isdigit()), False
