"""Merge the orders of siblings: of members of a group, resources of a set, all children."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from crmsh_py.model.merge.clashes import Side

T = TypeVar("T")


def merged(
    base: Sequence[T], mine: Sequence[T], theirs: Sequence[T], *, prefer: Side | None = None
) -> tuple[list[T], bool]:
    """Return the order of all that is in `mine` or `theirs`, and whether the two contradict.

    What came in stays behind what it came behind; where both put something in the same place,
    theirs comes first.  Contradicting orders come out as mine, unless `prefer` says otherwise.
    All in time linear in what is given.
    """
    known, own = set(base), set(mine)
    common = [one for one in theirs if one in own and one in known]
    stays = set(common)
    order, contradict = _reordered(
        [one for one in base if one in stays], [one for one in mine if one in stays], common, prefer
    )
    both = _with_theirs(order, theirs, stays)
    return _with_mine(both, mine, own), contradict


def _with_theirs(order: Sequence[T], theirs: Sequence[T], stays: set[T]) -> list[T]:
    runs = _runs(theirs, stays)
    found = list(runs.get(None, ()))
    for one in order:
        found += [one, *runs.get(one, ())]
    return found


def _with_mine(both: Sequence[T], mine: Sequence[T], own: set[T]) -> list[T]:
    """Put in what only I have: behind what they put behind the same neighbour."""
    runs = _runs(mine, set(both))
    found: list[T] = []
    waiting: Sequence[T] = runs.get(None, ())
    for one in both:
        if one in own:
            found += waiting
            waiting = runs.get(one, ())
        found.append(one)
    return [*found, *waiting]


def _runs(sequence: Sequence[T], anchors: set[T]) -> dict[T | None, list[T]]:
    """Return what stands behind each anchor, and (None) in front of all."""
    found: dict[T | None, list[T]] = {}
    anchor: T | None = None
    for one in sequence:
        if one in anchors:
            anchor = one
        else:
            found.setdefault(anchor, []).append(one)
    return found


# ------------------------------------------------------------------ the same ones in other orders


def _reordered(
    base: list[T], mine: list[T], theirs: list[T], prefer: Side | None
) -> tuple[list[T], bool]:
    """Merge two orders of the same ones."""
    if mine in (theirs, base) or theirs == base:
        return (theirs if mine == base else mine), False
    if prefer is not None:
        return (mine if prefer is Side.MINE else theirs), False
    own = set(_stretches(base, mine))
    stretches = [(*one, mine) for one in own]
    stretches += [
        (*one, theirs)
        for one in _stretches(base, theirs)
        if one not in own or mine[slice(*one)] != theirs[slice(*one)]
    ]
    stretches.sort(key=lambda one: one[:2])
    if any(before[1] > after[0] for before, after in pairwise(stretches)):
        return mine, True
    order = list(base)
    for start, end, source in stretches:
        order[start:end] = source[start:end]
    return order, False


def _stretches(base: Sequence[T], other: Sequence[T]) -> Iterator[tuple[int, int]]:
    """Yield the shortest stretches within which all that was moved was moved."""
    places = {one: place for place, one in enumerate(base)}
    start = farthest = 0
    for at, one in enumerate(other):
        farthest = max(farthest, places[one])
        if farthest == at:
            if at > start:
                yield start, at + 1
            start = at + 1
