"""Bring my comments into the merged configuration: what people write about it never clashes."""

from collections.abc import Mapping

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import Comments, all_comments, settle, texts
from crmsh_py.model.keys import Key
from crmsh_py.model.merge.identity import Node, Nodes
from crmsh_py.xmltree import Element


def merge_comments(base: Nodes, mine: Nodes, merged: Mapping[Key, Element], root: Element) -> None:
    """Make the comments of the merged `<cib>`, which has theirs, those of both.

    Where both sides changed the comments of an object, it gets theirs and then my new ones.
    """
    was, is_ = (_comments(nodes) for nodes in (base, mine))
    if is_ is None and was is None:
        return
    cib = Cib(root)
    there = all_comments(cib)
    for key, element in merged.items():
        before, after = _of(was, base.get(key)), _of(is_, mine.get(key))
        if before != after and key in mine:
            own = there.above.get(element, [])
            place = (element, next(iter(element), None))
            settle(cib, own, _both(before, texts(own), after), place)
    _around(cib, there, was or Comments(), is_ or Comments())


def _comments(nodes: Nodes) -> Comments | None:
    """Return the comments of a configuration, None if it has none."""
    root = nodes[()].element
    if next(xmltree.comments(root), None) is None:
        return None
    return all_comments(Cib(root))


def _of(comments: Comments | None, node: Node | None) -> list[str]:
    if comments is None or node is None:
        return []
    return texts(comments.above.get(node.element, []))


def _both(base: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    """Merge the comments of one object."""
    if theirs == base:
        return mine
    gone = set(base) - set(mine)
    known = {*base, *theirs}
    return [*(one for one in theirs if one not in gone), *(one for one in mine if one not in known)]


def _around(cib: Cib, there: Comments, was: Comments, is_: Comments) -> None:
    """Merge the comments above all objects and behind them."""
    top = cib.configuration
    first = next(iter(top), None)
    for now, before, after, place in (
        (there.header, was.header, is_.header, (top, first)),
        (there.closing, was.closing, is_.closing, (top, None)),
    ):
        if texts(before) != texts(after):
            settle(cib, now, _both(texts(before), texts(now), texts(after)), place)
