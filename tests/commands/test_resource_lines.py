"""Resources as lines of a list: what stands where, and how it looks."""

import pytest

from crmsh_py.commands.resource.lines import Line, table, view
from crmsh_py.commands.styled import Grid, Piece


def test_names_of_wide_characters_do_not_move_what_stands_behind_them() -> None:
    lines = [
        Line("数据库", "group", "", 0, {}),
        Line("vip", "IPaddr2", "Started", 1, {}),
    ]

    assert table(lines) == "数据库  group\n  vip   IPaddr2  Started\n"


@pytest.mark.parametrize(
    ("state", "style"),
    [
        ("Started on n1", ""),
        ("Stopped", "warning"),
        ("Started on n1, unmanaged", "warning"),
        ("Started on n1, maintenance", "warning"),
        ("Stopped, FAILED", "bad"),
        ("Started on n1, unmanaged, blocked", "bad"),
    ],
)
def test_the_worst_of_a_state_says_how_it_looks(state: str, style: str) -> None:
    found = view([Line("vip", "IPaddr2", state, 1, {})])

    row = (Piece("  vip", "id"), Piece("IPaddr2", "agent"), Piece(state, style))
    assert found == (Grid(("resource", "agent", "state"), (row,)),)


def test_of_no_resources_there_is_no_table() -> None:
    assert (table([]), view([])) == ("", ())
