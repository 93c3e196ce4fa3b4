"""The command of `resource` that shows what operations the cluster carried out."""

from collections.abc import Sequence
from dataclasses import replace

from crmsh_py.cells import padded, widest
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level
from crmsh_py.commands.parameters import NODE, RESOURCE
from crmsh_py.commands.resource.scope import scope
from crmsh_py.commands.styled import Grid, Piece, grid
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.state import Operation

_HEADINGS = ("RESOURCE", "NODE", "OPERATION", "INTERVAL", "RESULT", "WHEN", "TOOK")


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        replace(RESOURCE, required=False, meaning="default: all resources"),
        replace(NODE, required=False, meaning="default: all nodes"),
    )(operations)


def operations(context: Context, arguments: Arguments) -> Reply:
    """Show the operations that the cluster remembers: which, where, how they ended, when.

    Of each operation of a resource on a node it remembers the last one. Without a resource all are
    shown; with a node, those there.

    Example:
        operations vip
    """
    status = read_status(context.tools)
    found = scope(context, status, arguments["resource"], arguments["node"])
    # The last operation and the last one that failed may be one and the same.
    each = dict.fromkeys(status.operations)
    kept = [one for one in each if found.holds(one.resource, one.node)]
    kept.sort(key=lambda one: (one.node, one.resource, one.call))
    notes = () if kept else (f"the cluster remembers no operation of {found.words}",)
    rows = [_row(one) for one in kept]
    text = columns([_HEADINGS, *rows]) if rows else ""
    records = tuple(_record(one) for one in kept)
    return Reply(text, "text", records, notes, view=as_grid(_HEADINGS, rows))


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as text in columns."""
    widths = [widest(column) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines)


def as_grid(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Grid, ...]:
    """Return rows as a table for terminals; the first column is what the others tell of."""
    return grid(
        [one.lower() for one in headings], [(Piece(first, "id"), *rest) for first, *rest in rows]
    )


def interval_text(milliseconds: str) -> str:
    """Return an interval as one writes it: 10s; `-` for what is done once."""
    if milliseconds in {"", "0"}:
        return "-"
    whole = int(milliseconds)
    return f"{whole}ms" if whole % 1000 else f"{whole // 1000}s"


def _row(one: Operation) -> tuple[str, ...]:
    took = f"{one.exec_time}ms" if one.exec_time else ""
    result = one.exit_text if one.exit_code == 0 else f"{one.exit_text} ({one.exit_code})"
    return one.resource, one.node, one.task, interval_text(one.interval), result, one.when, took


def _record(one: Operation) -> dict[str, object]:
    return {
        "kind": "operation",
        "resource": one.resource,
        "node": one.node,
        "operation": one.task,
        "interval": one.interval,
        "exit_code": one.exit_code,
        "exit_text": one.exit_text,
        "when": one.when,
        "exec_time": one.exec_time,
        "call": one.call,
    }
