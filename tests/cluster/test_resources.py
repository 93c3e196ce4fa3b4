"""The verbs of `resource` on the running cluster; their effect is judged by Pacemaker's tools."""

import json
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from cluster.netns import CRM, Cluster
from cluster.room import PATH, until
from cluster.terminal import Terminal

pytestmark = pytest.mark.cluster

RESOURCES = """\
primitive vip ocf:pacemaker:Dummy op monitor interval=10s
primitive a ocf:pacemaker:Dummy
primitive b ocf:pacemaker:Dummy params passwd=geheim
group g a b
primitive st ocf:pacemaker:Stateful op monitor interval=10s role=Promoted \
 op monitor interval=11s role=Unpromoted
clone db st meta promotable=true
primitive each ocf:pacemaker:Dummy
clone all each
tag pair vip g
"""
NODES = ["node1", "node2", "node3"]

BROKEN_OFF = ("timeout", "--preserve-status")

# Stand in for what copies secrets to the other nodes, which are not reached by ssh here.
COPYING = {
    "pssh": "#!/bin/sh\nexit 0\n",
    "pscp": "#!/bin/sh\nexit 0\n",
    "fping": '#!/bin/sh\nshift\necho "$@"\n',
}


@pytest.fixture(scope="module")
def running(machines: Cluster) -> Iterator[Cluster]:
    """Return the cluster with the resources that the tests of this module share."""
    machines.reset()
    done = machines.crm(1, "configure", stdin=f"{RESOURCES}commit\n")
    assert done.returncode == 0, done.stderr
    machines.wait()
    yield machines
    machines.reset()


@pytest.fixture
def cluster(running: Cluster) -> Iterator[Cluster]:
    """Return the cluster; after the test its resources are again as they were."""
    resources = running.tool(1, "cibadmin", "--query", "--scope=resources")
    yield running
    if running.tool(1, "cibadmin", "--query", "--scope=resources") != resources:
        running.tool(1, "cibadmin", "--replace", "--scope=resources", f"--xml-text={resources}")
    if fail_counts(running):
        running.tool(1, "crm_resource", "--cleanup")
    running.wait()


def crm(cluster: Cluster, *words: str, stdin: str = "", status: int = 0) -> tuple[str, list[str]]:
    """Run a command of `resource` on node1; return what it prints and what it says."""
    done = cluster.crm(1, "resource", *words, stdin=stdin)
    assert done.returncode == status, done.stderr
    return done.stdout, done.stderr.splitlines()


def roles(cluster: Cluster, id_: str) -> dict[str, list[str]]:
    """Return where a primitive runs in which role, as another node sees it."""
    root = ET.fromstring(cluster.tool(2, "crm_mon", "--one-shot", "--output-as=xml"))
    found: dict[str, list[str]] = {}
    for one in root.iterfind(f"resources//resource[@id='{id_}']"):
        for node in one.iterfind("node"):
            found.setdefault(one.get("role", ""), []).append(node.get("name", ""))
    return {role: sorted(nodes) for role, nodes in found.items()}


def attribute(cluster: Cluster, path: str) -> list[str]:
    """Return the values of pairs of the resources, as another node has them."""
    found = cluster.cib(2).iterfind(f"configuration/resources//{path}")
    return [one.get("value", "") for one in found]


def is_managed(cluster: Cluster, id_: str) -> set[str]:
    root = ET.fromstring(cluster.tool(2, "crm_mon", "--one-shot", "--output-as=xml"))
    return {one.get("managed", "") for one in root.iterfind(f".//resource[@id='{id_}']")}


def started_at(cluster: Cluster, id_: str) -> list[tuple[str, str]]:
    """Return the numbers of the starts of a resource, with their nodes."""
    states = cluster.cib(2).iterfind("status/node_state")
    return [
        (state.get("uname", ""), op.get("call-id", ""))
        for state in states
        for op in state.iterfind(f".//lrm_resource[@id='{id_}']/lrm_rsc_op[@operation='start']")
    ]


def probes(cluster: Cluster, id_: str) -> set[tuple[str, str]]:
    """Return the nodes on which it was asked whether a resource runs, with the numbers of that."""
    states = cluster.cib(1).iterfind("status/node_state")
    return {
        (state.get("uname", ""), op.get("call-id", ""))
        for state in states
        for op in state.iterfind(f".//lrm_resource[@id='{id_}']/lrm_rsc_op[@interval='0']")
        if op.get("operation") == "monitor"
    }


def fail_counts(cluster: Cluster) -> list[tuple[str, str]]:
    pairs = cluster.cib(1).iterfind("status/node_state/transient_attributes/*/nvpair")
    found = ((one.get("name", ""), one.get("value", "")) for one in pairs)
    return sorted(one for one in found if one[0].startswith("fail-count-"))


