"""What a cluster does, as values: nodes, resources, failures, fencing, tickets.

Who fills them: `monitor` from what crm_mon says of a running cluster, `saved` from the status
section of a CIB where there is no crm_mon.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from crmsh_py.xmltree import Element

_PROMOTED = frozenset({"Promoted", "Master"})
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NodeState:
    """A node as the cluster sees it; `kind` is member, remote or guest."""

    name: str
    id: str
    online: bool
    pending: bool
    unclean: bool
    standby: bool
    standby_onfail: bool
    maintenance: bool
    shutdown: bool
    is_dc: bool
    kind: str
    resources_running: int
    feature_set: str = ""
    health: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether resources may be started there."""
        unable = self.pending or self.unclean or self.standby or self.maintenance or self.shutdown
        return self.online and not unable


@dataclass(frozen=True, slots=True)
class ResourceState:
    """An instance of a primitive: its role, and the nodes it is active on.

    `within` are the ids of its containers, the outermost first; `replica` is the number of the
    replica of a bundle that it belongs to.
    """

    id: str
    agent: str
    role: str
    active: bool
    managed: bool
    failed: bool
    blocked: bool
    orphaned: bool
    nodes: tuple[str, ...]
    within: tuple[str, ...] = ()
    target_role: str | None = None
    pending: str | None = None
    failure_ignored: bool = False
    replica: str | None = None
    maintenance: bool = False
    locked_to: str | None = None

    @property
    def is_promoted(self) -> bool:
        """Whether this instance is the promoted one, under its old name too."""
        return self.role in _PROMOTED


@dataclass(frozen=True, slots=True)
class ContainerState:
    """A group, clone or bundle: `kind`, and whether the cluster manages it."""

    id: str
    kind: str
    managed: bool
    promotable: bool = False
    unique: bool = False
    disabled: bool = False
    within: tuple[str, ...] = ()
    failed: bool = False
    maintenance: bool = False
    image: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A container with what is in it, in the order of the configuration."""

    container: ContainerState
    members: "tuple[Branch | ResourceState, ...]"

    def instances(self) -> Iterator[ResourceState]:
        """Yield all instances of primitives below."""
        return instances_in(self.members)


def instances_in(members: Iterable[Branch | ResourceState]) -> Iterator[ResourceState]:
    """Yield the instances of primitives in a tree, in its order."""
    for one in members:
        if isinstance(one, Branch):
            yield from one.instances()
        else:
            yield one


def containers_in(members: Iterable[Branch | ResourceState]) -> Iterator[ContainerState]:
    """Yield the containers in a tree, each before what is in it."""
    for one in members:
        if isinstance(one, Branch):
            yield one.container
            yield from containers_in(one.members)


@dataclass(frozen=True, slots=True)
class Failure:
    """An action that failed: what on which node, how, since when; the agent's reason if it said."""

    resource: str
    task: str
    interval: str
    node: str
    exit_code: int
    exit_text: str
    reason: str
    when: str
    status: str


@dataclass(frozen=True, slots=True)
class FenceEvent:
    """A node that was fenced, or is to be: `status` is success, failed or pending."""

    action: str
    target: str
    status: str
    when: str
    delegate: str = ""
    client: str = ""
    origin: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket of a geo cluster, and when it was last granted."""

    id: str
    granted: bool
    standby: bool
    last_granted: str = ""


@dataclass(frozen=True, slots=True)
class NodeAttribute:
    """An attribute that a node has, lasting or until it restarts."""

    node: str
    name: str
    value: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that a node carried out; times are in milliseconds, as texts."""

    resource: str
    node: str
    call: int
    task: str
    interval: str
    exit_code: int
    exit_text: str
    when: str
    exec_time: str = ""
    queue_time: str = ""


@dataclass(frozen=True, slots=True)
class FailCount:
    """How often a resource failed on a node since it was last cleaned up."""

    resource: str
    node: str
    count: str
    threshold: str = ""
    last_failure: str = ""


@dataclass(frozen=True, slots=True)
class ClusterStatus:
    """The whole picture.

    `options` are the attributes of crm_mon's cluster_options, `tree` holds resources as they stand
    in their containers.  `daemons` is what pacemakerd says of itself if that is not `running`.
    """

    nodes: tuple[NodeState, ...]
    resources: tuple[ResourceState, ...]
    containers: tuple[ContainerState, ...]
    failures: tuple[Failure, ...]
    fencing: tuple[FenceEvent, ...]
    dc: str | None
    dc_version: str
    with_quorum: bool
    stack: str
    last_change: Mapping[str, str]
    options: Mapping[str, str]
    root: Element = field(repr=False)
    tree: tuple[Branch | ResourceState, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    attributes: tuple[NodeAttribute, ...] = ()
    operations: tuple[Operation, ...] = ()
    fail_counts: tuple[FailCount, ...] = ()
    mixed_version: bool = False
    daemons: str = ""
    counts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    def node(self, name: str) -> NodeState | None:
        """Return a node by its name."""
        return next((one for one in self.nodes if one.name == name), None)

    def instances(self, id_: str) -> list[ResourceState]:
        """Return the instances of a primitive, or of all primitives in a container."""
        return [one for one in self.resources if _is_of(one, id_)]

    def where(self, id_: str) -> list[str]:
        """Return the names of the nodes on which a resource, or something in it, is active."""
        found = [node for one in self.instances(id_) if one.active for node in one.nodes]
        return list(dict.fromkeys(found))


def _is_of(one: ResourceState, id_: str) -> bool:
    return id_ in {one.id, base_id(one.id), *one.within, *map(base_id, one.within)}


def base_id(id_: str) -> str:
    """Return the id of a resource without the number of a clone's instance."""
    base, colon, number = id_.rpartition(":")
    return base if colon and number.isdecimal() else id_
