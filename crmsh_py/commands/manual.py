"""Help texts, made from the declarations: a command's docstring, a statement's rule."""

import re
import textwrap
from collections.abc import Iterable, Sequence

from crmsh_py.codes import CODES, Code, ExitStatus
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command, Level
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.statements import usage as statement_usage
from crmsh_py.spelling import did_you_mean

_WIDTH = 98
_TOGETHER = re.compile(r"<[^>]*>| \.\.\.")


def help_text(path: tuple[str, ...], topic: Sequence[str]) -> str:
    """Return the help on a topic as seen from a level.  Raises CrmError (no-such-object)."""
    level = levels.at(path)
    if not topic:
        return _of_level(level)
    *above, name = topic
    if not all(one in levels.LEVELS for one in above):
        raise CrmError(_several(topic))
    if above:
        level = levels.load(above[-1])
    command = None if name in level.levels else level.find(name)
    if command is None and name not in levels.LEVELS:
        command = _anywhere(name)
    if command is not None:
        return of_command(command)
    if name in levels.LEVELS:
        return _of_level(levels.load(name))
    if name in CODES:
        return of_code(name)
    raise CrmError(_unknown(name))


def _anywhere(name: str) -> Command | None:
    """Return the first command of a name, of whatever level."""
    found = (one.find(name) for one in map(levels.load, levels.LEVELS))
    return next((one for one in found if one is not None), None)


def _several(topic: Sequence[str]) -> Diagnostic:
    words = " ".join(topic)
    hint = f"'help {topic[0]}' explains the first of them"
    return Diagnostic(
        "no-such-object", f"there is no help on {words!r}", subject=topic[-1], hint=hint
    )


def _unknown(name: str) -> Diagnostic:
    known = [*levels.LEVELS, *CODES]
    for one in map(levels.load, levels.LEVELS):
        known += one.commands
    return Diagnostic(
        "no-such-object",
        f"there is no help on {name!r}",
        subject=name,
        hint=did_you_mean(name, known) or "'help' lists the topics",
    )


def _of_level(level: Level) -> str:
    commands = [level.commands[name] for name in level.names()]
    tables = {
        "Levels:": [(name, levels.LEVELS[name][1]) for name in level.levels],
        "Statements:": [(one.name, one.summary) for one in commands if one.statement],
        "Commands:": [(one.name, one.summary) for one in commands if not one.statement],
    }
    width = max(len(name) for rows in tables.values() for name, _ in rows)
    lines = [f"{level.name}: {level.summary}", ""]
    for title, rows in tables.items():
        if rows:
            lines += [title, *(f"  {name:{width}}  {summary}" for name, summary in rows), ""]
    lines += ["'help COMMAND' explains one; 'help CODE' explains the code of an error."]
    return "\n".join(lines) + "\n"


def usage(command: Command) -> str:
    """Return how a command is written: a line, and below it one for each rule that it names."""
    if command.statement is None:
        return command.usage()
    return statement_usage(command.statement)


def wrapped(lines: Iterable[str]) -> list[str]:
    """Return lines of a usage text, those that are too long for a terminal on several lines."""
    return [part for line in lines for part in _wrapped(line)]


def _wrapped(line: str) -> list[str]:
    """Return a line on several; the names of rules and their `...` stay whole."""
    parts = textwrap.wrap(
        _TOGETHER.sub(lambda found: found[0].replace(" ", "\0"), line),
        _WIDTH,
        subsequent_indent=" " * (len(line) - len(line.lstrip()) + 4),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [part.replace("\0", " ") for part in parts]


def of_command(command: Command) -> str:
    """Return the manual of a command."""
    lines = [f"{command.name}: {command.summary}", "", "Usage:"]
    lines += [f"  {line}" for line in wrapped(usage(command).splitlines())]
    if command.aliases:
        lines += ["", f"Also understood: {', '.join(command.aliases)}"]
    rest = command.manual.partition("\n")[2].strip("\n")
    return "\n".join([*lines, "", rest]) + "\n" if rest else "\n".join(lines) + "\n"


def of_code(code: str) -> str:
    """Return the manual of a code."""
    row = CODES[code]
    paragraphs = (textwrap.fill(one, _WIDTH) for one in row.manual.split("\n\n"))
    return f"{code} ({severity_of(row)})\n\n" + "\n\n".join(paragraphs) + "\n"


def severity_of(code: Code) -> str:
    """Return in words how bad it is what a code stands for."""
    if code.status is ExitStatus.OK:
        return "a warning or a remark"
    status = f"exit status {int(code.status)}"
    if code.error_when_new:
        return f"a warning; where a change brings it in, an error: {status}"
    return f"as an error: {status}"
