"""`why` on the running cluster: what keeps a resource from running, as it comes about."""

import json
from typing import Any

import pytest

from cluster.netns import Cluster
from cluster.room import until

pytestmark = pytest.mark.cluster

CONFIGURATION = """\
primitive vip ocf:pacemaker:Dummy
primitive fs ocf:pacemaker:Dummy
primitive web ocf:pacemaker:Dummy op monitor interval=1s
group g1 fs web
primitive app ocf:pacemaker:Dummy
primitive tail ocf:pacemaker:Dummy
colocation c1 inf: app g1
order o1 g1 app
colocation c2 inf: tail app
order o2 app tail
location prefer vip 100: node2
commit
"""


def configure(cluster: Cluster, text: str) -> None:
    done = cluster.crm(1, "configure", stdin=text)
    assert done.returncode == 0, done.stderr
    cluster.wait()


def why(cluster: Cluster, node: int, *words: str) -> str:
    done = cluster.crm(node, "why", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def records(cluster: Cluster, *words: str) -> list[dict[str, Any]]:
    done = cluster.crm(1, "--json", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def set_meta(cluster: Cluster, resource: str, name: str, value: str) -> None:
    words = ("--meta", f"--set-parameter={name}", f"--parameter-value={value}")
    cluster.tool(1, "crm_resource", f"--resource={resource}", *words)
    cluster.wait()


def test_what_runs_has_scores_and_what_makes_them_up(cluster: Cluster) -> None:
    configure(cluster, CONFIGURATION)

    said = why(cluster, 3, "vip")
    located = cluster.crm(2, "resource", "locate", "vip", "g1").stdout
    scores = records(cluster, "resource", "scores", "vip")

    assert said.startswith("vip runs on node2\n")
    assert "  node2  100  runs here: prefer +100\n" in said
    assert located.startswith("vip: node2\ng1: node")
    assert {one["node"]: one["score"] for one in scores} == {"node1": 0, "node2": 100, "node3": 0}


def test_a_chain_is_followed_to_what_was_stopped(cluster: Cluster) -> None:
    configure(cluster, CONFIGURATION)
    set_meta(cluster, "g1", "target-role", "Stopped")

    said = why(cluster, 2, "tail")

    assert said.startswith(
        "tail does not run: tail waits for app (o2), which does not run:"
        " app waits for g1 (o1), which does not run: the group g1 has target-role=Stopped\n"
        "  try: resource start g1\n"
    )


def test_a_ban_and_a_node_in_standby(cluster: Cluster) -> None:
    configure(cluster, CONFIGURATION)
    cluster.tool(1, "crm_resource", "--ban", "--resource=vip", "--node=node2")
    cluster.tool(1, "crm_attribute", "--node=node3", "--name=standby", "--update=on")
    cluster.wait()

    said = why(cluster, 2, "vip")

    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert lines == [
        "vip runs on node1",
        "node1 0 runs here",
        (
            "node2 -INFINITY vip is banned from node2 by cli-ban-vip-on-node2,"
            " left over from 'move' or 'ban' (try: resource clear vip)"
        ),
        "node3 0 node3 is in standby (try: node online node3)",
    ]


def test_a_failure_that_drove_it_away(cluster: Cluster) -> None:
    configure(cluster, CONFIGURATION)
    set_meta(cluster, "g1", "migration-threshold", "1")
    before = cluster.tool(1, "crm_resource", "--resource=web", "--locate", "--quiet").strip()
    cluster.tool(1, "crm_resource", "--fail", "--resource=web", f"--node={before}")
    until(
        lambda: before not in cluster.crm(1, "resource", "locate", "web").stdout,
        timeout=30,
        what="web leaves the node it failed on",
    )
    cluster.wait()

    said = why(cluster, 1, "web", before)

    assert said.startswith(f"web does not run on {before}\n  {before}  -INFINITY  web failed ")
    assert "and migration-threshold is 1 (try: resource cleanup g1" in said


def test_a_node_that_is_alone_says_that_there_is_no_quorum(cluster: Cluster) -> None:
    configure(cluster, CONFIGURATION)
    cluster.isolate(3)
    until(lambda: cluster.cib(3).get("have-quorum") == "0", timeout=30, what="node3 is alone")

    said = until(
        lambda: text if (text := why(cluster, 3, "vip")).startswith("vip does not run") else None,
        timeout=30,
        what="node3 knows that it is alone",
    )

    assert "this partition has no quorum, and no-quorum-policy is stop" in said
    assert "node1 is offline" in said
