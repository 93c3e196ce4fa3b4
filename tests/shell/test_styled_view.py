"""Styled lines on a terminal: branches, long lines, what would steer the terminal."""

import io
from collections.abc import Sequence
from textwrap import wrap

from rich.console import Console
from rich.theme import Theme

from crmsh_py.commands.styled import (
    Fitted,
    Grid,
    Line,
    Part,
    Piece,
    Tree,
    line,
    note,
    plain,
    table,
)
from crmsh_py.shell.styled_view import view_text
from crmsh_py.shell.themes import THEMES, rich_styles

THEME = Theme(rich_styles(THEMES["dark"]))

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


def shown(lines: Sequence[Part], *, width: int | None = None, encoding: str = "utf-8") -> list[str]:
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


ROOTED = Tree(
    (
        line(0, "root"),
        note(1, "- said of the root"),
        line(1, "branch"),
        note(2, "- said of the branch"),
        line(2, "inner"),
        note(3, "- said of the inner one, in many words"),
        line(1, "last"),
        note(2, "- said of the last"),
        line(0, "other root"),
        note(1, "- said of it"),
    )
)


def test_the_branches_of_a_tree_grow_on_its_roots_and_notes_hang_beside_them() -> None:
    assert shown([ROOTED, line(0, "below")], width=40) == [
        "root",
        "│ - said of the root",
        "├ branch",
        "│ │ - said of the branch",
        "│ └ inner",
        "│     - said of the inner one, in many",
        "│       words",
        "└ last",
        "    - said of the last",
        "other root",
        "  - said of it",
        "below",
    ]


def test_wide_characters_take_two_columns_in_tables_on_terminals_and_elsewhere() -> None:
    rows = [
        [Piece("数据库"), Piece("a")],
        [Piece("e\u0301"), Piece("b")],
        [Piece("vip"), Piece("c")],
    ]
    grid = Grid(("id", "note"), tuple(map(tuple, rows)))

    assert plain(table(0, rows)) == "数据库  a\ne\u0301       b\nvip     c\n"
    assert shown([grid])[2:] == [" 数据库   a", " e\u0301        b", " vip      c"]


def test_long_lines_of_wide_characters_are_broken_where_the_terminal_ends() -> None:
    assert shown([line(0, "数据库集群主从复制架构与高可用服务地址")], width=24) == [
        "数据库集群主从复制架构",
        "  与高可用服务地址",
    ]


def test_paragraphs_are_made_for_the_width_that_there_is() -> None:
    def lines(width: int) -> list[Line]:
        return [line(0, one) for one in wrap("some words that are long", width)]

    view: list[Part] = [line(0, "above"), Fitted(lines, tuple(lines(78)))]

    assert shown(view, width=12) == ["above", "some words", "that are", "long"]
    assert shown(view) == ["above", "some words that are long"]
