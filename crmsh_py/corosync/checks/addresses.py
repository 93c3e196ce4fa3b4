"""Checks of addresses: networks to bind to, multicast, ports."""

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, ip_network

from crmsh_py.corosync.checks.findings import (
    INFO,
    WARNING,
    Address,
    Findings,
    Interface,
    address_of,
    of_entry,
    of_key,
    of_section,
)
from crmsh_py.corosync.checks.totem import link_of
from crmsh_py.corosync.dialect import dialect_of, transport_of
from crmsh_py.corosync.syntax import Configuration, Entry, Section, shortened

_PORT = 5405
_LOCAL_SCOPE = IPv4Network("239.0.0.0/8")
_CONTROL = IPv4Network("224.0.0.0/8")


def bindnetaddr(configuration: Configuration) -> Findings:
    """Ask for an address to bind to where there is neither a nodelist nor one."""
    if configuration.nodes or transport_of(configuration) != "udp":
        return
    interfaces = configuration.sections("totem.interface")
    for interface in interfaces:
        if interface.entry("bindnetaddr") is None:
            words = "the interface has no 'bindnetaddr', and there is no nodelist"
            yield of_section(configuration, interface, "missing-setting", words)


def bound_addresses(configuration: Configuration) -> Findings:
    """Find a 'bindnetaddr' that is no address, and one that a nodelist overrules."""
    for entry in _entries(configuration, "bindnetaddr"):
        address = address_of(entry.value)
        if address is None:
            words = f"{shortened(entry.value)!r} is no IP address"
            hint = _meant(entry.value) or "the address of a network, such as 192.168.1.0"
            yield of_entry(configuration, entry, "invalid-address", words, hint=hint)
        elif address.is_multicast or address.is_unspecified:
            words = f"{entry.value} is no address that corosync could bind to"
            yield of_entry(configuration, entry, "invalid-address", words)
        elif configuration.nodes and transport_of(configuration) == "udp":
            words = "the nodelist goes before 'bindnetaddr', which is not used"
            yield of_key(configuration, entry, "conflicting-settings", words, severity=WARNING)


def bound_networks(configuration: Configuration) -> Findings:
    """Remark where a network would be due, and the address looks like that of one machine.

    Without the machine's interfaces nobody knows the netmask: only the last part is looked at.
    """
    for entry in _bound(configuration):
        address = address_of(entry.value)
        if isinstance(address, IPv4Address) and int(address) % 4:
            network = ip_network(f"{address}/24", strict=False)
            words = f"{address} looks like the address of one machine, not of a network"
            hint = f"with a netmask of 24 bits the network is {network.network_address}; then the"
            yield of_entry(
                configuration,
                entry,
                "invalid-address",
                words,
                severity=INFO,
                hint=f"{hint} same file is good for all nodes",
            )


def bound_here(configuration: Configuration, interfaces: Sequence[Interface]) -> Findings:
    """Compare the addresses to bind to with the interfaces of this machine."""
    for entry in _bound(configuration):
        address = address_of(entry.value)
        if address is None or address.is_multicast or address.is_unspecified:
            continue
        same = [one for one in interfaces if one.version == address.version]
        inside = [one for one in same if address in one.network]
        if any(one.ip == address for one in same):
            yield from _own_address(configuration, entry, address, inside)
        elif not inside:
            networks = ", ".join(str(one.network) for one in same if not one.ip.is_loopback)
            words = f"this machine has no interface in a network with {address}"
            hint = f"its networks: {networks}" if networks else None
            yield of_entry(configuration, entry, "invalid-address", words, hint=hint)
        elif all(address != one.network.network_address for one in inside):
            words = f"{address} is neither an address of this machine nor a network"
            hint = f"the network is {inside[0].network.network_address}"
            yield of_entry(configuration, entry, "invalid-address", words, hint=hint)


def _meant(text: str) -> str | None:
    """Return a hint where an address has something behind it."""
    front = re.split(r"[\s(#;,/]", text, maxsplit=1)[0]
    return f"did you mean '{front}'?" if address_of(front) is not None else None


def _own_address(
    configuration: Configuration, entry: Entry, address: Address, inside: Sequence[Interface]
) -> Findings:
    network = inside[0].network
    if address.version == 4 and address != network.network_address:
        words = f"{address} is the address of this machine alone"
        hint = f"its network, {network.network_address}, makes the same file good for all nodes"
        yield of_entry(configuration, entry, "invalid-address", words, severity=INFO, hint=hint)


