"""What a misspelt word was meant to be."""

from crmsh_py.spelling import did_you_mean, nearest

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
