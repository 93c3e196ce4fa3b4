"""`status` of a real cluster: what happens to it is seen there, by people and by programs."""

import json
import subprocess
from typing import Any

import pytest

from cluster.netns import CRM, Cluster
from cluster.room import until
from cluster.terminal import Terminal

pytestmark = pytest.mark.cluster

DUMMY = '<primitive id="dummy" class="ocf" provider="pacemaker" type="Dummy"/>'
FENCE = '<primitive id="fence" class="stonith" type="fence_netns"/>'


def add(cluster: Cluster, *elements: str) -> None:
    """Add resources, and wait until they run."""
    for element in elements:
        cluster.tool(1, "cibadmin", "--create", "--scope=resources", f"--xml-text={element}")
    cluster.wait()


def told(cluster: Cluster, *words: str, node: int = 1) -> str:
    done = cluster.crm(node, "status", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def forget_fencing(cluster: Cluster) -> None:
    """Clear the history, which outlives a test."""
    cluster.tool(1, "stonith_admin", "--cleanup", "--history=*")


def records(cluster: Cluster, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told(cluster, "--json", *words).splitlines()]


def keys(cluster: Cluster) -> dict[str, str]:
    """Return the problems that status names, each with what it is about."""
    return {one["key"]: one["subject"] for one in records(cluster) if one["kind"] == "problem"}


def test_a_cluster_that_is_well_is_told_briefly(cluster: Cluster) -> None:
    forget_fencing(cluster)
    add(cluster, DUMMY)

    first, *lines = told(cluster).splitlines()

    assert first == "status: 1 warning; 3 of 3 nodes online, 1 of 1 instances active"
    assert lines[0] == "  warning: fencing is disabled (stonith-enabled=false)"
    assert len(lines) < 12


def test_standby_is_seen_with_its_lifetime(cluster: Cluster) -> None:
    cluster.tool(1, "crm_standby", "--node=node2", "--update=on", "--lifetime=forever")
    cluster.tool(1, "crm_standby", "--node=node3", "--update=on", "--lifetime=reboot")
    until(lambda: "standby  node2" in told(cluster), timeout=10, what="node2 is in standby")
    until(lambda: "standby" in told(cluster, "node", "node3"), timeout=10, what="node3 is")

    lasting, passing = told(cluster, "node", "node2"), told(cluster, "node", "node3")
    cluster.tool(1, "crm_standby", "--node=node3", "--delete", "--lifetime=reboot")

    assert "  standby: until it is taken off\n" in lasting
    assert "  standby: until the node restarts\n" in passing


def test_a_failed_action_is_seen_with_the_reason_of_the_agent(cluster: Cluster) -> None:
    add(
        cluster,
        DUMMY.replace(
            "/>", '><operations><op id="m" name="monitor" interval="1s"/></operations></primitive>'
        ),
    )
    where = cluster.tool(1, "crm_resource", "--resource=dummy", "--locate", "--quiet").strip()

    cluster.tool(1, "crm_resource", "--fail", "--resource=dummy", f"--node={where}")
    until(lambda: "failed-action" in keys(cluster), timeout=20, what="the failure is seen")

    cluster.wait()
    error = f"  error: asyncmon of dummy failed on {where} at "
    (line,) = [one for one in told(cluster).splitlines() if one.startswith(error)]
    assert line.endswith("with 'error': Simulated failure")
    assert f"dummy  {where}  fail-count=" in told(cluster, "failcounts")
    assert line in told(cluster, "node", where)
    assert line in told(cluster, "resource", "dummy")
    cluster.tool(1, "crm_resource", "--cleanup", "--resource=dummy")


def test_what_a_ban_leaves_over_is_seen_until_it_ends(cluster: Cluster) -> None:
    add(cluster, DUMMY)
    cluster.tool(1, "crm_resource", "--ban", "--resource=dummy", "--node=node1", "--lifetime=PT1H")

    (line,) = [one for one in told(cluster).splitlines() if "cli-ban" in one]

    assert line.startswith(
        "  warning: constraint cli-ban-dummy-on-node1: dummy never on node1, until 20"
    )
    (left,) = [one for one in records(cluster) if one["kind"] == "left-over"]
    assert (left["id"], left["by_tool"], left["expired"]) == (
        *("cli-ban-dummy-on-node1", True),
        False,
    )


def test_the_fencing_of_a_killed_node_is_seen(cluster: Cluster) -> None:
    forget_fencing(cluster)
    add(cluster, FENCE, DUMMY)
    cluster.tool(1, "crm_attribute", "--name=stonith-enabled", "--update=true")
    cluster.wait()

    cluster.kill(3)
    until(
        lambda: any(one["kind"] == "fencing" for one in records(cluster)),
        timeout=60,
        what="the fencing of node3 is seen",
    )
    until(lambda: "node-offline" not in keys(cluster), timeout=60, what="node3 is back")
    cluster.wait()

    (event,) = [one for one in records(cluster, "node", "node3") if one["kind"] == "fencing"]
    assert (event["target"], event["action"], event["status"]) == ("node3", "reboot", "success")
    assert "  fencing (reboot) of node3 succeeded at 20" in told(cluster)
    forget_fencing(cluster)


def test_tickets_are_seen(cluster: Cluster) -> None:
    cluster.tool(1, "crm_ticket", "--ticket=paris", "--grant", "--force")
    cluster.tool(1, "crm_ticket", "--ticket=paris", "--standby")
    until(lambda: "ticket-standby" in keys(cluster), timeout=10, what="the ticket is in standby")

    assert "  paris  granted, standby  last granted 20" in told(cluster)


def test_a_partition_without_quorum_is_seen(cluster: Cluster) -> None:
    cluster.isolate(3)
    until(lambda: cluster.cib(3).get("have-quorum") == "0", timeout=30, what="node3 is alone")
    until(lambda: "without" in told(cluster, node=3).lower(), timeout=20, what="node3 knows")

    text = told(cluster, node=3)

    assert "  error: this partition has no quorum\n" in text
    assert "  error: node node1 is offline\n" in text.replace("UNCLEAN (offline)", "offline")


def test_what_is_not_there_is_not_found(cluster: Cluster) -> None:
    add(cluster, DUMMY)

    node, resource = (
        cluster.crm(1, "status", "node", "node9"),
        cluster.crm(1, "status", "resource", "dumy"),
    )

    assert (node.returncode, resource.returncode) == (105, 105)
    assert "hint: did you mean 'dummy'?" in resource.stderr


def test_a_saved_cib_is_told_as_the_cluster_was(cluster: Cluster) -> None:
    forget_fencing(cluster)  # it is in no CIB
    add(cluster, DUMMY)
    live = told(cluster, "noheaders")
    cluster.exec(1, "sh", "-c", "cat >saved.xml", stdin=cluster.tool(1, "cibadmin", "--query"))

    saved = cluster.crm(1, "-c", "saved.xml", "status", "noheaders")

    assert (saved.returncode, saved.stdout) == (0, live)


def test_a_node_without_a_cluster_gives_one_line(cluster: Cluster) -> None:
    cluster.stop_pacemaker(3)

    done = cluster.crm(3, "status")

    assert (done.returncode, done.stdout) == (102, "")
    assert done.stderr.startswith("error: Pacemaker is not running here [not-connected]\n")


# ------------------------------------------------------------------ watching


def test_watching_shows_changes_in_place_and_ends_with_q(cluster: Cluster) -> None:
    with Terminal(cluster, 1, term="xterm") as terminal:
        terminal.expect("crm(live)#")
        terminal.type("status --watch 0.5", "q ends")
        cluster.tool(1, "crm_standby", "--node=node2", "--update=on")
        terminal.expect("node node2 is in standby")
        terminal.press("q")
        terminal.expect("crm(live)#")
        status = terminal.leave("quit")

    assert status == 0


def test_watching_goes_on_while_the_cluster_is_down(cluster: Cluster) -> None:
    with Terminal(cluster, 3, "status", "--watch", "0.5", term="xterm") as terminal:
        terminal.expect("q ends")
        cluster.stop_pacemaker(3)
        terminal.expect("Pacemaker is not running here")
        terminal.press("q")
        status = terminal.ended()

    assert status == 0


def test_watching_into_a_pipe_prints_what_changed(cluster: Cluster) -> None:
    command = [*cluster.entrance(1), *CRM, "status", "--watch", "0.5", "noheaders"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=cluster.environment(1)
    ) as child:
        assert child.stdout is not None
        stamps = [child.stdout.readline()]
        cluster.tool(1, "crm_standby", "--node=node2", "--update=on")
        told_next = next(line for line in child.stdout if line.startswith("--- "))
        standby = next(line for line in child.stdout if "standby" in line)
        child.stdout.close()  # nobody reads any more
        status = child.wait(timeout=20)

    assert status == 0
    assert stamps[0].startswith("--- 20")
    assert told_next >= stamps[0]
    assert standby == "  info: node node2 is in standby\n"
