"""Help texts, made from the declarations: a command's docstring, a statement's rule."""

import difflib
from collections.abc import Sequence

from crmsh_py.codes import CODES
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command, Level
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.statements import usage as statement_usage


def help_text(path: tuple[str, ...], topic: Sequence[str]) -> str:
    """Return the help on a topic as seen from a level.  Raises CrmError (no-such-object)."""
    level = levels.at(path)
    if not topic:
        return _of_level(level)
    *above, name = topic
    if above and above[-1] in levels.LEVELS:
        level = levels.load(above[-1])
    for one in (level, *map(levels.load, levels.LEVELS)):
        command = one.find(name)
        if command is not None:
            return of_command(command)
    if name in levels.LEVELS:
        return _of_level(levels.load(name))
    if name in CODES:
        return _of_code(name)
    raise CrmError(_unknown(name))


def _unknown(name: str) -> Diagnostic:
    known = [*levels.LEVELS, *CODES]
    for one in map(levels.load, levels.LEVELS):
        known += one.commands
    near = difflib.get_close_matches(name, known, n=1)
    return Diagnostic(
        "no-such-object",
        f"there is no help on {name!r}",
        subject=name,
        hint=f"did you mean '{near[0]}'?" if near else "'help' lists the topics",
    )


def _of_level(level: Level) -> str:
    lines = [f"{level.name}: {level.summary}", ""]
    if level.levels:
        lines += ["Levels:"]
        lines += [f"  {name:14} {levels.LEVELS[name][1]}" for name in level.levels]
        lines += [""]
    statements = [level.commands[n] for n in level.names() if level.commands[n].statement]
    others = [level.commands[n] for n in level.names() if not level.commands[n].statement]
    for title, commands in (("Statements:", statements), ("Commands:", others)):
        if commands:
            lines += [title, *(f"  {one.name:14} {one.summary}" for one in commands), ""]
    lines += ["'help COMMAND' explains one; 'help CODE' explains the code of an error."]
    return "\n".join(lines) + "\n"


def usage(command: Command) -> str:
    """Return how a command is written."""
    if command.statement is None:
        return command.usage()
    return statement_usage(command.statement)


def of_command(command: Command) -> str:
    """Return the manual of a command."""
    lines = [f"{command.name}: {command.summary}", "", "Usage:"]
    lines += [f"  {line}" for line in usage(command).splitlines()]
    if command.aliases:
        lines += ["", f"Also understood: {', '.join(command.aliases)}"]
    rest = command.manual.partition("\n")[2].strip("\n")
    return "\n".join([*lines, "", rest]) + "\n" if rest else "\n".join(lines) + "\n"


def _of_code(code: str) -> str:
    known = CODES[code]
    return f"{code} (exit status {int(known.status)})\n\n{known.manual}\n"
