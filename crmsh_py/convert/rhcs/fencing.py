"""Fencing: devices as stonith primitives, methods as levels of the fencing topology."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.convert.fence_parameters import GONE, SHIPPED, Gone
from crmsh_py.convert.rhcs.fence_arguments import Arguments, arguments
from crmsh_py.convert.rhcs.fence_devices import Primitive, convert_device
from crmsh_py.convert.rhcs.fence_uses import (
    IGNORED,
    FenceDevice,
    Method,
    Use,
    all_uses,
    methods_of,
    unfencing_of,
)
from crmsh_py.convert.rhcs.nodes import ClusterNode
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.grammar import tree
from crmsh_py.spelling import did_you_mean
from crmsh_py.xmltree import Element

_MOST_LEVELS = 9
"""Pacemaker has no more."""
_TOOL_KIT = "fence_vmware"


@dataclass(frozen=True, slots=True)
class _Level:
    """A method that becomes a level, and the ids of its devices."""

    method: Method
    devices: tuple[str, ...]


def convert_fencing(work: Work, nodes: Sequence[ClusterNode]) -> None:
    """Convert devices and methods, and switch fencing on if there is a device for it."""
    devices = _devices(work, _named_by(nodes))
    methods = {node.name: methods_of(work, node, devices) for node in nodes}
    unfencing = [use for node in nodes for use in unfencing_of(work, node, devices)]
    made = _primitives(work, devices, [*all_uses(methods), *unfencing])
    _tell_of_nodes_without(work, nodes, methods, devices)
    levels = {name: _levels(work, of_node, made) for name, of_node in methods.items()}
    _add_topology(work, levels)
    work.properties["stonith-enabled"] = "true" if made else "false"
    if not made:
        _tell_of_no_fencing(work)


def leaves_fencing_to_pacemaker(work: Work) -> bool:
    """Tell whether Pacemaker fenced already, as it did where it ran on top of cman."""
    found = [element.get("agent") for element in _elements(work)]
    return bool(found) and all(agent == IGNORED for agent in found)


# ------------------------------------------------------------------ devices


def _elements(work: Work) -> Iterator[Element]:
    for listing in children(work.document.root, "fencedevices"):
        yield from children(listing, "fencedevice")


def _named_by(nodes: Sequence[ClusterNode]) -> frozenset[str]:
    """Return the names of the devices that nodes use."""
    return frozenset(
        (part.get("name") or "").strip()
        for node in nodes
        for part in xmltree.descendants(node.element)
        if part.tag == "device"
    )


def _devices(work: Work, used: frozenset[str]) -> dict[str, FenceDevice]:
    devices: dict[str, FenceDevice] = {}
    for element in _elements(work):
        name = work.take(element, "name")
        if not name:
            work.error("unnamed-element", "the device has no name: it is left out", element)
            work.take_all(element)
        elif name in devices:
            message = f"the fencedevice {name!r} is there twice: the second one is left out"
            work.error("repeated-element", message, element, "name")
            work.take_all(element)
        elif name not in used:
            _leave_out(work, name, element)
        else:
            devices[name] = _device(work, name, element)
    return devices


def _leave_out(work: Work, name: str, element: Element) -> None:
    message = f"the fencedevice {name!r} is left out: no node uses it"
    work.tell("dropped", message, element)
    work.draft.became(f"fencedevice {name}", location=work.place(element))
    work.take_all(element)


def _device(work: Work, name: str, element: Element) -> FenceDevice:
    given = (work.take(element, "agent") or "").rpartition("/")[2]
    gone = GONE.get(given)
    agent = gone.successor if gone and gone.successor else given
    if gone is not None:
        _tell_of_gone(work, element, given, gone)
    elif not given:
        work.error("unknown-fence-agent", "the device has no agent: it is left out", element)
    elif given not in SHIPPED and given != IGNORED:
        _tell_of_unknown(work, element, given)
    elif given == _TOOL_KIT:
        message = f"{given} needs VMware's own tool kit on the nodes"
        hint = "fence_vmware_rest and fence_vmware_soap do without"
        work.warn("outdated-agent", message, element, "agent", hint=hint)
    is_usable = bool(agent) and (gone is None or gone.fences)
    if not is_usable or agent == IGNORED:
        work.take_all(element)
        return FenceDevice(name, agent, element, Arguments(), is_usable)
    return FenceDevice(name, agent, element, arguments(work, element, agent))


def _tell_of_gone(work: Work, element: Element, agent: str, gone: Gone) -> None:
    if gone.successor:
        message = f"{agent} is superseded: {gone.successor} takes the same parameters"
        work.tell("superseded-agent", message, element, "agent")
    elif not gone.fences:
        message = f"{agent} is gone, and was no fencing: the device is left out"
        work.error("fence-agent-gone", message, element, "agent", hint=gone.advice)
    else:
        message = f"{agent} is gone"
        work.error("fence-agent-gone", message, element, "agent", hint=gone.advice)


def _tell_of_unknown(work: Work, element: Element, agent: str) -> None:
    meant = did_you_mean(agent, SHIPPED, least=0.8)
    hint = meant or "if it is your own, install it on all nodes"
    message = f"the fence agent {agent!r} is not known"
    work.error("unknown-fence-agent", message, element, "agent", hint=hint)


def _primitives(
    work: Work, devices: Mapping[str, FenceDevice], uses: Sequence[Use]
) -> dict[Use, str]:
    """Add the primitives; return the id of the one that serves a use."""
    by_device: dict[str, list[Use]] = {}
    for use in uses:
        by_device.setdefault(use.device, []).append(use)
    made: list[Primitive] = []
    for device in devices.values():
        if device.name in by_device:
            made += convert_device(work, device, by_device[device.name])
        else:
            work.draft.became(f"fencedevice {device.name}", location=work.place(device.element))
    return {use: primitive.id for primitive in made for use in primitive.uses}


# ------------------------------------------------------------------ levels


def _levels(work: Work, methods: Sequence[Method], made: Mapping[Use, str]) -> tuple[_Level, ...]:
    """Return the levels of a node."""
    complete = [method for method in methods if method.is_complete]
    for method in complete[_MOST_LEVELS:]:
        message = f"Pacemaker has {_MOST_LEVELS} levels at most: this method is left out"
        work.warn("approximated", message, method.element)
    for method in (*complete[_MOST_LEVELS:], *(one for one in methods if not one.is_complete)):
        piece = f"method {method.name} of {method.node}"
        work.draft.became(piece, location=work.place(method.element))
    return tuple(
        _Level(method, tuple(dict.fromkeys(made[use] for use in method.uses)))
        for method in complete[:_MOST_LEVELS]
    )


def _add_topology(work: Work, levels: Mapping[str, tuple[_Level, ...]]) -> None:
    """Add the topology, unless every node has one method with one device, and needs none."""
    is_needed = any(
        len(of_node) > 1 or len(of_node[0].devices) > 1 for of_node in levels.values() if of_node
    )
    made = []
    for node, of_node in levels.items():
        target = tree.FencingTarget("node", node)
        for index, level in enumerate(of_node, 1):
            place = work.place(level.method.element)
            piece = f"method {level.method.name or index} of {node}"
            if not is_needed:
                work.draft.became(piece, *level.devices, location=place)
                continue
            id_ = work.draft.claim(f"fl-{node}-{index}", place)
            words = tuple(map(tree.Word, level.devices))
            made.append(tree.FencingLevel(words, str(index), target, id=id_))
            work.draft.became(piece, id_, location=place)
    if made:
        listing = next(iter(children(work.document.root, "clusternodes")))
        work.draft.add(tree.FencingTopology(tuple(made)), work.place(listing))


# ------------------------------------------------------------------ what is missing


def _tell_of_nodes_without(
    work: Work,
    nodes: Sequence[ClusterNode],
    methods: Mapping[str, Sequence[Method]],
    devices: Mapping[str, FenceDevice],
) -> None:
    if not devices or leaves_fencing_to_pacemaker(work):
        return  # one message on the whole says it
    for node in nodes:
        if not any(method.is_complete for method in methods[node.name]):
            message = f"the node {node.name!r} has no method of fencing"
            hint = "if it fails, its resources stay down: add a fencing device for it"
            work.warn("node-without-fencing", message, node.element, hint=hint)


def _tell_of_no_fencing(work: Work) -> None:
    listing = children(work.document.root, "fencedevices")
    message = "the file has no fencing device that can be used: 'stonith-enabled=false' is set"
    hint = "add a fencing device, then set stonith-enabled=true"
    work.warn("no-fencing", message, listing[0] if listing else work.document.root, hint=hint)
