"""Where in a statement the words of a finding are."""

import pytest

from crmsh_py.model.given import narrowed, narrowest
from crmsh_py.source import Location, Source, Span

STATEMENT = """\
primitive vip ocf:heartbeat:IPaddr2 \\
    params ip=10.0.0.1 nic=eth0 \\
    op start timeout=20s \\
    op monitor timeout=20s interval=10s"""


def whole(text: str, line: int = 1) -> Location:
    return Location(Source("file", text, line=line), Span(0, len(text)))


def pointed_at(location: Location) -> str:
    return location.source.text[location.span.start : location.span.end]


@pytest.mark.parametrize(
    ("words", "position", "stretch"),
    [
        (("IPaddr2",), (1, 29), "IPaddr2"),
        (("params", "nic"), (2, 24), "nic=eth0"),
        (("op", "monitor", "timeout"), (4, 16), "timeout=20s"),
        (("op", "monitor"), (4, 8), "monitor"),
        (("op", "stop"), (3, 5), "op"),
        (("no-such-word",), (1, 1), STATEMENT),
        ((), (1, 1), STATEMENT),
        (("vip",), (1, 11), "vip"),
    ],
)
def test_the_last_word_behind_the_others_is_pointed_at(
    words: tuple[str, ...], position: tuple[int, int], stretch: str
) -> None:
    found = narrowed(whole(STATEMENT), words)

    assert (found.position, pointed_at(found)) == (position, stretch)


@pytest.mark.parametrize(
    ("text", "words", "column"),
    [
        ("primitive apache apache", ("apache",), 18),
        ("primitive apache ocf:heartbeat:apache", ("apache",), 32),
        ("tag t a t", ("t",), 9),
        ("group g a b", ("g",), 7),
        ("property a=1 a=2", ("a",), 10),
        ("property a=1 a=2", ("a", "a"), 14),
        ("location l rsc:role 5: n1", ("role",), 16),
        ("primitive a a a=1", ("a", "a"), 15),
    ],
)
def test_the_name_of_the_object_is_at_fault_only_if_nothing_else_is(
    text: str, words: tuple[str, ...], column: int
) -> None:
    assert narrowed(whole(text), words).position == (1, column)


def test_a_word_of_a_large_statement_is_found_among_all_others() -> None:
    text = "property " + " ".join(f"p{number}=1" for number in range(3000))

    for number in range(0, 3000, 3):
        found = narrowed(whole(text), (f"p{number}",))
        assert pointed_at(found) == f"p{number}=1"


def test_of_several_statements_that_with_most_of_the_words_is_taken() -> None:
    first, second, third = (
        whole(text, line)
        for line, text in enumerate(["property a=1", "property b=1", "property c=1"], 1)
    )

    assert narrowest([first, second, third], ("b",)).position == (2, 10)
    assert narrowest([first, second, third], ("x",)).position == (3, 1)
    assert narrowest([first, second, third], ()).position == (3, 1)
    assert narrowest([first, whole("property a=2", 4)], ("a",)).position == (4, 10)
