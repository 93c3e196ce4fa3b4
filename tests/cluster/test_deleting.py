"""Deleting what runs: it is stopped first, or stays; what is in a deleted container runs on."""

import signal
import subprocess
from xml.etree import ElementTree as ET

import pytest

from cluster.netns import CRM, Cluster
from cluster.room import until
from cluster.terminal import Terminal

pytestmark = pytest.mark.cluster

DUMMY = "ocf:pacemaker:Dummy"
CONFIGURATION = f"""\
primitive vip {DUMMY} op monitor interval=10s
primitive app {DUMMY}
order app-needs-vip vip app
primitive kept {DUMMY}
primitive slow {DUMMY} params op_sleep=2
primitive stuck {DUMMY} params op_sleep=2 op stop interval=0s timeout=1s
primitive a {DUMMY}
primitive b {DUMMY}
group pair a b meta resource-stickiness=7
primitive everywhere {DUMMY}
clone all everywhere
rsc_defaults resource-stickiness=1
"""


@pytest.fixture(scope="module")
def cluster(machines: Cluster) -> Cluster:
    """Return a cluster in which everything runs; each test deletes other resources."""
    machines.reset()
    done = machines.crm(1, "--wait", "configure", "load", "update", "-", stdin=CONFIGURATION)
    assert done.returncode == 0, done.stderr
    return machines


def seen(cluster: Cluster) -> ET.Element:
    """Return what crm_mon says on another node."""
    words = ("--one-shot", "--inactive", "--operations", "--output-as=xml")
    return ET.fromstring(cluster.tool(2, "crm_mon", *words))


def active(cluster: Cluster, rsc: str) -> list[str]:
    """Return the nodes on which a resource runs."""
    instances = (one for one in seen(cluster).iter("resource") if one.get("id") == rsc)
    return sorted(node.get("name", "") for one in instances for node in one.iterfind("node"))


def history(cluster: Cluster, rsc: str) -> list[tuple[str, str]]:
    """Return the operations of a resource: number and name."""
    found = (one for one in seen(cluster).iter("resource_history") if one.get("id") == rsc)
    calls = [one for history in found for one in history.iterfind("operation_history")]
    return [(one.get("call", ""), one.get("task", "")) for one in calls]


def configured(cluster: Cluster) -> set[str]:
    return {one.get("id", "") for one in cluster.cib(2).iterfind(".//resources//primitive")}


def target_role(cluster: Cluster, rsc: str) -> ET.Element | None:
    return cluster.cib(2).find(f".//primitive[@id='{rsc}']/meta_attributes")


def test_what_runs_is_not_deleted_unless_it_may_be_stopped(cluster: Cluster) -> None:
    (node,) = active(cluster, "slow")

    refused = cluster.crm(1, "configure", "delete", "slow")
    batch = cluster.crm(1, stdin="configure\ndelete slow\ncommit\n")

    assert (refused.returncode, batch.returncode) == (107, 107)
    assert f"slow runs on {node} [still-runs]" in refused.stderr
    assert f"slow runs on {node} [still-runs]" in batch.stderr
    assert active(cluster, "slow") == [node]
    assert "slow" in configured(cluster)


def test_what_runs_is_stopped_in_order_and_deleted(cluster: Cluster) -> None:
    (node,) = active(cluster, "vip")
    (beside,) = active(cluster, "app")

    done = cluster.crm(1, "configure", "delete", "vip", "app-needs-vip", "--stop")

    assert done.returncode == 0, done.stderr
    lines = done.stderr.splitlines()
    assert lines[0] == f"vip runs on {node}: it is stopped first"
    assert lines[1] == f"that also means: stop app on {beside}"
    assert lines[2].startswith("vip: stopped after ")
    assert any(line.startswith("vip: gone") for line in lines)
    assert "vip" not in configured(cluster)
    assert active(cluster, "vip") == []
    assert history(cluster, "vip") == []
    assert active(cluster, "app") != []


