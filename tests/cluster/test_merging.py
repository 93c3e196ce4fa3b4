"""Several people who commit to one running cluster: nobody's changes get lost.

What crm did is judged by Pacemaker's own tools, on another node than the one it ran on.
"""

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import pytest

from cluster.netns import Cluster
from cluster.room import until
from cluster.terminal import Terminal

pytestmark = pytest.mark.cluster

TOP, CLEAN, DIRTY = "crm(live)#", "crm(live)configure#", "crm(live)configure*#"
ROUNDS = 50
STOPPED = ("primitive", "stopped", "ocf:pacemaker:Dummy", "meta", "target-role=Stopped")


def epoch(cluster: Cluster, node: int = 1) -> int:
    return int(cluster.cib(node).get("epoch", "-1"))


def elsewhere(cluster: Cluster) -> ET.Element:
    """Return the CIB as node3 has it, when it has caught up with the others."""
    newest = max(epoch(cluster, node) for node in (1, 2))
    until(lambda: epoch(cluster, 3) >= newest, timeout=20, what="node3 is up to date")
    return cluster.cib(3)


def attributes(cib: ET.Element) -> dict[str, str]:
    """Return the attributes of all nodes, such as `node1.round7`."""
    return {
        f"{node.get('uname')}.{pair.get('name')}": pair.get("value", "")
        for node in cib.iterfind("configuration/nodes/node")
        for pair in node.iterfind("instance_attributes/nvpair")
    }


def values(cib: ET.Element, name: str) -> list[str]:
    pairs = cib.iterfind(f"configuration//nvpair[@name='{name}']")
    return [pair.get("value", "") for pair in pairs]


def resources(cib: ET.Element) -> list[str]:
    return [element.get("id", "") for element in cib.iterfind("configuration/resources/*")]


@pytest.fixture
def still(cluster: Cluster) -> Cluster:
    """Return a cluster with one resource, which is not to run."""
    done = cluster.crm(1, "configure", *STOPPED)
    assert done.returncode == 0, done.stderr
    return cluster


# ------------------------------------------------------------------ many at once


def rounds(node: int) -> str:
    """Return what a node's user types: a change of their own in each round, and a common one."""
    lines = ["configure"]
    for number in range(1, ROUNDS + 1):
        lines += [f"node node{node} attributes round{number}={node}", "commit"]
        if number % 10 == 0:  # the same object, another value of it
            lines += [f"set stopped.meta.x-node{node} {number}", "commit"]
    return "\n".join([*lines, ""])


def test_of_two_who_commit_at_once_neither_loses_anything(
    still: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    before = epoch(still)
    started = time.monotonic()

    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda node: still.crm(node, stdin=rounds(node)), (1, 2)))

    seconds = time.monotonic() - started
    for one in done:
        assert (one.returncode, "error:" in one.stderr) == (0, False), one.stderr
    cib = elsewhere(still)
    wanted = {
        f"node{node}.round{number}": str(node) for node in (1, 2) for number in range(1, ROUNDS + 1)
    }
    found = attributes(cib)
    lost = {id_ for id_, value in wanted.items() if found.get(id_) != value}
    commits = sum(one.stderr.count("committed to live") for one in done)
    merges = sum(one.stderr.count("merged with") for one in done)
    with capsys.disabled():
        told = f"{commits} commits, {merges} merged, in {seconds:.1f} s; lost: {len(lost)}"
        sys.stderr.write(f"\n{told}\n")
    assert lost == set()
    assert [values(cib, f"x-node{node}") for node in (1, 2)] == [[str(ROUNDS)], [str(ROUNDS)]]
    assert commits == 2 * (ROUNDS + ROUNDS // 10)
    assert merges > 0
    assert epoch(still, 3) == before + commits


def test_one_liners_from_all_nodes_at_once_are_merged(still: Cluster) -> None:
    def add(node: int) -> int:
        done = still.crm(node, "configure", "node", f"node{node}", "attributes", "rack=1")
        return done.returncode

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(add, still.nodes)) == [0, 0, 0]

    assert values(elsewhere(still), "rack") == ["1", "1", "1"]


# ------------------------------------------------------------------ L2, L3, L4


