"""The places of the grammar that a statement goes through, to tell what examples show.

A place is a word of a rule, or a part that it names, as often as it stands there; of a word that
is one of several, each is a place.  The rules are copied without their actions, and each word
leaves its place as its token: so what a failed alternative went through is forgotten, as it is
when a statement is read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyparsing as pp

from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.language import rule
from crmsh_py.grammar.settings import Settings
from crmsh_py.grammar.terminals import Fast, Terminal


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: in which rule, at which place of it, and which of several words."""

    production: str
    number: int
    word: str


@cache
def places(keyword: str) -> frozenset[Place]:
    """Return all places of a statement and of its parts."""
    return frozenset(_marked(keyword).known)


def visited(keyword: str, text: str) -> frozenset[Place]:
    """Return the places that a statement goes through, once it is read."""
    return frozenset(_marked(keyword).rule._parse(text, 0)[1].as_list())


@cache
def _marked(keyword: str) -> "_Marked":
    return _Marked(keyword)


class _Marked:
    """The copy of a rule whose tokens are places."""

    def __init__(self, keyword: str) -> None:
        self.known: list[Place] = []
        self._numbers: dict[str, int] = {}
        self._parts: dict[str, pp.ParserElement] = {}
        self.rule = self._copy(rule(keyword), keyword)

    def _copy(self, element: pp.ParserElement, production: str) -> pp.ParserElement:
        if isinstance(element, Terminal):
            return self._terminal(element, production)
        if not element.customName:
            return self._inside(element, production)
        mark = pp.Empty().leave_whitespace()
        place = self._places(production, [element.customName])[0]
        mark.set_parse_action(lambda _text, _at, _tokens: [place])
        return pp.And([mark, self._part(element)])

    def _part(self, element: pp.ParserElement) -> pp.ParserElement:
        name = element.customName
        if name not in self._parts:
            part = self._parts[name] = pp.Forward()
            part <<= self._inside(element, name)
        return self._parts[name]

    def _inside(self, element: pp.ParserElement, production: str) -> pp.ParserElement:
        if isinstance(element, pp.ParseExpression):
            parts = [
                self._copy(one, production) for one in element.exprs if not isinstance(one, Fast)
            ]
            return pp.And(parts) if isinstance(element, pp.And) else pp.MatchFirst(parts)
        assert isinstance(element, pp.ParseElementEnhance)
        assert element.expr is not None
        inner = self._copy(element.expr, production)
        return inner if type(element) in {pp.Forward, pp.Suppress} else type(element)(inner)

    def _terminal(self, terminal: Terminal, production: str) -> pp.ParserElement:
        copy = terminal.copy()
        if terminal.kind is Kind.END:
            return copy.set_parse_action(lambda _text, _at, _tokens: [])
        words = dict(_words(terminal))
        own = dict(zip(words, self._places(production, words.values()), strict=True))

        def action(text: str, at: int, _tokens: pp.ParseResults) -> Any:
            found = terminal._match(text, at)
            assert found is not None
            return [own.get(_said(terminal, found["word"])) or own[""]]

        return copy.set_parse_action(action)

    def _places(self, production: str, words: Iterable[str]) -> list[Place]:
        """Return the places of the next word of a production, which is one of several."""
        number = self._numbers[production] = self._numbers.get(production, 0) + 1
        found = [Place(production, number, word) for word in words]
        self.known += found
        return found


def _words(terminal: Terminal) -> Iterator[tuple[str, str]]:
    """Yield the words that a terminal has a place for, as `_said` returns them, and labels."""
    if isinstance(terminal, Settings):
        yield from ((one.name, one.written) for one in terminal.settings)
    elif terminal.alternatives:
        yield from ((one, one) for one in terminal.alternatives)
    elif "|" in terminal.label and "<" not in terminal.label:
        head, equals, words = terminal.label.rpartition("=")
        yield from ((one.lower(), f"{head}{equals}{one}") for one in words.split("|"))
    else:
        yield "", terminal.label


def _said(terminal: Terminal, word: str) -> str:
    """Return which of the words of a terminal a word of a text is."""
    if isinstance(terminal, Settings):
        return word.partition("=")[0].lower()
    return re.split("[=:]", word)[-1].lower()
