"""The arguments of those resource scripts that are more than values in their positions."""

import re
from dataclasses import replace

from crmsh_py.convert.heartbeat.addresses import read_address
from crmsh_py.convert.heartbeat.haresources import Resource, parts, quoted
from crmsh_py.convert.heartbeat.parameters import Parameters, invalid, refused, remark
from crmsh_py.convert.heartbeat.scripts import Script, positional, usage
from crmsh_py.diagnostics import Diagnostic

_HA_FOLDER = "/etc/ha.d"
_NETWORK_DEVICE = re.compile(r"[^/]+:/.*", re.DOTALL)
_SLASH = re.compile("/")
# What the agent of DRBD before 1.0 took for parameters is meta of its clone today.
_DRBD_META = {
    "clone_max": "clone-max",
    "clone_node_max": "clone-node-max",
    "master_max": "promoted-max",
    "master_node_max": "promoted-node-max",
}


def address(_script: Script, resource: Resource) -> Parameters:
    """Read an address with what hangs on it."""
    return read_address(resource)


def filesystem(script: Script, resource: Resource) -> Parameters:
    """Read a mount; mount(8) found the type out by itself, the agent wants it said."""
    found = positional(script, resource)
    values = dict(found.values)
    problems = list(found.diagnostics)
    if len(resource.arguments) > 1 and not values["directory"].startswith("/"):
        directory = resource.arguments[1]
        message = f"the mount point {quoted(directory.text)} is no absolute path"
        problems.append(invalid(directory, message, usage(script, resource)))
    if "fstype" not in values:
        values["fstype"] = "nfs" if _NETWORK_DEVICE.fullmatch(values["device"]) else "auto"
        message = f"no type of file system is given; taken to be '{values['fstype']}'"
        hint = "the agent needs one: say Filesystem::DEVICE::DIRECTORY::TYPE"
        problems.append(remark("approximated", resource.script, message, hint))
    return Parameters(values, tuple(problems))


def volume_group(script: Script, resource: Resource) -> Parameters:
    """Read a volume group: heartbeat took its folder in /dev as well."""
    found = positional(script, resource)
    name = found.values["vgname"]
    bare = name.removeprefix("/dev/").rstrip("/")
    if bare == name:
        return found
    problem = remark(
        "approximated",
        resource.arguments[0],
        f"{quoted(name)} is taken for the volume group {quoted(bare)}",
        is_warning=False,
    )
    diagnostics = (*found.diagnostics, problem)
    return replace(found, values={**found.values, "vgname": bare}, diagnostics=diagnostics)


def drbd(script: Script, resource: Resource) -> Parameters:
    """Read the name of a DRBD resource, and what else the old agent took.

    A name missing (or `all`) stays so: whoever knows the resources of drbd.conf fills it in.
    """
    found = positional(script, resource)
    values = {key: value for key, value in found.values.items() if key not in _DRBD_META}
    meta = {_DRBD_META[key]: value for key, value in found.values.items() if key in _DRBD_META}
    if values.get("drbd_resource") == "all":
        del values["drbd_resource"]
    return replace(found, values=values, meta=meta)


def raid(script: Script, resource: Resource) -> Parameters:
    """Read the configuration and the device of a software RAID."""
    found = positional(script, resource)
    if not resource.arguments or not resource.arguments[0].text.endswith("raidtab"):
        return found
    message = "a raidtab file is of no use any more"
    problem = remark("approximated", resource.arguments[0], message, "make an mdadm.conf of it")
    return replace(found, diagnostics=(*found.diagnostics, problem))


def ldirectord(script: Script, resource: Resource) -> Parameters:
    """Read the configuration file, which ldirectord looked for in heartbeat's folder."""
    found = positional(script, resource)
    name = found.values.get("configfile", "ldirectord.cf")
    if name.startswith("/"):
        return found
    path = f"{_HA_FOLDER}/{name}"
    message = f"the configuration file is taken to be '{path}'"
    word = resource.arguments[0] if resource.arguments else resource.script
    info = remark("approximated", word, message, is_warning=False)
    return Parameters({"configfile": path}, (*found.diagnostics, info))


def apache(script: Script, resource: Resource) -> Parameters:
    """Read the arguments of the agent; the word alone could have been the init script."""
    if resource.arguments:
        return positional(script, resource)
    message = "'apache' is taken for the resource agent, which heartbeat 2 had"
    hint = "if it was the init script, the resource is lsb:apache"
    return Parameters({}, (remark("approximated", resource.script, message, hint),))


def portblock(script: Script, resource: Resource) -> Parameters:
    """Read what ports to block or unblock."""
    found = positional(script, resource)
    if len(resource.arguments) < len(script.positions):
        return found
    word = resource.arguments[2]
    if word.text in {"block", "unblock"}:
        return found
    problem = invalid(word, f"{quoted(word.text)} is neither 'block' nor 'unblock'")
    return replace(found, diagnostics=(*found.diagnostics, problem))


def send_arp(script: Script, resource: Resource) -> Parameters:
    """Read `ip/nic`, which may come as two arguments as well."""
    pieces = tuple(piece for word in resource.arguments for piece in parts(word, _SLASH))
    return positional(script, Resource(resource.script, pieces))


def delay(script: Script, resource: Resource) -> Parameters:
    """Read delays in seconds."""
    wrong = [word for word in resource.arguments if not re.fullmatch("[0-9]{1,6}", word.text)]
    if wrong:
        return refused(*(invalid(w, f"{quoted(w.text)} is no number of seconds") for w in wrong))
    return positional(script, resource)


def node_list(_script: Script, resource: Resource) -> Parameters:
    """Read any number of nodes as one parameter."""
    if not resource.arguments:
        return Parameters()
    return Parameters({"nodelist": " ".join(word.text for word in resource.arguments)})


def was(script: Script, resource: Resource) -> Parameters:
    """Read the configuration file or the port: heartbeat looked whether there is such a file."""
    found = positional(script, resource)
    value = found.values.get("config", "")
    if re.fullmatch("[0-9]+", value):
        return replace(found, values={"port": value})
    return found


def database(script: Script, resource: Resource) -> Parameters:
    """Read the database of an SAP system: what came after its type is going out of use."""
    found = positional(script, resource)
    late = resource.arguments[3 : len(script.positions)]
    if not late:
        return found
    message = f"the arguments of '{resource.script.text}' from here on are deprecated in the agent"
    problem: Diagnostic = remark("outdated-agent", late[0], message, "see its metadata")
    return replace(found, diagnostics=(*found.diagnostics, problem))
