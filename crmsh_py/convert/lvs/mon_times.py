"""Times of mon.cf: spans such as `5m`, and periods such as `wd {Mon-Fri} hr {9am-5pm}`."""

import re
from collections.abc import Callable, Sequence

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_TIME = re.compile(r"(\d{1,7}(?:\.\d+)?)([smhdw]?)")


def seconds_of(text: str) -> int | None:
    """Return a span of time in seconds, None if it is none."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    return max(1, round(float(found[1]) * _UNITS[found[2] or "s"]))


_DAYS = ("su", "mo", "tu", "we", "th", "fr", "sa")
_SCALE = re.compile(r"([A-Za-z]+)\s*\{([^{}]*)\}")
_HOURS = 24


def covers_week(specs: Sequence[str]) -> bool:
    """Tell whether periods together hold at any time."""
    hours: set[tuple[int, int]] = set()
    for spec in specs:
        for part in re.sub(r"^\s*\w+:", "", spec).split(","):
            hours |= _hours_of(part)
    return len(hours) == len(_DAYS) * _HOURS


def _hours_of(part: str) -> set[tuple[int, int]]:
    days, hours = set(range(len(_DAYS))), set(range(_HOURS))
    for scale, inside in _SCALE.findall(part):
        if scale in {"wd", "wday"}:
            days = _ranges(inside, _day, len(_DAYS))
        elif scale in {"hr", "hour"}:
            hours = _ranges(inside, _hour, _HOURS)
        else:
            return set()
    return {(day, hour) for day in days for hour in hours}


def _ranges(text: str, number: Callable[[str], int | None], size: int) -> set[int]:
    found: set[int] = set()
    for one in text.split():
        first, dash, last = one.partition("-")
        low, high = number(first), number(last if dash else first)
        if low is None or high is None:
            continue
        found |= {(low + step) % size for step in range((high - low) % size + 1)}
    return found


def _day(text: str) -> int | None:
    if text.isdigit():
        return (int(text) - 1) % len(_DAYS)
    short = text[:2].lower()
    return _DAYS.index(short) if short in _DAYS else None


def _hour(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,2})(am|pm|noon)?", text.lower())
    if found is None:
        return None
    hour = int(found[1]) % (12 if found[2] else _HOURS)
    return hour + (12 if found[2] in {"pm", "noon"} else 0)
