"""What crm_simulate says: as XML, as text, and where it says nothing."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pytest

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker.simulation import (
    INFINITY,
    Action,
    Load,
    Score,
    parse_simulation,
    parse_text,
    score_of,
    score_text,
    simulate,
    simulate_if_possible,
)
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import Outcome

CASES = Path(__file__).parent.parent / "cases/why"
CIBS = sorted(one for one in CASES.glob("*.xml") if not one.stem.endswith(".simulation"))

XML = """\
<pacemaker-result api-version="2.25" request="crm_simulate">
  <cluster_status><nodes/><resources/></cluster_status>
  <allocations_utilizations>
    <capacity node="node1" comment="Original"><cpu>4</cpu></capacity>
    <node_weight function="pcmk__primitive_assign" node="node1" score="-INFINITY" id="a"/>
    <node_weight function="pcmk__primitive_assign" node="node2" score="100" id="a"/>
    <utilization resource="a" node="node2" function="f"><cpu>1</cpu></utilization>
    <promotion_score id="s:0" score="5" node="node1"/>
    <promotion_score id="s:1" score="-1"/>
    <capacity node="node1" comment="Remaining"><cpu>4</cpu></capacity>
  </allocations_utilizations>
  <actions>
    <node_action task="Fence (reboot)" node="g-0 (resource: g)" reason="guest is unclean"/>
    <rsc_action action="start" resource="a" node="node2" reason="no quorum" blocked="true"/>
    <rsc_action action="move" resource="b" source="node1" dest="node2"/>
    <rsc_action action="promote" resource="s:0" role="Unpromoted" next-role="Promoted"
      source="node1"/>
  </actions>
  <revised_cluster_status><nodes/><resources/></revised_cluster_status>
  <status code="0" message="OK"/>
</pacemaker-result>
"""
SCORES = """\
Original: node1 capacity: cpu=4
pcmk__primitive_assign: a allocation score on node1: -INFINITY
pcmk__primitive_assign: a allocation score on node2: 100
f: a utilization on node2: cpu=1
s:0 promotion score on node1: 5
s:1 promotion score on none: -1
Remaining: node1 capacity: cpu=4
"""
ACTIONS = """\
Current cluster status:
  * a	(ocf:pacemaker:Dummy):	 Stopped

Transition Summary:
  * Fence (reboot) g-0 (resource: g) 'guest is unclean'
  * Start      a     ( node2 )  due to no quorum (blocked)
  * Move       b     (    node1 -> node2 )
  * Promote    s:0     ( Unpromoted -> Promoted node1 )

Executing Cluster Transition:
  * Resource action: a               start on node2
