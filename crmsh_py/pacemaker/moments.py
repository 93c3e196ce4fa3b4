"""Times in the status of a cluster, in one form: `2026-11-21 12:53:09Z`, or without a zone."""

import re
from datetime import UTC, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CTIME = re.compile(r"\w{3} (\w{3}) +(\d+) (\d\d:\d\d:\d\d) (\d{4})")
_LATEST = 1 << 37
"""Later seconds are none: the year would have five digits."""


def moment(text: str) -> str:
    """Return a time as Pacemaker tells it; some are as ctime(3) writes them, without a zone."""
    match = _CTIME.fullmatch(text.strip())
    if match is None or match[1] not in _MONTHS:
        return text.strip()
    return f"{match[4]}-{_MONTHS.index(match[1]) + 1:02}-{int(match[2]):02} {match[3]}"


def of_seconds(seconds: int) -> str:
    """Return a time that is given in seconds since 1970; nothing if it is none."""
    return local(datetime.fromtimestamp(seconds, UTC)) if 0 < seconds < _LATEST else ""


def local(time: datetime) -> str:
    """Return a time as crm_mon writes those of failures."""
    return time.astimezone().isoformat(" ", "seconds").replace("+00:00", "Z")
