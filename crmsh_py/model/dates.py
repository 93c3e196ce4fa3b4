"""Points in time as Pacemaker writes them: ISO 8601 (Pacemaker Explained, "Time Expressions")."""

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

_ORDINAL = re.compile(r"(\d{4})-?(\d{3})(?=$|[T ])")
_OFFSET = re.compile(r"\s*([+-])(\d{1,2}):?(\d{2})?$|\s*Z$")
_SECONDS = {
    "weeks": 7 * 86_400,
    "days": 86_400,
    "hours": 3_600,
    "minutes": 60,
    "seconds": 1,
}


def date_of(text: str) -> datetime | None:
    """Return a point in time, None if the text is none.

    A date alone is meant in UTC; a time without an offset is local (both as crm_rule of 2.1).
    """
    bare = text.strip().upper()
    try:
        ordinal = _ORDINAL.match(bare)
        if ordinal is not None:
            day = datetime(int(ordinal[1]), 1, 1, tzinfo=UTC) + timedelta(int(ordinal[2]) - 1)
            bare = f"{day:%Y-%m-%d}{bare[ordinal.end() :]}"
        return _with_time(bare)
    except (ValueError, OverflowError):
        return None


def _with_time(text: str) -> datetime:
    """Return a date with a time behind it, or alone.  Raises ValueError."""
    offset = _OFFSET.search(text) if re.search(r"[T ]", text) else None
    if offset is not None:
        sign, hours, minutes = offset[1] or "+", offset[2] or "0", offset[3] or "00"
        text = f"{text[: offset.start()]}{sign}{int(hours):02}:{minutes}"
    found = datetime.fromisoformat(text)
    if found.tzinfo is not None:
        return found
    return found.astimezone() if re.search(r"[T ]", text) else found.replace(tzinfo=UTC)


def plus_duration(start: datetime, duration: Mapping[str, str]) -> datetime | None:
    """Return a time some years, months, weeks … later; None if that is no time.

    The last day of a month is as late as it gets: a month after 31 January is 29 February 2024.
    """
    try:
        whole = {name: int(text) for name, text in duration.items() if name != "id"}
        months = start.month - 1 + whole.get("months", 0) + 12 * whole.get("years", 0)
        year, month = start.year + months // 12, months % 12 + 1
        day = min(start.day, calendar.monthrange(year, month)[1])
        seconds = sum(_SECONDS[name] * whole.get(name, 0) for name in _SECONDS)
        return start.replace(year=year, month=month, day=day) + timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        return None
