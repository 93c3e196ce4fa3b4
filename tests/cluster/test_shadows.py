"""Shadow CIBs beside Pacemaker's own crm_shadow, on a running cluster."""

import pytest

from cluster.netns import Cluster

pytestmark = pytest.mark.cluster

DUMMY = ("ocf:pacemaker:Dummy", "meta", "target-role=Stopped")


def crm(cluster: Cluster, *words: str, stdin: str = "") -> str:
    done = cluster.crm(1, *words, stdin=stdin)
    assert done.returncode == 0, done.stderr
    return done.stdout


def shadow(cluster: Cluster, *words: str) -> str:
    return cluster.tool(1, "env", "CIB_shadow=try", "crm_shadow", "--batch", *words)


def resources(cluster: Cluster) -> list[str | None]:
    return [one.get("id") for one in cluster.cib(1).iterfind("configuration/resources/*")]


@pytest.fixture
def prepared(cluster: Cluster) -> Cluster:
    cluster.exec(1, "sh", "-c", "rm -f /var/lib/pacemaker/cib/shadow.*")
    crm(cluster, "configure", "primitive", "a", *DUMMY)
    return cluster


def test_what_crm_shadow_makes_we_use_and_the_other_way_round(prepared: Cluster) -> None:
    cluster = prepared
    shadow(cluster, "--create", "try", "--force")
    crm(cluster, "-c", "try", "configure", "primitive", "b", *DUMMY)

    assert crm(cluster, "cib", "list") == "try\n"
    assert '<primitive id="b"' in shadow(cluster, "--display")

    crm(cluster, "cib", "new", "try", "force")
    crm(cluster, "-c", "try", "configure", "primitive", "c", *DUMMY)

    assert resources(cluster) == ["a"]
    shadow(cluster, "--commit", "try", "--force")
    assert resources(cluster) == ["a", "c"]


def test_a_shadow_is_committed_beside_what_others_did_meanwhile(prepared: Cluster) -> None:
    cluster = prepared
    crm(cluster, "cib", "new", "try")
    crm(cluster, "-c", "try", "configure", "primitive", "b", *DUMMY)
    crm(cluster, "configure", "primitive", "c", *DUMMY)

    assert cluster.crm(1, "cib", "diff", "try").returncode == 1
    crm(cluster, "cib", "commit", "try")

    assert sorted(map(str, resources(cluster))) == ["a", "b", "c"]
    crm(cluster, "-c", "try", "configure", "delete", "b")
    crm(cluster, "cib", "commit", "try")
    assert sorted(map(str, resources(cluster))) == ["a", "c"]


def test_a_clash_with_the_running_cluster_stops_the_commit_of_a_shadow(prepared: Cluster) -> None:
    cluster = prepared
    crm(cluster, "cib", "new", "try")
    crm(cluster, "-c", "try", "configure", "set", "a.meta.target-role", "Started")
    crm(cluster, "configure", "delete", "a")

    done = cluster.crm(1, "cib", "commit", "try")

    assert done.returncode == 103, done.stderr
    assert resources(cluster) == []
    settled = cluster.crm(1, "cib", "commit", "try", "--theirs")
    assert "1 clash settled as told\n" in settled.stderr
    assert settled.returncode == 0, settled.stderr
    assert resources(cluster) == []
    crm(cluster, "cib", "reset", "try")
    assert crm(cluster, "-c", "try", "configure", "show", "type:primitive") == ""
