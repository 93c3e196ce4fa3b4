"""The values that attributes of operations have, in their present form."""

from collections.abc import Callable, Mapping

from crmsh_py.convert.cib06 import nvsets
from crmsh_py.convert.cib06.meta_names import is_false, is_true
from crmsh_py.convert.cib06.roles import convert_role
from crmsh_py.convert.cib06.times import is_zero, with_unit
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_ON_FAIL = frozenset(
    {"ignore", "block", "stop", "restart", "fence", "standby", "demote", "restart-container"}
)


def op_value(work: Work, element: Element, name: str, value: str) -> str | None:
    """Return the present form of a value; None where it says nothing."""
    if not value or value in {nvsets.DEFAULT, "default"}:
        return None
    if name == "role":
        return convert_role(work, element, value)
    return _READERS[name](work, element, value)


def report_invalid(work: Work, element: Element, value: str, what: str) -> None:
    """Report a value that is none, and is left out."""
    words = f"{value!r} is no {what}: left out"
    work.warn("invalid-value", words, element, value)


def _time(work: Work, element: Element, value: str) -> str | None:
    time = with_unit(value)
    if time is None:
        report_invalid(work, element, value, "time")
    return time


def _delay(work: Work, element: Element, value: str) -> str | None:
    time = _time(work, element, value)
    return None if time is None or is_zero(time) else time


def _on_fail(work: Work, element: Element, value: str) -> str | None:
    known = value.strip().lower().replace("_", "-")
    known = "ignore" if known == "nothing" else known
    if known in _ON_FAIL:
        return known
    report_invalid(work, element, value, "way to deal with a failure")
    return None


def _boolean(work: Work, element: Element, value: str) -> str | None:
    if is_true(value) or is_false(value):
        return "true" if is_true(value) else "false"
    report_invalid(work, element, value, "boolean")
    return None


def _enabled(work: Work, element: Element, value: str) -> str | None:
    """Return `enabled` for a value of `disabled`; None if it is enabled, as without either."""
    return "false" if _boolean(work, element, value) == "true" else None


def _as_it_is(_work: Work, _element: Element, value: str) -> str:
    return value


_READERS: Mapping[str, Callable[[Work, Element, str], str | None]] = {
    "timeout": _time,
    "start-delay": _delay,
    "interval-origin": _as_it_is,
    "enabled": _boolean,
    "disabled": _enabled,
    "on-fail": _on_fail,
    "record-pending": _boolean,
}