# ------------------------------------------------------------------ states


def test_stop_and_start_with_waiting_stop_and_start(cluster: Cluster) -> None:
    _, stopped = crm(cluster, "stop", "vip", "g", "--wait")
    while_stopped = [roles(cluster, id_) for id_ in ("vip", "a", "b")]
    _, started = crm(cluster, "start", "tag:pair", "--wait")

    assert while_stopped == [{}, {}, {}]
    assert [line.partition(" after ")[0] for line in stopped[1:]] == ["vip: stopped", "g: stopped"]
    assert [line.partition(" on ")[0] for line in started[1:]] == ["vip: started", "g: started"]
    assert [list(roles(cluster, id_)) for id_ in ("vip", "a", "b")] == [["Started"]] * 3


def test_a_member_stops_with_those_behind_it_and_starts_with_its_group(cluster: Cluster) -> None:
    crm(cluster, "stop", "--wait", "a")
    member_stopped = (roles(cluster, "a"), roles(cluster, "b"))
    crm(cluster, "stop", "--wait", "g")
    _, told = crm(cluster, "start", "--wait", "b")

    assert member_stopped == ({}, {})
    assert told[:2] == [
        "group g was stopped: it is started, with its members",
        "a stands in front of it and was stopped: it is started too",
    ]
    assert list(roles(cluster, "a")) == list(roles(cluster, "b")) == ["Started"]


def test_what_is_in_a_clone_is_stopped_with_it(cluster: Cluster) -> None:
    crm(cluster, "stop", "each", "--wait")
    while_stopped = roles(cluster, "each")
    crm(cluster, "start", "each", "--wait")

    assert (while_stopped, roles(cluster, "each")) == ({}, {"Started": NODES})


def test_restart_starts_anew_and_leaves_no_target_role(cluster: Cluster) -> None:
    before = started_at(cluster, "vip")

    _, told = crm(cluster, "restart", "vip")

    after = started_at(cluster, "vip")
    assert len(after) == 1
    assert set(after).isdisjoint(before)
    assert [line.partition(" on ")[0] for line in told] == ["vip: started"]
    assert attribute(cluster, "primitive[@id='vip']/meta_attributes/nvpair") == []


@pytest.mark.parametrize("signal", ["INT", "TERM"])
def test_restart_puts_the_target_role_back_when_it_is_broken_off(
    cluster: Cluster, signal: str
) -> None:
    slow = "primitive slow ocf:pacemaker:Dummy params op_sleep=5 meta target-role=Started"
    cluster.crm(1, "configure", stdin=f"{slow}\ncommit\n")
    cluster.wait()

    done = cluster.exec(
        1, *BROKEN_OFF, f"--signal={signal}", "4", *CRM, "resource", "restart", "slow"
    )

    assert done.returncode == 130, done.stderr
    assert "restart was broken off; the former target-role is put back" in done.stderr
    assert attribute(cluster, "primitive[@id='slow']//nvpair[@name='target-role']") == ["Started"]


def test_what_does_not_run_cannot_be_restarted(cluster: Cluster) -> None:
    crm(cluster, "stop", "vip", "--wait")

    _, told = crm(cluster, "restart", "vip", status=107)

    assert "'vip' does not run [not-running]" in told[0]
    assert attribute(cluster, "primitive[@id='vip']//nvpair[@name='target-role']") == ["Stopped"]


def test_demote_and_promote_change_the_roles(cluster: Cluster) -> None:
    crm(cluster, "demote", "db", "--wait")
    demoted = roles(cluster, "st")
    crm(cluster, "promote", "st", "--wait")
    promoted = roles(cluster, "st")

    assert demoted == {"Unpromoted": NODES}
    assert {role: len(nodes) for role, nodes in promoted.items()} == {
        "Promoted": 1,
        "Unpromoted": 2,
    }


def test_unmanage_and_maintenance_keep_the_cluster_s_hands_off(cluster: Cluster) -> None:
    crm(cluster, "unmanage", "vip", "--wait")
    unmanaged = is_managed(cluster, "vip")
    crm(cluster, "maintenance", "vip", "--wait")
    crm(cluster, "manage", "vip", "--wait")
    managed = is_managed(cluster, "vip")
    crm(cluster, "maintenance", "vip", "on", "--wait")
    in_maintenance = is_managed(cluster, "vip")
    crm(cluster, "maintenance", "vip", "off", "--wait")

    assert (unmanaged, managed, in_maintenance) == ({"false"}, {"true"}, {"false"})
    assert is_managed(cluster, "vip") == {"true"}


# ------------------------------------------------------------------ looking


