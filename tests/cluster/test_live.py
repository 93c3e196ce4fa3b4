"""The running cluster as the place where the configuration is: read, checked, committed.

What crm did is judged by Pacemaker's own tools, on another node than the one it ran on.
"""

import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cluster.netns import CRM, Cluster
from cluster.room import PATH, until
from cluster.terminal import Terminal

pytestmark = pytest.mark.cluster

SCENARIO = Path(__file__).resolve().parent.parent / "cases/scenario"
DUMMY = ("primitive", "dummy", "ocf:pacemaker:Dummy")

# Stands in front of the real cibadmin, and lets somebody else be quicker by a moment.
QUICKER = """\
#!/bin/sh
case " $* " in
*" --patch "* | *" -P "*) /usr/sbin/crm_attribute --name=no-quorum-policy --update=freeze ;;
esac
exec /usr/sbin/cibadmin "$@"
"""


def canonical(element: ET.Element | None) -> list[str]:
    """Return an element as lines, in which the order of attributes does not matter."""
    assert element is not None
    text = ET.canonicalize(ET.tostring(element, encoding="unicode"), strip_text=True)
    return text.replace("><", ">\n<").splitlines()


def properties(cib: ET.Element) -> dict[str, str]:
    """Return the cluster properties, by the ids of their nvpairs."""
    pairs = cib.iterfind("configuration/crm_config/cluster_property_set/nvpair")
    return {pair.get("id", ""): pair.get("value", "") for pair in pairs}


def epoch(cib: ET.Element) -> int:
    return int(cib.get("epoch", "-1"))


def elsewhere(cluster: Cluster) -> ET.Element:
    """Return the CIB as node3 has it, when it has caught up with the others."""
    newest = max(epoch(cluster.cib(node)) for node in cluster.nodes)
    until(lambda: epoch(cluster.cib(3)) >= newest, timeout=10, what="node3 is up to date")
    return cluster.cib(3)


def resources(cib: ET.Element) -> list[str]:
    return [element.get("id", "") for element in cib.iterfind("configuration/resources/*")]


def assert_it_went_well(done: subprocess.CompletedProcess[str]) -> None:
    """Accept warnings: of agents, say, that are not installed here."""
    assert done.returncode == 0, done.stderr
    assert "error:" not in done.stderr


def assert_the_scenario_is_committed(cluster: Cluster) -> None:
    """Compare what another node has, and let Pacemaker check it on yet another."""
    cib = elsewhere(cluster)
    expected = ET.parse(SCENARIO / "committed.xml").getroot()
    for section in expected:
        assert canonical(cib.find(f"configuration/{section.tag}")) == canonical(section)
    assert properties(cib)["cib-bootstrap-options-stonith-enabled"] == "false"
    assert properties(cib)["cib-bootstrap-options-no-quorum-policy"] == "ignore"
    checked = cluster.exec(2, "crm_verify", "--live-check", "-VV")
    assert_it_went_well(checked)


@pytest.fixture
def fencing(cluster: Cluster) -> Cluster:
    """Return a cluster where `property stonith-enabled=false` is a change."""
    cluster.tool(1, "crm_attribute", "--name=stonith-enabled", "--update=true")
    return cluster


def test_the_scenario_on_standard_input(fencing: Cluster) -> None:
    done = fencing.crm(1, stdin=(SCENARIO / "scenario.crm").read_text())

    assert_it_went_well(done)
    assert_the_scenario_is_committed(fencing)


def test_the_scenario_as_a_command_file(fencing: Cluster) -> None:
    done = fencing.crm(1, "-f", str(SCENARIO / "scenario.crm"))

    assert_it_went_well(done)
    assert_the_scenario_is_committed(fencing)


def test_the_scenario_as_one_liners(fencing: Cluster) -> None:
    enter, *lines = (SCENARIO / "scenario.crm").read_text().splitlines()

    done = [fencing.crm(1, enter, *shlex.split(line)) for line in lines]

    for each in done:
        assert_it_went_well(each)
    assert_the_scenario_is_committed(fencing)


