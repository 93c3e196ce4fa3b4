"""The attributes of `<fencedevice>` and `<device>` as today's parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crmsh_py.convert.fence_parameters import OUTLETS, renamed
from crmsh_py.convert.rhcs.fence_known import PARAMETERS
from crmsh_py.convert.rhcs.work import Work
from crmsh_py.spelling import nearest
from crmsh_py.xmltree import Element

PLUG = "plug"
RESERVING = frozenset({"fence_scsi", "fence_mpath"})
"""Agents that keep a node from a disk by reservations: nodes need to be unfenced."""
_ACTIONS = ("action", "option")
_TODAYS_ACTION = {"disable": "off", "enable": "on"}
_FOUND_OUT = "found out"
_LEFT_TO_AGENTS: Mapping[str, frozenset[str]] = {
    "fence_scsi": frozenset({"nodename", "key", "node"}),
    "fence_mpath": frozenset({"nodename"}),
}
_MISNOMERS = frozenset({"ipaddress", "host"})
_ADDRESSES = _MISNOMERS | {"hostname"}
_OTHER_OUTLETS: Mapping[str, tuple[str, ...]] = {
    "module_name": ("fence_drac5",),
    "modulename": ("fence_drac5",),
    "blade": ("fence_bladecenter", "fence_ibmblade"),
    "partition": ("fence_lpar",),
    "vmname": ("fence_vmware",),
}
"""What single agents called the outlet."""

_SUREST = ("uuid", "plug", "port", "domain")
"""Of several that name an outlet, the one that counts; the rest are mostly the node's own names."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What an element tells an agent: parameters by today's names, and what stands apart.

    `outlet` is what the device calls a node; `outlet_name` is the parameter for it.
    """

    parameters: Mapping[str, str] = field(default_factory=dict)
    outlet: str = ""
    outlet_name: str = PLUG
    action: str = ""
    delay: str = ""


def arguments(work: Work, element: Element, agent: str, node: str = "") -> Arguments:
    """Read an element; `node` is the node that it is for, if it is for one."""
    found: dict[str, str] = {}
    apart = {"action": "", "delay": ""}
    for name in element.keys():  # noqa: SIM118 (an element's own items are its children)
        value = work.take(element, name)
        kind = _kind(agent, name)
        if not value:
            work.tell("dropped", f"{name!r} is left out: it has no value", element, name)
        elif kind == _FOUND_OUT:
            message = f"{name!r} is left out: the agent finds it out itself"
            work.tell("dropped", message, element, name)
        elif kind in {"action", "delay"}:
            apart[kind] = value.lower()
        elif kind == "parameter" and (today := _parameter(work, element, agent, name)):
            found.setdefault(today, value)
    apart["action"] = _TODAYS_ACTION.get(apart["action"], apart["action"])
    outlet = _outlet(work, element, agent, node)
    return Arguments(found, outlet, _outlet_name(agent), **apart)


def _outlet(work: Work, element: Element, agent: str, node: str) -> str:
    """Return what the device calls the node; of several names that differ, the surest."""
    given = {name: (value or "").strip() for name, value in element.items()}
    outlets = (name for name in given if _kind(agent, name) == "outlet")
    names = sorted((one for one in outlets if given[one] not in {"", node}), key=_sureness)
    for name in names[1:]:
        if given[name] != given[names[0]]:
            message = f"{name!r} is left out: {names[0]!r} says what the device calls the node"
            work.warn("approximated", message, element, name)
    return given[names[0]] if names else ""


def _sureness(name: str) -> int:
    return _SUREST.index(name) if name in _SUREST else len(_SUREST)


def _kind(agent: str, name: str) -> str:
    """Return what an attribute is; empty for those that are none of the agent's."""
    if name in {"name", "agent"}:
        return ""
    if name in _ACTIONS:
        return "action"
    if name in _LEFT_TO_AGENTS.get(agent, ()):
        return _FOUND_OUT
    if name == "delay":
        return name
    return "outlet" if _is_outlet(agent, name) else "parameter"


def _outlet_name(agent: str) -> str:
    """Return the parameter by which an agent is told whom to fence: a key, or mostly a plug."""
    return "key" if agent == "fence_mpath" else PLUG


def _is_outlet(agent: str, name: str) -> bool:
    if name == _outlet_name(agent) or agent in _OTHER_OUTLETS.get(name, ()):
        return True
    is_own = name in PARAMETERS.get(agent, ()) and name != PLUG
    return name in OUTLETS and not is_own


def _parameter(work: Work, element: Element, agent: str, name: str) -> str:
    """Return what a parameter is called today; empty if it has to be left out."""
    today = "ip" if name in _ADDRESSES else renamed(name)
    taken = PARAMETERS.get(agent)
    if taken is not None and today not in taken:
        message = f"{agent} does not know {name!r}: it is left out"
        near = nearest(today, taken, least=0.8)
        hint = f"did it mean {near!r}?" if near else None
        work.warn("unknown-fence-parameter", message, element, name, hint=hint)
        return ""
    if not element.get(name, "").strip().isprintable():
        message = f"the value of {name!r} is no text of one line: it is left out"
        work.warn("unusable-value", message, element, name)
        return ""
    if name in _MISNOMERS:
        message = f"{name!r} is no name of a parameter: it is taken for 'ip'"
        work.warn("approximated", message, element, name)
    return today
