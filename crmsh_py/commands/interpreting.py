"""Lines into commands: finds the level and the command of a line, checks it, carries it out.

Checking a line needs no configuration: so a whole file is checked before its first line is
carried out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from crmsh_py import spelling
from crmsh_py.commands import levels
from crmsh_py.commands.binding import bind
from crmsh_py.commands.characters import refuse_unwritable
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Command, nearest, words_of
from crmsh_py.commands.navigation import help_reply, resolve
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.script import RawStatement, lost_continuation
from crmsh_py.grammar.statements import parse
from crmsh_py.grammar.tree import Word
from crmsh_py.model.given import Given
from crmsh_py.source import Location, Source, Span

_HELP = frozenset({"-h", "--help"})
_VERY_LIKE = 0.75
"""So like has a command of another level to be: there are ten times as many of them."""
_LEAST_TYPED = 4
"""So many letters have to be typed for one of them to be meant: fewer are like too much."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A line that was understood: what to call with what, and the level after it."""

    source: Source
    call: Callable[[Context], Reply]
    command: Command | None
    path: tuple[str, ...]
    after: tuple[str, ...]
    quits: bool = False
    given: Given | None = None
    """The statement, if it is one of the language."""

    @property
    def name(self) -> str:
        """What it is called while it is carried out."""
        return "/".join(self.after) if self.command is None else self.command.name


@dataclass(frozen=True, slots=True)
class Opening:
    """The words of a line, the levels that the first of them name, and what is behind these.

    `start` is the level that it begins at, `here` the one that its command is of; `rest` is the
    command with what follows.
    """

    start: tuple[str, ...]
    words: list[Word]
    here: tuple[str, ...]
    rest: list[Word]

    def after(
        self, path: tuple[str, ...], command: Command, arguments: dict[str, Any]
    ) -> tuple[str, ...]:
        """Return the level at which the next line is typed, if this one was typed at `path`."""
        stands_here = self.start == path and len(self.rest) == len(self.words)
        return _after(command, self.here, arguments) if stands_here else path


def opening(source: Source, path: tuple[str, ...]) -> Opening:
    """Follow the names of levels that a line at a level begins with."""
    start, words = _starting(path, words_of(source))
    return Opening(start, words, *_enter_levels(start, words))


def understand(raw: RawStatement, path: tuple[str, ...]) -> Bound:
    """Find out what a line at a level means.  Raises CrmError with what is wrong with it."""
    refuse_unwritable(raw.source)
    line = opening(raw.source, path)
    here, rest = line.here, line.rest
    if not rest:
        return Bound(raw.source, lambda _context: Reply(level=here), None, path, here)
    if _asks_for_help(here, rest):
        topic = [word.text for word in rest[:-1]][:1]
        return Bound(raw.source, lambda one: help_reply(one, here, topic), None, path, path)
    command = _command(here, rest[0], raw)
    source = _from(raw.source, rest[0])
    if command.statement is not None:
        return _statement(command, source, rest, raw, (path, here))
    arguments = bind(command, source, _shifted(rest[1:], rest[0].span.start))
    quits = command.name == "quit"
    after = line.after(path, command, arguments)
    return Bound(source, _calling(command, arguments, here), command, path, after, quits)


def _asks_for_help(path: tuple[str, ...], words: list[Word]) -> bool:
    """Tell whether a line ends in a word for help: `-h` beside the command only."""
    if len(words) <= 2:
        return words[-1].text in _HELP
    command = levels.at(path).find(words[0].text)
    others = command is not None and any(one.verbatim for one in command.parameters)
    return words[-1].text == "--help" and command is not None and not others


def _starting(path: tuple[str, ...], words: list[Word]) -> tuple[tuple[str, ...], list[Word]]:
    """Return the level to begin at: with a slash in front of its first word a line is the top's."""
    if not words or not words[0].text.startswith("/") or words[0].text == "/":
        return path, words
    first = words[0]
    return (), [Word(first.text[1:], Span(first.span.start + 1, first.span.end)), *words[1:]]


