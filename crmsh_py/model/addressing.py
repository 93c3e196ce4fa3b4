"""Where the elements of a configuration are to Pacemaker's XML patch.

A patch names an element by the tags and ids on the way to it.  What cannot be named so is
replaced together with the nearest element above that can.
"""

import re
from collections.abc import Iterable, Mapping

from crmsh_py import xmltree
from crmsh_py.model.changes import Added, Change, Replaced, Step, Steps, step_of
from crmsh_py.xmltree import Element

_ADDRESSABLE = re.compile(r"[^\s/'\[\]]+")
"""Ids that Pacemaker's reading of a path (sscanf) gets through unharmed."""


class Trees:
    """The configuration before and after the changes, looked up by path."""

    def __init__(self, old: Element, new: Element, counters: Mapping[str, str]) -> None:
        self.old, self.new = Lookup(old), Lookup(new)
        self._counters = counters

    def attributes(self, path: Steps) -> dict[str, str]:
        """Return all attributes that an element has in the end; the root has a new version."""
        attributes = dict(self.new.element(path).attrib)
        if not path:
            attributes.update(self._counters)
        return attributes

    def whole(self, change: Change) -> Steps | None:
        """Return the path of what must be replaced for a change, None if Pacemaker can do less."""
        if isinstance(change, Replaced):
            return self.addressable(change.path)
        needed = change.path[:-1] if isinstance(change, Added) else change.path
        reachable = self.addressable(needed)
        return None if reachable == needed else reachable

    def addressable(self, path: Steps) -> Steps:
        """Return the path, or that of the nearest element above which Pacemaker can find."""
        for depth, step in enumerate(path):
            parent = path[:depth]
            if not all(one.is_addressable(parent, step) for one in (self.old, self.new)):
                return parent
        return path

    def differ(self, path: Steps) -> bool:
        """Tell whether anything in an element differs, be it a comment."""
        old, new = self.old.element(path), self.new.element(path)
        return xmltree.canonical(old, comments=True) != xmltree.canonical(new, comments=True)


class Lookup:
    """The elements of a `<cib>` by path, each found once."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._children: dict[Steps, dict[Step, tuple[int, Element]]] = {}
        self._ambiguous: set[Steps] = set()

    def children(self, path: Steps) -> dict[Step, tuple[int, Element]]:
        """Return the children of a path, with their positions."""
        if path not in self._children:
            self._children[path] = found = {}
            for position, node in enumerate(self.element(path)):
                if xmltree.is_element(node):
                    step = step_of(node)
                    if step in found:
                        self._ambiguous.add((*path, step))
                    found[step] = (position, node)
        return self._children[path]

    def element(self, path: Steps) -> Element:
        """Return the element of a path."""
        return self.children(path[:-1])[path[-1]][1] if path else self.root

    def position(self, path: Steps) -> int:
        """Return the place of an element among its siblings, comments counted."""
        return self.children(path[:-1])[path[-1]][0]

    def is_addressable(self, parent: Steps, step: Step) -> bool:
        """Tell whether Pacemaker finds a child by its tag and id, and no other child."""
        siblings = self.children(parent)
        return _is_addressable(step, siblings) and (*parent, step) not in self._ambiguous


def _is_addressable(step: Step, siblings: Iterable[Step]) -> bool:
    tag, id_ = step
    if tag.startswith("{"):
        return False
    if id_ is None:  # Pacemaker then takes the first of this tag, whatever its id
        return sum(sibling[0] == tag for sibling in siblings) <= 1
    return _ADDRESSABLE.fullmatch(id_) is not None


def address_of(path: Steps) -> str:
    """Return a path as a patch has it."""
    return "/cib" + "".join(_address(step) for step in path)


def _address(step: Step) -> str:
    tag, id_ = step
    return f"/{tag}" if id_ is None else f"/{tag}[@id='{id_}']"
