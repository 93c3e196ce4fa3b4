"""Checks of the nodelist: names, ids, addresses."""

import re
from collections.abc import Iterator

from crmsh_py.corosync.checks.findings import (
    WARNING,
    Address,
    Findings,
    address_of,
    of_entry,
    of_key,
    of_section,
)
from crmsh_py.corosync.checks.totem import link_of
from crmsh_py.corosync.dialect import transport_of
from crmsh_py.corosync.syntax import Configuration, Entry, Section, shortened

_RING = re.compile(r"ring([0-7])_addr")
_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?")
_HIGHEST_KNET_ID = 65535


def names(configuration: Configuration) -> Findings:
    """Ask for a name of each node; with several links corosync needs them."""
    several = len(links(configuration)) > 1
    for node in configuration.nodes:
        if node.value("name"):
            continue
        words = "the node has no 'name'"
        hint = "its 'uname -n': corosync and Pacemaker tell nodes by it"
        if several:
            words = f"{words}, which corosync needs where there are several links"
            yield of_section(configuration, node, "missing-setting", words, hint=hint)
        else:
            yield of_section(
                configuration, node, "missing-setting", words, severity=WARNING, hint=hint
            )


def unique(configuration: Configuration) -> Findings:
    """Find names, ids and addresses that two nodes have."""
    for key, what in (("name", "name"), ("nodeid", "id")):
        seen: set[str] = set()
        for node in configuration.nodes:
            entry = node.entry(key)
            if entry is not None and entry.value in seen:
                words = f"another node has the {what} {entry.value!r} too"
                yield of_entry(configuration, entry, "repeated-setting", words)
            seen.add(entry.value if entry is not None else "")


def unique_addresses(configuration: Configuration) -> Findings:
    """Find an address that is given twice, of two nodes or of two links of one."""
    seen: dict[str, str] = {}
    for node in configuration.nodes:
        for entry in rings(node):
            address = address_of(entry.value)
            known = str(address) if address is not None else entry.value.lower()
            if known in seen:
                words = f"{entry.value!r} is the address of {seen[known]} already"
                yield of_entry(configuration, entry, "repeated-setting", words)
            seen[known] = f"{entry.key!r} of {label(node)}"


def ids(configuration: Configuration) -> Findings:
    """Ask for node ids where they are needed, and look at their range."""
    knet = transport_of(configuration) == "knet"
    for node in configuration.nodes:
        entry = node.entry("nodeid")
        if entry is None:
            if knet or _has_ipv6(node):
                what = "the transport knet" if knet else "an IPv6 address"
                words = f"{label(node)} has no 'nodeid', which {what} needs"
                yield of_section(
                    configuration, node, "missing-setting", words, hint="such as 'nodeid: 1'"
                )
        elif knet and entry.value.isdigit() and int(entry.value) > _HIGHEST_KNET_ID:
            words = f"with the transport knet a node id is at most {_HIGHEST_KNET_ID}"
            yield of_entry(configuration, entry, "invalid-setting", words)


def first_link(configuration: Configuration) -> Findings:
    """Ask for 'ring0_addr' of each node."""
    for node in configuration.nodes:
        if not node.value("ring0_addr"):
            words = f"{label(node)} has no 'ring0_addr'"
            yield of_section(configuration, node, "missing-setting", words)


def same_links(configuration: Configuration) -> Findings:
    """Ask for an address on each link, of all nodes."""
    wanted = links(configuration)
    for node in configuration.nodes:
        there = {entry.key for entry in rings(node)}
        missing = [key for key in wanted if key not in there and key != "ring0_addr"]
        if missing:
            words = f"{label(node)} has no {missing[0]!r}, and other nodes have one"
            hint = "all nodes need the same links"
            yield of_section(configuration, node, "missing-setting", words, hint=hint)


def links_of_transport(configuration: Configuration) -> Findings:
    """Find several links with a transport that has one only."""
    transport = transport_of(configuration)
    several = len(links(configuration)) > 1
    if transport == "knet" or not several:
        return
    for node in configuration.nodes[:1]:
        entry = rings(node)[-1]
        words = f"corosync 3 has one link only with the transport {transport}"
        hint = "'corosync set totem.transport knet'"
        yield of_key(configuration, entry, "conflicting-settings", words, hint=hint)


def addresses(configuration: Configuration) -> Findings:
    """Find what is no address of a node."""
    alone = len(configuration.nodes) < 2
    for node in configuration.nodes:
        for entry in rings(node):
            address = address_of(entry.value)
            if address is None:
                if not _HOST.fullmatch(entry.value) or _looks_like_address(entry.value):
                    words = f"{shortened(entry.value)!r} is neither an IP address nor a host name"
                    yield of_entry(configuration, entry, "invalid-address", words)
            elif address.is_multicast or address.is_unspecified:
                words = f"{address} is no address that a node could have"
                yield of_entry(configuration, entry, "invalid-address", words)
            elif address.is_loopback and not alone:
                words = f"{address} is the machine itself: other nodes cannot reach it"
                yield of_entry(configuration, entry, "invalid-address", words)


def same_family(configuration: Configuration) -> Findings:
    """Find a link on which nodes have both IPv4 and IPv6 addresses."""
    families: dict[str, int] = {}
    for node in configuration.nodes:
        for entry in rings(node):
            address = address_of(entry.value)
            if address is None:
                continue
            if families.setdefault(entry.key, address.version) != address.version:
                words = f"{entry.value} is IPv{address.version}, others on this link are not"
                yield of_entry(configuration, entry, "conflicting-settings", words)


def unused_interfaces(configuration: Configuration) -> Findings:
    """Find interface sections of links on which no node has an address."""
    if not configuration.nodes:
        return
    there = links(configuration)
    for interface in configuration.sections("totem.interface"):
        number = link_of(interface)
        if f"ring{number}_addr" not in there:
            words = f"no node has an address on link {number}, which this section is about"
            yield of_section(
                configuration, interface, "conflicting-settings", words, severity=WARNING
            )


def links(configuration: Configuration) -> list[str]:
    """Return the keys of the links that nodes have: `ring0_addr` and so on, in order."""
    return sorted({entry.key for node in configuration.nodes for entry in rings(node)})


def rings(node: Section) -> list[Entry]:
    """Return the addresses of a node."""
    return [entry for entry in node.entries if _RING.fullmatch(entry.key)]


def label(node: Section) -> str:
    """Return how messages name a node."""
    return f"node {node.value('name') or node.value('nodeid') or node.value('ring0_addr') or '?'!r}"


def _looks_like_address(text: str) -> bool:
    return re.fullmatch(r"[0-9.]+", text) is not None


def _has_ipv6(node: Section) -> bool:
    return any(address is not None and address.version == 6 for address in _of(node))


def _of(node: Section) -> Iterator[Address | None]:
    for entry in rings(node):
        yield address_of(entry.value)
