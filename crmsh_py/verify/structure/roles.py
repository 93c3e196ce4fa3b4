"""Checks of roles in constraints: only a promotable clone has instances to promote."""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.structure.ends import Constraint, constraints, role_of
from crmsh_py.verify.view import Container, End, Order, Primitive, View
from crmsh_py.xmltree import Element

_PROMOTION = frozenset({"promote", "demote"})
_CONTAINERS = frozenset({"docker", "podman", "rkt"})


def never_promoted(view: View) -> Iterator[Diagnostic]:
    """Report constraints on the promotion of what is never promoted."""
    verdicts: dict[str, bool] = {}

    def lacks(name: str) -> bool:
        if name not in verdicts:
            found = view.named(name)
            verdicts[name] = bool(found) and not any(_can_promote(view, one) for one in found)
        return verdicts[name]

    for one in constraints(view):
        asked = _asking(one)
        culprit = next((end for end in asked if lacks(end.resource)), None)
        if culprit is not None:
            yield _never(view, one, culprit)


def _asking(one: Constraint) -> list[End]:
    """Return the ends of a constraint that are about promoted instances."""
    ruled = one.element.tag == "rsc_location" and any(
        (part.get("role") or "").capitalize() in ("Master", "Promoted") for part in one.element
    )
    return [
        end for end in one.ends if ruled or role_of(end) == "Promoted" or (end.action in _PROMOTION)
    ]


def _can_promote(view: View, one: Primitive | Container) -> bool:
    around: Primitive | Container | None = one
    while around is not None:
        if isinstance(around, Container) and _is_promotable(view, around):
            return True
        around = around.outer
    return False


def _is_promotable(view: View, one: Container) -> bool:
    if one.tag == "bundle" and any(_promotes(part) for part in one.element):
        return True
    copies = one.is_clone or one.tag == "bundle"
    return copies and (view.is_promotable(one) or "promotable" in one.meta.sometimes)


def _promotes(part: Element) -> bool:
    most = part.get("promoted-max") or part.get("masters") or "0"
    return part.tag in _CONTAINERS and most != "0"


def _never(view: View, one: Constraint, end: End) -> Diagnostic:
    words = f"{end.resource!r} is never promoted, so this has no effect"
    if isinstance(one, Order) and end.action in _PROMOTION:
        words = f"{end.resource!r} is never promoted or demoted, so this has no effect"
        behind = _blocked(one, end)
        if behind is not None:
            words = f"{end.resource!r} is never promoted, so {behind!r} can never start"
    target = view.by_id.get(end.resource)
    hint = "leave the role out, or name a promotable clone"
    if isinstance(target, Container) and target.is_clone:
        hint = f"'configure set {end.resource}.meta.promotable true', or leave the role out"
    return finding(one.element, "never-promoted", words, end.resource, hint=hint)


def _blocked(order: Order, end: End) -> str | None:
    """Return what waits for ever behind a promotion that never comes (seen with 2.1.5)."""
    if order.kind != "Mandatory" or end.action != "promote":
        return None
    at = order.ends.index(end)
    behind = (one for one in order.ends[at + 1 :] if one.place != end.place or not order.by_sets)
    return next((one.resource for one in behind if one.action in ("start", "promote", "")), None)


CHECKS = (OfWhole(("never-promoted",), never_promoted),)
