"""What `crm convert … --install` writes is what Pacemaker starts with."""

from collections.abc import Iterator

import pytest

from cluster.netns import Cluster

pytestmark = pytest.mark.cluster

FOLDER = "/var/lib/pacemaker/cib"
HARESOURCES = "node1 Delay::1::1\n"


@pytest.fixture
def alone() -> Iterator[Cluster]:
    """Return a cluster of one node, which has Pacemaker stopped."""
    with Cluster(1) as cluster:
        cluster.stop_pacemaker(1)
        yield cluster


def convert(cluster: Cluster, *words: str) -> tuple[int, str]:
    ran = cluster.crm(1, "convert", "heartbeat", "-", *words, stdin=HARESOURCES)
    return ran.returncode, ran.stderr


def test_a_cib_that_was_installed_is_what_the_cluster_starts_with(alone: Cluster) -> None:
    refused, words = convert(alone, "--install")
    installed, _ = convert(alone, "--install", "--force")
    shown = alone.tool(1, "ls", "-l", FOLDER)
    digest = alone.tool(1, "cat", f"{FOLDER}/cib.xml.sig")
    alone.start(1)
    alone.wait()

    assert (refused, "[already-exists]" in words, installed) == (108, True, 0)
    rights = {line.split()[-1]: line.split()[:4] for line in shown.splitlines()[1:]}
    mine = {name: (rights[name][0], *rights[name][2:]) for name in ("cib.xml", "cib.xml.sig")}
    assert set(mine.values()) == {("-rw-------", "hacluster", "haclient")}
    assert len(digest) == 32
    found = {one.get("type") for one in alone.cib(1).iterfind(".//primitive")}
    assert found == {"Delay"}


def test_while_pacemaker_runs_nothing_is_installed(cluster: Cluster) -> None:
    before = cluster.tool(1, "cat", f"{FOLDER}/cib.xml.sig")

    status, words = convert(cluster, "--install", "--force")

    assert (status, "[cluster-in-the-way]" in words) == (107, True)
    assert cluster.tool(1, "cat", f"{FOLDER}/cib.xml.sig") == before
