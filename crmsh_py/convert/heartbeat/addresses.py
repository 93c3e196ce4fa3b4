"""The address argument of heartbeat's IPaddr scripts: `IP[/NETMASK[/NIC][/BROADCAST]]`.

Separators may be doubled and one may trail.  Heartbeat took what follows the netmask for the
broadcast address if it begins with a digit, and for the network interface if not.
"""

import re
from collections.abc import Callable
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from crmsh_py.convert.heartbeat.haresources import Resource, Word, parts, quoted
from crmsh_py.convert.heartbeat.parameters import Parameters, invalid, refused, remark
from crmsh_py.diagnostics import Diagnostic

_SLASHES = re.compile("/+")
_HEXADECIMAL = re.compile(r"0[xX][0-9a-fA-F]{1,8}")
_NIC = re.compile(r"(?P<nic>[A-Za-z_][A-Za-z0-9_.@+-]{0,14})(?::(?P<label>[A-Za-z0-9_.-]*))?")
# The names that Linux and the administrators of its time gave interfaces.
_USUAL_NIC = re.compile(
    r"(?:eth|en[ospx]|em|p\dp|bond|team|br|i?vlan|ib|wlan|wl[ops]|venet|tun|tap|lo)[A-Za-z0-9.]*(?::\w*)?"
)
_ORDER = ("ip", "cidr_netmask", "nic", "broadcast", "iflabel")
_V4_BITS, _V6_BITS = 32, 128


def read_address(resource: Resource) -> Parameters:
    """Read the argument of IPaddr, IPaddr2 or IPv6addr into the parameters of IPaddr2."""
    script = resource.script
    hint = f"{script.text}::IP[/NETMASK[/NIC][/BROADCAST]]"
    if not resource.arguments:
        return refused(invalid(script, f"'{script.text}' needs an address", hint))
    word, surplus = _whole(resource)
    if surplus:
        message = f"'{script.text}' takes one argument"
        return refused(invalid(surplus[0], message, hint))
    ip, *rest = parts(word, _SLASHES) or (word,)
    if not _is_address(ip.text):
        return refused(invalid(ip, f"{quoted(ip.text)} is no IP address", hint))
    if script.text == "IPv6addr" and not _is_v6(ip.text):
        return refused(invalid(ip, f"{quoted(ip.text)} is no IPv6 address", hint))
    return _with_rest(ip, _fields(rest))


def _whole(resource: Resource) -> tuple[Word, tuple[Word, ...]]:
    """Return the address, and the arguments after it.

    Heartbeat cut IPv6 addresses at their `::`, so that only those without one could be
    written.  Pieces that make an IPv6 address together are put together again.
    """
    first, *rest = resource.arguments
    joined = "::".join(word.text for word in resource.arguments)
    if rest and _is_v6(joined.partition("/")[0]):
        return Word(joined, first.location), ()
    return first, tuple(rest)


