"""Which nodes a fence device fences, where it says so itself.

Facts: Pacemaker Explained, "Special Meta-Attributes for Fencing Resources": pcmk_host_list,
pcmk_host_map (`NODE:PLUG[,PLUG];…`), pcmk_host_check.
"""

import re

from crmsh_py.verify.view import Primitive

_SEPARATORS = re.compile(r"[\s,;]+")
_IN_MAPS = re.compile(r"[\s;]+")
LIST, MAP, CHECK = "pcmk_host_list", "pcmk_host_map", "pcmk_host_check"


def listed(device: Primitive) -> dict[str, str]:
    """Return the names of nodes that a device's parameters say, to the parameter."""
    found = {}
    names = device.parameters.get(LIST)
    for name in _SEPARATORS.split(names) if names else ():
        if name:
            found[name] = LIST
    plugs = device.parameters.get(MAP)
    for entry in _IN_MAPS.split(plugs) if plugs else ():
        name = entry.partition(":")[0].partition("=")[0]
        if name:
            found.setdefault(name, MAP)
    return found


def static_targets(device: Primitive) -> set[str] | None:
    """Return the names (casefolded) of the nodes that a device fences; None if it asks itself."""
    check = device.parameters.get(CHECK)
    if check not in {None, "", "static-list"}:
        return None
    if not device.parameters.sometimes.isdisjoint({LIST, MAP, CHECK}):
        return None
    names = listed(device)
    return {name.casefold() for name in names} or None
