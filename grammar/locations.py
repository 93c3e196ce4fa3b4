"""`location`: where resources may run."""

from collections.abc import Sequence
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.lifetime import LIFETIME, lifetime_of
from crmsh_py.grammar.resource_sets import read_sets
from crmsh_py.grammar.resource_words import Form, resources
from crmsh_py.grammar.rules import RULE
from crmsh_py.grammar.strength import Score
from crmsh_py.grammar.terminals import (
    END_SUPPRESSED,
    Fast,
    Identifier,
    Reference,
    RefusedError,
    Setting,
    Terminal,
    Told,
    keyword,
    produce,
    word,
)
from crmsh_py.grammar.tree import Location, NvPair, Pattern, Rule, Word
from crmsh_py.grammar.words import DISCOVERY, ROLES, score_text
from crmsh_py.source import Span

_SETS = Form("role", 0)


class _PatternWord(Terminal):
    def __init__(self) -> None:
        super().__init__(Kind.PATTERN, lexical.WORD)

    def accepts(self, word: str) -> bool:
        text = lexical.unquote(word)
        return len(text) > 1 and text.startswith("/") and text.endswith("/")

    def produce(self, word: str, span: Span) -> Any:
        return Pattern(lexical.unquote(word)[1:-1], span)


def _braced(_span: Span, tokens: Sequence[Any]) -> list[Any]:
    return [read_sets(tokens[1:-1], _SETS)]


def _told(tokens: Sequence[Any]) -> dict[str, Told]:
    """Return the settings by name.  Raises RefusedError if one is given twice."""
    found: dict[str, Told] = {}
    for token in tokens:
        if isinstance(token, Told):
            if token.name in found:
                raise RefusedError(token.span, f"{token.name!r} is given twice", "keep one of them")
            found[token.name] = token
    return found


def _location(span: Span, tokens: Sequence[Any]) -> Location:
    _, id_, what, *rest = tokens
    told = _told(rest)
    return Location(
        id_.text,
        what,
        tuple(
            NvPair(name, told[name].value, span=told[name].span)
            for name in ("role", "resource-discovery")
            if name in told
        ),
        told["score"].value if "score" in told else None,
        next((token.text for token in rest if isinstance(token, Word)), None),
        tuple(token for token in rest if isinstance(token, Rule)),
        lifetime_of(rest),
        span=span,
    )


# ------------------------------------------------------------------ the accelerator

_ID = r"[A-Za-z_][\w.-]*+"
_SIMPLE = (
    rf"{lexical.BLANK}*(?P<keyword>location){lexical.BLANK}+(?P<id>{_ID}){lexical.BLANK}+"
    rf"(?!rule\s)(?P<what>{_ID}){lexical.BLANK}+(?P<score>[+-]?(?:\d++|inf|INFINITY)):"
    rf"{lexical.BLANK}+(?P<node>[A-Za-z][\w.-]*+){lexical.BLANK}*\Z"
)


def _fast(match: Any) -> list[Any]:
    names = ("keyword", "id", "what", "node")
    keyword_, id_, what, node = (Word(match[name], Span(*match.span(name))) for name in names)
    span = Span(match.start("score"), match.end("score") + 1)
    score = score_text(match["score"])
    if score is None:  # left to the detailed rule
        raise pp.ParseException(match.string, span.start)
    return [keyword_, id_, what, Told("score", score, span), node]


# ------------------------------------------------------------------ the rule

_ROLE = Setting("role", Kind.ROLE, dollar=r"\$?", choices=ROLES)
_DISCOVERY = Setting("resource-discovery", Kind.VALUE, dollar=r"\$?", choices=DISCOVERY)
_BRACED = produce(
    _braced,
    word(Kind.KEYWORD, r"\{", label="{", choices="{", end="")
    + resources(_SETS)
    + word(Kind.KEYWORD, r"\}", label="}", choices="}"),
)
_NODE = word(Kind.NODE, rf"(?!#|\$(?!')){lexical.WORD}")
LOCATION = produce(
    _location,
    Fast(_SIMPLE, _fast)
    | keyword("location")
    + Identifier()
    + (_PatternWord() | _BRACED | Reference(Kind.RESOURCE, reserved=("rule",)))
    + (_ROLE | _DISCOVERY)[...]
    + (Score() + _NODE + (_ROLE | _DISCOVERY)[...] | RULE[1, ...])
    + LIFETIME
    + END_SUPPRESSED,
)
