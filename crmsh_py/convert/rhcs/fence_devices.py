"""Fence devices as primitives: one for all its nodes, or one for each where they differ."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crmsh_py import secrets
from crmsh_py.convert.rhcs.fence_arguments import RESERVING
from crmsh_py.convert.rhcs.fence_known import REQUIRED
from crmsh_py.convert.rhcs.fence_uses import FenceDevice, Use
from crmsh_py.convert.rhcs.nodes import whole_number
from crmsh_py.convert.rhcs.work import Work
from crmsh_py.grammar import tree

_MAKESHIFT = "CHANGE-ME"
_FINDS_DISKS = "fence_scsi"
"""The agent that looks for disks itself: once for those of clvmd, today for those of lvmlockd."""
_IN_HOST_MAP = re.compile(r"[A-Za-z0-9_./@+-]+")
"""Outlets that `pcmk_host_map` can hold for sure; names of nodes likewise."""
_MONITOR = tree.Op("monitor", (tree.NvPair("interval", "60s"), tree.NvPair("timeout", "60s")))
_UNFENCING = tree.NvSet("meta", (tree.NvPair("provides", "unfencing"),))
_WHOLE = frozenset({"off", "on"})
_PLAIN = frozenset({"", "reboot"})


@dataclass(frozen=True, slots=True)
class Primitive:
    """A fencing device of the CIB: its id, the nodes that it is for, the uses that it serves."""

    id: str
    nodes: tuple[str, ...]
    uses: tuple[Use, ...] = field(repr=False)


def convert_device(work: Work, device: FenceDevice, uses: Sequence[Use]) -> tuple[Primitive, ...]:
    """Add the primitives of a device, and return them."""
    variants = _variants(uses)
    if len(variants) > 1:
        nodes = len(dict.fromkeys(use.node for use in uses))
        message = (
            f"{device.name!r} is told different things for its {nodes} nodes: it becomes"
            f" {len(variants)} devices"
        )
        work.warn("fence-device-split", message, device.element)
    is_split = len(variants) > 1
    made = tuple(_primitive(work, device, variant, is_split=is_split) for variant in variants)
    place = work.place(device.element)
    work.draft.became(f"fencedevice {device.name}", *(one.id for one in made), location=place)
    return made


def _variants(uses: Sequence[Use]) -> list[list[Use]]:
    """Return groups of uses that one primitive can serve."""
    if _can_be_shared(uses):
        return [list(uses)]
    alike: dict[tuple[object, ...], list[Use]] = {}
    for use in uses:
        alike.setdefault((use.node, use.parameters, use.outlets), []).append(use)
    return list(alike.values())


def _can_be_shared(uses: Sequence[Use]) -> bool:
    """Tell whether the nodes differ by their outlets only, and a host map can say those."""
    outlets: dict[str, tuple[str, ...]] = {}
    for use in uses:
        if use.parameters != uses[0].parameters:
            return False
        if outlets.setdefault(use.node, use.outlets) != use.outlets:
            return False
    if not any(outlets.values()):
        return True
    words = (*outlets, *(outlet for of_node in outlets.values() for outlet in of_node))
    return all(_IN_HOST_MAP.fullmatch(word) for word in words)


# ------------------------------------------------------------------ one primitive


def _primitive(
    work: Work, device: FenceDevice, uses: Sequence[Use], *, is_split: bool
) -> Primitive:
    nodes = tuple(dict.fromkeys(use.node for use in uses))
    place = work.place(device.element)
    id_ = _id(work, device, f"{device.name}-{nodes[0]}" if is_split else device.name)
    values = {**device.arguments.parameters, **dict(uses[0].parameters)}
    values = _completed(work, device, values)
    values |= _targets(device, uses, nodes)
    values |= dict(_delays(work, device, uses, nodes))
    values |= dict(_actions(work, device, uses))
    params = tree.NvSet("params", _nvpairs(values))
    sets = [params, *([_UNFENCING] if _is_unfencing(device, uses) else [])]
    work.draft.add(
        tree.Primitive(id_, tree.Agent("stonith", None, device.agent), (*sets, _MONITOR)), place
    )
    if len(nodes) == 1 and not _is_unfencing(device, uses):  # a node lets itself in again
        _keep_off(work, id_, nodes[0], uses[0])
    return Primitive(id_, nodes, tuple(uses))


def _id(work: Work, device: FenceDevice, wish: str) -> str:
    id_ = work.draft.claim(wish, work.place(device.element))
    if id_ != wish:
        message = f"the fencedevice {device.name!r} is called {id_!r} in the CIB"
        work.tell("id-changed", message, device.element, "name")
    return id_


def _nvpairs(values: Mapping[str, str]) -> tuple[tree.NvPair, ...]:
    return tuple(tree.NvPair(name, value) for name, value in values.items())


def _completed(work: Work, device: FenceDevice, values: dict[str, str]) -> dict[str, str]:
    """Put makeshifts where the agent needs what the file does not say."""
    if device.agent == _FINDS_DISKS and not values.get("devices"):
        message = f"{device.name!r} names no disks: {device.agent} takes those of shared groups"
        hint = "unless lvmlockd shares their volume groups, name the disks in 'devices'"
        work.warn("approximated", message, device.element, hint=hint)
    for name in REQUIRED.get(device.agent, ()):
        if name not in values:
            message = f"{device.agent} needs {name!r}, and {device.name!r} does not say it"
            hint = f"with '--best-effort' it becomes {name}={_MAKESHIFT}"
            work.error("missing-value", message, device.element, hint=hint)
            values[name] = _MAKESHIFT
    for name, value in values.items():
        if value == secrets.MASK and secrets.is_secret(name):
            message = f"{name!r} of {device.name!r} is hidden in the file: it becomes {_MAKESHIFT}"
            work.warn("missing-value", message, device.element)
            values[name] = _MAKESHIFT
    return values


def _is_unfencing(device: FenceDevice, uses: Sequence[Use]) -> bool:
    return device.agent in RESERVING or any(use.is_unfencing for use in uses)


def _targets(device: FenceDevice, uses: Sequence[Use], nodes: tuple[str, ...]) -> dict[str, str]:
    """Return the parameters that say which nodes a device fences, and what it calls them."""
    own, name = device.arguments.outlet, device.arguments.outlet_name
    outlets = {use.node: use.outlets for use in uses}
    host_list = {"pcmk_host_list": " ".join(nodes)}
    if not any(outlets.values()):
        return {name: own, **host_list} if own else host_list
    words = (*nodes, *(outlet for of_node in outlets.values() for outlet in of_node))
    if not all(_IN_HOST_MAP.fullmatch(word) for word in words):
        return {name: ",".join(outlets[nodes[0]]), **host_list}
    pairs = (f"{node}:{','.join(of_node) or own or node}" for node, of_node in outlets.items())
    host_map = {"pcmk_host_map": ";".join(pairs)}
    return host_map if name == "plug" else {"pcmk_host_argument": name, **host_map}


def _delays(
    work: Work, device: FenceDevice, uses: Sequence[Use], nodes: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    given = {use.node: use.delay for use in reversed(uses) if use.delay}
    delays = {node: given.get(node, device.arguments.delay) for node in nodes}
    if not any(delays.values()):
        return
    if any(delay and whole_number(delay.rstrip("s")) is None for delay in delays.values()):
        message = "a delay is a number of seconds: it is left out"
        work.warn("unusable-value", message, device.element, "delay")
    elif len(set(delays.values())) == 1:
        yield "pcmk_delay_base", f"{delays[nodes[0]].rstrip('s')}s"
    else:
        pairs = (f"{node}:{delay.rstrip('s') or '0'}" for node, delay in delays.items())
        yield "pcmk_delay_base", ";".join(pairs)


def _actions(work: Work, device: FenceDevice, uses: Sequence[Use]) -> Iterator[tuple[str, str]]:
    """Return what a device does if it is to reboot a node: off alone means to leave it off."""
    fencing = [use for use in uses if not use.is_unfencing]
    own = device.arguments.action
    wanted = {frozenset(action or own for action in use.actions) for use in fencing}
    if wanted == {frozenset({"off"})}:
        yield "pcmk_reboot_action", "off"
        message = f"{device.name!r} only switches off: so it does now ('pcmk_reboot_action=off')"
        hint = "a node that was fenced stays off: somebody has to start it"
        work.warn("fence-action", message, device.element, hint=hint)
        return
    for use in fencing:
        _tell_of_action(work, use, frozenset(action or own for action in use.actions))


def _tell_of_action(work: Work, use: Use, actions: frozenset[str]) -> None:
    word = "action" if use.element.get("action") is not None else "option"
    if actions == _WHOLE:
        message = "off and on are left out: Pacemaker switches all devices off, then all on"
        work.tell("dropped", message, use.element, word)
    elif actions <= _PLAIN:
        if actions != {""}:
            message = "the action is left out: to reboot is what Pacemaker does"
            work.tell("dropped", message, use.element, word)
    else:
        named = ", ".join(sorted(filter(None, actions)))
        message = f"the action {named!r} is left out: the device reboots {use.node!r}"
        hint = "'pcmk_reboot_action' says what a device does instead, for all its nodes"
        work.warn("fence-action", message, use.element, word, hint=hint)


def _keep_off(work: Work, id_: str, node: str, use: Use) -> None:
    """Keep a device away from the only node that it fences: it is of no use there."""
    place = work.place(use.element)
    constraint = work.draft.claim(f"loc-{id_}-{node}", place)
    work.draft.add(tree.Location(constraint, tree.Word(id_), score="-INFINITY", node=node), place)
