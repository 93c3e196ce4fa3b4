"""The text of everyday objects straight from their elements: an accelerator of `show`.

What is not everyday is left to `describe` and the printer, which say the same more slowly; a test
holds that both give one text.
"""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from crmsh_py.grammar.agents import agent_of, agent_text, is_plain_agent
from crmsh_py.grammar.lexical import ID, quote
from crmsh_py.grammar.printer import JOINT, Mask
from crmsh_py.grammar.tree import Agent
from crmsh_py.grammar.words import (
    ACTIONS,
    CONSTRAINT_WORDS,
    OP_ATTRIBUTES,
    ORDER_KINDS,
    ROLES,
    score_text,
    score_word,
)
from crmsh_py.xmltree import Element

_HEAD = frozenset({"id", "class", "provider", "type"})
_SETS = {
    "instance_attributes": "params",
    "meta_attributes": "meta",
    "utilization": "utilization",
}
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_BARE = re.compile(r"[\w.-]+")
_OP_NAME = re.compile(r"[a-z_]+")
_WORDS = CONSTRAINT_WORDS | {"rule"}
_PLAIN_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def text_of(element: Element, referenced: AbstractSet[str], mask: Mask) -> str | None:
    """Return the statement of a primitive or constraint, or None if it is not an everyday one.

    `referenced` are the ids that must be shown; `mask` tells which names hold secrets.
    """
    if element.tag == "primitive":
        return _primitive(element, referenced, mask)
    shape = _CONSTRAINTS.get(element.tag) if isinstance(element.tag, str) else None
    if shape is None or len(element) or element.text is not None:
        return None
    return _constraint(dict(element.items()), *shape)


_Ends = tuple[tuple[str, str, tuple[str, ...]], ...]

_CONSTRAINTS: dict[str, tuple[str, str, _Ends]] = {
    "rsc_location": ("location", "score", (("rsc", "", ()), ("node", "", ()))),
    "rsc_colocation": (
        *("colocation", "score"),
        (("rsc", "rsc-role", ROLES), ("with-rsc", "with-rsc-role", ROLES)),
    ),
    "rsc_order": (
        *("order", "kind"),
        (("first", "first-action", ACTIONS), ("then", "then-action", ACTIONS)),
    ),
}
"""Tag to keyword, what stands before the colon, and behind it the two ends: name, qualifier."""


def _constraint(given: dict[str, str], keyword: str, strength: str, ends: _Ends) -> str | None:
    id_ = given.pop("id", "")
    front = _front(strength, given.pop(strength, None))
    one, other = (_end(given, *end) for end in ends)
    if given or one is None or other is None or front is None or not _PLAIN_ID.fullmatch(id_):
        return None
    if keyword == "location":
        return f"location {id_} {one} {front}{other}" if front else None
    return f"{keyword} {id_} {front}{one} {other}"


def _end(given: dict[str, str], name: str, qualifier: str, words: tuple[str, ...]) -> str | None:
    """Take an end of a constraint out of its attributes; None for one that is not everyday."""
    text, word = given.pop(name, ""), given.pop(qualifier, None)
    if not _PLAIN_ID.fullmatch(text) or text.lower() in _WORDS:
        return None
    if word is None:
        return text
    return f"{text}:{word}" if word in words else None


def _front(strength: str, value: str | None) -> str | None:
    """Return the score or kind with its colon and a blank; None for one that is not everyday."""
    if value is None:
        return ""
    word = score_word(value) if strength == "score" else value
    known = score_text(word) == value if strength == "score" else word in ORDER_KINDS
    return f"{word}: " if known else None


def _primitive(element: Element, referenced: AbstractSet[str], mask: Mask) -> str | None:
    given = dict(element.items())
    if not _HEAD.issuperset(given) or _has_text(element):
        return None
    name = _agent(given.get("class"), given.get("provider"), given.get("type"))
    id_ = given.get("id")
    if name is None or id_ is None or not ID.fullmatch(id_):
        return None
    parts = [f"primitive {id_} {name}"]
    for child in element:
        lines = _part(child, referenced, mask, has_ops=parts[-1].startswith("op "))
        if lines is None:
            return None
        parts += lines
    return JOINT.join(parts)


def _part(
    part: Element, referenced: AbstractSet[str], mask: Mask, *, has_ops: bool
) -> list[str] | None:
    """Return the lines of a child of a primitive."""
    keyword = _SETS.get(part.tag) if isinstance(part.tag, str) else None
    if keyword is not None:
        line = _nvset(part, keyword, referenced, mask)
        return None if line is None else [line]
    if part.tag != "operations" or has_ops or part.attrib or _has_text(part) or not len(part):
        return None
    lines = [_op(op, referenced) for op in part]
    return None if None in lines else [line for line in lines if line is not None]


def _nvset(nvset: Element, keyword: str, referenced: AbstractSet[str], mask: Mask) -> str | None:
    if nvset.keys() != ["id"] or nvset.get("id") in referenced or _has_text(nvset):
        return None
    words = [keyword]
    for nvpair in nvset:
        given = dict(nvpair.items())
        name, value = given.get("name"), given.get("value")
        if nvpair.tag != "nvpair" or len(given) != 3 or not name or not value:  # and an id
            return None
        if given.get("id") in referenced or not _NAME.fullmatch(name) or mask(name):
            return None
        word = _pair(name, value)
        if word is None:
            return None
        words.append(word)
    return " ".join(words)


def _pair(name: str, value: str) -> str | None:
    if _BARE.fullmatch(value):
        return f"{name}={value}"
    return None if "\n" in value or "\r" in value else f"{name}={quote(value)}"


def _op(op: Element, referenced: AbstractSet[str]) -> str | None:
    given = dict(op.items()) if op.tag == "op" and not len(op) and op.text is None else {}
    name, id_ = given.pop("name", ""), given.pop("id", None)
    if "interval" not in given or id_ in referenced or not OP_ATTRIBUTES.issuperset(given):
        return None
    if not _OP_NAME.fullmatch(name):
        return None
    words = [_pair(key, value) for key, value in given.items()]
    return None if None in words else " ".join(["op", name, *filter(None, words)])


def _has_text(element: Element) -> bool:
    text = element.text
    return text is not None and not text.isspace()


@lru_cache(maxsize=256)
def _agent(class_: str | None, provider: str | None, type_: str | None) -> str | None:
    """Return an agent's name as it is printed, or None if that would not be read back."""
    if class_ is None or type_ is None or not re.fullmatch(r"[\w.@:-]+", type_, re.ASCII):
        return None
    agent = Agent(class_, provider, type_)
    text = agent_text(agent)
    return text if is_plain_agent(text) and agent_of(text) == agent else None
