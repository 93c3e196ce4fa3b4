"""A crm.toml: what it says, and that all of its mistakes are told, each where it is."""

import time
import tomllib
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmsh_py.preferences.cycles import circles
from crmsh_py.preferences.layout import layout
from crmsh_py.preferences.preference import Origin, Value
from crmsh_py.preferences.preferences import Preferences
from crmsh_py.preferences.reading import MOST_BYTES
from crmsh_py.preferences.toml_file import read

FILE = "crm.toml"


class Told(NamedTuple):
    """A problem: where it is, its code, the word that it points at."""

    line: int
    code: str
    word: str
    hint: str | None


def said(text: str) -> dict[str, Value]:
    return {name: one.value for name, one in read(text, FILE, Origin.USER).said.items()}


def told(text: str) -> list[Told]:
    found = []
    for one in read(text, FILE, Origin.USER).problems:
        assert one.location is not None
        span = one.location.span
        word = text[span.start : span.end]
        found.append(Told(one.location.position[0], one.code, word, one.hint))
    return found


def test_a_file_says_values_and_where_they_stand() -> None:
    text = '# mine\n[ui]\ntheme = "light"  # bright\n[check]\nallow = [\n  "no-value",\n]\n'

    found = read(text, FILE, Origin.USER)

    assert found.problems == []
    assert {name: (one.value, one.where) for name, one in found.said.items()} == {
        "ui.theme": ("light", "crm.toml:3"),
        "check.allow": (("no-value",), "crm.toml:5"),
    }


@pytest.mark.parametrize(
    "text",
    [
        'ui.theme = "light"\n',
        'ui = {theme = "light"}\n',
        "[ui]\r\ntheme = 'light'\r\n",
        '["ui"]\n"theme" = """light"""',
        '[ui]\ntheme="light"#x',
        "[ui] # [x]\ntheme = '''\nlight'''\n",
    ],
)
def test_all_ways_of_toml_to_say_the_same_will_do(text: str) -> None:
    assert (said(text), told(text)) == ({"ui.theme": "light"}, [])


def test_an_empty_file_says_nothing() -> None:
    assert (said(""), told("")) == ({}, [])


def test_every_mistake_is_told_at_once_and_the_rest_counts() -> None:
    text = (
        "[ui]\n"
        "theme = light\n"
        "color: never\n"
        "plain = yes\n"
        'paging = "nevr"\n'
        'colour = "never"\n'
        "[commit]\n"
        "wait = true\n"
        "wait = false\n"
        "[chek]\n"
        "a = 1\n"
        "[check]\n"
        'allow = ["no-value", "no-valeu"]\n'
        'deny-warnings = "true"\n'
        "[alias]\n"
        'st = "status --groups"\n'
        '"1x" = "x"\n'
        'e = " "\n'
    )

    assert told(text) == [
        Told(2, "malformed-preferences", "light", 'write it as theme = "light"'),
        Told(3, "malformed-preferences", ":", "a key and its value are written as 'key = value'"),
        Told(4, "malformed-preferences", "yes", "write it as plain = true"),
        Told(5, "wrong-preference", "nevr", "did you mean 'never'?"),
        Told(6, "unknown-preference", "colour", "did you mean 'ui.color'?"),
        Told(9, "malformed-preferences", "wait", "say it once: what stands first counts"),
        Told(10, "unknown-preference", "[chek]", "did you mean 'check'?"),
        Told(13, "wrong-preference", "no-valeu", "did you mean 'no-value'?"),
        Told(14, "wrong-preference", "true", "write it as true"),
        Told(17, "wrong-alias", '"1x"', "an alias is one word of letters, digits, '-' and '_'"),
        Told(18, "wrong-preference", " ", "an alias stands for at least one word"),
    ]
    assert said(text) == {"commit.wait": True, "alias.st": "status --groups"}


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ('theme = "light"\n', "unknown-preference", "it stands below '[ui]'"),
        ("x = 1\n", "unknown-preference", "keys stand below a '[table]'"),
        ("ui = 1\n", "wrong-preference", "write '[ui]' above its keys"),
        ('[[ui]]\ntheme = "dark"\n', "wrong-preference", "write '[ui]' above its keys"),
        ("[alia]\n", "unknown-preference", "did you mean 'alias'?"),
    ],
)
def test_what_stands_in_no_table_is_told(text: str, code: str, hint: str) -> None:
    assert [(one.code, one.hint) for one in told(text)] == [(code, hint)]


