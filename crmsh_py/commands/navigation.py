"""Commands that every level has: moving between levels, help, leaving."""

import importlib
from collections.abc import Sequence
from dataclasses import replace

from crmsh_py.commands import levels
from crmsh_py.commands.aliases import topic_of
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind

_MANUAL = "crmsh_py.commands.manual.showing"
"""Reached by name: only who asks for help needs it."""


def add_navigation(level: Level) -> None:
    """Declare the commands of every level in a level."""
    if level.name != levels.ROOT:
        level.command(aliases=("..", "back"))(up)
        level.command()(end)
    level.command(Parameter("path", Kind.PATH, meaning="level below, '..', or a path from '/'"))(cd)
    level.command()(ls)
    level.command(
        Parameter(
            "topic", Kind.TOPIC, many=True, meaning="command, level, statement or code of a message"
        ),
        name="help",
        aliases=("?",),
    )(help_)
    level.command(name="quit", aliases=("exit", "bye"))(quit_)


def up(context: Context, _arguments: Arguments) -> Reply:
    """Go up one level.

    Pending changes stay pending.

    Example:
        up
    """
    return Reply(level=context.path[:-1])


def end(_context: Context, _arguments: Arguments) -> Reply:
    """Go to the top level.

    Pending changes stay pending.

    Example:
        end
    """
    return Reply(level=())


def cd(context: Context, arguments: Arguments) -> Reply:
    """Go to another level; without a path, to the top.

    A path is a level below this one, `..` for the one above, or begins with `/` at the top.

    Example:
        cd /configure
    """
    return Reply(level=resolve(context.path, arguments["path"] or "/"))


def resolve(start: tuple[str, ...], path: str) -> tuple[str, ...]:
    """Return the level that a path leads to.  Raises CrmError (unknown-command)."""
    here = () if path.startswith("/") else start
    for step in filter(None, path.split("/")):
        if step == "..":
            here = here[:-1]
        elif step.lower() in levels.at(here).levels:
            here = (*here, step.lower())
        elif step != ".":
            name = here[-1] if here else "the top level"
            known = ", ".join(levels.at(here).levels) or "none"
            raise CrmError(
                Diagnostic(
                    "unknown-command",
                    f"there is no level {step!r} in {name}",
                    subject=step,
                    hint=f"levels there: {known}",
                )
            )
    return here


def ls(context: Context, _arguments: Arguments) -> Reply:
    """List the levels and commands there are here.

    Example:
        ls
    """
    level = levels.at(context.path)
    names = [f"{name}/" for name in level.levels] + sorted(level.names())
    return Reply(
        "\n".join(names) + "\n", records=tuple({"kind": "command", "name": one} for one in names)
    )


def help_(context: Context, arguments: Arguments) -> Reply:
    """Explain a command, a statement, a level, an option, an agent, or the code of a message.

    Without a topic it tells how to begin, or at a level what there is. A level in front says which
    command is meant: `help resource move`. Behind a command `--help` does the same.
    `help topics` lists what there is to read besides commands.

    Example:
        help
        # a statement, and a command of another level
        help primitive
        help resource move
        # an option of the cluster, an agent, the code of a message
        help no-quorum-policy
        help IPaddr2
        help no-monitor
        # what one has to know
        help scores
    """
    aliases = context.options.preferences.aliases
    topic, remarks = topic_of(arguments["topic"], context.path, aliases)
    reply = help_reply(context, context.path, topic)
    return replace(reply, notes=(*reply.notes, *remarks))


def help_reply(context: Context, path: tuple[str, ...], topic: Sequence[str]) -> Reply:
    """Return the help on a topic, as seen from a level.  Raises CrmError (no-such-object)."""
    reply: Reply = importlib.import_module(_MANUAL).help_reply(context, path, topic)
    return reply


def quit_(_context: Context, _arguments: Arguments) -> Reply:
    """Leave the shell.

    At the prompt, pending changes are asked about. In a batch they are an error: commit
    them first.

    Example:
        quit
    """
    return Reply(quit=True)
