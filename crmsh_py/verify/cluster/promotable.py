"""Agents that work in promotable clones only, or that have to be told what their copies do.

Facts: the agents themselves.  ocf:linbit:drbd and ocf:heartbeat:pgsqlms refuse to start ("not
configured") elsewhere; those that follow replication go by notifications, as their metadata says.
Agents that start elsewhere, but do nothing there, are told of in `verify.agents`.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import Container, Primitive, View
from crmsh_py.verify.view.pairs import is_true

_PROMOTED_ONLY = {"drbd": "DRBD", "pgsqlms": "PostgreSQL with PAF"}
"""Types of agents to what they manage."""
_NOTIFIED = ("mysql", "mariadb", "pgsql", "pgsqlms", "redis", "conntrackd", "rabbitmq-server-ha")


def is_ocf(primitive: Primitive) -> bool:
    """Tell whether a primitive has an agent of class ocf, and is in no bundle."""
    outer = primitive.outermost
    bundled = isinstance(outer, Container) and outer.tag == "bundle"
    return not bundled and primitive.agent is not None and primitive.agent.class_ == "ocf"


def is_notified(view: View, primitive: Primitive, clone: Container) -> bool:
    """Tell whether a primitive is told what its copies do."""
    told = is_true(view.meta(primitive, "notify"), otherwise=False)
    return told or "notify" in primitive.meta.sometimes | clone.meta.sometimes


def outside_promotable_clone(view: View) -> Iterator[Diagnostic]:
    """Report what works in promotable clones only, and is in none."""
    for type_, named in _PROMOTED_ONLY.items():
        for one in view.by_type.get(type_, ()):
            clone = one.clone
            if is_ocf(one) and (clone is None or not view.is_promotable(clone)):
                yield _outside(one, clone, named)


def _outside(primitive: Primitive, clone: Container | None, named: str) -> Diagnostic:
    words = f"is in no promotable clone, and its agent ({named}) refuses to start elsewhere"
    outer = primitive.outermost.id
    hint = f"write 'clone ms-{outer} {outer} meta promotable=true notify=true'"
    if clone is not None:
        hint = f"write 'promotable=true notify=true' behind 'meta' of the clone {clone.id}"
    return finding(primitive.element, "outside-promotable-clone", words, hint=hint)


def without_notify(view: View) -> Iterator[Diagnostic]:
    """Report replicated services that are not told when another copy is promoted."""
    for type_ in _NOTIFIED:
        for one in view.by_type.get(type_, ()):
            clone = one.clone
            if clone is None or not is_ocf(one) or not view.is_promotable(clone):
                continue
            if not is_notified(view, one, clone):
                words = f"the agent of {one.id} ({type_}) is not told what its other copies do"
                hint = "write 'notify=true'"
                yield finding(clone.element, "without-notify", words, "notify", hint=hint)


CHECKS = (
    OfWhole(("outside-promotable-clone",), outside_promotable_clone),
    OfWhole(("without-notify",), without_notify),
)
