"""Find what differs between two configurations, in time linear in their size.

A configuration is the `<configuration>` of a CIB and those attributes of its root that
configure.  Versions and the status are none of it; comments, layout and the order of
attributes make no difference, the order of elements does.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from crmsh_py import xmltree
from crmsh_py.model.changes import (
    Added,
    AttributeChange,
    AttributesChanged,
    Change,
    Moved,
    Removed,
    Replaced,
    Step,
    Steps,
    step_of,
)
from crmsh_py.model.ordering import longest_rise
from crmsh_py.xmltree import Element

CONFIGURATION: Step = ("configuration", None)

CONFIGURATION_ATTRIBUTES = ("validate-with", "remote-tls-port", "remote-clear-port")
"""The root attributes that are a user's to set; the others are Pacemaker's bookkeeping."""

_Children = Mapping[Step, Element]
_OBJECT_DEPTH = 3


def compare(
    old: Element, new: Element, *, touched: Collection[Step] | None = None
) -> tuple[Change, ...]:
    """Return what leads from one `<cib>` to another, in the order in which to apply it.

    Elements are told from their siblings by tag and id, or by tag where they have no id.  What
    was removed comes where it stood, all else in the order of `new`.  `touched` are the objects
    that may differ (`Cib.touched`), where that is known: then no others are looked into.
    """
    changes: list[Change] = [*_attributes((), old, new, CONFIGURATION_ATTRIBUTES)]
    pair = _pair if touched is None else _only(frozenset(touched))
    changes += pair((CONFIGURATION,), _configuration(old), _configuration(new))
    return tuple(changes)


def same_configuration(old: Element, new: Element) -> bool:
    """Tell whether two `<cib>`s configure the same: faster than to ask what differs."""
    if any(old.get(name) != new.get(name) for name in CONFIGURATION_ATTRIBUTES):
        return False
    before, after = _configuration(old), _configuration(new)
    return xmltree.raw(before) == xmltree.raw(after) or _alike(before, after)


def _configuration(root: Element) -> Element:
    configuration = root.find(CONFIGURATION[0])
    assert configuration is not None, "not a CIB"
    return configuration


def _alike(old: Element, new: Element) -> bool:
    return xmltree.comparable(old) == xmltree.comparable(new)


_Pair = Callable[[Steps, Element, Element], Iterator[Change]]
"""Compares two elements of the same path."""


def _only(touched: frozenset[Step]) -> _Pair:
    """Return how to compare two configurations that differ in these objects at most."""

    def pair(path: Steps, old: Element, new: Element) -> Iterator[Change]:
        if len(path) < _OBJECT_DEPTH:
            yield from _inside(path, old, new, pair)
        elif path[-1] in touched:
            yield from _pair(path, old, new)

    return pair


def _pair(path: Steps, old: Element, new: Element) -> Iterator[Change]:
    if xmltree.raw(old) == xmltree.raw(new):
        return
    # A second look at objects only: above and below, where bytes differ mostly something does.
    if len(path) == _OBJECT_DEPTH and _alike(old, new):
        return
    yield from _inside(path, old, new, _pair)


def _inside(path: Steps, old: Element, new: Element, pair: _Pair) -> Iterator[Change]:
    """Compare attributes and children."""
    before, after = by_step(old), by_step(new)
    if before is not None and after is not None:
        yield from _attributes(path, old, new, sorted({*old.keys(), *new.keys()}))
        yield from _children(path, before, after, pair)
    elif not _alike(old, new):
        yield Replaced(path, xmltree.to_text(old), xmltree.to_text(new))


def by_step(element: Element) -> dict[Step, Element] | None:
    """Return the children by tag and id, or None if that does not tell all there is apart.

    So it is where siblings share tag and id, and where there is text, which a CIB has only in
    leaves if at all, or a processing instruction.
    """
    if _says_something(element.text):
        return None
    found: dict[Step, Element] = {}
    for node in element:
        if _says_something(node.tail):
            return None
        if xmltree.is_element(node):
            if found.setdefault(step_of(node), node) is not node:
                return None
        elif not xmltree.is_comment(node):
            return None
    return found


def _says_something(text: str | None) -> bool:
    return text is not None and not text.isspace()


def _attributes(
    path: Steps, old: Element, new: Element, names: Iterable[str]
) -> Iterator[AttributesChanged]:
    differing = tuple(
        AttributeChange(name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    )
    if differing:
        yield AttributesChanged(path, differing)


# ------------------------------------------------------------------ children and their order


def _children(path: Steps, old: _Children, new: _Children, pair: _Pair) -> Iterator[Change]:
    """Compare children: which there are, in what order, and the inside of each."""
    if list(old) == list(new):
        for step, element in new.items():
            yield from pair((*path, step), old[step], element)
        return
    chain = _Chain(old)
    gone = deque((place, step) for place, step in enumerate(old) if step not in new)
    for step, place, after in _in_new_order(old, new):
        if place is None:
            yield _placed((*path, step), new[step], chain, after)
        while place is not None and gone and gone[0][0] < place:
            yield _removed(path, old, chain, gone.popleft()[1])
        if step in old:
            yield from pair((*path, step), old[step], new[step])
    for _, step in gone:
        yield _removed(path, old, chain, step)


def _removed(path: Steps, old: _Children, chain: "_Chain", step: Step) -> Removed:
    return Removed((*path, step), xmltree.to_text(old[step]), chain.take(step))


def _placed(path: Steps, element: Element, chain: "_Chain", after: Step | None) -> Added | Moved:
    """Tell how an element comes to stand right after `after`."""
    step = path[-1]
    change = (
        Moved(path, chain.take(step), after)
        if step in chain
        else Added(path, xmltree.to_text(element), after)
    )
    chain.put(step, after)
    return change


def _in_new_order(old: _Children, new: _Children) -> Iterator[tuple[Step, int | None, Step | None]]:
    """Go through the new children: each with its old place if it stays, and the one in front.

    As many stay as can, so that one child that was moved is one move.
    """
    places = {step: place for place, step in enumerate(old)}
    staying = longest_rise([places[step] for step in new if step in places])
    after = None
    for step in new:
        place = places.get(step)
        yield step, place if place in staying else None, after
        after = step


class _Chain:
    """The order of siblings while changes are made to it; each takes the same time."""

    def __init__(self, steps: Iterable[Step]) -> None:
        order = (None, *steps)
        self._behind: dict[Step | None, Step | None] = dict(
            zip(order, (*order[1:], None), strict=True)
        )
        self._before: dict[Step | None, Step | None] = dict(zip(order[1:], order[:-1], strict=True))

    def __contains__(self, step: Step) -> bool:
        return step in self._before

    def take(self, step: Step) -> Step | None:
        """Take a sibling out and return the one in front of it."""
        before, behind = self._before.pop(step), self._behind.pop(step)
        self._join(before, behind)
        return before

    def put(self, step: Step, after: Step | None) -> None:
        """Put a sibling right after another."""
        behind = self._behind[after]
        self._join(after, step)
        self._join(step, behind)

    def _join(self, before: Step | None, behind: Step | None) -> None:
        self._behind[before] = behind
        if behind is not None:
            self._before[behind] = before
