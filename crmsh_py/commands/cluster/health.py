"""The command `cluster health`: what is not as it should be, and what to do about it."""

from collections.abc import Iterable, Iterator

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level
from crmsh_py.commands.styled import Line, Piece, line, plain
from crmsh_py.pacemaker.health import Finding, examine


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command()(health)


def health(context: Context, _arguments: Arguments) -> Reply:
    """Look whether the cluster is as it should be, a line for each thing that was looked at.

    These are quorum, the nodes that corosync and Pacemaker see, the links between them, the
    daemons on this node, fencing, and the releases.

    Exit status:
        1  there is a problem

    Example:
        health
    """
    with context.running() as tools:
        found = examine(tools)
    lines = tuple(_lines(found))
    healthy = all(one.ok for one in found)
    records = [
        {"subject": one.subject, "ok": one.ok, "message": one.words, "hint": one.hint or None}
        for one in found
    ]
    status = ExitStatus.OK if healthy else ExitStatus.ERROR
    return Reply(plain(lines), records=records, view=lines, status=status)


def _lines(found: Iterable[Finding]) -> Iterator[Line]:
    for one in found:
        mark = Piece("ok", "good") if one.ok else Piece("problem", "bad")
        yield line(0, mark, f"{' ' * (9 - len(mark.text))}{one.subject}: {one.words}")
        if one.hint and not one.ok:
            for said in one.hint.splitlines():
                yield line(5, said)