def multicast(configuration: Configuration) -> Findings:
    """Find a 'mcastaddr' that is no multicast address, or one that networks treat otherwise."""
    for entry in _entries(configuration, "mcastaddr"):
        address = address_of(entry.value)
        if address is None:
            words = f"{shortened(entry.value)!r} is no IP address"
            hint = _meant(entry.value) or "an address such as 239.255.1.1"
            yield of_entry(configuration, entry, "invalid-address", words, hint=hint)
        elif not address.is_multicast:
            words = f"{address} is no multicast address"
            hint = "224.0.0.0 to 239.255.255.255, best 239.x.x.x; for IPv6 ff00::/8"
            yield of_entry(configuration, entry, "invalid-address", words, hint=hint)
        elif isinstance(address, IPv4Address) and address in _CONTROL:
            words = f"{address} is in a range that the network itself uses (224.x.x.x)"
            hint = "take one of 239.0.0.0/8"
            yield of_entry(
                configuration, entry, "invalid-address", words, severity=WARNING, hint=hint
            )
        elif isinstance(address, IPv4Address) and address not in _LOCAL_SCOPE:
            words = f"{address} is a multicast address that may belong to someone"
            hint = "239.0.0.0/8 is for use inside an organisation"
            yield of_entry(
                configuration, entry, "invalid-address", words, severity=WARNING, hint=hint
            )


def families(configuration: Configuration) -> Findings:
    """Find an interface that mixes IPv4 and IPv6."""
    for interface in configuration.sections("totem.interface"):
        bound = address_of(interface.value("bindnetaddr"))
        entry = interface.entry("mcastaddr")
        group = address_of(interface.value("mcastaddr"))
        if bound and group and entry and bound.version != group.version:
            words = f"'bindnetaddr' is IPv{bound.version}, 'mcastaddr' IPv{group.version}"
            yield of_entry(configuration, entry, "conflicting-settings", words)


def broadcast(configuration: Configuration) -> Findings:
    """Find broadcast and multicast for one interface."""
    for interface in configuration.sections("totem.interface"):
        entry = interface.entry("mcastaddr")
        if interface.value("broadcast") == "yes" and entry is not None:
            words = "'broadcast: yes' and 'mcastaddr' exclude each other"
            hint = "remove one of them"
            yield of_key(
                configuration, entry, "conflicting-settings", words, severity=WARNING, hint=hint
            )


def ports(configuration: Configuration) -> Findings:
    """Find links of one group and network that share a port: each has its port and the one below.

    With knet each link has its own address, so that ports do not meet.
    """
    if transport_of(configuration) == "knet":
        return
    taken: dict[str, list[tuple[int, str]]] = {}
    for interface in configuration.sections("totem.interface"):
        port = _port(interface)
        group = taken.setdefault(_group(interface), [])
        for other, link in group:
            if abs(port - other) < 2:
                words = f"port {port} meets that of link {link}: a link uses its port and the one"
                yield of_section(
                    configuration,
                    interface,
                    "conflicting-settings",
                    f"{words} below",
                    severity=WARNING,
                    hint="leave at least one port between them",
                )
        group.append((port, link_of(interface)))


def port_zero(configuration: Configuration) -> Findings:
    """Find a port that has none below."""
    for entry in _entries(configuration, "mcastport"):
        if entry.value == "0" or (entry.value == "1" and transport_of(configuration) == "udp"):
            words = f"{entry.value} is no port that corosync could use"
            yield of_entry(configuration, entry, "invalid-setting", words, hint="such as 5405")


def _port(interface: Section) -> int:
    text = interface.value("mcastport") or ""
    return int(text) if text.isascii() and text.isdigit() else _PORT


def _group(interface: Section) -> str:
    return interface.value("mcastaddr") or interface.value("bindnetaddr") or ""


def _bound(configuration: Configuration) -> Iterator[Entry]:
    """Yield the addresses to bind to, where they are used."""
    if transport_of(configuration) == "udp" and not configuration.nodes:
        yield from _entries(configuration, "bindnetaddr")


def _entries(configuration: Configuration, key: str) -> Iterator[Entry]:
    for interface in configuration.sections("totem.interface"):
        entry = interface.entry(key)
        if entry is not None and entry.value:
            yield entry


def needs_nodelist(configuration: Configuration) -> Findings:
    """Ask for the nodes: all but the transport udp have to be told who they are."""
    if configuration.nodes:
        return
    transport = transport_of(configuration)
    if transport != "udp":
        words = f"there is no nodelist, which the transport {transport} needs"
        hint = "'corosync add-node NAME ADDRESS' for each node"
        yield of_section(configuration, None, "missing-setting", words, hint=hint)
    elif dialect_of(configuration).release < 3:
        words = "there is no nodelist, which corosync 3 needs with its default transport"
        hint = "'corosync add-node NAME ADDRESS' for each node"
        yield of_section(configuration, None, "old-corosync", words, severity=WARNING, hint=hint)
    elif configuration.entry("totem.transport") is None:
        words = "the default transport of corosync 3 is knet, which needs a nodelist"
        hint = "'corosync add-node NAME ADDRESS' for each node, or 'totem.transport udp'"
        yield of_section(configuration, None, "missing-setting", words, hint=hint)
