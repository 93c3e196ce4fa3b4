"""Tests of location, colocation and order constraints."""

import pytest

from convert.cib06.fragments import constraints, converted, dummy, findings
from crmsh_py import xmltree

THREE = dummy("a") + dummy("b") + dummy("c")
EXPRESSION = '<expression attribute="#uname" operation="eq" value="bob"/>'

Found = tuple[list[str], list[tuple[str, str]]]


def constrained(text: str, resources: str = THREE) -> Found:
    conversion = converted(resources, text)
    return constraints(conversion), findings(conversion)


# ------------------------------------------------------------------ orders


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", "order o b a"),
        ('type="after"', "order o b a"),
        ('type="odd"', "order o b a"),
        ('type="before"', "order o a b"),
        ('action="stop"', "order o b:stop a:stop"),
        ('to_action="promote"', "order o b:promote a:start"),
        ('type="before" action="start" to_action="stop"', "order o a:start b:stop"),
        ('score="0"', "order o Optional: b a"),
        ('score="10"', "order o b a"),
        ('score="INFINITY" symmetrical="false"', "order o b a symmetrical=false"),
        ('symmetrical="true"', "order o b a"),
        ('kind="optional"', "order o Optional: b a"),
        ('kind="Mandatory"', "order o b a"),
    ],
)
def test_an_order_says_what_comes_first(attributes: str, expected: str) -> None:
    assert constrained(f'<rsc_order id="o" from="a" to="b" {attributes}/>') == ([expected], [])


@pytest.mark.parametrize(
    ("order", "expected", "said"),
    [
        ('from="a" to="b" score="-1"', ["order o Optional: b a"], ("warning", "approximated")),
        ('from="a" to="b" action="notify"', [], ("error", "invalid-value")),
        ('from="a" to="gone"', [], ("warning", "dangling-reference")),
        ('from="a" to="a"', [], ("warning", "dangling-reference")),
        ('from="a"', [], ("warning", "incomplete")),
        ('from="a" to="b" colour="red"', ["order o b a"], ("info", "dropped")),
    ],
)
def test_what_an_order_cannot_say_is_reported(
    order: str, expected: list[str], said: tuple[str, str]
) -> None:
    assert constrained(f'<rsc_order id="o" {order}/>') == (expected, [said])


def test_restart_type_is_a_matter_of_an_optional_order() -> None:
    resources = dummy("a", restart_type="restart") + dummy("b", restart_type="restart")

    found = constrained('<rsc_order id="o" from="a" to="b" score="0"/>', resources)

    assert found == (
        ["order o Optional: b a"],
        [("warning", "restart-type"), ("info", "restart-type")],
    )


# ------------------------------------------------------------------ colocations


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('score="INFINITY"', ["colocation k inf: a b"]),
        ('score="-INFINITY"', ["colocation k -inf: a b"]),
        ('score="5" to_role="Master"', ["colocation k 5: a b:Promoted"]),
        ('score="5" from_role="slave"', ["colocation k 5: a:Unpromoted b"]),
        ('score="5" node_attribute="rack"', ["colocation k 5: a b node-attribute=rack"]),
    ],
)
def test_a_colocation_has_the_words_of_today(attributes: str, expected: list[str]) -> None:
    found = constrained(f'<rsc_colocation id="k" from="a" to="b" {attributes}/>')

    assert found == (expected, [])


def test_a_symmetrical_colocation_becomes_two() -> None:
    found = constrained(
        '<rsc_colocation id="k" from="a" to="b" to_role="Master" score="7" symmetrical="true"/>'
    )

    assert found == (
        ["colocation k 7: a b:Promoted", "colocation k-2 7: b:Promoted a"],
        [("info", "symmetrical-colocation")],
    )


