"""Which objects have another id by now: one that went, for one that came and says the same."""

from collections.abc import Iterator

from crmsh_py import xmltree
from crmsh_py.model.changes import step_of
from crmsh_py.model.keys import Key, is_own
from crmsh_py.model.merge.clashes import Clash, Kind, Side
from crmsh_py.model.merge.decisions import Renames, Trees, added_parts
from crmsh_py.model.merge.identity import Nodes
from crmsh_py.model.vocabulary import RESOURCES, SECTION_OF
from crmsh_py.xmltree import Element

_NAMED_BY_USERS = frozenset(SECTION_OF) - {"node", "cluster_property_set", "fencing-level"}


def renames(base: Nodes, now: Nodes) -> Renames:
    """Return the objects that are gone, with those that came instead and differ by ids only.

    Of several alike, the first is taken for the first: a rename leaves an object where it is.
    """
    came: dict[bytes, list[Key]] = {}
    for key in _only_in(now, base):
        came.setdefault(_content(now[key].element), []).append(key)
    if not came:
        return {}
    found: dict[Key, Key] = {}
    unclaimed = {content: iter(keys) for content, keys in came.items()}
    for key in _only_in(base, now):
        new = next(unclaimed.get(_content(base[key].element), iter(())), None)
        if new is not None:
            found[key] = new
    return found


def _only_in(nodes: Nodes, others: Nodes) -> Iterator[Key]:
    """Yield the objects that are not in the other configuration."""
    for key, node in nodes.items():
        if key not in others and len(key) == 1 and node.element.tag in _NAMED_BY_USERS:
            yield key


def _content(element: Element) -> bytes:
    """Return what an object says, without its own id and those that are made from it."""
    copy = xmltree.copy(element)
    copy.attrib.pop("id", None)
    for one in xmltree.descendants(copy):
        if one.tag not in RESOURCES and is_own(step_of(one)):
            del one.attrib["id"]
    return xmltree.comparable(copy)


def renamed_apart(trees: Trees) -> Iterator[Clash]:
    """Find what both sides gave another id, and not the same; or one side, and the other none."""
    mine, theirs = (trees.renamed[side] for side in Side)
    for key in dict.fromkeys([*mine, *theirs]):
        new = {side: trees.renamed[side].get(key) for side in Side}
        if new[Side.MINE] == new[Side.THEIRS] or key in trees.mine or key in trees.theirs:
            continue
        there = {side: one for side, one in new.items() if one is not None}
        if any(trees.wanted(one) is not None for one in there.values()):
            continue
        found = {side: trees.of(side)[one].element for side, one in there.items()}
        parts = tuple(part for one in there.values() for part in added_parts(trees, one))
        base = trees.base[key].element
        pair = (found.get(Side.MINE), found.get(Side.THEIRS))
        yield Clash(Kind.RENAMED, key, base, *pair, parts)
