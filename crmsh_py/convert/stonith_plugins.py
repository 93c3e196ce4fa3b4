"""A STONITH plugin of cluster-glue into the fence agent of today.

For heartbeat's `stonith_host`, where parameters stand by position, and for CIBs with resources of
the class `stonith`, where they have names.  Messages never hold values: they may be secrets.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from crmsh_py.convert.fence_parameters import GONE, SHIPPED, renamed
from crmsh_py.convert.stonith_types import PLUGINS, SUICIDE, Plugin
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar import tree
from crmsh_py.source import Location
from crmsh_py.spelling import did_you_mean

PLACEHOLDER = "CHANGE-ME"
"""Stands for a value that the agent needs and nobody knows; an error goes with it."""

_MAX_NAME = 60
_OF_FENCED = "rhcs/"
_BLANKS = re.compile(r"\s+")
_COMMON = frozenset({"priority", "stonith-timeout"})
_TARGETS = frozenset({"pcmk_host_list", "pcmk_host_map"})
_KEEPS = re.compile(r"pcmk_\w+")
_URI = re.compile(
    r"[a-z]+(?:\+(?P<transport>[a-z0-9]+))?://(?:(?P<user>[^@/]+)@)?(?P<host>\[[^]]*\]|[^/:?]*)"
)
_ON_MACHINE_OF_ITS_OWN = frozenset(
    {"fence_drac", "fence_drac5", "fence_ipmilan", "fence_ilo", "fence_rsa", "fence_rcd_serial"}
)

Given = Mapping[str, str]
Found = tuple[dict[str, str], list[str]]
"""Parameters of the agent, and those of the plugin that it was not possible to convert."""


@dataclass(frozen=True, slots=True)
class Device:
    """What takes the place of a plugin: an agent with parameters and operations, or None.

    `hosts` are the nodes that it fences, as far as they are known.
    """

    agent: tree.Agent | None
    parameters: tuple[tree.NvPair, ...] = ()
    operations: tuple[tree.Op, ...] = ()
    hosts: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def convert_plugin(
    type_: str, given: Given, location: Location, *, keep_glue: bool = False
) -> Device:
    """Return what takes the place of a plugin with parameters by their names.

    With `keep_glue` the plugin stays, for those who keep cluster-glue.
    """
    plugin = PLUGINS.get(type_)
    if keep_glue and plugin is not None:
        return _kept(type_, plugin, given)
    if type_.startswith((_OF_FENCED, "fence_")):
        return _fenced(type_.removeprefix(_OF_FENCED), given, location)
    if plugin is None:
        return Device(None, diagnostics=(_unknown(type_, location),))
    if not plugin.agent:
        return Device(None, hosts=_hosts(plugin, given), diagnostics=(_gone(type_, location),))
    return _converted(type_, plugin, given, location)


def by_position(type_: str, text: str) -> dict[str, str]:
    """Return the values of a plugin by their names; the last one takes the rest of the text.

    Of a plugin that is unknown nothing can be said.
    """
    plugin = PLUGINS.get(type_)
    if plugin is None or not plugin.order:
        return {}
    values = text.split(None, len(plugin.order) - 1)
    if len(values) == len(plugin.order):
        values[-1] = values[-1].rstrip()
    return dict(zip(plugin.order, values, strict=False))


# ------------------------------------------------------------------ a plugin and its agent


def _kept(type_: str, plugin: Plugin, given: Given) -> Device:
    agent = tree.Agent("stonith", None, type_)
    return Device(agent, _pairs(given), _monitor(), _hosts(plugin, given))


def _converted(type_: str, plugin: Plugin, given: Given, location: Location) -> Device:
    hosts = _hosts(plugin, given)
    values, lost = _translated(type_, plugin, given)
    target = _target(plugin, given, hosts)
    missing = [name for name in plugin.required if not values.get(name)]
    is_told = target or _TARGETS & given.keys()
    if not is_told and plugin.agent in _ON_MACHINE_OF_ITS_OWN:
        missing.append("pcmk_host_list")
    values.update(dict.fromkeys(missing, PLACEHOLDER))
    values.update(target)
    problems = (
        *_about_missing(type_, plugin.agent, missing, location),
        *_about_lost(type_, plugin.agent, lost, location),
        *_about_login(type_, plugin, values, location),
        *_to_check(type_, plugin, location),
    )
    agent = tree.Agent("stonith", None, plugin.agent)
    return Device(agent, _pairs(values), _monitor(), hosts, problems)


def _translated(type_: str, plugin: Plugin, given: Given) -> Found:
    """Return the parameters of the agent, and the names of those that it does not have."""
    values, lost = READERS.get(type_, _nothing_more)(given)
    done = {plugin.hosts, *_HANDLED.get(type_, ())}
    plain: dict[str, str] = {}
    for name, value in given.items():
        if name in done or not value:
            continue
        if name in plugin.names:
            plain[plugin.names[name]] = value
        elif name in _COMMON or _KEEPS.fullmatch(name):
            plain[name] = value
        else:
            lost.append(name)
    return {**dict(plugin.fixed), **plain, **values}, lost


def _fenced(agent: str, given: Given, location: Location) -> Device:
    """Return an agent that cluster-glue called by its plugin `rhcs`, or that stands for itself."""
    gone = GONE.get(agent)
    name = gone.successor if gone is not None else agent
    if not name or name not in SHIPPED:
        hint = gone.advice if gone is not None else did_you_mean(agent, SHIPPED, least=0.75)
        problem = _no_agent(f"there is no fence agent {_quoted(agent)}", location, hint)
        return Device(None, diagnostics=(problem,))
    values = {renamed(key): value for key, value in given.items() if value}
    hosts = tuple(_BLANKS.split(values.get("pcmk_host_list", "").replace(",", " ").strip()))
    return Device(tree.Agent("stonith", None, name), _pairs(values), _monitor(), _named(hosts))


def _pairs(values: Mapping[str, str]) -> tuple[tree.NvPair, ...]:
    return tuple(tree.NvPair(name, value) for name, value in values.items())


def _monitor() -> tuple[tree.Op, ...]:
    attributes = (tree.NvPair("interval", "60s"), tree.NvPair("timeout", "60s"))
    return (tree.Op("monitor", attributes),)


# ------------------------------------------------------------------ who is fenced


def _hosts(plugin: Plugin, given: Given) -> tuple[str, ...]:
    """Return the nodes that a device fences."""
    return _named(tuple(re.split(r"[:=]", one)[0] for one in _listed(plugin, given)))


def _listed(plugin: Plugin, given: Given) -> list[str]:
    text = given.get(plugin.hosts, "") if plugin.hosts else ""
    separators = r"[;,]\s*" if "=" in text else r"[\s,;]+"
    return [one for one in re.split(separators, text.strip()) if one and one != "AUTO"]


def _named(hosts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(host for host in hosts if host))


def _target(plugin: Plugin, given: Given, hosts: tuple[str, ...]) -> dict[str, str]:
    """Return what tells Pacemaker whom a device fences, and by what name it knows them."""
    if not hosts or _TARGETS & given.keys():
        return {}
    mapped = [re.split(r"[:=]", one, maxsplit=1) for one in _listed(plugin, given)]
    if plugin.maps and any(len(one) == 2 and one[1] for one in mapped):
        pairs = (f"{one[0]}:{one[1] if one[1:] else one[0]}" for one in mapped)
        return {"pcmk_host_map": ";".join(pairs)}
    return {"pcmk_host_list": " ".join(hosts)}


# ------------------------------------------------------------------ plugins with words of their own


def _nothing_more(_given: Given) -> Found:
    return {}, []


def _ipmi(given: Given) -> Found:
    """Read what external/ipmi has besides: the interface, the privilege, where passwords are."""
    values: dict[str, str] = {}
    lost: list[str] = []
    interface = given.get("interface", "lan").strip().lower()
    if interface == "lanplus":
        values["lanplus"] = "1"
    elif interface != "lan":
        lost.append("interface")
    if given.get("passwd_method", "param") not in {"", "param"}:
        # The password is in a file, or in the environment: what is given is only where.
        values["password"] = ""
        lost.append("passwd_method")
    privilege, unknown = _privilege(given.get("priv", ""))
    return {**values, **privilege}, [*lost, *unknown]


def _privilege(text: str) -> Found:
    levels = ("callback", "user", "operator", "administrator")
    wanted = text.strip().lower()
    if not wanted:
        return {}, []
    level = next((one for one in levels if one.startswith(wanted)), "")
    if not level:
        return {}, ["priv"]
    return ({} if level == "administrator" else {"privlvl": level}), []


def _ipmilan(given: Given) -> Found:
    values, lost = _privilege(given.get("priv", ""))
    kind = {"straight": "password"}.get(given.get("auth", ""), given.get("auth", ""))
    if kind in {"md5", "password", "none"}:
        values["auth"] = kind
    elif kind:
        lost.append("auth")
    method = given.get("reset_method", "")
    if method == "power_cycle":
        values["method"] = "cycle"
    elif method not in {"", "reset"}:
        lost.append("reset_method")
    return values, lost


def _libvirt(given: Given) -> Found:
    """Read the machine of the guests out of the address of its hypervisor."""
    match = _URI.match(given.get("hypervisor_uri", ""))
    if match is None or not match["host"]:
        return {}, ["hypervisor_uri"]
    values = {"ip": match["host"].strip("[]"), "username": match["user"] or "root"}
    return values, ([] if match["transport"] == "ssh" else ["hypervisor_uri"])


def _sbd(given: Given) -> Found:
    devices = [one for one in re.split(r"[;,\s]+", given.get("sbd_device", "")) if one]
    return ({"devices": ",".join(devices)} if devices else {}), []


def _vcenter(given: Given) -> Found:
    return ({} if given.get("VI_PROTOCOL", "https") == "http" else {"ssl": "1"}), []


def _kdump(_given: Given) -> Found:
    return {"pcmk_reboot_action": "off"}, []  # the only one that it has


READERS: Mapping[str, Callable[[Given], Found]] = MappingProxyType(
    {
        "external/ipmi": _ipmi,
        "ipmilan": _ipmilan,
        "external/libvirt": _libvirt,
        "external/sbd": _sbd,
        "external/vcenter": _vcenter,
        "external/kdumpcheck": _kdump,
    }
)
"""What reads parameters for which a new name is not enough."""

_HANDLED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "external/ipmi": ("interface", "passwd_method", "priv"),
        "ipmilan": ("auth", "priv", "reset_method"),
        "external/libvirt": ("hypervisor_uri",),
        "external/sbd": ("sbd_device",),
        "external/vcenter": ("VI_PROTOCOL",),
    }
)


# ------------------------------------------------------------------ what was wrong


def _about_missing(
    type_: str, agent: str, missing: Sequence[str], location: Location
) -> Iterator[Diagnostic]:
    if missing:
        names = ", ".join(f"'{name}'" for name in missing)
        yield Diagnostic(
            "missing-value",
            f"{agent}, which takes the place of '{type_}', needs {names}",
            location=location,
            hint="the old configuration does not tell: set the right values in the new one",
        )


def _about_lost(
    type_: str, agent: str, lost: Sequence[str], location: Location
) -> Iterator[Diagnostic]:
    if lost:
        names = ", ".join(_quoted(name) for name in dict.fromkeys(lost))
        yield Diagnostic(
            "dropped",
            f"{agent}, which takes the place of '{type_}', has nothing for {names} as given here",
            Severity.WARNING,
            location=location,
            hint=f"see 'man {agent}'",
        )


def _about_login(
    type_: str, plugin: Plugin, values: Given, location: Location
) -> Iterator[Diagnostic]:
    if plugin.by_key and not {"password", "password_script", "identity_file"} & values.keys():
        yield Diagnostic(
            "check-fencing",
            f"'{type_}' logged in with an ssh key, of which {plugin.agent} has to be told",
            Severity.WARNING,
            location=location,
            hint="set 'identity_file', or 'password'",
        )


def _to_check(type_: str, plugin: Plugin, location: Location) -> Iterator[Diagnostic]:
    if plugin.check:
        words = f"{plugin.agent} takes the place of '{type_}' and has to be checked"
        yield Diagnostic(
            "check-fencing", words, Severity.WARNING, location=location, hint=plugin.check
        )
    if plugin.outlets:
        yield Diagnostic(
            "check-fencing",
            f"{plugin.agent} finds the outlets by the names of the nodes, as '{type_}' did",
            Severity.INFO,
            location=location,
            hint="if they are called otherwise, set pcmk_host_map='NODE:OUTLET;…'",
        )


def _gone(type_: str, location: Location) -> Diagnostic:
    words = f"there is no fence agent that takes the place of '{type_}'"
    if type_ == SUICIDE:
        advice = PLUGINS[type_].instead
        return Diagnostic(
            "set-up-watchdog", words, Severity.WARNING, location=location, hint=advice
        )
    return _no_agent(words, location, PLUGINS[type_].instead)


def _unknown(type_: str, location: Location) -> Diagnostic:
    words = f"{_quoted(type_)} is no known type of STONITH device"
    return _no_agent(words, location, did_you_mean(type_, PLUGINS, least=0.75))


def _no_agent(words: str, location: Location, hint: str | None) -> Diagnostic:
    return Diagnostic("no-fence-agent", words, location=location, hint=hint)


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _MAX_NAME else f"{text[:_MAX_NAME]}…")
