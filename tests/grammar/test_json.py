"""Statements as JSON: nothing is lost, nothing wrong is taken."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import STATEMENTS, keyword_of

from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import tree
from crmsh_py.grammar.json_form import (
    CLASS,
    COMMENTS,
    KEYWORD,
    comments_from_json,
    json_of,
    statement_from_json,
)
from crmsh_py.grammar.json_schema import json_schema
from crmsh_py.grammar.shapes import FORMS, fields_of
from crmsh_py.grammar.statements import STATEMENTS as KEYWORDS

DOCS = Path(__file__).parents[2] / "docs"
VIP: dict[str, Any] = {
    "statement": "primitive",
    "id": "vip",
    "agent": {"is": "agent", "class": "ocf", "provider": "heartbeat", "type": "IPaddr2"},
    "clauses": [{"is": "nvset", "keyword": "params", "nvpairs": [{"name": "ip", "value": "1"}]}],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([KEYWORD, CLASS, "id", "what", "rules", "x"]), inner)
    ),
    max_leaves=5,
)


@given(STATEMENTS)
def test_what_is_written_is_read_back(statement: tree.Statement) -> None:
    text = json.dumps(json_of(statement))

    assert statement_from_json(json.loads(text)) == statement


@given(STATEMENTS)
def test_a_statement_has_its_keyword(statement: tree.Statement) -> None:
    assert json_of(statement)[KEYWORD] == keyword_of(statement)


@given(STATEMENTS, st.data())
def test_no_json_is_too_wrong_for_a_diagnostic(
    statement: tree.Statement, data: st.DataObject
) -> None:
    wrong = spoilt(json_of(statement), data)

    found = set()
    try:
        read = statement_from_json(wrong)
    except CrmError as error:
        found = {one.code for one in error.diagnostics}
    else:
        assert statement_from_json(json_of(read)) == read
    assert found <= {"unexpected-json"}


def spoilt(value: Any, data: st.DataObject) -> Any:
    """Return data in which something was replaced by something else."""
    if not isinstance(value, dict | list) or not value or data.draw(st.integers(0, 3)) == 0:
        return data.draw(JSON)
    if isinstance(value, list):
        at = data.draw(st.integers(0, len(value) - 1))
        return [spoilt(one, data) if i == at else one for i, one in enumerate(value)]
    key = data.draw(st.sampled_from(sorted(value)))
    return {k: spoilt(one, data) if k == key else one for k, one in value.items()}


def test_every_keyword_of_the_language_has_a_form() -> None:
    assert set(FORMS) == set(KEYWORDS)


def test_no_field_is_in_the_way_of_a_key() -> None:
    taken = {one.key for form in FORMS.values() for one in fields_of(form.type)}

    assert taken.isdisjoint({KEYWORD, COMMENTS, CLASS})


def test_secrets_are_masked() -> None:
    pairs = (tree.NvPair("passwd", "x"), tree.NvPair("passwd", ""), tree.NvPair("ip", "y"))
    statement = tree.Options("property", pairs)

    data = json_of(statement, mask=lambda name: name == "passwd")

    assert [pair["value"] for pair in data["nvpairs"]] == ["******", "", "y"]


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        ({"id": None}, ["$.id: expected a text, found null"]),
        ({"id": True}, ["$.id: expected a text, found true"]),
        ({"clauses": {}}, ["$.clauses: expected a list, found an object"]),
        ({"clauses": None}, ["$.clauses: expected a list, found null"]),
        ({"agent": "Dummy"}, ["$.agent: expected an object, found a text"]),
        ({"agent": {}}, ["$.agent.is: expected 'agent' or 'template_ref', found none"]),
        (
            {"agent": {"is": "agent", "clas": "ocf"}},
            [
                "$.agent.clas: 'agent' has no such key",
                "$.agent.class: 'agent' needs this key",
                "$.agent.type: 'agent' needs this key",
            ],
        ),
        ({"span": 1}, ["$.span: 'primitive' has no such key"]),
        ({"is_template": True}, ["$.is_template: 'primitive' has no such key"]),
        ({"statement": "nosuch"}, ["$.statement: expected a keyword, found 'nosuch'"]),
        ({"statement": []}, ["$.statement: expected a keyword, found a list"]),
        ({"statement": "Primitive"}, ["$.statement: expected a keyword, found 'Primitive'"]),
        ({"description": 1.5}, ["$.description: expected a text, found a number"]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change: dict[str, Any], messages: list[str]) -> None:
    with pytest.raises(CrmError) as caught:
        statement_from_json({**VIP, **change})

    assert [one.message for one in caught.value.diagnostics] == messages


def test_the_items_of_pairs_are_counted() -> None:
    ends = [{"is": "end", "rsc": name} for name in "abc"]

    with pytest.raises(CrmError) as caught:
        statement_from_json({"statement": "order", "id": "o", "what": ends}, "$[7]")

    assert [one.message for one in caught.value.diagnostics] == [
        "$[7].what: expected 2 items, found 3"
    ]


@pytest.mark.parametrize("comments", ["#", [1], ["x"], ["# a\nb"], [None], {}])
def test_comments_are_lines_that_begin_with_a_hash(comments: Any) -> None:
    with pytest.raises(CrmError):
        comments_from_json({COMMENTS: comments})


def test_comments_are_kept_as_they_are() -> None:
    assert comments_from_json({COMMENTS: ["# a\n# b", "#c"]}) == ("# a\n# b", "#c")
    assert comments_from_json(VIP) == ()


def test_the_schema_is_not_stale() -> None:
    """Write it anew with `python docs/generate.py`."""
    text = json.dumps(json_schema(), indent=1) + "\n"

    assert (DOCS / "statements.schema.json").read_text() == text
