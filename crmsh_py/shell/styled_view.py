"""Styled lines (`commands.styled`) on a terminal: in colour, with the branches of trees drawn.

Lines that are too long are wrapped below where they begin.
"""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from crmsh_py.commands.styled import INDENT, Line
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
_HANGING = "  "


def view_text(lines: Sequence[Line], console: Console, *, width: int | None) -> list[Text]:
    """Return lines as they are shown; without a width they are as long as they need to be."""
    drawn = _can_draw(console)
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


def _can_draw(console: Console) -> bool:
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
