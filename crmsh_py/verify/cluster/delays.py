"""Two nodes that fence each other at the same moment.

Facts: Pacemaker Explained, "Fencing" (pcmk_delay_base, pcmk_delay_max, also per node as
`NODE:TIME;…`) and "Cluster Options" (priority-fencing-delay, which favours the node whose
resources have the higher priority in all); fence agents have a `delay` of their own.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.times import milliseconds
from crmsh_py.verify.check import OfWhole
from crmsh_py.verify.cluster.targets import static_targets
from crmsh_py.verify.cluster.whole import of_cluster
from crmsh_py.verify.view import Primitive, View

_BASE, _MAX, _OWN = "pcmk_delay_base", "pcmk_delay_max", "delay"
_PRIORITY = "priority-fencing-delay"
_BOTH = "when they lose sight of each other, both may be shot"
_HINT = (
    "write 'pcmk_delay_base=5s' on the device of one node, or 'property priority-fencing-delay=60s'"
)


def fence_race(view: View) -> Iterator[Diagnostic]:
    """Report two nodes of which neither has a head start when both lose sight of each other."""
    members = [one.name for one in view.nodes if one.kind == "member"]
    devices = view.fence_devices
    if len(members) != 2 or not devices or not view.fencing_enabled:
        return
    if _time(view.properties.get(_PRIORITY)) or _PRIORITY in view.properties.sometimes:
        return  # without priorities it has no effect, which is another finding
    one, other = (_delays(devices, name) for name in members)
    if one and one == other and not _is_random(devices):  # both are covered
        yield _race(devices[0], one)


def _race(device: Primitive, delays: set[float]) -> Diagnostic:
    if delays == {0.0}:
        words = f"neither of the two nodes is fenced with a delay: {_BOTH}"
        return of_cluster("fence-race", words, device.id, hint=_HINT)
    words = f"both nodes are fenced with the same delay, which gives neither a head start: {_BOTH}"
    return of_cluster("fence-race", words, device.id, _given(device), hint=_HINT)


def _given(device: Primitive) -> str:
    return next((name for name in (_BASE, _OWN) if device.parameters.mentions(name)), _BASE)


def _is_random(devices: list[Primitive]) -> bool:
    """Tell whether delays are random, or depend on rules."""
    named = {_BASE, _MAX, _OWN}
    return any(
        _time(one.parameters.get(_MAX)) or not named.isdisjoint(one.parameters.sometimes)
        for one in devices
    )


def _delays(devices: list[Primitive], node: str) -> set[float]:
    """Return the delays with which a node is fenced, over all devices that fence it."""
    found = set()
    for device in devices:
        covered = static_targets(device)
        if covered is None or node.casefold() in covered:
            found.add(_delay(device, node))
    return found


def _delay(device: Primitive, node: str) -> float:
    base = device.parameters.get(_BASE) or ""
    if ":" in base:
        pairs = (entry.partition(":") for entry in base.replace(" ", ";").split(";"))
        base = next((time for name, _, time in pairs if name == node), "0")
    own = device.parameters.get(_OWN)
    return _time(base) + _time(own)


def _time(value: str | None) -> float:
    return (milliseconds(value) or 0.0) if value else 0.0


CHECKS = (OfWhole(("fence-race",), fence_race),)
