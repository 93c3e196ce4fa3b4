"""The answer to `why`: a verdict, its reasons, and what holds on each node."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import kind, members
from crmsh_py.model.meta import is_promotable
from crmsh_py.pacemaker.reasons.hindrances import hindrances
from crmsh_py.pacemaker.reasons.obstacles import obstacles
from crmsh_py.pacemaker.reasons.placements import TELLING, Placement, placements, where
from crmsh_py.pacemaker.reasons.question import Question
from crmsh_py.pacemaker.reasons.situation import Reason, Situation
from crmsh_py.pacemaker.reasons.words import listed
from crmsh_py.pacemaker.simulation import Action, Simulation
from crmsh_py.pacemaker.state import ClusterStatus, base_id
from crmsh_py.xmltree import Element

_WORDS = {
    "start": "starts {0} on {1}",
    "stop": "stops {0} on {1}",
    "move": "moves {0} from {1} to {2}",
    "migrate": "migrates {0} from {1} to {2}",
    "restart": "restarts {0} on {1}",
    "recover": "recovers {0} on {1}",
    "promote": "promotes {0} on {1}",
    "demote": "demotes {0} on {1}",
    "re-promote": "demotes and promotes {0} again on {1}",
    "reload": "reloads {0} on {1}",
}
_MANY = 4
"""More nodes than that are not told by name."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether and where a resource runs, in words, and why."""

    rsc: str
    kind: str
    state: str
    runs: bool
    reasons: tuple[Reason, ...]
    placements: tuple[Placement, ...]
    upcoming: tuple[Reason, ...] = ()

    @property
    def verdict(self) -> str:
        """The state in words, with the first reason if it is one that wants a reason."""
        first = next(iter(self.reasons), None)
        return f"{self.state}: {first.text}" if first is not None and not self.runs else self.state


def reasons(
    cib: Cib, status: ClusterStatus, simulation: Simulation | None, rsc: str, now: datetime
) -> list[Reason]:
    """Return why a configured resource runs where it does, or not."""
    answer = explain(Situation(cib, status, simulation, now), rsc)
    on_nodes = ([*one.obstacles, *one.inducements] for one in answer.placements)
    return [*answer.reasons, *answer.upcoming, *chain.from_iterable(on_nodes)]


def explain(situation: Situation, rsc: str) -> Explanation:
    """Explain a resource that is configured, or that still runs without being configured."""
    element = situation.cib.resource(rsc)
    if element is None:
        return _orphan(situation, rsc)
    question = Question.about(situation, element)
    missing = _missing(question)
    placed = tuple(placements(question, missing))
    upcoming = tuple(_upcoming(question))
    found = _reasons(question, missing, placed, upcoming)
    return Explanation(
        rsc,
        kind(element),
        _state(question, missing),
        runs=not missing,
        reasons=tuple(found),
        placements=placed,
        upcoming=upcoming,
    )


def _orphan(situation: Situation, rsc: str) -> Explanation:
    where = situation.where(rsc)
    state = f"{rsc} runs on {listed(where)}" if where else f"{rsc} does not run"
    text = f"{rsc} is not configured any more, and the cluster still knows it"
    reason = Reason("orphaned", text, rsc, f"resource cleanup {rsc}")
    return Explanation(rsc, "primitive", state, bool(where), (reason,), ())


# ------------------------------------------------------------------ what does not run


def _missing(question: Question) -> str:
    """Return what is amiss: `all` (it does not run), `member`, `promoted`, or nothing."""
    situation, element = question.situation, question.element
    if not where(question):
        return "all"
    if element.tag == "group" and _idle_members(question):
        return "member"
    if _is_promotable(question) and not situation.promoted_on(question.id):
        return "promoted"
    return ""


def _idle_members(question: Question) -> list[Element]:
    return [
        one for one in members(question.element) if not question.situation.where(one.get("id", ""))
    ]


def _is_promotable(question: Question) -> bool:
    situation = question.situation
    return any(is_promotable(situation.cib, one) for one in situation.chain(question.element))


def _state(question: Question, missing: str) -> str:
    id_, situation = question.id, question.situation
    if missing == "all":
        return f"{id_} does not run"
    if missing == "member":
        idle = listed(one.get("id", "") for one in _idle_members(question))
        return f"{id_} runs on {listed(where(question))}, but without {idle}"
    if not _is_promotable(question):
        return f"{id_} runs on {listed(where(question))}"
    promoted = situation.promoted_on(id_)
    others = [one for one in where(question) if one not in promoted]
    if not promoted:
        return f"{id_} runs on {listed(others)}, and is promoted nowhere"
    rest = f", unpromoted on {listed(others)}" if others else ""
    return f"{id_} is promoted on {listed(promoted)}{rest}"


