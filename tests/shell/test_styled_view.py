"""Styled lines on a terminal: branches, long lines, what would steer the terminal."""

import io
from collections.abc import Sequence

from rich.console import Console
from rich.theme import Theme

from crmsh_py.commands.styled import Grid, Line, Piece, line, plain, table
from crmsh_py.shell.styled_view import STYLES, view_text

THEME = Theme(STYLES)

TREE = [
    line(0, Piece("top", "heading")),
    line(1, "list"),
    line(1, "branch"),
    line(2, "one"),
    line(3, "inner"),
    line(3, "last inner"),
    line(2, "two"),
    line(1, "end"),
]


def shown(
    lines: Sequence[Line | Grid], *, width: int | None = None, encoding: str = "utf-8"
) -> list[str]:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(file=stream, width=width or 80, force_terminal=True, theme=THEME)
    return [one.plain for one in view_text(lines, console, width=width)]


def test_branches_are_drawn_below_what_stands_in_a_list() -> None:
    assert shown(TREE) == [
        "top",
        "  list",
        "  branch",
        "  ├ one",
        "  │ ├ inner",
        "  │ └ last inner",
        "  └ two",
        "  end",
    ]


def test_a_terminal_without_such_characters_gets_blanks() -> None:
    assert shown(TREE, encoding="latin-1") == plain(TREE).splitlines()


def test_long_lines_go_on_below_where_they_begin() -> None:
    lines = [line(1, "list"), line(2, "some words that are long"), line(2, "short")]

    assert shown(lines, width=24) == [
        "  list",
        "  ├ some words that are ",
        "  │   long",
        "  └ short",
    ]


def test_what_would_steer_the_terminal_does_not() -> None:
    assert shown([line(0, Piece("a\x1b[2Jb", "id"))]) == ["a?[2Jb"]


def test_cells_of_a_table_stand_below_each_other() -> None:
    rows = [
        [Piece("a"), Piece("first")],
        [Piece("longer"), Piece(""), Piece("third")],
        [Piece("x")],
    ]

    assert plain(table(1, rows)) == "  a       first\n  longer         third\n  x\n"


GRID = Grid(
    ("what", "note"),
    ((Piece("a", "id"), Piece("some words that are long")), (Piece("b\x1b[2J"), Piece(""))),
)


def test_a_table_is_wrapped_in_its_columns() -> None:
    assert shown([line(0, "above"), GRID, line(0, "below")], width=24) == [
        "above",
        " what    note",
        " ──────────────────────",
        " a       some words",
        "         that are long",
        " b?[2J",
        "below",
    ]


def test_a_table_needs_no_characters_beyond_ascii() -> None:
    lines = shown([GRID], encoding="latin-1")

    assert all(line.isascii() for line in lines)
    assert any("some words that are long" in line for line in lines)
