"""The harness itself: what it says of the cluster is what Pacemaker makes of it."""

import pytest

from cluster.netns import Cluster
from cluster.room import until

pytestmark = pytest.mark.cluster

FENCING = '<primitive id="fence" class="stonith" type="fence_netns"/>'


def test_every_node_is_a_machine_of_its_own(cluster: Cluster) -> None:
    names = [cluster.tool(node, "hostname").strip() for node in cluster.nodes]

    assert names == ["node1", "node2", "node3"]
    assert [cluster.online(node) for node in cluster.nodes] == [set(names)] * 3


def test_a_node_without_power_is_offline_until_it_is_started(cluster: Cluster) -> None:
    cluster.kill(3)
    cluster.wait()
    without = cluster.online(1)
    cluster.start(3)
    cluster.wait()

    assert without == {"node1", "node2"}
    assert cluster.online(1) == {"node1", "node2", "node3"}


def test_a_node_that_is_cut_off_is_fenced(cluster: Cluster) -> None:
    cluster.tool(1, "cibadmin", "--create", "--scope=resources", f"--xml-text={FENCING}")
    cluster.tool(1, "crm_attribute", "--name=stonith-enabled", "--update=true")
    cluster.wait()
    uptime = cluster.tool(3, "stat", "--format=%Y", "/proc/1")

    cluster.isolate(3)
    until(lambda: "node3" not in cluster.online(1), timeout=30, what="node3 is missed")
    until(lambda: "node3" in cluster.online(1), timeout=60, what="node3 is back")

    assert cluster.tool(3, "stat", "--format=%Y", "/proc/1") != uptime
    history = cluster.tool(1, "stonith_admin", "--history=node3")
    assert "reboot of node3 successful" in history


def test_the_configuration_is_reset(cluster: Cluster) -> None:
    cluster.tool(1, "cibadmin", "--create", "--scope=resources", f"--xml-text={FENCING}")
    cluster.stop_pacemaker(2)
    cluster.isolate(3)

    cluster.reset()

    assert [element.tag for element in cluster.cib(2).iter("primitive")] == []
    assert cluster.online(3) == {"node1", "node2", "node3"}
