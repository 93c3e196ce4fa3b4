"""Tests of clones and groups."""

import pytest

from convert.cib06.fragments import (
    constraints,
    converted,
    dummy,
    findings,
    meta,
    params,
    primitive,
    statements,
    xml,
)
from crmsh_py.convert.cib06.choices import Choices
from crmsh_py.diagnostics import Severity

PAIR = dummy("a") + dummy("b")


def test_master_slave_becomes_a_promotable_clone_whose_limits_are_kept() -> None:
    inside = params("p", clone_max="2", master_max="1", master_node_max="1", target_role="Slave")
    stateful = primitive("s", "ocf", "Stateful", provider="heartbeat")

    conversion = converted(f'<master_slave id="ms" notify="1">{inside}{stateful}</master_slave>')

    assert statements(conversion) == [
        (
            "clone ms s meta promotable=true notify=true clone-max=2 promoted-max=1"
            " promoted-node-max=1 target-role=Unpromoted"
        ),
        "primitive s ocf:pacemaker:Stateful",
    ]
    assert findings(conversion) == [("warning", "anonymous-clone")]


def test_a_clone_says_only_what_is_not_so_anyway() -> None:
    old = f'<clone id="c" notify="false" ordered="false" interleave="no">{dummy("a")}</clone>'

    assert statements(converted(old))[0] == "clone c a"


def test_copies_are_told_apart_where_a_node_has_several() -> None:
    inside = params("p", clone_node_max="2")

    conversion = converted(f'<clone id="c">{inside}{dummy("a")}</clone>')

    assert statements(conversion)[0] == "clone c a meta globally-unique=true clone-node-max=2"
    assert findings(conversion) == []


def test_copies_are_told_apart_where_one_is_named() -> None:
    conversion = converted(
        f'<clone id="c">{dummy("a")}</clone>',
        '<rsc_location id="l" rsc="a:1" node="bob" score="1"/>',
    )

    assert statements(conversion)[0] == "clone c a meta globally-unique=true"
    assert constraints(conversion) == ["location l c 1: bob"]
    assert findings(conversion) == [("warning", "instance-reference")]


def test_only_ocf_agents_can_tell_copies_apart() -> None:
    inside = params("p", clone_node_max="2", globally_unique="true")

    conversion = converted(f'<clone id="c">{inside}{primitive("a", "lsb", "x")}</clone>')

    assert statements(conversion)[0] == "clone c a"
    assert findings(conversion) == [("warning", "anonymous-clone")]


def test_copies_that_are_the_same_run_once_on_a_node() -> None:
    inside = params("p", clone_node_max="2", globally_unique="false")

    conversion = converted(f'<clone id="c">{inside}{dummy("a")}</clone>')

    assert statements(conversion)[0] == "clone c a"
    assert findings(conversion) == [("warning", "approximated")]


def test_parameters_of_a_clone_are_kept() -> None:
    conversion = converted(f'<clone id="c">{params("p", state="x")}{dummy("a")}</clone>')

    assert statements(conversion)[0] == "clone c a params state=x"


def test_empty_containers_go_and_constraints_on_them_too() -> None:
    conversion = converted(
        f'<group id="g"/><clone id="c"/>{dummy("a")}',
        '<rsc_order id="o" from="a" to="g"/><rsc_colocation id="k" from="c" to="a" score="1"/>',
    )

    assert statements(conversion) == ["primitive a Dummy"]
    assert (
        findings(conversion)
        == [("warning", "dropped")] * 2 + [("warning", "dangling-reference")] * 2
    )


def test_a_second_resource_in_a_clone_is_an_error() -> None:
    conversion = converted(f'<clone id="c">{PAIR}</clone>')

    assert statements(conversion)[0] == "clone c a"
    assert findings(conversion) == [("error", "incomplete")]


# ------------------------------------------------------------------ groups


def group(inside: str, **flags: str) -> str:
    return f'<group id="g" {" ".join(f"""{n}="{v}" """ for n, v in flags.items())}>{inside}</group>'


def test_a_group_that_is_ordered_and_collocated_stays() -> None:
    conversion = converted(group(params("p", priority="3") + PAIR, ordered="true", collocated="1"))

    assert statements(conversion, "group") == ["group g a b meta priority=3"]


def test_an_unordered_group_is_dissolved_into_a_colocation() -> None:
    conversion = converted(group(meta("m", target_role="stopped") + PAIR, ordered="false"))

    assert statements(conversion, "primitive") == [
        "primitive a Dummy meta target-role=Stopped",
        "primitive b Dummy meta target-role=Stopped",
    ]
    assert xml(conversion, "constraints/rsc_colocation") == [
        (
            '<rsc_colocation id="g" score="INFINITY"><resource_set id="g-set">'
            '<resource_ref id="a"></resource_ref><resource_ref id="b"></resource_ref>'
            "</resource_set></rsc_colocation>"
        )
    ]
    assert findings(conversion) == [("warning", "dissolved-group")]


