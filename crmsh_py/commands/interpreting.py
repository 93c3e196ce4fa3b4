"""Lines into commands: finds the level and the command of a line, checks it, carries it out.

Checking a line needs no configuration: so a whole file is checked before its first line is
carried out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

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


def understand(raw: RawStatement, path: tuple[str, ...]) -> Bound:
    """Find out what a line at a level means.  Raises CrmError with what is wrong with it."""
    refuse_unwritable(raw.source)
    start, words = _starting(path, words_of(raw.source))
    here, rest = _enter_levels(start, words)
    if not rest:
        return Bound(raw.source, lambda _context: Reply(level=here), None, path, here)
    if rest[-1].text in _HELP and len(rest) <= 2:
        topic = [word.text for word in rest[:-1]]
        return Bound(raw.source, lambda _context: help_reply(here, topic), None, path, path)
    command = _command(here, rest[0], raw)
    source = _from(raw.source, rest[0])
    if command.statement is not None:
        return _statement(command, source, rest, raw, (path, here))
    arguments = bind(command, source, _shifted(rest[1:], rest[0].span.start))
    quits = command.name == "quit"
    stands_here = start == path and len(rest) == len(words)
    after = _after(command, here, arguments) if stands_here else path
    return Bound(source, _calling(command, arguments, here), command, path, after, quits)


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
    hint = hint or "'help' lists the commands"
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
