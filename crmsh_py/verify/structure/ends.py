"""What constraints name, and the words that their parts have in messages."""

from collections.abc import Iterator
from typing import TypeAlias

from crmsh_py.verify.view import (
    Colocation,
    Container,
    End,
    Location,
    Order,
    Primitive,
    Ticket,
    View,
)
from crmsh_py.verify.view.constraints import INFINITY
from crmsh_py.xmltree import Element

Constraint: TypeAlias = Location | Colocation | Order | Ticket

_NEW_ROLES = {"Master": "Promoted", "Slave": "Unpromoted", "Started": ""}


def ends(view: View) -> Iterator[tuple[Element, End]]:
    """Yield every resource that a constraint names, with the constraint."""
    return ((one.element, end) for one in constraints(view) for end in one.ends)


def constraints(view: View) -> Iterator[Constraint]:
    """Yield all constraints."""
    yield from view.locations
    yield from view.colocations
    yield from view.orders
    yield from view.tickets


def pairings(view: View) -> Iterator[Colocation | Order]:
    """Yield the constraints that bind resources to each other."""
    yield from view.colocations
    yield from view.orders


def role_of(end: End) -> str:
    """Return the role that an end is about, as it is called today; "" for any instance."""
    if not end.role:
        return ""  # the everyday case
    role = end.role.capitalize()
    return _NEW_ROLES.get(role, role)


def is_wide(one: Colocation) -> bool:
    """Tell whether a colocation is about all nodes of a site, say, and not about single ones."""
    return one.element.get("node-attribute", "#uname") != "#uname"


def delete(*ids: str) -> str:
    """Return the hint that says how constraints are deleted."""
    return f"'configure delete {' '.join(ids)}'"


def score_word(score: int) -> str:
    """Return a score as users write it."""
    if abs(score) >= INFINITY:
        return "-inf" if score < 0 else "inf"
    return str(score)


def group_of(one: Primitive | Container | None) -> Container | None:
    """Return the group that a resource is a member of."""
    outer = None if one is None else one.outer
    return outer if outer is not None and outer.tag == "group" else None
