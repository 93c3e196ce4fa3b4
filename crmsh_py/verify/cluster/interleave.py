"""Clones that follow clones.

Facts: tried with crm_simulate 2.1.5: where an order has a clone follow a clone, and a node joins,
the running copies of the following one are restarted if *it* is not interleaved; `interleave` of
the first does not matter.  crm_verify 2.1.5 calls a configuration invalid that colocates a clone
that is interleaved with one of another clone-node-max.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.cluster.clones import MAX, copies_here, number
from crmsh_py.verify.view import Container, Order, View
from crmsh_py.verify.view.constraints import INFINITY
from crmsh_py.verify.view.pairs import is_true

_PROMOTED = ("promoted-max", "master-max")
_STARTING = frozenset({"", "start", "promote"})


def not_interleaved(view: View) -> Iterator[Diagnostic]:
    """Report clones that restart everywhere when a copy of what they follow starts anywhere."""
    told: set[str] = set()
    for order in view.orders:
        if order.kind != "Mandatory" or not order.symmetrical:
            continue
        for first, then in _followers(view, order):
            if then.id not in told and not _interleaved(view, then):
                told.add(then.id)
                yield _restarting(first, then)


def _followers(view: View, order: Order) -> Iterator[tuple[Container, Container]]:
    """Yield clones that follow others, each with one that it follows."""
    before: Container | None = None
    now: Container | None = None
    place = -1
    for number_, end in enumerate(order.ends):
        step = end.place if order.by_sets else number_
        one = view.by_id.get(end.resource)
        clone = one if isinstance(one, Container) and _many(view, one, end.action) else None
        if step != place:
            before, now, place = now, None, step
        if clone is None or end.action not in _STARTING:
            continue
        if before is not None:
            yield before, clone
        elif now is not None and end.sequential:
            yield now, clone
        now = clone


def _many(view: View, one: Container, action: str) -> bool:
    """Tell whether more than one copy may do an action: of most promotable clones one promotes."""
    if not one.is_clone or number(view, one, MAX) == 1:
        return False
    return action != "promote" or any(view.meta(one, name) not in {None, "1"} for name in _PROMOTED)


def _restarting(first: Container, then: Container) -> Diagnostic:
    words = (
        f"all its copies restart whenever one of {first.id} starts anywhere,"
        " because it follows that without interleave=true"
    )
    hint = f"write 'meta interleave=true' on {then.id}: that of the clone that follows counts"
    return finding(then.element, "not-interleaved", words, "interleave", hint=hint)


def cannot_interleave(view: View) -> Iterator[Diagnostic]:
    """Report clones that are interleaved with clones of another number of copies on a node."""
    for colocation in view.colocations:
        if colocation.by_sets or colocation.score is None or abs(colocation.score) < INFINITY:
            continue
        rsc, with_rsc = (view.by_id.get(end.resource) for end in colocation.ends)
        if not isinstance(rsc, Container) or not isinstance(with_rsc, Container):
            continue
        if not (rsc.is_clone and with_rsc.is_clone and _interleaved(view, rsc)):
            continue
        if copies_here(view, rsc) != copies_here(view, with_rsc):
            words = (
                f"{rsc.id} cannot be interleaved with {with_rsc.id}, which may have another number"
                " of copies on a node: Pacemaker ignores interleave=true"
            )
            hint = "give both the same 'clone-node-max', or take 'interleave' out"
            yield finding(
                colocation.element,
                "cannot-interleave",
                words,
                rsc.id,
                severity=Severity.ERROR,
                hint=hint,
            )


def _interleaved(view: View, clone: Container) -> bool:
    return is_true(view.meta(clone, "interleave"), otherwise=False)


CHECKS = (
    OfWhole(("not-interleaved",), not_interleaved),
    OfWhole(("cannot-interleave",), cannot_interleave),
)