def test_the_scenario_typed_at_a_terminal(fencing: Cluster) -> None:
    enter, *lines = (SCENARIO / "scenario.crm").read_text().splitlines()
    pending = [(line, not line.startswith(("commit", "show"))) for line in lines]

    with Terminal(fencing, 1) as terminal:
        terminal.expect("crm(live)#")
        terminal.type(enter, "crm(live)configure#")
        for line, changed in pending:
            terminal.type(line, f"crm(live)configure{'*' if changed else ''}#")
        status = terminal.leave("quit")

    assert status == 0
    assert_the_scenario_is_committed(fencing)


def test_a_one_liner_is_one_commit(cluster: Cluster) -> None:
    before = epoch(elsewhere(cluster))

    done = cluster.crm(1, "configure", "property", "maintenance-mode=true")

    after = elsewhere(cluster)
    assert_it_went_well(done)
    assert epoch(after) == before + 1
    assert properties(after)["cib-bootstrap-options-maintenance-mode"] == "true"


def test_a_commit_without_changes_writes_nothing(cluster: Cluster) -> None:
    before = elsewhere(cluster)

    done = cluster.crm(1, stdin="configure\nproperty stonith-enabled=false\ncommit\n")

    assert done.returncode == 0
    assert epoch(elsewhere(cluster)) == epoch(before)


def test_pending_changes_at_the_end_of_a_batch_are_an_error(cluster: Cluster) -> None:
    before = elsewhere(cluster)

    done = cluster.crm(1, stdin=f"configure\n{' '.join(DUMMY)}\n")

    assert done.returncode == 65
    assert "[uncommitted-changes]" in done.stderr
    assert epoch(elsewhere(cluster)) == epoch(before)


def test_the_quoted_uname_of_a_one_liner_arrives_as_it_is(cluster: Cluster) -> None:
    cluster.crm(1, "configure", *DUMMY)
    line = f"{shlex.join(CRM)} configure location where dummy rule 100: '#uname' eq node2"

    done = cluster.exec(1, "sh", "-c", line)

    assert_it_went_well(done)
    expression = elsewhere(cluster).find(".//rsc_location[@id='where']/rule/expression")
    assert expression is not None
    assert expression.attrib == {
        "id": "where-rule-expression",
        "attribute": "#uname",
        "operation": "eq",
        "value": "node2",
    }


def test_the_cluster_runs_what_was_committed(cluster: Cluster) -> None:
    cluster.crm(1, "configure", *DUMMY, "op", "monitor", "interval=10s")
    cluster.crm(1, "configure", "location", "where", "dummy", "inf:", "node3")
    cluster.wait()

    where = cluster.tool(2, "crm_resource", "--resource=dummy", "--locate", "--quiet")

    assert where.strip() == "node3"


def test_show_reads_the_running_cluster(cluster: Cluster) -> None:
    dummy = '<primitive id="dummy" class="ocf" provider="pacemaker" type="Dummy"/>'
    cluster.tool(2, "cibadmin", "--create", "--scope=resources", f"--xml-text={dummy}")

    done = cluster.crm(1, "configure", "show", "dummy")

    assert (done.returncode, done.stdout, done.stderr) == (0, f"{' '.join(DUMMY)}\n", "")


def test_a_cib_file_in_the_environment_goes_before_the_cluster(cluster: Cluster) -> None:
    cluster.crm(1, "configure", *DUMMY)
    text = cluster.tool(1, "cibadmin", "--query").replace('"dummy"', '"other"')
    cluster.exec(1, "sh", "-c", "cat >other.xml", stdin=text)

    done = cluster.exec(1, "env", "CIB_file=other.xml", *CRM, "configure", "show", "type:primitive")

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "primitive other ocf:pacemaker:Dummy\n",
        "",
    )