def test_the_list_shows_what_runs_where(cluster: Cluster) -> None:
    out, _ = crm(cluster, "list")

    (promoted,) = roles(cluster, "st")["Promoted"]
    others = ", ".join(node for node in NODES if node != promoted)
    (vip,), (group,) = roles(cluster, "vip")["Started"], roles(cluster, "a")["Started"]
    assert out.splitlines() == [
        f"vip     ocf:pacemaker:Dummy     Started on {vip}",
        "g       group",
        f"  a     ocf:pacemaker:Dummy     Started on {group}",
        f"  b     ocf:pacemaker:Dummy     Started on {group}",
        "db      clone",
        f"  st    ocf:pacemaker:Stateful  Promoted on {promoted}",
        f"  st    ocf:pacemaker:Stateful  Unpromoted on {others}",
        "all     clone",
        "  each  ocf:pacemaker:Dummy     Started on node1, node2, node3",
    ]


def test_operations_are_those_that_the_cluster_remembers(cluster: Cluster) -> None:
    (node,) = roles(cluster, "vip")["Started"]
    done = cluster.crm(1, "--json", "resource", "operations", "vip", node)
    elsewhere, words = crm(cluster, "operations", "vip", next(n for n in NODES if n != node))

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(one["operation"], one["interval"], one["exit_code"]) for one in found} >= {
        ("monitor", "10000", 0)
    }
    assert {one["node"] for one in found} == {node}
    assert (elsewhere, len(words)) == ("", 1)


# ------------------------------------------------------------------ attributes


def test_attributes_are_set_in_the_cib_at_once(cluster: Cluster) -> None:
    crm(cluster, "param", "vip", "set", "fake=1")
    crm(cluster, "meta", "g", "set", "priority", "3")
    crm(cluster, "utilization", "vip", "set", "memory", "5")

    assert attribute(cluster, "nvpair[@name='fake']") == ["1"]
    assert cluster.tool(2, "crm_resource", "-r", "g", "--meta", "-g", "priority") == "3\n"
    assert attribute(cluster, "utilization/nvpair[@name='memory']") == ["5"]


# ------------------------------------------------------------------ what failed


def test_cleanup_lets_the_cluster_forget_a_failure(cluster: Cluster) -> None:
    (node,) = roles(cluster, "vip")["Started"]
    cluster.tool(1, "crm_resource", "--fail", "-r", "vip", f"--node={node}")
    until(lambda: fail_counts(cluster), timeout=20, what="the failure is counted")
    cluster.wait()

    out, told = crm(cluster, "cleanup", "vip", "--wait")

    assert out.startswith(f"vip: asyncmon on {node} failed: error (Simulated failure)")
    assert told[0] == "cleaned up vip"
    assert fail_counts(cluster) == []
    assert crm(cluster, "cleanup", "vip") == ("", ["nothing of vip had failed"])


def test_refresh_makes_the_cluster_ask_the_agents(cluster: Cluster) -> None:
    before = probes(cluster, "vip")

    _, told = crm(cluster, "refresh", "vip", "--wait")

    after = probes(cluster, "vip")
    assert told[0] == "forgot what was known of vip; the cluster asks the agents anew"
    assert {node for node, _ in after} == set(NODES)
    assert before.isdisjoint(after)


def test_fail_counts_are_shown_set_and_deleted(cluster: Cluster) -> None:
    nothing = crm(cluster, "failcount", "vip", "show")
    crm(cluster, "failcount", "vip", "set", "node2", "3")
    crm(cluster, "failcount", "vip", "set", "node3", "inf", "start")
    until(lambda: len(fail_counts(cluster)) == 2, timeout=10, what="both are there")
    shown, _ = crm(cluster, "failcount", "vip", "show")
    on_node3, _ = crm(cluster, "failcount", "vip", "show", "node3")
    crm(cluster, "failcount", "vip", "delete", "node2", "monitor")
    until(lambda: len(fail_counts(cluster)) == 1, timeout=10, what="one is gone")
    left = fail_counts(cluster)
    crm(cluster, "failcount", "vip", "delete")
    until(lambda: not fail_counts(cluster), timeout=10, what="the other is gone")

    assert nothing == ("", ["nothing of vip has failed"])
    assert [line.split() for line in shown.splitlines()[1:]] == [
        ["vip", "node2", "monitor", "10s", "3"],
        ["vip", "node3", "start", "-", "INFINITY"],
    ]
    assert len(on_node3.splitlines()) == 2
    assert left == [("fail-count-vip#start_0", "INFINITY")]


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["cleanup", "vib"], 105, "no-such-object"),
        (["refresh", "vip", "node9"], 105, "no-such-object"),
        (["operations", "pair"], 78, "wrong-kind"),
        (["failcount", "g", "set", "node1", "3"], 78, "wrong-kind"),
        (["failcount", "vip", "set", "node1", "many"], 78, "invalid-score"),
        (["failcount", "vip", "set", "node1"], 64, "usage"),
        (["failcount", "vip", "set", "node1", "3", "monitor", "soon"], 64, "usage"),
        (["secret", "vip", "show", "passwd"], 105, "no-such-value"),
        (["secret", "vip", "stash", "passwd"], 105, "no-such-value"),
        (["secret", "g", "stash", "passwd"], 78, "wrong-kind"),
        (["secret", "vip", "show", "../passwd"], 64, "usage"),
        (["restart", "vip", "vib"], 105, "no-such-object"),
    ],
)
def test_mistakes_are_told(words: list[str], status: int, code: str, running: Cluster) -> None:
    before = running.cib(1).get("epoch")

    _, told = crm(running, *words, status=status)

    assert f"[{code}]" in told[0]
    assert running.cib(1).get("epoch") == before


