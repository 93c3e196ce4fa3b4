"""Values of preferences: what will do, how they are written, what was meant."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.preferences.preference import Preference, Value
from crmsh_py.preferences.table import PREFERENCES, TABLES
from crmsh_py.preferences.values import as_text, find, from_text, from_toml, key, takes, to_toml

WORD = Preference("ui.word", "a", "a word", ("a", "bee"))
TRUTH = Preference("ui.truth", default=False, meaning="a truth")
NUMBER = Preference("ui.number", 5, "a number", least=1)
WORDS = Preference("ui.words", (), "words", ("a", "bee"))
TEXT = Preference("ui.text", "", "a text")


def wrong(preference: Preference, given: object) -> Diagnostic:
    with pytest.raises(CrmError) as caught:
        from_text(preference, given) if isinstance(given, str) else from_toml(preference, given)
    (problem,) = caught.value.diagnostics
    return problem


@pytest.mark.parametrize(
    ("preference", "text", "value"),
    [
        (WORD, "bee", "bee"),
        *((TRUTH, text, True) for text in ("true", "yes", "on", "1", "TRUE")),
        *((TRUTH, text, False) for text in ("false", "no", "off", "0", "No")),
        (NUMBER, "17", 17),
        (WORDS, "a, bee,a", ("a", "bee")),
        (WORDS, "", ()),
        (TEXT, "less -S", "less -S"),
    ],
)
def test_a_text_says_a_value(preference: Preference, text: str, value: Value) -> None:
    assert from_text(preference, text) == value


@pytest.mark.parametrize(
    ("preference", "given", "value"),
    [
        (WORD, "a", "a"),
        (TRUTH, True, True),
        (NUMBER, 1, 1),
        (WORDS, ["bee"], ("bee",)),
        (WORDS, [], ()),
    ],
)
def test_a_file_says_a_value_of_its_type(
    preference: Preference, given: object, value: Value
) -> None:
    assert from_toml(preference, given) == value


@pytest.mark.parametrize(
    ("preference", "given", "message"),
    [
        (WORD, "c", "'ui.word' takes a or bee, not 'c'"),
        (WORD, 3, "'ui.word' takes a or bee, not 3"),
        (TRUTH, "perhaps", "'ui.truth' takes true or false, not 'perhaps'"),
        (TRUTH, 1, "'ui.truth' takes true or false, not 1"),
        (NUMBER, "0", "'ui.number' takes a whole number, 1 or more, not 0"),
        (NUMBER, "-1", "'ui.number' takes a whole number, 1 or more, not '-1'"),
        (NUMBER, True, "'ui.number' takes a whole number, 1 or more, not true"),
        (NUMBER, 2.5, "'ui.number' takes a whole number, 1 or more, not 2.5"),
        (WORDS, "a,c", "'ui.words' takes a list of a or bee, not 'c'"),
        (WORDS, [1], "'ui.words' takes a list of a or bee, not a list"),
        (TEXT, "two\nlines", "'ui.text' takes a text, not 'two\\nlines'"),
        (TEXT, {}, "'ui.text' takes a text, not a table"),
    ],
)
def test_a_wrong_value_is_refused(preference: Preference, given: object, message: str) -> None:
    problem = wrong(preference, given)

    assert (problem.code, problem.message) == ("wrong-preference", message)


def test_a_truth_in_quotes_is_told_how_to_write_it() -> None:
    with pytest.raises(CrmError) as caught:
        from_toml(TRUTH, "yes")

    assert caught.value.diagnostics[0].hint == "write it as true"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("theme", "did you mean 'ui.theme'?"),
        ("prompt.theme", "did you mean 'ui.theme'?"),
        ("ui.colour", "did you mean 'ui.color'?"),
        ("core.editor", "it is 'ui.editor' here"),
        ("nothing.like-it", "'options list' shows those there are"),
        ("ui.x", "'options list ui' shows those there are"),
        ("promt", "did you mean 'prompt'?"),
    ],
)
def test_a_name_that_is_none_is_told_with_the_one_that_was_meant(name: str, hint: str) -> None:
    with pytest.raises(CrmError) as caught:
        find(name)

    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.hint) == ("unknown-preference", hint)


@pytest.mark.parametrize("name", ["alias.", "alias.1st", "alias.a b", "alias.-x", "alias.a.b"])
def test_an_alias_has_a_plain_name(name: str) -> None:
    with pytest.raises(CrmError) as caught:
        find(name)

    assert caught.value.diagnostics[0].code == "wrong-alias"


@pytest.mark.parametrize("one", PREFERENCES.values(), ids=str)
def test_every_preference_takes_its_default(one: Preference) -> None:
    default = list(one.default) if isinstance(one.default, tuple) else one.default

    assert from_toml(one, default) == one.default
    assert from_text(one, as_text(one.default)) == one.default
    assert takes(one)
    assert one.table in TABLES


def test_no_two_preferences_have_one_variable() -> None:
    assert len({one.variable for one in PREFERENCES.values()}) == len(PREFERENCES)


@given(value=st.booleans() | st.integers(0, 10**9) | st.text() | st.lists(st.text()).map(tuple))
def test_what_is_written_is_read_again(value: Value) -> None:
    read = tomllib.loads(f"a = {to_toml(value)}")["a"]

    assert (tuple(read) if isinstance(read, list) else read) == value


@given(name=st.text())
def test_any_key_can_be_written(name: str) -> None:
    assert tomllib.loads(f"{key(name)} = 1") == {name: 1}
