"""Checks of constraints that want the opposite of each other, or leave a resource no node."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.structure.duplicates import MADE_BY_MOVES, Key, contradict
from crmsh_py.verify.structure.ends import delete, group_of, is_wide, role_of, score_word
from crmsh_py.verify.structure.nodes import is_connection, names_members
from crmsh_py.verify.view import Colocation, Location, Primitive, View
from crmsh_py.verify.view.constraints import INFINITY
from crmsh_py.verify.view.pairs import is_true


def contradicting(view: View) -> Iterator[Diagnostic]:
    """Report pairs that are to be together and never together, a place wanted and forbidden."""
    yield from _opposite_colocations(view)
    yield from _torn_groups(view)
    yield from _opposite_locations(view)


def _opposite_colocations(view: View) -> Iterator[Diagnostic]:
    seen: dict[Key, Colocation] = {}
    for one in view.colocations:
        if one.by_sets or one.score is None or abs(one.score) < INFINITY:
            continue
        if is_wide(one):
            continue
        pair = frozenset((end.resource, role_of(end)) for end in one.ends)
        seen[one.score > 0, pair] = one
        other = seen.get((one.score < 0, pair))
        if other is not None and len(pair) == 2:
            words = f"is the opposite of {other.id!r}: {one.ends[0].resource!r} can run nowhere"
            hint = f"delete one of them: {delete(one.id)} or {delete(other.id)}"
            yield finding(one.element, "contradictory-constraints", words, one.id, hint=hint)


def _torn_groups(view: View) -> Iterator[Diagnostic]:
    for one in view.colocations:
        if one.score is None or one.score > -INFINITY:
            continue
        for end, other in pairwise(one.ends):
            first = group_of(view.by_id.get(end.resource))
            second = group_of(view.by_id.get(other.resource))
            if first is None or first is not second or end.resource == other.resource:
                continue
            if is_true(view.meta(first, "collocated"), otherwise=True):
                words = f"keeps {end.resource!r} and {other.resource!r} apart, but the group"
                words += f" {first.id!r} is to hold them together"
                hint = f"{delete(one.id)}, or take one of them out of the group"
                yield finding(
                    one.element, "contradictory-constraints", words, other.resource, hint=hint
                )


def _opposite_locations(view: View) -> Iterator[Diagnostic]:
    seen: dict[Key, list[Location]] = defaultdict(list)
    for one in view.locations:
        if one.node is None or one.score is None or len(one.ends) != 1:
            continue
        if one.id.startswith(MADE_BY_MOVES) or _is_temporary(one):
            continue
        key = (one.ends[0].resource, role_of(one.ends[0]), one.node.lower())
        other = next((old for old in seen[key] if contradict(one, old)), None)
        if other is not None:
            words = f"{score_word(one.score)} is the opposite of {other.id!r}: a ban always wins"
            hint = f"delete one of them: {delete(one.id)} or {delete(other.id)}"
            yield finding(one.element, "contradictory-constraints", words, one.node, hint=hint)
        elif len(seen[key]) < _ENOUGH:
            seen[key].append(one)


_ENOUGH = 4
"""More locations of one resource and node are not compared: duplicates tell enough."""


# ------------------------------------------------------------------ bans


def banned_everywhere(view: View) -> Iterator[Diagnostic]:
    """Report resources that are banned from every node that the configuration names."""
    hosts = _hosts(view)
    for name, there in _bans(view).items() if hosts else ():
        if _may_run_on(view, name, hosts) <= there.keys():
            last = next(reversed(there.values()))
            others = sorted({one.id for one in there.values()} - {last.id})
            with_others = f"with {', '.join(others)} " if others else ""
            words = f"{with_others}it bans {name!r} from every node"
            hint = f"to keep it stopped, say so: 'resource stop {name}'; else {delete(last.id)}"
            yield finding(last.element, "banned-everywhere", words, name, hint=hint)


def _is_temporary(one: Location) -> bool:
    """Tell whether a location holds for some time only (schemas before pacemaker-3.0)."""
    return len(one.element) > 0 and one.element.find("lifetime") is not None


def _bans(view: View) -> dict[str, dict[str, Location]]:
    """Return resources with the nodes, in small letters, that they are banned from in any role."""
    bans: dict[str, dict[str, Location]] = defaultdict(dict)
    for one in view.locations:
        if one.node is not None and one.score is not None and one.score <= -INFINITY:
            for end in () if _is_temporary(one) else one.ends:
                if not role_of(end):
                    bans[end.resource][one.node.lower()] = one
    return bans


def _may_run_on(view: View, name: str, hosts: frozenset[str]) -> frozenset[str]:
    """Return where a resource may run: fence devices and connections do on members only."""
    one = view.by_id.get(name)
    if isinstance(one, Primitive) and (one.is_fencing or is_connection(one)):
        return frozenset(node.name.lower() for node in view.nodes if node.kind == "member")
    return hosts


def _hosts(view: View) -> frozenset[str]:
    """Return the names of all nodes in small letters, none if not all of them are known."""
    if not names_members(view) or any(one.tag == "bundle" for one in view.containers):
        return frozenset()  # a bundle's replicas are nodes too
    return frozenset(name.lower() for name in view.host_names)


def without_common_node(view: View) -> Iterator[Diagnostic]:
    """Report pairs that are to be together, but whose bans leave them no node to be so."""
    hosts = _hosts(view)
    bans = _bans(view) if hosts else {}
    for one in view.colocations if bans else ():
        if one.by_sets or one.score is None or one.score < INFINITY or is_wide(one):
            continue
        first, second = (_barred(view, bans, end.resource) for end in one.ends)
        if first >= hosts or second >= hosts or not first | second >= hosts:
            continue
        name, other = (end.resource for end in one.ends)
        words = f"{name!r} can run nowhere: bans leave it no node where {other!r} may be"
        hint = f"'configure show {name} {other}' and their locations: free a node for both"
        yield finding(one.element, "contradictory-constraints", words, name, other, hint=hint)


def _barred(view: View, bans: dict[str, dict[str, Location]], name: str) -> frozenset[str]:
    """Return the nodes that a resource is banned from, by itself or with its container."""
    barred = frozenset(bans.get(name, ()))
    one = view.by_id.get(name)
    while one is not None and one.outer is not None:
        one = one.outer
        barred |= bans.get(one.id, {}).keys()
    return barred


CHECKS = (
    OfWhole(("contradictory-constraints",), contradicting),
    OfWhole(("contradictory-constraints",), without_common_node),
    OfWhole(("banned-everywhere",), banned_everywhere),
)
