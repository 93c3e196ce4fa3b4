"""What each stretch of a text is: at the prompt, and in what `show` prints."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import STATEMENTS

from assist.statements_corpus import statements
from crmsh_py.assist.marks.configuration import marks_of_configuration
from crmsh_py.assist.marks.mark import Mark, Style
from crmsh_py.assist.marks.marking import marks
from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import to_text

CASES = Path(__file__).parent.parent / "cases"
SHOWN = sorted(CASES.glob("**/*.shown"))
CONFIGURE = ("configure",)
TEXTS = st.text(
    st.sampled_from("ab1 \t\n\r\\\"'#=$@:(){}[]/<>-\u00a0\u3000\ufeff“é中\x00\x01\u2028")
    | st.characters(),
    max_size=40,
)


def written(text: str, found: tuple[Mark, ...]) -> list[str]:
    """Return marks as lines: style and words."""
    return [f"{style}: {text[span.start : span.end]}" for span, style in found]


def assert_in_order(text: str, found: tuple[Mark, ...]) -> None:
    end = 0
    for span, _ in found:
        assert end <= span.start < span.end <= len(text)
        end = span.end


def statement(text: str) -> list[str]:
    return written(text, marks(text, CONFIGURE))


# ------------------------------------------------------------------ laws


@given(STATEMENTS)
@settings(max_examples=500, deadline=None)
def test_a_statement_looks_the_same_in_show_and_at_the_prompt(one: tree.Statement) -> None:
    text = to_text(one)

    assert written(text, marks_of_configuration(text)) == written(text, marks(text, CONFIGURE))


@pytest.mark.parametrize("file", SHOWN, ids=lambda one: one.stem)
def test_a_configuration_looks_the_same_in_show_and_at_the_prompt(file: Path) -> None:
    text = file.read_text()

    assert written(text, marks_of_configuration(text)) == written(text, marks(text, CONFIGURE))


@given(STATEMENTS)
@settings(max_examples=300, deadline=None)
def test_nothing_of_a_right_statement_is_an_error(one: tree.Statement) -> None:
    found = marks(to_text(one), CONFIGURE)

    assert Style.ERROR not in [mark.style for mark in found]


@given(STATEMENTS, st.data(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_the_marks_of_a_beginning_are_in_order_and_inside(
    one: tree.Statement, data: st.DataObject, typing: bool
) -> None:
    text = to_text(one)
    text = text[: data.draw(st.integers(0, len(text)))]

    found = marks(text, CONFIGURE, typing=typing)

    assert_in_order(text, found)
    assert_in_order(text, marks_of_configuration(text))


def test_every_beginning_of_a_statement_has_marks_in_order() -> None:
    for one in statements():
        for end in range(0, len(one), 1 + len(one) // 60):
            assert_in_order(one[:end], marks(one[:end], CONFIGURE, typing=True))
        whole = marks(one, CONFIGURE)
        assert_in_order(one, whole)
        assert [text for text in written(one, whole) if text.startswith("error")] == []


@given(TEXTS, st.sampled_from([(), CONFIGURE, ("resource",)]), st.integers(0, 50))
@settings(max_examples=500, deadline=None)
def test_any_text_has_marks_in_order(text: str, path: tuple[str, ...], cursor: int) -> None:
    assert_in_order(text, marks(text, path))
    assert_in_order(text, marks(text, path, typing=True, cursor=cursor))
    assert_in_order(text, marks_of_configuration(text))


@given(st.sampled_from(["primitive ", "show ", "xml ", "location l a ", "role r "]), TEXTS)
@settings(max_examples=500, deadline=None)
def test_any_text_behind_a_command_has_marks_in_order(command: str, text: str) -> None:
    assert_in_order(command + text, marks(command + text, CONFIGURE, typing=True))
    assert_in_order(command + text, marks_of_configuration(command + text))


# ------------------------------------------------------------------ what it looks like


def test_each_word_of_a_statement_has_its_style() -> None:
    text = (
        'primitive vip IPaddr2 params ip=10.0.0.1 nic="eth 0" password=****** '
        "op monitor interval=10s meta target-role=Started"
    )

    assert statement(text) == [
        "command: primitive",
        "id: vip",
        "agent: IPaddr2",
        "clause: params",
        "name: ip=",
        "value: 10.0.0.1",
        "name: nic=",
        'string: "eth 0"',
        "name: password=",
        "mask: ******",
        "clause: op",
        "choice: monitor",
        "name: interval=",
        "value: 10s",
        "clause: meta",
        "name: target-role=",
        "choice: Started",
    ]


def test_a_constraint_has_references_scores_and_roles() -> None:
    assert statement("colocation c -inf: a:Promoted ( b d ) node-attribute=rack") == [
        "command: colocation",
        "id: c",
        "score: -inf:",
        "reference: a",
        "choice: :Promoted",
        "clause: (",
        "reference: b",
        "reference: d",
        "clause: )",
        "name: node-attribute=",
        "value: rack",
    ]


def test_an_element_is_marked_as_xml() -> None:
    assert statement('xml <primitive id="a"><!-- b --></primitive>') == [
        "command: xml",
        "clause: <primitive",
        "name: id=",
        'string: "a"',
        "clause: >",
        "comment: <!-- b -->",
        "clause: </primitive",
        "clause: >",
    ]


def test_commands_with_options_are_marked_too() -> None:
    text = "configure\nshow --format=json vip\nup\nresource start vip --wait"

    assert written(text, marks(text, ())) == [
        "level: configure",
        "command: show",
        "option: --format=",
        "value: json",
        "reference: vip",
        "command: up",
        "level: resource",
        "command: start",
        "reference: vip",
        "option: --wait",
    ]


def test_the_name_of_a_node_is_one_that_is_there_unless_it_is_defined() -> None:
    assert statement("node 1: node1:remote") == [
        "command: node",
        "id: 1:",
        "id: node1",
        "choice: :remote",
    ]
    text = "/node utilization node1"
    assert written(text, marks(text, CONFIGURE)) == [
        "level: node",
        "command: utilization",
        "reference: node1",
    ]


@pytest.mark.parametrize("text", ["delete --help", "monitor -h", "primitive --help"])
def test_help_is_an_option_of_every_command(text: str) -> None:
    command, option = text.split()

    assert statement(text) == [f"command: {command}", f"option: {option}"]


def test_a_line_may_end_in_two_characters() -> None:
    text = "# one\r\ngroup g \\\r\n\ta b\r\nxyz"

    assert written(text, marks(text, CONFIGURE)) == [
        "comment: # one",
        "command: group",
        "id: g",
        "reference: a",
        "reference: b",
        "error: xyz",
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("primitve a Dummy", ["primitve"]),
        ("primitive 1a Dummy params x=y", ["1a"]),
        ("location l vip inf node1", ["inf"]),
        ("primitive a Dummy op monitor timeout=1 meta b=c", ["op monitor timeout=1"]),
        ("commit --foo force", ["--foo"]),
        ("group g “a” b", ["“"]),
        ("foo a\ngroup g a\nbar b", ["foo", "bar"]),
    ],
)
def test_what_cannot_stand_there_is_wrong_while_one_types_too(text: str, wrong: list[str]) -> None:
    for typing in (False, True):
        found = marks(text, CONFIGURE, typing=typing)

        assert [text[a.start : a.end] for a, b in found if b is Style.ERROR] == wrong


@pytest.mark.parametrize(
    "text",
    [
        "primit",
        "primitive a Dummy par",
        'primitive a Dummy params x="b',
        "primitive a Dummy params x='b",
        "primitive a Dummy params x=$'b\\",
        "primitive a Dummy op monitor ",
        "primitive a Dummy \\",
        "location l vip inf",
        "location l vip -",
        "location l vip role=Pro",
        "show --form",
        "show --format",
        "commit --wa",
        "res",
    ],
)
def test_a_word_that_is_being_typed_is_wrong_only_when_it_is_left(text: str) -> None:
    path = () if text == "res" else CONFIGURE

    assert Style.ERROR not in [one.style for one in marks(text, path, typing=True)]
    assert Style.ERROR in [one.style for one in marks(text, path)]


def test_the_word_at_the_cursor_may_stand_in_the_middle() -> None:
    text = "location l vip inf node1"

    at_the_word = marks(text, CONFIGURE, typing=True, cursor=18)
    behind_it = marks(text, CONFIGURE, typing=True, cursor=22)

    assert Style.ERROR not in [one.style for one in at_the_word]
    assert Style.ERROR in [one.style for one in behind_it]


def test_an_open_quote_is_text_up_to_the_end() -> None:
    text = 'property a="b c'

    assert written(text, marks(text, CONFIGURE, typing=True)) == [
        "command: property",
        "name: a=",
        'string: "b c',
    ]
