"""Tests of operations."""

import pytest

from convert.cib06.fragments import (
    converted,
    dummy,
    findings,
    params,
    primitive,
    statements,
    xml,
)


def operations(*ops: str) -> str:
    return f"<operations>{''.join(ops)}</operations>"


def with_ops(*ops: str, **properties: str) -> tuple[str, list[tuple[str, str]]]:
    conversion = converted(dummy("a", operations(*ops)), choices=None, **properties)
    (statement,) = statements(conversion)
    return statement.removeprefix("primitive a Dummy").strip(), findings(conversion)


@pytest.mark.parametrize(
    ("op", "expected"),
    [
        ('name="monitor" interval="10" timeout="20"', "op monitor interval=10s timeout=20s"),
        ('name="monitor" interval="2min" start_delay="0"', "op monitor interval=2min"),
        ('name="monitor" interval="5s" start_delay="5"', "op monitor interval=5s start-delay=5s"),
        ('name="monitor" interval="5s" disabled="true"', "op monitor interval=5s enabled=false"),
        ('name="monitor" interval="5s" timeout="default"', "op monitor interval=5s"),
        ('name="start" description="why"', "op start interval=0s description=why"),
        ('name="monitor" interval="5s" disabled="false"', "op monitor interval=5s"),
        ('name="monitor" interval="5s" on_fail="nothing"', "op monitor interval=5s on-fail=ignore"),
        ('name="monitor" interval="5s" role="Started"', "op monitor interval=5s"),
        ('name="monitor" interval="5s" role="stopped"', "op monitor interval=5s role=Stopped"),
        ('name="start" timeout="60"', "op start interval=0s timeout=60s"),
        ('name="start" interval="0" timeout="60"', "op start interval=0s timeout=60s"),
    ],
)
def test_an_operation_has_the_names_and_units_of_today(op: str, expected: str) -> None:
    assert with_ops(f'<op id="o" {op}/>') == (expected, [])


@pytest.mark.parametrize(
    ("op", "expected", "said"),
    [
        ('interval="5s"', "", ("warning", "incomplete")),
        ('name="stop" prereq="nothing"', "op stop interval=0s", ("info", "dropped")),
        ('name="start" prereq="luck"', "op start interval=0s", ("warning", "invalid-value")),
        ('name="start" colour="red"', "op start interval=0s", ("info", "dropped")),
        ('name="start" disabled="maybe"', "op start interval=0s", ("warning", "invalid-value")),
        ('name="start" timeout="soon"', "op start interval=0s", ("warning", "invalid-value")),
        ('name="start" on_fail="cry"', "op start interval=0s", ("warning", "invalid-value")),
        ('name="start" interval="often"', "op start interval=0s", ("error", "invalid-value")),
    ],
)
def test_what_an_operation_cannot_say_is_reported(
    op: str, expected: str, said: tuple[str, str]
) -> None:
    assert with_ops(f'<op id="o" {op}/>') == (expected, [said])


def test_what_starting_needs_is_a_matter_of_the_resource() -> None:
    found = with_ops('<op id="o" name="start" prereq="Nothing"/>')

    assert found == ("meta requires=nothing op start interval=0s", [])


def test_fencing_cannot_be_required_where_there_is_none() -> None:
    statement, said = with_ops('<op id="o" name="start" prereq="fencing"/>')

    assert (statement, said) == ("op start interval=0s", [("warning", "approximated")])


def test_of_two_operations_of_one_interval_the_first_is_kept() -> None:
    found = with_ops(
        '<op id="o1" name="monitor" interval="10" timeout="1s"/>',
        '<op id="o2" name="monitor" interval="10s" timeout="2s"/>',
    )

    expected = "op monitor interval=10s timeout=1s"
    assert found == (expected, [("warning", "duplicate-operation")])


def test_a_disabled_operation_does_not_count_as_the_first_one() -> None:
    found = with_ops(
        '<op id="o1" name="monitor" interval="10" disabled="true"/>',
        '<op id="o2" name="monitor" interval="10s" timeout="2s"/>',
    )

    assert found == ("op monitor interval=10s timeout=2s", [])


