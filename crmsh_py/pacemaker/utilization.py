"""How much of what a node offers its resources use (Pacemaker Explained, "Utilization")."""

from collections.abc import Iterator
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.meta import own
from crmsh_py.pacemaker.state import ClusterStatus, base_id
from crmsh_py.xmltree import Element

_TAG = "utilization"


@dataclass(frozen=True, slots=True)
class Used:
    """What active resources need of something; `capacity` None: the node does not limit it."""

    name: str
    used: int
    capacity: int | None


def utilization(cib: Cib, status: ClusterStatus, node: str) -> list[Used]:
    """Return what is used on a node, of all that it or a resource on it names."""
    there = cib.node(node)
    capacity = {} if there is None else dict(_amounts(cib, there))
    used: dict[str, int] = dict.fromkeys(capacity, 0)
    for one in status.resources:
        element = cib.resource(base_id(one.id)) if node in one.nodes else None
        for name, amount in [] if element is None else _needed(cib, element):
            used[name] = used.get(name, 0) + amount
    return [Used(name, amount, capacity.get(name)) for name, amount in sorted(used.items())]


def _needed(cib: Cib, primitive: Element) -> Iterator[tuple[str, int]]:
    template = cib.find(primitive.get("template", ""))
    found = {} if template is None else dict(_amounts(cib, template))
    yield from {**found, **dict(_amounts(cib, primitive))}.items()


def _amounts(cib: Cib, owner: Element) -> Iterator[tuple[str, int]]:
    """Yield the numbers that a node, a primitive or a template names."""
    for name in names_in(cib, owner, _TAG):
        found = own(cib, owner, name, _TAG)
        if found is not None:
            yield name, _number(found.value)


def names_in(cib: Cib, owner: Element, tag: str) -> list[str]:
    """Return the names of all pairs in the sets of an object, shared ones included."""
    names: dict[str, None] = {}
    for nvset in owner.iterfind(tag):
        shared = cib.find(nvset.get("id-ref", ""))
        for pair in xmltree.children(nvset if shared is None else shared):
            there = cib.find(pair.get("id-ref", ""))
            name = pair.get("name") or (None if there is None else there.get("name"))
            names.update({name: None} if name else {})
    return list(names)


def _number(text: str) -> int:
    """Return a number; Pacemaker takes what is none for 0."""
    try:
        return int(text)
    except ValueError:
        return 0
