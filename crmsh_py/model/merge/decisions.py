"""Decide, element by element and attribute by attribute, what of two people's changes stands.

Nothing is edited here.  Where two changes exclude each other that is a clash, and the decision is
mine; `Trees.prefer` says of parts which side is to be taken, so that deciding again ends a clash.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from crmsh_py.model.keys import Key
from crmsh_py.model.merge.clashes import ORDER, PLACE, Clash, Kind, Part, Side
from crmsh_py.model.merge.identity import ROOT, TOP, Node, Nodes, is_same, subtree
from crmsh_py.model.merge.sequences import merged
from crmsh_py.xmltree import Element

NVSETS = frozenset(
    {"cluster_property_set", "instance_attributes", "meta_attributes", "utilization"}
)
_HOLDERS = NVSETS | {"operations"}
"""What two people can both make, and put something in: it is there for what is in it."""
_JOINT = _HOLDERS | {"nvpair"}

Renames = Mapping[Key, Key]
"""What an object was, to what it is now."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Three configurations, by key; what is preferred; of which values I said what they are.

    `renamed` are the objects that each side gave another id.
    """

    base: Nodes
    mine: Nodes
    theirs: Nodes
    prefer: Mapping[Part, Side]
    said: Mapping[Part, str]
    renamed: Mapping[Side, Renames]

    def of(self, side: Side) -> Nodes:
        """Return one side's."""
        return self.mine if side is Side.MINE else self.theirs

    def elements(self, key: Key) -> tuple[Element | None, Element | None, Element | None]:
        """Return an element as it is in each, base first."""
        found = (nodes.get(key) for nodes in (self.base, self.mine, self.theirs))
        base, mine, theirs = (None if node is None else node.element for node in found)
        return base, mine, theirs

    def wanted(self, key: Key, part: str | None = None) -> Side | None:
        """Return the side to take a part from, if that was said: of it, or of the whole element."""
        return self.prefer.get((key, part)) or self.prefer.get((key, None))


@dataclass(slots=True)
class Decisions:
    """What the merged configuration is: its elements, where they stand, their attributes.

    Of what is whole, `content` is whose it is.
    """

    places: dict[Key, Key | None] = field(default_factory=dict)
    attributes: dict[Key, dict[str, str]] = field(default_factory=dict)
    content: dict[Key, Side] = field(default_factory=dict)
    children: dict[Key, list[Key]] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)


def decide(trees: Trees) -> Decisions:
    """Decide all that each element by itself can tell; what is there comes before all else."""
    decisions = Decisions()
    decisions.clashes += [*_both_added(trees), *_deletions(trees)]
    if decisions.clashes:
        return decisions  # what is in those would clash too
    present = [key for key in {**trees.theirs, **trees.mine} if _stays(trees, key)]
    for key in present:
        _place(trees, key, decisions)
    _keep_holders(trees, decisions)
    _leave_out_orphans(trees, decisions)
    if decisions.clashes:
        return decisions
    for key in decisions.places:
        if _node(trees, key).is_whole:
            _decide_content(trees, key, decisions)
        else:
            _decide_attributes(trees, key, decisions)
    _decide_orders(trees, decisions)
    return decisions


def _node(trees: Trees, key: Key) -> Node:
    return trees.theirs.get(key) or trees.mine[key]


def is_holder(key: Key, node: Node) -> bool:
    """Tell whether an element only holds others: a section, a set of pairs, the operations."""
    return key in (ROOT, TOP) or node.parent == TOP or str(node.element.tag) in _HOLDERS


# ------------------------------------------------------------------ what is there


def _stays(trees: Trees, key: Key) -> bool:
    wanted = trees.wanted(key)
    if wanted is not None:
        return key in trees.of(wanted)
    return (key in trees.mine and key in trees.theirs) or key not in trees.base


def _both_added(trees: Trees) -> Iterator[Clash]:
    """Find what both added under one id, and not the same."""
    found: set[Key] = set()
    for key, theirs in trees.theirs.items():
        mine = trees.mine.get(key)
        if mine is None or key in trees.base or trees.wanted(key) is not None:
            continue
        if theirs.parent in found:
            found.add(key)
        elif not _is_joint(key, theirs) and not is_same(mine.element, theirs.element):
            found.add(key)
            yield clash_over(trees, Kind.BOTH_ADDED, key, added_parts(trees, key))


