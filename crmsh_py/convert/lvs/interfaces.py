"""Addresses that a script puts on interfaces itself: `ifconfig eth0:1 …` and `ip addr add …`.

For the virtual ones the cluster does so now; prefix and interface are those of the script.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from crmsh_py.convert.lvs.shell_run import Call
from crmsh_py.convert.lvs.shell_words import Argument
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location

_WRAPPERS = frozenset({"sudo", "exec", "command", "env", "!"})
_OBJECTS = ("address", "addr", "addre", "addres", "ad", "a")
_ADDING = frozenset({"a", "ad", "add", "replace", "change"})
_OF_REAL_SERVERS = ("lo", "tunl", "dummy")
"""Where real servers have the virtual address too; a director serves no clients there."""

_NIC = re.compile(r"[A-Za-z0-9_.-]{1,15}")
_ALONE = "32"


@dataclass(frozen=True, slots=True)
class Set:
    """An address as a script sets it; what is not known of it is empty."""

    host: str
    prefix: str
    nic: str
    location: Location


Addresses = Mapping[str, Set]


def set_by(call: Call) -> Set | None:
    """Return the address that a command sets, if it does so, on an interface to the clients."""
    words = list(call.arguments)
    while words and words[0].text in _WRAPPERS:
        words = words[1:]
    program = words[0].text.rpartition("/")[2] if words else ""
    found = None
    if program == "ifconfig":
        found = _ifconfig(words[1:], call.location)
    elif program == "ip":
        found = _ip(words[1:], call.location)
    if found is None or found.nic.startswith(_OF_REAL_SERVERS):
        return None
    return found


def _ifconfig(words: Sequence[Argument], place: Location) -> Set | None:
    """Read `IF[:N] [add] ADDRESS[/PREFIX] [netmask MASK] …`."""
    if len(words) < 2 or words[0].text.startswith("-"):
        return None
    given = [one for one in words[1:] if one.text not in {"inet", "inet6", "add"}]
    if not given:
        return None
    mask = _behind(words, "netmask")
    return _set(given[0], _nic(words[0]), "" if mask is None else _prefix(mask), place)


def _ip(words: Sequence[Argument], place: Location) -> Set | None:
    """Read `[-4] addr add ADDRESS[/PREFIX] [brd …] dev IF [label …]`."""
    given = [one for one in words if not one.text.startswith("-")]
    if len(given) < 3 or given[0].text not in _OBJECTS or given[1].text not in _ADDING:
        return None
    names = [one for one in given[2:] if one.text != "local"]
    nic = _behind(given, "dev")
    return _set(names[0], "" if nic is None else _nic(nic), _ALONE, place) if names else None


def _set(word: Argument, nic: str, prefix: str, place: Location) -> Set | None:
    """Return an address; its own prefix goes before the given one."""
    host, _, own = word.text.partition("/")
    if not word.is_known:
        return None
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if address.version != 4 and not own and prefix == _ALONE:
        prefix = "128"
    return Set(str(address), _length(address.version, own) or prefix, nic, place)


def _length(version: int, text: str) -> str:
    """Return a prefix as a number, nothing if it is none."""
    if "." in text:
        return _prefix_of(text)
    longest = 32 if version == 4 else 128
    is_number = text.isascii() and text.isdigit() and len(text) < 4
    return str(int(text)) if is_number and 0 < int(text) <= longest else ""


def _prefix(mask: Argument) -> str:
    return _prefix_of(mask.text) if mask.is_known else ""


def _prefix_of(text: str) -> str:
    """Return the prefix of a mask, `255.255.255.0` or `0xffffff00`; nothing if it is none."""
    try:
        if text.lower().startswith("0x"):
            text = str(ip_address(int(text[:10], 16)))
        return str(ip_network(f"0.0.0.0/{text}").prefixlen)
    except ValueError:
        return ""


def _nic(word: Argument) -> str:
    """Return an interface without the number that an alias has."""
    name = word.text.partition(":")[0]
    return name if word.is_known and _NIC.fullmatch(name) else ""


def _behind(words: Sequence[Argument], name: str) -> Argument | None:
    found = [at for at, one in enumerate(words[:-1]) if one.text == name]
    return words[found[0] + 1] if found else None


# ------------------------------------------------------------------ what becomes of them


def about(found: Set) -> Diagnostic:
    """Tell that the cluster does what a script did."""
    words = f"the cluster sets {found.host} now, not this command"
    hint = "take the command out of what runs at boot"
    return Diagnostic("set-address", words, Severity.INFO, location=found.location, hint=hint)


def about_other(found: Set) -> Diagnostic:
    """Tell of an address that no virtual service is on."""
    words = f"{found.host} is left out: no virtual service is on it"
    hint = "if it has to move with the director, add an IPaddr2 for it to the group 'lvs'"
    return Diagnostic("dropped", words, Severity.WARNING, location=found.location, hint=hint)
