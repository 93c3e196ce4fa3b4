"""Whether a statement goes on, while it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmsh_py.assist.typed.continuing import continuation
from crmsh_py.grammar.script import split


@pytest.mark.parametrize(
    "text",
    [
        "",
        "primitive a Dummy",
        "primitive a Dummy params x='it (' y=\"{\"",
        'primitive a Dummy params x="a \\" b"',
        "primitive a Dummy params x=a(b y=:-(",
        'primitive a Dummy params x=\\"',
        "colocation c inf: ( a b ) [ c d ]",
        "bundle b \\\n  docker image=x",
        "# so ( it is",
        "# it's",
        "primitive a Dummy \\\n",
        "colocation c inf: ( a b \\\n",
        "primitive a Dummy params x='\\\n",
        "primitive x Dummy params y='\nprimitive a Dummy",
    ],
)
def test_a_statement_that_is_whole_ends_with_its_line(text: str) -> None:
    assert continuation(text) is None


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("primitive a Dummy \\", "\n"),
        ("primitive a Dummy \\  ", "\n"),
        ("primitive a Dummy \\\n  params x='", "\\\n"),
        ('primitive a Dummy params x="a', "\\\n"),
        ("primitive a Dummy params x=$'a", "\\\n"),
        ("colocation c inf: ( a b", " \\\n"),
        ("colocation c inf: (a [b c]", " \\\n"),
        ("location l a rule (#uname eq x or", " \\\n"),
        ("group g a b\ncolocation c inf: ( a b", " \\\n"),
    ],
)
def test_a_statement_in_which_something_is_open_goes_on(text: str, more: str) -> None:
    assert continuation(text) == more


@pytest.mark.parametrize(
    ("first", "second"),
    [("colocation c inf: ( a b", "c d )"), ("primitive a Dummy params x='a ", "b'")],
)
def test_what_goes_on_is_one_statement_of_the_language(first: str, second: str) -> None:
    text = f"{first}{continuation(first)}{second}"

    statements, problems = split(text, "")

    assert [one.source.text for one in statements] == [text]
    assert problems == []


@given(text=st.text("ab (){}[]'\"\\\n#$=", max_size=30))
def test_an_empty_line_always_ends_it(text: str) -> None:
    more = continuation(text)

    assert more is None or continuation(text + more) is None
