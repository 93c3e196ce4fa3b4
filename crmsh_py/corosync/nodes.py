"""Nodes into and out of the nodelist, with all that depends on how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crmsh_py.corosync import edits
from crmsh_py.corosync.checks.findings import is_set
from crmsh_py.corosync.checks.nodelist import label, links, rings
from crmsh_py.corosync.syntax import Configuration, Section, parse
from crmsh_py.diagnostics import CrmError, Diagnostic

_TWO = 2


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A text with other nodes, and what was changed in it, in words."""

    text: str
    notes: tuple[str, ...]


def add_node(
    configuration: Configuration, name: str, addresses: Sequence[str], id_: int | None = None
) -> NodeChange:
    """Return the text with a node more; it gets the lowest id that is free, unless one is given.

    Raises CrmError (already-exists, usage, invalid-setting).
    """
    nodes = configuration.nodes
    problems = [*_taken(nodes, name, addresses, id_), *_links_missing(configuration, addresses)]
    if problems:
        raise CrmError(*problems)
    number = id_ if id_ is not None else _free_id(nodes)
    settings = [("name", name), ("nodeid", str(number))]
    settings += [(f"ring{link}_addr", address) for link, address in enumerate(addresses)]
    text = _with_node(configuration, _in_order_of(nodes, settings))
    change = NodeChange(text, (f"node {name!r} was added, with the id {number}",))
    return _settled(configuration, change, 1)


def delete_node(configuration: Configuration, name: str) -> NodeChange:
    """Return the text without a node, named by its name or its id.

    Raises CrmError (no-such-object, conflicting-settings).
    """
    node = find_node(configuration, name)
    if len(configuration.nodes) == 1:
        words = f"{label(node)} is the only node"
        raise CrmError(Diagnostic("conflicting-settings", words, subject=name))
    votes = node.value("quorum_votes") or "1"
    text = edits.without(configuration, node)
    change = NodeChange(text, (f"{label(node)} was removed",))
    return _settled(configuration, change, -int(votes) if votes.isdigit() else -1)


def find_node(configuration: Configuration, name: str) -> Section:
    """Return the node of a name or an id.  Raises CrmError (no-such-object)."""
    for key in ("name", "nodeid"):
        for node in configuration.nodes:
            if node.value(key) == name:
                return node
    known = ", ".join(
        node.value("name") or node.value("nodeid") or "?" for node in configuration.nodes
    )
    words = f"there is no node {name!r} in {configuration.source.name}"
    hint = f"its nodes: {known or 'none'}"
    raise CrmError(Diagnostic("no-such-object", words, subject=name, hint=hint))


def _taken(
    nodes: Sequence[Section], name: str, addresses: Sequence[str], id_: int | None
) -> list[Diagnostic]:
    found = []
    for node in nodes:
        if node.value("name") == name:
            words = f"there is a node {name!r} already"
            found.append(Diagnostic("already-exists", words, subject=name))
        if id_ is not None and node.value("nodeid") == str(id_):
            words = f"the id {id_} is that of {label(node)}"
            found.append(Diagnostic("already-exists", words, subject=str(id_)))
        for address in {entry.value for entry in rings(node)} & set(addresses):
            words = f"the address {address} is that of {label(node)}"
            found.append(Diagnostic("already-exists", words, subject=address))
    return found


def _links_missing(configuration: Configuration, addresses: Sequence[str]) -> list[Diagnostic]:
    wanted = links(configuration)
    if not wanted or len(wanted) == len(addresses):
        return []
    words = f"the nodes have {len(wanted)} links, and {len(addresses)} addresses are given"
    hint = f"give an address for each of {', '.join(wanted)}"
    return [Diagnostic("usage", words, hint=hint)]


def _free_id(nodes: Sequence[Section]) -> int:
    taken = {node.value("nodeid") for node in nodes}
    return next(number for number in range(1, len(taken) + 2) if str(number) not in taken)


def _in_order_of(
    nodes: Sequence[Section], settings: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return settings in the order in which the last node has them."""
    order = [entry.key for entry in nodes[-1].entries] if nodes else []
    return sorted(settings, key=lambda one: order.index(one[0]) if one[0] in order else 99)


def _with_node(configuration: Configuration, settings: Sequence[tuple[str, str]]) -> str:
    nodelists = configuration.sections("nodelist")
    if not nodelists:
        text = edits.with_section(configuration, configuration.root, "nodelist", ())
        configuration = parse(text, configuration.source.name)
        nodelists = configuration.sections("nodelist")
    return edits.with_section(configuration, nodelists[-1], "node", settings)


def _settled(before: Configuration, change: NodeChange, votes: int) -> NodeChange:
    """Bring what depends on the number of nodes in line with it."""
    name = before.source.name
    now = parse(change.text, name)
    change = _two_node_settled(now, change)
    return _expected_settled(parse(change.text, name), change, votes)


def _two_node_settled(now: Configuration, change: NodeChange) -> NodeChange:
    count = len(now.nodes)
    entry = now.entry("quorum.two_node")
    if count > _TWO and entry is not None and is_set(now, "quorum.two_node"):
        note = f"'quorum.two_node' was unset: there are {count} nodes now"
        return replace(change, text=edits.without(now, entry), notes=(*change.notes, note))
    wants = count == _TWO and not is_set(now, "quorum.two_node")
    if wants and not now.value("quorum.device.model") and now.value("quorum.provider"):
        note = "there are two nodes now: 'corosync set quorum.two_node 1' lets one go on alone"
        return replace(change, notes=(*change.notes, note))
    return change


def _expected_settled(now: Configuration, change: NodeChange, votes: int) -> NodeChange:
    entry = now.entry("quorum.expected_votes")
    if entry is None or not entry.value.isdigit():
        return change
    expected = max(1, int(entry.value) + votes)
    note = f"'quorum.expected_votes' is {expected} now, was {entry.value}"
    text = edits.with_value(now, entry, str(expected))
    return replace(change, text=text, notes=(*change.notes, note))