# ------------------------------------------------------------------ secrets and traces


@pytest.fixture
def copying(cluster: Cluster) -> list[str]:
    """Return what, in front of a command, lets secrets be copied to other nodes."""
    home = cluster.environment(1)["HOME"]
    for tool, text in COPYING.items():
        script = f"cat >{home}/{tool} && chmod 755 {home}/{tool}"
        cluster.exec(1, "sh", "-c", script, stdin=text)
    return ["env", f"PATH={home}:{PATH}"]


def test_secrets_are_kept_out_of_the_cib_and_put_back(cluster: Cluster, copying: list[str]) -> None:
    def secret(*words: str, stdin: str = "") -> str:
        done = cluster.exec(1, *copying, *CRM, "resource", "secret", *words, stdin=stdin)
        assert done.returncode == 0, done.stderr
        assert "geheim" not in done.stderr
        return done.stdout

    secret("b", "stash", "passwd")
    stashed = attribute(cluster, "nvpair[@name='passwd']")
    masked, shown = secret("b", "show", "passwd"), secret("--show-secrets", "b", "show", "passwd")
    secret("b", "check", "passwd")
    secret("b", "set", "passwd", stdin=" ganz\\geheim \n")
    secret("b", "unstash", "passwd")
    unstashed = attribute(cluster, "nvpair[@name='passwd']")
    secret("b", "stash", "passwd")
    secret("b", "delete", "passwd")

    assert (stashed, masked, shown) == (["lrm://"], "******\n", "geheim\n")
    assert unstashed == [" ganz\\geheim "]
    assert attribute(cluster, "nvpair[@name='passwd']") == []
    kept = cluster.tool(1, "find", "/var/lib/pacemaker/lrm/secrets", "-type", "f")
    assert kept == ""


def test_a_secret_that_cannot_be_copied_to_the_others_is_not_kept(cluster: Cluster) -> None:
    done = cluster.crm(1, "resource", "secret", "b", "stash", "passwd")

    assert done.returncode == 1, done.stderr
    assert "geheim" not in done.stderr
    assert attribute(cluster, "nvpair[@name='passwd']") == ["geheim"]


def test_a_secret_is_asked_for_without_showing_it(cluster: Cluster) -> None:
    with Terminal(cluster, 1, "resource") as terminal:
        terminal.expect("crm(live)resource#")
        asked = terminal.type("secret b set passwd", "Value of passwd of b: ")
        answered = terminal.type("hush", "crm(live)resource#")
        terminal.leave("quit")

    assert "hush" not in asked + answered
    assert "'cibsecret' could not keep 'passwd' of 'b'" in answered


def test_a_dry_run_does_nothing(cluster: Cluster) -> None:
    before = (cluster.cib(1).get("epoch"), started_at(cluster, "vip"), probes(cluster, "vip"))

    told = [
        cluster.crm(1, "--dry-run", "resource", *words).stderr.splitlines()[-1]
        for words in (
            ["stop", "vip"],
            ["restart", "vip"],
            ["refresh", "vip"],
            ["failcount", "vip", "set", "node1", "3"],
            ["secret", "b", "stash", "passwd"],
        )
    ]

    after = (cluster.cib(1).get("epoch"), started_at(cluster, "vip"), probes(cluster, "vip"))
    assert [line.partition(":")[0] for line in told] == ["dry run"] * 5
    assert before == after
    assert fail_counts(cluster) == []


def test_trace_sets_the_parameter_and_untrace_takes_it_off(cluster: Cluster) -> None:
    before = ET.tostring(cluster.cib(1).find("configuration/resources") or ET.Element("none"))

    crm(cluster, "trace", "vip")
    traced = attribute(cluster, "op/instance_attributes/nvpair[@name='trace_ra']")
    checked = cluster.exec(2, "crm_verify", "--live-check", "-V")
    crm(cluster, "untrace", "vip")

    assert traced == ["1", "1", "1"]
    assert checked.returncode == 0, checked.stderr
    assert (
        ET.tostring(cluster.cib(1).find("configuration/resources") or ET.Element("none")) == before
    )
