"""Pages on commands and levels, made from their declarations and docstrings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command, Level, Parameter
from crmsh_py.commands.manual import statements
from crmsh_py.commands.manual.page import Examples, Page, Prose, Row, Section, Synopsis, Table
from crmsh_py.commands.manual.related import related

_EXAMPLES = "Example:"
_STATUSES = "Exit status:"


@dataclass(frozen=True, slots=True)
class Docstring:
    """The parts of a command's docstring behind its first line."""

    text: str
    statuses: tuple[str, ...]
    examples: tuple[str, ...]


def docstring(command: Command) -> Docstring:
    """Return the parts of a command's docstring."""
    lines = command.manual.splitlines()[1:]
    text, statuses, examples = _parted(lines, (_STATUSES, _EXAMPLES))
    return Docstring("\n".join(text).strip("\n"), _block(statuses), _block(examples))


def _parted(lines: Sequence[str], titles: Sequence[str]) -> list[list[str]]:
    """Return the lines in front of the first title, and those behind each."""
    found: dict[str, list[str]] = {one: [] for one in ("", *titles)}
    at = ""
    for line in lines:
        if line in found and line:
            at = line
        else:
            found[at].append(line)
    return list(found.values())


def _block(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(one.removeprefix("    ") for one in lines if one.strip())


def command_page(command: Command, level: str) -> Page:
    """Return the page on a command of a level."""
    told = docstring(command)
    sections = [*_usage(command), *_prose(told.text), *_tables(command)]
    if command.aliases:
        sections.append(Prose(", ".join(command.aliases), "Also understood"))
    sections.append(Examples(told.examples))
    if told.statuses:
        rows = tuple(Row(*one.split(maxsplit=1)) for one in told.statuses)
        sections.append(Table("Exit status", rows))
    kind = "statement" if command.statement else "command"
    parts = statements.see_parts(command.statement) if command.statement else ()
    see = (*parts, *related(level, command))
    return Page(command.name, kind, command.summary, tuple(sections), see)


def _usage(command: Command) -> tuple[Synopsis, ...]:
    if command.statement is not None:
        return statements.synopses(command.statement)
    return (Synopsis("Usage", (command.usage(),)),)


def _prose(text: str) -> list[Prose]:
    return [Prose(text)] if text else []


def _tables(command: Command) -> Iterator[Section]:
    if command.statement is not None:
        yield from statements.tables(command.statement)
        return
    for title, parameters in (
        ("Arguments", [one for one in command.parameters if not _is_option(one)]),
        ("Options", [one for one in command.parameters if _is_option(one)]),
    ):
        if parameters:
            yield Table(title, tuple(map(_row, parameters)))


def _is_option(parameter: Parameter) -> bool:
    return parameter.flag or bool(parameter.option)


def _row(parameter: Parameter) -> Row:
    """Return how a parameter is written, and what it is for."""
    word = parameter.word or "|".join(parameter.choices) or str(parameter.kind)
    names = ", ".join(filter(None, (parameter.option, *parameter.aliases)))
    term = f"{names} {word}" if parameter.option else ", ".join((word, *parameter.aliases))
    several = "; several are possible" if parameter.many else ""
    return Row(term, f"{parameter.meaning}{several}")


def level_page(level: Level) -> Page:
    """Return the page on a level: what there is in it."""
    commands = [level.commands[name] for name in level.names()]
    moving = [one for one in commands if is_everywhere(one)]
    own = [one for one in commands if one not in moving]
    tables = (
        Table("Levels", tuple(Row(one, levels.LEVELS[one][1]) for one in level.levels)),
        Table("Statements", tuple(Row(one.name, one.summary) for one in own if one.statement)),
        Table("Commands", tuple(Row(one.name, one.summary) for one in own if not one.statement)),
    )
    closing = "`help COMMAND` explains one of them; `help` at the top level tells how to begin."
    sections: list[Section] = [one for one in tables if one.rows]
    everywhere = Prose(", ".join(one.name for one in moving), "In every level")
    return Page(level.name, "level", level.summary, (*sections, everywhere, Prose(closing)))


def is_everywhere(command: Command) -> bool:
    """Tell whether every level has a command."""
    return command.function.__module__ == "crmsh_py.commands.navigation"
