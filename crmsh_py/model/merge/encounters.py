"""What two people's changes do to each other without touching the same element."""

from collections.abc import Iterator, Sequence

from crmsh_py import xmltree
from crmsh_py.model.changes import step_of
from crmsh_py.model.cib import Cib
from crmsh_py.model.keys import Key, is_own
from crmsh_py.model.merge.clashes import PLACE, Clash, Kind, Part, Side
from crmsh_py.model.merge.decisions import (
    NVSETS,
    Decisions,
    Trees,
    added_parts,
    clash_over,
    deletion,
    whole,
)
from crmsh_py.model.merge.identity import is_same
from crmsh_py.model.references import Reference, leads_somewhere, references
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.xmltree import Element

_TOLD_BY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(NVSETS, ("name",)),
    "operations": ("name", "interval", "role"),
    "fencing-topology": ("index", "target", "target-pattern", "target-attribute", "target-value"),
}
"""Tag to which attributes of what is in it are its name, so that there should not be two."""


def namesakes(trees: Trees, decisions: Decisions) -> Iterator[Clash]:
    """Find what both sides added under one name, or one id, as two elements."""
    for parent, children in decisions.children.items():
        node = trees.theirs.get(parent) or trees.mine[parent]
        told_by = _TOLD_BY.get(str(node.element.tag))
        if told_by is not None:
            yield from _twice(trees, [(_name(trees, one, told_by), one) for one in children])
    # Elements that share an id have different tags: else they would be one.
    yield from _twice(trees, list(_new_ids(trees, decisions)))


def _new_ids(trees: Trees, decisions: Decisions) -> Iterator[tuple[str | None, Key]]:
    """Yield the ids that only one side has, with the elements that they came with."""
    for key in decisions.places:
        if key in trees.mine and key in trees.theirs:
            continue
        node = trees.mine.get(key) or trees.theirs[key]
        if _has_xml_id(key):
            yield key[0][1], key
        for part in xmltree.descendants(node.element) if node.is_whole else ():
            if is_own(step_of(part)):
                yield part.get("id"), key


def _name(trees: Trees, key: Key, told_by: tuple[str, ...]) -> tuple[str | None, ...]:
    node = trees.theirs.get(key) or trees.mine[key]
    return (str(node.element.tag), *(node.element.get(name) for name in told_by))


def _has_xml_id(key: Key) -> bool:
    return len(key) == 1 and is_own(key[0])


def _twice(trees: Trees, named: Sequence[tuple[object, Key]]) -> Iterator[Clash]:
    """Find names that something new of mine and something new of theirs share."""
    mine: dict[object, Key] = {}
    theirs: dict[object, Key] = {}
    for name, key in named:
        if key not in trees.theirs:
            mine[name] = key
        elif key not in trees.mine:
            theirs[name] = key
    for name, key in mine.items():
        other = theirs.get(name)
        if other is not None and not (key in trees.base and other in trees.base):
            yield _namesake(trees, key, other)


def _namesake(trees: Trees, mine: Key, theirs: Key) -> Clash:
    elements = (trees.mine[mine].element, trees.theirs[theirs].element)
    parts = (*added_parts(trees, mine), *added_parts(trees, theirs))
    return Clash(Kind.SAME_NAME, mine, None, *elements, parts)


_MEMBERS = {
    **dict.fromkeys(("group", "clone", "master"), RESOURCES),
    "tag": frozenset({"obj_ref"}),
    "resource_set": frozenset({"resource_ref"}),
}
"""Tag to what there must be at least one of in it."""


def emptied(trees: Trees, decisions: Decisions) -> Iterator[Clash]:
    """Find what would be left without members."""
    for key in decisions.places:
        node = trees.mine.get(key) or trees.theirs[key]
        needed = _MEMBERS.get(str(node.element.tag))
        left = decisions.children.get(key, [])
        if needed is None or node.is_whole or any(one[-1][0] in needed for one in left):
            continue
        members = [
            {one for one in nodes[key].children if one[-1][0] in needed}
            for nodes in (trees.mine, trees.theirs)
            if key in nodes
        ]
        if all(members) and trees.wanted(key) is None:
            had = set[Key]().union(*members)
            both = {one for one in had if one in trees.mine and one in trees.theirs}
            own = ((one, PLACE if one in both else None) for one in sorted(had, key=str))
            yield clash_over(trees, Kind.EMPTIED, key, ((key, None), *own))


def foregone(clash: Clash) -> Side | None:
    """Return the side to take without a word, if there is nothing to decide."""
    if clash.kind is Kind.EMPTIED and (clash.mine is None or clash.theirs is None):
        return Side.THEIRS if clash.theirs is None else Side.MINE  # it came for what is not in it
    if clash.kind is not Kind.SAME_NAME or clash.mine is None or clash.theirs is None:
        return None
    mine, theirs = (xmltree.copy(one) for one in (clash.mine, clash.theirs))
    for one in (mine, theirs):
        for part in one.iter("*"):
            part.attrib.pop("id", None)
    return Side.THEIRS if is_same(mine, theirs) else None


# ------------------------------------------------------------------ references


def broken_references(trees: Trees, root: Element, keys: dict[Element, Key]) -> Iterator[Clash]:
    """Find what of one side refers to what the other side deleted; `root` is the merged `<cib>`."""
    gone = {side: _deleted(trees, side, keys) for side in Side}
    if not any(gone.values()):
        return
    cib = Cib(root)
    for reference in references(cib.configuration):
        if leads_somewhere(cib, reference) or reference.element not in keys:
            continue
        for side, targets in gone.items():
            target = targets.get(reference.target)
            key = keys[reference.element]
            if target is not None and not _is_own(trees, reference, key, side):
                yield _broken(trees, reference, key, target, side)
                break


def _deleted(trees: Trees, by: Side, keys: dict[Element, Key]) -> dict[str, Key]:
    """Return what is only in the other side's configuration, and not in the merged one, by id."""
    there = set(keys.values())
    return {
        key[0][1]: key
        for key in trees.of(by.other)
        if key not in there and key not in trees.of(by) and _has_xml_id(key) and key[0][1]
    }


def _is_own(trees: Trees, reference: Reference, key: Key, by: Side) -> bool:
    """Tell whether who deleted something refers to it too."""
    node = trees.of(by).get(key)
    name = reference.attribute
    return node is not None and node.element.get(name) == reference.element.get(name)


def _broken(trees: Trees, reference: Reference, key: Key, target: Key, by: Side) -> Clash:
    """Return the clash of a reference with a deletion: it ends without the one or the other."""
    other = trees.of(by.other)
    nodes = trees.base if target in trees.base else other
    target_parts = deletion(trees, whole(nodes, target, trees.of(by)), by).parts
    if key in trees.of(by):
        own: tuple[Part, ...] = ((key, reference.attribute),)
    else:
        own = added_parts(trees, whole(other, key, trees.of(by)) if key in other else key)
    parts = (*own, *target_parts)
    return Clash(Kind.REFERENCE, key, *trees.elements(key), parts, by=by, to=reference.target)
