"""Rules: whether one holds at a time and a place, and from when until when it can at all.

Pure functions on `<rule>` elements (Pacemaker Explained, "Rules"; where it leaves something open,
as `crm_rule --check` and the scheduler of 2.1 have it).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from types import MappingProxyType

from crmsh_py import xmltree
from crmsh_py.model.date_expressions import bounds, date_holds, years
from crmsh_py.model.times import milliseconds
from crmsh_py.xmltree import Element

_NOTHING: Mapping[str, str] = MappingProxyType({})
_CONDITIONS = ("rule", "expression", "date_expression", "rsc_expression", "op_expression")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a rule is evaluated against.

    `node` are the attributes of the node it is asked for, `#uname` and the like included; None
    where there is no node, as for a meta attribute.  `agent` is class, provider and type of the
    resource, `operation` an operation's name and interval; `params` and `meta` are the resource's
    own, to which a rule can compare; `captured` is what the parts of a pattern matched.
    """

    now: datetime
    node: Mapping[str, str] | None = None
    agent: tuple[str, str, str] | None = None
    operation: tuple[str, str] | None = None
    params: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    meta: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    captured: tuple[str, ...] = ()


class State(Enum):
    """What a rule's dates say at a moment."""

    IN_EFFECT = "in effect"
    NOT_YET = "not yet in effect"
    RESTING = "not in effect now, but again later"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Window:
    """The time outside of which a rule cannot hold; None: there is no such bound."""

    start: datetime | None = None
    end: datetime | None = None


# ------------------------------------------------------------------ does it hold


def holds(rule: Element, around: Surroundings) -> bool:
    """Tell whether a rule holds."""
    return _joined(rule, lambda condition: _condition_holds(condition, around))


def _joined(rule: Element, holding: Callable[[Element], bool]) -> bool:
    """Join what is found for the conditions of a rule; one without any holds if they are ANDed."""
    rule = resolved(rule)
    found = (holding(one) for one in _conditions(rule))
    return any(found) if _is_or(rule) else all(found)


def _condition_holds(condition: Element, around: Surroundings) -> bool:
    match condition.tag:
        case "rule":
            return holds(condition, around)
        case "expression":
            return _expression_holds(condition, around)
        case "date_expression":
            return date_holds(condition, around.now)
        case "rsc_expression":
            return _agent_matches(condition, around.agent)
        case _:
            return _operation_matches(condition, around.operation)


def _agent_matches(condition: Element, agent: tuple[str, str, str] | None) -> bool:
    if agent is None:
        return False
    wanted = (condition.get(name) for name in ("class", "provider", "type"))
    return all(want in (None, given) for want, given in zip(wanted, agent, strict=True))


def _operation_matches(condition: Element, operation: tuple[str, str] | None) -> bool:
    if operation is None or condition.get("name") != operation[0]:
        return False
    interval = condition.get("interval")
    return interval is None or milliseconds(interval) == milliseconds(operation[1])


def _is_or(rule: Element) -> bool:
    return rule.get("boolean-op", "").lower() == "or"


def _conditions(rule: Element) -> list[Element]:
    return [one for one in xmltree.children(rule) if one.tag in _CONDITIONS]


def resolved(rule: Element) -> Element:
    """Return the rule that a reference to one leads to, itself if it is none or leads nowhere.

    One that leads back to itself, over whatever others, leads nowhere.
    """
    name = rule.get("id-ref")
    if name is None:
        return rule
    rules = {one.get("id"): one for one in rule.getroottree().getroot().iter("rule")}
    found = rules.get(name)
    return rule if found is None or _is_bottomless(found, rules) else found


def _is_bottomless(rule: Element, rules: Mapping[str | None, Element]) -> bool:
    """Tell whether the references in a rule lead deeper than anybody's rules do: in a circle."""
    deepest: dict[Element, int] = {}
    pending = [(rule, 0)]
    while pending:
        one, depth = pending.pop()
        if depth > _DEEPEST:
            return True
        if deepest.get(one, -1) >= depth:
            continue
        deepest[one] = depth
        names = (inner.get("id-ref") for inner in one.iter("rule"))
        pending += [(rules[name], depth + 1) for name in names if name in rules]
    return False


_DEEPEST = 20
"""So many references from rule to rule, one behind the other, are followed."""


# ------------------------------------------------------------------ attributes


def _expression_holds(condition: Element, around: Surroundings) -> bool:
    if around.node is None:
        return False
    operation = condition.get("operation", "")
    left = around.node.get(_attribute(condition, around.captured))
    if operation in ("defined", "not_defined"):
        return (left is not None) == (operation == "defined")
    right = _right(condition, around)
    order = _compare(left, right, _type(condition, left, right))
    if operation in ("eq", "ne"):
        return (order == 0) == (operation == "eq")
    if left is None or right is None:
        return False
    return operation in _ORDERS and _ORDERS[operation](order)


