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
    level.command(Parameter("words", Kind.RESOURCE, many=True, word=word))(wait)


def wait(context: Context, arguments: Arguments) -> Reply:
    """Wait until the cluster has nothing left to do, or until resources are as they should be.

    A number in front is how many seconds to wait at most (an hour without it; `5min` is possible);
    if that is not enough, the exit status is 124. Of each resource that was named, or changed
    meanwhile, it says what became of it: 1 if one is not as it should be. For resources see
    `resource start`.

    Example:
        wait
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
