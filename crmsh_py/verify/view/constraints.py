"""Constraints as the checks look at them: pairs and resource sets in one form."""

from collections.abc import Iterator
from typing import NamedTuple

from crmsh_py.grammar.words import score_text
from crmsh_py.xmltree import Element

_LONGEST_SCORE = 1000
INFINITY = 1_000_000
"""What INFINITY counts as (Pacemaker Explained, "Infinity Math")."""


def score_of(text: str | None) -> int | None:
    """Return a score as a number, not beyond INFINITY either way; None if it is none."""
    plain = None if text is None else score_text(text)
    if plain is None:
        return None
    if plain.lstrip("+-") == "INFINITY":
        return -INFINITY if plain.startswith("-") else INFINITY
    number = int(plain[:_LONGEST_SCORE])  # int() refuses thousands of digits
    return max(-INFINITY, min(INFINITY, number))


class End(NamedTuple):
    """A resource that a constraint names, with its role or action; `place` counts its sets."""

    resource: str
    role: str = ""
    action: str = ""
    place: int = 0
    sequential: bool = True
    require_all: bool = True


class Location(NamedTuple):
    """A location: of `resources` (one, or those of its sets; none with a pattern)."""

    element: Element
    id: str
    resources: tuple[End, ...]
    node: str | None
    score: int | None
    rules: tuple[Element, ...]
    pattern: str | None = None

    @property
    def ends(self) -> tuple[End, ...]:
        """What other constraints call so."""
        return self.resources


class Colocation(NamedTuple):
    """A colocation: in a pair, the first end is placed with the second."""

    element: Element
    id: str
    ends: tuple[End, ...]
    score: int | None
    by_sets: bool = False


class Order(NamedTuple):
    """An order: the ends in the order in which they act."""

    element: Element
    id: str
    ends: tuple[End, ...]
    kind: str
    symmetrical: bool
    by_sets: bool = False


class Ticket(NamedTuple):
    """A dependence on a ticket."""

    element: Element
    id: str
    ends: tuple[End, ...]
    ticket: str
    loss_policy: str


def _in_sets(element: Element) -> Iterator[End]:
    for place, one in enumerate(child for child in element if child.tag == "resource_set"):
        role, action = one.get("role", ""), one.get("action", "")
        sequential = one.get("sequential", "true") in {"true", "1"}
        require_all = one.get("require-all", "true") in {"true", "1"}
        for ref in one:
            if ref.tag == "resource_ref":
                yield End(ref.get("id", ""), role, action, place, sequential, require_all)


def read_location(element: Element) -> Location:
    """Return a location; shared rules (`id-ref`) are not followed."""
    resource = element.get("rsc")
    ends = (End(resource, element.get("role", "")),) if resource else tuple(_in_sets(element))
    rules = tuple(child for child in element if child.tag == "rule")
    score = score_of(element.get("score"))
    id_, node, pattern = element.get("id", ""), element.get("node"), element.get("rsc-pattern")
    return Location(element, id_, ends, node, score, rules, pattern)


def read_colocation(element: Element) -> Colocation:
    """Return a colocation."""
    resource, other = element.get("rsc"), element.get("with-rsc")
    score = score_of(element.get("score"))
    if resource is None or other is None:
        return Colocation(element, element.get("id", ""), tuple(_in_sets(element)), score, True)
    ends = (
        End(resource, element.get("rsc-role", "")),
        End(other, element.get("with-rsc-role", "")),
    )
    return Colocation(element, element.get("id", ""), ends, score)


def read_order(element: Element) -> Order:
    """Return an order; a score in place of a kind is turned into one, as Pacemaker does."""
    first, then = element.get("first"), element.get("then")
    kind = element.get("kind")
    if kind is None:
        score = score_of(element.get("score", "INFINITY"))
        kind = "Optional" if score == 0 else "Mandatory"
    symmetrical = element.get("symmetrical", "false" if kind == "Serialize" else "true")
    is_symmetrical = symmetrical in {"true", "1"}
    if first is None or then is None:
        ends = tuple(_in_sets(element))
        return Order(element, element.get("id", ""), ends, kind, is_symmetrical, True)
    action = element.get("first-action", "start")
    pair = (
        End(first, action=action),
        End(then, action=element.get("then-action", action)),
    )
    return Order(element, element.get("id", ""), pair, kind, is_symmetrical)


def read_ticket(element: Element) -> Ticket:
    """Return a dependence on a ticket."""
    resource = element.get("rsc")
    one = (End(resource, element.get("rsc-role", "")),) if resource else ()
    ends = one or tuple(_in_sets(element))
    policy = element.get("loss-policy", "")
    return Ticket(element, element.get("id", ""), ends, element.get("ticket", ""), policy)
