"""DRBD resources themselves.

Facts: the DRBD User's Guide, "Integrating DRBD with Pacemaker clusters"; the agent ocf:linbit:drbd
refuses ("not configured") to work without notifications.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.cluster.clones import MAX, number
from crmsh_py.verify.cluster.promotable import is_notified, is_ocf
from crmsh_py.verify.view import Container, Primitive, View
from crmsh_py.verify.view.pairs import is_true


def drbds(view: View) -> list[tuple[Primitive, Container]]:
    """Return the DRBD resources that are in a promotable clone, each with that."""
    found = ((one, one.clone) for one in view.by_type.get("drbd", ()) if is_ocf(one))
    return [(one, clone) for one, clone in found if clone and view.is_promotable(clone)]


def drbd(view: View) -> Iterator[Diagnostic]:
    """Report DRBD resources that their agent, or DRBD, would not work with."""
    for primitive, clone in drbds(view):
        yield from _notify(view, primitive, clone)
        yield from _both_primary(view, primitive, clone)
        yield from _copies(view, primitive, clone)


def _notify(view: View, primitive: Primitive, clone: Container) -> Iterator[Diagnostic]:
    own = primitive.agent is not None and primitive.agent.provider == "linbit"
    if own and not is_notified(view, primitive, clone):
        words = (
            f"the agent of {primitive.id} (DRBD) refuses to start and stop without notify=true:"
            " 'not configured'"
        )
        hint = "write 'notify=true'"
        yield finding(clone.element, "drbd-without-notify", words, "notify", hint=hint)


def _both_primary(view: View, primitive: Primitive, clone: Container) -> Iterator[Diagnostic]:
    names = ("promoted-max", "master-max")
    name = next((one for one in names if (number(view, clone, one) or 0) > 1), None)
    if name is not None and not view.fencing_enabled:
        words = (
            f"{name} lets {primitive.id} (DRBD) be primary on two nodes, with fencing off: when"
            " they lose sight of each other, the data splits"
        )
        hint = f"write '{name}=1', or configure fencing, here and in DRBD"
        yield finding(clone.element, "drbd-two-primaries", words, name, hint=hint)


def _copies(view: View, primitive: Primitive, clone: Container) -> Iterator[Diagnostic]:
    if is_true(clone.meta.get("ordered"), otherwise=False):
        words = (
            f"ordered=true starts the copies of {primitive.id} (DRBD) one after the other,"
            " so that the first may wait in vain for its peer"
        )
        yield finding(clone.element, "drbd-ordered", words, "ordered", hint="take 'ordered' out")
    hosts = sum(one.kind == "member" for one in view.nodes)
    if hosts > 2 and not clone.meta.mentions(MAX):
        words = f"has no clone-max, so that every node runs a copy of {primitive.id} (DRBD)"
        hint = "write 'clone-max=2', or as many nodes as its DRBD configuration has"
        yield finding(clone.element, "drbd-everywhere", words, severity=Severity.INFO, hint=hint)


CHECKS = (
    OfWhole(("drbd-without-notify", "drbd-two-primaries", "drbd-ordered", "drbd-everywhere"), drbd),
)
