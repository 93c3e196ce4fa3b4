"""The media of ha.cf into links between the nodes.

A link is a network device: several lines about one device are one link.  ha.cf does not say which
address belongs to which node.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py.convert.heartbeat.ha_cf import Directive, shortened
from crmsh_py.convert.heartbeat.work import Work
from crmsh_py.corosync.checks.findings import address_of
from crmsh_py.source import Location

_UNICAST = frozenset({"ucast", "ucast6"})
_MULTICAST = frozenset({"mcast", "mcast6"})
_NETWORKS = ("bcast", *_UNICAST, *_MULTICAST)
_OTHERS = {
    "serial": "a serial line was a path of its own between the nodes, which corosync does not have",
    "tipc": "corosync has no links over TIPC",
    "rds": "corosync has no links over RDS",
}
_MULTICAST_WORDS = 5
_ADDRESS = re.compile(r"[0-9A-Za-z.:%_-]+")


@dataclass(slots=True)
class Link:
    """A network between the nodes: the device, and the addresses that were named on it."""

    device: str
    location: Location
    addresses: dict[str, None] = field(default_factory=dict)
    lines: list[Directive] = field(default_factory=list)


def links_of(work: Work) -> list[Link]:
    """Return the links in the order in which their devices are first named."""
    links: dict[str, Link] = {}
    for directive in work.ha_cf.all(*_NETWORKS):
        for device, address in _parts(work, directive):
            link = links.setdefault(device, Link(device, directive.location))
            link.lines.append(directive)
            if address:
                link.addresses[address] = None
    others = work.ha_cf.all(*_OTHERS)
    for directive in others:
        hint = "add a network link: '--node NAME=ADDRESS,ADDRESS'"
        work.warn("lost-link", _OTHERS[directive.name], directive.location, hint)
        work.became(directive, note=_OTHERS[directive.name])
    if not links and not others:
        words = "ha.cf names no medium: neither bcast, mcast, ucast nor serial"
        work.warn("no-medium", words, work.ha_cf.start)
    return list(links.values())


def _parts(work: Work, directive: Directive) -> Iterator[tuple[str, str]]:
    """Yield the devices of a line, each with the address that goes with it or with none."""
    device, *rest = directive.texts
    if directive.name == "bcast":
        yield from ((one, "") for one in directive.texts)
    elif directive.name in _UNICAST:
        if _is_address(rest[0]):
            yield device, rest[0]
        else:
            words = f"{shortened(rest[0])!r} is neither an IP address nor the name of a machine"
            work.warn("invalid-directive", words, directive.values[1].location)
            yield device, ""
        _check_count(work, directive, 2)
    else:
        _check_count(work, directive, _MULTICAST_WORDS)
        yield device, ""


def _check_count(work: Work, directive: Directive, most: int) -> None:
    if len(directive.values) > most:
        words = f"'{directive.name}' takes {most} values; the rest is left out"
        work.warn("invalid-directive", words, directive.values[most].location)


def _is_address(text: str) -> bool:
    return is_address(text) or is_host(text)


def is_address(text: str) -> bool:
    """Tell whether a text is an IP address at which other nodes can reach one."""
    address = address_of(text)
    if address is None or _ADDRESS.fullmatch(text) is None:
        return False
    return not (address.is_multicast or address.is_unspecified or address.is_loopback)


def is_host(text: str) -> bool:
    """Tell whether a text can be the name of a machine."""
    plain = text.replace(".", "").replace("-", "").replace("_", "")
    return (
        text.isascii()
        and plain.isalnum()
        and not text.replace(".", "").isdigit()
        and not text.startswith((".", "-"))
        and not text.endswith((".", "-"))
        and len(text) < 254
    )
