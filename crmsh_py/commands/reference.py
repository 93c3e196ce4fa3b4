"""The command reference: a manual page of every command, made from the declarations.

`docs/commands.md` is this text; `docs/generate.py` writes it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from crmsh_py.codes import FAMILIES, Code, ExitStatus
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command, Level
from crmsh_py.commands.manual import usage, wrapped

_HEAD = """\
# Commands

This file is made from the declarations of the commands; `crm help COMMAND` prints the same.
What a `<set>` or a `<rule>` is, and the like, stands below under
[What several statements have](#what-several-statements-have), and at length in
[language.md](language.md).
"""
_SHARED = "`help` prints these rules with each statement; [language.md](language.md) explains them."


def reference() -> str:
    """Return the whole reference, in Markdown."""
    loaded = [levels.load(name) for name in levels.LEVELS]
    everything = {command.function: command for level in loaded for command in _own(level)}
    times = Counter(command.function for level in loaded for command in _own(level))
    shared = _shared_rules(everything.values())
    everywhere = len(loaded) - 1  # the top level has no way up
    common = [one for one in everything.values() if times[one.function] >= everywhere]
    told = {one.function for one in common}
    parts = [_HEAD]
    for level in loaded:
        commands = [one for one in _own(level) if one.function not in told]
        told.update(one.function for one in commands)
        parts += [_pages(f"Level `{level.name}`: {level.summary}", commands, shared)]
    parts += [_pages("In every level", common, shared), _of_shared(shared), _of_codes()]
    return "\n".join(filter(None, parts))


def _own(level: Level) -> list[Command]:
    return [level.commands[name] for name in level.names()]


def _shared_rules(commands: Iterable[Command]) -> list[str]:
    """Return the lines of usage that more than one statement has, in the order they come in."""
    times = Counter(line for one in commands for line in usage(one).splitlines()[1:])
    return [line for line, count in times.items() if count > 1]


def _pages(title: str, commands: Sequence[Command], shared: Sequence[str]) -> str:
    if not commands:
        return ""
    return f"## {title}\n\n" + "\n".join(_of_command(one, shared) for one in commands)


def _of_command(command: Command, shared: Sequence[str]) -> str:
    text, _, example = command.manual.partition("\n\nExample:\n")
    written = [line for line in usage(command).splitlines() if line not in shared]
    lines = [f"### {command.name}", "", "```", *wrapped(written), "```", "", text, ""]
    if command.aliases:
        lines += [f"Also understood: {', '.join(f'`{one}`' for one in command.aliases)}", ""]
    lines += ["Example:", "", "```", *(one.removeprefix("    ") for one in example.splitlines())]
    return "\n".join([*lines, "```", ""])


def _of_shared(shared: Sequence[str]) -> str:
    lines = ["## What several statements have", "", _SHARED, "", "```"]
    return "\n".join([*lines, *wrapped(line.strip() for line in shared), "```", ""])


def _of_codes() -> str:
    return "\n".join(["## Codes of problems", "", *map(_of_family, FAMILIES.items())])


def _of_family(family: tuple[str, dict[str, Code]]) -> str:
    title, rows = family
    lines = [f"### {title}", "", "| code | exit status | meaning |", "|---|---|---|"]
    for name, code in rows.items():
        status = "-" if code.status is ExitStatus.OK else str(int(code.status))
        lines.append(f"| `{name}` | {status} | {code.manual} |")
    return "\n".join([*lines, ""])