@pytest.mark.parametrize(
    ("colocation", "expected", "said"),
    [
        ('from="a" to="b"', ["colocation k 0: a b"], ("warning", "useless-rule")),
        ('from="a" to="gone" score="1"', [], ("warning", "dangling-reference")),
        ('to="a" score="1"', [], ("warning", "incomplete")),
        ('from="a" to="a" score="1"', [], ("warning", "dangling-reference")),
    ],
)
def test_what_a_colocation_lacks_is_reported(
    colocation: str, expected: list[str], said: tuple[str, str]
) -> None:
    assert constrained(f'<rsc_colocation id="k" {colocation}/>') == (expected, [said])


# ------------------------------------------------------------------ locations


def test_each_rule_gets_a_constraint_of_its_own() -> None:
    rule = f'score="5">{EXPRESSION}</rule>'

    found = constrained(
        f'<rsc_location id="l" rsc="a"><rule id="r" {rule}<rule id="s" {rule}</rsc_location>'
    )

    expected = "a rule 5: #uname eq bob"
    assert found == ([f"location l {expected}", f"location l-2 {expected}"], [])


@pytest.mark.parametrize(
    ("location", "expected", "said"),
    [
        ('rsc="a" node="bob" score="5"', ["location l a 5: bob"], []),
        ('rsc="a" node="0b0b0000-uuid" score="5"', ["location l a 5: bob"], []),
        ('rsc="a" node="bob"', [], [("warning", "incomplete")]),
        ('rsc="a"', [], [("warning", "incomplete")]),
        ('node="bob" score="5"', [], [("warning", "incomplete")]),
        ('rsc="gone" node="bob" score="5"', [], [("warning", "dangling-reference")]),
    ],
)
def test_a_location_names_a_node_and_a_score(
    location: str, expected: list[str], said: list[tuple[str, str]]
) -> None:
    assert constrained(f'<rsc_location id="l" {location}/>') == (expected, said)


def test_rules_beside_a_node_had_no_effect() -> None:
    rule = f'<rule id="r" score="9">{EXPRESSION}</rule>'

    found = constrained(f'<rsc_location id="l" rsc="a" node="bob" score="5">{rule}</rsc_location>')

    assert found == (["location l a 5: bob"], [("warning", "dropped")])


def test_a_location_of_what_is_not_managed_is_kept_and_told() -> None:
    found = constrained(
        '<rsc_location id="l" rsc="a" node="bob" score="5"/>', dummy("a", is_managed="false")
    )

    assert found == (["location l a 5: bob"], [("info", "unmanaged-location")])


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('attribute="b" operation="#colocated"', "colocation l inf: a b"),
        ('attribute="b" operation="#not_colocated"', "colocation l -inf: a b"),
        ('attribute="#colocated" operation="eq" value="b"', "colocation l inf: a b"),
        ('attribute="#colocated" operation="ne" value="b"', "colocation l -inf: a b"),
        ('attribute="#not_colocated" operation="eq" value="b"', "colocation l -inf: a b"),
    ],
)
def test_a_rule_on_another_resource_is_a_colocation(expression: str, expected: str) -> None:
    found = constrained(
        '<rsc_location id="l" rsc="a"><rule id="r" score="INFINITY">'
        f'<expression id="e" {expression}/></rule></rsc_location>'
    )

    assert found == ([expected], [("info", "colocation-rule")])


# ------------------------------------------------------------------ lifetimes

LIFETIME = (
    '<lifetime id="t"><rule id="tr"><date_expression id="td" operation="lt" end="2030-01-01"/>'
    "</rule></lifetime>"
)


def test_a_lifetime_of_a_location_goes_into_its_rule() -> None:
    rule = f'<rule id="r" score="9">{EXPRESSION}</rule>'

    found = constrained(f'<rsc_location id="l" rsc="a">{rule}{LIFETIME}</rsc_location>')

    assert found == (["location l a rule 9: #uname eq bob and date lt 2030-01-01"], [])


def test_a_lifetime_holds_for_all_of_what_is_joined_by_or() -> None:
    rule = f'<rule id="r" score="9" boolean_op="or">{EXPRESSION}{EXPRESSION}</rule>'

    found = constrained(f'<rsc_location id="l" rsc="a">{rule}{LIFETIME}</rsc_location>')

    either = "( #uname eq bob or #uname eq bob )"
    assert found == ([f"location l a rule 9: {either} and date lt 2030-01-01"], [])


