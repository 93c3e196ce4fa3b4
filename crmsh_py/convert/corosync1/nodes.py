"""The nodes of an old corosync.conf: from the command line, a nodelist, or lists of members.

With multicast no file says which nodes there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crmsh_py.convert.corosync1.listing import Listing
from crmsh_py.convert.corosync1.settings import kept
from crmsh_py.convert.draft import Draft
from crmsh_py.convert.membership import Member
from crmsh_py.corosync.checks.findings import address_of
from crmsh_py.corosync.checks.totem import link_of
from crmsh_py.corosync.syntax import Section
from crmsh_py.diagnostics import Severity

PLACEHOLDER = "CHANGE-ME"
HIGHEST_ID = 65535
"""Of the node ids that knet takes."""

_MOST_PLACEHOLDERS = 16
_LINKS = 8
_OF_A_NODE = ("name", "nodeid", "quorum_votes", *(f"ring{link}_addr" for link in range(_LINKS)))
_HOW = "say '--node NAME=ADDRESS' for each node; NAME is what 'uname -n' prints there"

NodeAddresses = tuple[str, tuple[str, ...]]
"""The name of a node, and its addresses by link."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A node as far as it is known; `part` is where the file has it."""

    name: str = ""
    id: int = 0
    addresses: tuple[str, ...] = ()
    votes: int = 1
    part: Section | None = None


def members(
    draft: Draft, listing: Listing, given: Sequence[NodeAddresses], votes: int
) -> tuple[Member, ...]:
    """Return the nodes; what is missing gets a placeholder, and an error that says so."""
    known = _of_nodelist(draft, listing, votes) or _of_members(draft, listing, votes)
    for name, addresses in given:
        known = _merged(known, _Known(name, addresses=addresses, votes=votes))
    if not known:
        return _placeholders(draft, listing)
    named = [_named(draft, listing, one, number) for number, one in enumerate(known, 1)]
    _count_links(draft, listing, named)
    return tuple(_numbered(draft, listing, named))


def ring_count(listing: Listing) -> int:
    """Return how many networks the file's interfaces are on."""
    links = {link_of(one) for one in listing.configuration.sections("totem.interface")}
    return max(1, len(links))


def is_placeholder(member: Member) -> bool:
    """Tell a node of which the file says nothing."""
    return member.name == member.addresses[0] and member.name.startswith(PLACEHOLDER)


# ------------------------------------------------------------------ what the file says


def _of_nodelist(draft: Draft, listing: Listing, votes: int) -> list[_Known]:
    known = []
    for nodelist in listing.configuration.sections("nodelist"):
        kept(draft, listing, nodelist)
    for node in listing.configuration.nodes:
        kept(draft, listing, node, _OF_A_NODE)
        _became_a_node(draft, listing, node, node.value("name") or node.value("ring0_addr") or "?")
        rings = [node.value(f"ring{link}_addr") or "" for link in range(_LINKS)]
        addresses = tuple(rings[: max((i + 1 for i, one in enumerate(rings) if one), default=0)])
        counted = _number(node.value("quorum_votes"), votes)
        id_ = _number(node.value("nodeid"), 0)
        known.append(_Known(node.value("name") or "", id_, addresses, counted, node))
        if id_ > HIGHEST_ID:
            entry = node.entry("nodeid")
            assert entry is not None
            words = f"a node id is at most {HIGHEST_ID} with knet: the node gets another one"
            draft.report(listing.remark("id-changed", entry, words, severity=Severity.WARNING))
    return known


def _of_members(draft: Draft, listing: Listing, votes: int) -> list[_Known]:
    """Return the nodes of the lists of members; those of two rings are matched by their order."""
    rings = [
        (interface, _member_addresses(interface))
        for interface in listing.configuration.sections("totem.interface")
    ]
    rings = sorted((one for one in rings if one[1]), key=lambda one: _link(one[0]))
    if not rings:
        return []
    _, first = rings[0]
    columns = [[address for _, address in first]]
    for interface, others in rings[1:]:
        if len(others) == len(first):
            columns.append([address for _, address in others])
            words = "the members of the second ring are taken to be in the order of the first"
            hint = "compare the addresses of each node"
            problem = listing.remark("approximated", interface, words, hint, Severity.WARNING)
        else:
            words = f"the rings have {len(first)} and {len(others)} members: no telling who is who"
            problem = listing.remark("missing-nodes", interface, words, _HOW, Severity.ERROR)
        draft.report(problem)
    parts = [part for part, _ in first]
    for part, address in first:
        kept(draft, listing, part, ("memberaddr",))
        _became_a_node(draft, listing, part, address)
    rows = zip(parts, zip(*columns, strict=True), strict=True)
    return [_Known("", 0, row, votes, part) for part, row in rows]


