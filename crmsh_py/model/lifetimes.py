"""How long a move or ban is to last, as users write it: an ISO 8601 duration, or a date."""

import re
from datetime import datetime

from crmsh_py.model.dates import date_of, plus_duration

FOREVER = "forever"

_DURATION = re.compile(
    r"P(?=[\dT])(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)


def is_lifetime(text: str) -> bool:
    """Tell whether a word is meant as a lifetime rather than as the name of a node."""
    upper = text.upper()
    return text.lower() in {FOREVER, "reboot"} or bool(_DURATION.fullmatch(upper))


def until(text: str, now: datetime) -> datetime | None:
    """Return when a lifetime ends that begins now.  Raises ValueError if the text is none."""
    match = _DURATION.fullmatch(text.upper())
    if match is None:
        end = date_of(text)
    else:
        end = plus_duration(now, {name: n for name, n in match.groupdict().items() if n})
    if end is None or end <= now:
        raise ValueError(text)
    return end
