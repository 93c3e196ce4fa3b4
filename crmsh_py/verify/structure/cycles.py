"""Check of orders that go round in a circle: none of what is in it can start.

Pacemaker 2.1 calculates a transition that it cannot carry out, silently (seen with crm_simulate).
Only mandatory orders of starting and promoting count.  Every resource has a moment at which it
begins to start and one at which it has started; what a container holds starts between the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TypeAlias

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, few, finding
from crmsh_py.verify.structure.components import circle, components
from crmsh_py.verify.structure.ends import delete, group_of
from crmsh_py.verify.structure.itself import Meant, waiting_for_itself
from crmsh_py.verify.view import Container, End, Order, Primitive, View
from crmsh_py.verify.view.pairs import is_true

Moment: TypeAlias = tuple[str, str, int]
"""A resource or constraint, what happens to it, and, for what is between sets, which."""
_REVERSED = {"stop": "start", "demote": "promote"}
_MOST_NAMED = 8


@dataclass
class Graph:
    """Which moment comes before which, and the order that says so (None: a container does)."""

    after: dict[Moment, dict[Moment, Order | None]] = field(default_factory=dict)

    def add(self, first: Moment, then: Moment, order: Order | None = None) -> None:
        """Put a moment behind another one."""
        self.after.setdefault(first, {}).setdefault(then, order)


def begin(name: str, action: str = "start") -> Moment:
    """Return the moment at which a resource begins to start, or to promote."""
    return (name, f"begin {action}", 0)


def end(name: str, action: str = "start") -> Moment:
    """Return the moment at which a resource has started, or is promoted."""
    return (name, f"end {action}", 0)


def order_cycles(view: View) -> Iterator[Diagnostic]:
    """Report one way round for each circle of orders."""
    graph = _graph(view)
    place = {one.id: at for at, one in enumerate(view.orders)}
    for component in components(graph.after):
        way = circle(graph.after, component)
        orders = [order for one, then in way if (order := graph.after[one][then]) is not None]
        if orders:
            groups = _by_groups(view, graph, way)
            yield _report(way, sorted(orders, key=lambda one: place[one.id]), groups)


def _by_groups(view: View, graph: Graph, way: list[tuple[Moment, Moment]]) -> str:
    """Return the words for the steps of a way that no order says, but a group."""
    said = []
    for step in way:
        one, then = (moment[0] for moment in step)
        group = group_of(view.by_id.get(one))
        if one == then or group is None or graph.after[step[0]][step[1]] is not None:
            continue
        if group is group_of(view.by_id.get(then)):
            said.append(f" (the group {group.id!r} has {one} before {then})")
    return "".join([*dict.fromkeys(said)][:_MOST_NAMED])


def _report(way: list[tuple[Moment, Moment]], orders: list[Order], groups: str) -> Diagnostic:
    names = [one[0][0] for one in way if one[0][1] != "set"]
    named = [name for name, _ in groupby(names)]
    if len(named) > 1 and named[0] == named[-1]:
        named.pop()
    shown = named if len(named) <= _MOST_NAMED else [*named[: _MOST_NAMED - 1], "…"]
    last = orders[-1]
    way_round = " before ".join([*shown, shown[0]])
    words = f"closes a circle: {way_round}{groups}; none of them can start"
    others = few(sorted({one.id for one in orders} - {last.id}))
    hint = f"take it out: {delete(last.id)}"
    if others:
        hint = f"take one of them out, {others} or this one: {delete(last.id)}"
    return finding(last.element, "order-cycle", words, last.ends[0].resource, hint=hint)


# ------------------------------------------------------------------ building the graph


def _graph(view: View) -> Graph:
    """Return the moments of all that may be in a circle."""
    graph = Graph()
    meant = Meant(view)
    wanted = [
        one
        for one in view.orders
        if one.kind == "Mandatory" and waiting_for_itself(meant, one) is None
    ]
    suspects = _suspects(view, wanted)
    if not suspects:
        return graph
    for order in wanted:
        if order.by_sets:
            _add_sets(graph, order)
        else:
            _add_pair(graph, order)
    for one in view.everything:
        if _outermost(view, one.id) in suspects:
            _add_resource(graph, view, one)
    return graph


def _suspects(view: View, orders: list[Order]) -> set[str]:
    """Return what stands in the section and is in a circle if its insides are not looked at."""
    coarse: dict[str, dict[str, None]] = {}
    suspects: set[str] = set()
    for order in orders:
        names = [_outermost(view, one.resource) for one in order.ends]
        if order.ends and order.ends[0].action in _REVERSED:
            names.reverse()
        for first, then in pairwise(names):
            coarse.setdefault(first, {})[then] = None
            if first == then:
                suspects.add(first)
    return suspects.union(*components(coarse))


def _outermost(view: View, name: str) -> str:
    one = view.by_id.get(name)
    while one is not None and one.outer is not None:
        one = one.outer
    return name if one is None else one.id


def _add_pair(graph: Graph, order: Order) -> None:
    first, then = order.ends
    if first.action in _REVERSED and then.action in _REVERSED:
        if order.symmetrical:
            one, other = _REVERSED[then.action], _REVERSED[first.action]
            graph.add(end(then.resource, one), begin(first.resource, other), order)
    elif first.action not in _REVERSED and then.action not in _REVERSED:
        graph.add(end(first.resource, first.action), begin(then.resource, then.action), order)


def _add_sets(graph: Graph, order: Order) -> None:
    """Add sets: one behind the other, and what is in a sequential set too."""
    if any((one.action or "start") in _REVERSED for one in order.ends):
        return
    sets = [list(members) for _, members in groupby(order.ends, lambda one: one.place)]
    for members in sets:
        for one, other in pairwise(members) if members[0].sequential else ():
            graph.add(_end(one), _begin(other), order)
    for at, (members, others) in enumerate(pairwise(sets)):
        if members[0].require_all:  # else one of them is enough
            _add_between(graph, (order.id, "set", at), members, others, order)


def _add_between(
    graph: Graph, between: Moment, members: list[End], others: list[End], order: Order
) -> None:
    """Let one set wait for another, with a moment between them that all of both wait for."""
    for one in members[-1:] if members[0].sequential else members:
        graph.add(_end(one), between, order)
    for one in others[:1] if others[0].sequential else others:
        graph.add(between, _begin(one), order)


def _begin(one: End) -> Moment:
    return begin(one.resource, one.action or "start")


def _end(one: End) -> Moment:
    return end(one.resource, one.action or "start")


def _add_resource(graph: Graph, view: View, one: Primitive | Container) -> None:
    graph.add(begin(one.id), end(one.id))
    graph.add(end(one.id), begin(one.id, "promote"))
    graph.add(begin(one.id, "promote"), end(one.id, "promote"))
    if isinstance(one, Container):
        _add_members(graph, view, one)


def _add_members(graph: Graph, view: View, outer: Container) -> None:
    in_order = outer.tag == "group" and is_true(view.meta(outer, "ordered"), otherwise=True)
    members: list[Primitive | Container] = outer.members
    for one in members:
        graph.add(begin(outer.id), begin(one.id))
        graph.add(end(one.id), end(outer.id))
    for one, other in pairwise(members) if in_order else ():
        graph.add(end(one.id), begin(other.id))


CHECKS = (OfWhole(("order-cycle",), order_cycles),)
