"""A page as lines of text, not wider than the narrowest usual terminal, or than one is."""

import re
from collections.abc import Iterable, Iterator, Sequence

from crmsh_py.cells import cells, folded, widest
from crmsh_py.commands.manual.page import Examples, Page, Prose, Row, Section, Synopsis, Table
from crmsh_py.commands.styled import Line, Piece, heading, line

WIDTH = 78
_WIDEST_TERM = 26
_INDENT = 8
"""How far meanings stand in below words that all have lines of their own."""
_TOGETHER = re.compile(
    r"\[(?:[^\[\]]|\[[^\[\]]*\]){1,44}\](?: \.\.\.)?|<[^>]*>| \.\.\.|`[^`]{1,40}`"
)
"""What stays on one line: `[--option <value>]`, `<a place>`, what is typed as it stands."""
_KEPT = "\xa0"
"""Stands for a blank where a line is not to end."""
_BREAK = "\1"
"""Stands where a line may end without a blank; it takes no room."""
_LONG = re.compile(r"\S{50,}")
_TYPED = re.compile(r"(`[^`]+`)")


def lines_of(page: Page, width: int = WIDTH) -> list[Line]:
    """Return a page as lines of so many columns."""
    width = min(width, WIDTH)
    found = list(_title(page, width))
    for section in page.sections:
        found += [line(0), *_section(section, width)]
    if page.see_also:
        others = ", ".join(map(_kept, page.see_also))
        found += [line(0), *_titled("See also", others, width)]
    return found


def filled(text: str, room: int = WIDTH, *, hanging: int = 0) -> list[str]:
    """Return a text in lines of so many columns; names of places stay whole.

    A long list of alternatives can be parted behind each `|`.
    """
    bound = _TOGETHER.sub(lambda found: _kept(found[0]), text)
    bound = _LONG.sub(lambda found: found[0].replace("|", f"| {_BREAK}"), bound)
    parts = folded(bound, room, " " * hanging).split("\n") if bound else []
    return [_restored(one) for one in parts]


def _kept(words: str) -> str:
    """Return words that stay on one line."""
    return words.replace(" ", _KEPT)


def _restored(line: str) -> str:
    return line.replace(_KEPT, " ").replace(f"| {_BREAK}", "|").replace(_BREAK, "")


def wrapped(lines: Iterable[str], room: int = WIDTH) -> list[str]:
    """Return lines of a usage text, those that are too long for a terminal on several lines."""
    return [part for one in lines for part in _wrapped(one, room)]


def _wrapped(text: str, room: int) -> list[str]:
    own = len(text) - len(text.lstrip())
    parts = filled(text.lstrip(), room - own, hanging=4)
    return [" " * own + one for one in parts]


def _title(page: Page, width: int) -> Iterator[Line]:
    first, *rest = filled(f"{_kept(page.name)} - {page.summary}", width, hanging=4)
    yield line(0, Piece(page.name, "heading"), *_pieces(first.removeprefix(page.name)))
    yield from (line(0, *_pieces(one)) for one in rest)


def _titled(title: str, text: str, width: int) -> Iterator[Line]:
    """Yield a text behind its title."""
    first, *rest = filled(f"{_kept(title)}: {text}", width, hanging=4)
    yield line(0, Piece(f"{title}:", "heading"), *_pieces(first.removeprefix(f"{title}:")))
    yield from (line(0, *_pieces(one)) for one in rest)


def _section(section: Section, width: int) -> Iterator[Line]:
    match section:
        case Prose():
            yield from _prose(section, width)
        case Synopsis():
            yield heading(f"{section.title}:")
            yield from (line(1, Piece(one, "id")) for one in wrapped(section.lines, width - 2))
        case Table():
            yield heading(f"{section.title}:")
            yield from _rows(section.rows, width)
        case Examples():
            yield heading("Examples:")
            yield from (
                line(1, Piece(one, "dim" if one.startswith("#") else "")) for one in section.lines
            )


def _prose(prose: Prose, width: int) -> Iterator[Line]:
    if prose.title:
        yield from _titled(prose.title, prose.text, width)
        return
    for at, paragraph in enumerate(prose.paragraphs):
        if at:
            yield line(0)
        kept = paragraph.startswith("  ")
        text = " ".join(paragraph.split())
        shown = paragraph.splitlines() if kept else filled(text, width)
        yield from (line(0, *_pieces(one)) for one in shown)


def _rows(rows: Sequence[Row], width: int) -> Iterator[Line]:
    """Yield a table; a word that is too long for its column has a line of its own."""
    widest_term = min(_WIDEST_TERM, width // 3)
    column = widest(one.term for one in rows if cells(one.term) <= widest_term) or _INDENT
    for term, meaning in rows:
        told = filled(meaning, width - column - 4) or [""]
        rest = told
        if cells(term) <= column:
            gap = " " * (column - cells(term) + 2)
            yield line(1, Piece(term, "id"), gap, *_pieces(told[0]))
            rest = told[1:]
        else:
            yield from (line(1, Piece(one, "id")) for one in wrapped([term], width - 2))
        yield from (line(1, " " * (column + 2), *_pieces(one)) for one in rest)


def _pieces(text: str) -> list[Piece]:
    """Return a text in pieces: what is typed as it stands has a style."""
    parts = filter(None, _TYPED.split(text))
    return [Piece(one, "id" if one.startswith("`") else "") for one in parts]