def added_parts(trees: Trees, key: Key) -> tuple[Part, ...]:
    """Return the parts of something that was added; what was put into it is elsewhere without."""
    inside = dict.fromkeys([*subtree(trees.mine, key), *subtree(trees.theirs, key)])
    return tuple((one, PLACE if one in trees.base else None) for one in inside)


def _is_joint(key: Key, node: Node) -> bool:
    return is_holder(key, node) or str(node.element.tag) in _JOINT


def _deletions(trees: Trees) -> Iterator[Clash]:
    """Find what one side deleted and the other changed."""
    for by in Side:
        kept, left = trees.of(by.other), trees.of(by)
        units: dict[Key, None] = {}
        for key in trees.base:
            if key in left or key not in kept or trees.wanted(key) is not None:
                continue
            if _is_changed(trees, key, by.other):
                unit = whole(trees.base, key, left)
                if not is_holder(unit, trees.base[unit]):
                    units[unit] = None
        for unit in units:
            yield deletion(trees, unit, by)


def deletion(trees: Trees, unit: Key, by: Side) -> Clash:
    """Return the clash over something that one side deleted, or renamed: its new self goes too."""
    inside = dict.fromkeys([*subtree(trees.base, unit), *subtree(trees.of(by.other), unit)])
    parts = tuple((one, PLACE if one in trees.of(by) else None) for one in inside)
    clash = replace(clash_over(trees, Kind.DELETED, unit, parts), by=by)
    new = trees.renamed[by].get(unit)
    if new is None:
        return clash
    element, parts = trees.of(by)[new].element, (*parts, *added_parts(trees, new))
    if by is Side.MINE:
        return replace(clash, parts=parts, mine=element)
    return replace(clash, parts=parts, theirs=element)


def whole(nodes: Nodes, key: Key, other: Nodes) -> Key:
    """Return the outermost element around one that is not in others too, be it the one itself.

    What only holds others is none: it can come back for the sake of what is in it.
    """
    found, at = key, nodes[key].parent
    while at is not None and at not in other:
        if not is_holder(at, nodes[at]):
            found = at
        at = nodes[at].parent
    return found


def _is_changed(trees: Trees, key: Key, side: Side) -> bool:
    """Tell whether a side changed an element, moved it, or put something in it."""
    before, after = trees.base[key], trees.of(side)[key]
    if before.parent != after.parent or before.attributes != after.attributes:
        return True
    said = trees.said if side is Side.MINE else {}
    if any(said.get((key, name)) == text for name, text in after.attributes.items()):
        return True
    if after.is_whole:
        return not is_same(before.element, after.element)
    return _gained(trees, after) or _is_reordered(before, after)


def _gained(trees: Trees, node: Node) -> bool:
    came = (trees.base.get(child) for child in node.children)
    return any(old is None or old.parent != node.key for old in came)


def _is_reordered(before: Node, after: Node) -> bool:
    there = set(after.children)
    stayed = [key for key in before.children if key in there]
    known = set(before.children)
    return stayed != [key for key in after.children if key in known]


def clash_over(trees: Trees, kind: Kind, key: Key, parts: tuple[Part, ...]) -> Clash:
    """Return a clash over an element."""
    return Clash(kind, key, *trees.elements(key), parts)


# ------------------------------------------------------------------ where it stands


def _place(trees: Trees, key: Key, decisions: Decisions) -> None:
    wanted = trees.wanted(key, PLACE)
    base, mine, theirs = (nodes.get(key) for nodes in (trees.base, trees.mine, trees.theirs))
    if wanted is not None and (node := trees.of(wanted).get(key)) is not None:
        decisions.places[key] = node.parent
    elif mine is None or theirs is None:
        there = mine or theirs
        assert there is not None, "in one of the two"
        decisions.places[key] = there.parent
    elif base is not None and mine.parent == base.parent:
        decisions.places[key] = theirs.parent
    else:
        decisions.places[key] = mine.parent
        if theirs.parent not in (mine.parent, base.parent if base is not None else mine.parent):
            decisions.clashes.append(clash_over(trees, Kind.PLACE, key, ((key, PLACE),)))


