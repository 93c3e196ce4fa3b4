"""Whether there is fencing at all, and whether it reaches every node.

Facts: crm_verify 2.1.5 calls a configuration invalid that has fencing enabled and neither a
device of class stonith nor have-watchdog, be there resources or not (tried).  For the rest:
Pacemaker Explained, "Fencing"; Pacemaker Administration, "SBD".
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.times import milliseconds
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.cluster.locks import needing_locks
from crmsh_py.verify.cluster.targets import static_targets
from crmsh_py.verify.cluster.whole import ENABLED, of_properties
from crmsh_py.verify.view import Primitive, View
from crmsh_py.verify.view.constraints import INFINITY
from crmsh_py.verify.view.pairs import is_true

WATCHDOG_TIMEOUT = ("stonith-watchdog-timeout", "fencing-watchdog-timeout")
_HAVE_WATCHDOG = "have-watchdog"
_SBD = frozenset({"fence_sbd", "external/sbd"})
_HINT = (
    "configure a fence device for each node; only where no data is shared:"
    " 'property stonith-enabled=false'"
)


def watchdog_timeout(view: View) -> float | None:
    """Return how long the cluster waits for a node's watchdog, in milliseconds; None if unsure.

    0 means that it does not rely on watchdogs, -1 that it works the time out itself.
    """
    values = (view.properties.get(name) for name in WATCHDOG_TIMEOUT)
    value = next((value for value in values if value is not None), "0")
    return -1 if value.startswith("-") else milliseconds(value)


def _depends_on_rules(view: View) -> bool:
    named = {*ENABLED, *WATCHDOG_TIMEOUT, _HAVE_WATCHDOG}
    return not named.isdisjoint(view.properties.sometimes)


def no_fencing(view: View) -> Iterator[Diagnostic]:
    """Report that fencing is on, and nothing could fence."""
    if view.fence_devices or not view.fencing_enabled or _depends_on_rules(view):
        return
    if not is_true(view.properties.get(ENABLED[0]), otherwise=True):
        return  # what an older Pacemaker goes by
    if not is_true(view.properties.get(_HAVE_WATCHDOG), otherwise=False):
        words = "fencing is on, but there is no fence device: no resource will be started"
        yield of_properties(
            view, "no-fencing", words, *ENABLED, severity=Severity.ERROR, hint=_HINT
        )
    elif watchdog_timeout(view) == 0:
        words = (
            "fencing is on, but there is no fence device, and stonith-watchdog-timeout is 0:"
            " a lost node is never fenced"
        )
        hint = "write 'property stonith-watchdog-timeout=TIME', or configure a fence device"
        yield of_properties(view, "no-fencing", words, *WATCHDOG_TIMEOUT, *ENABLED, hint=hint)


def watchdog_without_sbd(view: View) -> Iterator[Diagnostic]:
    """Report that watchdogs are relied upon where the cluster knows that there are none."""
    if _depends_on_rules(view) or not view.fencing_enabled:
        return
    if is_true(view.properties.get(_HAVE_WATCHDOG), otherwise=True):
        return
    if watchdog_timeout(view) not in {0, None}:
        words = (
            "stonith-watchdog-timeout is set, but no SBD runs (have-watchdog=false):"
            " Pacemaker refuses to run on such a node"
        )
        hint = "enable SBD on all nodes, or write 'property stonith-watchdog-timeout=0'"
        yield of_properties(view, "watchdog-without-sbd", words, *WATCHDOG_TIMEOUT, hint=hint)


def sbd_without_daemon(view: View) -> Iterator[Diagnostic]:
    """Report devices that write to a disk which nobody reads."""
    if is_true(view.properties.get(_HAVE_WATCHDOG), otherwise=True):
        return
    for device in view.fence_devices:
        if device.agent is not None and device.agent.type in _SBD and view.fencing_enabled:
            words = "writes to SBD's disk, but no SBD runs (have-watchdog=false) that reads it"
            hint = "enable SBD on all nodes ('systemctl enable sbd'), and restart the cluster there"
            yield finding(device.element, "watchdog-without-sbd", words, hint=hint)


def fencing_off(view: View) -> Iterator[Diagnostic]:
    """Report that fencing is off although there are devices."""
    if view.fencing_enabled or _depends_on_rules(view) or needing_locks(view):
        return  # for locks it is worse, and another finding
    if view.fence_devices:
        words = "fencing is off, although there are fence devices: a lost node is not fenced"
        hint = "write 'property stonith-enabled=true' when the work is done"
        yield of_properties(view, "fencing-off", words, *ENABLED, hint=hint)


def idle_devices(view: View) -> Iterator[Diagnostic]:
    """Report fence devices that are switched off, or that only the node may use that it fences."""
    devices = {one.id: one for one in view.fence_devices}
    if not devices or not view.fencing_enabled:
        return
    banned = _bans(view, devices)
    members = {one.name for one in view.nodes if one.kind == "member"}
    for device in devices.values():
        if (view.meta(device, "target-role") or "").lower() == "stopped":
            words = "is stopped (target-role), so that the cluster cannot fence with it"
            yield finding(
                device.element,
                "idle-fence-device",
                words,
                "target-role",
                hint=f"type 'crm resource start {device.id}'",
            )
        elif members and device.id in banned:
            yield from _placed(device, members - banned[device.id])


def _bans(view: View, devices: dict[str, Primitive]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for location in view.locations:
        if location.score == -INFINITY and location.node is not None:
            for end in location.resources:
                if end.resource in devices:
                    found.setdefault(end.resource, set()).add(location.node)
    return found


def _placed(device: Primitive, allowed: set[str]) -> Iterator[Diagnostic]:
    # that it is banned from every node is another finding, of any resource
    if allowed and static_targets(device) == {one.casefold() for one in allowed}:
        names = ", ".join(sorted(allowed))
        words = f"may only be used by what it fences ({names}): nobody is left to fence that"
        hint = "let another node use it: delete one of the locations that ban it"
        yield finding(device.element, "idle-fence-device", words, hint=hint)


def unfenceable_nodes(view: View) -> Iterator[Diagnostic]:
    """Report nodes that no device covers, where all devices name what they fence."""
    if not view.fence_devices or not view.fencing_enabled or watchdog_timeout(view) != 0:
        return
    named = [static_targets(one) for one in view.fence_devices]
    covered = {name for one in named if one is not None for name in one}
    if None in named:
        return
    remotes = {one.id for one in view.by_type.get("remote", ())}  # guest nodes are not fenced
    for node in view.nodes:
        fenced = node.kind == "member" or node.name in remotes
        if fenced and node.name.casefold() not in covered:
            words = "no fence device covers it: if it is lost, its resources stay down"
            hint = "name it in the pcmk_host_list or pcmk_host_map of a device"
            yield finding(node.element, "unfenceable-node", words, hint=hint)


CHECKS = (
    OfWhole(("no-fencing",), no_fencing),
    OfWhole(("fencing-off",), fencing_off),
    OfWhole(("watchdog-without-sbd",), watchdog_without_sbd),
    OfWhole(("watchdog-without-sbd",), sbd_without_daemon),
    OfWhole(("idle-fence-device",), idle_devices),
    OfWhole(("unfenceable-node",), unfenceable_nodes),
)
