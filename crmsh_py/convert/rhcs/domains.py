"""Failover domains: where a service may run, where it should, and whether it comes back.

The scores are those of convert.md 4.6: a member is worth far more than the stickiness of a
service, and the stickiness more than the difference between two members.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crmsh_py.convert.rhcs.flags import is_on, number
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.grammar import tree
from crmsh_py.source import Location
from crmsh_py.xmltree import Element

MEMBER_SCORE = 100_000
STICKY = "2000"
_STEP = 10
_WORST = 100
_UNAME = "#uname"
_FLAGS = ("ordered", "restricted", "nofailback")


@dataclass(frozen=True, slots=True)
class Domain:
    """A failover domain; `members` are nodes with their priorities, 1 being the best."""

    name: str
    element: Element
    members: tuple[tuple[str, int], ...]
    is_ordered: bool
    is_restricted: bool
    stays: bool

    @property
    def stickiness(self) -> str:
        """The resource-stickiness of services in this domain."""
        if self.stays:
            return STICKY
        return "0" if self.is_ordered else "1"

    def score(self, priority: int) -> str:
        """Return what a member of that priority is worth."""
        return str(MEMBER_SCORE + _STEP * (_WORST - priority) * self.is_ordered)


def read_domains(work: Work, rm_elements: Iterable[Element]) -> dict[str, Domain]:
    """Return the domains by their names, which are compared without case."""
    domains: dict[str, Domain] = {}
    for rm in rm_elements:
        for container in children(rm, "failoverdomains"):
            for element in children(container):
                _add(work, domains, element)
    return domains


def _add(work: Work, domains: dict[str, Domain], element: Element) -> None:
    name = work.take(element, "name") or ""
    if element.tag != "failoverdomain" or not name:
        work.warn("failover-domain", "this is no failover domain: it is left out", element)
    elif name.casefold() in domains:
        message = f"the failover domain '{name}' is defined twice: the first one counts"
        work.warn("failover-domain", message, element, name)
    else:
        domains[name.casefold()] = _domain(work, element, name)


def _domain(work: Work, element: Element, name: str) -> Domain:
    ordered, restricted, nofailback = (_flag(work, element, flag) for flag in _FLAGS)
    members = tuple(_members(work, element, is_ordered=ordered))
    _tell_rest(work, element, f"the failover domain '{name}'")
    if restricted and not members:
        message = f"the failover domain '{name}' is restricted to no node: nothing in it ever runs"
        work.warn("failover-domain", message, element, name, hint="put nodes into it")
    return Domain(name, element, members, ordered, restricted, nofailback)


def _flag(work: Work, element: Element, name: str) -> bool:
    """Read a flag as rgmanager did: as a number."""
    value = work.take(element, name) or ""
    flag = number(value) != 0
    if is_on(value) and not flag:
        message = f'rgmanager took {name}="{value}" for 0, and so it is read here'
        work.warn("failover-domain", message, element, name, hint="if it was meant, write 1")
    return flag


def _members(work: Work, domain: Element, *, is_ordered: bool) -> Iterator[tuple[str, int]]:
    names = {node.casefold(): node for node in work.nodes}
    seen: set[str] = set()
    for element in children(domain):
        given = work.take(element, "name") or ""
        if element.tag != "failoverdomainnode" or not given:
            message = "this is no member of a failover domain: it is left out"
            work.warn("failover-domain", message, element)
            continue
        if given.casefold() in seen:
            message = f"'{given}' is in the failover domain twice: the first one counts"
            work.warn("failover-domain", message, element, given)
            continue
        seen.add(given.casefold())
        if names and given.casefold() not in names:
            message = f"'{given}' is in a failover domain, and is no node of the cluster"
            hint = "if it is one by another name, correct the location constraints"
            work.warn("failover-domain", message, element, given, hint=hint)
        yield names.get(given.casefold(), given), _priority(work, element, is_ordered=is_ordered)
        _tell_rest(work, element, f"'{given}'")


def _tell_rest(work: Work, element: Element, label: str) -> None:
    for attribute, _ in work.untaken(element):
        message = f"'{attribute}' of {label} has no counterpart"
        work.warn("no-counterpart", message, element, attribute)


def _priority(work: Work, element: Element, *, is_ordered: bool) -> int:
    value = work.take(element, "priority")
    priority = number(value)
    if 1 <= priority <= _WORST:
        if not is_ordered and priority > 1:
            message = "the priority has no effect: the failover domain is not ordered"
            work.tell("dropped", message, element, "priority")
        return priority
    if is_ordered:
        message = "a member of an ordered domain without a priority from 1 to 100 is put last"
        work.warn("failover-domain", message, element, hint="give it a priority, 1 is the best")
    return _WORST


# ------------------------------------------------------------------ constraints


def place(work: Work, rsc: str, domain: Domain, at: Location) -> tuple[str, ...]:
    """Add the location constraints of a service in a domain, and return their ids."""
    made = [_prefers(work, rsc, domain, member, at) for member in domain.members]
    if domain.is_restricted and not (work.choices.exclusive_discovery and domain.members):
        made.append(_ban(work, rsc, domain, at))
    for one in made:
        work.draft.add(one, at)
    return tuple(one.id for one in made)


def _prefers(
    work: Work, rsc: str, domain: Domain, member: tuple[str, int], at: Location
) -> tree.Location:
    node, priority = member
    id_ = work.draft.claim(f"loc-{rsc}-{node}", at)
    exclusive = domain.is_restricted and work.choices.exclusive_discovery
    discovery = (tree.NvPair("resource-discovery", "exclusive"),) if exclusive else ()
    score = domain.score(priority)
    return tree.Location(id_, tree.Word(rsc), discovery, score=score, node=node)


def _ban(work: Work, rsc: str, domain: Domain, at: Location) -> tree.Location:
    """Make the constraint that keeps a resource from all nodes that are no members."""
    elsewhere = tuple(tree.Expression(_UNAME, "ne", node) for node, _ in domain.members)
    nowhere = (tree.Expression(_UNAME, "defined"),)
    rule = tree.Rule(elsewhere or nowhere, boolean_op="and", score="-INFINITY")
    id_ = work.draft.claim(f"ban-{rsc}", at)
    return tree.Location(id_, tree.Word(rsc), rules=(rule,))
