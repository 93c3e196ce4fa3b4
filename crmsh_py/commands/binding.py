"""The words of a command to its parameters: which is for which, and what may come next."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from crmsh_py.commands.declare import Command, Parameter, PlacedWord, flag, nearest
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.tree import Word
from crmsh_py.source import Location, Source, Span


def nothing_given(parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Return what parameters are bound to if there are no words for them."""
    return {one.name: False if one.flag else [] if one.many else None for one in parameters}


def bind(command: Command, source: Source, words: Sequence[Word]) -> dict[str, Any]:
    """Give each parameter its words.  Raises CrmError (usage)."""
    return _Binder(command, source, words).bind()


Taken = list[tuple[Word, Parameter]]


def taken(
    command: Command, source: Source, words: Sequence[Word]
) -> tuple[Taken, dict[str, Any], CrmError | None]:
    """Tell which parameter each word is for, as far as can be told, and what is wrong.

    Between these is what the parameters are bound to.
    """
    binder = _Binder(command, source, words)
    try:
        return binder.taken, binder.bind(), None
    except CrmError as problem:
        return binder.taken, nothing_given(command.parameters), problem


class _Binder:
    def __init__(self, command: Command, source: Source, words: Sequence[Word]) -> None:
        self.taken: Taken = []
        self._command = command
        self._source = source
        self._words = list(words)
        self._bound = nothing_given(command.parameters)

    def bind(self) -> dict[str, Any]:
        self._take_options()
        self._take_flags()
        places = [one for one in self._command.parameters if not (one.flag or one.option)]
        for at, place in enumerate(places):
            later = sum(1 for one in places[at + 1 :] if one.required)
            self._fill(place, later)
        if self._words:
            raise self._unexpected(self._words[0])
        return self._bound

    def _take_options(self) -> None:
        options = {
            word: one for one in self._command.parameters if one.option for word in _words(one)
        }
        for word in list(self._words):
            name, value = _split_option(word.text, options)
            if name not in options or word not in self._words:
                continue
            at = self._words.index(word)
            following = self._words[at + 1 : at + 2] if value is None else []
            given = [one.text for one in following] if value is None else [value]
            del self._words[at : at + 1 + len(following)]
            self.taken += [(one, options[name]) for one in (word, *following)]
            place = following[0].span if following else word.span
            self._bind_option(options[name], self._choice(options[name], given, place))

    def _bind_option(self, one: Parameter, word: str) -> None:
        if one.many:
            self._bound[one.name].append(word)
        else:
            self._bound[one.name] = word

    def _choice(self, one: Parameter, given: list[str], place: Span) -> str:
        """Return the word of an option; without choices any will do.  Raises CrmError (usage)."""
        if given and given[0] and not one.choices:
            return given[0]
        if given and given[0].lower() in one.choices:
            return given[0].lower()
        found = f"found {given[0]!r}" if given else "found the end of the command"
        words = "|".join(one.choices) or one.word or str(one.kind)
        raise CrmError(
            Diagnostic(
                "usage",
                f"expected {words} behind {one.option}, {found}",
                location=Location(self._source, place),
                hint=nearest(given[0], one.choices) if given else None,
            )
        )

    def _take_flags(self) -> None:
        flags = {one.choices[0]: one for one in self._command.parameters if one.flag}
        verbatim = any(one.verbatim for one in self._command.parameters)
        for word in list(self._words):
            if word.text in flags:
                self.taken.append((word, flags[word.text]))
                self._bound[flags[word.text].name] = True
                self._words.remove(word)
            elif word.text.startswith("--") and len(word.text) > 2 and not verbatim:
                raise self._unexpected(word)

    def _fill(self, place: Parameter, later: int) -> None:
        """Give a place its words.

        One that can do without, or with fewer, leaves enough for the required ones that follow;
        but a word it has by name is its own: `save xml` does not write a file called xml.
        """
        given: list[str | PlacedWord] = []
        keep = 0 if place.choices or (place.required and not place.many) else later
        while len(self._words) > keep and (place.many or not given):
            word = self._words[0]
            if place.choices and word.text.lower() not in place.choices:
                break
            self.taken.append((self._words[0], place))
            given.append(self._given(place, self._words.pop(0)))
        if not given and place.required:
            raise self._missing(place)
        self._bound[place.name] = given if place.many else given[0] if given else None

    def _given(self, place: Parameter, word: Word) -> str | PlacedWord:
        if place.placed:
            return PlacedWord(word.text, Location(self._source, word.span))
        return word.text.lower() if place.choices else word.text

    def _missing(self, place: Parameter) -> CrmError:
        if self._words:
            return self._unexpected(self._words[0])
        end = len(self._source.text)
        return CrmError(
            Diagnostic(
                "usage",
                f"expected {place.label}, found the end of the command",
                location=Location(self._source, Span(end, end)),
                hint=f"usage: {self._command.short_usage()}",
            )
        )

    def _unexpected(self, word: Word) -> CrmError:
        known = [
            name
            for one in self._command.parameters
            for name in (*one.choices, one.option)
            if name and name != word.text.lower()  # said already, or not in its place
        ]
        return CrmError(
            Diagnostic(
                "usage",
                f"{word.text!r} is not expected here",
                location=Location(self._source, word.span),
                hint=nearest(word.text, known) or f"usage: {self._command.short_usage()}",
            )
        )