def test_what_stands_below_a_lost_table_is_not_taken_for_the_one_above() -> None:
    text = '[ui]\ntheme = "dark"\n[prompt\ntoolbar = false\nplain = true\n[commit]\nwait = true\n'

    assert said(text) == {"ui.theme": "dark", "commit.wait": True}
    assert [one.line for one in told(text)] == [3]


def test_a_table_that_is_there_twice_counts_once() -> None:
    text = '[ui]\ntheme = "dark"\n[ui]\ntheme = "light"\n'

    assert (said(text), [one.line for one in told(text)]) == ({"ui.theme": "dark"}, [3])


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "[ui]\nx = " + "9" * 5000, '[ui]\ntheme = """x', "\x00", "]" * 99]
)
def test_what_python_cannot_read_is_one_problem(text: str) -> None:
    assert [one.code for one in told(text)] == ["malformed-preferences"]


def test_so_many_repeated_keys_are_given_up() -> None:
    text = "[ui]\n" + "plain = true\n" * 100

    assert said(text) == {}
    assert len(told(text)) == 20


PIECES = st.sampled_from(
    ["[ui]", "[alias]", "theme", "=", '"light"', "light", "\n", "\r\n", " ", "'", '"', "#", "[",
     "]", "{", "}", ",", ".", "true", '"""', "'''", "\\", "ü", "\t", "plain = true\n", "[[a]]", "1"]
)  # fmt: skip


@given(pieces=st.lists(PIECES, max_size=30))
@example(pieces=['"""', '"""', '"""', '"'])
def test_no_text_is_too_odd(pieces: list[str]) -> None:
    text = "".join(pieces)

    found = read(text, FILE, Origin.USER)

    for one in found.problems:
        assert one.location is not None
        assert 0 <= one.location.span.start <= one.location.span.end <= len(text)


VALUES = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.text(max_size=5), lambda one: st.lists(one, max_size=3)
)
KEYS = st.sampled_from(["a", "b", '"c d"', "'e'", "f.g", '"h.i".j'])


@given(lines=st.lists(st.tuples(KEYS, VALUES), unique_by=lambda one: one[0], max_size=6))
def test_the_layout_finds_every_key_and_its_value(lines: list[tuple[str, object]]) -> None:
    text = "[t] # x\n" + "".join(f" {key} = {_toml(value)} # '\"\n" for key, value in lines)
    document = tomllib.loads(text)

    for one in layout(text).entries:
        found: object = document
        for step in one.path:
            assert isinstance(found, dict)
            found = found[step]
        assert tomllib.loads(f"x = {text[one.value.start : one.value.end]}")["x"] == found
    assert len(layout(text).entries) == len(lines)


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[\n" + ", # ]\n".join(map(_toml, value)) + "\n]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(one):08x}" for one in value) + '"'
    return str(value).lower()


@pytest.mark.parametrize(
    "text",
    [
        "x\n" * 30_000,
        "[alias]\n" + "".join(f'a{one} = "a{one + 1}"\n' for one in range(3_500)),
        "".join(f"[a{one}]\nb = 1\n" for one in range(4_000)),
        "[check]\nallow = [\n" + '"a",\n' * 10_000,
        'a = """\n' + "x\n" * 30_000,
        "a = " + "[" * 60_000,
    ],
)
def test_a_file_that_is_as_large_as_may_be_takes_no_time_worth_a_word(text: str) -> None:
    assert len(text) <= MOST_BYTES
    begun = time.process_time()

    list(circles(Preferences(read(text, "crm.toml", Origin.USER).said)))

    assert time.process_time() - begun < 5


def test_what_is_something_else_altogether_is_told_once() -> None:
    (problem,) = read("this is a log\n" * 200, "crm.toml", Origin.USER).problems

    assert problem.message == "this is no TOML, in 200 places; all of it is passed over"