def test_the_later_of_two_commits_to_one_base_is_merged(cluster: Cluster) -> None:
    with Terminal(cluster, 1) as terminal:
        terminal.expect("crm(live)#")
        terminal.type("configure", "crm(live)configure#")
        terminal.type("property maintenance-mode=true", "crm(live)configure*#")
        first = cluster.crm(2, "configure", *DUMMY)
        said = terminal.type("commit", "crm(live)configure#")

    after = elsewhere(cluster)
    assert_it_went_well(first)
    assert "merged with 1 change; last writer root via cibadmin on node2" in said
    assert resources(after) == ["dummy"]
    assert properties(after)["cib-bootstrap-options-maintenance-mode"] == "true"


def test_a_change_just_before_the_patch_is_found_by_the_cluster_and_merged(
    cluster: Cluster,
) -> None:
    quicker = "mkdir -p bin && cat >bin/cibadmin && chmod 755 bin/cibadmin && cd bin && pwd"
    folder = cluster.exec(1, "sh", "-c", quicker, stdin=QUICKER).stdout.strip()

    done = cluster.exec(1, "env", f"PATH={folder}:{PATH}", *CRM, "configure", *DUMMY)

    after = elsewhere(cluster)
    assert_it_went_well(done)
    assert "merged with 1 change; last writer root via crm_attribute on node1, " in done.stderr
    assert resources(after) == ["dummy"]
    assert properties(after)["cib-bootstrap-options-no-quorum-policy"] == "freeze"


def test_commits_at_the_same_time_all_succeed_and_are_kept(cluster: Cluster) -> None:
    def add(id_: str, node: int) -> tuple[str, int]:
        done = cluster.crm(node, "configure", "primitive", id_, "ocf:pacemaker:Dummy")
        return id_, done.returncode

    with ThreadPoolExecutor() as pool:
        ids = [f"round{number}-node{node}" for number in range(4) for node in cluster.nodes]
        statuses = dict(pool.map(add, ids, [*cluster.nodes] * 4))

    assert set(statuses.values()) == {0}
    assert set(resources(elsewhere(cluster))) == set(ids)


def test_what_happens_in_the_status_section_is_no_conflict(cluster: Cluster) -> None:
    transient = ("crm_attribute", "--node=node2", "--name=seen", "--update=1", "--lifetime=reboot")

    with Terminal(cluster, 1) as terminal:
        terminal.expect("crm(live)#")
        terminal.type("configure", "crm(live)configure#")
        terminal.type("property maintenance-mode=true", "crm(live)configure*#")
        before = elsewhere(cluster)
        cluster.tool(2, *transient)
        until(
            lambda: cluster.cib(2).get("num_updates") != before.get("num_updates"),
            timeout=10,
            what="the status section changes",
        )
        terminal.type("commit", "crm(live)configure#")
        status = terminal.leave("quit")

    after = elsewhere(cluster)
    assert status == 0
    assert epoch(after) == epoch(before) + 1
    assert properties(after)["cib-bootstrap-options-maintenance-mode"] == "true"


def test_a_partition_without_quorum_refuses_to_commit(cluster: Cluster) -> None:
    cluster.isolate(3)
    until(lambda: cluster.cib(3).get("have-quorum") == "0", timeout=30, what="node3 is alone")
    before = cluster.cib(3)

    done = cluster.crm(3, "configure", *DUMMY)

    assert done.returncode == 106
    assert "[no-quorum]" in done.stderr
    assert epoch(cluster.cib(3)) == epoch(before)


def test_a_partition_without_quorum_can_be_forced(cluster: Cluster) -> None:
    cluster.isolate(3)
    until(lambda: cluster.cib(3).get("have-quorum") == "0", timeout=30, what="node3 is alone")

    done = cluster.crm(3, stdin=f"configure\n{' '.join(DUMMY)}\ncommit force\n")

    assert done.returncode == 0
    assert resources(cluster.cib(3)) == ["dummy"]


def test_a_node_whose_pacemaker_is_down_says_so(cluster: Cluster) -> None:
    cluster.stop_pacemaker(2)

    shown = cluster.crm(2, "configure", "show")
    added = cluster.crm(2, "configure", *DUMMY)

    for done in (shown, added):
        assert done.returncode == 102
        assert done.stdout == ""
        assert "[not-connected]" in done.stderr
        assert "Traceback" not in done.stderr
