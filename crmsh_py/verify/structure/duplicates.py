"""The check of constraints that say what another one says."""

from collections.abc import Iterator
from typing import TypeAlias

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.structure.ends import (
    Constraint,
    constraints,
    delete,
    role_of,
    score_word,
)
from crmsh_py.verify.view import Colocation, Location, Order, Ticket, View
from crmsh_py.verify.view.constraints import INFINITY
from crmsh_py.xmltree import Element

Key: TypeAlias = tuple[object, ...]
MADE_BY_MOVES = ("cli-prefer-", "cli-ban-")
"""What the ids of constraints begin with that a move or a ban made."""


def repeated(view: View) -> Iterator[Diagnostic]:
    """Report constraints that have the ends of another one."""
    first: dict[Key, Constraint] = {}
    ruled: dict[Key, dict[Key, Constraint]] = {}
    for one in constraints(view):
        if one.id.startswith(MADE_BY_MOVES):
            continue
        key = _key(one)
        other = first.setdefault(key, one)
        if (
            other is not one
            and isinstance(one, Location)
            and (len(one.element) or len(other.element))
        ):
            if key not in ruled:
                ruled[key] = {_rules(other): other}
            other = ruled[key].setdefault(_rules(one), one)
        if other is not one and not contradict(one, other):
            words, hint = _sameness(one, other), f"delete one of them: {delete(one.id)}"
            yield finding(one.element, "duplicate-constraint", words, one.id, hint=hint)


def _rules(one: Constraint) -> Key:
    return tuple(_form(part) for part in one.element if part.tag in ("rule", "lifetime"))


def _key(one: Constraint) -> Key:
    ends = tuple((end.resource, role_of(end), end.action, end.place) for end in one.ends)
    kind = one.element.tag
    if isinstance(one, Location):
        discovery = one.element.get("resource-discovery", "always")
        return kind, ends, (one.node or "").lower(), one.pattern, discovery
    if isinstance(one, Order):
        flags = tuple((end.sequential, end.require_all) for end in one.ends) if one.by_sets else ()
        return kind, ends, one.symmetrical, flags
    if isinstance(one, Ticket):
        return kind, ends, one.ticket
    together = tuple(end.sequential for end in one.ends) if one.by_sets else ()
    return kind, ends, together, one.element.get("node-attribute")


def _form(rule: Element) -> Key:
    """Return what a rule says, its ids left out: two that are equal say the same."""
    own = tuple(sorted((name, text) for name, text in rule.items() if name != "id"))
    return rule.tag, own, tuple(_form(one) for one in rule if isinstance(one.tag, str))


def _sameness(one: Constraint, other: Constraint) -> str:
    """Return what two constraints with the same ends have in common, and what that leads to."""
    if isinstance(one, Order) and isinstance(other, Order) and one.kind != other.kind:
        return f"names the same as {other.id!r}, and is {one.kind} where that is {other.kind}"
    mine, its = _score(one), _score(other)
    same = f"says the same as {other.id!r}"
    if mine is None or its is None or (mine == its and (not mine or abs(mine) >= INFINITY)):
        return same
    if mine != its:
        same = f"names the same as {other.id!r}"
    return f"{same}: their scores add up, {score_word(its)} and {score_word(mine)}"


def _score(one: Constraint) -> int | None:
    return one.score if isinstance(one, Location | Colocation) else None


def contradict(one: Constraint, other: Constraint) -> bool:
    """Tell whether two constraints of the same ends want the opposite of each other."""
    mine, its = _score(one), _score(other)
    if mine is None or its is None:
        return False
    low, high = sorted((mine, its))
    return low <= -INFINITY and high > 0


CHECKS = (OfWhole(("duplicate-constraint",), repeated),)
