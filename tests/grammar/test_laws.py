# ruff: noqa: RUF001 - it is about such characters
"""What holds for every statement: it can be printed and read again, and never crashes anything."""

import dataclasses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from trees import STATEMENTS, VALUES, keyword_of

from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import lexical, tree
from crmsh_py.grammar.language import complete, parse, rule
from crmsh_py.grammar.printer import to_text
from crmsh_py.grammar.script import lexical_problem, split
from crmsh_py.grammar.statements import STATEMENTS as KEYWORDS
from crmsh_py.grammar.statements import statement_keyword
from crmsh_py.grammar.trace import Trace
from crmsh_py.grammar.usage import usage
from crmsh_py.source import Source

TEXTS = st.text(
    st.sampled_from("ab1 \t\n\r\\\"'#=$@:(){}[]/<>-\u00a0\u3000\ufeff“＝é中\x00\x01\u2028")
    | st.characters(),
    max_size=40,
)


def reread(text: str) -> tree.Statement:
    """Return the one statement of a text."""
    (raw,), problems = split(text, "test")
    assert problems == []
    keyword = statement_keyword(raw.word)
    assert keyword is not None
    return parse(keyword, raw.source)


@given(STATEMENTS)
@settings(max_examples=500, deadline=None)
def test_a_statement_that_is_printed_reads_the_same(statement: tree.Statement) -> None:
    assert reread(to_text(statement)) == statement


@given(STATEMENTS)
@settings(max_examples=300, deadline=None)
def test_the_accelerator_reads_what_the_detailed_rule_reads(statement: tree.Statement) -> None:
    text = to_text(statement)

    fast = parse(keyword_of(statement), Source("test", text))

    detailed = rule(keyword_of(statement))._parse(Trace(text), 0)[1][0]
    assert dataclasses.asdict(fast) == dataclasses.asdict(detailed)


@given(STATEMENTS, st.data())
@settings(max_examples=300, deadline=None)
def test_completion_never_raises_for_a_prefix_of_a_statement(
    statement: tree.Statement, data: st.DataObject
) -> None:
    text = to_text(statement)
    end = data.draw(st.integers(0, len(text)))

    found = complete(keyword_of(statement), text[:end])

    assert text[:end].endswith(found.word)


@given(TEXTS, st.sampled_from(sorted(KEYWORDS)))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_language_crash(text: str, keyword: str) -> None:
    complete(keyword, f"{keyword} {text}")
    try:
        parse(keyword, Source("test", f"{keyword} {text}"))
    except CrmError as error:
        (problem,) = error.diagnostics
        assert problem.location is not None


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_any_text_can_be_split(text: str) -> None:
    statements, problems = split(text, "test")

    assert all(one.word for one in statements)
    assert all(lexical_problem(one.source) is None for one in statements)
    assert all(problem.location is not None for problem in problems)


@example("»=")
@given(st.text())
def test_any_argument_of_the_command_line_comes_back_as_it_was(argument: str) -> None:
    quoted = lexical.quote_argument(argument)
    (word,) = lexical.words(quoted)

    assert word.text == argument
    assert lexical.suspect_character(quoted) is None


@given(VALUES)
def test_any_value_comes_back_as_it_was(value: str) -> None:
    (word,) = lexical.words(lexical.quote(value))

    assert word.text == value


@pytest.mark.parametrize("keyword", sorted(KEYWORDS))
def test_every_statement_says_how_it_is_written(keyword: str) -> None:
    assert usage(keyword).split()[0].strip("{") == keyword
