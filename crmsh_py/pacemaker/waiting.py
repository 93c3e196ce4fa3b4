"""Waiting until the cluster has done what there is to do, with a verdict on each resource.

`crm_resource --wait` does not say what became of a resource, and never ends while one of them
fails again and again.  So we look ourselves: the cluster has settled when crm_mon sees nothing
under way, the scheduler finds nothing to do, and crm_mon then sees the same picture again.  In
between, an action could have begun that the scheduler no more counts as one to do.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.simulation import Simulation, simulate
from crmsh_py.pacemaker.state import ClusterStatus, ResourceState, base_id
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.pacemaker.verdicts import (
    UNDER_WAY,
    Goal,
    Picture,
    Verdict,
    judge,
    picture,
    reason,
)

__all__ = ["Before", "Goal", "Patience", "Verdict", "Waited", "look", "wait_for"]

_JOIN_SECONDS = 60.0
"""How long, at most, a node is waited for that joins the cluster."""

_FAILURES_IN_A_ROW = 3
"""So many failures on one node, and a resource is not waited for any longer."""


def _no_progress(text: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, how often to look, and who is told what is still to come.

    `grace` is how long a settled cluster is watched before a verdict is a bad one: agents set
    promotion scores beside their actions, and what follows from that comes a moment later.
    """

    seconds: float = 3600.0
    interval: float = 0.25
    grace: float = 2.0
    progress: Callable[[str], None] = _no_progress


@dataclass(frozen=True, slots=True)
class Before:
    """The cluster before a change, and the resources with which it was busy already."""

    status: ClusterStatus
    restless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Waited:
    """What became of the resources.  `pending` is what was still to come when time ran out."""

    verdicts: tuple[Verdict, ...]
    seconds: float
    pending: tuple[str, ...] = ()

    @property
    def timed_out(self) -> bool:
        """Whether the cluster had not settled in time."""
        return bool(self.pending)

    @property
    def is_good(self) -> bool:
        """Whether all is as it should be."""
        return not self.pending and all(one.ok for one in self.verdicts)

    def is_good_for(self, ids: Iterable[str]) -> bool:
        """Whether some resources are as they should be, and the cluster is done."""
        names = set(ids)
        return not self.pending and all(one.ok for one in self.verdicts if one.id in names)

    def problem(self) -> Diagnostic | None:
        """Return the error that a timeout is."""
        if not self.pending:
            return None
        words = f"the cluster was not done within {self.seconds:.0f} s: {', '.join(self.pending)}"
        return Diagnostic("timed-out", words, hint="'crm status' shows how it goes on")


def look(tools: Tools) -> Before:
    """Look at the cluster before it is changed.  Raises CrmError as `Tools.run`."""
    status = read_status(tools)
    found = set(map(base_id, _busy(status)))
    found.update(_acting(simulate(tools)))
    return Before(status, frozenset(found))


def wait_for(tools: Tools, before: Before, goals: Sequence[Goal], patience: Patience) -> Waited:
    """Wait until the cluster has settled, and judge the goals and all else that changed.

    What the cluster was busy with before is not waited for, unless it is a goal.  Raises CrmError
    as `Tools.run`.
    """
    return _Watch(tools, before, tuple(goals), patience).run()


