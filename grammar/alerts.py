"""`alert`: its program, the events it is told of, and the recipients."""

import re
from collections.abc import Sequence
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.nvpair import DESCRIPTION, nvset
from crmsh_py.grammar.terminals import (
    END_SUPPRESSED,
    Identifier,
    Keyword,
    RefusedError,
    Setting,
    Terminal,
    Told,
    keyword,
    produce,
)
from crmsh_py.grammar.tree import Alert, NvSet, Recipient, Select, SelectedAttribute, Selector
from crmsh_py.grammar.words import ALERT_WORDS
from crmsh_py.source import Span

_SETTING = re.compile(r"(?:description|\$[\w-]+)=", re.IGNORECASE)
_WITH_ID = re.compile(r"\$(?P<id>[^\s:\"'\\]+):(?P<name>.+)", re.DOTALL)
_GLUED = "put blanks around '{' and '}'; what holds them as such goes in quotes"


def _is_bare(word: str) -> bool:
    return lexical.unquote(word) == word


def _is_glued(word: str) -> bool:
    return _is_bare(word) and len(word) > 1 and (word[0] in "{}" or word[-1] in "{}")


class _Text(Terminal):
    """The path of a program, or a recipient: any word; what looks like another part in quotes."""

    def __init__(self, kind: Kind, label: str) -> None:
        super().__init__(kind, lexical.WORD, label=label)

    def accepts(self, word: str) -> bool:
        reserved = word.lower() in {*ALERT_WORDS, "{", "}"} or _SETTING.match(word)
        return not reserved and not _is_glued(word)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        if _is_glued(found):
            return f"{found!r} holds a brace", _GLUED
        what = self.label.strip("<>")
        name = found.partition("=")[0]
        return (
            f"a {what} is missing in front of {name!r}",
            f"a {what} that is {found!r} goes in quotes",
        )


class _Brace(Keyword):
    def explain(self, found: str) -> tuple[str, str | None] | None:
        return (f"{found!r} holds a brace", _GLUED) if _is_glued(found) else None


class _AttributeName(Terminal):
    """The name of a node attribute, `$id:name` if its element has an id of its own."""

    def __init__(self) -> None:
        super().__init__(Kind.ATTRIBUTE, lexical.WORD)

    def accepts(self, word: str) -> bool:
        if _is_bare(word) and any(one in word for one in "{}="):
            return False
        return not word.startswith("$") or word.startswith("$'") or bool(_WITH_ID.fullmatch(word))

    def produce(self, word: str, span: Span) -> Any:
        found = _WITH_ID.fullmatch(word)
        name = lexical.unquote(found["name"] if found else word)
        return SelectedAttribute(name, found["id"] if found else None, span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        if _is_glued(found):
            return f"{found!r} holds a brace", _GLUED
        if found.startswith("$"):
            return (
                f"{found!r} names no attribute",
                "write '$ID:NAME'; a name that begins with '$' goes in quotes",
            )
        return None


def _told(tokens: Sequence[Any], name: str) -> str | None:
    return next((t.value for t in tokens if isinstance(t, Told) and t.name == name), None)


def _selector(span: Span, tokens: Sequence[Any]) -> Selector:
    return Selector(tokens[0].text, tuple(tokens[1:]), span=span)


def _select(span: Span, tokens: Sequence[Any]) -> Select:
    selectors = tuple(tokens[1:])
    keywords = [one.keyword for one in selectors]
    for at, one in enumerate(selectors):
        if one.keyword in keywords[:at]:
            raise RefusedError(one.span, f"{one.keyword!r} is given twice", "keep one of them")
    return Select(selectors, span=span)


def _recipient(span: Span, tokens: Sequence[Any]) -> Recipient:
    value = next(token for token in tokens[1:] if not isinstance(token, Told))
    sets = tuple(token for token in tokens if isinstance(token, NvSet))
    id_, description = _told(tokens, "id"), _told(tokens, "description")
    return Recipient(value.text, sets, id_, description, span=span)


def _alert(span: Span, tokens: Sequence[Any]) -> Alert:
    _, id_, path, *rest = tokens
    clauses = tuple(token for token in rest if not isinstance(token, Told))
    selects = [one for one in clauses if isinstance(one, Select)]
    for one in selects[1:]:
        message = "'select' is given twice"
        raise RefusedError(one.span, message, "put all that is selected behind the first")
    return Alert(id_.text, path.text, clauses, _told(rest, "description"), span=span)


# ------------------------------------------------------------------ rules

_OPEN, _CLOSE = _Brace("{").suppress(), _Brace("}").suppress()
_SET = nvset("attributes", "meta")
_SELECTOR = produce(_selector, keyword("nodes") | keyword("fencing") | keyword("resources"))
_ATTRIBUTES = produce(_selector, keyword("attributes") + _OPEN + _AttributeName()[...] + _CLOSE)
_SELECT = produce(_select, keyword("select") + (_SELECTOR | _ATTRIBUTES)[...])
_RECIPIENT = (
    pp.Opt(Setting("id", Kind.SET_ID))
    + _Text(Kind.VALUE, "<recipient>")
    + pp.Opt(DESCRIPTION)
    + _SET[...]
).set_name("<to>")
_TO = produce(_recipient, keyword("to") + (_OPEN + _RECIPIENT + _CLOSE | _RECIPIENT))
ALERT = produce(
    _alert,
    keyword("alert")
    + Identifier()
    + _Text(Kind.FILE, "<path>")
    + pp.Opt(DESCRIPTION)
    + (_SET | _SELECT | _TO)[...]
    + END_SUPPRESSED,
)
