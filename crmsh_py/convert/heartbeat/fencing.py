"""The directives `stonith` and `stonith_host` into fencing resources.

What stands behind the type of a device may be a password: it is never in a message.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crmsh_py.convert.heartbeat.ha_cf import Directive, shortened
from crmsh_py.convert.heartbeat.nodes import names_of
from crmsh_py.convert.heartbeat.work import Work
from crmsh_py.convert.stonith_plugins import Device, by_position, convert_plugin
from crmsh_py.convert.stonith_types import PLUGINS
from crmsh_py.grammar import tree
from crmsh_py.source import Location

_EVERYWHERE = "*"
_ENABLED = "stonith-enabled"


@dataclass(frozen=True, slots=True)
class _Made:
    """A fencing resource, and the device that it is."""

    id: str
    device: Device


def convert_fencing(work: Work) -> None:
    """Make the fencing resources, and tell which nodes nothing fences."""
    if work.ignores_resources:
        for directive in work.ha_cf.all("stonith", "stonith_host"):
            work.drop(directive, "with 'crm on' heartbeat fenced with the devices of its CIB")
        return
    made: dict[tuple[str, str], _Made] = {}
    for directive in work.ha_cf.all("stonith"):
        _convert(work, _stonith(work, directive), made)
    for directive in work.ha_cf.all("stonith_host"):
        _convert(work, _stonith_host(directive), made)
    _about_unfenced(work, [one.device for one in made.values()])


def convert_watchdog(work: Work) -> None:
    """Tell how a watchdog is set up now: it is never done silently."""
    directive = work.ha_cf.last("watchdog")
    if directive is None:
        return
    device = shortened(directive.values[-1].text)
    words = f"the watchdog {device!r} is not used until sbd is set up by hand"
    hint = f"SBD_WATCHDOG_DEV={device} in /etc/sysconfig/sbd, enable sbd, then set the property"
    work.warn("set-up-watchdog", words, directive.location, f"{hint} stonith-watchdog-timeout")
    work.became(directive, note="sbd, by hand")
    work.draft.remind(
        f"Set up sbd on each node: SBD_WATCHDOG_DEV={device} in /etc/sysconfig/sbd, 'systemctl"
        " enable sbd'; then set the property stonith-watchdog-timeout."
    )


def turn_off_without_devices(work: Work) -> None:
    """Set `stonith-enabled=false` if there are no devices: nothing would start otherwise."""
    statements = work.draft.statements
    if not statements or work.choices.has_cib or _ENABLED in work.choices.existing_properties:
        return
    if any(isinstance(one, tree.Primitive) and _is_stonith(one) for one in statements):
        return
    location = work.resources[0].location if work.resources else work.ha_cf.start
    work.add_option("property", _ENABLED, "false", location)
    words = (
        "there is no fencing device: 'stonith-enabled=false' is set, so data are at risk when"
        " nodes lose sight of each other"
    )
    hint = "add a fencing device, then set stonith-enabled=true"
    work.warn("no-fencing", words, location, hint)


def _is_stonith(primitive: tree.Primitive) -> bool:
    return isinstance(primitive.agent, tree.Agent) and primitive.agent.class_ == "stonith"


# ------------------------------------------------------------------ the two directives


@dataclass(frozen=True, slots=True)
class _Line:
    """A directive: the type of a device, its parameters, and the node that has it."""

    directive: Directive
    type: str
    parameters: str = field(repr=False)
    location: Location
    origin: str = _EVERYWHERE


def _stonith(work: Work, directive: Directive) -> _Line:
    """Read the one device that all nodes reach; its parameters are in a file."""
    type_, path = directive.texts[:2]
    source = work.choices.stonith_files.get(path)
    if source is None:
        words = f"the parameters of the device are in {shortened(path)!r}, which is not given"
        hint = f"give it with '--stonith-file {shortened(path)}'"
        work.error("missing-value", words, directive.values[1].location, hint)
    text = "" if source is None else _first_line(source.text)
    return _Line(directive, type_, text, directive.values[0].location)


def _first_line(text: str) -> str:
    """Return the line that cluster-glue read of such a file: the first that is no comment."""
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")


def _stonith_host(directive: Directive) -> _Line:
    origin, type_, *rest = directive.texts
    return _Line(directive, type_, " ".join(rest), directive.values[1].location, origin.lower())


def _convert(work: Work, line: _Line, made: dict[tuple[str, str], _Made]) -> None:
    known = made.get((line.type, line.parameters))
    if known is None:
        device = _device(work, line)
        work.draft.report(*device.diagnostics)
        if device.agent is None:
            work.became(line.directive, note="no fence agent takes its place")
            return
        known = _Made(_primitive(work, line.directive, device.agent, device), device)
        made[line.type, line.parameters] = known
    constraints = _place(work, line, known)
    work.became(line.directive, known.id, *constraints)


def _device(work: Work, line: _Line) -> Device:
    given = _by_name(line.type, line.parameters) or by_position(line.type, line.parameters)
    location = line.location
    device = convert_plugin(line.type, given, location, keep_glue=work.choices.keep_glue_stonith)
    if line.parameters and not given and device.agent is not None:
        words = f"the parameters of {shortened(line.type)!r} are not known by their order"
        hint = "set the parameters of the fencing resource by hand"
        work.error("missing-value", words, location, hint)
    return device


def _by_name(type_: str, text: str) -> dict[str, str]:
    """Read `name=value` words, if that is what all of them are."""
    plugin = PLUGINS.get(type_)
    pairs = [word.partition("=") for word in text.split()]
    if plugin is None or not pairs or not all(name in plugin.order for name, _, _ in pairs):
        return {}
    return {name: value for name, sign, value in pairs if sign}


def _primitive(work: Work, directive: Directive, agent: tree.Agent, device: Device) -> str:
    what = device.hosts[0] if len(device.hosts) == 1 else agent.type.rpartition("/")[2]
    wish = f"fencing_{what.lower().removeprefix('fence_')}"
    id_ = work.draft.claim(wish, directive.location)
    params = (tree.NvSet("params", device.parameters),) if device.parameters else ()
    work.draft.add(tree.Primitive(id_, agent, (*params, *device.operations)), directive.location)
    return id_


def _place(work: Work, line: _Line, made: _Made) -> list[str]:
    """Say where a device is used from: from the node that has it, never from the one it fences."""
    hosts = made.device.hosts
    if line.origin != _EVERYWHERE:
        return [_location(work, line, made.id, "INFINITY", line.origin)]
    if len(hosts) == 1:
        return [_location(work, line, made.id, "-INFINITY", hosts[0].lower())]
    return []


def _location(work: Work, line: _Line, rsc: str, score: str, node: str) -> str:
    location = line.directive.location
    id_ = work.draft.claim(f"loc-{rsc}-{node}", location)
    work.draft.add(tree.Location(id_, tree.Word(rsc), score=score, node=node), location)
    return id_


# ------------------------------------------------------------------ who is not fenced


def _about_unfenced(work: Work, devices: Sequence[Device]) -> None:
    if not devices or not all(device.hosts for device in devices):
        return
    fenced = {host.lower() for device in devices for host in device.hosts}
    for name in names_of(work.ha_cf):
        if name not in fenced:
            words = f"no device fences the node {shortened(name)!r}"
            hint = "add a fencing resource for it: without, nobody takes over its resources"
            work.warn("check-fencing", words, work.ha_cf.all("node")[0].location, hint)
