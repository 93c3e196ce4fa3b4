"""The root command that waits until the cluster is idle, or resources have settled."""

from collections.abc import Sequence
from dataclasses import replace

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.resource.choice import chosen
from crmsh_py.commands.waits import wait_after
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.times import milliseconds
from crmsh_py.pacemaker.waiting import Goal, look


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    word = "<seconds>|<resource>"
    level.command(
        Parameter(
            "words", Kind.RESOURCE, many=True, word=word, meaning="how long at most, or for what"
        )
    )(wait)


def wait(context: Context, arguments: Arguments) -> Reply:
    """Wait until the cluster has nothing left to do, or until resources are as they should be.

    A number in front is how many seconds to wait at most (an hour without it; `5min` is possible).
    Of each resource that was named, or changed meanwhile, it says what became of it. For resources
    see `resource start`.

    Exit status:
        1    a resource is not as it should be
        124  the time was not enough

    Example:
        # until nothing is left to do
        wait
        # a minute at most, and is that resource as it should be?
        wait 60 vip
    """
    seconds, words = _split(arguments["words"])
    tools = context.tools
    found = chosen(context.session.cib, words) if words else []
    before = replace(look(tools), restless=frozenset())
    goals = [Goal(one.get("id", "")) for one in found]
    return wait_after(context, before, goals, seconds=seconds)


def _split(words: Sequence[str]) -> tuple[float | None, Sequence[str]]:
    """Return the time that is given in front, and the other words; no id begins with a digit."""
    if not words or not words[0][:1].isdigit():
        return None, words
    span = milliseconds(words[0])
    if span is None:
        message = f"{words[0]!r} is no time to wait"
        raise CrmError(Diagnostic("usage", message, subject=words[0], hint="seconds: '60', '5min'"))
    return span / 1000, words[1:]
