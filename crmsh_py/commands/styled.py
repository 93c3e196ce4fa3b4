"""Text in lines whose pieces have a style: what a terminal shows in colour, and others plainly.

A style is a name (`good`, `bad`, `warning`, `id`, `heading`, `dim`); what it looks like is for
`shell.rich_output`.  The words say everything: a style adds nothing to them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

INDENT = "  "


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text in a style."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line at a depth of a tree."""

    depth: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The line without indentation and colour."""
        return "".join(one.text for one in self.pieces).rstrip()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells are wrapped, each in its column, where a terminal is too narrow."""

    header: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]


def line(depth: int, *parts: "str | Piece") -> Line:
    """Make a line of pieces, and of texts in no style."""
    return Line(depth, tuple(one if isinstance(one, Piece) else Piece(one) for one in parts))


def plain(lines: Iterable[Line]) -> str:
    """Return lines as text."""
    return "".join(f"{INDENT * one.depth}{one.text}".rstrip() + "\n" for one in lines)


def heading(text: str) -> Line:
    """Make the line above a section."""
    return line(0, Piece(text, "heading"))


def table(depth: int, rows: Sequence[Sequence[Piece]]) -> list[Line]:
    """Make lines of cells that stand below each other."""
    columns = max((len(row) for row in rows), default=0)
    widths = [max(len(row[at].text) for row in rows if at < len(row)) for at in range(columns)]
    return [line(depth, *_cells(row, widths)) for row in rows]


def _cells(row: Sequence[Piece], widths: Sequence[int]) -> list[Piece]:
    cells: list[Piece] = []
    for at, cell in enumerate(row):
        last = at == len(row) - 1
        gap = "" if last or not widths[at] else " " * (widths[at] - len(cell.text) + 2)
        cells += [cell, Piece(gap)]
    return cells