def clash(cluster: Cluster, mine: Sequence[str], theirs: Sequence[str]) -> str:
    """Type something, let another node be quicker, and return what `commit` says."""
    with Terminal(cluster, 1) as terminal:
        terminal.expect(TOP)
        prompt = terminal_prompt(terminal, mine)
        done = cluster.crm(2, *theirs)
        assert done.returncode == 0, done.stderr
        before = epoch(cluster, 2)
        until(lambda: epoch(cluster, 1) == before, timeout=10, what="node1 is up to date")
        said = terminal.type("commit", "crm(live)configure")
        assert epoch(cluster, 2) == before
        assert prompt
        return said


def terminal_prompt(terminal: Terminal, lines: Sequence[str]) -> str:
    terminal.type("configure", CLEAN)
    for line in lines:
        terminal.type(line, "crm(live)configure")
        terminal.expect("# ")
    return CLEAN


def test_l2_a_value_that_was_said_is_not_dropped_in_silence(still: Cluster) -> None:
    mine = ["property stonith-enabled=false"]

    said = clash(still, mine, ("configure", "property", "stonith-enabled=true"))

    assert "'stonith-enabled' was changed meanwhile, and you said what it is [conflict]" in said
    assert "theirs  true" in said
    assert values(elsewhere(still), "stonith-enabled") == ["true"]


def test_l3_what_was_deleted_does_not_come_back_in_silence(still: Cluster) -> None:
    still.crm(
        1, "configure", "primitive", "p2", "ocf:pacemaker:Dummy", "meta", "target-role=Stopped"
    )

    said = clash(still, ["group g stopped p2"], ("configure", "delete", "stopped"))

    assert "primitive stopped was deleted meanwhile, and you put it into the group g" in said
    assert resources(elsewhere(still)) == ["p2"]


def test_l4_one_id_for_two_things_is_told(still: Cluster) -> None:
    theirs = ("configure", "primitive", "vip", "ocf:heartbeat:Dummy", "meta", "target-role=Stopped")

    said = clash(still, ["primitive vip ocf:pacemaker:Dummy", "property cluster-delay=10s"], theirs)

    assert "primitive vip was added on both sides, and not the same [conflict]" in said
    assert "mine    primitive vip ocf:pacemaker:Dummy" in said
    assert "theirs  primitive vip Dummy" in said
    assert "cluster-delay" not in said


def test_l4_an_option_that_both_set_is_told(still: Cluster) -> None:
    theirs = ("configure", "property", "cluster-delay=20s")

    said = clash(still, ["property cluster-delay=10s"], theirs)

    assert "'cluster-delay' was changed on both sides [conflict]" in said
    assert values(elsewhere(still), "cluster-delay") == ["20s"]


# ------------------------------------------------------------------ at the prompt


def test_the_prompt_says_that_others_changed_it_and_commit_merges(still: Cluster) -> None:
    with Terminal(still, 1, term="xterm") as terminal:
        terminal.expect(TOP)
        terminal.type("configure", CLEAN)
        terminal.type("property maintenance-mode=false", DIRTY)
        still.tool(2, "crm_attribute", "--name=cluster-delay", "--update=33s")
        terminal.expect("!#")  # of the prompt, only that is drawn anew
        said = terminal.type("commit", CLEAN)
        assert terminal.leave("quit") == 0

    assert "merged with 1 change; last writer root via crm_attribute on node2, " in said
    assert values(elsewhere(still), "cluster-delay") == ["33s"]
    assert values(elsewhere(still), "maintenance-mode") == ["false"]


def test_replace_writes_over_what_others_did(still: Cluster) -> None:
    with Terminal(still, 1) as terminal:
        terminal.expect(TOP)
        terminal.type("configure", CLEAN)
        terminal.type("property maintenance-mode=false", DIRTY)
        still.tool(2, "crm_attribute", "--name=cluster-delay", "--update=33s")
        asked = terminal.type("commit replace", "Write over what others changed? (y)es/(n)o ")
        said = terminal.type("yes", CLEAN)

    assert "this takes back what others changed (1 change; last writer root via crm_att" in asked
    assert "committed to live" in said
    cib = elsewhere(still)
    assert (values(cib, "cluster-delay"), values(cib, "maintenance-mode")) == ([], ["false"])
    assert resources(cib) == ["stopped"]


