"""The operations of a primitive: monitors and time limits.

rgmanager set no limits for starting and stopping unless told to, so generous ones are written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from crmsh_py.convert import drbd
from crmsh_py.convert.rhcs.flags import is_on, seconds
from crmsh_py.convert.rhcs.reading import Limits
from crmsh_py.convert.rhcs.trees import Resource
from crmsh_py.convert.rhcs.work import Work
from crmsh_py.grammar import tree
from crmsh_py.xmltree import Element

_DEFAULT_TIMEOUT = "20s"
_CHECKS = frozenset({"monitor", "status"})
_LIMITED = ("start", "stop")
_DEEPER = frozenset({"10", "20"})
_SHALLOW = frozenset({"", "*", "0"})
_MIGRATIONS = ("migrate_to", "migrate_from")
_MIGRATION_TIMEOUT = "600s"


@dataclass(slots=True)
class Schedule:
    """When a resource is monitored, and how long its operations may take."""

    interval: str
    timeouts: dict[str, str]
    deeper: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By check level: interval and timeout."""


def schedule(work: Work, resource: Resource, limits: Limits, *, has_levels: bool) -> Schedule:
    """Return the usual schedule, with what the `action` elements of a resource say."""
    timeouts = {"monitor": limits.monitor, "start": limits.start, "stop": limits.stop}
    made = Schedule(limits.interval, timeouts)
    is_enforced = is_on(resource.attributes.get("__enforce_timeouts"))
    for element in resource.actions:
        name = (work.take(element, "name") or "").lower()
        timeout = seconds(work.take(element, "timeout"))
        if name in _CHECKS:
            _check(work, made, element, has_levels=has_levels)
        elif name in _LIMITED and timeout:
            usual = seconds(timeouts[name]) or 0
            timeouts[name] = f"{timeout if is_enforced else max(timeout, usual)}s"
        elif name not in _LIMITED:
            message = f"the action '{name}' of {resource.label} is left out"
            work.tell("dropped", message, element)
        for attribute, _ in [*work.untaken(element)]:
            message = f"'{attribute}' of the action '{name}' of {resource.label} is left out"
            work.tell("dropped", message, element, attribute)
    return made


def _check(work: Work, made: Schedule, element: Element, *, has_levels: bool) -> None:
    depth = work.take(element, "depth") or ""
    interval = seconds(work.take(element, "interval"))
    timeout = seconds(work.take(element, "timeout"))
    limit = f"{timeout}s" if timeout else made.timeouts["monitor"]
    if depth in _SHALLOW:
        if interval is not None:
            made.interval = f"{interval}s"
        made.timeouts["monitor"] = limit
    elif depth in _DEEPER and has_levels and interval:
        made.deeper[depth] = (f"{interval}s", limit)
    elif interval != 0:
        message = f"the agent of today has no check of the depth '{depth}'"
        work.tell("dropped", message, element, "depth")


def ops(made: Schedule, on_fail: Mapping[str, str]) -> tuple[tree.Op, ...]:
    """Return the operations of a schedule; an interval of 0 means that it is not monitored."""
    found = []
    taken = {made.interval}
    if seconds(made.interval):
        found.append(_op("monitor", made.interval, made.timeouts["monitor"], on_fail))
    for level, (interval, timeout) in sorted(made.deeper.items()):
        free = interval
        while free in taken:  # two monitors of one interval would be the same operation
            free = f"{(seconds(free) or 0) + 1}s"
        taken.add(free)
        check = tree.NvSet("op_params", (tree.NvPair("OCF_CHECK_LEVEL", level),))
        found.append(replace(_op("monitor", free, timeout, on_fail), sets=(check,)))
    limits = {name: made.timeouts[name] for name in _LIMITED}
    found += [
        _op(name, "0s", limit, on_fail)
        for name, limit in limits.items()
        if limit != _DEFAULT_TIMEOUT or name in on_fail
    ]
    return tuple(found)


def drbd_ops(made: Schedule, on_fail: Mapping[str, str]) -> tuple[tree.Op, ...]:
    """Return the operations of a DRBD device, which is monitored in both roles."""
    timeout = made.timeouts["monitor"]
    monitors = [_op("monitor", at, timeout, on_fail, role) for at, role in drbd.MONITORS]
    limits = {**{name: made.timeouts[name] for name in _LIMITED}, **_of_promotion()}
    return (*monitors, *(_op(name, "0s", limit, on_fail) for name, limit in limits.items()))


def _of_promotion() -> dict[str, str]:
    return {name: drbd.TIMEOUTS[name] for name in ("promote", "demote", "notify")}


def migrations() -> tuple[tree.Op, ...]:
    """Return the operations of a live migration, which takes its time."""
    return tuple(_op(name, "0s", _MIGRATION_TIMEOUT, {}) for name in _MIGRATIONS)


def _op(
    name: str,
    interval: str,
    timeout: str,
    on_fail: Mapping[str, str],
    role: str = "",
) -> tree.Op:
    given = {
        "interval": interval,
        "timeout": timeout,
        "role": role,
        "on-fail": on_fail.get(name, ""),
    }
    pairs = tuple(tree.NvPair(key, value) for key, value in given.items() if value)
    return tree.Op(name, pairs)
