"""What was done to the tree, as values that can be taken back, layout included."""

from dataclasses import dataclass, field

from crmsh_py import xmltree
from crmsh_py.xmltree import Element

Layout = list[tuple[Element, str, str | None]]
"""Texts and tails around a place: what to put back where when an edit is taken back."""


def layout_around(parent: Element, before: Element | None, element: Element) -> Layout:
    """Return the texts around a place behind `before`, where an element comes in or goes."""
    around = [(parent, "text", parent.text), (element, "tail", element.tail)]
    if before is not None:
        around.append((before, "tail", before.tail))
    return around


def layout_inside(element: Element) -> Layout:
    """Return the texts in an element and behind its parts."""
    parts: Layout = [(element, "text", element.text)]
    for part in element.iterdescendants():
        parts += [(part, "text", part.text), (part, "tail", part.tail)]
    return parts


@dataclass(slots=True)
class Insertion:
    """An element was put in; `layout` is what stood around its place before.

    If it was moved, `inside` is how it was laid out itself: that follows the place.
    """

    element: Element
    layout: Layout
    inside: Layout = field(default_factory=list)


@dataclass(slots=True)
class Removal:
    """An element was taken from in front of `successor`."""

    element: Element
    parent: Element
    successor: Element | None
    layout: Layout
    inside: Layout = field(default_factory=list)


@dataclass(slots=True)
class Setting:
    """An attribute was set; `value` and `order` are what it and the order of all were before."""

    element: Element
    name: str
    value: str | None
    order: tuple[str, ...]


Edit = Insertion | Removal | Setting
"""Something done to the tree; carrying it out backwards gives the edit that redoes it."""


def exchanged(old: Element, new: Element) -> tuple[Removal, Insertion]:
    """Put an element in the place of another, layout and all; return the edits that this was."""
    parent, before, successor, tail = old.getparent(), old.getprevious(), old.getnext(), old.tail
    assert parent is not None
    removal = Removal(old, parent, successor, layout_around(parent, before, old))
    xmltree.detach(old)
    if new.getparent() is not None:
        xmltree.detach(new)
    insertion = Insertion(new, layout_around(parent, before, new))
    xmltree.attach(parent, new, successor)
    new.tail = tail
    return removal, insertion


def names(element: Element) -> tuple[str, ...]:
    """Return the names of an element's attributes, in order."""
    return tuple(map(str, element.keys()))


def put_in_order(element: Element, order: tuple[str, ...]) -> None:
    """Bring the attributes of an element into an order; they are those that it has."""
    if names(element) != order:
        values = dict(element.items())
        element.attrib.clear()
        for name in order:
            element.set(name, values[name])


def restore(layout: Layout) -> None:
    """Put texts back."""
    for element, part, value in layout:
        setattr(element, part, value)
