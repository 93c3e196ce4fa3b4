"""What became of a resource: whether it is as it should be, and that in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crmsh_py.pacemaker.simulation import INFINITY, Simulation
from crmsh_py.pacemaker.state import ClusterStatus, Failure, ResourceState, base_id

UNDER_WAY = frozenset(
    {"Starting", "Stopping", "Promoting", "Demoting", "Migrating", "Restarting", "Fencing"}
)
"""What crm_mon calls an operation that has begun, as role or as `pending`; no monitors."""

_STOPPED = "Stopped"
_DEMOTED = frozenset({"Unpromoted", "Slave"})
"""Target-roles with which crm_mon calls a promotable clone disabled, though it runs."""
_ROLES = {"Promoted": "promoted", "Master": "promoted", "Unpromoted": "unpromoted"}
_ORDER = ("promoted", "started", "unpromoted")


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a resource is to be.  Without more than an id: as its configuration says.

    `stopped`: nowhere; `gone`: not known any more.  `on` is the node that it is to be on, `off` one
    that it is not to be on; for a promoted one (`promoted`) that is about this role only.
    """

    id: str
    stopped: bool = False
    gone: bool = False
    on: str | None = None
    off: str | None = None
    promoted: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a resource: `ok` if it is as it should be, and in words."""

    id: str
    ok: bool
    text: str
    nodes: tuple[str, ...] = ()
    changed: bool = False
    seconds: float | None = None

    def after(self, seconds: float | None) -> "Verdict":
        """Return the verdict with how long that took, where anything changed."""
        return replace(self, seconds=seconds) if self.changed else self

    @property
    def line(self) -> str:
        """The verdict in words: `vip: started on node1 after 3 s`."""
        if self.seconds is None:
            return f"{self.id}: {self.text}"
        text, colon, reason = self.text.partition(": ")
        took = f"{self.seconds:.0f}" if self.seconds >= 1 else f"{max(self.seconds, 0.1):.1f}"
        return f"{self.id}: {text} after {took} s{colon}{reason}"

    def record(self) -> dict[str, object]:
        """Return the verdict for `--json`."""
        return {
            "resource": self.id,
            "ok": self.ok,
            "text": self.text,
            "nodes": list(self.nodes),
            "seconds": None if self.seconds is None else round(self.seconds, 1),
        }


Picture = tuple[tuple[str, str, bool, tuple[str, ...]], ...]
"""Of each instance of a resource: its id, role, whether it is active, and its nodes."""


def picture(status: ClusterStatus, id_: str) -> Picture:
    """Return what instances of a resource there are, in a fixed order."""
    found = (
        (base_id(one.id), one.role, one.active, tuple(sorted(one.nodes)))
        for one in status.instances(id_)
    )
    return tuple(sorted(found))


def judge(
    goal: Goal,
    before: ClusterStatus,
    status: ClusterStatus,
    simulation: Simulation | None,
    *,
    done: bool = True,
) -> Verdict:
    """Say what became of a resource, and if it is not as it should be why, as far as is known.

    `done`: the cluster has come to rest, so that there is a reason.
    """
    instances = status.instances(goal.id)
    changed = picture(before, goal.id) != picture(status, goal.id)
    ok = _is_reached(goal, instances, status)
    text = _where(instances)
    if not instances:
        text = "gone"
    elif not changed:
        text = f"still {text}"
    if not ok and instances:
        text += f": {reason(status, goal.id, simulation) if done else 'not done yet'}"
    return Verdict(goal.id, ok, text, tuple(status.where(goal.id)), changed)


def _is_reached(goal: Goal, instances: Sequence[ResourceState], status: ClusterStatus) -> bool:
    if goal.gone or not instances:
        return goal.gone and not instances
    if any(one.role in UNDER_WAY for one in instances):
        return False
    if goal.stopped:
        return not any(one.active for one in instances)
    concerned = [one for one in instances if one.is_promoted or not goal.promoted]
    nodes = {node for one in concerned if one.active for node in one.nodes}
    if goal.on is not None or goal.off is not None:
        on = bool(nodes) if goal.on is None else goal.on in nodes
        return on and goal.off not in nodes and not any(one.failed for one in concerned)
    return _is_as_configured(instances, status)


def _is_as_configured(instances: Sequence[ResourceState], status: ClusterStatus) -> bool:
    """Tell whether what is to run runs somewhere, and what is not to runs nowhere.

    A clone or bundle need not run everywhere: nodes may be in standby.
    """
    disabled = {one.id for one in status.containers if one.disabled}
    by_id: dict[str, list[ResourceState]] = {}
    for one in instances:
        by_id.setdefault(base_id(one.id) if _is_cloned(one, status) else one.id, []).append(one)
    for of_one in by_id.values():
        is_off = any(
            one.target_role == _STOPPED
            or (disabled & {*one.within} and one.target_role not in _DEMOTED)
            for one in of_one
        )
        if any(one.active for one in of_one) is is_off:
            return False
    return not any(one.failed and one.managed for one in instances)


def _is_cloned(one: ResourceState, status: ClusterStatus) -> bool:
    return any(each.kind == "clone" and each.id in one.within for each in status.containers)


# ------------------------------------------------------------------ words


def _where(instances: Sequence[ResourceState]) -> str:
    """Say on which nodes instances are, by their roles: `promoted on node1, unpromoted on …`."""
    found: dict[str, dict[str, None]] = {}
    stopped = []
    for one in instances:
        if one.active and one.nodes:
            role = _ROLES.get(one.role, "unpromoted" if one.role == "Slave" else one.role.lower())
            found.setdefault(role, {}).update(dict.fromkeys(sorted(one.nodes)))
        else:
            stopped.append(one)
    if not found:
        return "stopped"
    order = [*(role for role in _ORDER if role in found), *(r for r in found if r not in _ORDER)]
    text = ", ".join(f"{role} on {', '.join(sorted(found[role]))}" for role in order)
    running = {one.id for one in instances if one.active}
    missing = list(dict.fromkeys(one.id for one in stopped if one.id not in running))
    return f"{text}, {', '.join(missing)} stopped" if missing else text


def reason(status: ClusterStatus, id_: str, simulation: Simulation | None) -> str:
    """Say why a resource is not as it should be; the first cause that is found."""
    return next(_reasons(status, id_, simulation))


def _reasons(status: ClusterStatus, id_: str, simulation: Simulation | None) -> Iterator[str]:
    instances = status.instances(id_)
    names = {base_id(one.id) for one in instances}
    yield from _hands_off(status, instances)
    failures = [one for one in status.failures if base_id(one.resource) in names]
    if failures:
        yield "; ".join(dict.fromkeys(map(_failed, failures)))
    if any(one.blocked for one in instances):
        yield "the cluster is blocked from acting on it"
    if not status.with_quorum:
        yield "this partition has no quorum"
    if not any(one.is_ready for one in status.nodes):
        yield "no node can run anything"
    if simulation is not None:
        yield from _scheduled(simulation, instances)
    yield "the cluster leaves it so"


def _hands_off(status: ClusterStatus, instances: Sequence[ResourceState]) -> Iterator[str]:
    if status.options.get("maintenance-mode") == "true":
        yield "the cluster is in maintenance-mode"
    if not all(one.managed or one.blocked for one in instances):  # crm_mon calls both unmanaged
        yield "it is not managed"


def _scheduled(simulation: Simulation, instances: Sequence[ResourceState]) -> Iterator[str]:
    names = {one.id for one in instances}
    if _is_kept_off(simulation, instances):
        yield "no node allowed"
    yield from (one.reason for one in simulation.actions if one.resource in names and one.reason)


def _failed(one: Failure) -> str:
    because = f": {one.reason}" if one.reason else f" ({one.exit_text})" if one.exit_text else ""
    return f"{one.task} failed on {one.node}{because}"


def _is_kept_off(simulation: Simulation, instances: Sequence[ResourceState]) -> bool:
    """Tell whether one of the instances that are stopped may run on no node."""
    for one in instances:
        scores = simulation.allocation(one.id)
        if not one.active and scores and all(score <= -INFINITY for score in scores.values()):
            return True
    return False
