"""The nodes section: their names, their new ids, and what they carry.

The old id, a UUID of heartbeat's, means nothing to corosync: nodes are numbered from 1 in the
order of the file, or as the corosync.conf made besides numbers them.
"""

from collections.abc import Iterable
from itertools import count

from crmsh_py import xmltree
from crmsh_py.convert.cib06 import nvsets
from crmsh_py.convert.cib06.nvsets import Wanted
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_SETS = {"instance_attributes": "nodes", "utilization": "nodes-utilization"}
_PING_HINT = "ha.cf says what they are for: with '--ha-cf' they become a ping resource"


def number_nodes(work: Work, sections: Iterable[Element]) -> None:
    """Note the names of the nodes and give them their ids, before anything refers to one."""
    numbers = count(max(map(int, work.node_ids.values()), default=0) + 1)
    for node in _nodes(sections):
        name = node.get("uname") or node.get("id", "")
        if not name:
            work.warn("dropped", "a node without a name was left out", node)
        elif node.get("type") == "ping":
            words = f"the ping node {name!r} was left out: ping nodes are no members of a cluster"
            work.tell("dropped", words, node, "type", hint=_PING_HINT)
            work.became(node, f"ping node {name}")
        else:
            work.node_names.setdefault(node.get("id", name), name)
            if name not in work.node_ids:
                work.node_ids[name] = str(next(numbers))


def convert_nodes(work: Work, sections: Iterable[Element]) -> None:
    """Write the nodes that have attributes, or all of them if that is wanted."""
    written: set[str] = set()
    for node in _nodes(sections):
        name = work.node_names.get(node.get("id", node.get("uname", "")))
        if name is None or node.get("type") == "ping":
            continue
        if name in written:
            work.warn("dropped", f"the node {name!r} stands twice: only the first counts", node)
            continue
        written.add(name)
        _convert(work, node, name)


def _nodes(sections: Iterable[Element]) -> Iterable[Element]:
    for section in sections:
        yield from section.iterchildren("node")


def _convert(work: Work, old: Element, name: str) -> None:
    id_ = work.node_ids[name]
    node = xmltree.new("node", {"id": id_, "uname": name})
    for tag, prefix in _SETS.items():
        for nvset in nvsets.read(work, old, tag):
            nvsets.write(
                work, node, Wanted(tag, nvset.pairs, f"{prefix}-{id_}", nvset, keep_id=False)
            )
    if len(node) or work.choices.with_nodes:
        xmltree.attach(work.section("nodes"), node, None)
        work.became(old, f"node {name}", f"node {name}", note=f"its id is {id_}")
    else:
        note = "the cluster writes it when the node joins"
        work.became(old, f"node {name}", note=note)
