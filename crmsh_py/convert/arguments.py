"""How the arguments of a resource script are read: by position, or as a few scripts have it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from crmsh_py.convert.addresses import read_address
from crmsh_py.convert.haresources import Resource, parts, quoted
from crmsh_py.convert.parameters import Parameters, invalid, refused, remark
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import tree

_HA_FOLDER = "/etc/ha.d"
_NETWORK_DEVICE = re.compile(r"[^/]+:/.*", re.DOTALL)
_SLASH = re.compile("/")


@dataclass(frozen=True, slots=True)
class Remark:
    """What whoever used a script is to be told."""

    code: str
    text: str
    hint: str | None = None
    is_warning: bool = True


@dataclass(frozen=True, slots=True)
class Script:
    """How to convert a resource script.

    `positions` are the agent's names of the arguments, of which the first `required` must be
    there; `constants` hold where no argument says otherwise.  `prefix` and `named_after` (a
    parameter) make the id.  A script with `is_init_script` is one when it has no arguments:
    heartbeat itself had none of that name.  Those that `may_repeat` disturb each other not.
    """

    agent: tree.Agent
    positions: tuple[str, ...] = ()
    required: int = 0
    constants: tuple[tuple[str, str], ...] = ()
    monitor: tuple[str, str] = ("60s", "60s")
    prefix: str | None = None
    named_after: str | None = None
    remark: Remark | None = None
    is_init_script: bool = False
    may_repeat: bool = False
    read: Callable[["Script", Resource], Parameters] | None = None

    def parameters(self, resource: Resource) -> Parameters:
        """Return what the arguments of a resource come to, constants included."""
        found = (self.read or positional)(self, resource)
        constants = {key: value for key, value in self.constants if key not in found.values}
        return Parameters(
            {**found.values, **constants}, found.diagnostics, are_usable=found.are_usable
        )


def positional(script: Script, resource: Resource) -> Parameters:
    """Give the arguments the names of their positions."""
    arguments = resource.arguments
    problems = [*_missing(script, resource), *_surplus(script, resource)]
    if problems:
        return refused(*problems)
    pairs = zip(script.positions, arguments, strict=False)
    return Parameters({name: word.text for name, word in pairs})


def _missing(script: Script, resource: Resource) -> list[Diagnostic]:
    names = script.positions[len(resource.arguments) : script.required]
    if not names:
        return []
    message = f"'{resource.script.text}' needs {' and '.join(names)}"
    return [invalid(resource.script, message, _usage(script, resource))]


def _surplus(script: Script, resource: Resource) -> list[Diagnostic]:
    surplus = resource.arguments[len(script.positions) :]
    if not surplus:
        return []
    count = len(script.positions)
    takes = f"at most {count} argument{'s' if count > 1 else ''}" if count else "no arguments"
    message = f"'{resource.script.text}' takes {takes}"
    return [invalid(surplus[0], message, _usage(script, resource))]


def _usage(script: Script, resource: Resource) -> str:
    needed = "".join(f"::{name}" for name in script.positions[: script.required])
    rest = script.positions[script.required :]
    return resource.script.text + needed + "".join(f"[::{name}" for name in rest) + "]" * len(rest)


# ------------------------------------------------------------------ what a table cannot say


def address(_script: Script, resource: Resource) -> Parameters:
    """Read an address with what hangs on it."""
    return read_address(resource)


def filesystem(script: Script, resource: Resource) -> Parameters:
    """Read a mount; mount(8) found the type out by itself, the agent wants it said."""
    found = positional(script, resource)
    if not found.are_usable:
        return found
    values = dict(found.values)
    directory = resource.arguments[1]
    if not directory.text.startswith("/"):
        message = f"the mount point {quoted(directory.text)} is no absolute path"
        return refused(invalid(directory, message, _usage(script, resource)))
    if "fstype" in values:
        return found
    values["fstype"] = "nfs" if _NETWORK_DEVICE.fullmatch(values["device"]) else "auto"
    message = f"no type of file system is given; taken to be '{values['fstype']}'"
    hint = "the agent needs one: say Filesystem::DEVICE::DIRECTORY::TYPE"
    return Parameters(values, (remark("approximated", resource.script, message, hint),))


def drbd(script: Script, resource: Resource) -> Parameters:
    """Read the name of a DRBD resource; the agent handles one, heartbeat's script also all."""
    arguments = resource.arguments
    if arguments and arguments[0].text != "all":
        return positional(script, resource)
    word = arguments[0] if arguments else resource.script
    message = f"'{resource.script.text}' without the name of a resource means all of drbd.conf"
    problem = Diagnostic(
        "drbd-all",
        message,
        location=word.location,
        hint=f"write one {resource.script.text}::NAME for each resource of drbd.conf",
    )
    return Parameters({"drbd_resource": "r0"}, (problem,))


def raid(script: Script, resource: Resource) -> Parameters:
    """Read the configuration and the device of a software RAID."""
    found = positional(script, resource)
    if not resource.arguments or not resource.arguments[0].text.endswith("raidtab"):
        return found
    message = "a raidtab file is of no use any more"
    problem = remark("approximated", resource.arguments[0], message, "make an mdadm.conf of it")
    return Parameters(found.values, (*found.diagnostics, problem), are_usable=found.are_usable)


def ldirectord(script: Script, resource: Resource) -> Parameters:
    """Read the configuration file, which ldirectord looked for in heartbeat's folder."""
    found = positional(script, resource)
    name = found.values.get("configfile", "ldirectord.cf")
    if name.startswith("/") or not found.are_usable:
        return found
    path = f"{_HA_FOLDER}/{name}"
    message = f"the configuration file is taken to be '{path}'"
    word = resource.arguments[0] if resource.arguments else resource.script
    info = remark("approximated", word, message, is_warning=False)
    return Parameters({"configfile": path}, (info,))


def portblock(script: Script, resource: Resource) -> Parameters:
    """Read what ports to block or unblock."""
    found = positional(script, resource)
    if not found.are_usable or found.values["action"] in {"block", "unblock"}:
        return found
    word = resource.arguments[2]
    return refused(invalid(word, f"{quoted(word.text)} is neither 'block' nor 'unblock'"))


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
    return Parameters({"nodelist": " ".join(word.text for word in resource.arguments)})


def was(script: Script, resource: Resource) -> Parameters:
    """Read the configuration file or the port: heartbeat looked whether there is such a file."""
    found = positional(script, resource)
    value = found.values.get("config", "")
    if re.fullmatch("[0-9]+", value):
        return Parameters({"port": value})
    return found
