"""The prompt on a running cluster: what it shows and offers while others work there too."""

import shlex

import pytest

from cluster.netns import Cluster
from cluster.terminal import Terminal

pytestmark = pytest.mark.cluster

TOP, CONFIGURE = "crm(live)#", "crm(live)configure#"
TAB, INTERRUPT, END_OF_INPUT = "\t", "\x03", "\x04"


def full(cluster: Cluster, *options: str) -> Terminal:
    """Return a prompt on node1 with all that it can draw."""
    return Terminal(cluster, 1, *options, term="xterm")


def have(cluster: Cluster, statement: str) -> None:
    done = cluster.crm(2, "configure", *shlex.split(statement))
    assert done.returncode == 0, done.stderr


def test_the_toolbar_tells_who_else_changed_the_configuration(cluster: Cluster) -> None:
    with full(cluster, "configure") as terminal:
        terminal.expect(CONFIGURE)
        cluster.tool(2, "crm_attribute", "--name=no-quorum-policy", "--update=freeze")
        terminal.expect("via crm_attribute on node2, just now")


def test_the_toolbar_tells_what_is_easily_forgotten(cluster: Cluster) -> None:
    have(cluster, "primitive dummy ocf:pacemaker:Dummy")
    cluster.tool(2, "crm_attribute", "--name=maintenance-mode", "--update=true")
    cluster.tool(2, "crm_resource", "--ban", "--resource=dummy", "--node=node3")

    with full(cluster) as terminal:
        terminal.expect("maintenance-mode is on | left over: ban of dummy")


def test_tab_offers_the_resources_there_are(cluster: Cluster) -> None:
    have(cluster, "primitive dummy ocf:pacemaker:Dummy")

    with full(cluster) as terminal:
        terminal.expect(TOP)
        terminal.press(f"resource stop d{TAB}")
        terminal.expect("ummy")
        terminal.press("\r")
        terminal.expect("committed to live")


def test_a_verb_finds_what_others_made_a_moment_ago(cluster: Cluster) -> None:
    with full(cluster) as terminal:
        terminal.expect(TOP)
        have(cluster, "primitive dummy ocf:pacemaker:Dummy")
        terminal.press("resource stop dummy\r")
        terminal.expect("committed to live")


def test_a_line_tells_what_is_waited_for(cluster: Cluster) -> None:
    have(cluster, "primitive slow ocf:pacemaker:Dummy params op_sleep=3")
    cluster.wait()

    with full(cluster) as terminal:
        terminal.expect(TOP)
        terminal.press("resource stop slow --wait\r")
        terminal.expect(" s: slow stopping")
        terminal.expect("slow: stopped")
        terminal.expect(TOP)


def test_nobody_waits_for_a_cluster_that_hangs(cluster: Cluster) -> None:
    have(cluster, "primitive dummy ocf:pacemaker:Dummy")

    with full(cluster) as terminal:
        terminal.expect(TOP)
        cluster.tool(1, "pkill", "-STOP", "-x", "pacemaker-based")
        try:
            terminal.press(f"resource stop d{TAB}")
            terminal.expect("ummy")
            terminal.press(f"{INTERRUPT}help quit\r")
            terminal.expect("Usage:")
            terminal.expect(TOP)
            terminal.press(END_OF_INPUT)
            assert terminal.ended() == 0
        finally:
            cluster.exec(1, "pkill", "-CONT", "-x", "pacemaker-based")
