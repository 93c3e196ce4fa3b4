"""What crm_mon says, as values: recorded XML, and XML that holds all that it can say."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from crm_runner import CASES

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker.moments import moment
from crmsh_py.pacemaker.monitor import parse_status, read_status
from crmsh_py.pacemaker.state import (
    Branch,
    ClusterStatus,
    FailCount,
    Failure,
    FenceEvent,
    NodeAttribute,
    Operation,
    Ticket,
)
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import Outcome

FOLDER = CASES / "status"


def status_of(file: Path) -> ClusterStatus:
    return parse_status(xmltree.parse(file.read_bytes(), file.name))


@pytest.fixture
def trouble() -> ClusterStatus:
    return status_of(FOLDER / "trouble.xml")


class Recorded:
    """Runs nothing: answers as a crm_mon that knows some options only."""

    def __init__(self, *, refused: str, answer: bytes) -> None:
        self.refused, self.answer = refused, answer
        self.asked: list[tuple[str, ...]] = []

    def run(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        seconds: float = 0,
        environment: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Answer, or refuse an option."""
        del stdin, seconds, environment
        argv = tuple(argv)
        self.asked.append(argv)
        if self.refused in argv:
            return Outcome(argv, 64, b"", b"unknown option")
        return Outcome(argv, 0, self.answer, b"")


def test_nodes_have_their_states(trouble: ClusterStatus) -> None:
    assert [(one.name, one.kind, one.is_ready) for one in trouble.nodes] == [
        ("node1", "member", True),
        ("node2", "member", False),
        ("node3", "member", False),
        ("node4", "member", False),
        ("node5", "member", False),
        ("far", "remote", False),
        ("web-0", "guest", True),
    ]


def test_the_cluster_has_a_dc_options_and_a_last_change(trouble: ClusterStatus) -> None:
    assert (trouble.dc, trouble.dc_version, trouble.stack) == ("node1", "2.1.7-1", "corosync")
    assert (trouble.with_quorum, trouble.mixed_version, trouble.daemons) == (False, True, "")
    assert trouble.options["no-quorum-policy"] == "freeze"
    assert trouble.last_change == {
        "time": "2026-11-21 12:53:05",
        "user": "hacluster",
        "client": "crmd",
        "origin": "node1",
    }


def test_the_tree_is_as_the_configuration_has_it(trouble: ClusterStatus) -> None:
    def names(members: object) -> list[object]:
        assert isinstance(members, tuple)
        return [
            {one.container.id: names(one.members)} if isinstance(one, Branch) else one.id
            for one in members
        ]

    assert names(trouble.tree) == [
        *("far", "twice", "stuck", "old", "coming", "home", "quiet"),
        {"g": ["g1", "g2"]},
        {"all": [{"base:0": ["b1", "b2"]}, {"base:1": ["b1", "b2"]}]},
        {"pair": ["p:0", "p:1"]},
        {
            "web": [
                *("web-ip-192.0.2.10", "httpd", "web-podman-0", "web-0"),
                *("web-ip-192.0.2.11", "httpd", "web-podman-1", "web-1"),
            ]
        },
    ]
    assert [one.id for one in trouble.containers] == ["g", "all", "base:0", "base:1", "pair", "web"]


def test_instances_are_found_by_primitive_container_and_instance(trouble: ClusterStatus) -> None:
    assert [one.id for one in trouble.instances("p")] == ["p:0", "p:1"]
    assert [one.id for one in trouble.instances("p:1")] == ["p:1"]
    assert len(trouble.instances("base")) == 4
    assert len(trouble.instances("base:1")) == 2
    assert trouble.instances("nothing") == []
    assert trouble.where("twice") == ["node1", "node2"]
    assert trouble.where("web") == ["node1", "web-0"]


def test_replicas_of_a_bundle_are_told_apart(trouble: ClusterStatus) -> None:
    found = [one.replica for one in trouble.resources if one.id == "httpd"]

    assert found == ["0", "1"]
    assert trouble.containers[-1].image == "podman example.org/web:1"


def test_failures_keep_the_reason_of_the_agent(trouble: ClusterStatus) -> None:
    first, second = trouble.failures

    assert first == Failure(
        *("stuck", "stop", "0", "node1", 1, "error", "cannot unmount /srv: busy"),
        *("2026-11-21 12:50:00Z", "complete"),
    )
    assert (second.task, second.interval, second.reason) == ("monitor", "10000", "")


def test_fencing_tickets_attributes_operations_and_counts_are_read(trouble: ClusterStatus) -> None:
    assert trouble.fencing[1] == FenceEvent(
        *("reboot", "node2", "failed", "2026-11-21 12:52:00Z", "node1"),
        *("pacemaker-controld.12", "node1", "no route to host"),
    )
    assert trouble.tickets == (
        Ticket("paris", granted=True, standby=True, last_granted="2026-11-21 09:00:00"),
        Ticket("rome", granted=False, standby=False),
    )
    assert trouble.attributes[0] == NodeAttribute("node1", "pingd", "100", "200")
    assert trouble.operations[1] == Operation(
        *("stuck", "node1", 25, "monitor", "10000", 7, "not running"),
        *("2026-11-21 12:49:58", "9", "1"),
    )
    assert trouble.fail_counts == (
        FailCount("stuck", "node1", "INFINITY", "3", "2026-11-21 12:50:00"),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sat Nov  1 02:03:04 2026", "2026-11-01 02:03:04"),
        ("2026-11-21 12:53:09Z", "2026-11-21 12:53:09Z"),
        ("Sat Foo  1 02:03:04 2026", "Sat Foo  1 02:03:04 2026"),
        ("", ""),
    ],
)
def test_times_have_one_form(written: str, read: str) -> None:
    assert moment(written) == read


def test_a_failure_of_old_releases_is_named_by_its_id() -> None:
    failure = '<failure id="a_b_monitor_0" node="n" exitcode="1"/>'
    text = f"<crm_mon><failures>{failure}</failures></crm_mon>"

    found = parse_status(xmltree.parse(text, "test")).failures[0]

    assert (found.resource, found.task) == ("a_b", "monitor")


def test_newer_releases_call_orphans_removed() -> None:
    text = '<r><resources><resource id="a" removed="true" active="true"/></resources></r>'

    assert parse_status(xmltree.parse(text, "test")).resources[0].orphaned


def test_a_crm_mon_that_is_not_connected_says_so() -> None:
    text = '<r><crm-mon-disconnected description="not now" pacemakerd-state="starting"/></r>'

    with pytest.raises(CrmError) as caught:
        parse_status(xmltree.parse(text, "test"))

    assert [one.code for one in caught.value.diagnostics] == ["not-connected"]


def test_a_status_that_says_nothing_is_no_error() -> None:
    found = parse_status(xmltree.parse("<pacemaker-result/>", "test"))

    assert (found.nodes, found.resources, found.dc, found.with_quorum) == ((), (), None, False)


def test_an_old_crm_mon_is_asked_in_its_own_words() -> None:
    runner = Recorded(refused="--output-as=xml", answer=(FOLDER / "well.xml").read_bytes())

    found = read_status(Tools(runner))

    assert [one.name for one in found.nodes] == ["node1", "node2", "node3"]
    assert [argv[3] for argv in runner.asked] == ["--output-as=xml", "--as-xml"]
