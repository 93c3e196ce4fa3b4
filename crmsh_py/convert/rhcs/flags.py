"""How cluster.conf writes yes and no, numbers and times."""

import re

_ON = frozenset({"1", "yes", "y", "true", "t", "on"})
_OFF = frozenset({"0", "no", "n", "false", "f", "off"})
_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,9}")
_TIME = re.compile(r"([0-9]{1,9})\s*(s|sec|m|min|h|hr|d)?", re.IGNORECASE)
_SECONDS = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "hr": 3600, "d": 86400}


def is_on(value: str | None, *, default: bool = False) -> bool:
    """Tell whether a value means yes; what means neither is as if it were not there."""
    word = (value or "").strip().lower()
    return word in _ON or (word not in _OFF and default)


def number(value: str | None, default: int = 0) -> int:
    """Return the number at the beginning of a value, as C's atoi does."""
    match = _NUMBER.match(value or "")
    return int(match.group()) if match else default


def seconds(value: str | None) -> int | None:
    """Return a time such as 30, 90s, 1m or 1h in seconds; None if it is no time."""
    match = _TIME.fullmatch((value or "").strip())
    if not match:
        return None
    return int(match[1]) * _SECONDS[(match[2] or "s").lower()]
