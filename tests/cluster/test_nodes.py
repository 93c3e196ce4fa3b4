"""The levels `node` and `maintenance`, `verify` and `wait`, on a running cluster.

What crm did is judged by Pacemaker's own tools, on another node than the one it ran on.
"""

import subprocess
from xml.etree import ElementTree as ET

import pytest

from cluster.netns import STRICT, Cluster
from cluster.room import until
from cluster.terminal import Terminal

pytestmark = pytest.mark.cluster

DUMMY = "ocf:pacemaker:Dummy"
RESOURCES = f"""\
primitive d1 {DUMMY} op monitor interval=10s
primitive d2 {DUMMY}
location likes d1 100: node2
"""
FENCING = """\
xml <primitive id="fence" class="stonith" type="fence_netns"/>
property stonith-enabled=true
"""
Done = subprocess.CompletedProcess[str]


def well(done: Done) -> list[str]:
    """Return the words of a command that went well."""
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()


def given(cluster: Cluster, statements: str) -> None:
    well(cluster.crm(1, "configure", stdin=f"{statements}commit\n"))
    cluster.wait()


def seen(cluster: Cluster, node: int = 1) -> ET.Element:
    """Return what crm_mon says on a node."""
    return ET.fromstring(cluster.tool(node, "crm_mon", "--one-shot", "--output-as=xml"))


def configuration(cluster: Cluster) -> str:
    return cluster.tool(2, "cibadmin", "--query", "--scope=configuration")


def state(cluster: Cluster, name: str) -> set[str]:
    """Return the states that a node is in."""
    element = seen(cluster).find(f"nodes/node[@name='{name}']")
    words = ("online", "standby", "maintenance", "unclean")
    return {word for word in words if element is not None and element.get(word) == "true"}


def where(cluster: Cluster, resource: str, node: int = 1) -> list[str]:
    """Return the nodes on which a resource is active, as a node sees it."""
    found = seen(cluster, node).iterfind(f"resources/resource[@id='{resource}']/node")
    return [one.get("name", "") for one in found]


def value(cluster: Cluster, *words: str) -> str:
    """Return the value of an attribute as crm_attribute knows it; nothing if it does not."""
    done = cluster.exec(2, "crm_attribute", "--query", "--quiet", *words)
    return done.stdout.strip()


def standby(cluster: Cluster, lifetime: str, node: str = "node2") -> str:
    return value(cluster, f"--node={node}", "--name=standby", f"--lifetime={lifetime}")


# ------------------------------------------------------------------ standby


def test_what_runs_on_a_node_in_standby_moves_and_comes_back(cluster: Cluster) -> None:
    given(cluster, RESOURCES)
    assert where(cluster, "d1") == ["node2"]

    left = well(cluster.crm(1, "--wait", "node", "standby", "node2"))
    assert state(cluster, "node2") == {"online", "standby"}
    elsewhere = where(cluster, "d1")
    back = well(cluster.crm(3, "node", "online", "node2", "--wait"))

    assert elsewhere in (["node1"], ["node3"])
    assert any(line.startswith(f"d1: started on {elsewhere[0]} after ") for line in left)
    assert any(line.startswith("d1: started on node2 after ") for line in back)
    assert state(cluster, "node2") == {"online"}
    assert where(cluster, "d1") == ["node2"]


def test_without_a_name_the_local_node_is_meant(cluster: Cluster) -> None:
    well(cluster.crm(3, "node", "standby"))
    well(cluster.crm(2, "node", "maintenance"))
    assert state(cluster, "node3") == {"online", "standby"}
    assert state(cluster, "node2") == {"online", "maintenance"}

    well(cluster.crm(1, "node", "online", "--all"))
    well(cluster.crm(2, "node", "ready"))

    assert [state(cluster, f"node{n}") for n in cluster.nodes] == [{"online"}] * 3