def test_replace_takes_a_schema_along(still: Cluster) -> None:
    lines = ("configure", "schema pacemaker-3.8", "commit replace", "")

    done = still.crm(1, "--yes", stdin="\n".join(lines))

    assert done.returncode == 0, done.stderr
    assert elsewhere(still).get("validate-with") == "pacemaker-3.8"
    still.tool(1, "cibadmin", "--modify", "--xml-text=<cib validate-with='pacemaker-3.9'/>")


# ------------------------------------------------------------------ nodes that go


def test_a_node_that_is_cut_off_while_it_commits_says_so(still: Cluster) -> None:
    with Terminal(still, 3) as terminal:
        terminal.expect(TOP)
        terminal.type("configure", CLEAN)
        terminal.type("property maintenance-mode=false", DIRTY)
        still.isolate(3)
        until(lambda: still.cib(3).get("have-quorum") == "0", timeout=30, what="node3 is alone")
        before = epoch(still, 3)
        for line in ("commit", "commit replace"):
            said = terminal.type(line, "crm(live)configure")
            assert "this partition of the cluster has no quorum [no-quorum]" in said
            terminal.expect("# ")
        assert epoch(still, 3) == before
        merged = still.crm(1, "configure", "property", "cluster-delay=44s")
        assert merged.returncode == 0, merged.stderr
        still.heal(3)
        still.wait()
        said = terminal.type("commit", CLEAN)

    assert "committed to live" in said
    cib = elsewhere(still)
    assert (values(cib, "cluster-delay"), values(cib, "maintenance-mode")) == (["44s"], ["false"])


def test_commits_go_on_while_another_node_stops(still: Cluster) -> None:
    with ThreadPoolExecutor() as pool:
        running = pool.submit(still.crm, 1, stdin=rounds(1))
        still.kill(3)
        done = running.result()

    assert done.returncode == 0, done.stderr
    found = attributes(still.cib(2))
    assert [found.get(f"node1.round{number}") for number in range(1, ROUNDS + 1)] == ["1"] * ROUNDS


def test_a_node_that_stops_while_it_commits_has_told_the_truth(still: Cluster) -> None:
    with ThreadPoolExecutor() as pool:
        running = pool.submit(still.crm, 3, stdin=rounds(3))
        until(lambda: len(attributes(still.cib(1))) > 5, timeout=60, what="some are committed")
        still.stop_pacemaker(3)
        done = running.result()

    found = attributes(still.cib(1))
    told = done.stderr.count("committed to live") - done.stderr.count("x-node")
    kept = [number for number in range(1, ROUNDS + 1) if f"node3.round{number}" in found]
    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) >= told - ROUNDS // 10
    assert done.returncode == (0 if len(kept) == ROUNDS else 102), done.stderr


# ------------------------------------------------------------------ figures


def test_how_long_it_takes(still: Cluster, capsys: pytest.CaptureFixture[str]) -> None:
    def one_liner(number: int) -> float:
        started = time.monotonic()
        done = still.crm(1, "configure", "property", f"cluster-delay={number}s")
        assert done.returncode == 0, done.stderr
        return time.monotonic() - started

    def commit(terminal: Terminal, number: int, *, beaten: bool) -> float:
        terminal.type(f"property cluster-recheck-interval={number}min", DIRTY)
        if beaten:
            still.tool(1, "crm_attribute", "--name=cluster-delay", f"--update={number}s")
        started = time.monotonic()
        said = terminal.type("commit", CLEAN)
        assert ("merged with 1 change" in said) == beaten
        return time.monotonic() - started

    plain = min(one_liner(number) for number in range(50, 55))
    with Terminal(still, 1) as terminal:
        terminal.expect(TOP)
        terminal.type("configure", CLEAN)
        alone = min(commit(terminal, number, beaten=False) for number in range(20, 25))
        merged = min(commit(terminal, number, beaten=True) for number in range(30, 35))
    with capsys.disabled():
        sys.stderr.write(
            f"\na live one-liner {plain:.3f} s, a commit at the prompt {alone:.3f} s,"
            f" one that merges {merged:.3f} s\n"
        )
    assert merged < 10 * alone
