"""Cluster properties: names, values, places of today, and what had no effect."""

import pytest

from convert.cib06.made import element, of, pairs_of, told, with_properties
from crmsh_py.diagnostics import Severity
from crmsh_py.model.vocabulary import OPTION_SETS

OFF = '<nvpair id="s" name="stonith_enabled" value="false"/>'


def one(name: str, value: str) -> str:
    return with_properties(f'{OFF}<nvpair id="x" name="{name}" value="{value}"/>')


@pytest.mark.parametrize(
    ("name", "value", "section", "expected"),
    [
        ("symmetric_cluster", "true", "crm_config", ("symmetric-cluster", "true")),
        ("no_quorum_policy", "FREEZE", "crm_config", ("no-quorum-policy", "freeze")),
        ("stonith_action", "poweroff", "crm_config", ("stonith-action", "off")),
        ("startup_fencing", "no", "crm_config", ("startup-fencing", "no")),
        ("stop_orphan_resources", "false", "crm_config", ("stop-orphan-resources", "false")),
        ("transition_idle_timeout", "90", "crm_config", ("cluster-delay", "90s")),
        ("cluster_recheck_interval", "5m", "crm_config", ("cluster-recheck-interval", "5m")),
        ("dc_deadtime", "10", "crm_config", ("dc-deadtime", "10s")),
        ("crmd-integration-timeout", "3min", "crm_config", ("join-integration-timeout", "3min")),
        ("pe-warn-series-max", "-1", "crm_config", ("pe-warn-series-max", "-1")),
        (
            "default_resource_stickiness",
            "+INFINITY",
            "rsc_defaults",
            ("resource-stickiness", "INFINITY"),
        ),
        ("is_managed_default", "false", "rsc_defaults", ("is-managed", "false")),
        ("default-migration-threshold", "3", "rsc_defaults", ("migration-threshold", "3")),
        ("default-migration-threshold", "-100", "rsc_defaults", ("migration-threshold", "1")),
        (
            "default_resource_failure_stickiness",
            "-INFINITY",
            "rsc_defaults",
            ("migration-threshold", "1"),
        ),
        ("default-action-timeout", "20", "op_defaults", ("timeout", "20s")),
    ],
)
def test_a_property_has_its_name_and_place_of_today(
    name: str, value: str, section: str, expected: tuple[str, str]
) -> None:
    conversion = of(one(name, value))

    found = pairs_of(conversion, section)
    found.pop("stonith-enabled", None)
    assert list(found.items()) == [expected]


@pytest.mark.parametrize(
    ("name", "value", "code", "severity"),
    [
        ("short-resource-names", "true", "dropped", Severity.INFO),
        ("last-lrm-refresh", "1150896827", "dropped", Severity.INFO),
        ("remove_after_stop", "false", "dropped", Severity.INFO),
        ("remove_after_stop", "true", "dropped", Severity.WARNING),
        ("is-managed-default", "true", "dropped", Severity.INFO),
        ("symetric_cluster", "true", "unknown-property", Severity.WARNING),
        ("cluster_delay", "5s", "unknown-property", Severity.WARNING),
        ("no_quorum_policy", "whatever", "invalid-value", Severity.WARNING),
        ("default-action-timeout", "long", "invalid-value", Severity.WARNING),
        ("default_resource_failure_stickiness", "0", "failure-stickiness", Severity.INFO),
        ("symmetric-cluster", "db", "invalid-value", Severity.WARNING),
        ("startup-fencing", "10", "invalid-value", Severity.WARNING),
        ("is-managed-default", "perhaps", "invalid-value", Severity.WARNING),
        ("batch-limit", "many", "invalid-value", Severity.WARNING),
        ("cluster-delay", "soon", "invalid-value", Severity.WARNING),
        ("node-health-strategy", "well", "invalid-value", Severity.WARNING),
        ("node-health-red", "crimson", "invalid-value", Severity.WARNING),
        ("placement-strategy", "somewhere", "invalid-value", Severity.WARNING),
        ("notification-agent", "/dev/null", "dropped", Severity.INFO),
    ],
)
def test_a_property_without_effect_is_left_out_and_said(
    name: str, value: str, code: str, severity: Severity
) -> None:
    conversion = of(one(name, value))

    assert [(one[0], one[1]) for one in told(conversion)] == [(code, severity)]
    assert pairs_of(conversion, "crm_config") == {"stonith-enabled": "false"}


