"""The levels `cluster` and `corosync` on a real cluster."""

import json
from collections.abc import Iterator

import pytest

from cluster.netns import CRM, Cluster
from cluster.room import PATH, until

pytestmark = pytest.mark.cluster

SYSTEMCTL = """\
#!/bin/sh
# Starts and stops on this node what systemd would.
verb=$1; shift
case "$verb $*" in
"is-enabled --quiet corosync-qdevice") exit 1 ;;
"start corosync pacemaker")
    corosync
    pacemakerd >/dev/null 2>&1 </dev/null &
    echo $! >/run/pacemakerd.pid ;;
"stop pacemaker")
    pid=$(cat /run/pacemakerd.pid)
    kill "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done ;;
"stop corosync") corosync-cfgtool -H && while pgrep -x corosync >/dev/null; do sleep 0.05; done ;;
*) echo "no such unit: $*" >&2; exit 5 ;;
esac
"""


def problems(cluster: Cluster, node: int) -> dict[str, str]:
    """Return what `health` finds wrong, but for the fencing that these tests do without."""
    done = cluster.crm(node, "--json", "cluster", "health")
    assert done.stderr == ""
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == (1 if any(not one["ok"] for one in found) else 0)
    wrong = {one["subject"]: one["message"] for one in found if not one["ok"]}
    assert wrong.pop("fencing").startswith("fencing is switched off")
    return wrong


def quorum(cluster: Cluster, node: int) -> dict[str, object]:
    done = cluster.crm(node, "--json", "cluster", "quorum")
    assert (done.returncode, done.stderr) == (0, "")
    record: dict[str, object] = json.loads(done.stdout)
    return record


@pytest.fixture
def systemd(cluster: Cluster) -> Iterator[str]:
    """Return the PATH with which node2 seems to be run by systemd."""
    lines = "mkdir -p bin && cat >bin/systemctl && chmod 755 bin/systemctl && cd bin && pwd"
    folder = cluster.exec(2, "sh", "-c", lines, stdin=SYSTEMCTL).stdout.strip()
    cluster.tool(2, "mkdir", "-p", "/run/systemd/system")
    yield f"{folder}:{PATH}"
    cluster.exec(2, "rm", "-r", "/run/systemd")


def test_all_nodes_are_there_and_one_may_fail(cluster: Cluster) -> None:
    seen = quorum(cluster, 1)

    assert (seen["quorate"], seen["total_votes"], seen["quorum"]) == (True, 3, 2)
    assert seen["nodes"] == [
        {"id": id_, "name": f"node{id_}", "votes": 1, "online": True} for id_ in (1, 2, 3)
    ]
    assert (seen["survives_at_once"], seen["survives_in_turn"]) == (1, 1)
    assert problems(cluster, 1) == {}


def test_without_systemd_nothing_is_stopped(cluster: Cluster) -> None:
    done = cluster.crm(1, "cluster", "stop")

    assert done.returncode == 1
    assert "[no-service-manager]" in done.stderr
    assert problems(cluster, 1) == {}


def test_a_node_that_is_cut_off_has_no_quorum(cluster: Cluster) -> None:
    cluster.isolate(3)
    until(lambda: not quorum(cluster, 3)["quorate"], timeout=30, what="node3 is alone")

    shown = cluster.crm(3, "cluster", "status").stdout.splitlines()

    assert shown[1].split() == ["1", "node1", "1", "vote", "offline"]
    assert shown[4:] == [
        "votes: 1 of 3 expected; 2 are quorum",
        "flags: none",
        "quorate: no",
        "there is no quorum: 1 vote more would be needed",
    ]
    assert problems(cluster, 3).keys() >= {"quorum", "membership", "links"}


def test_health_notices_a_node_that_was_killed(cluster: Cluster) -> None:
    cluster.kill(3)
    until(lambda: "nodes" in problems(cluster, 1), timeout=30, what="node3 is gone")

    found = problems(cluster, 1)

    assert found["membership"] == "corosync does not see node3"
    assert quorum(cluster, 1)["explanation"] == "the next failure of a node costs the quorum"


def test_health_notices_that_pacemaker_is_down(cluster: Cluster) -> None:
    cluster.stop_pacemaker(2)

    there, elsewhere = problems_without_pacemaker(cluster), problems(cluster, 1)
    waited = cluster.crm(2, "cluster", "wait_for_startup", "1")

    assert there == ["daemons", "pacemaker"]
    assert elsewhere["agreement"].endswith("not online for Pacemaker: node2")
    assert (waited.returncode, "[timed-out]" in waited.stderr) == (124, True)


def problems_without_pacemaker(cluster: Cluster) -> list[str]:
    done = cluster.crm(2, "--json", "cluster", "health")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [one["subject"] for one in found if not one["ok"]]


def test_a_changed_file_is_checked_compared_and_read_anew(cluster: Cluster) -> None:
    def token() -> str:
        line = cluster.tool(1, "corosync-cmapctl", "-g", "totem.token")
        return line.split()[-1]

    written = cluster.crm(1, "corosync", "set", "totem.token", "1100")
    try:
        reloaded = cluster.crm(1, "corosync", "reload")
        until(lambda: token() == "1100", timeout=10, what="corosync has read the file")
        verified = cluster.crm(1, "corosync", "verify")
        refused = cluster.crm(1, "corosync", "set", "totem.token", "12")
    finally:
        cluster.crm(1, "corosync", "set", "totem.token", "1000")
        cluster.crm(1, "corosync", "reload")

    assert [one.returncode for one in (written, reloaded, verified, refused)] == [0, 0, 0, 78]
    assert "error" not in verified.stderr
    assert cluster.crm(1, "corosync", "status").stdout.splitlines()[:2] == [
        "link 0",
        "  1 node1: localhost",
    ]


def test_a_node_is_stopped_and_started(cluster: Cluster, systemd: str) -> None:
    cluster.crm(1, "configure", "primitive", "dummy", "ocf:pacemaker:Dummy")
    cluster.crm(1, "configure", "location", "where", "dummy", "inf:", "node2")
    cluster.wait()

    def crm(*words: str) -> tuple[int, str]:
        done = cluster.exec(2, "env", f"PATH={systemd}", *CRM, *words)
        return done.returncode, done.stderr

    refused = crm("cluster", "stop")
    stopped = crm("--yes", "cluster", "stop", "node2")
    down = crm("cluster", "status")
    started = crm("cluster", "start")

    assert refused[0] == 107
    assert "resources are active: node2 has dummy" in refused[1]
    assert stopped == (0, "the cluster is stopped on this node\n")
    assert (down[0], "[corosync-not-running]" in down[1]) == (102, True)
    assert started == (0, "node2 is online\n")
    assert cluster.online(1) == {"node1", "node2", "node3"}