def test_monitors_of_two_roles_get_different_intervals() -> None:
    inside = operations(
        '<op id="o1" name="monitor" interval="10s" role="Master"/>',
        '<op id="o2" name="monitor" interval="10s" role="Slave"/>',
    )
    stateful = primitive("s", "ocf", "Stateful", inside, "pacemaker")

    conversion = converted(f'<master_slave id="ms">{stateful}</master_slave>')

    assert statements(conversion, "primitive") == [
        (
            "primitive s ocf:pacemaker:Stateful op monitor interval=10s role=Promoted"
            " op monitor interval=11s role=Unpromoted"
        )
    ]


def test_a_monitor_that_never_ran_still_does_not_run() -> None:
    inside = operations('<op id="o1" name="monitor" interval="10s" role="Started"/>')
    stateful = primitive("s", "ocf", "Stateful", inside, "pacemaker")

    conversion = converted(f'<master_slave id="ms">{stateful}</master_slave>')

    assert statements(conversion, "primitive") == [
        "primitive s ocf:pacemaker:Stateful op monitor interval=10s role=Started"
    ]
    assert ("warning", "useless-monitor") in findings(conversion)


def test_what_is_pacemakers_in_the_parameters_of_an_operation_is_meta() -> None:
    inside = params("p", OCF_CHECK_LEVEL="10", timeout="40", start_delay="3", on_fail="restart")

    conversion = converted(
        dummy("a", operations(f'<op id="o" name="monitor" interval="1min">{inside}</op>'))
    )

    assert xml(conversion, "resources/primitive/operations/op/*") == [
        (
            '<instance_attributes id="p"><nvpair id="p-OCF_CHECK_LEVEL" name="OCF_CHECK_LEVEL"'
            ' value="10"></nvpair></instance_attributes>'
        ),
        (
            '<meta_attributes id="o-meta_attributes">'
            '<nvpair id="p-timeout" name="timeout" value="40s"></nvpair>'
            '<nvpair id="o-meta_attributes-start-delay" name="start-delay" value="3s"></nvpair>'
            '<nvpair id="o-meta_attributes-on-fail" name="on-fail" value="restart"></nvpair>'
            "</meta_attributes>"
        ),
    ]


def test_operations_keep_their_ids_and_get_one_if_they_have_none() -> None:
    inside = operations('<op id="mine" name="start"/>', '<op name="monitor" interval="5"/>')

    conversion = converted(dummy("a", inside))

    assert conversion.cib is not None
    ids = [op.get("id") for op in conversion.cib.root.iter("op")]
    assert ids == ["mine", "a-monitor-5s"]


def test_a_delay_counts_before_an_origin() -> None:
    attributes = 'interval="1h" start_delay="5" interval_origin="00:30:00"'

    found = with_ops(f'<op id="o" name="monitor" {attributes}/>')

    assert found == ("op monitor interval=1h start-delay=5s", [("info", "dropped")])


def test_an_operation_may_stand_by_itself() -> None:
    conversion = converted(dummy("a", '<op id="o" name="monitor" interval="5"/>'))

    assert statements(conversion) == ["primitive a Dummy op monitor interval=5s"]


def test_two_prerequisites_cannot_both_be_kept() -> None:
    stateful = primitive(
        "s",
        "ocf",
        "Stateful",
        operations(
            '<op id="o1" name="start" prereq="nothing"/>',
            '<op id="o2" name="promote" prereq="quorum"/>',
        ),
        "pacemaker",
    )

    conversion = converted(f'<master_slave id="ms">{stateful}</master_slave>')

    assert statements(conversion, "primitive") == [
        (
            "primitive s ocf:pacemaker:Stateful meta requires=nothing op start interval=0s"
            " op promote interval=0s"
        )
    ]
    assert ("warning", "approximated") in findings(conversion)


def test_a_prerequisite_may_be_among_the_parameters() -> None:
    op = f'<op id="o" name="start">{params("p", prereq="quorum")}</op>'

    conversion = converted(dummy("a", operations(op)))

    assert statements(conversion) == ["primitive a Dummy meta requires=quorum op start interval=0s"]