def test_what_is_meant_by_a_misspelt_name_is_only_suggested() -> None:
    conversion = of(one("symetric_cluster", "true"))

    hints = [one.hint for one in conversion.diagnostics if one.code == "unknown-property"]
    assert hints == ["if 'symmetric-cluster' was meant, set it: the cluster acts on it then"]


def test_fencing_stays_off_as_it_was_by_default() -> None:
    conversion = of(with_properties(""))

    assert pairs_of(conversion, "crm_config") == {"stonith-enabled": "false"}
    assert [one.code for one in conversion.diagnostics] == ["no-fencing"]


def test_fencing_without_a_device_is_switched_off() -> None:
    conversion = of(with_properties('<nvpair id="s" name="stonith-enabled" value="1"/>'))

    assert pairs_of(conversion, "crm_config") == {"stonith-enabled": "false"}


def test_an_invalid_boolean_leaves_fencing_off_as_it_was_by_default() -> None:
    conversion = of(with_properties('<nvpair id="s" name="stonith-enabled" value="10"/>'))

    assert pairs_of(conversion, "crm_config") == {"stonith-enabled": "false"}
    assert [code for code, _, _ in told(conversion)] == ["invalid-value"]


def test_what_holds_at_times_only_says_nothing_about_fencing() -> None:
    rule = '<rule id="r"><expression id="e" attribute="a" operation="defined"/></rule>'
    pair = '<nvpair id="p" name="stonith-enabled" value="false"/>'
    around = (
        f'<cluster_property_set id="o">{rule}<attributes>{pair}</attributes></cluster_property_set>'
    )

    conversion = of(with_properties("", around=around))

    plain = [
        one
        for one in element(conversion, "crm_config").iterchildren("cluster_property_set")
        if one.find("rule") is None
    ]
    assert [pair.get("value") for nvset in plain for pair in nvset] == ["false"]


def test_a_failure_that_was_to_fence_stops_when_fencing_is_off() -> None:
    text = (
        '<resources><primitive id="a" class="ocf" provider="pacemaker" type="Dummy"><operations>'
        '<op id="m" name="monitor" interval="5" on_fail="fence"/>'
        "</operations></primitive></resources>"
    )

    conversion = of(text)

    assert element(conversion, "resources/primitive/operations/op").get("on-fail") == "stop"
    assert ("approximated", Severity.WARNING, (1, 12)) in told(conversion)


def test_ids_of_default_sets_are_those_that_commands_use() -> None:
    conversion = of(one("default_resource_stickiness", "1"))

    made = element(conversion, "rsc_defaults/meta_attributes")
    assert made.get("id") == OPTION_SETS["rsc_defaults"][2]


def test_a_very_long_unknown_name_is_no_trouble() -> None:
    conversion = of(one("x" * 100_000, "1"))

    assert [code for code, _, _ in told(conversion)] == ["unknown-property"]


@pytest.mark.parametrize(
    "pairs",
    [
        "",
        '<nvpair id="v" name="dc-version" value="2.1.3"/>',
        '<nvpair id="v" name="default-resource-stickiness" value="5"/>',
    ],
)
def test_properties_that_are_made_are_in_the_usual_set(pairs: str) -> None:
    conversion = of(with_properties(pairs))

    assert element(conversion, "crm_config/cluster_property_set").get("id") == (
        "cib-bootstrap-options"
    )
