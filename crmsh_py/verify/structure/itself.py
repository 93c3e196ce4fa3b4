"""Checks of constraints that bind a resource to itself.

Of an order of that kind Pacemaker's scheduler dies by an assertion, also over tags and resource
sets (seen with crm_verify of 2.1.5).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.structure.ends import delete
from crmsh_py.verify.view import End, Order, View


@dataclass
class Meant:
    """What ends stand for: a resource, or those of a tag."""

    view: View
    found: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, end: End) -> frozenset[str]:
        """Return the ids of the resources that an end stands for."""
        name = end.resource
        if name not in self.found:
            others = () if name in self.view.by_id else self.view.named(name)
            self.found[name] = frozenset(one.id for one in others) or frozenset((name,))
        return self.found[name]

    def both(self, one: End, other: End) -> str | None:
        """Return a resource that two ends with the same action stand for."""
        if one.action == other.action:
            if one.resource == other.resource:
                return one.resource
            if not (one.resource in self.view.by_id and other.resource in self.view.by_id):
                return min(self.of(one) & self.of(other), default=None)
        return None


def ordered(view: View) -> Iterator[Diagnostic]:
    """Report orders in which a resource is to wait for itself."""
    meant = Meant(view)
    for order in view.orders:
        name = waiting_for_itself(meant, order)
        if name is not None:
            words = f"{name!r} is to wait for itself: Pacemaker's scheduler dies of it"
            at, error = (order.ends[0].resource, name), Severity.ERROR
            code = "self-reference"
            hint = f"name another resource, or leave it out: {delete(order.id)}"
            yield finding(order.element, code, words, *at, severity=error, hint=hint)


def waiting_for_itself(meant: Meant, order: Order) -> str | None:
    """Return a resource that an order lets wait for itself."""
    return _in_sets(meant, order) if order.by_sets else meant.both(*order.ends)


def _in_sets(meant: Meant, order: Order) -> str | None:
    sets = [list(members) for _, members in groupby(order.ends, lambda one: one.place)]
    for members in sets:
        for one, other in pairwise(members) if members[0].sequential else ():
            name = meant.both(one, other)
            if name is not None:
                return name
    for members, others in pairwise(sets):
        if members[0].require_all and members[0].action == others[0].action:
            name = _between(meant, order, members, others)
            if name is not None:
                return name
    return None


def _between(meant: Meant, order: Order, members: list[End], others: list[End]) -> str | None:
    """Return a resource at which two sets touch: the second starts there, the first stops."""
    touching = [(_edge(members, -1), _edge(others, 0))]
    if order.symmetrical:
        touching.append((_edge(members, 0), _edge(others, -1)))
    for first, second in touching:
        one = frozenset[str]().union(*(meant.of(end) for end in first))
        other = frozenset[str]().union(*(meant.of(end) for end in second))
        if one & other:
            return min(one & other)
    return None


def _edge(members: list[End], at: int) -> list[End]:
    """Return the end of a set that another one is bound to: all of it if it has no order."""
    return [members[at]] if members[0].sequential else members


def placed(view: View) -> Iterator[Diagnostic]:
    """Report pairs of a resource with itself in colocations, which do nothing."""
    for one in view.colocations:
        if not one.by_sets and one.ends[0].resource == one.ends[1].resource:
            name = one.ends[0].resource
            words, hint = f"{name!r} is placed with itself, which has no effect", delete(one.id)
            yield finding(one.element, "self-reference", words, name, hint=hint)


CHECKS = (
    OfWhole(("self-reference",), ordered),
    OfWhole(("self-reference",), placed),
)
