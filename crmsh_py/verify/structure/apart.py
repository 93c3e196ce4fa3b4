"""The check of resources that are to be apart, while a chain of colocations holds them together.

What Pacemaker does with them differs: some of them are stopped, or the ban is passed over (seen
with crm_simulate of 2.1.5).
"""

from collections import deque
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import TypeAlias

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.structure.ends import delete, group_of, is_wide, role_of
from crmsh_py.verify.view import Colocation, Container, End, View
from crmsh_py.verify.view.constraints import INFINITY
from crmsh_py.verify.view.pairs import is_true

Ties: TypeAlias = dict[str, dict[str, str]]
"""Who is tied to whom by which colocation; a group is one with its members."""
_MOST_CHAINS = 20
"""Looking for a chain takes as long as there are ties: so not for all of many bans."""


def held_together(view: View) -> Iterator[Diagnostic]:
    """Report bans on being together for what several mandatory colocations hold together."""
    bans = [one for one in view.colocations if _counts(one, -1) and not one.by_sets]
    if not bans:
        return
    ties = _ties(view)
    parts = _parts(ties)
    pairs = {_names(one) for one in view.colocations if _counts(one, 1) and not one.by_sets}
    tried = 0
    for one in bans:
        first, second = (_stem(view, end) for end in one.ends)
        if first is None or second is None or first == second or _names(one) in pairs:
            continue  # a group or a pair that is torn is reported as that
        if first in parts and parts[first] == parts.get(second):
            tried += 1
            yield _torn(one, _chain(ties, first, second) if tried <= _MOST_CHAINS else [])


def _names(one: Colocation) -> frozenset[str]:
    return frozenset(end.resource for end in one.ends)


def _torn(one: Colocation, chain: list[str]) -> Diagnostic:
    name, other = (end.resource for end in one.ends)
    by = f"{', '.join(chain)} {'holds' if len(chain) == 1 else 'hold'}"
    by = by if chain else "other colocations hold"
    words = f"keeps {name!r} and {other!r} apart, but {by} them together: not all can run"
    hint = f"take one of these out, for instance {delete(one.id)}"
    return finding(one.element, "contradictory-constraints", words, other, hint=hint)


def _counts(one: Colocation, sign: int) -> bool:
    """Tell whether a colocation is mandatory, and about nodes and any role."""
    mandatory = one.score is not None and one.score * sign >= INFINITY
    return mandatory and not is_wide(one) and not any(role_of(end) for end in one.ends)


def _stem(view: View, end: End) -> str | None:
    """Return the group of a member, else the resource; None for what runs on several nodes."""
    one = view.by_id.get(end.resource)
    if one is None:
        return None
    group = group_of(one)
    if group is not None and is_true(view.meta(group, "collocated"), otherwise=True):
        one = group
    inside = one.outer is not None and one.outer is not group
    if inside or (isinstance(one, Container) and one.tag != "group"):
        return None
    return one.id


def _ties(view: View) -> Ties:
    ties: Ties = {}
    for one in view.colocations:
        if _counts(one, 1):
            for first, second in _pairs(one):
                stem, other = _stem(view, first), _stem(view, second)
                if stem is not None and other is not None and stem != other:
                    ties.setdefault(stem, {}).setdefault(other, one.id)
                    ties.setdefault(other, {}).setdefault(stem, one.id)
    return ties


def _pairs(one: Colocation) -> Iterator[tuple[End, End]]:
    """Yield pairs of ends that are on one node; those of sets so that they reach all of them."""
    sets = [list(members) for _, members in groupby(one.ends, lambda end: end.place)]
    if not one.by_sets or len(sets) > 1 or (sets and sets[0][0].sequential):
        yield from pairwise(one.ends)


def _parts(ties: Ties) -> dict[str, str]:
    """Return a name for each set of what is tied together, by each of its members."""
    parts: dict[str, str] = {}
    for start in ties:
        waiting = [] if start in parts else [start]
        while waiting:
            one = waiting.pop()
            if one not in parts:
                parts[one] = start
                waiting += ties[one]
    return parts


def _chain(ties: Ties, first: str, last: str) -> list[str]:
    """Return the colocations on a shortest way from one to another."""
    before: dict[str, str] = {first: first}
    queue = deque([first])
    while queue and last not in before:
        one = queue.popleft()
        for other in ties[one]:
            if other not in before:
                before[other] = one
                queue.append(other)
    ids: list[str] = []
    while last != first:
        ids.append(ties[before[last]][last])
        last = before[last]
    return list(dict.fromkeys(reversed(ids)))


CHECKS = (OfWhole(("contradictory-constraints",), held_together),)
