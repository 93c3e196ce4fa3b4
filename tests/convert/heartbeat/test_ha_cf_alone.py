"""A cluster of heartbeat's of which only ha.cf is given: with `crm on` there was nothing else."""

import pytest

from convert.heartbeat.made import finding
from crmsh_py.convert.conversion import Input
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.converter import convert, drafted
from crmsh_py.grammar import tree

NODES = "bcast eth0\nnode n1 n2\n"


@pytest.mark.parametrize(
    ("text", "is_missed"), [(NODES, True), (f"crm off\n{NODES}", True), (f"crm on\n{NODES}", False)]
)
def test_resources_are_missed_if_heartbeat_did_not_have_them_in_a_cib(
    text: str, is_missed: bool
) -> None:
    conversion = convert(None, Input("ha.cf", text.encode()), None, Choices())

    assert conversion.corosync is not None
    assert "name: n2" in conversion.corosync
    missed = [finding(one) for one in conversion.diagnostics if one.code == "no-resources"]
    assert missed == [("warning", "no-resources", 1, 1, "")] * is_missed


def test_what_is_about_all_resources_is_converted_all_the_same() -> None:
    text = f"{NODES}auto_failback off\nstonith_host * external/ipmi n1 10.0.0.9 admin x lan\n"
    kinds = [
        type(one) for one in drafted(None, Input("f", text.encode()), None, Choices()).statements
    ]

    assert tree.Primitive in kinds
    assert tree.Options in kinds


def test_without_any_file_nothing_is_converted() -> None:
    problems = convert(None, None, None, Choices()).diagnostics

    assert [(str(one.severity), one.code) for one in problems] == [("error", "nothing-converted")]
