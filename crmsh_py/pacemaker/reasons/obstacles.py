"""Why a resource cannot run on a node."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from crmsh_py.model.evaluating import expires
from crmsh_py.model.times import milliseconds
from crmsh_py.pacemaker.fail_counts import OperationFailures
from crmsh_py.pacemaker.lrm import LrmOp
from crmsh_py.pacemaker.reasons.history import Done
from crmsh_py.pacemaker.reasons.places import CLI_BAN, Wish
from crmsh_py.pacemaker.reasons.question import Question
from crmsh_py.pacemaker.reasons.situation import PROMOTED, Reason
from crmsh_py.pacemaker.reasons.words import listed, moment, rule_words, statement, times
from crmsh_py.pacemaker.simulation import INFINITY, score_of
from crmsh_py.pacemaker.state import NodeState

_HARD_ERRORS = {
    2: "its parameters are wrong",
    3: "the agent does not know this action",
    4: "it lacks permissions",
    5: "it is not installed",
    6: "it is not configured",
}
"""Exit statuses of agents after which the cluster does not try again there (OCF)."""

_NOT_CONFIGURED = 6
_LATEST = 1 << 36
"""Later than any time that a node can tell."""


def obstacles(question: Question, node: NodeState) -> list[Reason]:
    """Return why a resource cannot run on a node, the most decisive reason first."""
    return [one for check in _CHECKS for one in check(question, node)]


# ------------------------------------------------------------------ the node


def _state(_question: Question, node: NodeState) -> Iterator[Reason]:
    name = node.name
    if node.unclean:
        text = f"{name} is unclean: what runs there is unknown until it is fenced"
        yield Reason("unclean", text, name, f"node fence {name}", name)
    elif not node.online:
        yield Reason(
            "offline", f"{name} is {'joining' if node.pending else 'offline'}", name, "", name
        )
    elif node.pending:
        yield Reason("offline", f"{name} is joining", name, "", name)
    if node.shutdown and node.online:
        yield Reason("shutdown", f"{name} is shutting down", name, "", name)
    if node.standby_onfail:
        text = f"{name} is in standby after a failure (on-fail=standby)"
        yield Reason("standby", text, name, f"node clearstate {name}", name)
    elif node.standby:
        yield Reason("standby", f"{name} is in standby", name, f"node online {name}", name)
    if node.maintenance:
        text = f"{name} is in maintenance: the cluster starts and stops nothing there"
        yield Reason("maintenance", text, name, f"node ready {name}", name)


def _kind(question: Question, node: NodeState) -> Iterator[Reason]:
    """Say what no remote node can run: fencing devices, and what makes such nodes."""
    if node.kind not in ("remote", "guest"):
        return
    for primitive in question.primitives:
        agent = (primitive.get("provider"), primitive.get("type"))
        guest = question.situation.meta(primitive, "remote-node") is not None
        if primitive.get("class") == "stonith" or agent == ("pacemaker", "remote") or guest:
            what = "a fencing device" if primitive.get("class") == "stonith" else "a remote node"
            text = f"{node.name} is a {node.kind} node, and {primitive.get('id')} makes {what}"
            yield Reason("remote", text, node.name, "", node.name)


_UNFIT = {
    "only-green": {"yellow", "red"},
    "migrate-on-red": {"red"},
    "progressive": {"red"},
}


def _health(question: Question, node: NodeState) -> Iterator[Reason]:
    strategy = question.situation.option("node-health-strategy", default="none")
    attributes = question.situation.attributes.get(node.name, {})
    for name, value in sorted(attributes.items()):
        if name.startswith("#health") and value in _UNFIT.get(strategy, ()):
            text = f"the health of {node.name} is {value} ({name}; node-health-strategy={strategy})"
            yield Reason("health", text, node.name, f"configure edit {node.name}", node.name)


# ------------------------------------------------------------------ location


def _location(question: Question, node: NodeState) -> Iterator[Reason]:
    for id_ in question.concerned:
        for wish in question.places.wishes(id_, node.name):
            if wish.score <= -INFINITY and wish.role.lower() not in PROMOTED:
                yield _kept_off(question, id_, wish, node.name)


def _kept_off(question: Question, id_: str, wish: Wish, node: str) -> Reason:
    if wish.id.startswith(CLI_BAN):
        until = _until(question.situation.now, wish)
        text = f"{id_} is banned from {node} by {wish.id}, left over from 'move' or 'ban'{until}"
        return Reason("left-over-ban", text, wish.id, f"resource clear {id_}", node)
    hint = f"configure edit {wish.id}"
    if wish.rule is None:
        text = f"{id_} never runs on {node}: '{statement(wish.element)}'"
        return Reason("location", text, wish.id, hint, node)
    text = f"{id_} is kept off {node} by {wish.id}: '{rule_words(wish.rule)}' holds there"
    return Reason("location-rule", text, wish.id, hint, node)


def _until(now: datetime, wish: Wish) -> str:
    end = expires(wish.rule) if wish.rule is not None else None
    return f", until {moment(end)}" if end is not None and end > now else ""


def _opt_in(question: Question, node: NodeState) -> Iterator[Reason]:
    situation = question.situation
    if situation.option_is("symmetric-cluster", default=True):
        return
    ids = question.concerned
    if not any(True for id_ in ids for _ in question.places.wishes(id_, node.name)):
        text = f"no location allows {question.id} on {node.name}, and symmetric-cluster is false"
        hint = f"configure location ID {question.chain[-1]} 0: {node.name}"
        yield Reason("opt-in", text, "symmetric-cluster", hint, node.name)


def _exclusive(question: Question, node: NodeState) -> Iterator[Reason]:
    for id_ in question.chain:
        found = question.places.exclusive(id_)
        if found and node.name not in (name for _, name in found):
            names = listed(name for _, name in found)
            constraint = found[0][0].get("id", "")
            text = f"{id_} may be on {names} only: {constraint} has resource-discovery=exclusive"
            hint = f"configure edit {constraint}"
            yield Reason("exclusive", text, constraint, hint, node.name)


# ------------------------------------------------------------------ failures


def _failures(question: Question, node: NodeState) -> Iterator[Reason]:
    for id_ in question.acting:
        counted = question.situation.failures.get((id_, node.name), [])
        reason = _too_often(question, id_, counted, node.name)
        if reason is not None:
            yield reason


def _too_often(
    question: Question, id_: str, counted: list[OperationFailures], node: str
) -> Reason | None:
    situation = question.situation
    element = situation.cib.resource(id_)
    giver = question.element if element is None else element
    given = situation.meta(giver, "migration-threshold")
    threshold = INFINITY if given is None else score_of(given.value)
    timeout = situation.meta(giver, "failure-timeout")
    until = _expiry(counted, None if timeout is None else timeout.value)
    count = min(sum(score_of(one.count) for one in counted), INFINITY)
    if not counted or not threshold or count < threshold:
        return None
    if until is not None and until <= situation.now:
        return None
    what = _what_failed(question, id_, counted, node)
    limit = "" if count >= INFINITY else f", and migration-threshold is {threshold}"
    end = "" if until is None else f"; that counts until {moment(until)}"
    text = f"{id_} failed {times(count)} on {node}{what}{limit}{end}"
    return Reason("failed", text, id_, f"resource cleanup {question.chain[-1]} {node}", node)


def _expiry(counted: list[OperationFailures], timeout: str | None) -> datetime | None:
    """Return when failures are forgotten, None if they never are."""
    span = milliseconds(timeout or "0") or 0
    last = [int(one.last) for one in counted if one.last.isdecimal()]
    if not span or not last:
        return None
    return datetime.fromtimestamp(min(max(last), _LATEST), UTC) + timedelta(milliseconds=span)


def _what_failed(question: Question, id_: str, counted: list[OperationFailures], node: str) -> str:
    """Return what the agent said, or at least which operations failed."""
    for one in reversed(question.situation.operations.get(id_, [])):
        if one.node == node and not one.operation.went_well:
            return f" ({_said(one)})"
    operations = dict.fromkeys(one.operation for one in counted if one.operation)
    return f" ({', '.join(operations)})" if operations else ""


def _said(done: Done) -> str:
    one = done.operation
    return f"{one.task}: {one.reason or one.exit_text}"


def _hard_errors(question: Question, node: NodeState) -> Iterator[Reason]:
    for id_ in question.acting:
        last = _last_once(question.situation.operations.get(id_, []))
        for name, one in last.items():
            everywhere = one.exit_code == _NOT_CONFIGURED
            if one.exit_code in _HARD_ERRORS and (everywhere or name == node.name):
                words = _HARD_ERRORS[one.exit_code]
                told = f" ('{one.reason}')" if one.reason else ""
                text = f"the {one.task} of {id_} found out on {name}: {words}{told}"
                hint = f"resource refresh {question.chain[-1]} {name}"
                yield Reason("agent-error", text, id_, hint, node.name)


def _last_once(done: list[Done]) -> dict[str, LrmOp]:
    """Return the last operation on each node that is not repeated."""
    return {one.node: one.operation for one in done if one.operation.interval == "0"}


# ------------------------------------------------------------------ other resources


def _colocations(question: Question, node: NodeState) -> Iterator[Reason]:
    situation = question.situation
    for one in question.colocations():
        promoted = one.other_role.lower() in PROMOTED
        where = situation.promoted_on(one.other) if promoted else situation.where(one.other)
        state = "is promoted" if promoted else "runs"
        hint = f"why {one.other}" if one.within else f"configure edit {one.id}"
        if one.score >= INFINITY and where and node.name not in where:
            text = (
                f"{one.rsc} runs only with {one.other} ({one.id}), which {state} on {listed(where)}"
            )
            yield Reason("colocation", text, one.id, hint, node.name)
        elif one.score <= -INFINITY and node.name in where:
            text = f"{one.rsc} never runs with {one.other} ({one.id}), which {state} on {node.name}"
            yield Reason("anti-colocation", text, one.id, hint, node.name)


def _capacity(question: Question, node: NodeState) -> Iterator[Reason]:
    situation = question.situation
    if situation.simulation is None:
        return
    if situation.option("placement-strategy", default="default") == "default":
        return
    whole = situation.simulation.capacity(node.name, remaining=False)
    left = situation.simulation.capacity(node.name, remaining=True)
    here = node.name in situation.where(question.id)
    for name, amount in _needed(question).items():
        if not here and amount > left.get(name, 0):
            has = f"{left.get(name, 0)} of {whole.get(name, 0)} left"
            text = f"{question.id} needs {name}={amount}, and {node.name} has {has}"
            hint = f"configure edit {node.name}"
            yield Reason("capacity", text, node.name, hint, node.name)


def _needed(question: Question) -> dict[str, int]:
    found: dict[str, int] = {}
    for primitive in question.primitives:
        for name, value in question.situation.utilization(primitive).items():
            found[name] = found.get(name, 0) + score_of(value)
    return found


_CHECKS: tuple[Callable[[Question, NodeState], Iterator[Reason]], ...] = (
    _state,
    _kind,
    _health,
    _location,
    _failures,
    _hard_errors,
    _exclusive,
    _opt_in,
    _colocations,
    _capacity,
)
