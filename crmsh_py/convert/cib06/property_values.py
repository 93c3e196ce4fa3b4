"""The values of cluster properties: what the old engine made of each, as it is written now."""

import re
from collections.abc import Callable, Mapping

from crmsh_py.convert.cib06.nvsets import Pair
from crmsh_py.convert.cib06.property_names import (
    FENCE_ACTIONS,
    HEALTH_STRATEGIES,
    PLACEMENTS,
    QUORUM_POLICIES,
    Reading,
)
from crmsh_py.convert.cib06.scores import score_text
from crmsh_py.convert.cib06.times import with_unit
from crmsh_py.convert.cib06.work import Work


def read_value(work: Work, pair: Pair, reading: Reading) -> str | None:
    """Return a value in its present form; None if it is none, and so had no effect (reported)."""
    value = _read(pair.value, reading)
    if value is None:
        words = f"{pair.name!r} cannot be {pair.value!r}: the default counted, and it was left out"
        work.warn("invalid-value", words, pair.element, "value")
    return value


def _read(value: str, reading: Reading) -> str | None:
    known = _WORDS.get(reading)
    if known is not None:
        return known.get(value.strip().lower())
    return _FORMS[reading](value)


def _boolean(value: str) -> str | None:
    """Return what both engines compare as it is, with its blanks."""
    return value if value.lower() in _BOOLEANS else None


def _integer(value: str) -> str | None:
    """Return the digits that the value begins with: more was never read."""
    match = _INTEGER.match(value)
    return match[1] if match else None


_INTEGER = re.compile(r"\s*([+-]?[0-9]{1,9})(?![0-9])")
_BOOLEANS = frozenset(["true", "on", "yes", "y", "1", "false", "off", "no", "n", "0"])
_WORDS: Mapping[Reading, Mapping[str, str]] = {
    Reading.QUORUM_POLICY: {word: word for word in QUORUM_POLICIES},
    Reading.FENCE_ACTION: FENCE_ACTIONS,
    Reading.HEALTH_STRATEGY: {word: word for word in HEALTH_STRATEGIES},
    Reading.PLACEMENT: {word: word for word in PLACEMENTS},
}
_FORMS: Mapping[Reading, Callable[[str], str | None]] = {
    Reading.TIME: with_unit,
    Reading.SCORE: score_text,
    Reading.BOOLEAN: _boolean,
    Reading.INTEGER: _integer,
    Reading.TEXT: str,
}