def test_a_node_with_a_lifetime_becomes_a_rule() -> None:
    found = constrained(
        f'<rsc_location id="l" rsc="a" node="bob" score="9">{LIFETIME}</rsc_location>'
    )

    assert found == (["location l a rule 9: #uname eq bob and date lt 2030-01-01"], [])


@pytest.mark.parametrize(
    ("tag", "score"), [("rsc_order", ""), ("rsc_colocation", 'score="INFINITY"')]
)
def test_another_constraint_with_a_lifetime_is_an_error(tag: str, score: str) -> None:
    found = constrained(f'<{tag} id="x" from="a" to="b" {score}>{LIFETIME}</{tag}>')

    assert len(found[0]) == 1
    assert found[1] == [("error", "lost-lifetime")]


# ------------------------------------------------------------------ ids and references


def test_a_changed_id_is_changed_wherever_it_is_used() -> None:
    resources = dummy("1:a") + dummy("b")

    found = constrained('<rsc_order id="o:1" from="1:a" to="b"/>', resources)

    assert found == (
        ["order o_1 b r_1_a"],
        [("info", "id-changed"), ("info", "id-changed")],
    )


def test_what_is_inside_a_clone_is_named_by_the_clone() -> None:
    resources = f'<clone id="c">{dummy("a")}</clone>{dummy("b")}'

    found = constrained('<rsc_order id="o" from="a" to="b"/>', resources)

    assert found == (["order o b c"], [("warning", "instance-reference")])


def test_what_is_no_constraint_is_an_error() -> None:
    assert constrained('<rsc_wish id="w"/>') == ([], [("error", "incomplete")])


# ------------------------------------------------------------------ comments


def test_comments_between_objects_are_kept() -> None:
    conversion = converted(
        f"<!-- the three -->{THREE}<!-- no more -->",
        '<!--rsc_order id="off"/--><rsc_order id="o" from="a" to="b"/>',
    )

    assert conversion.cib is not None
    comments = [one.text for one in xmltree.comments(conversion.cib.root)]
    assert comments == [" the three ", " no more ", 'rsc_order id="off"/']


def test_an_order_of_later_versions_is_understood() -> None:
    found = constrained(
        '<rsc_order id="o" first="a" then="b" first-action="stop" kind="Serialize"/>'
    )

    assert found == (["order o Serialize: a:stop b:stop"], [])


def test_a_rule_on_another_resource_can_ask_nothing_else() -> None:
    found = constrained(
        '<rsc_location id="l" rsc="a"><rule id="r" score="INFINITY">'
        '<expression id="e" attribute="b" operation="#colocated"/>'
        '<expression id="f" attribute="gone" operation="#colocated"/>'
        f"{EXPRESSION}</rule></rsc_location>"
    )

    assert found == (
        ["colocation l inf: a b"],
        [
            ("warning", "dangling-reference"),
            ("info", "colocation-rule"),
            ("error", "invalid-rule"),
        ],
    )


def test_too_long_a_lifetime_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmsh_py.convert.cib06.targets.MAX_COPIES", 0)
    rule = f'<rule id="r" score="9">{EXPRESSION}</rule>'

    found = constrained(f'<rsc_location id="l" rsc="a">{rule}{LIFETIME}</rsc_location>')

    assert found == (["location l a rule 9: #uname eq bob"], [("error", "lost-lifetime")])


def test_several_lifetimes_are_joined_by_or() -> None:
    rule = f'<rule id="r" score="9">{EXPRESSION}</rule>'

    found = constrained(f'<rsc_location id="l" rsc="a">{rule}{LIFETIME}{LIFETIME}</rsc_location>')

    times = "( ( date lt 2030-01-01 ) or ( date lt 2030-01-01 ) )"
    assert found == ([f"location l a rule 9: #uname eq bob and {times}"], [])