_ORDERS: Mapping[str, Callable[[int], bool]] = {
    "lt": lambda order: order < 0,
    "lte": lambda order: order <= 0,
    "gt": lambda order: order > 0,
    "gte": lambda order: order >= 0,
}


def _attribute(condition: Element, captured: tuple[str, ...]) -> str:
    """Return the name of the attribute; `%1` in it is what a pattern's first part matched."""
    name = condition.get("attribute", "")
    if not captured:
        return name
    parts = dict(enumerate(captured))
    return re.sub(r"%(\d)", lambda found: parts.get(int(found[1]), ""), name)


def _right(condition: Element, around: Surroundings) -> str | None:
    value = condition.get("value")
    sources = {"param": around.params, "meta": around.meta}
    source = sources.get(condition.get("value-source", "literal"))
    return value if source is None or value is None else source.get(value)


def _type(condition: Element, left: str | None, right: str | None) -> str:
    given = condition.get("type")
    if given is not None:
        return given.lower()
    if condition.get("operation") in ("eq", "ne"):
        return "string"
    return "number" if "." in f"{left or ''}{right or ''}" else "integer"


def _compare(left: str | None, right: str | None, type_: str) -> int:
    """Compare two texts as values of a type; what is no number is compared as text."""
    if left is None or right is None:
        return (left is not None) - (right is not None)
    if type_ == "version":
        return _order(_version(left), _version(right))
    pattern = {"integer": _INTEGER, "number": _NUMBER}.get(type_)
    if pattern is not None:
        one, other = pattern.match(left), pattern.match(right)
        if one is not None and other is not None:
            return _order([float(one[0])], [float(other[0])])
    return (left.lower() > right.lower()) - (left.lower() < right.lower())


_INTEGER = re.compile(r"\s*[+-]?\d{1,300}")
_NUMBER = re.compile(r"\s*[+-]?(\d{1,300}\.?\d*|\.\d+)([eE][+-]?\d{1,2})?")


def _version(text: str) -> list[float]:
    parts = [float(one[:300]) for one in re.findall(r"\d+", text)]
    while parts and parts[-1] == 0:
        parts.pop()
    return parts


def _order(one: list[float], other: list[float]) -> int:
    return (one > other) - (one < other)


# ------------------------------------------------------------------ from when, until when


def window(rule: Element) -> Window:
    """Return the time outside of which a rule cannot hold, whatever else it asks for."""
    rule = resolved(rule)
    parts = [_window_of(one) for one in _conditions(rule)]
    if not parts:
        return Window()
    joined = _hull if _is_or(rule) else _intersection
    return joined(parts)


def _window_of(condition: Element) -> Window:
    if condition.tag == "rule":
        return window(condition)
    if condition.tag != "date_expression":
        return Window()
    if condition.get("operation") == "date_spec":
        return _intersection([Window(*years(one)) for one in condition.findall("date_spec")])
    start, end = bounds(condition)
    match condition.get("operation"):
        case "gt":
            return Window(start, None)
        case "lt":
            return Window(None, None if end is None else end - timedelta(seconds=1))
        case _:
            return Window(start, end)


def _intersection(parts: Iterable[Window]) -> Window:
    listed = list(parts)
    starts = [one.start for one in listed if one.start is not None]
    ends = [one.end for one in listed if one.end is not None]
    return Window(max(starts, default=None), min(ends, default=None))


def _hull(parts: Iterable[Window]) -> Window:
    listed = list(parts)
    starts = [one.start for one in listed if one.start is not None]
    ends = [one.end for one in listed if one.end is not None]
    return Window(
        min(starts) if len(starts) == len(listed) else None,
        max(ends) if len(ends) == len(listed) else None,
    )


def expires(rule: Element) -> datetime | None:
    """Return the last moment at which a rule can hold; None: it never expires."""
    return window(rule).end


def state_of(rule: Element, now: datetime) -> State:
    """Return what a rule's dates say, all its other conditions taken for true."""
    possible = window(rule)
    if possible.end is not None and now > possible.end:
        return State.EXPIRED
    if possible.start is not None and now < possible.start:
        return State.NOT_YET
    return State.IN_EFFECT if _dates_hold(rule, now) else State.RESTING


def _dates_hold(rule: Element, now: datetime) -> bool:
    def holding(condition: Element) -> bool:
        match condition.tag:
            case "rule":
                return _dates_hold(condition, now)
            case "date_expression":
                return date_holds(condition, now)
            case _:
                return True

    return _joined(rule, holding)
