"""What a commit relies on: `cibadmin --patch` is a compare-and-swap on the configuration.

The patches here are written by hand; `LiveBackend` sends such as these.
"""

from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import pytest

from cluster.netns import Cluster
from cluster.room import until

pytestmark = pytest.mark.cluster

ROUNDS = 10
CHANGED = 103

PATCH = """\
<diff format="2">
  <version>
    <source admin_epoch="{admin}" epoch="{epoch}"/>
    <target admin_epoch="{admin}" epoch="{next}" num_updates="0"/>
  </version>
  <change operation="create" path="/cib/configuration/resources" position="0">
    <primitive id="{id}" class="ocf" provider="pacemaker" type="Dummy"/>
  </change>
</diff>
"""


def adding(id_: str, cib: ET.Element) -> str:
    """Return the patch that adds a resource to a CIB of this version and no other."""
    admin, epoch = (int(cib.get(name, "")) for name in ("admin_epoch", "epoch"))
    return PATCH.format(id=id_, admin=admin, epoch=epoch, next=epoch + 1)


def send(cluster: Cluster, node: int, patch: str) -> int:
    return cluster.exec(node, "cibadmin", "--patch", "--xml-pipe", stdin=patch).returncode


def resources(cib: ET.Element) -> set[str]:
    return {one.get("id", "") for one in cib.iterfind("configuration/resources/*")}


def test_a_patch_applies_whatever_the_status_did_meanwhile(cluster: Cluster) -> None:
    base = cluster.cib(1)
    transient = ("--node=node2", "--name=seen", "--update=1", "--lifetime=reboot")
    cluster.tool(2, "crm_attribute", *transient)
    until(
        lambda: cluster.cib(1).get("num_updates") != base.get("num_updates"),
        timeout=10,
        what="the status section changes",
    )

    status = send(cluster, 1, adding("a", base))

    after = cluster.cib(1)
    assert (status, resources(after)) == (0, {"a"})
    assert int(after.get("epoch", "")) == int(base.get("epoch", "")) + 1


def test_a_patch_is_refused_once_the_configuration_moved_on(cluster: Cluster) -> None:
    base = cluster.cib(1)
    cluster.tool(2, "crm_attribute", "--name=no-quorum-policy", "--update=freeze")

    status = send(cluster, 1, adding("a", base))

    assert (status, resources(cluster.cib(1))) == (CHANGED, set())


def test_of_patches_to_one_version_exactly_one_applies(cluster: Cluster) -> None:
    winners = set()
    with ThreadPoolExecutor() as pool:
        for number in range(ROUNDS):
            base = cluster.cib(1)
            ids = {node: f"round{number}-node{node}" for node in cluster.nodes}
            calls = {
                node: pool.submit(send, cluster, node, adding(id_, base))
                for node, id_ in ids.items()
            }
            statuses = {node: call.result() for node, call in calls.items()}
            assert sorted(statuses.values()) == [0, CHANGED, CHANGED]
            winners |= {ids[node] for node, status in statuses.items() if status == 0}

    assert resources(cluster.cib(1)) == winners
