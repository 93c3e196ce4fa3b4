"""What makes up the score of a resource on a node."""

from collections.abc import Iterator

from crmsh_py.pacemaker.reasons.question import Question
from crmsh_py.pacemaker.reasons.situation import Reason, Situation
from crmsh_py.pacemaker.simulation import INFINITY, score_of
from crmsh_py.pacemaker.state import NodeState, base_id
from crmsh_py.xmltree import Element


def inducements(question: Question, node: NodeState, score: int | None) -> list[Reason]:
    """Return what adds to, or takes from, the score of a resource on a node, and what is left."""
    found = [one for check in _CHECKS for one in check(question, node)]
    if score is not None and abs(score) < INFINITY:
        rest = score - sum(one.score for one in found)
        if rest and abs(rest) < INFINITY:
            text = f"{_signed(rest)} by what it belongs together with"
            found.append(Reason("rest", text, question.id, node=node.name, score=rest))
    return found


def _wishes(question: Question, node: NodeState) -> Iterator[Reason]:
    for id_ in question.concerned:
        for wish in question.places.wishes(id_, node.name):
            if wish.score > -INFINITY and wish.score:
                role = f" as {wish.role}" if wish.role else ""
                text = f"{wish.id} {_signed(wish.score)}{role}"
                yield Reason("wish", text, wish.id, node=node.name, score=wish.score)


def _stickiness(question: Question, node: NodeState) -> Iterator[Reason]:
    situation, total = question.situation, 0
    for primitive in question.primitives:
        found = situation.meta(primitive, "resource-stickiness")
        if node.name in situation.where(primitive.get("id", "")):
            total += (
                score_of(found.value)
                if found is not None
                else _default_stickiness(situation, primitive)
            )
    if total:
        text = f"stickiness {_signed(total)}"
        yield Reason("stickiness", text, question.id, node=node.name, score=total)


def _default_stickiness(situation: Situation, primitive: Element) -> int:
    """Return the stickiness of what says none: instances of clones stay where they are, just."""
    return int(any(one.tag in ("clone", "master") for one in situation.chain(primitive)))


def _company(question: Question, node: NodeState) -> Iterator[Reason]:
    for one in question.colocations():
        if abs(one.score) < INFINITY and node.name in question.situation.where(one.other):
            text = f"{one.id} {_signed(one.score)} (with {one.other})"
            yield Reason("company", text, one.id, node=node.name, score=one.score)


def _promotion(question: Question, node: NodeState) -> Iterator[Reason]:
    """Say what its agent gives an instance that can be promoted."""
    simulation = question.situation.simulation
    ids = {one.get("id", "") for one in question.primitives}
    for one in () if simulation is None else simulation.scores:
        mine = one.promotion and one.node == node.name and base_id(one.resource) in ids
        if mine and 0 < one.value < INFINITY:
            text = f"promotion score {_signed(one.value)}"
            yield Reason("promotion", text, question.id, node=node.name, score=one.value)


_CHECKS = (_wishes, _stickiness, _promotion, _company)


def _signed(score: int) -> str:
    if abs(score) >= INFINITY:
        return "inf" if score > 0 else "-inf"
    return f"{score:+}"
