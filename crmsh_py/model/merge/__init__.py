"""Merge what two people made of one configuration, by object and by attribute.

Only configuration counts: no versions, no status.  Changes that have nothing to do with each other
are merged; where they exclude each other that is a `Clash`, and one side must be taken.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from crmsh_py import xmltree
from crmsh_py.model.keys import Key
from crmsh_py.model.merge.building import build
from crmsh_py.model.merge.clashes import Clash, Kind, Part, Side
from crmsh_py.model.merge.decisions import Decisions, Trees, decide
from crmsh_py.model.merge.encounters import broken_references, emptied, foregone, namesakes
from crmsh_py.model.merge.identity import Identity
from crmsh_py.model.merge.remarks import merge_comments
from crmsh_py.model.merge.renames import renamed_apart, renames
from crmsh_py.model.merge.sets import rearranged
from crmsh_py.xmltree import Element

__all__ = ["Clash", "Kind", "Merged", "Part", "Side", "merge", "without"]

_NOTHING: Mapping[Part, str] = {}
_MOST_ROUNDS = 20
"""To end a clash one way can bring up another, but each time over what is farther away."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A configuration made of two, and what could not be merged: of that it holds one side's."""

    root: Element
    clashes: tuple[Clash, ...]


def merge(
    base: Element,
    mine: Element,
    theirs: Element,
    *,
    said: Mapping[Part, str] = _NOTHING,
    side: Side = Side.MINE,
) -> Merged:
    """Return what two `<cib>`s, both made from `base`, are together; none of them is changed.

    `said` are attributes that I said to be what they are in `base` and `mine`: that theirs differ
    is a clash too.  Of what clashes, `side` is taken.  The layout, the version and the status are
    theirs.
    """
    return _merge((base, mine, theirs), said, side, {})


def without(clashes: Iterable[Clash], mine: Element, base: Element) -> Element:
    """Return my `<cib>`, but for what clashes: that is as in `base`, which it was made from."""
    theirs = {part: Side.THEIRS for clash in clashes for part in clash.parts}
    return _merge((base, mine, base), {}, Side.THEIRS, theirs).root


def _merge(
    roots: tuple[Element, Element, Element],
    said: Mapping[Part, str],
    side: Side,
    taken: dict[Part, Side],
) -> Merged:
    """Merge, again and again until nothing clashes; `taken` is from which side to take what."""
    identity = Identity(roots)
    base, mine, theirs = (identity.nodes(root) for root in roots)
    renamed = {Side.MINE: renames(base, mine), Side.THEIRS: renames(base, theirs)}
    found: list[Clash] = []
    for _ in range(_MOST_ROUNDS):
        trees = Trees(base, mine, theirs, taken, said, renamed)
        decisions = decide(trees)
        clashes = [*rearranged(trees), *renamed_apart(trees)] or decisions.clashes
        if not clashes:
            root, keys = build(trees, decisions, identity, roots[2])
            clashes = list(_encounters(trees, decisions, root, keys))
            if not clashes:
                merge_comments(base, mine, {key: one for one, key in keys.items()}, root)
                return Merged(root, tuple(found))
        for clash in clashes:
            taken.update(dict.fromkeys(clash.parts, foregone(clash) or side))
            if foregone(clash) is None:
                found.append(clash)
            else:
                found = [_with(one, clash) for one in found]
    whole = roots[1] if side is Side.MINE else roots[2]  # nobody will ever see it
    return Merged(xmltree.copy_document(whole), tuple(found))


def _with(clash: Clash, other: Clash) -> Clash:
    """Return a clash with what has to be taken along because of it, if that is so."""
    about = {key for key, _ in other.parts}
    if about.isdisjoint(key for key, _ in clash.parts):
        return clash
    return replace(clash, parts=(*clash.parts, *other.parts))


def _encounters(
    trees: Trees, decisions: Decisions, root: Element, keys: dict[Element, Key]
) -> Iterator[Clash]:
    yield from namesakes(trees, decisions)
    yield from emptied(trees, decisions)
    yield from broken_references(trees, root, keys)