def _enter_levels(path: tuple[str, ...], words: list[Word]) -> tuple[tuple[str, ...], list[Word]]:
    """Follow the names of levels at the beginning of a line."""
    rest = list(words)
    while rest and rest[0].text.lower() in levels.at(path).levels:
        path = (*path, rest.pop(0).text.lower())
    return path, rest


def _command(path: tuple[str, ...], word: Word, raw: RawStatement) -> Command:
    level = levels.at(path)
    command = level.find(word.text)
    if command is None:
        raise CrmError(_unknown(path, word, raw))
    return command


def _unknown(path: tuple[str, ...], word: Word, raw: RawStatement) -> Diagnostic:
    level = levels.at(path)
    where = f"in {level.name}" if path else "at the top level"
    hint = lost_continuation(raw.source) or _elsewhere(path, word.text)
    hint = hint or nearest(word.text, [*level.words(), *level.levels])
    hint = hint or _like_elsewhere(path, word.text) or "'help' lists the commands"
    return Diagnostic(
        "unknown-command",
        f"there is no command {word.text!r} {where}",
        location=Location(raw.source, word.span),
        hint=hint,
    )


def _elsewhere(path: tuple[str, ...], word: str) -> str | None:
    """Return a hint if another level has the command, or it is a level of the top."""
    top = "/" if path else ""
    if word.lower() in levels.at(()).levels:
        return f"it is a level: '{top}{word.lower()}' goes there"
    other = next((name for name in levels.LEVELS if levels.load(name).find(word)), None)
    if other is None:
        return None
    if not path and word.lower() in {"up", "..", "back", "end"}:
        return "this is the top level already"
    if other == "root":
        return f"it is a command of the top level: type '{top}{word}'"
    return f"it is a command of '{other}': type '{top}{other} {word}'"


def _like_elsewhere(path: tuple[str, ...], word: str) -> str | None:
    """Return a hint that names a command of another level, with how it is called from here."""
    if len(word) < _LEAST_TYPED:
        return None
    top = "/" if path else ""
    found = {one: f"/{one}" for one in levels.at(()).words()} if path else {}
    for name in levels.at(()).levels:
        found = {one: f"{top}{name} {one}" for one in levels.load(name).words()} | found
    near = spelling.nearest(word.lower(), found, least=_VERY_LIKE)
    return f"did you mean '{found[near]}'?" if near else None


def _from(source: Source, word: Word) -> Source:
    """Return the part of a source that begins with a word."""
    start = word.span.start
    if not start:
        return source
    line, column = source.position(start)
    lead = source.text[:start].rpartition("\n")[2]
    return Source(source.name, source.text[start:], line, column, lead)


def _shifted(words: Iterable[Word], by: int) -> list[Word]:
    return [Word(one.text, Span(one.span.start - by, one.span.end - by)) for one in words]


def _statement(
    command: Command,
    source: Source,
    words: list[Word],
    raw: RawStatement,
    paths: tuple[tuple[str, ...], tuple[str, ...]],
) -> Bound:
    path, here = paths
    bare = command.bare
    if len(words) == 1 and bare is not None:
        return Bound(source, bare, command, path, path)
    assert command.statement is not None
    given = Given(parse(command.statement, source), source, raw.comments)

    def call(context: Context) -> Reply:
        context.path = here
        return command.function(context, given)

    return Bound(source, call, command, path, path, given=given)


def _calling(
    command: Command, arguments: dict[str, Any], here: tuple[str, ...]
) -> Callable[[Context], Reply]:
    def call(context: Context) -> Reply:
        context.path = here
        return command.function(context, arguments)

    return call


def _after(command: Command, path: tuple[str, ...], arguments: dict[str, Any]) -> tuple[str, ...]:
    """Return the level that a command leads to."""
    match command.name:
        case "up":
            return path[:-1]
        case "end":
            return ()
        case "cd":
            return resolve(path, arguments["path"] or "/")
    return path
