"""A word of a statement into marks: `ip=10.0.0.1` is a name and a value, `db:Promoted` has a role.

What a word looks like depends on its kind and on itself, never on where it stands: so a
statement looks the same at the prompt, where the grammar tells the kinds, and in `show`, where a
table does.  Needs no pyparsing.
"""

import re
from collections.abc import Callable, Mapping

from crmsh_py.assist.marks.elements import element_marks
from crmsh_py.assist.marks.mark import Mark, Style
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.words import ACTIONS, ALL_NODE_TYPES, ORDER_KINDS, ROLES, score_text
from crmsh_py.secrets import MASK
from crmsh_py.source import Span

STYLES: Mapping[Kind, Style] = {
    Kind.KEYWORD: Style.CLAUSE,
    **dict.fromkeys((Kind.NEW_ID, Kind.SET_ID, Kind.NODE_NAME, Kind.USER), Style.ID),
    **dict.fromkeys(
        (
            *(Kind.RESOURCE, Kind.CHILD, Kind.PRIMITIVE, Kind.OBJECT, Kind.NODE, Kind.TICKET),
            *(Kind.FENCED, Kind.DEVICES, Kind.ACL_ROLE, Kind.SELECTION, Kind.VALUE_PATH),
            *(Kind.SHADOW, Kind.TEMPLATE, Kind.TOPIC, Kind.CODE),
        ),
        Style.REFERENCE,
    ),
    **dict.fromkeys((Kind.AGENT, Kind.AGENT_CLASS, Kind.PROVIDER), Style.AGENT),
    **dict.fromkeys((Kind.ATTRIBUTE, Kind.SETTING, Kind.PARAMETER), Style.NAME),
    **dict.fromkeys((Kind.SCORE, Kind.ORDER_KIND), Style.SCORE),
    **dict.fromkeys((Kind.OP_NAME, Kind.ROLE, Kind.ACTION, Kind.BOOLEAN), Style.CHOICE),
    Kind.OPERATOR: Style.CLAUSE,
    Kind.PATH: Style.LEVEL,
    Kind.PATTERN: Style.STRING,
    Kind.TEXT: Style.STRING,
}
"""How a whole word of a kind looks; of other kinds it is a value."""

_QUOTES = ('"', "'", "$'")
_MASKED = frozenset({MASK, f'"{MASK}"', f"'{MASK}'"})
_CHOICES = frozenset(one.lower() for one in ("true", "false", *ROLES, *ORDER_KINDS, *ACTIONS))
_EQUALS = re.compile(r"(?:[^=\\]|\\.)*=", re.DOTALL)
_OWN_ID = re.compile(r"\$(?!')(?:[^:=\\\"']|\\.)+:(?!=)", re.DOTALL)
_ALIAS = re.compile(r"@(?:[^:=\\]|\\.)+(?=:)", re.DOTALL)
_MEMBER = re.compile(r"(\"[^\"]*\"|'[^']*'|[^:]*)(:.+)?", re.DOTALL)
_TYPED = re.compile(rf"(.+?)(:(?:{'|'.join(ALL_NODE_TYPES)}))", re.DOTALL | re.IGNORECASE)
_REFERRING = frozenset({"ref", "reference", "role", "meta", "params", "utilization", "location"})


def word_marks(kind: Kind, word: str, start: int) -> list[Mark]:
    """Return the marks of a word of a kind that begins at offset `start`."""
    split = _SPLIT.get(kind)
    if split is not None:
        return split(word, start)
    style = STYLES.get(kind)
    return [_mark(start, len(word), style or value_style(word))]


def pair_marks(word: str, start: int) -> list[Mark]:
    """Return the marks of `name=value`, of a setting, and of all else that may stand for a pair."""
    if word[0] == "@":
        return _shared(word, start)
    found = _EQUALS.match(word)
    end = found.end() if found else len(word)
    own = _OWN_ID.match(word, 0, end)
    at = own.end() if own else 0
    marks = [_mark(start, at, Style.ID)] if own else []
    if at < end:
        marks.append(_mark(start + at, end - at, Style.NAME))
    if end < len(word):
        marks.append(_mark(start + end, len(word) - end, _style_of(word[at:end], word[end:])))
    return marks


def value_style(value: str) -> Style:
    """Return how a value looks, as it was typed."""
    if value in _MASKED:
        return Style.MASK
    if value.startswith(_QUOTES):
        return Style.STRING
    return Style.CHOICE if value.lower() in _CHOICES else Style.VALUE


def _style_of(name: str, value: str) -> Style:
    match name.lstrip("$").lower():
        case "id=":
            return Style.ID
        case "id-ref=":
            return Style.REFERENCE
        case "description=":
            return Style.STRING
        case "score=" if score_text(value) is not None:
            return Style.SCORE
    return value_style(value)


def _mark(start: int, length: int, style: Style) -> Mark:
    return Mark(Span(start, start + length), style)


def _shared(word: str, start: int) -> list[Mark]:
    """Return the marks of `@id` and `@id:name`."""
    found = _ALIAS.match(word)
    if found is None:
        return [_mark(start, len(word), Style.REFERENCE)]
    end = found.end()
    return [
        _mark(start, end, Style.REFERENCE),
        _mark(start + end, len(word) - end, Style.NAME),
    ]


def _halves(head: str, tail: str | None, start: int, styles: tuple[Style, Style]) -> list[Mark]:
    marks = [_mark(start, len(head), styles[0])] if head else []
    if tail:
        marks.append(_mark(start + len(head), len(tail), styles[1]))
    return marks


def _member_marks(word: str, start: int) -> list[Mark]:
    """Return the marks of `rsc` and `rsc:role`."""
    found = _MEMBER.fullmatch(word)
    head, tail = found.groups() if found else (word, None)
    return _halves(head, tail, start, (Style.REFERENCE, Style.CHOICE))


def _node_marks(word: str, start: int) -> list[Mark]:
    """Return the marks of `name` and `name:type` of a node statement."""
    found = _TYPED.fullmatch(word)
    head, tail = found.groups() if found else (word, None)
    return _halves(head, tail, start, (Style.ID, Style.CHOICE))


def _agent_marks(word: str, start: int) -> list[Mark]:
    style = Style.REFERENCE if word[0] == "@" else Style.AGENT
    return [_mark(start, len(word), style)]


def _right_marks(word: str, start: int) -> list[Mark]:
    """Return the marks of what a right is about: `xpath://nodes`, `meta:vip:target-role`."""
    head, colon, tail = word.partition(":")
    name = head.lower()
    refers = name in _REFERRING and not tail.startswith(_QUOTES)
    style = Style.REFERENCE if refers else value_style(tail)
    style = Style.STRING if name == "xpath" else style
    return _halves(head + colon, tail, start, (Style.CLAUSE, style))


_SPLIT: Mapping[Kind, Callable[[str, int], list[Mark]]] = {
    Kind.NVPAIR: pair_marks,
    Kind.DATE_FIELD: pair_marks,
    Kind.RESOURCE: _member_marks,
    Kind.PRIMITIVE: _member_marks,
    Kind.CHILD: _member_marks,
    Kind.NODE_NAME: _node_marks,
    Kind.AGENT: _agent_marks,
    Kind.RIGHT: _right_marks,
    Kind.XML: element_marks,
}
