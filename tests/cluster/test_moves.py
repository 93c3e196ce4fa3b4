"""`resource move`, `ban` and `clear` on the cluster, as Pacemaker's own tools see what they did."""

import json
import signal
import subprocess
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from cluster.netns import CRM, Cluster
from cluster.room import until

pytestmark = pytest.mark.cluster

DUMMY = "ocf:pacemaker:Dummy"
CONFIGURATION = f"""\
primitive vip {DUMMY} op monitor interval=10s
primitive slow {DUMMY} params op_sleep=3 op stop interval=0s timeout=20s
primitive db ocf:pacemaker:Stateful op monitor interval=10s role=Promoted \\
    op monitor interval=11s role=Unpromoted
clone db-clone db meta promotable=true
rsc_defaults resource-stickiness=1
"""


@pytest.fixture(scope="module")
def configured(machines: Cluster) -> Cluster:
    """Return the cluster with some resources that stay where they are."""
    machines.reset()
    done = machines.crm(1, "--wait", "configure", "load", "update", "-", stdin=CONFIGURATION)
    assert done.returncode == 0, done.stderr
    return machines


@pytest.fixture
def cluster(configured: Cluster) -> Iterator[Cluster]:
    yield configured
    assert constraints(configured) == []


def constraints(cluster: Cluster) -> list[str]:
    """Return the ids of the constraints, as the node that the commands do not run on has them."""
    return [one.get("id", "") for one in cluster.cib(2).iterfind("configuration/constraints/*")]


def nodes(cluster: Cluster, rsc: str, role: str = "") -> list[str]:
    """Return the nodes on which a resource is active, as crm_mon on another node says."""
    seen = cluster.tool(2, "crm_mon", "--one-shot", "--output-as=xml")
    return sorted(
        node.get("name", "")
        for one in ET.fromstring(seen).iter("resource")
        if one.get("id") == rsc and (not role or one.get("role") == role)
        for node in one.iterfind("node")
    )


def other_than(node: str) -> str:
    return "node3" if node != "node3" else "node1"


def test_a_resource_moves_and_stays_where_it_went(cluster: Cluster) -> None:
    (origin,) = nodes(cluster, "vip")
    dest = other_than(origin)

    done = cluster.crm(1, "resource", "move", "vip", dest)
    again = cluster.crm(1, "resource", "move", "vip", dest)
    away = cluster.crm(1, "--json", "resource", "move", "vip")

    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(f"vip: started on {dest} after ")
    assert done.stderr.endswith("the constraint cli-prefer-vip is removed again\n")
    assert (again.returncode, again.stderr) == (0, f"vip is running on {dest} already\n")
    assert away.returncode == 0, away.stderr
    verdict = json.loads(away.stdout)
    assert (verdict["resource"], verdict["ok"]) == ("vip", True)
    assert verdict["nodes"] == nodes(cluster, "vip") != [dest]


def test_what_was_changed_since_it_was_probed_there_moves(cluster: Cluster) -> None:
    (origin,) = nodes(cluster, "vip")
    dest = other_than(origin)
    cluster.crm(1, "--wait", "resource", "param", "vip", "set", "fake", "changed")

    done = cluster.crm(1, "resource", "move", "vip", dest)

    assert done.returncode == 0, done.stderr
    assert nodes(cluster, "vip") == [dest]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("move", "vip", "node1", "--timeout", "soon"), "'soon' is no time to wait"),
        (("clear", "--all", "vip"), "either '--all' or a resource, not both: vip"),
    ],
)
def test_arguments_that_mean_nothing_are_refused(
    cluster: Cluster, words: tuple[str, ...], said: str
) -> None:
    done = cluster.crm(1, "resource", *words)

    assert (done.returncode, said in done.stderr) == (64, True), done.stderr


