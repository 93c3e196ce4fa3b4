"""Date expressions in rules: whether one holds at a time (Pacemaker Explained, "Time Expressions").

Facts beyond it are as `crm_rule --check` and the scheduler of 2.1 have it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from crmsh_py.model.dates import date_of, plus_duration
from crmsh_py.xmltree import Element


def date_holds(condition: Element, now: datetime) -> bool:
    """Tell whether a `<date_expression>` holds at a time.  A bad one never does."""
    if condition.get("operation", "in_range") == "date_spec":
        specs = condition.findall("date_spec")
        return bool(specs) and all(_spec_holds(one, now) for one in specs)
    start, end = bounds(condition)
    match condition.get("operation", "in_range"):
        case "gt":
            return start is not None and now > start
        case "lt":
            return end is not None and now < end
        case "in_range" if start is not None or end is not None:
            return (start is None or now >= start) and (end is None or now <= end)
        case _:
            return False


def bounds(condition: Element) -> tuple[datetime | None, datetime | None]:
    """Return from when until when a `<date_expression>` in_range holds; None: no such bound."""
    start, end = (date_of(condition.get(name, "")) for name in ("start", "end"))
    duration = condition.find("duration")
    if start is not None and end is None and duration is not None:
        end = plus_duration(start, dict(_texts(duration)))
    return start, end


def _spec_holds(spec: Element, now: datetime) -> bool:
    """Tell whether each field of a `<date_spec>` has the value of the time, which is local."""
    local = now.astimezone()
    fields = {name: text for name, text in _texts(spec) if name in _FIELDS}
    return all(_within(text, _FIELDS[name](local)) for name, text in fields.items())


_FIELDS: Mapping[str, Callable[[datetime], int]] = {
    "seconds": lambda time: time.second,
    "minutes": lambda time: time.minute,
    "hours": lambda time: time.hour,
    "monthdays": lambda time: time.day,
    "weekdays": lambda time: time.isoweekday(),
    "yeardays": lambda time: time.timetuple().tm_yday,
    "yearsdays": lambda time: time.timetuple().tm_yday,
    "months": lambda time: time.month,
    "weeks": lambda time: time.isocalendar().week,
    "years": lambda time: time.year,
    "weekyears": lambda time: time.isocalendar().year,
}


def _range(text: str) -> tuple[int | None, int | None] | None:
    """Return the bounds of `4`, `1-5`, `1-` or `-5`; None if it is none of them."""
    match = re.fullmatch(r"\s*(\d{0,9})\s*(-?)\s*(\d{0,9})\s*", text)
    if match is None or not (match[1] or match[3]):
        return None
    low = int(match[1]) if match[1] else None
    return (low, int(match[3]) if match[3] else None) if match[2] else (low, low)


def _within(text: str, value: int) -> bool:
    bounds = _range(text)
    if bounds is None:
        return False
    low, high = bounds
    return (low is None or value >= low) and (high is None or value <= high)


def _texts(element: Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(text)) for name, text in element.attrib.items())


def years(spec: Element) -> tuple[datetime | None, datetime | None]:
    """Return the bounds that the years of a `<date_spec>` set; None: no such bound."""
    low, high = _range(spec.get("years", "")) or (None, None)
    return (
        None if low is None else date_of(f"{low:04}-01-01T00:00:00"),
        None if high is None else date_of(f"{high:04}-12-31T23:59:59"),
    )
