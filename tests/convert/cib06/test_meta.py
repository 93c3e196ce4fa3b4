"""Tests of meta attributes and parameters, wherever the old CIB has them."""

import pytest

from convert.cib06.fragments import (
    converted,
    dummy,
    findings,
    meta,
    params,
    statements,
    xml,
)
from crmsh_py.convert.cib06.failure_stickiness import migration_threshold
from crmsh_py.convert.conversion import Conversion
from crmsh_py.xmltree import Element

NIGHT = (
    '<rule id="night"><date_expression id="night-date" operation="date_spec">'
    '<date_spec id="night-spec" hours="22-23"/></date_expression></rule>'
)


def test_xml_attributes_become_meta_attributes() -> None:
    conversion = converted(
        dummy("a", is_managed="0", resource_stickiness="+INFINITY", multiple_active="block")
    )

    assert statements(conversion) == [
        "primitive a Dummy meta is-managed=false resource-stickiness=INFINITY multiple-active=block"
    ]


def test_of_several_places_the_xml_attribute_counts_then_the_meta_attribute() -> None:
    inside = meta("m", priority="2", resource_stickiness="3") + params(
        "p", priority="3", resource_stickiness="4", target_role="stopped"
    )

    conversion = converted(dummy("a", inside, priority="1"))

    assert statements(conversion) == [
        "primitive a Dummy meta priority=1 resource-stickiness=3 target-role=Stopped"
    ]
    assert findings(conversion) == [("info", "dropped")] * 3


def test_meta_attributes_among_the_parameters_are_moved() -> None:
    inside = params("p", state="/run/a", is_managed="false", priority="10.0", notify="true")

    conversion = converted(dummy("a", inside))

    assert statements(conversion) == [
        'primitive a Dummy params state="/run/a" meta is-managed=false priority=10'
    ]


def test_a_set_that_holds_by_a_rule_is_split_and_both_halves_keep_the_rule() -> None:
    conversion = converted(dummy("a", params("p", NIGHT, state="/run/a", priority="5")))

    rule = (
        '<rule id="{0}"><date_expression id="{1}" operation="date_spec">'
        '<date_spec hours="22-23" id="{2}"></date_spec></date_expression></rule>'
    )
    assert xml(conversion, "resources/primitive/instance_attributes") == [
        '<instance_attributes id="p">'
        + rule.format("night", "night-date", "night-spec")
        + '<nvpair id="p-state" name="state" value="/run/a"></nvpair></instance_attributes>'
    ]
    assert xml(conversion, "resources/primitive/meta_attributes") == [
        '<meta_attributes id="a-meta_attributes">'
        + rule.format("p-rule", "p-rule-1", "p-rule-1-date_spec")
        + '<nvpair id="p-priority" name="priority" value="5"></nvpair></meta_attributes>'
    ]


def test_what_a_rule_decides_on_counts_before_what_always_holds() -> None:
    conversion = converted(dummy("a", params("p", NIGHT, priority="5") + params("q", priority="1")))

    sets = [
        (
            one.get("score"),
            one.find("rule") is not None,
            [p.get("value") for p in one.iter("nvpair")],
        )
        for one in _sets(conversion, "meta_attributes")
    ]
    assert sets == [("2", True, ["5"]), ("1", False, ["1"])]


def _sets(conversion: Conversion, tag: str) -> list[Element]:
    assert conversion.cib is not None
    return list(conversion.cib.root.iter(tag))


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ({"is_managed": "default"}, []),
        ({"target_role": "#default"}, []),
        ({"is_managed": "true"}, []),
        ({"notify_confirm": "true"}, [("info", "dropped")]),
        ({"clone_max": "3"}, [("info", "dropped")]),
        ({"restart_type": "ignore"}, []),
        ({"restart_type": "restart"}, [("info", "restart-type")]),
        ({"target_role": "running"}, [("error", "invalid-value")]),
        ({"priority": "high"}, [("warning", "invalid-value")]),
        ({"migration_threshold": "often"}, [("warning", "invalid-value")]),
        ({"failure_timeout": "soon"}, [("warning", "invalid-value")]),
        ({"start_prereq": "luck"}, [("warning", "invalid-value")]),
        ({"start_timeout": "soon"}, [("warning", "invalid-value")]),
        ({"is_managed": "perhaps"}, [("warning", "invalid-value")]),
        ({"multiple_active": "all"}, [("warning", "invalid-value")]),
        ({"resource_failure_stickiness": "0"}, [("info", "failure-stickiness")]),
    ],
)
def test_what_has_no_effect_is_left_out_and_said(
    attributes: dict[str, str], said: list[tuple[str, str]]
) -> None:
    conversion = converted(dummy("a", **attributes))

    assert statements(conversion) == ["primitive a Dummy"]
    assert findings(conversion) == said


