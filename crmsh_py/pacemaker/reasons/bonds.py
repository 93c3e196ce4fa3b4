"""Which resource depends on which: colocations, orders and tickets taken apart into pairs.

Sets and groups become the pairs that the scheduler makes of them (Pacemaker Explained, "Resource
Sets"; lib/pacemaker/pcmk_sched_colocation.c and pcmk_sched_ordering.c say it to the letter).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product

from crmsh_py.model.elements import members
from crmsh_py.pacemaker.reasons.situation import PROMOTED, Situation
from crmsh_py.pacemaker.saved_nodes import is_true
from crmsh_py.pacemaker.simulation import INFINITY, score_of
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Colocation:
    """`rsc` is placed as `score` says with `other`; `within` a group, the id is the group's."""

    id: str
    rsc: str
    other: str
    score: int
    role: str = ""
    other_role: str = ""
    within: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """`then` waits for `first`; if others will do as well, `any_of` are all of them."""

    id: str
    first: str
    then: str
    first_action: str = "start"
    then_action: str = "start"
    any_of: tuple[str, ...] = ()
    within: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """`rsc`, in a role, needs a ticket."""

    id: str
    rsc: str
    role: str
    ticket: str
    loss_policy: str


@dataclass(slots=True)
class Bonds:
    """What each resource depends on, by its id."""

    colocations: dict[str, list[Colocation]] = field(default_factory=dict)
    orders: dict[str, list[Order]] = field(default_factory=dict)
    needs: dict[str, list[Need]] = field(default_factory=dict)


def bonds_of(situation: Situation) -> Bonds:
    """Return all dependencies of a configuration."""
    bonds = Bonds()
    for one in (*_colocations(situation), *_in_groups(situation)):
        bonds.colocations.setdefault(one.rsc, []).append(one)
    for order in (*_orders(situation), *_orders_in_groups(situation)):
        bonds.orders.setdefault(order.then, []).append(order)
    for need in _needs(situation):
        bonds.needs.setdefault(need.rsc, []).append(need)
    return bonds


def constraints_of(situation: Situation, tag: str) -> list[Element]:
    """Return the constraints of a kind."""
    section = situation.cib.section("constraints")
    return [] if section is None else section.findall(tag)


def members_of(situation: Situation, set_: Element) -> list[str]:
    """Return the resources of a set, those of tags and templates among them."""
    name = set_.get("id-ref")
    found = situation.cib.find(name) if name is not None else set_
    refs = [] if found is None else found.findall("resource_ref")
    return [one for ref in refs for one in situation.expanded(ref.get("id", ""))]


def _is_sequential(set_: Element) -> bool:
    return is_true(set_.get("sequential", "true"))


# ------------------------------------------------------------------ colocation


def _colocations(situation: Situation) -> Iterator[Colocation]:
    for element in constraints_of(situation, "rsc_colocation"):
        if element.get("rsc") is not None:
            yield from _of_two(situation, element)
        else:
            yield from _of_sets(situation, element)


def _of_two(situation: Situation, element: Element) -> Iterator[Colocation]:
    ends = (situation.expanded(element.get(name, "")) for name in ("rsc", "with-rsc"))
    score = score_of(element.get("score", "INFINITY"))
    roles = element.get("rsc-role", ""), element.get("with-rsc-role", "")
    for rsc, other in product(*ends):
        yield Colocation(element.get("id", ""), rsc, other, score, *roles)


def _of_sets(situation: Situation, element: Element) -> Iterator[Colocation]:
    id_, score = element.get("id", ""), score_of(element.get("score", "INFINITY"))
    sets = element.findall("resource_set")
    for one in sets:
        own = score_of(one.get("score", str(score)))
        listed, role = members_of(situation, one), one.get("role", "")
        pairs = pairwise(listed) if own >= 0 else _all_pairs(listed)
        for before, after in pairs if _is_sequential(one) else ():
            yield Colocation(id_, after, before, own, role, role)
    for one, other in pairwise(sets):
        first, last = members_of(situation, one), members_of(situation, other)
        first = first[:1] if _is_sequential(one) else first
        last = last[-1:] if _is_sequential(other) else last
        roles = one.get("role", ""), other.get("role", "")
        for rsc, with_rsc in product(first, last):
            yield Colocation(id_, rsc, with_rsc, score, *roles)


def _all_pairs(listed: list[str]) -> Iterator[tuple[str, str]]:
    return ((before, after) for at, after in enumerate(listed) for before in listed[:at])


def _in_groups(situation: Situation) -> Iterator[Colocation]:
    for group in situation.cib.configuration.iterfind("resources//group"):
        if situation.meta_is(group, "collocated", default=True):
            ids = [one.get("id", "") for one in members(group)]
            for before, after in pairwise(ids):
                yield Colocation(group.get("id", ""), after, before, INFINITY, within=True)


# ------------------------------------------------------------------ order


def _orders(situation: Situation) -> Iterator[Order]:
    for element in constraints_of(situation, "rsc_order"):
        if not _is_mandatory(element):
            continue
        if element.get("first") is not None:
            yield from _two_in_order(situation, element)
        else:
            yield from _sets_in_order(situation, element)


def _is_mandatory(element: Element) -> bool:
    kind = element.get("kind")
    if kind is not None:
        return kind.lower() == "mandatory"
    return score_of(element.get("score", "INFINITY")) > 0


def _two_in_order(situation: Situation, element: Element) -> Iterator[Order]:
    ends = (situation.expanded(element.get(name, "")) for name in ("first", "then"))
    first_action = element.get("first-action", "start")
    actions = first_action, element.get("then-action", first_action)
    for first, then in product(*ends):
        yield Order(element.get("id", ""), first, then, *actions)


def _sets_in_order(situation: Situation, element: Element) -> Iterator[Order]:
    id_, sets = element.get("id", ""), element.findall("resource_set")
    for one in sets:
        action = one.get("action", "start")
        for first, then in pairwise(members_of(situation, one)) if _is_sequential(one) else ():
            yield Order(id_, first, then, action, action)
    for one, other in pairwise(sets):
        firsts, thens = members_of(situation, one), members_of(situation, other)
        any_of = () if is_true(one.get("require-all", "true")) else tuple(firsts)
        firsts = firsts[-1:] if _is_sequential(one) or any_of else firsts
        thens = thens[:1] if _is_sequential(other) else thens
        actions = one.get("action", "start"), other.get("action", "start")
        for first, then in product(firsts, thens):
            yield Order(id_, first, then, *actions, any_of)


def _orders_in_groups(situation: Situation) -> Iterator[Order]:
    for group in situation.cib.configuration.iterfind("resources//group"):
        if situation.meta_is(group, "ordered", default=True):
            ids = [one.get("id", "") for one in members(group)]
            for before, after in pairwise(ids):
                yield Order(group.get("id", ""), before, after, within=True)


# ------------------------------------------------------------------ tickets


def _needs(situation: Situation) -> Iterator[Need]:
    for element in constraints_of(situation, "rsc_ticket"):
        for rsc, role in _who_needs(situation, element):
            default = "demote" if role.lower() in PROMOTED else "stop"
            policy = element.get("loss-policy", default)
            yield Need(element.get("id", ""), rsc, role, element.get("ticket", ""), policy)


def _who_needs(situation: Situation, element: Element) -> Iterator[tuple[str, str]]:
    if element.get("rsc") is not None:
        for rsc in situation.expanded(element.get("rsc", "")):
            yield rsc, element.get("rsc-role", "")
    for one in element.findall("resource_set"):
        for rsc in members_of(situation, one):
            yield rsc, one.get("role", "")
