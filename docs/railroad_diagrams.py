# ruff: noqa: INP001 - a module beside the script that uses it, no package
"""Railroad diagrams of the grammar, as SVG, made by pyparsing from the rules themselves.

The rules are copied first: fixed words and kinds of words as plain tokens, without the
accelerators and the marks of ends, so that a diagram shows what a user types.
"""

import re
from collections.abc import Iterator, Sequence

import pyparsing as pp
from pyparsing.diagram import to_railroad
from railroad_layout import is_a_line, svg

from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.language import rule
from crmsh_py.grammar.settings import Settings
from crmsh_py.grammar.statements import STATEMENTS
from crmsh_py.grammar.terminals import Fast, Terminal

_SMALL = 3
"""A part of so few words, which repeats nothing, is drawn where it is used."""


class _Word(pp.Token):
    """A word in a diagram."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label

    def _generateDefaultName(self) -> str:  # noqa: N802 - pyparsing's name
        return self._label


class _Copier:
    """Copies rules for drawing; a part with a name is copied once, whatever refers to it."""

    def __init__(self) -> None:
        self._parts: dict[str, pp.ParserElement] = {}
        self._open: set[str] = set()
        self._refers_to_itself: set[str] = set()

    def copy(self, element: pp.ParserElement) -> pp.ParserElement | None:
        """Return the copy of an element, None if there is nothing to draw."""
        if isinstance(element, Fast):
            return None
        if isinstance(element, Settings):
            return self._settings(element)
        if isinstance(element, Terminal):
            return None if element.kind is Kind.END else _words(element)
        return self._named(element) if element.customName else self._inside(element)

    def _named(self, element: pp.ParserElement) -> pp.ParserElement:
        name = element.customName
        if name in self._open:
            self._refers_to_itself.add(name)
        if name not in self._parts:
            part = self._parts[name] = pp.Forward().set_name(name)
            self._open.add(name)
            inside = self._inside(element) or pp.Empty()
            self._open.remove(name)
            part <<= inside
            if _size(inside) <= _SMALL and name not in self._refers_to_itself:
                self._parts[name] = inside
        return self._parts[name]

    def _settings(self, element: Settings) -> pp.ParserElement:
        """Return the settings themselves, or a reference to those that rules share."""
        if element.shared is not None:
            own = map(_Word, element.alternatives[:-1])
            return _alternatives([*own, self._settings(element.shared)])
        if element.label not in self._parts:
            part = self._parts[element.label] = pp.Forward().set_name(element.label)
            part <<= _words(element)
        return self._parts[element.label]

    def _inside(self, element: pp.ParserElement) -> pp.ParserElement | None:
        if isinstance(element, pp.ParseExpression):
            parts = [part for part in map(self.copy, element.exprs) if part is not None]
            if len(parts) < 2:
                return parts[0] if parts else None
            return pp.And(parts) if isinstance(element, pp.And) else _alternatives(parts)
        assert isinstance(element, pp.ParseElementEnhance)
        inner = self.copy(element.expr) if element.expr is not None else None
        if inner is None or type(element) in {pp.Forward, pp.Suppress, pp.Group}:
            return inner
        return type(element)(inner)


def _words(terminal: Terminal) -> pp.ParserElement:
    """Return a word, or the words that a label like `name=one|other` stands for."""
    if terminal.alternatives:
        return _alternatives(map(_Word, terminal.alternatives))
    if "|" not in terminal.label or "<" in terminal.label:
        return _Word(terminal.label)
    name, equals, values = terminal.label.rpartition("=")
    return _alternatives(_Word(f"{name}{equals}{value}") for value in values.split("|"))


def _alternatives(parts: Iterator[pp.ParserElement] | Sequence[pp.ParserElement]) -> pp.MatchFirst:
    """Return a choice: choices in it, and the same words again, taken together."""
    found: dict[str, pp.ParserElement] = {}
    for part in parts:
        is_choice = isinstance(part, pp.MatchFirst) and not part.customName
        for one in part.exprs if is_choice else [part]:
            found.setdefault(str(one), one)
    return pp.MatchFirst(list(found.values()))


def _size(element: pp.ParserElement) -> int:
    """Return how many boxes are drawn for an element."""
    if isinstance(element, _Word) or element.customName:
        return 1
    return sum(map(_size, element.recurse()))


def diagrams() -> dict[str, str]:
    """Return the diagrams: the name of the file, without its ending, to the SVG.

    A part that is not the same in all statements has one for each: `order-setting`.
    """
    drawn = {keyword: dict(_drawn(keyword)) for keyword in STATEMENTS}
    versions: dict[str, set[str]] = {}
    for parts in drawn.values():
        for name, picture in parts.items():
            versions.setdefault(name, set()).add(picture)
    found = {}
    for keyword, parts in drawn.items():
        for name, picture in parts.items():
            own = len(versions[name]) > 1
            found[f"{keyword}-{file_name(name)}" if own else file_name(name)] = picture
    return dict(sorted(found.items()))


def _drawn(keyword: str) -> Iterator[tuple[str, str]]:
    """Yield the diagrams of a statement and of its parts, but those that are a mere line."""
    copied = _Copier().copy(rule(keyword))
    assert copied is not None
    for one in to_railroad(copied.set_name(keyword), show_results_names=False):
        if not is_a_line(one.diagram):
            yield one.name or keyword, svg(one.diagram)


def file_name(name: str) -> str:
    """Return the name of a diagram's file, without its ending."""
    return re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-")
