"""Fence devices by themselves: whom they name, and what they are told to do.

Facts: Pacemaker Explained, "Fencing" and its special parameters; the fencer warns of an `action`
parameter, because the cluster says itself which action it wants.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.spelling import did_you_mean
from crmsh_py.verify.check import OfWhole, few, finding
from crmsh_py.verify.cluster.targets import listed
from crmsh_py.verify.view import Primitive, View

_MOST_HINTS = 10
"""Looking for the nearest name takes as long as there are nodes."""


def unknown_targets(view: View) -> Iterator[Diagnostic]:
    """Report fence devices that name a node that there is not."""
    if not view.nodes:
        return  # a configuration that is written before there is a cluster
    known = {name.casefold() for name in view.host_names}
    unclaimed: list[str] | None = None
    told = 0
    for device in view.fence_devices:
        names = listed(device)
        unknown = [name for name in names if name.casefold() not in known]
        if unknown:
            unclaimed = _unclaimed(view) if unclaimed is None else unclaimed
            hint = did_you_mean(unknown[0], unclaimed) if told < _MOST_HINTS else None
            yield _unknown(device, unknown, names[unknown[0]], hint)
            told += 1


def _unclaimed(view: View) -> list[str]:
    """Return the nodes that no device names, one of which an unknown name may have meant."""
    claimed = {name.casefold() for one in view.fence_devices for name in listed(one)}
    return sorted(name for name in view.host_names if name.casefold() not in claimed)


def _unknown(device: Primitive, unknown: list[str], parameter: str, hint: str | None) -> Diagnostic:
    quoted = few([repr(name) for name in unknown])
    none = "which is no node here" if len(unknown) == 1 else "which are no nodes here"
    return finding(
        device.element,
        "unknown-fence-target",
        f"{parameter} names {quoted}, {none}: the device fences nothing by that name",
        parameter,
        hint=hint or "the names are those of the nodes, as 'crm node list' shows them",
    )


def fixed_actions(view: View) -> Iterator[Diagnostic]:
    """Report fence devices that are told one action for all, or one that proves nothing."""
    for device in view.fence_devices:
        # agents of other kinds may mean something else by it
        if device.agent is not None and device.agent.type.startswith("fence_"):
            yield from _actions(device)


def _actions(device: Primitive) -> Iterator[Diagnostic]:
    action = device.parameters.get("action")
    if action:
        words = "'action' is for the cluster to say, and is ignored or does harm"
        hint = _instead(action)
        yield finding(device.element, "fixed-fence-action", words, "action", hint=hint)
    if (device.parameters.get("method") or "").lower() == "cycle":
        words = "method=cycle cannot tell whether the node was ever off: data may be at risk"
        yield finding(
            device.element, "fixed-fence-action", words, "method", hint="write 'method=onoff'"
        )


def _instead(action: str) -> str:
    if action in {"off", "poweroff"}:
        return "take it out; 'property stonith-action=off' turns nodes off and leaves them off"
    return "take it out; 'pcmk_reboot_action' changes what is done for a reboot"


def cloned_devices(view: View) -> Iterator[Diagnostic]:
    """Report cloned fence devices: every node can use a device wherever it runs."""
    for device in view.fence_devices:
        clone = device.clone
        if clone is not None:
            words = f"is a fence device in the clone {clone.id}, which has no use"
            hint = "every node can use a device wherever it runs: take it out of the clone"
            yield finding(device.element, "cloned-fence-device", words, hint=hint)


CHECKS = (
    OfWhole(("unknown-fence-target",), unknown_targets),
    OfWhole(("fixed-fence-action",), fixed_actions),
    OfWhole(("cloned-fence-device",), cloned_devices),
)