def _became_a_node(draft: Draft, listing: Listing, part: Section, name: str) -> None:
    place = listing.place(part)
    draft.became(f"{part.path} {name}", "corosync.conf nodelist.node", location=place)


def _member_addresses(interface: Section) -> list[tuple[Section, str]]:
    members = [one for one in interface.sections if one.name == "member"]
    return [(one, value) for one in members if (value := one.value("memberaddr"))]


def _link(interface: Section) -> int:
    return _number(link_of(interface), 0)


def _number(text: str | None, default: int) -> int:
    fits = text is not None and text.isascii() and text.isdigit() and len(text) < _LINKS + 3
    return int(text) if fits and text is not None else default


# ------------------------------------------------------------------ what was typed


def _merged(known: list[_Known], given: _Known) -> list[_Known]:
    """Return the nodes with one that was typed; by name or address it may be one of them."""
    for index, one in enumerate(known):
        if one.name == given.name or set(one.addresses) & set(given.addresses):
            addresses = (*given.addresses, *one.addresses[len(given.addresses) :])
            same = replace(one, name=given.name, addresses=addresses)
            return [*known[:index], same, *known[index + 1 :]]
    return [*known, given]


# ------------------------------------------------------------------ what is missing


def _named(draft: Draft, listing: Listing, one: _Known, number: int) -> _Known:
    if one.name:
        return one
    first = next(iter(one.addresses), "")
    part = one.part or listing.configuration.root
    if first and address_of(first) is None:
        words = f"the node is called {first!r}, as its address is, and as Pacemaker called it"
        draft.report(listing.remark("approximated", part, words, "compare 'uname -n' there"))
        return replace(one, name=first)
    words = f"the name of the node {first or number} is not known"
    hint = f"say '--node NAME={first or 'ADDRESS'}'; NAME is what 'uname -n' prints there"
    draft.report(listing.remark("missing-nodes", part, words, hint, Severity.ERROR))
    return replace(one, name=f"{PLACEHOLDER}-{number}")


def _count_links(draft: Draft, listing: Listing, known: Sequence[_Known]) -> None:
    """Tell of redundant networks that the nodes have no addresses for."""
    rings, least = ring_count(listing), min(len(one.addresses) for one in known)
    if least < rings and not listing.configuration.nodes:
        interface = listing.configuration.sections("totem.interface")[rings - 1]
        words = f"the old cluster had {rings} networks, and a node has {least} addresses"
        hint = "say '--node NAME=ADDRESS,ADDRESS2' to keep the second network"
        draft.report(listing.remark("approximated", interface, words, hint, Severity.WARNING))


def _numbered(draft: Draft, listing: Listing, known: Sequence[_Known]) -> Iterator[Member]:
    taken = {one.id for one in known}
    free = (number for number in range(1, HIGHEST_ID) if number not in taken)
    used = _used_links(known)
    for number, one in enumerate(known, 1):
        addresses = list(_filled(draft, listing, one, used, number))
        id_ = one.id if 0 < one.id <= HIGHEST_ID else next(free, number)
        yield Member(one.name, id_, tuple(addresses), one.votes)


def _used_links(known: Sequence[_Known]) -> list[bool]:
    """Return for each link whether a node has an address on it; the first one is needed."""
    count = max(1, *(len(one.addresses) for one in known))
    used = [any(one.addresses[link : link + 1] != ("",) for one in known) for link in range(count)]
    return [True, *used[1:]]


def _filled(
    draft: Draft, listing: Listing, one: _Known, used: Sequence[bool], number: int
) -> Iterator[str]:
    """Yield the addresses of a node on all links that are in use."""
    for link, is_used in enumerate(used):
        address = one.addresses[link] if link < len(one.addresses) else ""
        if is_used and not address:
            words = f"the address of the node {one.name!r} on link {link} is not known"
            part = one.part or listing.configuration.root
            hint = f"say '--node {one.name}=' with all its addresses, separated by commas"
            draft.report(listing.remark("missing-nodes", part, words, hint, Severity.ERROR))
            address = f"{PLACEHOLDER}-{number}-link{link}"
        yield address


def _placeholders(draft: Draft, listing: Listing) -> tuple[Member, ...]:
    """Return nodes to be filled in: as many as the file expects votes, else two."""
    configuration, rings = listing.configuration, ring_count(listing)
    interface = next(iter(configuration.sections("totem.interface")), configuration.root)
    words = "the old cluster found its nodes by multicast: the file does not name them"
    draft.report(listing.remark("missing-nodes", interface, words, _HOW, Severity.ERROR))
    expected = _number(configuration.value("quorum.expected_votes"), 2)
    count = max(1, min(expected, _MOST_PLACEHOLDERS))
    names = [f"{PLACEHOLDER}-{number}" for number in range(1, count + 1)]
    return tuple(
        Member(name, number, (name, *(f"{name}-link{link}" for link in range(1, rings))))
        for number, name in enumerate(names, 1)
    )
