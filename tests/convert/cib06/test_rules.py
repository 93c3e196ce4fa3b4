"""Tests of rules: in locations, where most of them are."""

import pytest

from convert.cib06.fragments import ALICE, BOB, CAROL, constraints, converted, dummy, findings

Found = tuple[list[str], list[tuple[str, str]]]


def located(*rules: str) -> Found:
    conversion = converted(
        dummy("a"), f'<rsc_location id="l" rsc="a">{"".join(rules)}</rsc_location>'
    )
    prefix = "location l a rule "
    return [one.removeprefix(prefix) for one in constraints(conversion)], findings(conversion)


def expression(attributes: str) -> Found:
    return located(f'<rule id="r" score="5"><expression id="e" {attributes}/></rule>')


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('attribute="#uname" operation="eq" value="bob"', "5: #uname eq bob"),
        ('attribute="#uname" op="EQ" value="bob"', "5: #uname eq bob"),
        ('attribute="#is_dc" operation="eq" value="false"', "5: #is_dc eq false"),
        ('attribute="pingd" operation="not_defined"', "5: not_defined pingd"),
        ('attribute="x" operation="lt" value="9" type="number"', "5: x number:lt 9"),
        (f'attribute="#id" operation="eq" value="{BOB}"', "5: #uname eq bob"),
        (f'attribute="#id" operation="ne" value="{BOB}"', "5: #uname ne bob"),
        (f'attribute="#id" operation="lt" value="{BOB}"', "5: #uname eq alice"),
        (f'attribute="#id" operation="gt" value="{BOB}"', "5: #uname eq carol"),
        (
            f'attribute="#id" operation="lte" value="{BOB}"',
            "5: ( #uname eq alice or #uname eq bob )",
        ),
        (f'attribute="#id" operation="lte" value="{CAROL}"', "5: defined #uname"),
        (f'attribute="#id" operation="lt" value="{ALICE}"', "5: not_defined #uname"),
    ],
)
def test_an_expression_is_said_with_the_words_of_today(attributes: str, expected: str) -> None:
    assert expression(attributes) == ([expected], [])


@pytest.mark.parametrize(
    "attributes",
    [
        'operation="eq" value="bob"',
        'attribute="#uname" value="bob"',
        'attribute="#uname" operation="is" value="bob"',
        'attribute="#uname" operation="eq"',
    ],
)
def test_an_expression_that_means_nothing_is_an_error_and_no_rule_is_left(attributes: str) -> None:
    assert expression(attributes) == ([], [("error", "invalid-rule")])


def test_text_that_is_compared_as_numbers_today_is_told() -> None:
    found = expression('attribute="pingd" operation="gt" value="0"')

    assert found == (["5: pingd gt 0"], [("info", "compared-as-numbers")])


def test_an_unknown_id_of_a_node_never_matches() -> None:
    found = expression('attribute="#id" operation="eq" value="nobody"')

    assert found == (["5: #uname eq nobody"], [("warning", "dangling-reference")])


@pytest.mark.parametrize(
    ("score", "expected", "said"),
    [
        ("infinity", "", []),
        ("+INFINITY", "", []),
        ("-Infinity", "-inf", []),
        ("10.0", "10", []),
        ("1e3", "1", [("warning", "approximated")]),
        ("1.5", "1", [("warning", "approximated")]),
        ("9999999", "", []),
        ("+5", "5", []),
        ("much", "0", [("error", "invalid-score")]),
    ],
)
def test_a_score_is_what_the_old_engine_read(
    score: str, expected: str, said: list[tuple[str, str]]
) -> None:
    rule = f'<rule id="r" score="{score}"><expression attribute="x" operation="defined"/></rule>'

    text = f"{expected}: defined x" if expected else "defined x"
    assert located(rule) == ([text], said)


def test_a_rule_without_a_score_is_kept_and_told() -> None:
    found = located('<rule id="r"><expression attribute="x" operation="defined"/></rule>')

    assert found == (["0: defined x"], [("warning", "useless-rule")])


def test_a_rule_that_asks_nothing_holds_everywhere() -> None:
    assert located('<rule id="r" score="3"/>') == (
        ["3: defined #uname"],
        [("warning", "approximated")],
    )


