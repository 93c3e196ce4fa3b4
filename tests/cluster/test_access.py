"""What users other than root see and may do, by groups and access rules (ACLs).

alice is in the group haclient, bob is not.
"""

from xml.etree import ElementTree as ET

import pytest

from cluster.netns import Cluster

pytestmark = pytest.mark.cluster

DUMMY = ("primitive", "dummy", "ocf:pacemaker:Dummy")
FIRST = (
    '<primitive id="first" class="ocf" provider="pacemaker" type="Dummy">'
    '<instance_attributes id="p"><nvpair id="pw" name="passwd" value="hidden"/>'
    '<nvpair id="st" name="state" value="/run/first"/></instance_attributes></primitive>'
)


@pytest.fixture
def ruled(cluster: Cluster) -> Cluster:
    """Return the cluster with a resource, and with access rules that count, but none yet."""
    cluster.tool(1, "cibadmin", "--create", "--scope=resources", f"--xml-text={FIRST}")
    cluster.tool(1, "crm_attribute", "--name=enable-acl", "--update=true")
    return cluster


def let(cluster: Cluster, *rights: str) -> None:
    """Give alice a role."""
    statements = f"role r {' '.join(rights)}\nacl_target alice r\n"
    done = cluster.crm(1, "configure", "load", "update", "-", stdin=statements)
    assert done.returncode == 0, done.stderr


def configuration(cluster: Cluster) -> str:
    found = cluster.cib(1).find("configuration")
    assert found is not None
    return ET.tostring(found, encoding="unicode")


def test_who_is_not_in_the_group_is_told_which_one(cluster: Cluster) -> None:
    done = cluster.crm_as("bob", 1, "configure", "show")

    assert (done.returncode, done.stdout) == (4, "")
    assert "the cluster does not let bob do that [no-permission]" in done.stderr
    assert "'usermod -aG haclient bob'" in done.stderr


def test_without_access_rules_the_group_is_enough(cluster: Cluster) -> None:
    done = cluster.crm_as("alice", 1, "configure", *DUMMY)

    assert done.returncode == 0, done.stderr
    assert cluster.cib(1).get("update-user") == "alice"


def test_hacluster_may_do_all(ruled: Cluster) -> None:
    done = ruled.crm_as("hacluster", 1, "configure", *DUMMY)

    assert done.returncode == 0, done.stderr


def test_who_has_no_role_is_told_that_one_is_missing(ruled: Cluster) -> None:
    before = configuration(ruled)

    done = ruled.crm_as("alice", 1, "configure", "show")

    assert (done.returncode, done.stdout) == (4, "")
    assert "the cluster does not let alice do that [no-permission]" in done.stderr
    assert "'configure acl_target alice NAME'" in done.stderr
    assert configuration(ruled) == before


def test_what_is_hidden_is_neither_shown_nor_lost(ruled: Cluster) -> None:
    let(ruled, "write", "cib", "deny", "xpath:\"//nvpair[@name='passwd']\"")

    shown = ruled.crm_as("alice", 1, "configure", "show", "first")
    done = ruled.crm_as("alice", 1, "configure", "set", "first.state", "/run/other")

    assert shown.stdout == 'primitive first ocf:pacemaker:Dummy \\\n\tparams state="/run/first"\n'
    assert done.returncode == 0, done.stderr
    values = {
        one.get("name"): one.get("value") for one in ruled.cib(1).iterfind(".//primitive//nvpair")
    }
    assert values == {"passwd": "hidden", "state": "/run/other"}


def test_a_whole_section_that_is_hidden_stays(ruled: Cluster) -> None:
    let(ruled, "write", "cib", "deny", "xpath:/cib/configuration/resources")

    done = ruled.crm_as("alice", 1, "configure", "property", "no-quorum-policy=freeze")

    assert done.returncode == 0, done.stderr
    assert ruled.cib(1).find(".//nvpair[@value='hidden']") is not None
    assert ruled.cib(1).find(".//nvpair[@value='freeze']") is not None


def test_a_section_that_is_hidden_is_not_made_a_second_time(ruled: Cluster) -> None:
    let(ruled, "write", "cib", "deny", "xpath:/cib/configuration/crm_config")
    before = configuration(ruled)

    done = ruled.crm_as("alice", 1, "configure", "property", "no-quorum-policy=freeze")

    assert done.returncode == 4
    assert "no role of alice allows it (r)" in done.stderr
    assert configuration(ruled) == before


def test_a_role_that_may_write_one_section_commits_there_and_nowhere_else(ruled: Cluster) -> None:
    let(ruled, "read", "cib", "write", "xpath:/cib/configuration/constraints")
    before = configuration(ruled)

    allowed = ruled.crm_as("alice", 1, "configure", "location", "where", "first", "50:", "node2")
    undone = ruled.crm_as("alice", 1, "configure", "delete", "where")
    refused = ruled.crm_as("alice", 1, "configure", *DUMMY)

    assert (allowed.returncode, undone.returncode) == (0, 0), allowed.stderr + undone.stderr
    assert refused.returncode == 4
    assert "no role of alice allows it (r)" in refused.stderr
    assert configuration(ruled) == before


def test_who_may_not_see_the_version_cannot_commit(ruled: Cluster) -> None:
    let(ruled, "write", "xpath:/cib/configuration/resources")

    shown = ruled.crm_as("alice", 1, "configure", "show", "type:primitive")
    refused = ruled.crm_as("alice", 1, "configure", *DUMMY)
    let(ruled, "write", "xpath:/cib/configuration/resources", "read", "attr:epoch", "type:cib")
    allowed = ruled.crm_as("alice", 1, "configure", *DUMMY)

    assert shown.returncode == 0
    assert shown.stdout.startswith("primitive first ocf:pacemaker:Dummy")
    assert refused.returncode == 4
    assert "'read attr:epoch type:cib'" in refused.stderr
    assert allowed.returncode == 0, allowed.stderr


def test_replacing_all_does_not_drop_what_is_hidden(ruled: Cluster) -> None:
    let(ruled, "write", "cib", "deny", "xpath:\"//nvpair[@name='passwd']\"")
    before = configuration(ruled)
    lines = "configure\nproperty no-quorum-policy=freeze\ncommit replace\n"

    done = ruled.crm_as("alice", 1, stdin=lines)

    assert done.returncode == 4
    assert "no role of alice allows it (r)" in done.stderr
    assert configuration(ruled) == before
