"""The command reference: a manual page of every command, made from the declarations.

`docs/commands.md` is this text; `docs/generate.py` writes it.
"""

from crmsh_py.codes import CODES, ExitStatus
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command, Level
from crmsh_py.commands.manual import usage

_HEAD = """\
# Commands

This file is made from the declarations of the commands; `crm help COMMAND` prints the same.
"""


def reference() -> str:
    """Return the whole reference, in Markdown."""
    parts = [_HEAD]
    parts += [_of_level(levels.load(name)) for name in levels.LEVELS]
    parts.append(_of_codes())
    return "\n".join(parts)


def _of_level(level: Level) -> str:
    commands = [level.commands[name] for name in level.names()]
    pages = "\n".join(map(_of_command, commands))
    return f"## Level `{level.name}`: {level.summary}\n\n{pages}"


def _of_command(command: Command) -> str:
    text, _, example = command.manual.partition("\n\nExample:\n")
    lines = [f"### {command.name}", "", "```", *usage(command).splitlines(), "```", "", text, ""]
    if command.aliases:
        lines += [f"Also understood: {', '.join(f'`{one}`' for one in command.aliases)}", ""]
    lines += ["Example:", "", "```", *(one.removeprefix("    ") for one in example.splitlines())]
    return "\n".join([*lines, "```", ""])


def _of_codes() -> str:
    lines = ["## Codes of problems", "", "| code | exit status | meaning |", "|---|---|---|"]
    for name, code in CODES.items():
        status = "-" if code.status is ExitStatus.OK else str(int(code.status))
        lines.append(f"| `{name}` | {status} | {code.manual} |")
    return "\n".join([*lines, ""])
