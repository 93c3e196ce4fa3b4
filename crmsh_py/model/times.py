"""Times as Pacemaker writes them (Pacemaker Explained, "Time Expressions")."""

import re

_UNITS_MS = {
    "": 1000,
    "s": 1000,
    "sec": 1000,
    "ms": 1,
    "msec": 1,
    "us": 0.001,
    "usec": 0.001,
    "m": 60_000,
    "min": 60_000,
    "h": 3_600_000,
    "hr": 3_600_000,
}
_LONG = 1000
_TIME = re.compile(r"\s*(\d+)\s*([a-z]*)\s*", re.IGNORECASE)


def milliseconds(text: str) -> float | None:
    """Return a time in milliseconds; a number without a unit is seconds.  None if it is no time."""
    match = _TIME.fullmatch(text)
    if match is None or match[2].lower() not in _UNITS_MS:
        return None
    digits = match[1]
    count = int(digits) if len(digits) < _LONG else float(digits)  # int() refuses thousands
    return count * _UNITS_MS[match[2].lower()]


def same_time(one: str, other: str) -> bool:
    """Tell whether two texts mean the same time: `10`, `10s` and `10000ms` do."""
    if one == other:
        return True
    return milliseconds(one) is not None and milliseconds(one) == milliseconds(other)
