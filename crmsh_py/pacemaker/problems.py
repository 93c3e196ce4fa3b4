"""What is wrong, or unusual, in a cluster: found in its status, put into words.

The keys (`node-offline` …) are part of `status --json` and documented in docs/status.md: they stay.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from crmsh_py.pacemaker.leftovers import Leftover
from crmsh_py.pacemaker.state import (
    Branch,
    ClusterStatus,
    ContainerState,
    Failure,
    FenceEvent,
    NodeState,
    ResourceState,
    base_id,
)


class Severity(IntEnum):
    """How bad it is; the name is the word for it."""

    ERROR = 0
    WARNING = 1
    INFO = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to know: its key, what it is about (a node, a resource …), and the words."""

    severity: Severity
    key: str
    subject: str
    text: str


def problems(status: ClusterStatus, left: Sequence[Leftover] = ()) -> list[Problem]:
    """Return all that is not as it should be, the worst first."""
    found = [
        *_of_cluster(status),
        *(one for node in status.nodes for one in _of_node(node)),
        *_of_resources(status),
        *map(_failed_action, status.failures),
        *_of_fencing(status.fencing),
        *map(_left_over, left),
        *_of_tickets(status),
    ]
    return sorted(found, key=lambda one: one.severity)


def _error(key: str, subject: str, text: str) -> Problem:
    return Problem(Severity.ERROR, key, subject, text)


def _warning(key: str, subject: str, text: str) -> Problem:
    return Problem(Severity.WARNING, key, subject, text)


def _info(key: str, subject: str, text: str) -> Problem:
    return Problem(Severity.INFO, key, subject, text)


# ------------------------------------------------------------------ the cluster and its nodes


def _of_cluster(status: ClusterStatus) -> Iterator[Problem]:
    if status.daemons:
        yield _warning("daemons", "cluster", f"Pacemaker is not running yet: {status.daemons}")
    if status.dc is None:
        yield _error("no-dc", "cluster", "there is no DC: no node coordinates the cluster")
    elif not status.with_quorum:
        yield _error("no-quorum", "cluster", "this partition has no quorum")
    if status.mixed_version:
        yield _info("mixed-versions", "cluster", "the nodes run different versions of Pacemaker")
    yield from _of_options(status)


def _of_options(status: ClusterStatus) -> Iterator[Problem]:
    options = status.options
    if options.get("fencing-enabled", options.get("stonith-enabled")) == "false":
        text = "fencing is disabled (stonith-enabled=false)"
        yield _warning("fencing-disabled", "cluster", text)
    if options.get("maintenance-mode") == "true":
        text = "maintenance-mode=true: the cluster does nothing to resources"
        yield _warning("maintenance-mode", "cluster", text)
    if options.get("stop-all-resources") == "true":
        text = "stop-all-resources=true: everything is to be stopped"
        yield _warning("stop-all-resources", "cluster", text)
    if options.get("no-quorum-policy") == "ignore":
        text = "no-quorum-policy=ignore: resources run without quorum too"
        yield _warning("quorum-ignored", "cluster", text)


def _of_node(node: NodeState) -> Iterator[Problem]:
    name = node.name
    yield from _of_membership(node)
    if node.standby_onfail:
        text = f"node {name} is in standby because an action failed there"
        yield _warning("node-standby-onfail", name, text)
    elif node.standby and not node.pending:
        yield _info("node-standby", name, f"node {name} is in standby")
    if node.maintenance:
        yield _info("node-maintenance", name, f"node {name} is in maintenance")
    if node.shutdown:
        yield _info("node-shutdown", name, f"node {name} is shutting down")
    if node.health in {"red", "yellow"}:
        ill = _error if node.health == "red" else _warning
        yield ill("node-health", name, f"node {name} has health {node.health}")


def _of_membership(node: NodeState) -> Iterator[Problem]:
    name = node.name
    if node.unclean:
        state = "online" if node.online else "offline"
        yield _error("node-unclean", name, f"node {name} is UNCLEAN ({state}): it is to be fenced")
    elif node.pending:
        yield _warning("node-pending", name, f"node {name} is pending: not yet a member")
    elif not node.online:
        offline = _error if node.kind == "member" else _warning
        yield offline("node-offline", name, f"node {name} is offline")


def _of_tickets(status: ClusterStatus) -> Iterator[Problem]:
    for one in status.tickets:
        if one.standby:
            yield _info("ticket-standby", one.id, f"ticket {one.id} is in standby")
        if not one.granted:
            yield _info("ticket-revoked", one.id, f"ticket {one.id} is not granted here")


# ------------------------------------------------------------------ resources


def _of_resources(status: ClusterStatus) -> Iterator[Problem]:
    everything_stops = status.options.get("stop-all-resources") == "true"
    everything_rests = status.options.get("maintenance-mode") == "true"
    for one in status.tree:
        for problem in _of_branch(one):
            known = {"resource-stopped": everything_stops, "resource-unmanaged": everything_rests}
            if not known.get(problem.key, False):
                yield problem


def _of_branch(one: Branch | ResourceState) -> Iterator[Problem]:
    if isinstance(one, ResourceState):
        yield from _of_instance(one)
        yield from _idle(one.id, [one])
        return
    container = one.container
    if not container.managed:
        yield _unmanaged(container.id)
    if container.disabled:
        yield _disabled(container.id)
    if container.kind == "clone":
        yield from _of_clone(container, list(one.instances()))
        return
    for member in one.members:
        for problem in _of_branch(member):
            if not _is_said_of(container, problem):
                yield problem


