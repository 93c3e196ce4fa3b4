"""Why a resource runs nowhere, or is promoted nowhere, whatever the node."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from crmsh_py.model.elements import container
from crmsh_py.pacemaker.reasons.bonds import Colocation, Need, Order
from crmsh_py.pacemaker.reasons.question import Question
from crmsh_py.pacemaker.reasons.situation import PROMOTED, Reason, Setting, name_of, owner_of
from crmsh_py.pacemaker.reasons.words import listed
from crmsh_py.pacemaker.saved_nodes import is_true
from crmsh_py.pacemaker.simulation import INFINITY, score_of
from crmsh_py.pacemaker.state import base_id
from crmsh_py.xmltree import Element

_NO_QUORUM = {
    "stop": "is stop: it stops all resources",
    "freeze": "is freeze: nothing is started that does not run yet",
    "demote": "is demote: nothing is promoted",
    "suicide": "is suicide: the nodes here are fenced",
}

_LONG = 6
"""How many links of a chain are told one by one."""


class _Walk(NamedTuple):
    """How far a chain of resources that wait for each other was followed: `seen` are their ids."""

    promoting: bool
    seen: AbstractSet[str]


class _Link(NamedTuple):
    """A reason that lies with another resource, which is not active, or not in a role."""

    reason: Reason
    other: str
    role: str = ""


def hindrances(question: Question, *, promoting: bool = False) -> list[Reason]:
    """Return why a resource does not run anywhere, the most decisive reason first.

    `promoting`: why it is not promoted anywhere.
    """
    walk = _Walk(promoting, {question.id})
    found: dict[tuple[str, str], Reason] = {}
    causes: set[str] = set()
    for item in _found(question, walk):
        one = item if isinstance(item, Reason) else _followed(question, item)
        if not one.root or one.root not in causes:  # the same cause by another way is no news
            found.setdefault((one.code, one.subject), one)
        causes.add(one.root or one.subject)
    return list(found.values())


def _found(question: Question, walk: _Walk) -> Iterator[Reason | _Link]:
    return (one for check in _CHECKS for one in check(question, walk))


def _followed(question: Question, link: _Link) -> Reason:
    """Return the reason with what is behind it: a chain of resources, to its end.

    At each only the first reason counts, so that this takes as long as the chain is.
    """
    texts, seen, last = [link.reason.text], {question.id}, link.reason
    here: Reason | _Link | None = link
    while isinstance(here, _Link):
        behind = here.other
        element = question.situation.cib.resource(behind)
        if element is None:
            texts.append("it is not configured")
            last = Reason("", "", last.subject, f"configure edit {last.subject}")
            break
        seen.add(behind)
        promoting = here.role == "promoted" and bool(question.situation.where(behind))
        here = next(_found(question.other(element), _Walk(promoting, seen)), None)
        last = Reason("", "", behind, f"why {behind}") if here is None else _reason(here)
        texts += [last.text] if here is not None else []
    return replace(link.reason, text=_chained(texts), hint=last.hint, root=last.subject)


def _reason(item: Reason | _Link) -> Reason:
    return item if isinstance(item, Reason) else item.reason


def _chained(texts: list[str]) -> str:
    """Join the links of a chain; of a long one the middle is left out."""
    if len(texts) > _LONG:
        texts = [*texts[:2], f"and so on for {len(texts) - 4} more", *texts[-2:]]
    return ": ".join(texts)


# ------------------------------------------------------------------ what is switched off


def _stop_all(question: Question, _walk: _Walk) -> Iterator[Reason]:
    if question.situation.option_is("stop-all-resources", default=False):
        text = "the property stop-all-resources stops all resources"
        hint = "configure property stop-all-resources=false"
        yield Reason("stop-all-resources", text, "stop-all-resources", hint)


def _disabled(question: Question, walk: _Walk) -> Iterator[Reason]:
    for resource in (question.element, *question.primitives):
        found = question.situation.meta(resource, "target-role")
        if found is None:
            continue
        role = found.value.lower()
        if role == "stopped":
            yield _target_role(found, resource, "disabled", "start")
        elif walk.promoting and role in ("unpromoted", "slave", "started"):
            yield _target_role(found, resource, "not-to-be-promoted", "promote")


def _target_role(setting: Setting, resource: Element, code: str, verb: str) -> Reason:
    owner = owner_of(setting)
    own = "" if owner is resource else f", which {resource.get('id')} takes it from"
    text = f"{name_of(owner)} has target-role={setting.value}{own}"
    id_ = owner.get("id", "")
    hints = {
        "template": f"configure set {id_}.target-role Started",
        "meta_attributes": f"resource {verb} {resource.get('id')}",
    }
    return Reason(code, text, id_, hints.get(str(owner.tag), f"resource {verb} {id_}"))


def _none_wanted(question: Question, walk: _Walk) -> Iterator[Reason]:
    names = ["clone-max"]
    if walk.promoting:
        names += ["promoted-max", "master-max"]
    for element in question.situation.chain(question.element):
        for name in names if element.tag in ("clone", "master") else ():
            found = question.situation.meta(element, name)
            if found is not None and score_of(found.value) == 0:
                id_ = element.get("id", "")
                yield Reason(
                    "none-wanted", f"{name_of(element)} has {name}=0", id_, f"configure edit {id_}"
                )


# ------------------------------------------------------------------ what the cluster does not do


def _unmanaged(question: Question, _walk: _Walk) -> Iterator[Reason]:
    situation = question.situation
    if situation.option_is("maintenance-mode", default=False):
        text = "the whole cluster is in maintenance-mode: nothing is started, stopped or watched"
        hint = "configure property maintenance-mode=false"
        yield Reason("maintenance-mode", text, "maintenance-mode", hint)
        return
    for resource in (question.element, *question.primitives):
        for name, bad, verb in (
            ("maintenance", True, "maintenance {} off"),
            ("is-managed", False, "manage {}"),
        ):
            found = situation.meta(resource, name)
            if found is not None and is_true(found.value) is bad:
                owner = owner_of(found)
                id_ = owner.get("id", "")
                target = resource.get("id") if owner.tag in ("meta_attributes", "template") else id_
                text = (
                    f"{name_of(owner)} has {name}={found.value}: the cluster does not start,"
                    " stop or move it"
                )
                yield Reason("unmanaged", text, id_, f"resource {verb.format(target)}")


def _quorum(question: Question, walk: _Walk) -> Iterator[Reason]:
    situation = question.situation
    policy = situation.option("no-quorum-policy", default="stop")
    if situation.status.with_quorum or policy not in _NO_QUORUM:
        return
    if policy == "demote" and not walk.promoting:
        return
    text = f"this partition has no quorum, and no-quorum-policy {_NO_QUORUM[policy]}"
    yield Reason("no-quorum", text, "no-quorum-policy", "cluster quorum")


def _blocked(question: Question, _walk: _Walk) -> Iterator[Reason]:
    for one in question.situation.instances(question.id):
        if not one.blocked:
            continue
        hint = f"resource cleanup {question.chain[-1]}"
        where = listed(one.nodes)
        if len(one.nodes) > 1:
            text = f"{one.id} is active on {where} at once, and blocked (multiple-active=block)"
            yield Reason("multiple-active", text, one.id, hint)
        else:
            text = f"{one.id} is blocked on {where}{_failed_there(question, one.id, one.nodes)}"
            yield Reason("blocked", text, one.id, hint)


def _failed_there(question: Question, id_: str, nodes: tuple[str, ...]) -> str:
    done = question.situation.operations.get(id_, [])
    failed = [one.operation for one in done if one.node in nodes and not one.operation.went_well]
    if not failed:
        return ": the cluster does nothing with it until it is cleaned up"
    words = f" ('{failed[-1].reason}')" if failed[-1].reason else ""
    return f": its {failed[-1].task} failed there{words}, so the cluster does nothing with it"


# ------------------------------------------------------------------ fencing


def _fencing(question: Question, _walk: _Walk) -> Iterator[Reason]:
    situation = question.situation
    # Pacemaker 3 has a second name for it; older ones ignore that.
    modern = situation.option("dc-version").startswith("3.")
    names = ("fencing-enabled", "stonith-enabled") if modern else ("stonith-enabled",)
    if not situation.option_is(*names, default=True):
        return
    unclean = [one.name for one in situation.status.nodes if one.unclean]
    if not situation.fencing_devices and situation.option(
        "stonith-watchdog-timeout", default="0"
    ) in ("", "0"):
        text = "fencing is on (stonith-enabled), and no fencing device is configured"
        hint = "configure a device, or 'configure property stonith-enabled=false'"
        yield Reason("no-fencing-device", text, "stonith-enabled", hint)
    elif unclean:
        text = f"{listed(unclean)} must be fenced first, which has not succeeded yet"
        yield Reason("fencing-pending", text, unclean[0], "status")


# ------------------------------------------------------------------ tickets


def _tickets(question: Question, walk: _Walk) -> Iterator[Reason]:
    for id_ in question.concerned:
        for need in question.bonds.needs.get(id_, ()):
            # With loss-policy=stop it is kept from running at all (Pacemaker 2.1).
            to_promote = need.role.lower() in PROMOTED and need.loss_policy != "stop"
            state = question.situation.tickets.get(need.ticket)
            granted = state is not None and state.granted and not state.standby
            if not granted and (walk.promoting or not to_promote):
                yield _ticket(need, standby=state is not None and state.granted)


def _ticket(need: Need, *, standby: bool) -> Reason:
    what = "is in standby" if standby else "is not granted to this cluster"
    role = f" to be {need.role}" if need.role else ""
    text = f"{need.rsc} needs the ticket {need.ticket}{role} ({need.id}), which {what}"
    after = f"; when it is lost: {need.loss_policy}" if need.loss_policy != "stop" else ""
    hint = f"crm_ticket --ticket {need.ticket} {'--activate' if standby else '--grant'}"
    return Reason("ticket", f"{text}{after}", need.id, hint)


# ------------------------------------------------------------------ other resources


def _orders(question: Question, walk: _Walk) -> Iterator[_Link]:
    for id_ in question.concerned:
        for one in question.bonds.orders.get(id_, ()):
            inside = one.first in question.concerned and one.first not in question.chain
            if inside or one.first in walk.seen or not _matters(one, walk):
                continue
            role = "promoted" if one.first_action == "promote" else ""
            others = one.any_of or (one.first,)
            if not any(question.situation.runs(other, role) for other in others):
                yield _Link(_waits(one, role), one.first, role)


def _matters(order: Order, walk: _Walk) -> bool:
    if order.first_action not in ("start", "promote"):
        return False
    return order.then_action == "start" or (walk.promoting and order.then_action == "promote")


def _waits(order: Order, role: str) -> Reason:
    by = f"before it in the group {order.id}" if order.within else order.id
    first = f"one of {listed(order.any_of)}" if order.any_of else order.first
    missing = "is not promoted" if role else "does not run"
    return Reason("order", f"{order.then} waits for {first} ({by}), which {missing}", order.id)


def _colocated(question: Question, walk: _Walk) -> Iterator[_Link]:
    for id_ in question.concerned:
        for one in question.bonds.colocations.get(id_, ()):
            inside = one.other in question.concerned and one.other not in question.chain
            if inside or one.other in walk.seen or one.score < INFINITY:
                continue
            if one.role.lower() in PROMOTED and not walk.promoting:
                continue
            role = "promoted" if one.other_role.lower() in PROMOTED else ""
            if one.other_role.lower() != "stopped" and not question.situation.runs(one.other, role):
                yield _Link(_apart(one, role), one.other, role)


def _apart(colocation: Colocation, role: str) -> Reason:
    by = f"the group {colocation.id}" if colocation.within else colocation.id
    state = "is promoted nowhere" if role else "does not run"
    text = f"{colocation.rsc} runs only with {colocation.other} ({by}), which {state}"
    return Reason("colocation", text, colocation.id)


def _in_bundle(question: Question, walk: _Walk) -> Iterator[_Link]:
    """Ask about the bundle, if what is in it does not run since the containers do not."""
    outer = container(question.element)
    if outer is None or outer.tag != "bundle" or outer.get("id", "") in walk.seen:
        return
    id_ = outer.get("id", "")
    if not question.situation.where(id_):
        text = f"the containers of the bundle {id_} do not run"
        yield _Link(Reason("bundle", text, id_), id_)


def _unpromotable(question: Question, walk: _Walk) -> Iterator[Reason]:
    """Say that no agent wants to be promoted, by the scores."""
    simulation = question.situation.simulation
    ids = {one.get("id", "") for one in question.element.iter()} | {question.id}
    if simulation is None or not walk.promoting:
        return
    own = [
        one
        for one in simulation.scores
        if one.promotion and one.node and base_id(one.resource) in ids
    ]
    if all(one.value < 0 for one in own):
        said = "has a promotion score of 0 or more, which its agent gives it"
        text = f"no instance of {question.id} {said}"
        yield Reason("no-promotion-score", text, question.id, f"resource scores {question.id}")


_CHECKS: tuple[Callable[[Question, _Walk], Iterator[Reason | _Link]], ...] = (
    _stop_all,
    _disabled,
    _none_wanted,
    _quorum,
    _unmanaged,
    _blocked,
    _fencing,
    _tickets,
    _in_bundle,
    _orders,
    _colocated,
    _unpromotable,
)
