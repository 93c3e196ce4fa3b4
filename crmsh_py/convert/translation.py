"""A resource of a haresources line as a primitive's agent, parameters and operations."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from crmsh_py.convert.agents import DRBD, GONE, LVS_SCRIPTS, SCRIPTS
from crmsh_py.convert.arguments import Script
from crmsh_py.convert.haresources import Resource, quoted
from crmsh_py.convert.parameters import remark
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import tree

_INIT_SCRIPT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]*")
_MARGIN = 20
_LONGEST_NAME = 32
_DRBD_MONITORS = (("29s", "Promoted"), ("31s", "Unpromoted"))
_DRBD_TIMEOUTS = {"start": "240s", "promote": "90s", "demote": "90s", "stop": "100s"}


@dataclass(frozen=True, slots=True)
class Translated:
    """A resource as a resource agent; `wish` is the id that it should have.

    Two with the same `identity` are the same resource; one without may be there repeatedly.
    """

    wish: str
    agent: tree.Agent
    nvpairs: tuple[tree.NvPair, ...] = ()
    ops: tuple[tree.Op, ...] = ()
    identity: tuple[object, ...] = ()

    @property
    def is_drbd(self) -> bool:
        """Tell whether this has to become a promotable clone."""
        return self.agent == DRBD

    @property
    def device(self) -> str:
        """The device of a file system; empty for all else."""
        return next((pair.value or "" for pair in self.nvpairs if pair.name == "device"), "")


@dataclass(frozen=True, slots=True)
class Translation:
    """What came of a resource: one as an agent, or none where an error says why."""

    resources: tuple[Translated, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def translate(resource: Resource, companions: frozenset[str] = frozenset()) -> Translation:
    """Convert a resource; `companions` are the scripts of its whole line."""
    name = resource.script.text
    if name in GONE:
        return Translation((), (_gone(resource),))
    script = SCRIPTS.get(name)
    if script is None or (script.is_init_script and not resource.arguments):
        return _unknown(resource) if resource.arguments else _init_script(resource)
    parameters = script.parameters(resource)
    diagnostics = (*parameters.diagnostics, *_remarks(script, resource))
    if not parameters.are_usable:
        return Translation((), parameters.diagnostics)
    values = dict(parameters.values)
    if name == "IPaddr2" and companions & LVS_SCRIPTS:
        values["lvs_support"] = "true"
    return Translation((_translated(name, script, values),), diagnostics)


def _translated(name: str, script: Script, values: dict[str, str]) -> Translated:
    nvpairs = _nvpairs(values)
    label = values[script.named_after] if script.named_after else ""
    wish = f"{script.prefix}_{label.strip('/') or 'root'}" if script.prefix else name.lower()
    identity: tuple[object, ...] = () if script.may_repeat else (script.agent, nvpairs)
    if script.prefix == "ip":  # the same address with another netmask is the same address
        wish, identity = wish.replace(".", "_"), (script.agent, label)
    return Translated(wish, script.agent, nvpairs, _ops(script, values), identity)


def _nvpairs(values: dict[str, str]) -> tuple[tree.NvPair, ...]:
    return tuple(tree.NvPair(name, value) for name, value in values.items())


def _remarks(script: Script, resource: Resource) -> list[Diagnostic]:
    note = script.remark
    if note is None or resource.is_shorthand:
        return []
    message = f"'{resource.script.text}' {note.text}"
    return [remark(note.code, resource.script, message, note.hint, is_warning=note.is_warning)]


# ------------------------------------------------------------------ operations


def _op(name: str, **attributes: str) -> tree.Op:
    return tree.Op(name, _nvpairs({"interval": "0s", **attributes}))


def _ops(script: Script, values: dict[str, str]) -> tuple[tree.Op, ...]:
    if script.agent == DRBD:
        return (
            *(_op("monitor", interval=at, timeout="20s", role=role) for at, role in _DRBD_MONITORS),
            *(_op(name, timeout=timeout) for name, timeout in _DRBD_TIMEOUTS.items()),
        )
    interval, timeout = script.monitor
    monitor = _op("monitor", interval=interval, timeout=timeout)
    if "startdelay" not in values:
        return (monitor,)
    # Heartbeat had no time limits; the agent sleeps, and Pacemaker's limit is 20 seconds.
    start = values["startdelay"]
    delays = {"start": start, "stop": values.get("stopdelay", start)}
    limits = {name: f"{int(delay) + _MARGIN}s" for name, delay in delays.items()}
    return (monitor, *(_op(name, timeout=limit) for name, limit in limits.items()))


# ------------------------------------------------------------------ scripts of no table


def _init_script(resource: Resource) -> Translation:
    script = resource.script
    if not _INIT_SCRIPT.fullmatch(script.text):
        message = f"{quoted(script.text)} can be no name of an init script"
        hint = "IPv6 addresses are written IPv6addr::ADDRESS" if ":" in script.text else None
        return Translation(
            (), (Diagnostic("unknown-script", message, location=script.location, hint=hint),)
        )
    agent = tree.Agent("lsb", None, script.text)
    problem = remark(
        "unreliable-status",
        script,
        f"'{script.text}' is taken for an init script: check its 'status' action",
        f"'{script.text} status' must give 0 when it runs and 3 when it is stopped",
    )
    monitor = _op("monitor", interval="60s", timeout="60s")
    translated = Translated(script.text, agent, (), (monitor,), (agent,))
    return Translation((translated,), (problem,))


def _unknown(resource: Resource) -> Translation:
    """Refuse a script with arguments; for the best effort it is an agent still to be written."""
    script = resource.script
    problem = Diagnostic(
        "unknown-script",
        f"the script {quoted(script.text)} has arguments, and no resource agent is known for it",
        location=script.location,
        hint=_hint(script.text),
    )
    if not _INIT_SCRIPT.fullmatch(script.text):
        return Translation((), (problem,))
    values = {f"arg{n}": word.text for n, word in enumerate(resource.arguments, 1)}
    agent = tree.Agent("ocf", "local", script.text)
    monitor = _op("monitor", interval="60s", timeout="60s")
    nvpairs = _nvpairs(values)
    translated = Translated(script.text, agent, nvpairs, (monitor,), (agent, nvpairs))
    return Translation((translated,), (problem,))


def _hint(name: str) -> str | None:
    if len(name) > _LONGEST_NAME:
        return None
    known = {script.lower(): script for script in (*SCRIPTS, *GONE)}
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.8)
    if near:
        return f"did you mean '{known[near[0]]}'?"
    return "write a resource agent around it, or an init script that needs no arguments"


def _gone(resource: Resource) -> Diagnostic:
    name = resource.script.text
    return Diagnostic(
        "no-counterpart",
        f"nothing that runs under Pacemaker does what '{name}' did",
        location=resource.script.location,
        hint=GONE[name],
    )