"""


@dataclass(slots=True)
class Recorder:
    """Runs nothing: gives the outcomes it was told, and remembers what it was asked."""

    outcomes: list[tuple[int, bytes, bytes]]
    asked: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)

    def run(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        seconds: float = 0,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> Outcome:
        """Give the next outcome."""
        del seconds, environment
        self.asked.append((tuple(argv), stdin))
        status, out, err = self.outcomes.pop(0)
        return Outcome(tuple(argv), status, out, err)


def test_xml_is_read() -> None:
    found = parse_simulation(xmltree.parse(XML, "test"))

    assert found.actions == (
        Action("fence", "", "g-0", reason="guest is unclean"),
        Action("start", "a", "node2", reason="no quorum", blocked=True),
        Action("move", "b", "node1", "node2"),
        Action("promote", "s:0", "node1", role="Unpromoted", next_role="Promoted"),
    )
    assert found.scores == (
        Score("a", "node1", -INFINITY, function="pcmk__primitive_assign"),
        Score("a", "node2", 100, function="pcmk__primitive_assign"),
        Score("s:0", "node1", 5, promotion=True),
        Score("s:1", "", -1, promotion=True),
    )
    assert found.loads == (
        Load("", "node1", {"cpu": 4}),
        Load("a", "node2", {"cpu": 1}),
        Load("", "node1", {"cpu": 4}, remaining=True),
    )
    assert found.allocation("a") == {"node1": -INFINITY, "node2": 100}
    assert found.capacity("node1", remaining=True) == {"cpu": 4}


def test_text_says_the_same_as_xml() -> None:
    from_xml, from_text = parse_simulation(xmltree.parse(XML, "test")), parse_text(SCORES, ACTIONS)

    assert from_text.actions == from_xml.actions
    assert from_text.scores == from_xml.scores
    assert from_text.loads == from_xml.loads


@pytest.mark.parametrize(
    ("text", "value", "again"),
    [
        ("100", 100, "100"),
        ("-5", -5, "-5"),
        ("INFINITY", INFINITY, "INFINITY"),
        ("+INFINITY", INFINITY, "INFINITY"),
        ("-inf", -INFINITY, "-INFINITY"),
        ("99999999", INFINITY, "INFINITY"),
        ("-99999999999999999999", -INFINITY, "-INFINITY"),
        ("what", 0, "0"),
        ("", 0, "0"),
    ],
)
def test_scores_are_numbers(text: str, value: int, again: str) -> None:
    assert (score_of(text), score_text(value)) == (value, again)


def test_the_running_cluster_is_asked_without_its_cib() -> None:
    recorder = Recorder([(0, XML.encode(), b"")])

    simulate(Tools(recorder), None, "--node-down=node1")

    asked = (
        *("crm_simulate", "--live-check", "--simulate", "--node-down=node1"),
        *("--show-scores", "--show-utilization", "--output-as=xml"),
    )
    assert recorder.asked == [(asked, b"")]


def test_an_old_tool_is_asked_again_for_text() -> None:
    unknown = b"crm_simulate: unrecognized option '--output-as=xml'"
    recorder = Recorder([(64, b"", unknown), (0, SCORES.encode(), b""), (0, ACTIONS.encode(), b"")])

    found = simulate(Tools(recorder), b"<cib/>")

    assert [argv for argv, _ in recorder.asked[1:]] == [
        ("crm_simulate", "--xml-pipe", "--simulate", "--show-scores", "--show-utilization"),
        ("crm_simulate", "--xml-pipe", "--simulate"),
    ]
    assert {stdin for _, stdin in recorder.asked} == {b"<cib/>"}
    assert len(found.actions) == 4


def test_what_all_comes_to_is_left_out_if_it_is_not_wanted() -> None:
    recorder = Recorder([(0, XML.encode(), b"")])

    simulate(Tools(recorder), b"<cib/>", to_the_end=False)

    assert recorder.asked[0][0][:3] == ("crm_simulate", "--xml-pipe", "--run")


def test_a_tool_that_ends_itself_is_a_diagnostic_or_no_answer() -> None:
    outcome = (-6, b"", b"assertion failed")

    with pytest.raises(CrmError) as caught:
        simulate(Tools(Recorder([outcome])), b"<cib/>")

    assert [one.code for one in caught.value.diagnostics] == ["tool-failed"]
    assert simulate_if_possible(Tools(Recorder([outcome])), b"<cib/>") is None


@pytest.mark.skipif(shutil.which("crm_simulate") is None, reason="needs Pacemaker's crm_simulate")
@pytest.mark.parametrize("file", CIBS, ids=lambda file: str(file.stem))
def test_this_machines_tool_says_the_same_as_xml_and_as_text(file: Path) -> None:
    def run(*words: str) -> str:
        argv = ["crm_simulate", "--xml-pipe", "--simulate", *words]
        done = subprocess.run(argv, input=file.read_bytes(), capture_output=True, check=True)
        return done.stdout.decode()

    showing = ("--show-scores", "--show-utilization")
    from_xml = parse_simulation(xmltree.parse(run(*showing, "--output-as=xml"), "crm_simulate"))
    from_text = parse_text(run(*showing), run())

    assert sorted(map(str, from_text.scores)) == sorted(map(str, from_xml.scores))
    assert sorted(map(str, from_text.actions)) == sorted(map(str, from_xml.actions))
    assert sorted(map(str, from_text.loads)) == sorted(map(str, from_xml.loads))
