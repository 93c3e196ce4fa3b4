"""Attribute sets: `params`, `meta`, `utilization`, `attributes` and the pairs in them."""

import re
from collections.abc import Sequence
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.rules import RULE
from crmsh_py.grammar.terminals import Pair, Setting, Terminal, Told, Valueless, keyword, produce
from crmsh_py.grammar.tree import NvPair, NvSet, Rule
from crmsh_py.grammar.words import SCORE_WORD, score_text
from crmsh_py.source import Span

# What the accelerators match of a pair: a plain name, a value that is bare or plainly quoted.
SIMPLE_PAIR = r"[A-Za-z_][\w.-]*+=(?:\"[^\"\\\n]*+\"|[^\s\ufeff\"'\\]++)"
SIMPLE_PAIRS = rf"(?:{lexical.BLANK}+{SIMPLE_PAIR}{lexical.END_OF_WORD})"
_ONE_PAIR = re.compile(
    rf"(?:{lexical.BLANK})+(?P<name>[A-Za-z_][\w.-]*+)=(?:\"(?P<quoted>[^\"\\\n]*+)\"|(?P<bare>\S++))"
)


class SetScore(Terminal):
    """The score of a set: which of several wins."""

    def __init__(self) -> None:
        super().__init__(Kind.SCORE, rf"{SCORE_WORD}:", flags=re.IGNORECASE)

    def produce(self, word: str, span: Span) -> Any:
        """Return the score as the CIB holds it."""
        score = score_text(word[:-1])
        assert score is not None
        return Told("score", score, span)


class ScoreSetting(Setting):
    """`$score=`, of what has no other place for one."""

    def __init__(self) -> None:
        super().__init__("score", Kind.SCORE)

    def accepts(self, word: str) -> bool:
        """Take a score."""
        return score_text(self._value(word)) is not None

    def produce(self, word: str, span: Span) -> Any:
        """Return the score as the CIB holds it."""
        return Told("score", score_text(self._value(word)) or "", span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        """Say what a score is."""
        if not found.lower().startswith("$score="):
            return None
        return f"{self._value(found)!r} is no score", "it is a number, inf or -inf"


PAIR = Pair()
PAIR_OR_NAME = PAIR | Valueless()
DESCRIPTION = Setting("description", Kind.TEXT, dollar="")
_CONTENT = (
    Setting("id-ref", Kind.SET_ID)
    | pp.Opt(Setting("id", Kind.SET_ID)) + pp.Opt(SetScore()) + RULE[...] + PAIR_OR_NAME[...]
).set_name("<set>")


def simple_pairs(text: str, start: int, end: int) -> tuple[NvPair, ...]:
    """Return the pairs of a stretch that SIMPLE_PAIRS matched."""
    return tuple(
        NvPair(
            found["name"],
            found["bare"] if found["quoted"] is None else found["quoted"],
            span=Span(found.start("name"), found.end()),
        )
        for found in _ONE_PAIR.finditer(text, start, end)
    )


def _nvset(span: Span, tokens: Sequence[Any]) -> NvSet:
    told = {token.name: token.value for token in tokens if isinstance(token, Told)}
    return NvSet(
        tokens[0].text,
        tuple(token for token in tokens if isinstance(token, NvPair)),
        tuple(token for token in tokens if isinstance(token, Rule)),
        told.get("score"),
        told.get("id"),
        told.get("id-ref"),
        span=span,
    )


def _implicit(keyword_: str) -> Any:
    def make(span: Span, tokens: Sequence[Any]) -> NvSet:
        return NvSet(keyword_, tuple(tokens), span=span)

    return make


def nvset(*keywords: str) -> Any:
    """Return the rule of a set that begins with one of the keywords."""
    first: Any = keyword(keywords[0], opens=keywords[0])
    for more in keywords[1:]:
        first = first | keyword(more, opens=more)
    return produce(_nvset, first + _CONTENT)


def implicit_set(keyword_: str) -> Any:
    """Return the rule of a first set whose keyword was left out: nothing but pairs."""
    return produce(_implicit(keyword_), Pair(within=keyword_)[1, ...])