def test_is_managed_true_is_kept_where_something_is_not_managed() -> None:
    conversion = converted(dummy("a", is_managed="true"), is_managed_default="false")

    assert statements(conversion) == ["primitive a Dummy meta is-managed=true"]


def test_limits_of_the_resource_become_those_of_its_operations() -> None:
    inside = '<operations><op id="a-stop" name="stop" timeout="7"/></operations>'

    conversion = converted(
        dummy("a", inside, start_timeout="90", stop_timeout="2min", on_stopfail="nothing")
    )

    assert statements(conversion) == [
        (
            "primitive a Dummy op stop interval=0s timeout=7s on-fail=ignore"
            " op start interval=0s timeout=90s"
        )
    ]


def test_a_start_prerequisite_is_a_requirement_of_the_resource() -> None:
    conversion = converted(dummy("a", start_prereq="nothing"))

    assert statements(conversion) == ["primitive a Dummy meta requires=nothing"]


def test_failure_stickiness_becomes_a_migration_threshold() -> None:
    conversion = converted(
        dummy("a", resource_failure_stickiness="-30"), default_resource_stickiness="100"
    )

    assert statements(conversion) == ["primitive a Dummy meta migration-threshold=4"]
    assert findings(conversion) == [("warning", "failure-stickiness")]


@pytest.mark.parametrize(
    ("failure", "stickiness", "members", "threshold"),
    [
        ("-INFINITY", "INFINITY", 1, 1),
        ("-100", "100", 1, 1),
        ("-50", "100", 1, 2),
        ("-30", "100", 1, 4),
        ("-30", "100", 3, 10),
        ("-1", None, 1, 1),
        ("-1", "INFINITY", 1, None),
        ("0", "100", 1, None),
        ("5", "100", 1, None),
    ],
)
def test_the_threshold_is_the_number_of_failures_that_used_up_the_stickiness(
    failure: str, stickiness: str | None, members: int, threshold: int | None
) -> None:
    assert migration_threshold(failure, stickiness, members).value == threshold


def test_what_cannot_be_promoted_has_no_promoted_role() -> None:
    conversion = converted(dummy("a", target_role="Master"))

    assert statements(conversion) == ["primitive a Dummy"]
    assert findings(conversion) == [("warning", "invalid-value")]


def test_numbers_and_times_are_kept() -> None:
    conversion = converted(dummy("a", migration_threshold="3", failure_timeout="60"))

    assert statements(conversion) == [
        "primitive a Dummy meta migration-threshold=3 failure-timeout=60s"
    ]


def test_a_number_of_copies_must_be_a_number() -> None:
    conversion = converted(f'<clone id="c">{params("p", clone_max="all")}{dummy("a")}</clone>')

    assert statements(conversion)[0] == "clone c a"
    assert findings(conversion) == [("warning", "invalid-value")]


def test_an_old_and_a_new_name_in_one_set_are_the_same() -> None:
    pairs = '<nvpair id="x" name="target-role" value="Started"/>'
    inside = params("p", target_role="stopped").replace("</attributes>", f"{pairs}</attributes>")

    conversion = converted(dummy("a", inside))

    assert statements(conversion) == ["primitive a Dummy meta target-role=Stopped"]
    assert findings(conversion) == [("info", "dropped")]


def test_the_default_of_failure_stickiness_counts_with_a_stickiness_of_its_own() -> None:
    conversion = converted(
        dummy("a", resource_stickiness="10")
        + dummy("b")
        + dummy("c", resource_stickiness="INFINITY"),
        default_resource_failure_stickiness="-3",
    )

    assert statements(conversion) == [
        "primitive a Dummy meta migration-threshold=4 resource-stickiness=10",
        "primitive b Dummy",
        "primitive c Dummy meta migration-threshold=INFINITY resource-stickiness=INFINITY",
    ]
    assert conversion.cib is not None
    defaults = conversion.cib.root.iterfind("configuration/rsc_defaults/meta_attributes/nvpair")
    assert [(one.get("name"), one.get("value")) for one in defaults] == [
        ("migration-threshold", "1")
    ]
    assert findings(conversion) == [
        ("info", "failure-stickiness"),
        ("warning", "failure-stickiness"),
        ("info", "failure-stickiness"),
    ]


def test_the_members_of_a_group_add_up_their_stickiness() -> None:
    group = f'<group id="g">{dummy("a", resource_stickiness="10")}{dummy("b")}</group>'

    conversion = converted(group, default_resource_failure_stickiness="-3")

    assert statements(conversion, "group") == ["group g a b meta migration-threshold=4"]
    assert statements(conversion, "primitive") == [
        "primitive a Dummy meta resource-stickiness=10",
        "primitive b Dummy",
    ]


def test_a_resource_that_failures_did_not_move_has_no_default_threshold() -> None:
    conversion = converted(
        dummy("a", resource_failure_stickiness="0"), default_resource_failure_stickiness="-3"
    )

    assert statements(conversion) == ["primitive a Dummy meta migration-threshold=INFINITY"]
