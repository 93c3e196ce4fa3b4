"""The resources of a saved CIB with what its history says they do: configured ones, and orphans."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import members
from crmsh_py.model.meta import cluster_option, effective, is_promotable, is_true, own
from crmsh_py.pacemaker.lrm import number
from crmsh_py.pacemaker.state import (
    Branch,
    ContainerState,
    NodeState,
    ResourceState,
    base_id,
)
from crmsh_py.xmltree import Element

Tree = tuple[Branch | ResourceState, ...]

_MOST = 1000
"""More instances than that are a mistake in the configuration; idle ones are not listed then."""

_ORDER = ("Stopped", "Started", "Unpromoted", "Promoted")


@dataclass(frozen=True, slots=True)
class Active:
    """A resource that is active on a node; `agent` are class, provider and type."""

    id: str
    node: str
    role: str
    failed: bool
    agent: tuple[str, str, str]
    blocked: bool = False


@dataclass(slots=True)
class _Planter:
    """Makes the tree; what it has found a place for is `used`."""

    cib: Cib
    active: dict[str, list[Active]]
    nodes: list[NodeState]
    used: set[Active] = field(default_factory=set)

    def of(self, id_: str) -> list[Active]:
        """Return where the instances of a primitive are active."""
        found = self.active.get(id_, [])
        self.used.update(found)
        return found


def tree_of(cib: Cib, active: Iterable[Active], nodes: list[NodeState]) -> Tree:
    """Return all resources, configured ones in their order, and then the orphans."""
    by_id: dict[str, list[Active]] = {}
    listed = list(active)
    for one in listed:
        by_id.setdefault(base_id(one.id), []).append(one)
    planter = _Planter(cib, by_id, nodes)
    section = cib.section("resources")
    configured = [] if section is None else xmltree.children(section)
    tree = [one for each in configured for one in _planted(planter, each, ())]
    orphans = [one for one in listed if one not in planter.used]
    return (*tree, *(_orphan(one) for one in orphans))


def _orphan(one: Active) -> ResourceState:
    return replace(_implied(one.id, ":".join(filter(None, one.agent)), [one]), orphaned=True)


def _implied(id_: str, agent: str, active: list[Active]) -> ResourceState:
    """Return a resource that is not in the configuration under its own id."""
    return ResourceState(
        id=id_,
        agent=agent,
        role=active[0].role if active else "Stopped",
        active=bool(active),
        managed=True,
        failed=any(one.failed for one in active),
        blocked=any(one.blocked for one in active),
        orphaned=False,
        nodes=tuple(one.node for one in active),
    )


def _planted(
    planter: _Planter, element: Element, within: tuple[str, ...]
) -> Iterator[Branch | ResourceState]:
    match element.tag:
        case "primitive":
            yield _instance(planter, element, planter.of(element.get("id", "")), within)
        case "group":
            yield _group(planter, element, within, planter.of)
        case "clone" | "master":
            yield _clone(planter, element, within)
        case "bundle":
            yield _bundle(planter, element, within)


# ------------------------------------------------------------------ instances


def _instance(
    planter: _Planter,
    element: Element,
    active: list[Active],
    within: tuple[str, ...],
    *,
    id_: str = "",
) -> ResourceState:
    """Return an instance of a primitive, active on as many nodes as the history says."""
    cib = planter.cib
    role = max((one.role for one in active), key=_ORDER.index, default="Stopped")
    if role == "Started" and any(is_promotable(cib, one) for one in _around(cib, within)):
        role = "Unpromoted"
    target = effective(cib, element, "target-role")
    resting = is_true(effective(cib, element, "maintenance"), otherwise=False) or is_true(
        cluster_option(cib, "maintenance-mode"), otherwise=False
    )
    return ResourceState(
        id=id_ or element.get("id", ""),
        agent=_agent(cib, element),
        role=role,
        active=bool(active),
        managed=not resting and is_true(effective(cib, element, "is-managed"), otherwise=True),
        failed=any(one.failed for one in active),
        blocked=any(one.blocked for one in active),
        orphaned=False,
        nodes=tuple(dict.fromkeys(one.node for one in active)),
        within=within,
        target_role=None if target is None else target.value,
        maintenance=resting,
    )


def _around(cib: Cib, within: tuple[str, ...]) -> Iterator[Element]:
    for id_ in within:
        element = cib.resource(base_id(id_))
        if element is not None:
            yield element


def _agent(cib: Cib, element: Element) -> str:
    template = cib.find(element.get("template", ""))
    sources = [element, *([] if template is None else [template])]
    parts = (
        next((one.get(name) for one in sources if one.get(name)), None)
        for name in ("class", "provider", "type")
    )
    return ":".join(one for one in parts if one)


def _container(
    planter: _Planter, element: Element, within: tuple[str, ...], *, id_: str = ""
) -> ContainerState:
    cib = planter.cib
    target = effective(cib, element, "target-role")
    unique = own(cib, element, "globally-unique")
    managed = is_true(effective(cib, element, "is-managed"), otherwise=True)
    return ContainerState(
        id=id_ or element.get("id", ""),
        kind="clone" if element.tag == "master" else str(element.tag),
        managed=managed,
        promotable=is_promotable(cib, element) and element.tag != "bundle",
        unique=is_true(unique, otherwise=False),
        disabled=target is not None and target.value.lower() == "stopped",
        within=within,
        maintenance=is_true(effective(cib, element, "maintenance"), otherwise=False),
    )


# ------------------------------------------------------------------ groups and clones


def _group(
    planter: _Planter,
    element: Element,
    within: tuple[str, ...],
    of: Callable[[str], list[Active]],
    *,
    id_: str = "",
) -> Branch:
    container = _container(planter, element, within, id_=id_)
    inner = (*within, container.id)
    found = (_instance(planter, one, of(one.get("id", "")), inner) for one in members(element))
    return Branch(container, tuple(found))


def _clone(planter: _Planter, element: Element, within: tuple[str, ...]) -> Branch:
    container = _container(planter, element, within)
    inner = (*within, container.id)
    child = next(iter(members(element)), None)
    if child is None:
        return Branch(container, ())
    most = own(planter.cib, element, "clone-max")
    count = number(None if most is None else most.value, _member_count(planter.nodes))
    count = min(count, _MOST)
    plant = _cloned_group if child.tag == "group" else _cloned_primitive
    return Branch(container, tuple(plant(planter, child, inner, (count, container.unique))))


def _member_count(nodes: list[NodeState]) -> int:
    return sum(one.kind in {"member", "remote"} for one in nodes)


def _cloned_primitive(
    planter: _Planter, child: Element, within: tuple[str, ...], size: tuple[int, bool]
) -> Iterator[ResourceState]:
    """Yield the active instances, then idle ones up to the number that there should be."""
    count, unique = size
    id_ = child.get("id", "")
    found = planter.of(id_)
    for one in found:
        name = one.id if unique else id_
        yield _instance(planter, child, [one], within, id_=name)
    names = {one.id for one in found}
    free = (f"{id_}:{at}" for at in range(count) if f"{id_}:{at}" not in names)
    for _ in range(count - len(found)):
        yield _instance(planter, child, [], within, id_=next(free, id_) if unique else id_)


def _cloned_group(
    planter: _Planter, child: Element, within: tuple[str, ...], size: tuple[int, bool]
) -> Iterator[Branch]:
    """Yield an instance of the group for each node that has any of it, then idle ones."""
    count, _ = size
    found = {one.get("id", ""): planter.of(one.get("id", "")) for one in members(child)}
    where = list(dict.fromkeys(one.node for listed in found.values() for one in listed))
    for at in range(max(count, len(where))):
        node = where[at] if at < len(where) else None

        def here(id_: str, node: str | None = node) -> list[Active]:
            return [one for one in found[id_] if one.node == node]

        yield _group(planter, child, within, here, id_=f"{child.get('id')}:{at}")


# ------------------------------------------------------------------ bundles


def _bundle(planter: _Planter, element: Element, within: tuple[str, ...]) -> Branch:
    """Return a bundle: of each replica address, container, connection and the primitive in it."""
    engine = engine_of(element)
    word = "" if engine is None else str(engine.tag)
    image = "" if engine is None else f"{word} {engine.get('image')}"
    container = replace(_container(planter, element, within), image=image)
    inner = (*within, container.id)
    child = next(iter(members(element)), None)
    found = (
        replace(one, within=inner, replica=str(at))
        for at in range(replica_count(element))
        for one in _replica(planter, container.id, child, (word, at))
    )
    return Branch(container, tuple(found))


def engine_of(bundle: Element) -> Element | None:
    """Return the element that says with which program the containers run."""
    return next((one for one in xmltree.children(bundle) if one.get("image")), None)


def replica_count(bundle: Element) -> int:
    """Return how many replicas a bundle has: as many as may be promoted, unless it says."""
    engine = engine_of(bundle)
    if engine is None:
        return 0
    promoted = number(engine.get("promoted-max", engine.get("masters")), 0)
    return min(_MOST, max(1, number(engine.get("replicas"), promoted or 1)))


def _replica(
    planter: _Planter, bundle: str, child: Element | None, place: tuple[str, int]
) -> Iterator[ResourceState]:
    word, at = place
    address = _address(planter, bundle, at)
    implied = [
        *([(address, "ocf:heartbeat:IPaddr2")] if address else []),
        (f"{bundle}-{word}-{at}", f"ocf:heartbeat:{word}"),
        (f"{bundle}-{at}", "ocf:pacemaker:remote"),
    ]
    if child is not None:
        guest = f"{bundle}-{at}"
        inside = [one for one in planter.of(child.get("id", "")) if one.node == guest]
        yield _instance(planter, child, inside, (bundle,))
    for id_, agent in implied[: None if child is not None else -1]:
        yield _implied(id_, agent, planter.of(id_))


def _address(planter: _Planter, bundle: str, at: int) -> str:
    """Return the id of the address of a replica, if the history has one."""
    prefix = f"{bundle}-ip-"
    found = sorted(one for one in planter.active if one.startswith(prefix))
    return found[at] if at < len(found) else ""
