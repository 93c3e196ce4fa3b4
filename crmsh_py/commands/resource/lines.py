"""Resources as lines of a list, each below the container that it is in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crmsh_py.cells import padded, widest
from crmsh_py.commands.styled import Grid, Piece, grid

_GAP = 2
_BAD = frozenset({"FAILED", "blocked"})
_ODD = frozenset({"Stopped", "unmanaged", "maintenance", "orphaned"})
"""What a resource should not be for long."""


@dataclass(frozen=True, slots=True)
class Line:
    """A resource, or an instance of one: how deep it stands, what it is, its state in words."""

    id: str
    what: str
    state: str
    depth: int
    details: dict[str, Any]

    def record(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {"kind": "resource", "id": self.id, "type": self.what, **self.details}


def table(lines: Sequence[Line]) -> str:
    """Return lines as text: names indented by their depth, states below each other."""
    names = [f"{'  ' * one.depth}{one.id}" for one in lines]
    name_width = widest(names) + _GAP
    what_width = widest(one.what for one in lines) + _GAP
    rows = zip(names, lines, strict=True)
    return "".join(
        f"{padded(name, name_width)}{padded(one.what, what_width)}{one.state}".rstrip() + "\n"
        for name, one in rows
    )


def view(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Return lines as a table for terminals."""
    rows = [
        (
            Piece(f"{'  ' * one.depth}{one.id}", "id"),
            Piece(one.what, "agent"),
            Piece(one.state, _style(one.state)),
        )
        for one in lines
    ]
    return grid(("resource", "agent", "state"), rows)


def _style(state: str) -> str:
    words = set(state.split(", "))
    return "bad" if words & _BAD else "warning" if words & _ODD else ""
