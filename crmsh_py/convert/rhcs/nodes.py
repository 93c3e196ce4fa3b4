"""The nodes of a cluster.conf: names, ids, votes, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from crmsh_py.convert.membership import Member
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.xmltree import Element

MAX_LINKS = 8
"""As many links has knet."""
_MAX_NODEID = 65535
"""As large as knet takes them."""
_ADDRESS = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]+"
)
"""A name that can be resolved, or an address of IPv4 or IPv6."""


@dataclass(frozen=True, slots=True)
class ClusterNode:
    """A node: its element, and as a member of the cluster to be."""

    element: Element = field(repr=False)
    member: Member

    @property
    def name(self) -> str:
        """The name, by which fencing and failover domains refer to it."""
        return self.member.name


def read_nodes(work: Work) -> tuple[ClusterNode, ...]:
    """Return the nodes in the order of the file."""
    named = list(_named(work))
    ids = _nodeids(work, [element for _, element in named])
    nodes = tuple(
        ClusterNode(
            element, Member(name, id_, _addresses(work, name, element), _votes(work, element))
        )
        for (name, element), id_ in zip(named, ids, strict=True)
    )
    nodes = _common_links(work, nodes)
    _check_addresses(work, nodes)
    for node in nodes:
        place = work.place(node.element)
        became = f"corosync.conf nodelist.node {node.member.nodeid}"
        work.draft.became(f"clusternode {node.name}", became, location=place)
    return nodes


def _named(work: Work) -> Iterator[tuple[str, Element]]:
    seen: set[str] = set()
    for listing in children(work.document.root, "clusternodes"):
        for element in children(listing, "clusternode"):
            name = work.take(element, "name")
            if not name:
                work.error("unnamed-element", "the node has no name: it is left out", element)
                work.take_all(element)
            elif name in seen:
                message = f"the node {name!r} is there twice: the second one is left out"
                work.error("repeated-element", message, element, "name")
                work.take_all(element)
            else:
                seen.add(name)
                yield name, element


def _nodeids(work: Work, elements: list[Element]) -> list[int]:
    """Return the ids that were given, where they are good, and free ones for the rest."""
    given = [_given_id(work, element) for element in elements]
    taken = {id_ for id_ in given if id_ is not None}
    free = (number for number in count(1) if number not in taken)
    ids: dict[int, None] = {}
    for element, id_ in zip(elements, given, strict=True):
        if id_ is not None and id_ in ids:
            message = f"the nodeid {id_} is there twice"
            hint = "cman had refused this: check which node had it"
            work.warn("unusable-value", message, element, "nodeid", hint=hint)
        new = next(free) if id_ is None or id_ in ids else id_
        ids[new] = None
        if new != id_:
            _tell_of_new_id(work, element, new)
    return list(ids)


def _tell_of_new_id(work: Work, element: Element, id_: int) -> None:
    message = f"the node {element.get('name')!r} gets the nodeid {id_}"
    hint = "older cluster suites numbered the nodes themselves"
    work.tell("nodeid-assigned", message, element, hint=hint)


def _given_id(work: Work, element: Element) -> int | None:
    text = work.take(element, "nodeid")
    if text is None:
        return None
    number = whole_number(text)
    if number is None or not 1 <= number <= _MAX_NODEID:
        work.warn("unusable-value", "a nodeid is a number from 1 on", element, "nodeid")
        return None
    return number


def _votes(work: Work, element: Element) -> int:
    text = work.take(element, "votes")
    number = 1 if text is None else whole_number(text)
    if number is None:
        message = "votes are a number: the node gets one"
        work.warn("unusable-value", message, element, "votes")
        return 1
    if number != 1:
        message = f"the node {element.get('name')!r} has {number} votes"
        hint = "nodes that count for more than others are hardly needed: think of a quorum device"
        work.warn("uneven-votes", message, element, "votes", hint=hint)
    return number


def _addresses(work: Work, name: str, element: Element) -> tuple[str, ...]:
    chosen = work.choices.addresses.get(name)
    others = [work.take(altname, "name") or "" for altname in children(element, "altname")]
    if chosen:
        return chosen
    links = (name, *others)
    if len(links) > MAX_LINKS:
        message = f"corosync has at most {MAX_LINKS} links: the other names are left out"
        work.warn("unusable-value", message, element)
    if work.choices.keep_transport and _is_udpu(work) and len(links) > 1:
        message = "udpu has one link: the other names of the node are left out"
        work.warn("approximated", message, element, hint="let the transport become knet")
        return (name,)
    return links[:MAX_LINKS]


def _is_udpu(work: Work) -> bool:
    return any(cman.get("transport") == "udpu" for cman in children(work.document.root, "cman"))


def _common_links(work: Work, nodes: tuple[ClusterNode, ...]) -> tuple[ClusterNode, ...]:
    """Leave out links that some node does not have: corosync wants all nodes on each."""
    counts = [len(node.member.addresses) for node in nodes]
    least, most = min(counts, default=0), max(counts, default=0)
    if least == most:
        return nodes
    for node, count_ in zip(nodes, counts, strict=True):
        if count_ == least:
            message = f"the node {node.name!r} has no link {least}: that link is left out"
            hint = f"give each node an address there ('ring{least}_addr' in corosync.conf)"
            work.warn("fewer-links", message, node.element, hint=hint)
    return tuple(
        replace(node, member=replace(node.member, addresses=node.member.addresses[:least]))
        for node in nodes
    )


def _check_addresses(work: Work, nodes: tuple[ClusterNode, ...]) -> None:
    """Report what can be no address of a node, or is that of two."""
    seen: set[str] = set()
    hint = "give the nodes addresses of their own ('--node')"
    for node in nodes:
        for address in node.member.addresses:
            if not _ADDRESS.fullmatch(address):
                message = f"{address!r} is neither an IP address nor a host name"
                work.error("invalid-address", message, node.element, hint=hint)
            elif address in seen:
                message = f"{address!r} is the address of two links"
                work.error("repeated-element", message, node.element, hint=hint)
            seen.add(address)


def whole_number(text: str) -> int | None:
    """Return the number that a text is, None if it is none or far too large."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None
