"""The fixed words of the language and their spellings.  Needs no pyparsing."""

import re

ROLES = ("Stopped", "Started", "Promoted", "Unpromoted", "Master", "Slave")
ACTIONS = ("start", "promote", "demote", "stop")
ORDER_KINDS = ("Mandatory", "Optional", "Serialize")
KIND_WORDS = frozenset({"mandatory", "optional", "serialize", "advisory", "inf", "infinity"})
"""What begins an order if a colon follows; a resource of that name cannot stand there."""
NODE_TYPES = ("member", "remote", "ping")
DISCOVERY = ("always", "never", "exclusive")

UNARY = ("defined", "not_defined")
COMPARISONS = ("lt", "gt", "lte", "gte", "eq", "ne")
VALUE_TYPES = ("string", "integer", "number", "version")
DATE_FIELDS = (
    "seconds",
    "minutes",
    "hours",
    "monthdays",
    "weekdays",
    "yeardays",
    "days",
    "months",
    "weeks",
    "years",
    "weekyears",
    "moon",
)
NOT_ATTRIBUTES = frozenset({"date", "and", "or", "rule", *UNARY})
"""Words that name a node attribute only in quotes."""

SET_MARK = "_rsc_set_"
NOT_RESOURCES = frozenset({"params", "meta", "rule", SET_MARK})
"""Words that cannot stand as a resource: the grammar would take them for its own."""

OP_ATTRIBUTES = frozenset(
    {
        "description",
        "enabled",
        "interval",
        "interval-origin",
        "on-fail",
        "record-pending",
        "requires",
        "role",
        "start-delay",
        "timeout",
    }
)
"""What stands on the `<op>` itself (schema resources-2.9 and later); all else is for the agent."""

BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on", "y", "1"), True),
    **dict.fromkeys(("false", "no", "off", "n", "0"), False),
}

SCORE_WORD = r"(?:[+-]?(?:\d+|inf|infinity)|advisory|mandatory)"
_SCORE = re.compile(r"([+-]?)(?:(\d+)|inf|infinity)", re.IGNORECASE)
_NAMED_SCORES = {"advisory": "0", "mandatory": "INFINITY"}


def score_text(text: str) -> str | None:
    """Return a score as the CIB holds it (`-inf` is `-INFINITY`), or None if it is none."""
    if text.lower() in _NAMED_SCORES:
        return _NAMED_SCORES[text.lower()]
    match = _SCORE.fullmatch(text)
    if match is None:
        return None
    return text if match[2] else f"{match[1]}INFINITY"


def score_word(score: str) -> str:
    """Return a score of the CIB as it is printed: `-INFINITY` is `-inf`."""
    return {"INFINITY": "inf", "+INFINITY": "+inf", "-INFINITY": "-inf"}.get(score, score)