def _is_v6(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return "%" not in text  # a scope is no part of a service address


def _is_v4(text: str) -> bool:
    try:
        IPv4Address(text)
    except AddressValueError:
        return False
    return True


def _is_address(text: str) -> bool:
    return _is_v4(text) or _is_v6(text)


def _fields(rest: list[Word]) -> dict[str, Word]:
    """Tell which of the parts after the address is what, as heartbeat does."""
    fields: dict[str, Word] = {}
    remaining = list(rest)
    if remaining and not _USUAL_NIC.fullmatch(remaining[0].text):
        fields["cidr_netmask"] = remaining.pop(0)
    if remaining and not "0" <= remaining[0].text[0] <= "9":
        fields["nic"] = remaining.pop(0)
    if remaining:
        fields["broadcast"] = remaining.pop(0)
    if remaining:
        fields["surplus"] = remaining.pop(0)
    return fields


def _with_rest(ip: Word, fields: dict[str, Word]) -> Parameters:
    values = {"ip": ip.text}
    problems = [] if "cidr_netmask" in fields else [_maskless(ip, fields.get("nic"))]
    for name, word in fields.items():
        found = _READERS[name](word, ip)
        values |= found.values
        problems += found.diagnostics
    ordered = {name: values[name] for name in _ORDER if name in values}
    return Parameters(ordered, tuple(problems))


def _maskless(ip: Word, nic: Word | None) -> Diagnostic:
    if nic is not None:
        return remark(
            "approximated",
            nic,
            f"{quoted(nic.text)} stands where the netmask belongs; taken for the interface",
            "heartbeat could not start this; write IP/NETMASK/NIC",
        )
    message = f"the address {quoted(ip.text)} has no netmask: the route to it decides"
    return remark("no-netmask", ip, message, f"write {ip.text}/PREFIX", is_warning=False)


# ------------------------------------------------------------------ the parts


def _left_out(problem: Diagnostic) -> Parameters:
    """Say that a part of the argument is wrong: for the best effort the address lacks it."""
    return Parameters({}, (problem,))


def _netmask(word: Word, ip: Word) -> Parameters:
    """Read a prefix length, a dotted or a hexadecimal netmask: IPaddr2 takes the first only."""
    bits = _V6_BITS if _is_v6(ip.text) else _V4_BITS
    prefix = _prefix(word.text, bits)
    if prefix is None:
        hint = f"a prefix length from 0 to {bits}" + (", or 255.255.255.0" if bits == 32 else "")
        return _left_out(invalid(word, f"{quoted(word.text)} is no netmask", hint))
    return Parameters({"cidr_netmask": str(prefix)})


def prefix_length(netmask: str) -> str | None:
    """Return a netmask of IPv4, in any of its forms, as a prefix length; None if it is none."""
    prefix = _prefix(netmask, _V4_BITS)
    return None if prefix is None else str(prefix)


def nic_and_label(text: str) -> tuple[str, str]:
    """Cut the number off an alias (`eth0:1`): IPaddr2 takes it as a label of its own."""
    nic, _, label = text.partition(":")
    return nic, label


def _prefix(text: str, bits: int) -> int | None:
    """Return the prefix length that a netmask means, or None if it is none."""
    if re.fullmatch(r"[0-9]{1,3}", text):
        return int(text) if int(text) <= bits else None
    if bits != _V4_BITS:
        return None
    if _HEXADECIMAL.fullmatch(text):
        return _contiguous(int(text, 16))
    return _contiguous(int(IPv4Address(text))) if _is_v4(text) else None


def _contiguous(mask: int) -> int | None:
    ones = mask.bit_count()
    return ones if mask == (2**ones - 1) << (_V4_BITS - ones) else None


def _nic(word: Word, _ip: Word) -> Parameters:
    """Read an interface; of an alias (`eth0:1`) IPaddr2 wants the number apart, as a label."""
    match = _NIC.fullmatch(word.text)
    if not match:
        message = f"{quoted(word.text)} is no name of a network interface"
        return _left_out(invalid(word, message))
    values = {"nic": match["nic"]}
    if match["label"]:
        values["iflabel"] = match["label"]
    return Parameters(values)


def _broadcast(word: Word, ip: Word) -> Parameters:
    if not _is_v4(word.text) or _is_v6(ip.text):
        message = f"{quoted(word.text)} is no broadcast address"
        return _left_out(invalid(word, message))
    return Parameters({"broadcast": word.text})


def _surplus(word: Word, _ip: Word) -> Parameters:
    message = f"{quoted(word.text)} stands after the broadcast address and is left out"
    hint = "heartbeat did not read it either"
    return Parameters({}, (remark("approximated", word, message, hint),))


_READERS: dict[str, Callable[[Word, Word], Parameters]] = {
    "cidr_netmask": _netmask,
    "nic": _nic,
    "broadcast": _broadcast,
    "surplus": _surplus,
}
