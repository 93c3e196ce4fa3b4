"""What nodes are fenced with: `<fence>` and `<unfence>` of each, method by method."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from crmsh_py.convert.rhcs.fence_arguments import Arguments, arguments
from crmsh_py.convert.rhcs.nodes import ClusterNode
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.xmltree import Element

IGNORED = "fence_pcmk"
"""The agent by which cman let Pacemaker fence."""


@dataclass(frozen=True, slots=True)
class FenceDevice:
    """A `<fencedevice>`: its agent of today, and what it tells it.

    One that is not usable (its agent never fenced) is known, so that methods may name it.
    """

    name: str
    agent: str
    element: Element = field(repr=False)
    arguments: Arguments
    is_usable: bool = True


@dataclass(frozen=True, slots=True)
class Use:
    """How a method uses a device for a node: what it tells the agent, and which outlets.

    Uses with several outlets come from devices that feed both power supplies of a machine.
    """

    node: str
    device: str
    parameters: tuple[tuple[str, str], ...]
    outlets: tuple[str, ...]
    actions: frozenset[str]
    delay: str
    element: Element = field(repr=False, compare=False)
    is_unfencing: bool = False


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a node: all its devices have to succeed."""

    node: str
    name: str
    uses: tuple[Use, ...]
    element: Element = field(repr=False, compare=False)
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class _Call:
    """One `<device>` element."""

    device: str
    arguments: Arguments
    element: Element = field(repr=False, compare=False)


def methods_of(
    work: Work, node: ClusterNode, devices: Mapping[str, FenceDevice]
) -> tuple[Method, ...]:
    """Return the methods of a node in their order."""
    found = []
    for fence in children(node.element, "fence"):
        for method in children(fence, "method"):
            if not children(method, "device"):
                work.tell("dropped", "the method is left out: it has no devices", method)
            calls, is_complete = _calls(work, node, method, devices)
            name = work.take(method, "name") or ""
            uses = _uses(node.name, calls)
            if uses or not is_complete:
                found.append(Method(node.name, name, uses, method, is_complete))
    return tuple(found)


def unfencing_of(
    work: Work, node: ClusterNode, devices: Mapping[str, FenceDevice]
) -> tuple[Use, ...]:
    """Return the uses by which a node is let in again."""
    calls: list[_Call] = []
    for unfence in children(node.element, "unfence"):
        for holder in (unfence, *children(unfence, "method")):
            calls += _calls(work, node, holder, devices)[0]
    return _uses(node.name, calls, is_unfencing=True)


def _calls(
    work: Work, node: ClusterNode, holder: Element, devices: Mapping[str, FenceDevice]
) -> tuple[list[_Call], bool]:
    """Return the calls of devices, and whether all of them can be made."""
    calls, is_complete = [], True
    for element in children(holder, "device"):
        name = work.take(element, "name") or ""
        device = devices.get(name)
        if device is None:
            message = f"there is no fencedevice {name!r}"
            hint = "without it the whole method is left out"
            work.error("no-such-fencedevice", message, element, "name", hint=hint)
            work.take_all(element)
            is_complete = False
        elif not device.is_usable:
            work.take_all(element)
            is_complete = False
        elif device.agent == IGNORED:
            work.take_all(element)
        else:
            own = arguments(work, element, device.agent, node.name)
            calls.append(_Call(name, replace(own, parameters=_news(device, own)), element))
    return calls, is_complete


def _news(device: FenceDevice, own: Arguments) -> dict[str, str]:
    """Return the parameters that a use has of its own, in an order that can be compared."""
    of_device = device.arguments.parameters
    return {
        name: value
        for name, value in sorted(own.parameters.items())
        if of_device.get(name) != value
    }


def _uses(node: str, calls: Sequence[_Call], *, is_unfencing: bool = False) -> tuple[Use, ...]:
    """Join the calls of the same device with the same parameters: off, off, on, on of a pair."""
    joined: dict[tuple[str, tuple[tuple[str, str], ...]], list[_Call]] = {}
    for call in calls:
        key = (call.device, tuple(call.arguments.parameters.items()))
        joined.setdefault(key, []).append(call)
    return tuple(
        Use(
            node,
            device,
            tuple(same[0].arguments.parameters.items()),
            tuple(dict.fromkeys(one.arguments.outlet for one in same if one.arguments.outlet)),
            frozenset(one.arguments.action for one in same),
            next((one.arguments.delay for one in same if one.arguments.delay), ""),
            same[0].element,
            is_unfencing,
        )
        for (device, _), same in joined.items()
    )


def all_uses(methods: Mapping[str, Sequence[Method]]) -> Iterator[Use]:
    """Yield the uses of all methods that can be carried out."""
    for of_node in methods.values():
        for method in of_node:
            if method.is_complete:
                yield from method.uses
