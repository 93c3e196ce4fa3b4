"""Histories of resources: what they come to."""

import pytest

from crmsh_py import xmltree
from crmsh_py.pacemaker.lrm import operations, replay

# an operation: name, interval, exit code, expected exit code, op-status
Op = tuple[str, str, int, int, int]

START: Op = ("start", "0", 0, 0, 0)
STOP: Op = ("stop", "0", 0, 0, 0)
PROMOTE: Op = ("promote", "0", 0, 0, 0)


def history(*given: Op) -> str:
    """Return the role that a history comes to, and whether it failed."""
    root = xmltree.new("lrm_resource")
    for call, (task, interval, code, expected, status) in enumerate(given, 1):
        attributes = {
            "operation": task,
            "interval": interval,
            "rc-code": str(code),
            "op-status": str(status),
            "call-id": str(call if status != -1 else -1),
            "transition-key": f"1:2:{expected}:uuid",
        }
        root.insert(0, xmltree.new("lrm_rsc_op", attributes))  # in no order
    found = replay(operations(root))
    return f"{found.role}{' failed' if found.failed else ''}"


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ((), "Stopped"),
        ((("monitor", "0", 7, 7, 0),), "Stopped"),
        ((("monitor", "0", 0, 7, 0),), "Started"),
        ((("monitor", "0", 8, 7, 0),), "Promoted"),
        ((("monitor", "0", 5, 7, 7),), "Started failed"),
        ((("monitor", "0", 5, 7, 0),), "Stopped"),
        ((("monitor", "0", 1, 7, 0),), "Started failed"),
        ((START,), "Started"),
        ((START, STOP), "Stopped"),
        ((START, ("monitor", "10000", 0, 0, 0)), "Started"),
        ((START, ("monitor", "10000", 190, 0, 0)), "Started"),
        ((START, ("monitor", "10000", 7, 0, 0)), "Started failed"),
        ((START, ("monitor", "10000", 7, 0, 0), STOP), "Stopped"),
        ((START, ("monitor", "10000", 1, 0, 0), STOP, START), "Started"),
        ((START, ("monitor", "10000", 1, 0, 2)), "Started failed"),
        ((("start", "0", 1, 0, 0),), "Started failed"),
        ((START, ("stop", "0", 1, 0, 0)), "Started failed"),
        ((START, PROMOTE), "Promoted"),
        ((START, PROMOTE, ("monitor", "9000", 8, 8, 0)), "Promoted"),
        ((START, PROMOTE, ("monitor", "9000", 9, 8, 0)), "Promoted failed"),
        ((START, PROMOTE, ("demote", "0", 0, 0, 0)), "Unpromoted"),
        ((START, PROMOTE, ("demote", "0", 1, 0, 0)), "Promoted failed"),
        ((START, ("promote", "0", 1, 0, 0)), "Promoted failed"),
        ((("start", "0", 193, 0, -1),), "Stopped"),
        ((START, ("stop", "0", 193, 0, -1)), "Started"),
        ((START, ("monitor", "10000", 0, 0, 1)), "Started"),
        ((START, ("notify", "0", 1, 0, 0)), "Started"),
        ((("migrate_from", "0", 0, 0, 0),), "Started"),
    ],
)
def test_a_history_comes_to_a_role(given: tuple[Op, ...], state: str) -> None:
    assert history(*given) == state


def test_what_cannot_be_stopped_is_known() -> None:
    root = xmltree.parse(
        '<lrm_resource><lrm_rsc_op operation="stop" rc-code="1" call-id="3" exit-reason="busy"/>'
        '<lrm_rsc_op operation="start" rc-code="0" call-id="2"/></lrm_resource>',
        "test",
    )

    found = replay(operations(root))

    assert (found.stop_failed, [one.reason for one in found.failures]) == (True, ["busy"])


def test_old_histories_have_their_codes_in_the_transition_only() -> None:
    magic = 'transition-magic="0:7;1:2:0:x" transition-key="1:2:0:x"'
    root = xmltree.parse(
        f'<lrm_resource><lrm_rsc_op operation="monitor" interval="10" {magic}/></lrm_resource>',
        "test",
    )

    (one,) = operations(root)

    assert (one.exit_code, one.expected, one.exit_text) == (7, 0, "not running")


def test_nonsense_in_a_history_is_no_error() -> None:
    root = xmltree.parse(
        '<lrm_resource><lrm_rsc_op call-id="x" rc-code="" op-status="?" last-rc-change="1e99"/>'
        '<lrm_rsc_op last-rc-change="99999999999999999999"/></lrm_resource>',
        "test",
    )

    assert [one.when for one in operations(root)] == ["", ""]
    assert replay(operations(root)).role == "Stopped"