def test_what_others_changed_is_stopped_for_no_deletion_that_clashes(cluster: Cluster) -> None:
    node = active(cluster, "kept")

    with Terminal(cluster, 1) as terminal:
        terminal.expect("# ")
        terminal.type("configure", "configure# ")
        terminal.type("delete kept --stop", "*# ")
        changed = cluster.crm(2, "configure", "set", "kept.meta.priority", "1")
        assert changed.returncode == 0, changed.stderr
        told = [terminal.type("commit", "*# ") for _ in range(2)]
        settled = terminal.type("commit --theirs", "configure# ")

    for said in told:
        assert "you deleted primitive kept, which was changed meanwhile [conflict]" in said
    assert "nothing to commit" in settled
    assert "kept" in configured(cluster)
    assert active(cluster, "kept") == node


def test_what_is_not_managed_is_not_deleted(cluster: Cluster) -> None:
    cluster.crm(1, "resource", "unmanage", "app")
    done = cluster.crm(1, "configure", "delete", "app", "--stop")
    cluster.crm(1, "resource", "manage", "app")

    assert done.returncode == 107
    assert "and is not managed: the cluster would not stop it [still-runs]" in done.stderr
    assert active(cluster, "app") != []


def test_what_cannot_be_stopped_is_not_deleted(cluster: Cluster) -> None:
    done = cluster.crm(1, "configure", "delete", "stuck", "--stop")
    meta = target_role(cluster, "stuck")
    cluster.crm(1, "resource", "cleanup", "stuck")
    cluster.wait()

    assert done.returncode == 1
    assert "'stuck' could not be stopped: still started on " in done.stderr
    assert meta is None
    assert "stuck" in configured(cluster)


def test_an_interrupted_deletion_lets_it_run_as_before(cluster: Cluster) -> None:
    words = ("configure", "delete", "slow", "--stop")
    with subprocess.Popen(
        [*cluster.entrance(1), *CRM, *words],
        env=cluster.environment(1),
        stderr=subprocess.PIPE,
        text=True,
    ) as crm:
        until(lambda: target_role(cluster, "slow") is not None, timeout=30, what="slow is stopped")
        found = cluster.tool(1, "pgrep", "--full", "crmsh_py .*configure delete slow").split()
        cluster.tool(1, "kill", f"-{signal.SIGINT.value}", found[-1])
        _, said = crm.communicate(timeout=60)
    cluster.wait()

    assert crm.returncode == 130, said
    assert said.endswith("nothing was deleted; what was to be stopped may run as before\n")
    assert target_role(cluster, "slow") is None
    assert active(cluster, "slow") != []


def test_what_clashes_while_it_is_stopped_ends_the_deletion(cluster: Cluster) -> None:
    lines = "configure\nset kept.meta.priority 5\ndelete slow --stop\ncommit\n"
    with subprocess.Popen(
        [*cluster.entrance(1), *CRM],
        env=cluster.environment(1),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as crm:
        assert crm.stdin is not None
        crm.stdin.write(lines)
        crm.stdin.close()
        crm.stdin = None
        until(lambda: target_role(cluster, "slow") is not None, timeout=30, what="slow is stopped")
        others = cluster.crm(2, "configure", "set", "kept.meta.priority", "7")
        _, said = crm.communicate(timeout=60)
    cluster.wait()

    assert others.returncode == 0, others.stderr
    assert crm.returncode == 103, said
    assert "primitive kept: 'priority' was changed on both sides [conflict]" in said
    assert "nothing was deleted; what was to be stopped may run as before\n" in said
    assert target_role(cluster, "slow") is None
    assert active(cluster, "slow") != []
    assert cluster.crm(2, "configure", "get", "kept.meta.priority").stdout == "7\n"


def test_members_of_a_deleted_group_run_on_untouched(cluster: Cluster) -> None:
    before = [(active(cluster, one), history(cluster, one)) for one in ("a", "b")]

    diff = cluster.crm(1, stdin="configure\ndelete pair\ndiff\nundo\n").stdout.splitlines()
    done = cluster.crm(1, "--wait", "configure", "delete", "pair")

    assert diff == ["- group pair a b", "-     meta resource-stickiness=7"]
    assert done.returncode == 0, done.stderr
    assert [(active(cluster, one), history(cluster, one)) for one in ("a", "b")] == before


def test_of_a_deleted_clone_one_instance_is_left_and_that_is_told(cluster: Cluster) -> None:
    done = cluster.crm(1, "--wait", "configure", "delete", "all")

    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(
        "everywhere runs on node1, node2, node3; without all it may run on one only"
    )
    assert len(active(cluster, "everywhere")) == 1
