"""A statement together with where it was typed: what diagnostics about it point at."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import lexical, tree
from crmsh_py.model.vocabulary import FENCING_TOPOLOGY
from crmsh_py.source import Location, Source, Span

_SEPARATORS = re.compile("[:,=]")
"""What stands between the parts of a word: `rsc:role`, `st1,st2`, `$id=x`."""
_AROUND = "(){}[]@"
"""What stands around a word and is none of it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A statement, its source, and the comment lines above it."""

    statement: tree.Statement
    source: Source
    comments: tuple[str, ...] = ()

    @property
    def id(self) -> str | None:
        """The id of the object that the statement is about, if it names one."""
        match self.statement:
            case tree.Node():
                return self.statement.uname
            case tree.Monitor():
                return self.statement.rsc
            case tree.FencingTopology():
                return FENCING_TOPOLOGY
            case tree.Xml():
                return None
            case _:
                return self.statement.id

    def at(self, word: str | None = None) -> Location:
        """Return the place of a word of the statement; of the whole if it is not found."""
        span = self._places().get(word) if word else None
        return Location(self.source, span or self.statement.span)

    def _places(self) -> dict[str, Span]:
        """Return where words stand, whole ones first, else parts of them."""
        whole: dict[str, Span] = {}
        parts: dict[str, Span] = {}
        for one in lexical.words(self.source.text):
            whole.setdefault(one.text, one.span)
            plain = one.text.strip("(){}[]@:")
            for name in (plain, *_SEPARATORS.split(plain)):
                offset = self.source.text.find(name, one.span.start, one.span.end)
                if offset >= 0:
                    parts.setdefault(name, Span(offset, offset + len(name)))
        return parts | whole

    def placed(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return diagnostics with a place: that of their subject in this statement."""
        listed = list(problems)
        if all(one.location for one in listed):
            return listed
        places = self._places()
        return [
            one
            if one.location
            else replace(
                one,
                location=Location(
                    self.source, places.get(one.subject or "") or self.statement.span
                ),
            )
            for one in listed
        ]

    def error(self, *problems: Diagnostic) -> CrmError:
        """Return an error that points into this statement."""
        return CrmError(*self.placed(problems))


def narrowed(location: Location, words: Iterable[str]) -> Location:
    """Return the place of words of a statement, each behind the one before: that of the last.

    A word is found as itself, as the name of a `name=value`, or as a part between colons.  If one
    is not there, the place of those before it, or the whole, is returned.
    """
    return _narrowed(location, words)[0]


def narrowest(locations: Sequence[Location], words: Sequence[str]) -> Location:
    """Return the place of words in one of several statements: the last that has most of them."""
    if len(locations) == 1 or not words:
        return _narrowed(locations[-1], words)[0]
    latest = (_narrowed(one, words) for one in reversed(locations))
    return max(latest, key=lambda one: one[1])[0]


def _narrowed(location: Location, words: Iterable[str]) -> tuple[Location, int]:
    """Return the place of words of a statement, and how many of them are there."""
    source, start, found, count = location.source, 0, None, 0
    written = _written(source.text)
    for word in words:
        span = written.find(word, start)
        if span is None:
            break
        found, start, count = span, span.end, count + 1
    return location if found is None else Location(source, found), count


@dataclass(frozen=True, slots=True)
class _Written:
    """The words of a text, where each begins, and the numbers of those that may be meant by what.

    Large statements are looked up as often as they have faults: hence no search through them.
    """

    text: str
    words: tuple[tree.Word, ...]
    starts: tuple[int, ...]
    meant_by: Mapping[str, Sequence[int]]

    def find(self, word: str, start: int) -> Span | None:
        """Return where a word is meant first, not in front of an offset."""
        numbers = self.meant_by.get(word, ())
        behind = bisect_left(self.starts, start)
        # `primitive apache apache`: the name of the object is at fault only if nothing else is.
        own = None if start or len(self.words) < _NAMED else self.words[1]
        own = own if own is not None and own.text == word else None
        for at in range(bisect_left(numbers, behind), len(numbers)):
            one = self.words[numbers[at]]
            span = None if one is own else _matched(one, word, self.text)
            if span is not None:
                return span
        return own.span if own else None


_NAMED = 2
"""So many words has a statement that names an object: its keyword and that."""


@lru_cache(maxsize=4)
def _written(text: str) -> _Written:
    listed = tuple(lexical.words(text))
    meant_by: dict[str, list[int]] = {}
    for number, one in enumerate(listed):
        for word in _meanings(one):
            meant_by.setdefault(word, []).append(number)
    return _Written(text, listed, tuple([one.span.start for one in listed]), meant_by)


def _meanings(written: tree.Word) -> set[str]:
    """Return all that may be looked for and is found in a word, see `_matched`."""
    plain = written.text.strip(_AROUND)
    return {plain, plain.partition("=")[0], *_SEPARATORS.split(plain)}


def _matched(written: tree.Word, word: str, text: str) -> Span | None:
    """Return where a word of a statement is what is looked for, or has it for a name or a part."""
    plain = written.text.strip(_AROUND)
    if plain == word or plain.startswith(f"{word}="):
        return written.span
    if word in _SEPARATORS.split(plain):
        offset = text.find(word, written.span.start, written.span.end)
        if offset >= 0:
            return Span(offset, offset + len(word))
    return None
