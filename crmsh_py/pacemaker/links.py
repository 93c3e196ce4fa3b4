"""What corosync says of its links to the other nodes (corosync-cfgtool)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crmsh_py.pacemaker.quorum import ask
from crmsh_py.pacemaker.tools import Tools

# corosync 3: "LINK ID 0 udp", corosync 2: "RING ID 0".
_TRANSPORT = re.compile(r"\btransport (?P<name>\w+)")
_LINK = re.compile(r"(?:LINK|RING) ID (?P<number>\d+)")
_ADDRESS = re.compile(r"(?:addr|id)\s*=\s*(?P<address>\S+)")
# "nodeid:  2:  connected"; corosync 3.0: "nodeid  2:  link enabled:1  link connected:1".
_PEER = re.compile(r"nodeid:?\s*(?P<id>\d+):\s*(?P<state>.*\S)")
_RING_STATE = re.compile(r"status\s*=\s*(?P<state>.*\S)")
_CONNECTED = re.compile(r"connected:1|^connected$|^localhost$|no faults", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Peer:
    """A node on a link: its id, None if the status is of the whole ring."""

    id: int | None
    state: str

    @property
    def connected(self) -> bool:
        """Whether the node can be reached over the link."""
        return _CONNECTED.search(self.state) is not None


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its number, this node's address on it, and the nodes it leads to."""

    number: int
    address: str
    peers: tuple[Peer, ...]

    def record(self) -> dict[str, Any]:
        """Return it for `--json`."""
        peers = [
            {"id": one.id, "state": one.state, "connected": one.connected} for one in self.peers
        ]
        return {"link": self.number, "address": self.address, "nodes": peers}


def read_links(tools: Tools) -> list[Link]:
    """Ask corosync.  Raises CrmError (corosync-not-running, and as `Tools.run`).

    The tool may end with 1 where a link is faulty, which is an answer.
    """
    return parse_links(ask(tools, "corosync-cfgtool", "-s", accepted=(1,)))


def parse_links(text: str) -> list[Link]:
    """Return what the text of `corosync-cfgtool -s` says."""
    transport = _TRANSPORT.search(text)
    # With the transport udpu the tool names the address of some other node.
    trusted = transport is None or transport["name"] != "udpu"
    links: list[Link] = []
    for line in text.splitlines():
        if match := _LINK.search(line):
            links.append(Link(int(match["number"]), "", ()))
        elif links:
            links[-1] = _with_line(links[-1], line)
    return links if trusted else [replace(one, address="") for one in links]


def _with_line(link: Link, line: str) -> Link:
    if match := _PEER.search(line):
        return Link(
            link.number, link.address, (*link.peers, Peer(int(match["id"]), match["state"]))
        )
    if match := _RING_STATE.search(line):
        return Link(link.number, link.address, (*link.peers, Peer(None, match["state"])))
    if match := _ADDRESS.search(line):
        return Link(link.number, match["address"], link.peers)
    return link


def link_lines(links: Sequence[Link], names: Mapping[int, str]) -> str:
    """Return links as text; `names` are those of the nodes, by their ids."""
    return "".join(_lines(links, names))


def _lines(links: Sequence[Link], names: Mapping[int, str]) -> Iterator[str]:
    for link in links:
        yield f"link {link.number}: {link.address}".rstrip(" :") + "\n"
        for peer in link.peers:
            who = "ring" if peer.id is None else f"{peer.id} {names.get(peer.id, '')}".rstrip()
            yield f"  {who}: {peer.state}\n"
