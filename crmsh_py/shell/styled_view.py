"""Styled lines (`commands.styled`) on a terminal: in colour, with the branches of trees drawn.

Lines that are too long are wrapped below where they begin.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.box import ASCII2, SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crmsh_py.commands.styled import INDENT, Grid, Line, Piece
from crmsh_py.shell.output import tame

STYLES = {
    "view.heading": "bold",
    "view.good": "green",
    "view.warning": "yellow",
    "view.bad": "bold red",
    "view.id": "bold cyan",
    "view.dim": "dim",
}
"""To be part of the console's theme."""

_FIRST = 2
"""The depth from which on branches are drawn: what stands less deep is a list."""

_NARROWEST = 20
_WIDEST_GRID = 160
"""How wide a table may be where nobody says how wide the terminal is."""
_HANGING = "  "


def view_text(view: Sequence[Line | Grid], console: Console, *, width: int | None) -> list[Text]:
    """Return a view as it is shown; without a width lines are as long as they need to be."""
    found: list[Text] = []
    for is_grid, parts in groupby(view, lambda one: isinstance(one, Grid)):
        if is_grid:
            grids = [one for one in parts if isinstance(one, Grid)]
            found += [line for one in grids for line in _grid_text(one, console, width)]
        else:
            lines = [one for one in parts if isinstance(one, Line)]
            found += _lines_text(lines, console, width)
    return found


def _grid_text(grid: Grid, console: Console, width: int | None) -> list[Text]:
    """Return a table; what is too long for its column is wrapped there."""
    edges = SIMPLE_HEAD if can_draw(console) else ASCII2
    table = Table(box=edges, header_style="view.dim", pad_edge=False)
    for name in grid.header:
        table.add_column(tame(name), overflow="fold")
    for row in grid.rows:
        table.add_row(*map(_cell_text, row))
    with console.capture() as capture:
        console.print(table, width=width or _WIDEST_GRID)
    lines = [Text.from_ansi(line) for line in capture.get().splitlines()]
    for one in lines:
        one.rstrip()
    return [one for one in lines if one.plain]


def _cell_text(piece: Piece) -> Text:
    return Text(tame(piece.text), f"view.{piece.style}" if piece.style else "")


def _lines_text(lines: Sequence[Line], console: Console, width: int | None) -> list[Text]:
    drawn = can_draw(console)
    found: list[Text] = []
    for line, (guide, below) in zip(lines, _guides(lines, drawn=drawn), strict=True):
        text = Text()
        for piece in line.pieces:
            text.append(tame(piece.text), f"view.{piece.style}" if piece.style else "")
        text.rstrip()
        parts = _wrapped(text, console, None if width is None else width - len(below))
        heads = [guide, *[below + _HANGING] * (len(parts) - 1)]
        beside = zip(heads, parts, strict=True)
        found += [Text.assemble((head, "view.dim"), part) for head, part in beside]
    return found


def can_draw(console: Console) -> bool:
    """Tell whether a console can show more than ASCII."""
    return console.encoding.lower().replace("-", "").startswith("utf")


def _wrapped(text: Text, console: Console, width: int | None) -> list[Text]:
    if width is None or text.cell_len <= width:
        return [text]
    return list(text.wrap(console, max(_NARROWEST, width - len(_HANGING))))


def _guides(lines: Sequence[Line], *, drawn: bool) -> Iterator[tuple[str, str]]:
    """Yield what stands in front of each line, and in front of what continues it."""
    for at, line in enumerate(lines):
        if line.depth < _FIRST or not drawn:
            yield INDENT * line.depth, INDENT * line.depth
            continue
        before = INDENT * (_FIRST - 1)
        before += "".join(
            "│ " if _goes_on(lines, at, depth) else INDENT for depth in range(_FIRST, line.depth)
        )
        last = not _goes_on(lines, at, line.depth)
        yield before + ("└ " if last else "├ "), before + (INDENT if last else "│ ")


def _goes_on(lines: Sequence[Line], at: int, depth: int) -> bool:
    """Tell whether another line of a depth follows before the branch ends."""
    for line in lines[at + 1 :]:
        if line.depth <= depth:
            return line.depth == depth
    return False
