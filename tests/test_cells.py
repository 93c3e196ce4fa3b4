"""How wide texts are: as terminals show them, and as rich counts."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from crmsh_py.cells import cells, cells_of, cut, folded, padded, widest

_WITHOUT_SHAPE = {"Cn", "Cs", "Co", "Cc"}
_SYMBOLS = {"So", "No", "Sk"}
"""Of symbols, tables of different years of Unicode say different things."""

_FILLERS = "\u3164\uffa0"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("vip", 3),
        ("数据库", 6),
        ("ﾃﾞｰﾀ", 4),
        ("\uff21\uff22", 4),
        ("한국어", 6),
        ("e\u0301", 1),
        ("\u1112\u1161\u11ab", 2),
        ("नमस्ते", 4),
        ("a\u200db", 2),
        ("…─│", 3),
        ("a\xadb", 3),
    ],
)
def test_a_text_is_as_wide_as_a_terminal_shows_it(text: str, width: int) -> None:
    assert cells(text) == width


def test_all_letters_and_marks_are_as_wide_as_rich_has_them() -> None:
    known = (
        chr(code)
        for code in range(0x20, 0x10000)
        if category(chr(code)) not in _WITHOUT_SHAPE | _SYMBOLS and chr(code) not in _FILLERS
    )

    assert [hex(ord(one)) for one in known if cells_of(one) != cell_len(one)] == []


TEXTS = st.text(st.sampled_from("ab 数据库e\u0301é\u200d…"), max_size=60)


@given(TEXTS, TEXTS)
def test_widths_add_up(one: str, other: str) -> None:
    assert cells(one + other) == cells(one) + cells(other)


@given(TEXTS, st.integers(0, 40))
def test_what_is_cut_is_a_beginning_that_fits_and_no_longer_one_does(text: str, width: int) -> None:
    found = cut(text, width)

    assert text.startswith(found)
    assert cells(found) <= width
    assert found == text or cells(text[: len(found) + 1]) > width


def test_padded_texts_end_in_one_column() -> None:
    texts = ["vip", "数据库", "e\u0301"]
    width = widest(texts)

    assert [padded(one, width) for one in texts] == ["vip   ", "数据库", "e\u0301     "]
    assert widest([]) == 0


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("short", 10, ["short"]),
        ("one two three", 9, ["one two", "    three"]),
        ("  one two three", 9, ["  one two", "      three"]),
        ("unbreakable-and-long x", 9, ["unbreakable-and-long", "    x"]),
        ("数据 库集 群", 9, ["数据 库集", "    群"]),
        ("one\ntwo three four", 9, ["one", "two three", "    four"]),
    ],
)
def test_lines_are_broken_at_blanks_and_go_on_further_in(
    text: str, width: int, lines: list[str]
) -> None:
    assert folded(text, width, "    ").split("\n") == lines


@given(TEXTS, st.integers(1, 40))
def test_no_word_is_lost_or_broken(text: str, width: int) -> None:
    assert folded(text, width, "  ").split() == text.split()
