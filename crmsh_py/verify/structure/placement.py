"""Checks of orders and colocations together, and of resource sets that do nothing."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.structure.ends import pairings, role_of
from crmsh_py.verify.view import Colocation, End, Order, Primitive, View
from crmsh_py.verify.view.constraints import INFINITY


def against(view: View) -> Iterator[Diagnostic]:
    """Report colocations that bind what starts first to what starts after it."""
    bound = {
        (one.ends[0].resource, one.ends[1].resource): one
        for one in view.colocations
        if not one.by_sets and one.score is not None and one.score >= INFINITY
    }
    for order in view.orders if bound else ():
        if order.by_sets or order.kind != "Mandatory":
            continue
        first, then = order.ends
        colocation = bound.get((first.resource, then.resource))
        if colocation is None or (then.resource, first.resource) in bound:
            continue
        if _starts(first) and _starts(then) and not _copies(view, first, then):
            yield _turned(colocation, first, then, order)


def _starts(end: End) -> bool:
    return end.action in ("start", "promote")


def _copies(view: View, first: End, then: End) -> bool:
    """Tell whether an end is one of several instances, of which one may well follow another."""
    ends = (view.by_id.get(first.resource), view.by_id.get(then.resource))
    return not all(isinstance(one, Primitive) or (one and one.tag == "group") for one in ends)


def _turned(colocation: Colocation, first: End, then: End, order: Order) -> Diagnostic:
    words = f"places {first.resource!r} with {then.resource!r}, which {order.id!r} starts after it:"
    words += f" if {then.resource!r} can run nowhere, {first.resource!r} is stopped too"
    roles = [f":{role_of(end)}" if role_of(end) else "" for end in colocation.ends]
    turned = f"{then.resource}{roles[1]} {first.resource}{roles[0]}"
    hint = f"turn it round: 'colocation {colocation.id} inf: {turned}'"
    code = "order-against-colocation"
    return finding(colocation.element, code, words, first.resource, hint=hint)


# ------------------------------------------------------------------ sets


def idle_sets(view: View) -> Iterator[Diagnostic]:
    """Report constraints of one set that says nothing about its members."""
    for one in pairings(view):
        if not one.by_sets or not one.ends:
            continue
        why = _idle(one)
        if why is not None:
            words, hint = why
            yield finding(one.element, "idle-set", words, one.ends[0].resource, hint=hint)


def _idle(one: Colocation | Order) -> tuple[str, str] | None:
    first, last = one.ends[0], one.ends[-1]
    if len(one.ends) == 1:
        return "has one resource only, so it has no effect", f"'configure delete {one.id}'"
    if first.place == last.place and not first.sequential:
        does = "starts in any order" if isinstance(one, Order) else "runs anywhere"
        words = f"has one set only, which is not sequential: each of its members {does}"
        return words, "take the brackets off (sequential=true), or put a second set behind it"
    return None


CHECKS = (
    OfWhole(("order-against-colocation",), against),
    OfWhole(("idle-set",), idle_sets),
)
