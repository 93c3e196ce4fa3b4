"""The operations of a resource: how often it is looked at, and how long things may take."""

from collections.abc import Mapping

from crmsh_py.convert import drbd
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.scripts import Script
from crmsh_py.grammar import tree

Pairs = tuple[tree.NvPair, ...]

_MARGIN = 20
# What haresources2cib wrote: addresses often, all else seldom.
_OLD_QUICK, _OLD_SLOW = ("5s", "5s"), ("120s", "60s")
_ADDRESSES = frozenset({"IPaddr", "IPaddr2", "IPsrcaddr", "IPv6addr"})


def nvpairs(values: Mapping[str, str]) -> Pairs:
    """Return names and values as the language has them."""
    return tuple(tree.NvPair(name, value) for name, value in values.items())


def operations(
    name: str, script: Script, values: Mapping[str, str], choices: Choices
) -> tuple[tree.Op, ...]:
    """Return the operations of the resource that a script with these values becomes."""
    ops = (*_monitors(name, script, choices), *_limits(script, values))
    return tuple(op for op in ops if choices.has_monitors or op.name != "monitor")


def _op(name: str, **attributes: str) -> tree.Op:
    return tree.Op(name, nvpairs({"interval": "0s", **attributes}))


def _monitors(name: str, script: Script, choices: Choices) -> list[tree.Op]:
    if script.agent == drbd.AGENT:
        timeout = drbd.MONITOR_TIMEOUT
        return [_op("monitor", interval=at, timeout=timeout, role=r) for at, r in drbd.MONITORS]
    interval, timeout = script.monitor
    if choices.legacy_monitors:
        interval, timeout = _OLD_QUICK if name in _ADDRESSES else _OLD_SLOW
    return [_op("monitor", interval=interval, timeout=timeout)]


def _limits(script: Script, values: Mapping[str, str]) -> list[tree.Op]:
    if script.agent == drbd.AGENT:
        return [_op(name, timeout=timeout) for name, timeout in drbd.TIMEOUTS.items()]
    if "startdelay" not in values:
        return []
    # Heartbeat had no time limits; the agent sleeps, and Pacemaker's limit is 20 seconds.
    start = values["startdelay"]
    delays = {"start": start, "stop": values.get("stopdelay", start)}
    return [_op(name, timeout=f"{int(delay) + _MARGIN}s") for name, delay in delays.items()]