def test_a_scattered_group_is_dissolved_into_an_order() -> None:
    conversion = converted(group(PAIR, collocated="false"))

    assert xml(conversion, "constraints/rsc_order") == [
        (
            '<rsc_order id="g" kind="Mandatory"><resource_set id="g-set">'
            '<resource_ref id="a"></resource_ref><resource_ref id="b"></resource_ref>'
            "</resource_set></rsc_order>"
        )
    ]


def test_a_group_without_either_is_a_tag() -> None:
    conversion = converted(
        group(PAIR, collocated="false", ordered="false"),
        '<rsc_location id="l" rsc="g" node="bob" score="1"/>',
    )

    assert statements(conversion, "tag") == ["tag g a b"]
    assert constraints(conversion) == ["location l g 1: bob"]


def test_constraints_on_a_dissolved_group_are_on_its_members() -> None:
    old = group(PAIR, ordered="false") + dummy("x")

    conversion = converted(
        old,
        '<rsc_location id="l" rsc="g" node="bob" score="1"/>'
        '<rsc_colocation id="k1" from="g" to="x" score="INFINITY"/>'
        '<rsc_colocation id="k2" from="x" to="g" score="INFINITY"/>'
        '<rsc_order id="o" from="x" to="g"/>',
    )

    assert constraints(conversion)[1:] == [
        "location l a 1: bob",
        "colocation k1 inf: a x",
        "colocation k2 inf: x b",
        "order o ( a b ) x",
    ]


def test_constraints_on_a_scattered_group_are_on_each_member() -> None:
    old = group(PAIR, collocated="false") + dummy("x")

    conversion = converted(
        old,
        '<rsc_location id="l" rsc="g" node="bob" score="1"/>'
        '<rsc_colocation id="k" from="g" to="x" score="5"/>'
        '<rsc_order id="o" from="g" to="x"/>',
    )

    assert constraints(conversion)[1:] == [
        "location l { ( a b ) } 1: bob",
        "colocation k 5: a x",
        "colocation k-2 5: b x",
        "order o x _rsc_set_ a b",
    ]


def test_a_cloned_group_stays_one() -> None:
    conversion = converted(f'<clone id="c">{group(PAIR, ordered="false")}</clone>')

    assert statements(conversion, "group") == ["group g a b"]
    assert findings(conversion) == [("warning", "dissolved-group")]


def test_a_group_can_keep_its_flags() -> None:
    old = group(PAIR, ordered="false", collocated="false")

    conversion = converted(old, choices=Choices(keep_group_flags=True))

    assert statements(conversion, "group") == ["group g a b meta ordered=false collocated=false"]


def test_a_group_in_a_group_is_an_error() -> None:
    inner = group(dummy("b")).replace('"g"', '"h"')

    conversion = converted(
        group(dummy("a") + inner), '<rsc_location id="l" rsc="b" node="bob" score="1"/>'
    )

    assert statements(conversion, "group") == ["group g a"]
    assert findings(conversion) == [("error", "incomplete"), ("warning", "dangling-reference")]


def test_too_many_constraints_on_a_large_scattered_group_are_an_error() -> None:
    members = "".join(dummy(f"m{number}") for number in range(400))
    old = group(members, collocated="false") + group(
        members.replace('"m', '"n'), collocated="false"
    ).replace('"g"', '"h"')

    conversion = converted(old, '<rsc_colocation id="k" from="g" to="h" score="1"/>')

    assert [one.code for one in conversion.diagnostics if one.severity == Severity.ERROR] == [
        "dissolved-group"
    ]
    assert statements(conversion, "rsc_colocation") == []


def test_limits_of_promotion_mean_nothing_for_a_plain_clone() -> None:
    conversion = converted(f'<clone id="c">{params("p", master_max="2")}{dummy("a")}</clone>')

    assert statements(conversion)[0] == "clone c a"
    assert findings(conversion) == [("info", "dropped")]


def test_a_group_that_sets_too_much_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmsh_py.convert.cib06.targets.MAX_COPIES", 1)

    conversion = converted(group(meta("m", priority="1") + PAIR, ordered="false"))

    assert statements(conversion, "group") == ["group g a b meta priority=1"]
    assert findings(conversion) == [("error", "dissolved-group"), ("warning", "dissolved-group")]


def test_a_dissolved_group_without_members_is_left_out() -> None:
    conversion = converted(group(primitive("a", "odd", "x"), ordered="false"))

    assert statements(conversion) == []
    assert ("error", "incomplete") in findings(conversion)


def test_a_dissolved_group_of_one_needs_no_constraint() -> None:
    conversion = converted(group(dummy("a"), ordered="false"))

    assert statements(conversion) == ["primitive a Dummy"]


def test_a_clone_whose_resource_is_left_out_is_left_out() -> None:
    conversion = converted(f'<clone id="c">{primitive("a", "odd", "x")}</clone>')

    assert statements(conversion) == []
    assert findings(conversion) == [("error", "incomplete")]