def _words(one: Parameter) -> tuple[str, ...]:
    """Return the spellings of an option."""
    return (one.option, *one.aliases)


def _split_option(text: str, options: Collection[str]) -> tuple[str, str | None]:
    """Return the option that a word begins with, and its value if that is in the word too."""
    name, equals, value = text.partition("=")
    if name in options or text.startswith("--"):
        return name, value if equals else None
    return (text[:2], text[2:]) if text[:2] in options else (text, None)


def expected(command: Command, before: Sequence[str]) -> Iterator[Parameter]:
    """Yield the parameters that the next word may be for."""
    given = list(before)
    options = (one for one in command.parameters if one.option)
    awaited = next((one for one in options if given[-1:] and given[-1] in _words(one)), None)
    if awaited is not None:
        yield replace(awaited, option="")
        return
    for one in command.parameters:
        word = one.option or (one.choices[0] if one.flag else "")
        was_given = bool(word) and _take_out(given, one, word)
        if word and (one.many or not was_given):
            yield flag(word, one.meaning)
    yield from _expected_places(command, given)


def _take_out(given: list[str], one: Parameter, word: str) -> bool:
    """Take an option or a flag out of some words, with what is its own; tell if it was there."""
    before = len(given)
    for at in reversed(range(before)):
        if given[at] == word or given[at] in one.aliases:
            del given[at : at + (2 if one.option else 1)]
        elif one.option and _split_option(given[at], _words(one))[0] in _words(one):
            del given[at]
    return len(given) < before


def _expected_places(command: Command, given: list[str]) -> Iterator[Parameter]:
    """Yield the places that the next word may be for, flags and options left out."""
    before_it = True
    for one in command.parameters:
        if one.flag or one.option or (one.follows and not before_it):
            continue
        fits = bool(given) and (not one.choices or given[0].lower() in one.choices)
        before_it = fits
        if fits and not one.many:
            given.pop(0)
            continue
        yield one
        if one.required and not one.many:
            return


def words_given(command: Command, before: Sequence[str]) -> dict[str, list[str]]:
    """Return the words that parameters have got so far, by the parameters' names."""
    rest = list(before)
    found: dict[str, list[str]] = {}
    for one in command.parameters:
        if one.option or one.flag:
            found[one.name] = _taken_out(rest, one)
    for one in command.parameters:
        if one.option or one.flag or not rest:
            continue
        if not one.choices or rest[0].lower() in one.choices:
            count = len(rest) if one.many and not one.choices else 1
            found[one.name] = rest[:count]
            del rest[:count]
    return found


def _taken_out(given: list[str], one: Parameter) -> list[str]:
    """Take an option or a flag out of some words, and return the words that are its own."""
    spellings = _words(one) if one.option else one.choices[:1]
    found: list[str] = []
    at = 0
    while at < len(given):
        name, value = _split_option(given[at], spellings)
        if name not in spellings:
            at += 1
            continue
        own = [] if value is None else [value]
        if value is None and one.option:
            own = given[at + 1 : at + 2]
            del given[at + 1 : at + 2]
        del given[at]
        found += own or ([] if one.option else [name])
    return found
