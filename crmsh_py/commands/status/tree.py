"""Resources in the lines of `status`: as a tree of containers, or by the node they run on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from crmsh_py.commands.styled import Line, Piece, heading, line, table
from crmsh_py.pacemaker.state import (
    Branch,
    ClusterStatus,
    ContainerState,
    ResourceState,
    base_id,
)

Row = list[Piece]


def tree_lines(status: ClusterStatus, *, detail: bool = False) -> list[Line]:
    """Return all resources, those in containers below them.

    Instances of a clone that are alike share a line, unless `detail`.
    """
    return list(_members(status, status.tree, 1, detail=detail))


def _members(
    status: ClusterStatus, members: Iterable[Branch | ResourceState], depth: int, *, detail: bool
) -> Iterator[Line]:
    """Yield the lines of members; primitives that stand together are a table."""
    together: list[ResourceState] = []
    for one in members:
        if isinstance(one, ResourceState):
            together.append(one)
            continue
        yield from table(depth, [_row(each) for each in together])
        together = []
        yield from _branch(status, one, depth, detail=detail)
    yield from table(depth, [_row(each) for each in together])


def tree_of(status: ClusterStatus, id_: str) -> list[Line]:
    """Return each instance of a resource, those of a container in the tree that it is."""
    found = _find(status.tree, id_)
    if found is not None:
        return list(_members(status, [found], 1, detail=True))
    return instance_lines(status.instances(id_))


def _find(members: Iterable[Branch | ResourceState], id_: str) -> Branch | None:
    for one in members:
        if isinstance(one, Branch):
            inner = one if one.container.id == id_ else _find(one.members, id_)
            if inner is not None:
                return inner
    return None


def instance_lines(instances: Iterable[ResourceState]) -> list[Line]:
    """Return a line for each instance."""
    return table(1, [_row(one) for one in instances])


def _branch(status: ClusterStatus, branch: Branch, depth: int, *, detail: bool) -> Iterator[Line]:
    yield _container(branch.container, depth)
    if branch.container.kind == "bundle":
        yield from _replicas(branch, depth + 1, detail=detail)
    elif branch.container.kind == "clone" and not detail and not branch.container.unique:
        yield from table(depth + 1, _alike(status, list(branch.instances())))
    else:
        yield from _members(status, branch.members, depth + 1, detail=detail)


def _container(one: ContainerState, depth: int) -> Line:
    nature = [
        *(["promotable"] if one.promotable else []),
        *(["unique"] if one.unique else []),
        *([one.image] if one.image else []),
    ]
    told = f" ({', '.join(nature)})" if nature else ""
    marks = [
        *(["disabled"] if one.disabled else []),
        *(_managed(one.managed, one.maintenance)),
        *(["FAILED"] if one.failed else []),
    ]
    parts = [Piece(f"{one.kind} "), Piece(one.id, "id"), Piece(told, "dim")]
    return line(depth, *parts, *_marks(marks))


def _managed(managed: bool, maintenance: bool) -> list[str]:
    if maintenance:
        return ["maintenance"]
    return [] if managed else ["unmanaged"]


# ------------------------------------------------------------------ instances


def _row(one: ResourceState) -> Row:
    parts = [Piece(one.id, "id"), Piece(one.agent, "dim")]
    marks = _marks(marks_of(one), "")
    return [*parts, Piece(_where(one), _style(one)), *marks]


def _where(one: ResourceState) -> str:
    return " ".join([one.role, *one.nodes])


def _style(one: ResourceState) -> str:
    if one.failed or one.blocked:
        return "bad"
    return "good" if one.active else "warning"


def marks_of(one: ResourceState) -> list[str]:
    """Return in words what is unusual about an instance."""
    role = one.target_role
    target = {None: [], "Started": [], "Stopped": ["disabled"]}.get(role, [f"target-role={role}"])
    return [
        *(["FAILED"] if one.failed else []),
        *(["failure ignored"] if one.failure_ignored else []),
        *(["blocked"] if one.blocked else []),
        *(["orphaned"] if one.orphaned else []),
        *target,
        *_managed(one.managed, one.maintenance),
        *([f"{one.pending} pending"] if one.pending else []),
        *([f"locked to {one.locked_to}"] if one.locked_to else []),
    ]


def _marks(marks: Sequence[str], before: str = " ") -> list[Piece]:
    bad = {"FAILED", "blocked"}.intersection(marks)
    return [Piece(f"{before}({', '.join(marks)})", "bad" if bad else "warning")] if marks else []


def _alike(status: ClusterStatus, instances: list[ResourceState]) -> list[Row]:
    """Return a row for all instances of a primitive in a clone that are in the same state."""
    rows: dict[tuple[str, ...], list[ResourceState]] = {}
    for one in _told(status, instances):
        rows.setdefault((base_id(one.id), one.role, *marks_of(one)), []).append(one)
    found = [_joined(same) for same in rows.values()]
    ids = list(dict.fromkeys(base_id(one.id) for one in instances))
    found.sort(key=lambda one: (ids.index(one.id), not one.is_promoted, not one.active))
    return [_row(one) for one in found]


def _told(status: ClusterStatus, instances: list[ResourceState]) -> Iterator[ResourceState]:
    """Yield the instances that say something: not the spare ones of nodes that are not ready."""
    ready = sum(one.is_ready for one in status.nodes if one.kind != "guest")
    for id_ in dict.fromkeys(base_id(one.id) for one in instances):
        own = [one for one in instances if base_id(one.id) == id_]
        active = [one for one in own if one.active]
        idle = [one for one in own if not one.active and not one.orphaned]
        busy = [one for one in idle if one.failed or one.blocked or one.pending]
        quiet = [one for one in idle if one not in busy]
        spare = 1 if not active else max(0, ready - len(active) - len(busy))
        yield from [*active, *busy, *quiet[:spare]]


def _joined(same: list[ResourceState]) -> ResourceState:
    nodes = tuple(sorted(node for one in same for node in one.nodes))
    return replace(same[0], id=base_id(same[0].id), nodes=nodes)


def _replicas(branch: Branch, depth: int, *, detail: bool) -> Iterator[Line]:
    """Yield the replicas of a bundle: of each what runs in it, or all that belongs to it."""
    instances = list(branch.instances())
    rows: list[Row] = []
    for number in dict.fromkeys(one.replica or "" for one in instances):
        own = [one for one in instances if (one.replica or "") == number]
        whole = detail or not all(one.active and not marks_of(one) for one in own)
        inner = own if whole else [_inner(branch, own)]
        rows += [[Piece(f"replica {number}"), *_row(one)] for one in inner]
    yield from table(depth, rows)


def _inner(branch: Branch, own: list[ResourceState]) -> ResourceState:
    """Return what stands for a replica: the primitive in it, on the node of its container."""
    bundle = branch.container.id
    around = [one for one in own if one.id.startswith(f"{bundle}-")]
    inner = next((one for one in own if one not in around), None)
    container = next((one for one in around if one.agent.count(":") == 2), own[0])
    kinds = ("docker", "podman", "rkt")
    found = (one for one in around if one.id.startswith(tuple(f"{bundle}-{k}" for k in kinds)))
    container = next(found, container)
    return container if inner is None else replace(inner, nodes=container.nodes)


# ------------------------------------------------------------------ by node


def node_lines(status: ClusterStatus) -> list[Line]:
    """Return under each node what runs on it, and then what runs nowhere."""
    lines: list[Line] = []
    for node in status.nodes:
        own = [one for one in status.resources if node.name in one.nodes]
        lines.append(line(1, Piece("node "), Piece(node.name, "id")))
        lines += table(2, [_row(replace(one, nodes=())) for one in own]) or [line(2, "nothing")]
    idle = [one for one in status.resources if not one.nodes and not one.orphaned]
    if idle:
        lines.append(line(1, "on no node"))
        lines += table(2, [_row(one) for one in idle])
    return lines


def brief_lines(status: ClusterStatus) -> list[Line]:
    """Return a line for each resource that stands in no other, with how much of it is active."""
    rows: list[Row] = []
    for one in status.tree:
        instances = list(one.instances()) if isinstance(one, Branch) else [one]
        id_, word = (one.container.id, one.container.kind) if isinstance(one, Branch) else _own(one)
        own = [each for each in instances if not each.orphaned or each.active]
        active = sum(each.active for each in own)
        nodes = sorted({node for each in own for node in each.nodes})
        told = f"{active}/{len(own)} active"
        style = "good" if active else "warning"
        rows.append(
            [Piece(id_, "id"), Piece(word, "dim"), Piece(told, style), Piece(" ".join(nodes))]
        )
    return table(1, rows)


def _own(one: ResourceState) -> tuple[str, str]:
    return one.id, one.agent


def section(title: str, lines: Sequence[Line]) -> list[Line]:
    """Return a section of the report, nothing if it is empty."""
    return [heading(title), *lines] if lines else []