def test_of_the_two_lifetimes_of_standby_the_last_holds(cluster: Cluster) -> None:
    well(cluster.crm(1, "node", "standby", "node2"))
    assert (standby(cluster, "forever"), standby(cluster, "reboot")) == ("on", "")

    well(cluster.crm(1, "node", "standby", "node2", "reboot"))
    assert (standby(cluster, "forever"), standby(cluster, "reboot")) == ("off", "on")
    assert state(cluster, "node2") == {"online", "standby"}

    well(cluster.crm(1, "node", "standby", "node2", "forever"))
    assert (standby(cluster, "forever"), standby(cluster, "reboot")) == ("on", "")

    cluster.tool(1, "crm_standby", "--node=node2", "--update=on", "--lifetime=reboot")
    well(cluster.crm(1, "node", "online", "node2"))
    assert (standby(cluster, "forever"), standby(cluster, "reboot")) == ("off", "")
    assert state(cluster, "node2") == {"online"}


def test_standby_until_restart_is_not_in_the_configuration_and_ends(cluster: Cluster) -> None:
    before = configuration(cluster)

    said = well(cluster.crm(3, "node", "standby", "reboot"))
    during = state(cluster, "node3")
    after = configuration(cluster)
    cluster.kill(3)
    cluster.start(3)
    until(lambda: state(cluster, "node3") == {"online"}, timeout=60, what="node3 is back")

    assert said == ["node3 is in standby until it restarts"]
    assert during == {"online", "standby"}
    assert before == after


def test_nothing_is_done_if_one_of_the_names_is_wrong(cluster: Cluster) -> None:
    done = cluster.crm(1, "node", "standby", "node1", "node9", "reboot")

    assert done.returncode == 105
    assert standby(cluster, "reboot", "node1") == ""


def test_remote_nodes_get_their_attributes_where_pacemaker_looks(cluster: Cluster) -> None:
    given(cluster, "primitive far ocf:pacemaker:remote meta target-role=Stopped\n")

    well(cluster.crm(1, "node", "standby", "far"))
    well(cluster.crm(1, "node", "attribute", "far", "set", "rack=9"))

    assert standby(cluster, "forever", "far") == "on"
    assert value(cluster, "--node=far", "--name=rack") == "9"
    cluster.tool(1, "crm_attribute", "--node=far", "--name=rack", "--update=10")
    assert cluster.crm(2, "node", "attribute", "far", "show", "rack").stdout == "rack=10\n"
    cluster.tool(1, "crm_verify", "--live-check")


# ------------------------------------------------------------------ attributes


def test_attributes_are_seen_by_pacemaker(cluster: Cluster) -> None:
    given(cluster, RESOURCES)
    text = "a 'b' \"c\" <&> $(d)"

    well(cluster.crm(1, "node", "attribute", "node1", "set", "rack=7", "room", text))
    well(cluster.crm(1, "node", "utilization", "node1", "set", "memory", "512"))
    well(cluster.crm(1, "node", "status-attr", "node1", "set", f"note={text}", "pingd=100"))

    assert value(cluster, "--node=node1", "--name=rack") == "7"
    assert value(cluster, "--node=node1", "--name=room") == text
    assert value(cluster, "--node=node1", "--name=memory", "--utilization") == "512"
    transient = ("--node=node1", "--lifetime=reboot")
    assert value(cluster, *transient, "--name=pingd") == "100"
    assert value(cluster, *transient, "--name=note") == text

    shown = cluster.crm(2, "node", "status-attr", "node1", "show", "note", "pingd")
    assert shown.stdout == f"note={text}\npingd=100\n"
    assert cluster.crm(2, "node", "status-attr", "node1", "delete", "pingd", "no").returncode == 105
    assert value(cluster, *transient, "--name=pingd") == "100"

    well(cluster.crm(1, "node", "status-attr", "node1", "delete", "pingd", "note"))
    well(cluster.crm(1, "node", "attribute", "node1", "delete", "rack", "room"))
    assert value(cluster, *transient, "--name=pingd") == ""
    assert value(cluster, "--node=node1", "--name=rack") == ""


