"""A crm.toml with one value set or taken out: all else stays, to the letter."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.diagnostics import CrmError
from crmsh_py.preferences.editing import with_value, without
from crmsh_py.preferences.preference import Origin, Value
from crmsh_py.preferences.sample import sample
from crmsh_py.preferences.table import PREFERENCES
from crmsh_py.preferences.toml_file import read

KEPT = """\
# what I like

[ui]   # looks
theme = "dark"  # at night

plain = false

# aliases at the end
[alias]
st = "status --groups"
"""


@pytest.mark.parametrize(
    ("before", "name", "value", "after"),
    [
        ("", "ui.theme", "light", '[ui]\ntheme = "light"\n'),
        ("# x", "ui.theme", "light", '# x\n\n[ui]\ntheme = "light"\n'),
        (KEPT, "ui.theme", "light", KEPT.replace('"dark"', '"light"')),
        (
            KEPT,
            "ui.paging",
            "never",
            KEPT.replace("plain = false\n", 'plain = false\npaging = "never"\n'),
        ),
        (KEPT, "alias.ll", "ls", KEPT + 'll = "ls"\n'),
        (KEPT, "commit.wait", True, KEPT + "\n[commit]\nwait = true\n"),
        ("[ui]", "ui.plain", True, "[ui]\nplain = true\n"),
        ('[ui]\r\ntheme = "dark"\r\n', "ui.plain", True,
         '[ui]\r\ntheme = "dark"\r\nplain = true\r\n'),
        ('ui.theme = "dark"\n', "ui.plain", True, 'ui.theme = "dark"\nui.plain = true\n'),
        ('ui.theme = "dark"\n[alias]\n', "ui.theme", "none", 'ui.theme = "none"\n[alias]\n'),
        ('[check]\nallow = [\n  "a", # x\n]\n', "check.allow", ("b",), '[check]\nallow = ["b"]\n'),
        ("[alias]\n", "alias.ü", "x", '[alias]\n"ü" = "x"\n'),
    ],
)  # fmt: skip
def test_a_value_is_set_and_all_else_stays(
    before: str, name: str, value: Value, after: str
) -> None:
    assert with_value(before, name, value) == after


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        (KEPT, "ui.theme", KEPT.replace('theme = "dark"  # at night\n', "")),
        (KEPT, "alias.st", KEPT.replace('st = "status --groups"\n', "")),
        (KEPT, "ui.paging", KEPT),
        ("", "ui.theme", ""),
        ("[check]\nallow = [\n  'a',\n]\ndeny-warnings = true", "check.allow",
         "[check]\ndeny-warnings = true"),
        ('ui.theme = "dark"\n', "ui.theme", ""),
    ],
)  # fmt: skip
def test_a_value_is_taken_out_and_all_else_stays(before: str, name: str, after: str) -> None:
    assert without(before, name) == after


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (lambda text: with_value(text, "ui.plain", value=True), "[ui]"),
        (lambda text: without(text, "ui.theme"), "take 'theme' out of 'ui' in that file"),
    ],
)
def test_an_inline_table_is_left_to_the_user(change: object, hint: str) -> None:
    assert callable(change)
    with pytest.raises(CrmError) as caught:
        change('ui = {theme = "dark"}\n')

    (problem,) = caught.value.diagnostics
    assert problem.code == "cannot-write"
    assert hint in (problem.hint or "")


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*PREFERENCES, "alias.a", "alias.b-c", "alias.ü"]),
        st.booleans() | st.integers(0, 9) | TEXTS | st.lists(TEXTS, max_size=2).map(tuple),
        st.booleans(),
    ),
    max_size=8,
)


@given(begin=st.sampled_from(["", KEPT, KEPT.replace("\n", "\r\n"), sample()]), steps=STEPS)
def test_any_changes_say_what_was_wanted(begin: str, steps: list[tuple[str, Value, bool]]) -> None:
    text = begin
    for name, value, is_set in steps:
        table, _, key = name.partition(".")
        before = tomllib.loads(text)
        text = with_value(text, name, value) if is_set else without(text, name)
        now = tomllib.loads(text).get(table, {}).get(key)
        assert now == ((list(value) if isinstance(value, tuple) else value) if is_set else None)
        rest = tomllib.loads(text)
        rest.get(table, {}).pop(key, None)
        before.get(table, {}).pop(key, None)
        assert {k: v for k, v in rest.items() if v} == {k: v for k, v in before.items() if v}
    assert [one for one in begin.split("\n") if one.startswith("#")] == [
        one for one in text.split("\n") if one.startswith("#")
    ]


def test_the_sample_says_nothing_and_names_everything() -> None:
    found = read(sample(), "", Origin.USER)
    said = sample().replace("\n# ", "\n")
    spoken = "\n".join(line for line in said.split("\n") if " = " in line or line.startswith("["))

    assert (found.said, found.problems) == ({}, [])
    assert {name for name in read(spoken, "", Origin.USER).said if name in PREFERENCES} == set(
        PREFERENCES
    )