def test_the_promoted_role_moves(cluster: Cluster) -> None:
    (origin,) = nodes(cluster, "db", "Promoted")
    dest = other_than(origin)

    done = cluster.crm(1, "resource", "move", "db", dest)

    assert done.returncode == 0, done.stderr
    assert "db is in the clone db-clone: that is what is meant\n" in done.stderr
    assert nodes(cluster, "db", "Promoted") == [dest]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("vip nowhere", "there is no node 'nowhere' [no-such-object]"),
        ("vpi node1", "there is no resource 'vpi' [no-such-object]"),
        ("vip node3 PT1H", "a constraint that is removed after the move needs no lifetime [usage]"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(cluster: Cluster, words: str, said: str) -> None:
    done = cluster.crm(1, "resource", "move", *words.split())

    assert done.returncode in {64, 105}
    assert said in done.stderr


def test_a_move_that_could_not_last_is_refused_and_changes_nothing(cluster: Cluster) -> None:
    (origin,) = nodes(cluster, "vip")
    dest = other_than(origin)
    epoch = cluster.cib(2).get("epoch")

    cluster.crm(1, "configure", "location", "here", "vip", "100:", origin)
    back = cluster.crm(1, "resource", "move", "vip", dest)
    cluster.crm(1, "configure", "delete", "here")
    cluster.crm(1, "configure", "location", "off", "vip", "-inf:", dest)
    off = cluster.crm(1, "resource", "move", "vip", dest)
    cluster.crm(1, "configure", "delete", "off")
    cluster.crm(1, "node", "standby", dest)
    standby = cluster.crm(1, "resource", "move", "vip", dest)
    cluster.crm(1, "node", "online", dest)

    assert [one.returncode for one in (back, off, standby)] == [107, 107, 107]
    assert f"'vip' would go back to {origin} once the constraint" in back.stderr
    assert f"'vip' would not run on {dest}" in off.stderr
    assert f"'{dest}' cannot run resources: it is in standby" in standby.stderr
    assert nodes(cluster, "vip") == [origin]
    assert int(cluster.cib(2).get("epoch", "")) == int(epoch or "") + 6


def settle(cluster: Cluster) -> None:
    """Wait until `slow` has started: crm_resource --wait takes a start under way for done."""
    until(lambda: nodes(cluster, "slow", "Started"), timeout=60, what="slow has started")
    cluster.wait()


def start(cluster: Cluster, *argv: str) -> subprocess.Popen[str]:
    """Start our crm on node1."""
    return subprocess.Popen(
        [*cluster.entrance(1), *CRM, *argv],
        env=cluster.environment(1),
        stderr=subprocess.PIPE,
        text=True,
    )


def interrupt(cluster: Cluster, number: signal.Signals, word: str) -> None:
    """Send a signal to the crm on node1 whose command line holds a word."""
    found = cluster.tool(1, "pgrep", "--full", f"crmsh_py .*resource move {word}").split()
    cluster.tool(1, "kill", f"-{number.value}", found[-1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_move_leaves_no_constraint(cluster: Cluster, number: signal.Signals) -> None:
    settle(cluster)
    with start(cluster, "resource", "move", "slow") as crm:
        until(lambda: constraints(cluster), timeout=30, what="the constraint is there")
        interrupt(cluster, number, "slow")
        _, said = crm.communicate(timeout=60)

    assert crm.returncode == 130, said
    assert "error: the move was interrupted [interrupted]" in said
    assert said.endswith("is removed again\n")


def test_a_move_that_takes_too_long_leaves_no_constraint(cluster: Cluster) -> None:
    settle(cluster)
    done = cluster.crm(1, "resource", "move", "slow", "--timeout", "1")

    assert done.returncode == 124, done.stderr
    assert "slow stopping" in done.stderr
    assert done.stderr.endswith("is removed again\n")


def test_what_somebody_else_removes_meanwhile_is_told(cluster: Cluster) -> None:
    settle(cluster)
    with start(cluster, "resource", "move", "slow") as crm:
        until(lambda: constraints(cluster), timeout=30, what="the constraint is there")
        cluster.tool(3, "crm_resource", "--clear", "--resource=slow")
        _, said = crm.communicate(timeout=60)

    assert "is not there any more" in said


def test_bans_stay_until_they_are_cleared_or_expire(cluster: Cluster) -> None:
    (origin,) = nodes(cluster, "vip")
    dest = other_than(origin)

    kept = cluster.crm(1, "resource", "move", "vip", dest, "PT1H", "--keep")
    ours = cluster.tool(3, "crm_resource", "--clear", "--resource=vip")
    banned = cluster.crm(1, "resource", "ban", "vip", "--wait")
    moved = nodes(cluster, "vip")
    cleared = cluster.crm(1, "resource", "clear", "vip", dest)
    cluster.crm(1, "resource", "ban", "vip", origin, "PT1S")
    left = constraints(cluster)
    until(
        lambda: "removed" in cluster.crm(1, "resource", "clear", "--expired").stderr,
        timeout=20,
        what="the ban expires",
    )

    assert kept.returncode == 0, kept.stderr
    assert ours == "Removing constraint: cli-prefer-vip\n"
    assert banned.returncode == 0, banned.stderr
    assert moved not in ([], [dest])
    assert f"removed cli-ban-vip-on-{dest} (vip off {dest})" in cleared.stderr
    assert left == [f"cli-ban-vip-on-{origin}"]


def test_what_a_ban_would_stop_needs_force(cluster: Cluster) -> None:
    for node in ("node1", "node2"):
        cluster.tool(3, "crm_resource", "--ban", "--resource=vip", f"--node={node}")
    cluster.wait()

    refused = cluster.crm(1, "resource", "ban", "vip")
    forced = cluster.crm(1, "resource", "ban", "vip", "force", "--wait")
    cleared = cluster.crm(1, "--wait", "resource", "clear", "--all")

    assert refused.returncode == 107
    assert "'vip' would stop: no other node may run it" in refused.stderr
    assert forced.returncode == 1
    assert forced.stderr.splitlines()[-1].endswith("no node allowed")
    assert cleared.returncode == 0, cleared.stderr
    assert nodes(cluster, "vip") != []
