"""Text in lines whose pieces have a style: what a terminal shows in colour, and others plainly.

A style is a name (`good`, `bad`, `warning`, `id`, `kind`, `agent`, `heading`, `dim`); what it looks
like is for `shell.themes`.  The words say everything: a style adds nothing to them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from crmsh_py.cells import cells, widest

INDENT = "  "


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text in a style."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line at a depth of a tree; a note tells of the line above it, and is no branch."""

    depth: int
    pieces: tuple[Piece, ...]
    is_note: bool = False

    @property
    def text(self) -> str:
        """The line without indentation and colour."""
        return "".join(one.text for one in self.pieces).rstrip()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells are wrapped, each in its column, where a terminal is too narrow."""

    header: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Lines of which those of depth 0 are roots, and all others branches or notes."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that are made for a width: words in paragraphs, each broken where that ends."""

    lines: Callable[[int], Sequence[Line]] = field(compare=False)
    usual: tuple[Line, ...]
    """As they are where nobody knows of a width."""


Part: TypeAlias = Line | Grid | Tree | Fitted
"""What a view is made of."""


def line(depth: int, *parts: "str | Piece") -> Line:
    """Make a line of pieces, and of texts in no style."""
    return Line(depth, tuple(one if isinstance(one, Piece) else Piece(one) for one in parts))


def grid(header: Sequence[str], rows: Iterable[Sequence["str | Piece"]]) -> tuple[Grid, ...]:
    """Make a view that is a table, less the columns in which nothing stands; of no rows none."""
    made = [tuple(one if isinstance(one, Piece) else Piece(one) for one in row) for row in rows]
    kept = [at for at in range(len(header)) if any(row[at].text for row in made)]
    if not made:
        return ()
    body = tuple(tuple(row[at] for at in kept) for row in made)
    return (Grid(tuple(header[at] for at in kept), body),)


def plain(lines: Iterable[Line]) -> str:
    """Return lines as text."""
    return "".join(f"{INDENT * one.depth}{one.text}".rstrip() + "\n" for one in lines)


def heading(text: str) -> Line:
    """Make the line above a section."""
    return line(0, Piece(text, "heading"))


def note(depth: int, *parts: "str | Piece") -> Line:
    """Make a note: a line that tells of the one above it."""
    return replace(line(depth, *parts), is_note=True)


def table(depth: int, rows: Sequence[Sequence[Piece]]) -> list[Line]:
    """Make lines of cells that stand below each other."""
    columns = max((len(row) for row in rows), default=0)
    widths = [widest(row[at].text for row in rows if at < len(row)) for at in range(columns)]
    return [line(depth, *_cells(row, widths)) for row in rows]


def _cells(row: Sequence[Piece], widths: Sequence[int]) -> list[Piece]:
    found: list[Piece] = []
    for at, cell in enumerate(row):
        last = at == len(row) - 1
        gap = "" if last or not widths[at] else " " * (widths[at] - cells(cell.text) + 2)
        found += [cell, Piece(gap)]
    return found
