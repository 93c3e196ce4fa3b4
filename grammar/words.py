"""The fixed words of the language and their spellings.  Needs no pyparsing."""

import difflib
import re

ROLES = ("Stopped", "Started", "Promoted", "Unpromoted", "Master", "Slave")
ACTIONS = ("start", "promote", "demote", "stop")
ORDER_KINDS = ("Mandatory", "Optional", "Serialize")
KIND_WORDS = frozenset({"mandatory", "optional", "serialize", "advisory", "inf", "infinity"})
"""What begins an order or a colocation if a colon follows."""
KIND_SCORES = {"0": "Optional", "INFINITY": "Mandatory", "+INFINITY": "Mandatory"}
"""Scores that in front of an order mean a kind, as they always did."""
LOSS_POLICIES = ("stop", "demote", "fence", "freeze")
ORDERINGS = ("group", "listed")
NODE_TYPES = ("member", "remote", "ping")
ALL_NODE_TYPES = (*NODE_TYPES, "normal")
"""The last is what schemas before pacemaker-3.0 call a member."""
DISCOVERY = ("always", "never", "exclusive")

UNARY = ("defined", "not_defined")
COMPARISONS = ("lt", "gt", "lte", "gte", "eq", "ne")
OPERATORS = frozenset({*UNARY, *COMPARISONS})
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
    "yearsdays",
    "moon",
)
FIELD_NAMES = frozenset({"start", "end", *DATE_FIELDS, "interval", "class", "provider", "type"})
"""Pairs that an expression in front of them would take for its own."""
NOT_ATTRIBUTES = frozenset({"date", "and", "or", "rule", *UNARY})
"""Words that name a node attribute only in quotes."""

RESERVED_IDS = frozenset({"id", "id-ref", "role"})
"""What `$NAME=` means by itself, so that no pair can be written so."""

SET_WORDS = (
    "params",
    "meta",
    "utilization",
    "attributes",
    "operations",
    "op",
    "op_params",
    "op_meta",
    "rule",
    *("docker", "podman", "rkt", "network", "storage", "primitive"),
    *("port-mapping", "storage-mapping"),
    *("select", "to"),
)
"""Words that end a set of pairs, or could be meant to."""

CONTAINER_WORDS = ("docker", "podman", "rkt")
MAPPING_WORDS = {"port-mapping": "network", "storage-mapping": "storage"}
"""What a bundle maps, to the word behind which it stands."""
ALERT_WORDS = ("attributes", "meta", "select", "to")
"""What begins a clause of an alert: a path or a recipient of that name goes in quotes."""

_ATTRIBUTE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def is_attribute_name(name: str) -> bool:
    """Tell whether an element of a bundle can have an attribute of that name, other than an id."""
    return bool(_ATTRIBUTE_NAME.fullmatch(name)) and name.lower() not in {"id", "id-ref"}


_NEVER_VALUELESS = frozenset({"monitor", *ACTIONS, "and", "or", "date", "defined", "not_defined"})
_NEARLY = 0.75
_VALUELESS = re.compile(r"[A-Za-z_][\w.-]*")


def is_valueless_name(word: str) -> bool:
    """Tell whether a bare word can be a name without a value, and no keyword was meant by it."""
    if not _VALUELESS.fullmatch(word) or word.lower() in _NEVER_VALUELESS:
        return False
    return not any(_alike(word.lower(), known) for known in SET_WORDS)


def _alike(word: str, known: str) -> bool:
    """Tell whether a word is a known one, or nearly."""
    if abs(len(word) - len(known)) > 2 or len(known) < 3:
        return word == known
    return difflib.SequenceMatcher(None, word, known).ratio() >= _NEARLY


MAX_NESTING = 20
"""How deep rules may stand in rules."""

SET_MARK = "_rsc_set_"
MEMBER_WORDS = frozenset({"params", "meta"})
"""Words that name a member of a group or clone only in quotes."""

CONSTRAINT_WORDS = KIND_WORDS | {SET_MARK, "lifetime"}
"""Words that name a resource in a constraint only in quotes."""

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
