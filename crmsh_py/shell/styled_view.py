"""Styled lines (`commands.styled`) on a terminal: in colour, with the branches of trees drawn.

Lines that are too long are wrapped below where they begin.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TextIO

from rich.box import ASCII2, SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from crmsh_py.commands.styled import INDENT, Fitted, Grid, Line, Part, Piece, Tree
from crmsh_py.shell.output import tame
from crmsh_py.shell.painting import SYSTEM
from crmsh_py.shell.themes import Looks, rich_styles

_FIRST = 2
"""The depth from which on branches are drawn: what stands less deep is a list."""

_FIRST_OF_TREE = 1
_NARROWEST = 20
_WIDEST = 160
"""How wide a table may be where nobody says how wide the terminal is."""

_HANGING = "  "


def drawn(
    view: Sequence[Part], stream: TextIO | None, looks: Looks, *, width: int | None
) -> Iterator[str]:
    """Yield the lines of a view with their codes; without a width they are as long as need be.

    Nothing goes to the stream by way of rich, which ends the program at a broken pipe: it is only
    looked at for its encoding.
    """
    console = Console(
        file=io.StringIO() if stream is None else stream,
        theme=Theme(rich_styles(looks)),
        width=width or _WIDEST,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        highlight=False,
    )
    for text in view_text(view, console, width=width):
        yield f"{_painted(text, console)}\n"


def _painted(text: Text, console: Console) -> str:
    """Return a text with its codes, as one line."""
    return "".join(
        one.text if one.style is None else one.style.render(one.text, color_system=SYSTEM)
        for one in text.render(console)
    )


def view_text(view: Sequence[Part], console: Console, *, width: int | None) -> Iterator[Text]:
    """Yield a view as it is shown; without a width lines are as long as they need to be."""
    for kind, parts in groupby(view, type):
        if kind is Line:
            lines = [one for one in parts if isinstance(one, Line)]
            yield from _lines_text(lines, console, width, _FIRST)
            continue
        for one in parts:
            if isinstance(one, Grid):
                yield from _grid_text(one, console)
            elif isinstance(one, Fitted):
                fitting = one.usual if width is None else one.lines(width)
                yield from _lines_text(fitting, console, width, _FIRST)
            elif isinstance(one, Tree):
                yield from _lines_text(one.lines, console, width, _FIRST_OF_TREE)


def _grid_text(grid: Grid, console: Console) -> list[Text]:
    """Return a table as wide as the console; what is too long for its column is wrapped there."""
    edges = SIMPLE_HEAD if can_draw(console) else ASCII2
    table = Table(box=edges, header_style="view.dim", pad_edge=False)
    for name in grid.header:
        table.add_column(tame(name), overflow="fold")
    for row in grid.rows:
        table.add_row(*map(_cell_text, row))
    with console.capture() as capture:
        console.print(table)
    lines = [Text.from_ansi(line) for line in capture.get().splitlines()]
    for one in lines:
        one.rstrip()
    return [one for one in lines if one.plain]


def _cell_text(piece: Piece) -> Text:
    return Text(tame(piece.text), f"view.{piece.style}" if piece.style else "")


def _lines_text(
    lines: Sequence[Line], console: Console, width: int | None, first: int
) -> Iterator[Text]:
    """Yield lines; those from the depth `first` on are branches."""
    guides = _guides(lines, first if can_draw(console) else None)
    for line, (guide, below) in zip(lines, guides, strict=True):
        text = Text()
        for piece in line.pieces:
            text.append(tame(piece.text), f"view.{piece.style}" if piece.style else "")
        text.rstrip()
        parts = _wrapped(text, console, None if width is None else width - len(below))
        heads = [guide, *[below + _HANGING] * (len(parts) - 1)]
        for head, part in zip(heads, parts, strict=True):
            yield Text.assemble((head, "view.dim"), part)


def can_draw(console: Console) -> bool:
    """Tell whether a console can show more than ASCII."""
    return console.encoding.lower().replace("-", "").startswith("utf")


def _wrapped(text: Text, console: Console, width: int | None) -> list[Text]:
    if width is None or text.cell_len <= width:
        return [text]
    return list(text.wrap(console, max(_NARROWEST, width - len(_HANGING))))


def _guides(lines: Sequence[Line], first: int | None) -> Iterator[tuple[str, str]]:
    """Yield what stands in front of each line, and in front of what continues it.

    Branches are drawn from the depth `first` on; None: no branches are drawn.
    """
    for at, line in enumerate(lines):
        depth = line.depth
        if first is None or depth < first:
            yield INDENT * depth, INDENT * depth
            continue
        before = INDENT * (first - 1)
        before += "".join(_trunk(lines, at, one) for one in range(first, depth))
        below = before + _trunk(lines, at, depth)
        if line.is_note:
            yield below, below
        else:
            yield before + ("├ " if _goes_on(lines, at, depth) else "└ "), below


def _trunk(lines: Sequence[Line], at: int, depth: int) -> str:
    return "│ " if _goes_on(lines, at, depth) else INDENT


def _goes_on(lines: Sequence[Line], at: int, depth: int) -> bool:
    """Tell whether another branch of a depth follows before what it grows on ends."""
    for other in range(at + 1, len(lines)):
        line = lines[other]
        if line.depth <= depth and not line.is_note:
            return line.depth == depth
    return False