def _keep_holders(trees: Trees, decisions: Decisions) -> None:
    """Keep what one side took away as empty, if the other side put something in."""
    for key in list(decisions.places):
        parent = decisions.places[key]
        while parent is not None and parent not in decisions.places:
            node = trees.mine.get(parent) or trees.theirs.get(parent)
            if node is None or trees.wanted(parent) is not None or not is_holder(parent, node):
                break
            decisions.places[parent] = node.parent
            parent = node.parent


def _leave_out_orphans(trees: Trees, decisions: Decisions) -> None:
    """Leave out what stands in something that is not there; what stands in itself is a clash."""
    rooted: dict[Key, bool] = {ROOT: True}
    for key in list(decisions.places):
        chain: dict[Key, None] = {}
        at: Key | None = key
        while at is not None and at not in rooted and at not in chain:
            chain[at] = None
            at = decisions.places.get(at)
        if at is not None and at in chain:
            circle = tuple((one, PLACE) for one in chain)
            decisions.clashes.append(clash_over(trees, Kind.PLACE, key, circle))
        is_rooted = at is not None and rooted.get(at, False)
        rooted.update(dict.fromkeys(chain, is_rooted))
    for key in [key for key in decisions.places if not rooted[key]]:
        del decisions.places[key]


# ------------------------------------------------------------------ what it says


def _decide_content(trees: Trees, key: Key, decisions: Decisions) -> None:
    base, mine, theirs = trees.elements(key)
    wanted = trees.wanted(key)
    if wanted is None and mine is not None and theirs is not None:
        wanted = Side.THEIRS
        if not is_same(mine, theirs) and (base is None or not is_same(mine, base)):
            wanted = Side.MINE
            if base is not None and not is_same(theirs, base):
                decisions.clashes.append(clash_over(trees, Kind.VALUE, key, ((key, None),)))
    if wanted is None or key not in trees.of(wanted):
        wanted = Side.MINE if mine is not None else Side.THEIRS
    decisions.content[key] = wanted


def _decide_attributes(trees: Trees, key: Key, decisions: Decisions) -> None:
    nodes = (trees.base.get(key), trees.mine.get(key), trees.theirs.get(key))
    base, mine, theirs = ({} if node is None else node.attributes for node in nodes)
    if nodes[1] is None or nodes[2] is None:
        decisions.attributes[key] = mine if nodes[2] is None else theirs
        return
    found: dict[str, str] = {}
    for name in {**theirs, **mine}:
        values = (base.get(name), mine.get(name), theirs.get(name))
        value, clashes = _value(trees, (key, name), values)
        if value is not None:
            found[name] = value
        if clashes:
            clash = clash_over(trees, Kind.VALUE, key, ((key, name),))
            decisions.clashes.append(replace(clash, attribute=name))
    decisions.attributes[key] = found


def _value(
    trees: Trees, part: tuple[Key, str], values: tuple[str | None, str | None, str | None]
) -> tuple[str | None, bool]:
    """Return the value that an attribute gets, and whether there is a clash over it."""
    base, mine, theirs = values
    wanted = trees.wanted(*part)
    if wanted is not None:
        return (mine if wanted is Side.MINE else theirs), False
    if theirs in (mine, base):
        return mine, False
    if mine == base and not (part in trees.said and trees.said[part] == mine):
        return theirs, False
    return mine, True


# ------------------------------------------------------------------ in which order


def _decide_orders(trees: Trees, decisions: Decisions) -> None:
    below: dict[Key, set[Key]] = {}
    for key, parent in decisions.places.items():
        if parent is not None:
            below.setdefault(parent, set()).add(key)
    for key, inside in below.items():
        orders = [
            [] if node is None else [child for child in node.children if child in inside]
            for node in (trees.base.get(key), trees.mine.get(key), trees.theirs.get(key))
        ]
        order, contradict = merged(*orders, prefer=trees.wanted(key, ORDER))
        decisions.children[key] = order
        if contradict:
            decisions.clashes.append(clash_over(trees, Kind.ORDER, key, ((key, ORDER),)))