# ------------------------------------------------------------------ maintenance


def test_agents_are_run_past_the_cluster_only_in_maintenance(cluster: Cluster) -> None:
    given(cluster, RESOURCES)

    refused = cluster.crm(2, "maintenance", "action", "d1", "stop")
    well(cluster.crm(1, "maintenance", "on", "d1"))
    running = cluster.crm(2, "maintenance", "action", "d1", "monitor")
    stopped = cluster.crm(2, "maintenance", "action", "d1", "stop")
    elsewhere = cluster.crm(1, "maintenance", "action", "d1", "monitor")
    gone = cluster.crm(2, "maintenance", "action", "d1", "monitor")
    unable = cluster.crm(2, "maintenance", "action", "d1", "promote")
    started = cluster.crm(2, "maintenance", "action", "d1", "start")

    assert (refused.returncode, where(cluster, "d1")) == (107, ["node2"])
    assert running.stdout == "d1: monitor on node2: ok (0)\n"
    assert stopped.stdout == "d1: stop on node2: ok (0)\n"
    assert elsewhere.stdout == "d1: monitor on node1: not running (7)\n"
    assert gone.stdout == "d1: monitor on node2: not running (7)\n"
    assert (unable.returncode, unable.stdout) == (1, "")
    assert "[action-failed]" in unable.stderr
    assert started.stdout == "d1: start on node2: ok (0)\n"
    assert cluster.crm(3, "maintenance", "show").stdout == "primitive d1: in maintenance\n"


def test_maintenance_of_the_cluster_and_of_a_node(cluster: Cluster) -> None:
    given(cluster, RESOURCES)

    well(cluster.crm(1, "maintenance", "on"))
    option = seen(cluster, 3).find("summary/cluster_options")
    assert option is not None
    assert option.get("maintenance-mode") == "true"
    well(cluster.crm(1, "maintenance", "off"))
    well(cluster.crm(1, "node", "maintenance", "node2", "--wait"))

    managed = seen(cluster, 3).find("resources/resource[@id='d1']")
    assert managed is not None
    assert managed.get("managed") == "false"
    assert cluster.crm(2, "maintenance", "action", "d1", "monitor").returncode == 0
    assert cluster.crm(1, "maintenance", "action", "d1", "monitor").returncode == 107


# ------------------------------------------------------------------ fencing, and what is gone


def test_a_node_is_fenced_when_that_is_confirmed(cluster: Cluster) -> None:
    given(cluster, RESOURCES + FENCING)
    booted = cluster.tool(2, "stat", "--format=%Y", "/proc/1")

    unasked = cluster.crm(1, "node", "fence", "node2")
    with Terminal(cluster, 1) as terminal:
        terminal.expect("crm(live)#")
        terminal.type("node", "crm(live)node#")
        question = terminal.type("fence node2", "Fence it?")
        refused = terminal.type("no", "crm(live)node#")
        terminal.leave("quit")
    said = well(cluster.crm(1, "--yes", "node", "fence", "node2"))
    until(lambda: "node2" in cluster.online(1), timeout=60, what="node2 is back")

    assert "fence will reboot node2, and d1 runs there." in question
    assert "nothing was fenced" in refused
    assert (unasked.returncode, "[not-confirmed]" in unasked.stderr) == (107, True)
    assert len(said) == 1
    assert said[0].startswith("node2 was rebooted through node")
    assert cluster.tool(2, "stat", "--format=%Y", "/proc/1") != booted
    assert "reboot of node2 successful" in cluster.tool(1, "stonith_admin", "--history=node2")