# ------------------------------------------------------------------ reasons


def _reasons(
    question: Question,
    missing: str,
    placed: tuple[Placement, ...],
    upcoming: tuple[Reason, ...],
) -> list[Reason]:
    if not missing:
        return [one for one in hindrances(question) if one.code in TELLING]
    if missing == "promoted":
        return _of_promotion(question, upcoming)
    if missing == "member":
        return _of_member(question, upcoming)
    return _of_all(question, placed, upcoming)


def _of_all(
    question: Question, placed: tuple[Placement, ...], upcoming: tuple[Reason, ...]
) -> list[Reason]:
    blocking = any(one.code == "prevented" for one in upcoming)
    if upcoming and not blocking:
        return [upcoming[0]]
    found = hindrances(question)
    everywhere = bool(placed) and all(one.obstacles for one in placed)
    if everywhere and not any(one.code == "no-quorum" for one in found):
        found.append(_no_node(question, placed))
    if not placed:
        found.append(Reason("no-nodes", "no node is known that could run it", "", "node list"))
    return found or _fallback(question, upcoming)


def _no_node(question: Question, placed: tuple[Placement, ...]) -> Reason:
    """Say that no node can run it; nodes with one and the same reason are told together."""
    alike: dict[tuple[str, str], list[Placement]] = {}
    for one in placed:
        first = one.obstacles[0]
        subject = "" if first.subject == one.node else first.subject
        alike.setdefault((first.code, subject), []).append(one)
    texts = [_together(each) for each in alike.values()]
    hints = ((one.obstacles[0].hint, one.node) for one in placed if one.obstacles[0].hint)
    hint, node = next(hints, ("", ""))
    if hint.startswith("resource ") and len(placed) > 1:  # so that it is for all nodes
        hint = hint.removesuffix(f" {node}")
    return Reason("no-node", f"no node can run it: {'; '.join(texts)}", question.id, hint)


def _together(placed: list[Placement]) -> str:
    first, others = placed[0].obstacles[0].text, placed[1:]
    if all(one.obstacles[0].text == first for one in others):
        return first
    if len(others) > _MANY:
        return f"{first}; likewise {len(others)} more nodes"
    return f"{first}; likewise {listed(one.node for one in others)}"


def _of_member(question: Question, upcoming: tuple[Reason, ...]) -> list[Reason]:
    """Return why the first member of a group that does not run is not started."""
    idle = question.other(_idle_members(question)[0])
    if upcoming and not any(one.code == "prevented" for one in upcoming):
        return [upcoming[0]]
    here = [one for one in question.situation.nodes.values() if one.name in where(question)]
    there = [reason for node in here for reason in obstacles(idle, node)]
    return [*hindrances(idle), *there] or _fallback(idle, upcoming)


def _of_promotion(question: Question, upcoming: tuple[Reason, ...]) -> list[Reason]:
    if upcoming and not any(one.code == "prevented" for one in upcoming):
        return [upcoming[0]]
    return hindrances(question, promoting=True) or _fallback(question, upcoming)


def _fallback(question: Question, upcoming: tuple[Reason, ...]) -> list[Reason]:
    """Return what the scheduler says where nothing of the above is the reason."""
    if upcoming:
        return list(upcoming)
    if question.situation.simulation is None:
        text = "nothing was found that keeps it from it; it may be about to start"
        return [Reason("unknown", text, question.id, "status")]
    text = "no single reason was found: the scores of all that belongs together decide it"
    return [Reason("unknown", text, question.id, f"resource scores {question.id}")]


def _upcoming(question: Question) -> Iterator[Reason]:
    """Yield what the cluster is about to do with the resource, or would do if it could."""
    simulation = question.situation.simulation
    for one in () if simulation is None else simulation.actions:
        if base_id(one.resource) in question.acting:
            yield _next(one)


def _next(action: Action) -> Reason:
    words = _WORDS.get(action.action, f"{action.action} {{0}} on {{1}}")
    done = words.format(action.resource, action.node, action.dest)
    if action.dest and "{2}" not in words:
        done = f"{done} (then on {action.dest})"
    why = f" ({action.reason})" if action.reason else ""
    if action.blocked:
        text = f"the cluster cannot do what it should next: it {done}{why}"
        return Reason("prevented", text, action.resource)
    return Reason("upcoming", f"next, the cluster {done}{why}", action.resource, node=action.node)
