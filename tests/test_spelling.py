"""What a misspelt word was meant to be."""

import difflib

from hypothesis import given, settings
from hypothesis import strategies as st

from crmsh_py.spelling import did_you_mean, nearest, nearest_ones

NAMES = ("interval", "timeout", "start-delay")


def test_the_nearest_name_is_meant() -> None:
    assert nearest("intervall", NAMES) == "interval"
    assert did_you_mean("tiemout", NAMES) == "did you mean 'timeout'?"


def test_a_word_that_is_like_no_name_means_none() -> None:
    assert nearest("xyz", NAMES) is None
    assert did_you_mean("xyz", NAMES) is None


def test_how_like_a_word_has_to_be_can_be_chosen() -> None:
    assert nearest("time", NAMES) == "timeout"
    assert nearest("time", NAMES, least=0.9) is None


def test_what_is_longer_than_any_name_is_like_none() -> None:
    assert nearest("a" * 1_000_000, ["a" * 1_000_000]) is None


@given(st.text("abc01-", max_size=8), st.lists(st.text("abc01-", max_size=8), max_size=12))
@settings(max_examples=300, deadline=None)
def test_the_nearest_names_are_those_that_difflib_finds(word: str, known: list[str]) -> None:
    assert nearest_ones(word, known) == difflib.get_close_matches(word, known, cutoff=0.6)
