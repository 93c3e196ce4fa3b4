"""Which elements of several configurations are the same one.

An element keeps its identity when it moves: ids tell, and where there are none, the place.  What is
the same in all configurations is not looked into.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from crmsh_py import xmltree
from crmsh_py.model.changes import Step, step_of
from crmsh_py.model.compare import CONFIGURATION, CONFIGURATION_ATTRIBUTES, by_step
from crmsh_py.model.keys import Key, is_own
from crmsh_py.xmltree import Element

ROOT: Key = ()
TOP: Key = (CONFIGURATION,)

_Name = tuple[Step, Step]
"""Tag and id of a section and of an object in it."""


@dataclass(slots=True)
class Node:
    """An element of one configuration.

    What is `whole` is not looked into: nothing tells its children apart, or nobody touched it.
    """

    key: Key
    element: Element
    parent: Key | None
    is_whole: bool
    children: list[Key] = field(default_factory=list)

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes that are configuration."""
        if self.key != ROOT:
            return {str(name): str(text) for name, text in self.element.attrib.items()}
        given = ((name, self.element.get(name)) for name in CONFIGURATION_ATTRIBUTES)
        return {name: text for name, text in given if text is not None}


Nodes = dict[Key, Node]
"""The elements of a configuration by their keys, in document order."""


class Identity:
    """How elements are told apart in some configurations, so that the same has the same key."""

    def __init__(self, roots: Sequence[Element]) -> None:
        self._untouched = _untouched(roots)
        self._ambiguous = {step for root in roots for step in self._repeated(root)}
        self._wholes: frozenset[Key] = frozenset()
        found = frozenset(key for root in roots for key in self._indivisible(root))
        self._wholes = found

    def nodes(self, root: Element) -> Nodes:
        """Return the elements of a configuration."""
        return {node.key: node for node in self._walk(root)}

    def _indivisible(self, root: Element) -> Iterator[Key]:
        return (node.key for node in self._walk(root) if node.is_whole)

    def _walk(self, root: Element) -> Iterator[Node]:
        top = Node(ROOT, root, None, is_whole=False, children=[TOP])
        yield top
        configuration = root.find(CONFIGURATION[0])
        assert configuration is not None, "checked when it was read"
        yield from self._below(Node(TOP, configuration, ROOT, is_whole=False), ())

    def _below(self, node: Node, way: tuple[Step, ...]) -> Iterator[Node]:
        """Yield an element and what is below it; `way` leads to it from the configuration."""
        node.is_whole = (
            node.key in self._wholes or way in self._untouched or by_step(node.element) is None
        )
        yield node
        if node.is_whole:
            return
        for child in xmltree.children(node.element):
            step = step_of(child)
            key = (step,) if self._has_own_id(child) else (*node.key, step)
            node.children.append(key)
            yield from self._below(Node(key, child, node.key, is_whole=False), (*way, step))

    def _has_own_id(self, element: Element) -> bool:
        step = step_of(element)
        return is_own(step) and step not in self._ambiguous

    def _repeated(self, root: Element) -> Iterator[Step]:
        """Yield what several elements of one configuration are called: it is no name."""
        seen = Counter(step_of(one) for one in _told_apart(root, self._untouched))
        return (step for step, count in seen.items() if step[1] is not None and count > 1)


def _told_apart(root: Element, untouched: Collection[_Name]) -> Iterator[Element]:
    for section, one in _objects(root):
        yield one
        if (step_of(section), step_of(one)) not in untouched:
            yield from xmltree.descendants(one)


def _objects(root: Element) -> Iterator[tuple[Element, Element]]:
    for section in root.iterfind(f"{CONFIGURATION[0]}/*"):
        for one in xmltree.children(section):
            yield section, one


def _untouched(roots: Sequence[Element]) -> frozenset[_Name]:
    """Return the objects that are the same, byte by byte, in all configurations."""
    first, *others = [_by_name(root) for root in roots]
    return frozenset(
        name
        for name, text in first.items()
        if text is not None and all(other.get(name) == text for other in others)
    )


def _by_name(root: Element) -> dict[_Name, bytes | None]:
    """Return what all objects say; None for those that share a name."""
    found: dict[_Name, bytes | None] = {}
    for section, one in _objects(root):
        name = (step_of(section), step_of(one))
        found[name] = None if name in found else xmltree.raw(one)
    return found


def subtree(nodes: Nodes, key: Key) -> Iterator[Key]:
    """Yield the key of an element and those of all below it."""
    node = nodes.get(key)
    if node is None:
        return
    yield key
    for child in node.children:
        yield from subtree(nodes, child)


def is_same(first: Element, second: Element) -> bool:
    """Tell whether two elements say the same."""
    return xmltree.raw(first) == xmltree.raw(second) or (
        xmltree.comparable(first) == xmltree.comparable(second)
    )