def test_the_dc_is_fenced_and_what_ran_there_runs_elsewhere(cluster: Cluster) -> None:
    given(cluster, RESOURCES + FENCING)
    dc = int(cluster.tool(1, "crmadmin", "--dc_lookup").split()[-1].removeprefix("node"))
    here = next(node for node in cluster.nodes if node != dc)
    well(cluster.crm(here, "configure", "location", "dc", "d2", "1000:", f"node{dc}"))
    cluster.wait()

    done = cluster.crm(here, "--yes", "--wait", "node", "fence", f"node{dc}", "off")

    said = well(done)
    assert any(line.startswith("d2: started on node") for line in said)
    assert f"node{dc}" not in where(cluster, "d2", here)
    assert cluster.online(here) == {f"node{n}" for n in cluster.nodes if n != dc}
    again = well(cluster.crm(here, "--yes", "node", "clearstate", f"node{dc}"))
    assert again == [f"node{dc} is offline, and the cluster takes it for off already"]


def test_without_a_device_a_node_is_not_fenced(cluster: Cluster) -> None:
    given(cluster, RESOURCES)

    done = cluster.crm(1, "--yes", "node", "fence", "node2")

    assert done.returncode == 107
    assert "[no-fence-device]" in done.stderr
    assert "stonith-enabled=true" not in done.stdout


def test_a_killed_node_is_confirmed_to_be_off_then_deleted(cluster: Cluster) -> None:
    given(cluster, f"{RESOURCES}property stonith-enabled=true\n")
    well(cluster.crm(1, "configure", "location", "far", "d2", "50:", "node3"))

    online = cluster.crm(1, "node", "delete", "node3")
    cluster.kill(3)
    until(lambda: state(cluster, "node3") == {"unclean"}, timeout=60, what="node3 is missed")
    unasked = cluster.crm(1, "node", "clearstate", "node3")
    status = cluster.crm(1, "node", "status", "node3")
    confirmed = well(cluster.crm(1, "--yes", "node", "clearstate", "node3"))
    until(lambda: state(cluster, "node3") == set(), timeout=30, what="node3 is taken for off")
    named = cluster.crm(1, "node", "delete", "node3")
    deleted = well(cluster.crm(1, "node", "delete", "--cascade", "node3"))

    assert (online.returncode, "[node-online]" in online.stderr) == (107, True)
    assert unasked.returncode == 107
    assert status.stdout == "node3: offline, UNCLEAN\n"
    assert confirmed == ["the cluster takes node3 for off"]
    assert (named.returncode, "location far" in named.stderr) == (107, True)
    assert deleted[0] == "location far deleted: it refers to node3"
    cib = cluster.cib(2)
    assert {one.get("uname") for one in cib.iter("node")} == {"node1", "node2"}
    assert {one.get("uname") for one in cib.iter("node_state")} == {"node1", "node2"}
    assert [one.get("id") for one in cib.iter("rsc_location")] == ["likes"]


# ------------------------------------------------------------------ verify and wait


def test_verify_says_what_pacemaker_says_and_configure_verify_the_same(cluster: Cluster) -> None:
    given(cluster, RESOURCES)
    sound = cluster.crm(1, "verify")
    well(cluster.crm(1, "configure", "property", "no-quorum-policy=bogus"))

    root = cluster.exec(1, *STRICT, "verify")
    level = cluster.exec(2, *STRICT, "configure", "verify")

    assert sound.returncode == 0
    assert "the configuration is valid" in sound.stderr
    assert (root.returncode, root.stderr) == (level.returncode, level.stderr)
    assert root.returncode == 78
    assert "'no-quorum-policy'" in root.stderr
    assert cluster.exec(1, "crm_verify", "--live-check").returncode == 78


def test_wait_ends_when_resources_are_as_they_should_be(cluster: Cluster) -> None:
    well(cluster.crm(1, "configure", "primitive", "slow", DUMMY, "params", "op_sleep=2"))

    late = cluster.crm(1, "wait", "1", "slow")
    settled = cluster.crm(2, "wait", "60", "slow")
    idle = cluster.crm(3, "wait")

    assert (late.returncode, "[timed-out]" in late.stderr) == (124, True)
    assert well(settled)[-1].startswith("slow: started on node")
    assert well(idle) == ["the cluster has nothing left to do"]
    assert len(where(cluster, "slow")) == 1
