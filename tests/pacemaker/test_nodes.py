"""What Pacemaker's tools say of nodes, agents and configurations, and what is asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.pacemaker import agent_actions, nodes
from crmsh_py.pacemaker.agent_actions import Acted
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.pacemaker.verifier import crm_verify, parse_findings
from crmsh_py.runner import Outcome

NEW_FINDINGS = """\
(cluster_option_value) \terror: Using default value for cluster option 'x' because 'y' is invalid
(text2role) \terror: Unknown role: Strated
(get_target_role) \terror: Ignoring 'target-role' for vip because 'Strated' is not valid
(unpack_resources) \terror: Resource start-up disabled since no STONITH resources have been defined
(unpack_resources) \terror: Either configure some or disable STONITH with the stonith-enabled option
(unpack_resources) \terror: NOTE: Clusters with shared data need STONITH to ensure data integrity
(unpack_config) \twarning: Blind faith: not fencing unseen nodes
crm_verify: Errors found during check: config not valid
"""
OLD_FINDINGS = """\
   error: unpack_resources:\tResource start-up disabled since no STONITH resources have been defined
   error: unpack_resources:\tNOTE: Clusters with shared data need STONITH to ensure data integrity
 warning: pe_fence_node:\tNode n1 is unclean because of something
Errors found during check: config not valid
"""
NO_FENCING = Diagnostic(
    "crm-verify",
    "resource start-up disabled since no STONITH resources have been defined",
    hint="configure a fencing device, or 'property stonith-enabled=false'",
)


@dataclass
class Recorded:
    """A runner that answers what a tool once said, and notes what it was asked."""

    stdout: str = ""
    stderr: str = ""
    status: int = 0
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def run(self, argv: Sequence[str], **_more: object) -> Outcome:
        """Give the answer."""
        self.asked.append(tuple(argv))
        return Outcome(tuple(argv), self.status, self.stdout.encode(), self.stderr.encode())


def test_findings_of_pacemaker_2_1_are_told_without_what_says_nothing_more() -> None:
    assert list(parse_findings(NEW_FINDINGS)) == [
        Diagnostic(
            "crm-verify", "using default value for cluster option 'x' because 'y' is invalid"
        ),
        Diagnostic("crm-verify", "ignoring 'target-role' for vip because 'Strated' is not valid"),
        NO_FENCING,
    ]


def test_findings_of_older_releases_are_understood() -> None:
    assert list(parse_findings(OLD_FINDINGS)) == [
        NO_FENCING,
        Diagnostic("crm-verify", "node n1 is unclean because of something", Severity.WARNING),
    ]


@pytest.mark.parametrize(
    ("said", "devices"),
    [
        ("fence\n1 fence device found\n", ["fence"]),
        (" one\n two\n2 devices found\n", ["one", "two"]),
        ("0 fence devices found\n", []),
        ("No devices found\n", []),
    ],
)
def test_devices_are_listed(said: str, devices: list[str]) -> None:
    runner = Recorded(said)

    assert nodes.devices_for(Tools(runner), "n 1") == devices
    assert runner.asked == [("stonith_admin", "--list=n 1")]


def test_transient_attributes_are_those_of_the_status_section() -> None:
    runner = Recorded(
        '<status><node_state id="1" uname="n1"><transient_attributes id="1">'
        '<instance_attributes id="status-1"><nvpair id="s" name="standby" value="on"/>'
        "</instance_attributes></transient_attributes></node_state>"
        '<node_state id="2" uname="n2"/></status>'
    )

    assert nodes.transient_attributes(Tools(runner)) == {"n1": {"standby": "on"}, "n2": {}}


def test_no_value_is_taken_for_an_option() -> None:
    runner = Recorded()

    nodes.set_transient(Tools(runner), "-n", "--name", "$(x) y")
    nodes.delete_transient(Tools(runner), "-n", "a b")
    nodes.fence(Tools(runner), "-n", "off")

    assert runner.asked == [
        ("crm_attribute", "--lifetime=reboot", "--node=-n", "--name=--name", "--update=$(x) y"),
        ("crm_attribute", "--lifetime=reboot", "--node=-n", "--name=a b", "--delete"),
        ("stonith_admin", "--fence=-n"),
    ]


@pytest.mark.parametrize(
    ("action", "stdout", "stderr", "status", "acted"),
    [
        (
            "monitor",
            "Operation force-check for d (ocf:pacemaker:Dummy) returned 7 (not running)\n",
            "crm_resource: Error performing operation: Not running\n",
            7,
            Acted(True, 7, "not running", ""),
        ),
        (
            "start",
            "Operation force-start for d (ocf:pacemaker:Dummy) returned 1 (error)\nit\nbroke\n",
            "crm_resource: Error performing operation: Error occurred\n",
            1,
            Acted(False, 1, "error", "it\nbroke"),
        ),
        (
            "stop",
            "Operation stop for d (ocf:pacemaker:Dummy) returned: 'ok' (0)\n",
            "",
            0,
            Acted(True, 0, "ok", ""),
        ),
        (
            "stop",
            "Operation force-stop for d (ocf:pacemaker:Dummy) could not be executed (Timed Out)\n",
            "crm_resource: Error performing operation: Timeout occurred\n",
            124,
            Acted(False, 124, "Timed Out", ""),
        ),
    ],
)
def test_what_an_agent_says_is_told(
    action: str, stdout: str, stderr: str, status: int, acted: Acted
) -> None:
    runner = Recorded(stdout, stderr, status)

    assert agent_actions.act(Tools(runner), "d", action, force=False) == acted


def test_that_an_action_could_not_be_run_is_an_error() -> None:
    runner = Recorded(stderr="crm_resource: Resource 'd' not found\n", status=105)

    with pytest.raises(CrmError) as caught:
        agent_actions.act(Tools(runner), "d", "start", force=False)

    assert [one.code for one in caught.value.diagnostics] == ["no-such-object"]


def test_that_crm_verify_cannot_be_run_is_no_finding() -> None:
    class Missing(Recorded):
        def run(self, argv: Sequence[str], **_more: object) -> Outcome:
            raise CrmError(Diagnostic("tool-missing", f"no {argv[0]}"))

    root = xmltree.parse("<cib><configuration><nodes/></configuration></cib>", "cib.xml")

    assert crm_verify(Tools(Missing()), root) == []


def test_that_crm_verify_was_given_up_is_told() -> None:
    class Slow:
        def run(self, argv: Sequence[str], **_: object) -> Outcome:
            raise CrmError(Diagnostic("timed-out", f"{argv[0]!r} did not end within 20 seconds"))

    (told,) = crm_verify(Tools(Slow()), xmltree.parse("<cib><configuration/></cib>", "cib.xml"))

    assert (told.code, told.severity) == ("crm-verify", Severity.INFO)
    assert told.message == "crm_verify was given up after 20 s: only our own checks were made"


def test_crm_verify_is_given_the_configuration_without_nodes_and_status() -> None:
    given = []

    class Taking(Recorded):
        def run(self, argv: Sequence[str], **more: object) -> Outcome:
            given.append(more["stdin"])
            return super().run(argv)

    text = (
        '<cib have-quorum="0"><configuration><nodes><node id="1" uname="n1"/></nodes><tags/>'
        '</configuration><status><node_state id="1"/></status></cib>'
    )
    crm_verify(Tools(Taking()), xmltree.parse(text, "cib.xml"))

    assert given == [
        b'<cib have-quorum="1"><configuration><nodes/><tags/></configuration><status/></cib>\n'
    ]
