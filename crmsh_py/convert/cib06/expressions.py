"""Expressions on node attributes."""

from collections.abc import Callable, Iterable

from crmsh_py import xmltree
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_UNARY = frozenset({"defined", "not_defined"})
_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "eq": lambda one, other: one == other,
    "ne": lambda one, other: one != other,
    "lt": lambda one, other: one < other,
    "lte": lambda one, other: one <= other,
    "gt": lambda one, other: one > other,
    "gte": lambda one, other: one >= other,
}
_TYPES = frozenset({"string", "number", "integer", "version"})
_ORDERED = frozenset({"lt", "lte", "gt", "gte"})


def operation_of(expression: Element) -> str:
    """Return the operation of an expression; `op` is what it was called before 2.0."""
    return (expression.get("operation") or expression.get("op") or "").strip().lower()


def convert_expression(work: Work, old: Element, wish: str) -> Element | None:
    """Return the present form of an expression; None if it makes no sense (reported)."""
    operation, attribute = operation_of(old), old.get("attribute")
    if not attribute:
        work.fail("invalid-rule", "the expression names no attribute: it is left out", old)
        return None
    if operation not in _UNARY and operation not in _COMPARISONS:
        _report_operation(work, old, operation)
        return None
    if attribute == "#id" and operation not in _UNARY:
        return _by_names(work, old, operation, wish)
    given = {"attribute": "#uname" if attribute == "#id" else attribute, "operation": operation}
    if operation in _COMPARISONS:
        if old.get("value") is None:
            hint = "give it a value"
            work.fail("invalid-rule", "the expression compares with no value", old, hint=hint)
            return None
        given["value"] = old.get("value", "")
        _advise_on_type(work, old, operation)
    kind = _type(work, old)
    new = xmltree.new("expression", {"id": work.ids.part(old.get("id"), wish), **given})
    if kind:
        new.set("type", kind)
    return new


def _report_operation(work: Work, old: Element, operation: str) -> None:
    words = f"{operation!r} is no operation" if operation else "the expression has no operation"
    hint = f"the operations are {', '.join((*_COMPARISONS, *sorted(_UNARY)))}"
    work.fail("invalid-rule", f"{words}: the expression is left out", old, operation, hint=hint)


def _type(work: Work, old: Element) -> str | None:
    kind = old.get("type")
    if kind is None or kind.lower() in _TYPES:
        return kind and kind.lower()
    words = f"the type {kind!r} is unknown: the values are compared as text"
    work.warn("approximated", words, old, kind)
    return "string"


def _advise_on_type(work: Work, old: Element, operation: str) -> None:
    """Say that greater and less were once those of text, where it can make a difference."""
    if operation in _ORDERED and old.get("type") is None:
        words = "values without a type were compared as text, and are compared as numbers today"
        work.tell("compared-as-numbers", words, old, operation)


def _by_names(work: Work, old: Element, operation: str, wish: str) -> Element | None:
    """Name the nodes for whose old id an expression holds: ids are numbers under corosync."""
    value = old.get("value", "")
    if operation in {"eq", "ne"}:
        name = work.node_names.get(value)
        if name is None:
            words = f"there is no node of the id {value!r}: nothing is equal to it"
            work.warn("dangling-reference", words, old, "value")
        return _expression(work, old, wish, operation, name or value)
    compares = _COMPARISONS[operation]
    ids = work.node_names
    names = [ids[id_] for id_ in ids if compares(id_.lower(), value.lower())]
    if not work.targets.affords(len(ids)):
        words = "there are too many nodes to name those for which the expression holds"
        work.fail("invalid-rule", words, old, hint="compare '#uname', or an attribute")
        return None
    if len(names) == 1:
        return _expression(work, old, wish, "eq", names[0])
    if len(names) in {0, len(ids)}:
        return _expression(work, old, wish, "defined" if names else "not_defined", None)
    return _one_of(work, old, wish, names)


def _one_of(work: Work, old: Element, wish: str, names: Iterable[str]) -> Element:
    rule = xmltree.new("rule", {"id": work.ids.fresh(f"{wish}-nodes"), "boolean-op": "or"})
    for number, name in enumerate(names, 1):
        one = _expression(work, old, f"{wish}-{number}", "eq", name)
        xmltree.attach(rule, one, None)
    return rule


def _expression(work: Work, old: Element, wish: str, operation: str, value: str | None) -> Element:
    id_ = work.ids.part(old.get("id"), wish)
    new = xmltree.new("expression", {"id": id_, "attribute": "#uname", "operation": operation})
    if value is not None:
        new.set("value", value)
    return new
