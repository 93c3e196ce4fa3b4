"""How commands are declared: once, with a docstring that is the manual.

A statement of the language needs only its keyword: its arguments are a rule of the grammar.
Any other command names its parameters; from them come the parser, the usage line, completion
and the errors.  Such a command never needs pyparsing.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmsh_py.commands.context import Context, Reply
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.tree import Word
from crmsh_py.model.given import Given
from crmsh_py.source import Location, Source
from crmsh_py.spelling import did_you_mean

Arguments = Mapping[str, Any]
"""What was given for each parameter: a text or None, a list of texts if many, or a truth."""


_SHORT = 160
"""So long is the usage of a command that a hint shows whole."""


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
    front of its word or with `=` between; without `choices` that is any word; with `many` it may
    be given several times; `aliases` are other spellings of it.  One such as `-o` may have its
    word right behind it.  Words that are `placed` come as `PlacedWord`s; behind a `verbatim` place
    for them, words may begin with `--`.
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
    aliases: tuple[str, ...] = ()
    placed: bool = False
    verbatim: bool = False
    meaning: str = field(kw_only=True)
    """One short line on it, for help and completion: `wait until the cluster has done it`."""

    @property
    def label(self) -> str:
        """How the usage line calls it."""
        label = self.word or "|".join(self.choices) or str(self.kind)
        label = f"{self.option} {label}".lstrip()
        if self.option and self.many:
            return f"{label} ..." if self.required else f"[{label}] ..."
        label = f"{label} ..." if self.many else label
        return label if self.required else f"[{label}]"


def flag(word: str, meaning: str) -> Parameter:
    """Declare a word that may stand anywhere, such as `force` or `--cascade`."""
    name = word.lstrip("-").replace("-", "_")
    return Parameter(name, choices=(word,), flag=True, meaning=meaning)


def option(word: str, *choices: str, meaning: str) -> Parameter:
    """Declare a word such as `--format` that may stand anywhere, with one of some words."""
    name = word.lstrip("-").replace("-", "_")
    return Parameter(name, choices=choices, option=word, meaning=meaning)


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

    def short_usage(self) -> str:
        """Return how the command is written, without its options where these are many."""
        whole = self.usage()
        if len(whole) <= _SHORT:
            return whole
        places = [one.label for one in self.parameters if not (one.flag or one.option)]
        return f"{' '.join([self.name, *places])} [option ...]; '{self.name} --help' lists them"


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
    if meant := did_you_mean(word.lower(), names):
        return meant
    glued = [name for name in names if len(name) > 3 and word.lower().startswith(name)]
    return f"is a blank missing behind '{max(glued, key=len)}'?" if glued else None


def words_of(source: Source) -> list[Word]:
    """Return the words of a command, quotes taken off."""
    return list(lexical.words(source.text))
