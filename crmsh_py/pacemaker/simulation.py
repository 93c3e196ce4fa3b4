"""What the scheduler makes of a CIB: scores, and what it would do, as `crm_simulate` tells it.

The XML is that of `crm_simulate --output-as=xml` (xml/api/crm_simulate-*.rng, Pacemaker 2.1); what
older ones print, `simulation_text` reads.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker.simulation_text import ScoreLine, action_lines, load_lines, score_lines
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.xmltree import Element

INFINITY = 1_000_000
"""Pacemaker's (Pacemaker Explained, "Scores")."""

_SHOWING = ("--show-scores", "--show-utilization")
_WORDS = {"INFINITY": INFINITY, "+INFINITY": INFINITY, "-INFINITY": -INFINITY}
_USAGE = 64
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Score:
    """How much the scheduler wants an instance of a resource on a node, or wants it promoted.

    `function` is the part of the scheduler that said so: its names differ between releases.
    """

    resource: str
    node: str
    value: int
    promotion: bool = False
    function: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What the cluster would do.

    `action` is start, stop, move, migrate, restart, recover, promote, demote, reload or the like.
    `node` is where it would do it or take it from, `dest` where a move ends; `fence` has no
    resource.  `blocked`: it should, but cannot.
    """

    action: str
    resource: str
    node: str = ""
    dest: str = ""
    role: str = ""
    next_role: str = ""
    reason: str = ""
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """Amounts: what a node has (`resource` is empty), or what a resource takes of it."""

    resource: str
    node: str
    amounts: Mapping[str, int]
    remaining: bool = False


@dataclass(frozen=True, slots=True)
class Simulation:
    """What comes out.

    `before` and `after` are elements with `nodes` and `resources` as crm_mon has them, the
    state of the cluster now and when all was done; None where the tool told it as text only.
    """

    scores: tuple[Score, ...]
    actions: tuple[Action, ...]
    loads: tuple[Load, ...]
    before: Element | None = None
    after: Element | None = None

    def allocation(self, resource: str) -> dict[str, int]:
        """Return the scores of one instance by node; of several for one node the last said."""
        found = (one for one in self.scores if one.resource == resource and not one.promotion)
        return {one.node: one.value for one in found}

    def capacity(self, node: str, *, remaining: bool) -> Mapping[str, int]:
        """Return what a node can carry at all, or beside what is placed on it."""
        for one in self.loads:
            if (one.resource, one.node, one.remaining) == ("", node, remaining):
                return one.amounts
        return {}


def score_of(text: str) -> int:
    """Return a score as a number.  What is none counts as 0, as Pacemaker has it."""
    bare = text.strip().upper()
    if bare in ("INF", "+INF", "-INF"):
        bare = f"{bare}INITY"
    if bare in _WORDS:
        return _WORDS[bare]
    match = re.match(r"[+-]?\d{1,18}", bare)
    return max(-INFINITY, min(INFINITY, int(match[0]))) if match else 0


def score_text(value: int) -> str:
    """Return a score as Pacemaker writes it."""
    if abs(value) >= INFINITY:
        return "INFINITY" if value > 0 else "-INFINITY"
    return str(value)


def simulate(
    tools: Tools, cib_xml: bytes | None = None, *changes: str, to_the_end: bool = True
) -> Simulation:
    """Ask the scheduler about the running cluster, or about a CIB with its status section.

    `changes` are further words, such as `--node-down=node1`.  What all comes to in the end
    (`after`) takes long to find out in a large cluster: only `to_the_end`.  Raises CrmError as
    `Tools.run`.
    """
    source = ("--live-check",) if cib_xml is None else ("--xml-pipe",)
    words = ("crm_simulate", *source, "--simulate" if to_the_end else "--run", *changes)
    stdin = cib_xml or b""
    outcome = tools.run(
        *words, *_SHOWING, "--output-as=xml", stdin=stdin, seconds=_SECONDS, accepted=(1, _USAGE)
    )
    if outcome.stdout.lstrip().startswith(b"<pacemaker-result") and outcome.status == 0:
        return parse_simulation(xmltree.parse(outcome.stdout, "crm_simulate"))
    if b"output-as" not in outcome.stderr:
        raise tools.failure(outcome)
    return _simulate_as_text(lambda *more: tools.text(*words, *more, stdin=stdin, seconds=_SECONDS))


def _simulate_as_text(run: Callable[..., str]) -> Simulation:
    """Ask a tool that cannot answer as XML; with scores it leaves the heading of actions out."""
    return parse_text(run(*_SHOWING), run())


# ------------------------------------------------------------------ XML


def parse_simulation(root: Element) -> Simulation:
    """Return what the XML of crm_simulate says."""
    return Simulation(
        scores=tuple(_scores(root)),
        actions=tuple(_actions(root)),
        loads=tuple(_loads(root)),
        before=root.find("cluster_status"),
        after=root.find("revised_cluster_status"),
    )


def _scores(root: Element) -> Iterator[Score]:
    for one in root.iterfind("allocations_utilizations/*"):
        if one.tag in ("node_weight", "promotion_score"):
            yield Score(
                one.get("id", ""),
                one.get("node", ""),
                score_of(one.get("score", "0")),
                one.tag == "promotion_score",
                one.get("function", ""),
            )


def _loads(root: Element) -> Iterator[Load]:
    for one in root.iterfind("allocations_utilizations/*"):
        if one.tag in ("capacity", "utilization"):
            amounts = {str(each.tag): _amount(each.text or "") for each in xmltree.children(one)}
            remaining = one.get("comment") == "Remaining"
            yield Load(one.get("resource", ""), one.get("node", ""), amounts, remaining)


def _amount(text: str) -> int:
    match = re.match(r"-?\d{1,18}", text.strip())
    return int(match[0]) if match else 0


def _actions(root: Element) -> Iterator[Action]:
    for one in root.iterfind("actions/*"):
        if one.tag == "node_action":
            task = one.get("task", "").lower().partition(" ")[0]
            node = one.get("node", "").partition(" (resource:")[0]  # a guest node's is told too
            yield Action(task, "", node, reason=one.get("reason", ""))
        elif one.tag == "rsc_action":
            yield Action(
                one.get("action", ""),
                one.get("resource", ""),
                one.get("node", one.get("source", "")),
                one.get("dest", ""),
                one.get("role", ""),
                one.get("next-role", ""),
                one.get("reason", ""),
                one.get("blocked") == "true",
            )


# ------------------------------------------------------------------ text


def parse_text(scores: str, actions: str) -> Simulation:
    """Return what crm_simulate prints: with scores, and without them."""
    return Simulation(
        scores=tuple(_score(one) for one in score_lines(scores)),
        actions=tuple(Action(**one) for one in action_lines(actions)),
        loads=tuple(Load(**one) for one in load_lines(scores)),
    )


def _score(line: ScoreLine) -> Score:
    return Score(line.resource, line.node, score_of(line.score), line.promotion, line.function)


def simulate_if_possible(tools: Tools, cib_xml: bytes | None = None) -> Simulation | None:
    """Ask the scheduler what it would do; None where there is no crm_simulate, or no answer.

    It ends itself over some configurations, and refuses invalid ones.
    """
    try:
        return simulate(tools, cib_xml, to_the_end=False)
    except CrmError:
        return None
