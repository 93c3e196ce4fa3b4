"""When the cluster has settled, and the verdicts, on what its tools say one after another."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from crmsh_py.pacemaker.tools import Tools
from crmsh_py.pacemaker.waiting import Goal, Patience, Waited, look, wait_for
from crmsh_py.runner import Outcome


def resource(id_: str, role: str, *nodes: str, **more: str) -> str:
    """Return an instance as crm_mon has it."""
    given = {
        "id": id_,
        "resource_agent": "ocf:pacemaker:Dummy",
        "role": role,
        "active": str(bool(nodes)).lower(),
        "managed": "true",
        "failed": "false",
        "blocked": "false",
        "orphaned": "false",
        **more,
    }
    attributes = " ".join(f'{name}="{value}"' for name, value in given.items())
    there = "".join(f'<node name="{node}"/>' for node in nodes)
    return f"<resource {attributes}>{there}</resource>"


def failed(id_: str, node: str, count: str) -> tuple[str, str]:
    """Return the failures and the history of a resource whose start failed so often."""
    failure = (
        f'<failure op_key="{id_}_start_0" node="{node}" exitstatus="error" exitcode="1"'
        ' exitreason="no disk" task="start"/>'
    )
    history = (
        f'<node name="{node}"><resource_history id="{id_}" fail-count="{count}"'
        ' migration-threshold="1000000"/></node>'
    )
    return failure, history


def monitor(*resources: str, failure: tuple[str, str] = ("", ""), dc: str = "true") -> str:
    """Return what crm_mon prints."""
    return (
        f'<pacemaker-result><summary><current_dc present="{dc}" name="node1" with_quorum="true"/>'
        '<cluster_options maintenance-mode="false"/></summary>'
        '<nodes><node name="node1" online="true"/><node name="node2" online="true"/></nodes>'
        f"<resources>{''.join(resources)}</resources>"
        f"<node_history>{failure[1]}</node_history><failures>{failure[0]}</failures>"
        "</pacemaker-result>"
    )


def planned(*actions: str, scores: str = "") -> str:
    """Return what crm_simulate prints: `start vip node1` …, and scores."""
    parts = (one.split() for one in actions)
    found = "".join(
        f'<rsc_action action="{action}" resource="{rsc}" node="{node}"/>'
        for action, rsc, node in parts
    )
    return (
        f"<pacemaker-result><allocations_utilizations>{scores}</allocations_utilizations>"
        f"<actions>{found}</actions></pacemaker-result>"
    )


def no_node(id_: str) -> str:
    return "".join(
        f'<node_weight function="x" node="{node}" score="-INFINITY" id="{id_}"/>'
        for node in ("node1", "node2")
    )


@dataclass
class Tape:
    """Runs nothing: each tool says one thing after the other, and the last for ever."""

    monitors: list[str]
    plans: list[str]
    asked: list[str] = field(default_factory=list)

    def run(self, argv: Sequence[str], **_more: object) -> Outcome:
        """Say the next thing."""
        self.asked.append(argv[0])
        said = self.monitors if argv[0] == "crm_mon" else self.plans
        text = said.pop(0) if len(said) > 1 else said[0]
        return Outcome(tuple(argv), 0, text.encode(), b"")


def waited(
    monitors: Sequence[str], plans: Sequence[str], *goals: Goal, seconds: float = 60
) -> tuple[Waited, list[str]]:
    """Wait for goals where the first answers are those from before; return what was told, too."""
    told: list[str] = []
    tools = Tools(Tape(list(monitors), list(plans)))
    before = look(tools)
    patience = Patience(seconds, 0.001, 0.0, told.append)
    return wait_for(tools, before, goals, patience), told


STOPPED = monitor(resource("vip", "Stopped"))
STARTING = monitor(resource("vip", "Starting", "node1"))
STARTED = monitor(resource("vip", "Started", "node1"))


def texts(result: Waited) -> list[tuple[str, bool, str]]:
    return [(one.id, one.ok, one.text) for one in result.verdicts]


def test_it_waits_until_nothing_is_under_way_or_to_be_done() -> None:
    monitors = [STOPPED, STOPPED, STOPPED, STARTING, STARTED]
    plans = [planned(), planned("start vip node1"), planned()]

    result, told = waited(monitors, plans, Goal("vip"))

    assert texts(result) == [("vip", True, "started on node1")]
    assert result.is_good
    assert [one.partition(": ")[2] for one in told] == [
        "vip to start on node1",
        "vip starting on node1",
    ]


def test_what_begins_between_two_looks_is_not_taken_for_done() -> None:
    monitors = [STOPPED, STOPPED, STARTING, STARTED]

    result, _ = waited(monitors, [planned()], Goal("vip"))

    assert texts(result) == [("vip", True, "started on node1")]


def test_a_cluster_without_a_dc_is_not_settled() -> None:
    monitors = [STOPPED, monitor(resource("vip", "Stopped"), dc="false"), STARTED]

    result, told = waited(monitors, [planned()], Goal("vip"))

    assert result.is_good
    assert "electing a DC" in told[0]


def test_time_runs_out() -> None:
    result, _ = waited([STOPPED, STARTING], [planned()], Goal("vip"), seconds=0.01)

    assert result.timed_out
    assert not result.is_good
    assert texts(result) == [("vip", False, "starting on node1: not done yet")]
    problem = result.problem()
    assert problem is not None
    assert problem.code == "timed-out"
    assert "vip starting on node1" in problem.message


@pytest.mark.parametrize(
    ("now", "plan", "text"),
    [
        (STOPPED, planned(scores=no_node("vip")), "still stopped: no node allowed"),
        (
            monitor(resource("vip", "Stopped"), failure=failed("vip", "node1", "INFINITY")),
            planned(),
            "still stopped: start failed on node1: no disk",
        ),
        (
            monitor(resource("vip", "Stopped", managed="false")),
            planned(),
            "still stopped: it is not managed",
        ),
        (STOPPED, planned(), "still stopped: the cluster leaves it so"),
    ],
)
def test_what_is_not_as_it_should_be_is_told_with_the_reason(
    now: str, plan: str, text: str
) -> None:
    result, _ = waited([STOPPED, now], [plan], Goal("vip"))

    assert texts(result) == [("vip", False, text)]
    assert not result.is_good


def test_what_fails_again_and_again_is_not_waited_for() -> None:
    failing = monitor(resource("vip", "Starting", "node1"), failure=failed("vip", "node1", "3"))

    result, _ = waited([STOPPED, failing], [planned()], Goal("vip"))

    assert not result.timed_out
    assert texts(result) == [("vip", False, "starting on node1: start failed on node1: no disk")]


def test_what_the_cluster_was_busy_with_before_is_not_waited_for() -> None:
    other = resource("db", "Starting", "node2")
    monitors = [
        monitor(resource("vip", "Stopped"), other),
        monitor(resource("vip", "Started", "node1"), other),
    ]

    result, _ = waited(monitors, [planned("start db node2")], Goal("vip"))

    assert texts(result) == [("vip", True, "started on node1")]


def test_of_what_the_cluster_is_still_busy_with_since_before_nothing_is_said() -> None:
    before = monitor(resource("vip", "Stopped"), resource("slow", "Stopping", "node2"))
    after = monitor(resource("vip", "Started", "node1"), resource("slow", "Starting", "node1"))

    result, _ = waited([before, after], [planned()], Goal("vip"))

    assert texts(result) == [("vip", True, "started on node1")]


def test_others_are_told_of_only_if_they_changed() -> None:
    before = [resource(one, "Started", "node1") for one in ("vip", "web", "db")]
    after = [before[0], resource("web", "Started", "node2"), before[2]]

    result, _ = waited([monitor(*before), monitor(*after)], [planned()], Goal("vip"))

    assert texts(result) == [
        ("vip", True, "still started on node1"),
        ("web", True, "started on node2"),
    ]


@pytest.mark.parametrize(
    ("goal", "ok"),
    [
        (Goal("vip"), True),
        (Goal("vip", on="node1"), True),
        (Goal("vip", on="node2"), False),
        (Goal("vip", off="node2"), True),
        (Goal("vip", off="node1"), False),
        (Goal("vip", stopped=True), False),
        (Goal("vip", gone=True), False),
        (Goal("other", gone=True), True),
        (Goal("other"), False),
    ],
)
def test_goals(goal: Goal, ok: bool) -> None:
    result, _ = waited([STARTED], [planned()], goal)

    assert result.is_good is ok


def test_the_roles_of_a_clone_are_told_with_their_nodes() -> None:
    before = [resource("db", "Unpromoted", "node1"), resource("db", "Unpromoted", "node2")]
    after = [resource("db", "Unpromoted", "node2"), resource("db", "Promoted", "node1")]
    head = '<clone id="db-clone" multi_state="true" managed="true" disabled="false">'
    monitors = [monitor(head, *one, "</clone>") for one in (before, after)]

    result, _ = waited(monitors, [planned()], Goal("db-clone", on="node1", promoted=True))

    assert texts(result) == [("db-clone", True, "promoted on node1, unpromoted on node2")]


def test_a_group_with_a_member_that_does_not_run_is_not_as_it_should_be() -> None:
    head = '<group id="web" managed="true" disabled="false">'
    now = monitor(
        head, resource("ip", "Started", "node1"), resource("httpd", "Stopped"), "</group>"
    )

    result, _ = waited([now], [planned(scores=no_node("httpd"))], Goal("web"))

    assert texts(result) == [
        ("web", False, "still started on node1, httpd stopped: no node allowed")
    ]
