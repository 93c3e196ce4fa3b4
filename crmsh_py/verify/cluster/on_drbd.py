"""What lives on a DRBD device: it has to be where DRBD is promoted, and to start after that.

Facts: the DRBD User's Guide, "Integrating DRBD with Pacemaker clusters".  Tried with crm_simulate
2.1.5: an order with `first-action=promote` and no `then-action` promotes both, so that what
cannot be promoted starts before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.releases import release
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.cluster.drbd import drbds
from crmsh_py.verify.cluster.graph import (
    backwards,
    end_of,
    followers,
    is_together,
    joint,
    reached,
    ties,
)
from crmsh_py.verify.view import Colocation, Container, Order, Primitive, View

_DEVICES = {"Filesystem": "device", "iSCSILogicalUnit": "path", "nvmet-namespace": "backing_path"}
"""Types of agents that use a device, and the parameter that names it."""
_DRBD = "/dev/drbd"
_RENAMED = (3, 7)
"""The schema from which on the role is called Promoted."""
_PROMOTED = frozenset({"promoted", "master"})
_WITH, _AFTER = "not-with-promoted", "not-after-promotion"


@dataclass(slots=True)
class _Ends:
    """Who is tied to DRBD: rightly, and by a constraint that says too little."""

    right: set[str] = field(default_factory=set)
    wrong: dict[str, Colocation | Order] = field(default_factory=dict)


class _Telling(NamedTuple):
    """What findings about constraints need: DRBD's names, and the word for the role."""

    family: set[str]
    role: str

    def once(self, ends: _Ends, concerned: set[str]) -> Iterator[tuple[Colocation | Order, str]]:
        """Yield each constraint once that concerns something, with DRBD's name in it."""
        told = {one.id: one for start, one in ends.wrong.items() if start in concerned}
        for one in told.values():
            yield one, next(end.resource for end in one.ends if end.resource in self.family)


def on_drbd(view: View) -> Iterator[Diagnostic]:
    """Report what uses a DRBD device without being bound to its promotion."""
    users = list(_users(view))
    clones = _clones(view)
    if not users or not clones or "drbd-attr" in view.by_type:
        return  # with drbd-attr, DRBD promotes itself
    family = {name for clone in clones for name in _family(clone)}
    placed, ordered = _placed(view, family), _ordered(view, family)
    tied, after = ties(view, family), followers(view)
    with_it, after_it = reached(tied, placed.right), reached(after, ordered.right)
    near, late = reached(tied, placed.wrong), reached(after, ordered.wrong)
    tell = _Telling(family, _role(view))
    drbd = f"{clones[0].id if len(clones) == 1 else 'DRBD-CLONE'}:{tell.role}"
    for user in users:
        badly_placed = user.id not in with_it and user.id not in near
        badly_ordered = user.id not in after_it and user.id not in late
        yield from _unbound(user, drbd, badly_placed, badly_ordered)
    names = {user.id for user in users}
    yield from _roleless(tell, placed, tied, names - with_it)
    yield from _too_early(tell, ordered, after, names - after_it)


def _role(view: View) -> str:
    known = release(view.cib.schema)
    return "Promoted" if known is None or known >= _RENAMED else "Master"


def _users(view: View) -> Iterator[Primitive]:
    for type_, parameter in _DEVICES.items():
        for one in view.by_type.get(type_, ()):
            if (one.parameters.get(parameter) or "").startswith(_DRBD):
                yield one


def _clones(view: View) -> list[Container]:
    return list({clone.id: clone for _, clone in drbds(view)}.values())


def _family(clone: Container) -> Iterator[str]:
    yield clone.id
    for one in clone.members:
        yield one.id
        if isinstance(one, Container):
            yield from (inner.id for inner in one.members)


def _placed(view: View, family: set[str]) -> _Ends:
    found = _Ends()
    for colocation in view.colocations:
        drbd = [end for end in colocation.ends if end.resource in family]
        if not drbd or not is_together(colocation):
            continue
        others = [end.resource for end in colocation.ends if end.resource not in family]
        if any(end.role.lower() in _PROMOTED for end in drbd):
            found.right.update(others)
        else:
            found.wrong |= dict.fromkeys(others, colocation)
    return found


def _ordered(view: View, family: set[str]) -> _Ends:
    found = _Ends()
    for order in view.orders:
        if order.by_sets:
            _sets_after(order, family, found)
        elif order.ends[0].resource in family and order.ends[1].resource not in family:
            _pair_after(view, order, found)
    return found


def _pair_after(view: View, order: Order, found: _Ends) -> None:
    first, then = order.ends
    resource = view.by_id.get(then.resource)
    promotes = isinstance(resource, Container) and (
        (resource.is_clone and view.is_promotable(resource)) or resource.tag == "bundle"
    )
    if first.action == "promote" and (then.action == "start" or promotes):
        found.right.add(then.resource)
    elif first.action in {"promote", "start"}:
        found.wrong[then.resource] = order


def _sets_after(order: Order, family: set[str], found: _Ends) -> None:
    promoted = False
    for end in order.ends:
        if end.resource in family:
            behind = joint(order, end.place + 1)
            promoted = promoted or end.action == "promote"
            if end.action == "promote":
                found.right |= {behind, end_of(end.resource)}
            else:
                found.wrong[behind] = order


def _unbound(
    user: Primitive, drbd: str, badly_placed: bool, badly_ordered: bool
) -> Iterator[Diagnostic]:
    outer = user.outermost.id
    place = f"'colocation {outer}-on-drbd inf: {outer} {drbd}'"
    clone = drbd.partition(":")[0]
    after = f"'order {outer}-after-drbd Mandatory: {clone}:promote {outer}:start'"
    device = "" if user.agent is None else _DEVICES[user.agent.type]
    if badly_placed and badly_ordered:
        words = "uses a DRBD device, but nothing binds it to where and when DRBD is promoted"
        yield finding(user.element, _WITH, words, device, hint=f"write {place} and {after}")
    elif badly_placed:
        words = "uses a DRBD device, but is not colocated with the promoted DRBD"
        yield finding(user.element, _WITH, words, device, hint=f"write {place}")
    elif badly_ordered:
        words = "uses a DRBD device, but no order starts it after DRBD is promoted"
        yield finding(user.element, _AFTER, words, device, hint=f"write {after}")


def _roleless(
    tell: _Telling, placed: _Ends, tied: dict[str, list[str]], missing: set[str]
) -> Iterator[Diagnostic]:
    for constraint, drbd in tell.once(placed, reached(tied, missing)):
        words = "goes with any copy of DRBD, not with the promoted one, which has the data"
        hint = f"write '{drbd}:{tell.role}' in it"
        yield finding(constraint.element, _WITH, words, drbd, hint=hint)


def _too_early(
    tell: _Telling, ordered: _Ends, after: dict[str, list[str]], missing: set[str]
) -> Iterator[Diagnostic]:
    for constraint, drbd in tell.once(ordered, reached(backwards(after), missing)):
        words = "does not wait until DRBD is promoted, and the device cannot be written before"
        hint = f"write both actions: '{drbd}:promote', and ':start' behind what follows"
        yield finding(constraint.element, _AFTER, words, drbd, hint=hint)


CHECKS = (OfWhole((_WITH, _AFTER), on_drbd),)