def _is_said_of(container: ContainerState, problem: Problem) -> bool:
    """Tell whether a problem of a member is one of its container, and said of that."""
    if container.disabled and problem.key in {"resource-disabled", "resource-stopped"}:
        return True
    return not container.managed and problem.key == "resource-unmanaged"


def _of_clone(container: ContainerState, instances: list[ResourceState]) -> Iterator[Problem]:
    """Yield what is wrong with a clone: it need not be active on every node."""
    seen = set()
    for one in instances:
        for problem in _of_instance(one):
            if problem not in seen and not _is_said_of(container, problem):
                seen.add(problem)
                yield problem
    if not container.disabled:
        yield from _idle_in_clone(container.id, instances)
    if container.promotable and any(one.active for one in instances):
        wanted = all(one.target_role not in {"Stopped", "Unpromoted", "Slave"} for one in instances)
        if wanted and not any(one.is_promoted for one in instances):
            text = f"clone {container.id} is promoted nowhere"
            yield _warning("not-promoted", container.id, text)


def _of_instance(one: ResourceState) -> Iterator[Problem]:
    where = f" on {' '.join(one.nodes)}" if one.nodes else ""
    if one.failed and not one.failure_ignored:
        text = f"resource {one.id} has FAILED{where}{', and is blocked' if one.blocked else ''}"
        yield _error("resource-failed", one.id, text)
    elif one.blocked:
        yield _error("resource-blocked", one.id, f"resource {one.id} is blocked{where}")
    if len(one.nodes) > 1:
        text = f"resource {one.id} is active on more than one node:{where.removeprefix(' on')}"
        yield _error("resource-on-several-nodes", one.id, text)
    if one.orphaned and one.active:
        text = f"resource {one.id} is orphaned: it runs{where} and is not configured any more"
        yield _warning("resource-orphaned", one.id, text)
    elif not one.managed:
        yield _unmanaged(one.id)


def _idle(id_: str, instances: list[ResourceState]) -> Iterator[Problem]:
    """Yield that a resource is active nowhere, be it wanted or not."""
    own = [one for one in instances if not one.orphaned]
    if not own or any(one.active or one.pending for one in own):
        return
    if all(one.target_role == "Stopped" for one in own):
        yield _disabled(id_)
    else:
        yield _error("resource-stopped", id_, f"resource {id_} is stopped")


def _idle_in_clone(id_: str, instances: list[ResourceState]) -> Iterator[Problem]:
    """Yield that a clone is active nowhere, or a member of its group."""
    if not any(one.active for one in instances):
        yield from _idle(id_, instances)
        return
    for member in dict.fromkeys(base_id(one.id) for one in instances):
        yield from _idle(member, [one for one in instances if base_id(one.id) == member])


def _disabled(id_: str) -> Problem:
    return _info("resource-disabled", id_, f"resource {id_} is disabled (target-role=Stopped)")


def _unmanaged(id_: str) -> Problem:
    return _warning("resource-unmanaged", id_, f"resource {id_} is unmanaged")


# ------------------------------------------------------------------ what happened


def _failed_action(one: Failure) -> Problem:
    return _error("failed-action", one.resource, failure_text(one))


def failure_text(one: Failure) -> str:
    """Return a failed action in words."""
    task = one.task if one.interval in {"", "0"} else f"{one.task} ({seconds(one.interval)})"
    how = one.exit_text or f"rc={one.exit_code}"
    how = how if one.status in {"", "complete", "done"} else f"{how}, {one.status}"
    reason = f": {one.reason}" if one.reason else ""
    when = f" at {one.when}" if one.when else ""
    return f"{task} of {one.resource} failed on {one.node}{when} with '{how}'{reason}"


def seconds(milliseconds: str) -> str:
    """Return an interval as people write it."""
    if not milliseconds.isdecimal():
        return milliseconds
    whole, rest = divmod(int(milliseconds), 1000)
    return f"{milliseconds}ms" if rest else f"{whole}s"


def _of_fencing(events: Iterable[FenceEvent]) -> Iterator[Problem]:
    """Yield what is pending, and failures that no later success made good; newest come first."""
    settled = set()
    for one in events:
        if one.status == "pending":
            yield _warning("fencing-pending", one.target, event_text(one))
        elif one.target not in settled:
            settled.add(one.target)
            if one.status == "failed":
                yield _error("fencing-failed", one.target, event_text(one))


def event_text(one: FenceEvent) -> str:
    """Return in words how fencing a node went."""
    how = {"success": "succeeded", "failed": "FAILED", "pending": "is pending"}
    when = f" at {one.when}" if one.when else ""
    who = f", by {one.delegate}" if one.delegate else ""
    asked = "/".join(filter(None, (one.client.partition(".")[0], one.origin)))
    asked = f", asked for by {asked}" if asked else ""
    reason = f": {one.reason}" if one.reason else ""
    words = how.get(one.status, one.status)
    return f"fencing ({one.action}) of {one.target} {words}{when}{who}{asked}{reason}"


def _left_over(one: Leftover) -> Problem:
    says = f"constraint {one.id}: {one.resource} {one.says}"
    if one.expired:
        text = f"{says}, expired {one.until}"
        return _info("constraint-expired", one.id, text)
    until = f", until {one.until}" if one.until else ""
    return _warning("constraint-left-over", one.id, f"{says}{until}, left over of a move or ban")
