"""Times of operations, with a unit."""

import re

from crmsh_py.model.times import milliseconds

_OUT_OF_RANGE = re.compile(r"\d{16}")
"""In milliseconds such a time is no number of Pacemaker's any more (64 bits)."""

_NUMBER = re.compile(r"\s*(\d+)\s*")


def with_unit(text: str) -> str | None:
    """Return a time as it is written now, or None if it is none; a bare number was seconds.

    The DTD's comment said milliseconds; the engine multiplied by 1000 (crm_get_msec of 0.6.6).
    """
    if _OUT_OF_RANGE.search(text):
        return None
    bare = _NUMBER.fullmatch(text)
    if bare:
        return f"{int(bare[1])}s"
    return None if milliseconds(text) is None else text.strip()


def is_zero(text: str) -> bool:
    """Tell whether a time is no time at all."""
    return milliseconds(text) == 0