def test_a_rule_has_a_role_a_boolean_operation_and_the_score_of_an_attribute() -> None:
    found = located(
        '<rule id="r" score_attribute="pingd" role="master" boolean_op="OR">'
        '<expression attribute="x" operation="defined"/>'
        '<rule id="inner" boolean_op="and"><expression attribute="y" operation="defined"/>'
        '<expression attribute="z" operation="defined"/></rule></rule>'
    )

    assert found == (
        ["role=Promoted pingd: defined x or ( boolean-op=and defined y and defined z )"],
        [],
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<date_expression start="2007-01-01" end="2008-01-01"/>', "in start=2007-01-01 to end"),
        ('<date_expression operation="gt" start="2007-01-01"/>', "gt 2007-01-01"),
        ('<date_expression operation="lt" end="2007-01-01"/>', "lt 2007-01-01"),
        (
            '<date_expression operation="date_spec"><date_spec hours="9-16"/></date_expression>',
            "date spec hours=9-16",
        ),
        (
            '<date_expression start="2007-01-01"><duration years="1"/></date_expression>',
            "in start=2007-01-01 years=1",
        ),
    ],
)
def test_a_date_expression_is_kept(inside: str, expected: str) -> None:
    rules, said = located(f'<rule id="r" score="1">{inside}</rule>')

    assert said == []
    assert len(rules) == 1
    assert expected.rsplit(maxsplit=1)[-1].rsplit("=", maxsplit=1)[-1] in rules[0]


@pytest.mark.parametrize(
    "inside",
    [
        '<date_expression operation="neq" start="2007-01-01"/>',
        '<date_expression operation="gt"/>',
        '<date_expression operation="in_range"/>',
        '<date_expression operation="date_spec"/>',
    ],
)
def test_a_date_expression_that_cannot_be_said_is_an_error(inside: str) -> None:
    assert located(f'<rule id="r" score="1">{inside}</rule>') == ([], [("error", "invalid-rule")])


def test_the_moon_is_left_out() -> None:
    spec = '<date_spec moon="4" yearsdays="1"/>'
    date = f'<date_expression operation="date_spec">{spec}</date_expression>'

    rules, said = located(f'<rule id="r" score="1">{date}</rule>')

    assert said == [("warning", "approximated")]
    assert "yeardays=1" in rules[0]
    assert "moon" not in rules[0]


def test_very_deep_rules_are_an_error_not_a_crash() -> None:
    depth = 100
    rule = '<rule score="1" id="r">' + "<rule>" * depth + "</rule>" * depth + "</rule>"

    assert located(rule) == ([], [("error", "invalid-rule")])


def test_a_duration_beside_an_end_had_no_effect() -> None:
    date = '<date_expression start="2007-01-01" end="2008-01-01"><duration years="1"/>'

    rules, said = located(f'<rule id="r" score="1">{date}</date_expression></rule>')

    assert said == [("info", "dropped")]
    assert "years" not in rules[0]


def test_an_unknown_type_is_text() -> None:
    found = expression('attribute="#uname" operation="eq" value="bob" type="word"')

    assert found == (["5: #uname string:eq bob"], [("warning", "approximated")])


def test_what_is_neither_and_nor_or_was_and() -> None:
    inside = '<expression attribute="x" operation="defined"/>'

    found = located(f'<rule id="r" score="5" boolean_op="xor">{inside}{inside}</rule>')

    assert found == (
        ["boolean-op=and 5: defined x and defined x"],
        [("warning", "approximated")],
    )


def test_too_many_nodes_are_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmsh_py.convert.cib06.targets.MAX_COPIES", 2)

    found = expression(f'attribute="#id" operation="lt" value="{BOB}"')

    assert found == ([], [("error", "invalid-rule")])


def test_what_is_no_part_of_a_rule_is_left_out() -> None:
    inside = '<expression attribute="x" operation="defined"/><wish/>'

    found = located(f'<rule id="r" score="5">{inside}</rule>')

    assert found == (["5: defined x"], [("warning", "dropped")])
