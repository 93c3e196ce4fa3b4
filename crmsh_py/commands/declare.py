"""How commands are declared: once, with a docstring that is the manual.

A statement of the language needs only its keyword: its arguments are a rule of the grammar.
Any other command names its parameters; from them come the parser, the usage line, completion
and the errors.  Such a command never needs pyparsing.
"""

import difflib
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from crmsh_py.commands.context import Context, Reply
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.tree import Word
from crmsh_py.model.given import Given
from crmsh_py.source import Location, Source, Span

Arguments = Mapping[str, Any]
"""What was given for each parameter: a text or None, a list of texts if many, or a truth."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of a command, and where it was typed."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Parameter:
    """A place for words after a command.

    With `choices` only these words will do.  A flag may stand anywhere and is true if given.
    Of objects, completion offers those with one of the `tags`; `word` is what the usage line
    calls the place if its kind's name does not say enough.  What `follows` is of use only
    behind a word for the place before it.  An `option` such as `--format` stands anywhere, in
    front of its word or with `=` between; without `choices` that is any word.  Words that are
    `placed` come as `PlacedWord`s; behind a `verbatim` place for them, words may begin with `--`.
    """

    name: str
    kind: Kind = Kind.KEYWORD
    choices: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    flag: bool = False
    word: str = ""
    tags: tuple[str, ...] = ()
    follows: bool = False
    option: str = ""
    placed: bool = False
    verbatim: bool = False

    @property
    def label(self) -> str:
        """How the usage line calls it."""
        label = self.word or "|".join(self.choices) or str(self.kind)
        label = f"{self.option} {label}".lstrip()
        label = f"{label} ..." if self.many else label
        return label if self.required else f"[{label}]"


def flag(word: str) -> Parameter:
    """Declare a word that may stand anywhere, such as `force` or `--cascade`."""
    return Parameter(word.lstrip("-").replace("-", "_"), choices=(word,), flag=True)


def option(word: str, *choices: str) -> Parameter:
    """Declare a word such as `--format` that may stand anywhere, with one of some words."""
    return Parameter(word.lstrip("-").replace("-", "_"), choices=choices, option=word)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a level; `statement` is the keyword of its rule if it is one of the language."""

    name: str
    function: Callable[..., Reply]
    parameters: tuple[Parameter, ...] = ()
    statement: str | None = None
    aliases: tuple[str, ...] = ()
    bare: Callable[[Context], Reply] | None = None
    """What a statement does that is its keyword alone."""

    @property
    def manual(self) -> str:
        """What the command does: its docstring."""
        text = self.function.__doc__ or ""
        lines = text.strip().splitlines()
        return "\n".join(line.removeprefix("    ").rstrip() for line in lines)

    @property
    def summary(self) -> str:
        """The first sentence of the manual."""
        return self.manual.partition("\n")[0].rstrip(".")

    def usage(self) -> str:
        """Return how the command is written; for a statement the grammar says it."""
        assert self.statement is None
        return " ".join([self.name, *(one.label for one in self.parameters)])


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the shell: its commands, and the levels below it.

    `families` are words of commands to the modules whose `add_commands` declares them; a module
    is imported when one of its words is first looked up.
    """

    name: str
    summary: str
    families: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    declared: dict[str, Command] = field(default_factory=dict)

    @property
    def commands(self) -> dict[str, Command]:
        """All commands by their words, in the order of their families."""
        for word in self.families:
            self.find(word)
        return {word: self.declared[word] for word in self.words()}

    def words(self) -> list[str]:
        """Return all that commands can be called by; nothing is loaded for it."""
        return list(dict.fromkeys([*self.families, *self.declared]))

    def command(
        self, *parameters: Parameter, name: str = "", aliases: tuple[str, ...] = ()
    ) -> Callable[[Callable[[Context, Arguments], Reply]], Callable[[Context, Arguments], Reply]]:
        """Declare a function a command of this level."""

        def declare(
            function: Callable[[Context, Arguments], Reply],
        ) -> Callable[[Context, Arguments], Reply]:
            own = name or function.__name__.rstrip("_")
            command = Command(own, function, parameters, aliases=aliases)
            for one in (own, *aliases):
                self.declared[one] = command
            return function

        return declare

    def statement(
        self, *keywords: str, bare: Callable[[Context], Reply] | None = None
    ) -> Callable[[Callable[[Context, Given], Reply]], Callable[[Context, Given], Reply]]:
        """Declare a function that carries out a statement; further keywords are old spellings."""

        def declare(
            function: Callable[[Context, Given], Reply],
        ) -> Callable[[Context, Given], Reply]:
            command = Command(
                keywords[0], function, statement=keywords[0], aliases=keywords[1:], bare=bare
            )
            for one in keywords:
                self.declared[one] = command
            return function

        return declare

    def find(self, word: str) -> Command | None:
        """Return the command of a word, in any case of letters; never by a part of its name."""
        lower = word.lower()
        if lower in self.families and lower not in self.declared:
            importlib.import_module(self.families[lower]).add_commands(self)
        return self.declared.get(lower)

    def names(self) -> list[str]:
        """Return the names of the commands, aliases left out."""
        return [name for name, command in self.commands.items() if command.name == name]


def families(package: str, table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what `Level.families` takes, from a table of a package's modules to their words."""
    return {word: f"{package}.{module}" for module, words in table.items() for word in words}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the known word nearest to one that is not known.

    Texts copied from web pages lose blanks: a word may begin with a known one.
    """
    names = list(known)
    beginning = [name for name in names if len(word) > 2 and name.startswith(word.lower())]
    if beginning:
        return f"did you mean '{min(beginning, key=len)}'?"
    near = difflib.get_close_matches(word.lower(), names, n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    glued = [name for name in names if len(name) > 3 and word.lower().startswith(name)]
    return f"is a blank missing behind '{max(glued, key=len)}'?" if glued else None


# ------------------------------------------------------------------ arguments


def bind(command: Command, source: Source, words: Sequence[Word]) -> dict[str, Any]:
    """Give each parameter its words.  Raises CrmError (usage)."""
    return _Binder(command, source, words).bind()


class _Binder:
    def __init__(self, command: Command, source: Source, words: Sequence[Word]) -> None:
        self._command = command
        self._source = source
        self._words = list(words)
        self._bound: dict[str, Any] = {
            one.name: False if one.flag else [] if one.many else None for one in command.parameters
        }

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
        options = {one.option: one for one in self._command.parameters if one.option}
        for word in list(self._words):
            name, equals, value = word.text.partition("=")
            if name not in options or word not in self._words:
                continue
            at = self._words.index(word)
            following = self._words[at + 1 : at + 2] if not equals else []
            given = [value] if equals else [one.text for one in following]
            del self._words[at : at + 1 + len(following)]
            place = following[0].span if following else word.span
            self._bound[options[name].name] = self._choice(options[name], given, place)

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
                self._bound[flags[word.text].name] = True
                self._words.remove(word)
            elif word.text.startswith("--") and len(word.text) > 2 and not verbatim:
                raise self._unexpected(word)

    def _fill(self, place: Parameter, later: int) -> None:
        """Give a place its words.

        One that can do without, or with fewer, leaves enough for the required ones that follow;
        but a word it has by name is its own: `save xml` does not write a file called xml.
        """
        taken: list[str | PlacedWord] = []
        keep = 0 if place.choices or (place.required and not place.many) else later
        while len(self._words) > keep and (place.many or not taken):
            word = self._words[0]
            if place.choices and word.text.lower() not in place.choices:
                break
            taken.append(self._taken(place, self._words.pop(0)))
        if not taken and place.required:
            raise self._missing(place)
        self._bound[place.name] = taken if place.many else taken[0] if taken else None

    def _taken(self, place: Parameter, word: Word) -> str | PlacedWord:
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
                hint=f"usage: {self._command.usage()}",
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
                hint=nearest(word.text, known) or f"usage: {self._command.usage()}",
            )
        )


def expected(command: Command, before: Sequence[str]) -> Iterator[Parameter]:
    """Yield the parameters that the next word may be for."""
    given = list(before)
    options = (one for one in command.parameters if one.option)
    awaited = next((one for one in options if given[-1:] == [one.option]), None)
    if awaited is not None:
        yield replace(awaited, option="")
        return
    for one in command.parameters:
        word = one.option or (one.choices[0] if one.flag else "")
        if word in given:
            at = given.index(word)
            del given[at : at + (2 if one.option else 1)]
        elif word:
            yield flag(word)
    yield from _expected_places(command, given)


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


def words_of(source: Source) -> list[Word]:
    """Return the words of a command, quotes taken off."""
    return list(lexical.words(source.text))
