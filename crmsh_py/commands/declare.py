"""How commands are declared: once, with a docstring that is the manual.

A statement of the language needs only its keyword: its arguments are a rule of the grammar.
Any other command names its parameters; from them come the parser, the usage line, completion
and the errors.  Such a command never needs pyparsing.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
class Parameter:
    """A place for words after a command.

    With `choices` only these words will do.  A flag may stand anywhere and is true if given.
    Of objects, completion offers those with one of the `tags`; `word` is what the usage line
    calls the place if its kind's name does not say enough.  What `follows` is of use only
    behind a word for the place before it.
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

    @property
    def label(self) -> str:
        """How the usage line calls it."""
        label = "|".join(self.choices) if self.choices else self.word or str(self.kind)
        label = f"{label} ..." if self.many else label
        return label if self.required else f"[{label}]"


def flag(word: str) -> Parameter:
    """Declare a word that may stand anywhere, such as `force` or `--cascade`."""
    return Parameter(word.lstrip("-").replace("-", "_"), choices=(word,), flag=True)


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
    """A level of the shell: its commands, and the levels below it."""

    name: str
    summary: str
    commands: dict[str, Command] = field(default_factory=dict)
    levels: tuple[str, ...] = ()

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
                self.commands[one] = command
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
                self.commands[one] = command
            return function

        return declare

    def find(self, word: str) -> Command | None:
        """Return the command of a word, in any case of letters; never by a part of its name."""
        return self.commands.get(word.lower())

    def names(self) -> list[str]:
        """Return the names of the commands, aliases left out."""
        return [name for name, command in self.commands.items() if command.name == name]


ONLY_AS_XML = frozenset(
    {
        "bundle",
        "rsc_ticket",
        "fencing_topology",
        "role",
        "acl_target",
        "acl_group",
        "user",
        "alert",
    }
)
"""Statements of the existing shell whose objects are shown, and taken, as XML."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the known word nearest to one that is not known.

    Texts copied from web pages lose blanks: a word may begin with a known one.
    """
    names = list(known)
    if word.lower() in ONLY_AS_XML:
        return f"the language has no {word!r} yet: define the object with 'xml <...>'"
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
        self._take_flags()
        places = [one for one in self._command.parameters if not one.flag]
        for at, place in enumerate(places):
            later = sum(1 for one in places[at + 1 :] if one.required)
            self._fill(place, later)
        if self._words:
            raise self._unexpected(self._words[0])
        return self._bound

    def _take_flags(self) -> None:
        flags = {one.choices[0]: one for one in self._command.parameters if one.flag}
        for word in list(self._words):
            if word.text in flags:
                self._bound[flags[word.text].name] = True
                self._words.remove(word)
            elif word.text.startswith("--") and len(word.text) > 2:
                raise self._unexpected(word)

    def _fill(self, place: Parameter, later: int) -> None:
        """Give a place its words.

        One that can do without, or with fewer, leaves enough for the required ones that follow;
        but a word it has by name is its own: `save xml` does not write a file called xml.
        """
        taken: list[str] = []
        keep = 0 if place.choices or (place.required and not place.many) else later
        while len(self._words) > keep and (place.many or not taken):
            word = self._words[0]
            if place.choices and word.text.lower() not in place.choices:
                break
            taken.append(word.text.lower() if place.choices else word.text)
            self._words.pop(0)
        if not taken and place.required:
            raise self._missing(place)
        self._bound[place.name] = taken if place.many else taken[0] if taken else None

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
        known = [choice for one in self._command.parameters for choice in one.choices]
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
    for one in command.parameters:
        if one.flag:
            if one.choices[0] not in given:
                yield one
            else:
                given.remove(one.choices[0])
    before_it = True
    for one in command.parameters:
        if one.flag or (one.follows and not before_it):
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