@dataclass(slots=True)
class _Watch:
    tools: Tools
    before: Before
    goals: tuple[Goal, ...]
    patience: Patience
    begin: float = field(default_factory=time.monotonic)
    changed_at: dict[str, float] = field(default_factory=dict)
    seen: dict[str, Picture] = field(default_factory=dict)
    settled_at: float | None = None
    hopeless: set[str] = field(default_factory=set)

    def run(self) -> Waited:
        """Look again and again; a look takes the time of two or three of Pacemaker's tools."""
        self.seen = {id_: picture(self.before.status, id_) for id_ in self._ids(self.before.status)}
        status = self._look()
        while True:
            pending, simulation = list(self._under_way(status)), None
            if not pending:
                simulation = simulate(self.tools)
                earlier, status = status, self._look()
                pending = list(self._planned(simulation)) or self._moved(earlier, status)
                pending = pending or list(self._joining(status, simulation))
            if not pending and self._has_come_to_rest(status, simulation):
                return Waited(tuple(self._verdicts(status, simulation)), self._elapsed)
            if self._elapsed >= self.patience.seconds:
                left = tuple(pending) or ("not all is as it should be yet",)
                verdicts = self._verdicts(status, simulation, done=False)
                return Waited(tuple(verdicts), self._elapsed, left)
            if pending:
                self.settled_at = None
            self._pause(pending)
            status = self._look()

    @property
    def _elapsed(self) -> float:
        return time.monotonic() - self.begin

    def _pause(self, pending: list[str]) -> None:
        self.patience.progress(f"{self._elapsed:.0f} s: {', '.join(pending) or 'looking again'}")
        left = self.patience.seconds - self._elapsed
        time.sleep(max(0.0, min(self.patience.interval, left)))

    def _look(self) -> ClusterStatus:
        status = read_status(self.tools)
        for id_ in self._ids(status):
            now = picture(status, id_)
            if now != self.seen.get(id_, ()):
                self.seen[id_] = now
                self.changed_at[id_] = self._elapsed
        self.hopeless = set(_failing_again(self.before.status, status))
        return status

    def _ids(self, status: ClusterStatus) -> list[str]:
        ids = [one.id for one in self.goals]
        ids += [_outermost(one) for one in status.resources]
        return list(dict.fromkeys(ids))

    # -- what is still to come

    def _is_waited_for(self, id_: str, within: Sequence[str] = ()) -> bool:
        names = {base_id(id_), *map(base_id, within)}
        if names & self.hopeless:
            return False
        return bool(names & {one.id for one in self.goals}) or not names & self.before.restless

    def _under_way(self, status: ClusterStatus) -> Iterator[str]:
        if status.dc is None:
            yield "electing a DC"
        for one in status.resources:
            if _is_under_way(one) and self._is_waited_for(one.id, one.within):
                doing = (one.pending or one.role).lower()
                yield f"{one.id} {doing}{f' on {one.nodes[0]}' if one.nodes else ''}"

    def _planned(self, simulation: Simulation) -> Iterator[str]:
        for one in simulation.actions:
            if not one.blocked and (not one.resource or self._is_waited_for(one.resource)):
                what = one.resource or one.node
                yield f"{what} to {one.action}{f' on {one.dest or one.node}' if one.node else ''}"

    def _joining(self, status: ClusterStatus, simulation: Simulation) -> Iterator[str]:
        """Yield nodes that keep actions back until they have joined the cluster.

        One on which only corosync runs looks the same: so this is not waited for forever.
        """
        if self._elapsed < _JOIN_SECONDS and any(one.blocked for one in simulation.actions):
            yield from (f"{one.name} to join" for one in status.nodes if one.pending)

    def _moved(self, earlier: ClusterStatus, now: ClusterStatus) -> list[str]:
        return ["the cluster is at work"] if _pictures(earlier) != _pictures(now) else []

    def _has_come_to_rest(self, status: ClusterStatus, simulation: Simulation | None) -> bool:
        """Tell whether it is settled for good: at once where all is well, else after a while."""
        if self.settled_at is None:
            self.settled_at = self._elapsed
        if all(self._judged(one, status, simulation).ok for one in self.goals):
            return True
        return self._elapsed - self.settled_at >= self.patience.grace

    # -- verdicts

    def _verdicts(
        self, status: ClusterStatus, simulation: Simulation | None, *, done: bool = True
    ) -> Iterator[Verdict]:
        named = {one.id for one in self.goals}
        for goal in self.goals:
            yield self._judged(goal, status, simulation, done=done)
        left_out = {base_id(one.id) for one in status.resources if named & {one.id, *one.within}}
        if done:  # with what is at work still it was busy before: nobody knows what will be
            left_out |= set(map(base_id, _busy(status))) - self.hopeless
        for id_ in self.changed_at:
            parts = {base_id(one.id) for one in status.instances(id_)}
            if id_ not in named and not parts & left_out:
                yield self._judged(Goal(id_), status, simulation, done=done)

    def _judged(
        self,
        goal: Goal,
        status: ClusterStatus,
        simulation: Simulation | None,
        *,
        done: bool = True,
    ) -> Verdict:
        found = judge(goal, self.before.status, status, simulation, done=done)
        failing = self.hopeless & {base_id(one.id) for one in status.instances(goal.id)}
        if failing and found.ok:  # at this moment it may run, until it fails the next time
            text = f"{found.text}: {reason(status, goal.id, simulation)}"
            found = replace(found, ok=False, text=text)
        return found.after(self.changed_at.get(goal.id))


def _is_under_way(one: ResourceState) -> bool:
    return one.role in UNDER_WAY or one.pending in UNDER_WAY


def _busy(status: ClusterStatus) -> Iterator[str]:
    yield from (one.id for one in status.resources if _is_under_way(one))


def _acting(simulation: Simulation) -> Iterator[str]:
    yield from (base_id(one.resource) for one in simulation.actions if one.resource)


def _pictures(status: ClusterStatus) -> list[Picture]:
    return [picture(status, id_) for id_ in dict.fromkeys(map(_outermost, status.resources))]


def _outermost(one: ResourceState) -> str:
    return base_id(one.within[0] if one.within else one.id)


def _failing_again(before: ClusterStatus, now: ClusterStatus) -> Iterator[str]:
    """Yield the resources that failed some more times on one node, and still are tried there.

    A count of INFINITY ends by itself: the node is then not used any more.
    """
    counts = {(one.resource, one.node): one.count for one in before.fail_counts}
    for one in now.fail_counts:
        earlier = counts.get((one.resource, one.node), "0")
        grown = _number(one.count) - _number(earlier)
        if one.count != "INFINITY" and grown >= _FAILURES_IN_A_ROW:
            yield base_id(one.resource)


def _number(count: str) -> int:
    return int(count) if count.isdecimal() else 0
