"""The lexer for Pygments."""

import tomllib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.token import Token  # type: ignore[import-untyped]  # Pygments tells no types

from crmsh_py.shell.pygments_lexer import CrmLexer

PROJECT = Path(__file__).parent.parent.parent / "pyproject.toml"


def tokens(text: str) -> list[tuple[str, str]]:
    """Return what stands in a text, blanks left out."""
    found = CrmLexer().get_tokens(text)
    return [(".".join(kind), value) for kind, value in found if value.strip()]


def test_a_configuration_is_told_apart_into_tokens() -> None:
    assert tokens("# shop\nprimitive vip IPaddr2 ip=10.0.0.1\nprimitve x") == [
        ("Comment", "# shop"),
        ("Keyword", "primitive"),
        ("Name.Class", "vip"),
        ("Name.Function", "IPaddr2"),
        ("Name.Attribute", "ip="),
        ("Literal", "10.0.0.1"),
        ("Error", "primitve"),
        ("Text", " x\n"),
    ]


def test_a_file_of_commands_begins_at_the_top() -> None:
    assert tokens("configure\nshow --format=json") == [
        ("Keyword.Namespace", "configure"),
        ("Keyword", "show"),
        ("Name.Tag", "--format="),
        ("Literal", "json"),
    ]


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_the_tokens_of_any_text_are_that_text(text: str) -> None:
    found = list(CrmLexer().get_tokens_unprocessed(text))

    assert "".join(value for _, _, value in found) == text
    assert all(kind in Token for _, kind, _ in found)


def test_pygments_finds_the_lexer() -> None:
    project = tomllib.loads(PROJECT.read_text())

    entry = project["project"]["entry-points"]["pygments.lexers"]["crm"]
    assert entry == f"{CrmLexer.__module__}:{CrmLexer.__qualname__}"
