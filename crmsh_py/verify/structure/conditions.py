"""Whether the conditions of a rule can be met together.

Facts: Pacemaker Explained, "Rules"; `model.evaluating` tells how values are compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py.model.evaluating import window
from crmsh_py.xmltree import Element

_TAGS = frozenset({"rule", "expression", "date_expression", "rsc_expression", "op_expression"})
_COMPARED = frozenset({"eq", "lt", "lte", "gt", "gte"})
_KINDS = frozenset({"cluster", "container", "remote"})
_NUMBERS = frozenset({"integer", "number"})

Why = tuple[str, tuple[str, ...]]


def conditions(rule: Element) -> list[Element]:
    """Return the conditions of a rule."""
    return [one for one in rule if one.tag in _TAGS]


def is_or(rule: Element) -> bool:
    """Tell whether one of a rule's conditions is enough."""
    return rule.get("boolean-op", "and").lower() == "or"


@dataclass
class _Asked:
    """What is asked of one attribute: values that it has or has not, bounds, whether it is set."""

    equal: dict[str, str] = field(default_factory=dict)
    unequal: set[str] = field(default_factory=set)
    operations: set[str] = field(default_factory=set)
    low: float = float("-inf")
    high: float = float("inf")
    is_open: bool = False

    def add(self, expression: Element) -> None:
        """Take in an expression."""
        operation, value = expression.get("operation", ""), expression.get("value", "")
        self.operations.add(operation)
        if operation == "eq":
            self.equal.setdefault(value.lower(), value)
        elif operation == "ne":
            self.unequal.add(value.lower())
        else:
            self._bound(operation, value, expression.get("type"))

    def _bound(self, operation: str, value: str, type_: str | None) -> None:
        try:
            number = float(value)
        except ValueError:
            return
        if type_ not in (None, *_NUMBERS):
            return
        if operation in ("gt", "gte") and number >= self.low:
            self.is_open, self.low = operation == "gt" or self.is_open, number
        elif operation in ("lt", "lte") and number <= self.high:
            self.is_open, self.high = operation == "lt" or self.is_open, number

    def contradiction(self, name: str) -> Why | None:
        """Return why an attribute cannot be all that."""
        values = list(self.equal.values())
        if len(values) > 1:
            words = f"{name!r} cannot be {values[0]!r} and {values[1]!r}: they exclude each other"
            return words, (name, values[0], name, values[1])
        if self.unequal & self.equal.keys():
            return f"{name!r} is and is not to be {values[0]!r}: they exclude each other", (name,)
        if "not_defined" in self.operations and self.operations & (_COMPARED | {"defined"}):
            return f"{name!r} is and is not to be defined: they exclude each other", (name,)
        if self.low > self.high or (self.low == self.high and self.is_open):
            return f"no number is in the range that {name!r} is to be in", (name,)
        return None


def contradiction(rule: Element) -> Why | None:
    """Return why a rule whose conditions are joined by `and` can never be true."""
    asked: dict[str, _Asked] = {}
    types: dict[str, set[str]] = {}
    found = list(_flat(rule))
    for one in found:
        if one.tag == "expression" and one.get("value-source", "literal") == "literal":
            name = one.get("attribute", "")
            asked.setdefault(name, _Asked()).add(one)
            types.setdefault(name, set()).add((one.get("type") or "string").lower())
    for name, parts in asked.items():
        kinds = parts.equal.keys() - _KINDS if name.lower() == "#kind" else None
        if kinds:
            return f"no node has the #kind {min(kinds)!r}, only {', '.join(sorted(_KINDS))}", (
                name,
            )
        by_text = types[name] <= {"string"} or name.startswith("#")
        why = parts.contradiction(name) if by_text or len(parts.equal) < 2 else None
        if why is not None:
            return why
    return _other(rule, found)


def _flat(rule: Element) -> Iterator[Element]:
    """Yield the conditions of a rule, with those of rules in it that are joined by `and` too."""
    for one in conditions(rule):
        if one.tag == "rule":
            if not is_or(one):
                yield from _flat(one)
        else:
            yield one


def _other(rule: Element, found: list[Element]) -> Why | None:
    names = {one.get("name") for one in found if one.tag == "op_expression"}
    if len(names) > 1:
        return "no operation has two names: the conditions exclude each other", ()
    if any(one.tag in ("date_expression", "rule") for one in found):
        possible = window(rule)
        if possible.start and possible.end and possible.start > possible.end:
            start, end = f"{possible.start:%Y-%m-%d}", f"{possible.end:%Y-%m-%d}"
            return f"it is to begin on {start}, after its end on {end}", ("date",)
    return None
