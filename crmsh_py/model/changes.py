"""What differs between two configurations, as values; apply them and take them back.

`crmsh_py.model.compare` finds them, `touched` sums them up by object, `patch` writes them as
Pacemaker's XML patch.  Each change tells enough to apply and to reverse it.  Places are named
by the sibling in front rather than by number, so that a change still says what it means on a
configuration that differs elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.xmltree import Element

Step = tuple[str, str | None]
"""A tag and an id (None: no id), which tell an element from its siblings."""

Steps = tuple[Step, ...]
"""The way to an element from the `<cib>`, which itself is `()`."""


@dataclass(frozen=True, slots=True)
class Added:
    """An element came in, right after its sibling `after` (None: as the first)."""

    path: Steps
    xml: str
    after: Step | None


@dataclass(frozen=True, slots=True)
class Removed:
    """An element went; it stood right after its sibling `after` (None: it was the first)."""

    path: Steps
    xml: str
    after: Step | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """An element whose inside cannot be told apart was replaced as a whole."""

    path: Steps
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An element went from behind one sibling to behind another (None: the first place)."""

    path: Steps
    old_after: Step | None
    new_after: Step | None


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """An attribute's value before and after; None where it is not set."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class AttributesChanged:
    """Attributes of an element were set, changed or unset."""

    path: Steps
    attributes: tuple[AttributeChange, ...]


@dataclass(frozen=True, slots=True)
class Commented:
    """Comments of an object, or around all objects, came, went or changed.

    They are no configuration: there is nothing to apply or to reverse.
    """

    path: Steps


Change = Added | Removed | Replaced | Moved | AttributesChanged | Commented


def step_of(element: Element) -> Step:
    """Return what tells an element from its siblings."""
    return str(element.tag), element.get("id")


def reverse(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that take these back."""
    return tuple(_reversed(change) for change in reversed(changes))


def _reversed(change: Change) -> Change:
    match change:
        case Added(path, xml, after):
            return Removed(path, xml, after)
        case Removed(path, xml, after):
            return Added(path, xml, after)
        case Replaced(path, old, new):
            return Replaced(path, new, old)
        case Moved(path, old_after, new_after):
            return Moved(path, new_after, old_after)
        case Commented():
            return change
        case AttributesChanged(path, attributes):
            back = tuple(AttributeChange(one.name, one.new, one.old) for one in attributes)
            return AttributesChanged(path, back)


def apply(changes: Sequence[Change], root: Element) -> None:
    """Make changes to a `<cib>` in place; what they do not touch keeps its layout.

    The changes must fit: a LookupError means that an element they name is not there, and
    leaves `root` changed in part.
    """
    tree = _Tree(root)
    for change in changes:
        _apply(tree, change)


def _apply(tree: "_Tree", change: Change) -> None:
    match change:
        case Added(path, xml, after):
            tree.put(path, _element(xml), after)
        case Removed(path):
            tree.take(path)
        case Replaced(path, _, new):
            _replace(tree, path, _element(new))
        case Moved(path, _, after):
            tree.put(path, tree.take(path), after)
        case AttributesChanged(path, attributes):
            element = tree.find(path)
            for attribute in attributes:
                _set(element, attribute)


def _element(xml: str) -> Element:
    return xmltree.parse(xml, "a change")


def _set(element: Element, attribute: AttributeChange) -> None:
    if attribute.new is None:
        element.attrib.pop(attribute.name, None)
    else:
        element.set(attribute.name, attribute.new)


def _replace(tree: "_Tree", path: Steps, element: Element) -> None:
    before = tree.find(path).getprevious()
    while before is not None and not xmltree.is_element(before):
        before = before.getprevious()
    after = None if before is None else step_of(before)
    tree.take(path)
    tree.put(path, element, after)


class _Tree:
    """A tree in which elements are found by path, each in the time that its depth takes."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._children: dict[Element, dict[Step, Element]] = {}

    def find(self, path: Steps) -> Element:
        """Return the element of a path, or raise LookupError."""
        element = self._root
        for step in path:
            element = self._below(element)[step]
        return element

    def take(self, path: Steps) -> Element:
        """Take an element out of the tree and return it."""
        element = self._below(self.find(path[:-1])).pop(path[-1])
        xmltree.remove(element)
        return element

    def put(self, path: Steps, element: Element, after: Step | None) -> None:
        """Put an element right after a sibling, or first of all, in front of any comment."""
        parent = self.find(path[:-1])
        siblings = self._below(parent)
        first = next(iter(parent), None)
        successor = first if after is None else siblings[after].getnext()
        xmltree.insert_before(parent, element, successor)
        siblings[path[-1]] = element

    def _below(self, parent: Element) -> dict[Step, Element]:
        if parent not in self._children:
            self._children[parent] = {step_of(child): child for child in xmltree.children(parent)}
        return self._children[parent]
