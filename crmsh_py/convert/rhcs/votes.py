"""The arithmetic of votes: as cman did it, and beside it as corosync does it now.

cman: the quorum is half of the expected votes, or half of those that are there if that is more,
plus one.  It is counted anew when the votes of the quorum disk come or go; a crash never lowers
it.  Its figures are those of cman's commands.c; corosync's come from `crmsh_py.corosync.votes`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from crmsh_py.convert.conversion import Table
from crmsh_py.corosync.votes import Outcome, Voting, losses, quorum_of

MOST_ROWS = 64
"""Of larger clusters the tables show so many failures only."""

_HEADER = (
    *("nodes lost", "votes then", "quorum then", "quorate then"),
    *("votes now", "quorum now", "quorate now"),
)


@dataclass(frozen=True, slots=True)
class OldVoting:
    """The votes as cman counted them: of the nodes and of the quorum disk, 0 without one.

    `expected` is cman's `expected_votes`, None if the file does not say it.
    """

    nodes: tuple[int, ...]
    disk: int = 0
    expected: int | None = None
    two_node: bool = False

    @property
    def total(self) -> int:
        """The votes of all nodes and of the disk."""
        return sum(self.nodes) + self.disk

    @property
    def quorum(self) -> int:
        """The votes needed once all nodes, and the disk, were there; crashes do not lower it."""
        if self.two_node and len(self.nodes) <= 2:
            return 1
        return old_quorum(self.total, self.expected or sum(self.nodes))


@dataclass(frozen=True, slots=True)
class OldLoss:
    """What cman had left when nodes crashed: `lost` of them, those with the most votes first."""

    lost: int
    votes: int
    is_quorate: bool


def old_quorum(total: int, expected: int) -> int:
    """Return the quorum that cman computes of the votes that are there and those expected."""
    return max(expected // 2, total // 2) + 1


def disk_votes(nodes: tuple[int, ...]) -> int:
    """Return the votes that qdiskd gave the disk if the file did not say: one less than nodes."""
    return max(sum(nodes) - 1, 0)


def old_losses(voting: OldVoting) -> Iterator[OldLoss]:
    """Yield what was left when 0, 1, 2 … of the nodes crashed, down to one node."""
    quorum = voting.quorum
    for lost, left in enumerate(_left(voting.total, voting.nodes)):
        yield OldLoss(lost, left, left >= quorum)


def survivable(voting: OldVoting) -> int:
    """Return how many nodes could crash under cman, whichever they were."""
    return max((one.lost for one in old_losses(voting) if one.is_quorate), default=0)


def table(title: str, then: OldVoting, now: Voting) -> Table:
    """Set side by side what the crash of nodes did under cman, and does under corosync."""
    pairs = zip(old_losses(then), losses(now), strict=True)
    quorums = (str(then.quorum), str(now.quorum))
    rows = tuple(
        (
            *(str(old.lost), str(old.votes), quorums[0], _said(quorate=old.is_quorate)),
            *(str(new.votes), quorums[1], str(new.outcome)),
        )
        for old, new in islice(pairs, MOST_ROWS)
    )
    return Table(title, _HEADER, rows)


def survivable_now(voting: Voting) -> int:
    """Return how many nodes may crash under corosync, whichever they are."""
    quorum = voting.quorum
    left = _left(voting.total, [node.votes for node in voting.nodes])
    return max((lost for lost, votes in enumerate(left) if votes >= quorum), default=0)


def rule_of_thumb(total: int) -> int:
    """Return the quorum by the rule that manuals of the time gave: half of all votes there."""
    return quorum_of(total)


def _left(total: int, nodes: Sequence[int]) -> Iterator[int]:
    """Yield the votes that are left when 0, 1, 2 … nodes are gone, the heaviest first."""
    gone = accumulate(sorted(nodes, reverse=True)[:-1], initial=0)
    return (total - votes for votes in gone)


def _said(*, quorate: bool) -> str:
    return str(Outcome.YES if quorate else Outcome.NO)
