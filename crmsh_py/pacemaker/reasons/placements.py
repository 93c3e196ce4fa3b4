"""What holds on each node: why a resource could not run there, or what speaks for it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crmsh_py.model.elements import container
from crmsh_py.pacemaker.reasons.hindrances import hindrances
from crmsh_py.pacemaker.reasons.inducements import inducements
from crmsh_py.pacemaker.reasons.obstacles import obstacles
from crmsh_py.pacemaker.reasons.question import Question
from crmsh_py.pacemaker.reasons.situation import Reason
from crmsh_py.pacemaker.simulation import INFINITY, score_of
from crmsh_py.pacemaker.state import NodeState, base_id
from crmsh_py.xmltree import Element

TELLING = frozenset(
    {
        *("disabled", "stop-all-resources", "no-quorum", "unmanaged", "maintenance-mode"),
        *("blocked", "multiple-active"),
    }
)
"""The hindrances that are worth telling of a resource that runs all the same."""
_HELD = Reason("held", "only the above is in the way")
_FREE = Reason("free", "nothing is in the way")


@dataclass(frozen=True, slots=True)
class Placement:
    """A resource on a node: its role there (empty: it does not run there), and why.

    `score` is None if it is not known.
    """

    node: str
    role: str
    score: int | None
    obstacles: tuple[Reason, ...]
    inducements: tuple[Reason, ...]
    remark: Reason | None = None
    """Why it does not run there though nothing is in the way."""


def where(question: Question) -> list[str]:
    """Return where a resource is active; a bundle is where its containers are."""
    found = question.situation.where(question.id)
    if question.element.tag != "bundle":
        return found
    own = re.compile(rf"{re.escape(question.id)}-\d+")
    return [node for node in found if not own.fullmatch(node)]


def placements(question: Question, missing: str) -> Iterator[Placement]:
    """Yield what is to be said of each node; `missing` is `all` if it runs nowhere."""
    nodes = [one for one in question.situation.candidates if _may_be_asked(question, one)]
    above = hindrances(question)
    is_held = bool(above) if missing == "all" else any(one.code in TELLING for one in above)
    scores = _scores(question)
    for node in nodes:
        role, score = _role(question, node.name), scores.get(node.name)
        found = tuple(obstacles(question, node))
        remark = None
        if is_held or missing == "all":
            remark = _HELD if is_held else _FREE
        elif not role and not found:
            remark = _remark(question, node.name, scores)
        likes = tuple(inducements(question, node, score))
        yield Placement(node.name, role, score, found, likes, remark)


def _may_be_asked(question: Question, node: NodeState) -> bool:
    """Tell whether a node is one for the resource: those that bundles are take what is in them."""
    bundles = question.situation.cib.configuration.iterfind("resources//bundle")
    ids = (one.get("id", "") for one in bundles)
    owner = next((one for one in ids if re.fullmatch(rf"{re.escape(one)}-\d+", node.name)), None)
    outer = container(question.element)
    inside = None if outer is None or outer.tag != "bundle" else outer.get("id")
    return owner == inside


def _scores(question: Question) -> dict[str, int]:
    """Return the allocation scores by node, the best of several instances.

    A container goes where its first primitive goes, a bundle where its containers go.
    """
    simulation = question.situation.simulation
    if simulation is None or not question.primitives:
        return {}
    found: dict[str, int] = {}
    for one in dict.fromkeys(one.resource for one in simulation.scores):
        for node, value in simulation.allocation(one).items() if _counts(question, one) else ():
            found[node] = max(value, found.get(node, -INFINITY))
    return found


def _counts(question: Question, resource: str) -> bool:
    if question.element.tag == "bundle":
        made = rf"{re.escape(question.id)}-(docker|podman|rkt)-\d+"
        return re.fullmatch(made, resource) is not None
    return base_id(resource) == question.primitives[0].get("id")


def _role(question: Question, node: str) -> str:
    roles = [
        one.role for one in question.situation.instances(question.id) if _is_on(one.nodes, node)
    ]
    promoted = [one for one in roles if one in ("Promoted", "Master")]
    return (promoted or roles or [""])[0]


def _is_on(nodes: tuple[str, ...], node: str) -> bool:
    return node in nodes


def _remark(question: Question, node: str, scores: Mapping[str, int]) -> Reason:
    """Say why it is not on a node where nothing is in its way."""
    limit = _limit(question)
    running = len(where(question))
    if limit is not None:
        if running >= limit:
            name = question.situation.chain(question.element)[-1].get("id", "")
            text = f"all {limit} instances that are wanted run elsewhere"
            return Reason("enough", text, name, f"configure edit {name}", node)
        return Reason("room", "could run there too", node=node)
    own = scores.get(node)
    best = max((scores.get(one, -INFINITY) for one in where(question)), default=None)
    if own is None or best is None:
        return Reason("second", "could run there too", node=node)
    if own <= -INFINITY:
        text = "what it belongs together with keeps it off"
        return Reason("ruled-out", text, question.id, f"resource constraints {question.id}", node)
    if own > best:
        return Reason("preferred", "would rather run there", node=node)
    words = "the same score, so it stays where it is" if own == best else "a lower score"
    return Reason("second", f"could run there, with {words}", node=node)


def _limit(question: Question) -> int | None:
    """Return how many instances there are to be at most; None for what is no clone."""
    for one in question.situation.chain(question.element):
        if one.tag in ("clone", "master"):
            found = question.situation.meta(one, "clone-max")
            return score_of(found.value) if found is not None else len(question.situation.nodes)
        if one.tag == "bundle":
            return _replicas(one)
    return None


def _replicas(bundle: Element) -> int:
    found = (one.get("replicas") for one in bundle.iter("docker", "podman", "rkt"))
    return next((score_of(one) for one in found if one is not None), 1)
