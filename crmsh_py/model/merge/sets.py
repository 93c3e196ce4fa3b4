"""The resource sets of a constraint: how they are arranged says something as a whole.

To move a resource from set to set here, and to divide the sets otherwise there, gives an
arrangement that nobody meant.  What comes into a set or goes from it is merged one by one.
"""

from collections.abc import Iterator

from crmsh_py import xmltree
from crmsh_py.model.keys import Key
from crmsh_py.model.merge.clashes import ORDER, Clash, Kind, Part
from crmsh_py.model.merge.decisions import Trees, clash_over
from crmsh_py.model.merge.identity import subtree
from crmsh_py.xmltree import Element

_SET = "resource_set"
_CONSTRAINTS = frozenset({"rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket"})

_Members = dict[str, list[int]]
"""A resource, and the numbers of the sets that it is in."""


def rearranged(trees: Trees) -> Iterator[Clash]:
    """Find constraints whose sets both sides arranged, and not in the same way."""
    for key, node in trees.base.items():
        if node.element.tag not in _CONSTRAINTS or node.is_whole or trees.wanted(key, ORDER):
            continue
        _, mine, theirs = trees.elements(key)
        if mine is None or theirs is None or _sets(mine) == _sets(theirs):
            continue
        if _exclude_each_other(node.element, mine, theirs):
            yield clash_over(trees, Kind.SETS, key, _parts(trees, key))


def _exclude_each_other(base: Element, mine: Element, theirs: Element) -> bool:
    if _is_arranged(base, mine) and _is_arranged(base, theirs):
        return True
    was, own, other = _members(base), _members(mine), _members(theirs)
    return any(
        own.get(one) != other.get(one) and was.get(one) not in (own.get(one), other.get(one))
        for one in {**own, **other}
    )


def _is_arranged(before: Element, after: Element) -> bool:
    """Tell whether sets came, went or say something else, or a member went from one to another."""
    if _heads(before) != _heads(after):
        return True
    was, now = _members(before), _members(after)
    return any(was[one] != now[one] for one in was if one in now)


def _heads(constraint: Element) -> list[dict[str, str]]:
    return [
        {str(name): str(text) for name, text in one.attrib.items()}
        for one in constraint.iterfind(_SET)
    ]


def _members(constraint: Element) -> _Members:
    found: _Members = {}
    for number, one in enumerate(constraint.iterfind(_SET)):
        for reference in one.iterfind("resource_ref"):
            found.setdefault(reference.get("id", ""), []).append(number)
    return found


def _sets(constraint: Element) -> list[bytes]:
    return [xmltree.comparable(one) for one in constraint.iterfind(_SET)]


def _parts(trees: Trees, key: Key) -> tuple[Part, ...]:
    """Return all sets with what is in them, and their order."""
    sides = (trees.base, trees.mine, trees.theirs)
    sets = ((nodes, one) for nodes in sides for one in nodes[key].children if one[-1][0] == _SET)
    inside = dict.fromkeys(part for nodes, one in sets for part in subtree(nodes, one))
    return (*((one, None) for one in inside), (key, ORDER))
