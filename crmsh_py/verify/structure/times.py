"""Whether what date expressions say is a time (Pacemaker Explained, "Time Expressions")."""

import re
from collections.abc import Iterator

from crmsh_py.model.dates import date_of
from crmsh_py.xmltree import Element

_FIELDS: dict[str, tuple[int, int]] = {
    "seconds": (0, 59),
    "minutes": (0, 59),
    "hours": (0, 23),
    "monthdays": (1, 31),
    "weekdays": (1, 7),
    "yeardays": (1, 366),
    "yearsdays": (1, 366),
    "months": (1, 12),
    "weeks": (1, 53),
    "years": (1, 9999),
    "weekyears": (1, 9999),
    "moon": (0, 7),
}
_NEEDED = {"gt": "start", "lt": "end"}
_RANGE = re.compile(r"\s*(\d{0,9})\s*(-?)\s*(\d{0,9})\s*")

Bad = tuple[str, tuple[str, ...], str]


def bad_times(expression: Element) -> Iterator[Bad]:
    """Yield what is no time in a date expression: words, where, a hint."""
    operation = expression.get("operation", "in_range")
    if operation == "date_spec":
        for spec in expression.iterchildren("date_spec"):
            yield from _bad_fields(spec)
        return
    yield from _bad_dates(expression, operation)
    for duration in expression.iterchildren("duration"):
        yield from _bad_duration(duration)
    needed = _NEEDED.get(operation)
    if needed is not None and expression.get(needed) is None:
        other = "end" if needed == "start" else "start"
        words = f"'date {operation}' without {needed!r} is never met"
        yield words, ("date",), f"give the {needed}; for an {other}, turn {operation!r} round"


def _bad_dates(expression: Element, operation: str) -> Iterator[Bad]:
    for name in ("start", "end"):
        text = expression.get(name)
        if text is not None and date_of(text) is None:
            words = f"{name} {text!r} is no date, so the condition is never met"
            at = name if operation == "in_range" else text
            yield words, (at,), "write it as 2030-12-31 or '2030-12-31 18:00:00'"


def _bad_duration(duration: Element) -> Iterator[Bad]:
    for name, text in duration.items():
        if name != "id" and not text.strip().isdecimal():
            words = f"the duration {name}={text} is no whole number, so the condition is never met"
            yield words, ("duration", name), f"write it as {name}=2"


def _bad_fields(spec: Element) -> Iterator[Bad]:
    for name, text in spec.items():
        bounds = _FIELDS.get(name)
        if bounds is None:
            continue
        low, high = bounds
        found = _RANGE.fullmatch(text)
        if found is None or not (found[1] or found[3]):
            yield f"{name}={text} is no number and no range", (name,), f"{low} to {high}"
            continue
        first = int(found[1] or low)
        last = int(found[3] or high) if found[2] else first
        if first > last:
            words = f"{name}={text} is empty: it ends before it begins"
            hint = f"join two ranges by 'or': {name}={first}-{high} and {name}={low}-{last}"
            yield words, (name,), hint
        elif first > high or last < low:
            yield f"{name}={text} never comes", (name,), f"{name} are {low} to {high}"
        elif first < low or last > high:
            words = f"{name}={text} is more than there are"
            yield words, (name,), f"{name} are {low} to {high}"
