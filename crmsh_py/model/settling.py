"""Bringing the comments of a configuration to what a text that was loaded says of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.grammar.script import NO_EDGES, Edges
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import (
    Comments,
    add_missing,
    all_comments,
    comment_of,
    is_directive,
    settle,
    text_of,
    texts,
)
from crmsh_py.model.given import Given
from crmsh_py.model.naming import name_of
from crmsh_py.model.objects import from_xml
from crmsh_py.xmltree import Element

Said = Iterable[tuple[Given, Element]]
"""Statements and the objects that they are about."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of the comments a text is about.

    `exact`: of its objects, all; else an object whose statement has none keeps what it has.
    `whole`: those above and behind all objects too.
    """

    edges: Edges = NO_EDGES
    exact: bool = False
    whole: bool = False


def settle_comments(cib: Cib, made: Said, extended: Said, extent: Extent) -> None:
    """Make the comments of a configuration what a text says; those that stay keep their places.

    `made` are its objects in the order of the text, `extended` those that got a part more.
    """
    made, extended = list(made), list(extended)
    found = all_comments(cib)
    has_some = bool(found.above or found.header or found.closing)
    if not has_some and not extent.edges.closing and not _any_said(*made, *extended):
        return
    wanted = _wanted(made, _top(cib, found, made, extent))
    for given, element in extended:
        if extent.exact and element in wanted:
            wanted[element][1].extend(given.comments)
        else:
            add_missing(cib, element, given.comments)
    for element, (given, said) in wanted.items():
        if said or extent.exact:
            as_xml = isinstance(given.statement, tree.Xml)
            there = found.of(element, as_xml=as_xml)
            if texts(there) != said:
                settle(cib, there, said, (element, next(iter(element), None)))
    _close(cib, found.closing if made else [*found.header, *found.closing], extent)


def _any_said(*said: tuple[Given, Element]) -> bool:
    return any(given.comments for given, _ in said)


def _wanted(
    made: Sequence[tuple[Given, Element]], top: list[str]
) -> dict[Element, tuple[Given, list[str]]]:
    """Return what is to stand above each object; `top` above the first."""
    wanted: dict[Element, tuple[Given, list[str]]] = {}
    before = None
    for at, (given, element) in enumerate(made):
        said = wanted.setdefault(element, (given, []))[1]
        if given is not before:  # of several objects of a statement, the first
            said.extend(given.comments if at else top)
        said.extend(_inside(given, element))
        before = given
    return wanted


def _top(
    cib: Cib, found: Comments, made: Sequence[tuple[Given, Element]], extent: Extent
) -> list[str]:
    """Settle the header; return what of the comments above the first statement is its own."""
    if not made:
        return []
    given, first = made[0]
    said, header = list(given.comments), texts(found.header)
    there = texts(found.of(first, as_xml=isinstance(given.statement, tree.Xml)))
    inside = _inside(given, first)
    if [*said, *inside] == header + there:
        return there[: len(there) - len(inside)]
    head = said[: extent.edges.detached]
    if extent.whole:
        configuration = cib.configuration
        settle(cib, found.header, head, (configuration, next(iter(configuration), None)))
    elif head != header:
        return _without_directives(cib, said, header, len(head))
    return said[len(head) :]


def _without_directives(cib: Cib, said: list[str], header: list[str], detached: int) -> list[str]:
    """Put what the head of a text says about all into the header; return the other comments."""
    moved = [text for text in said[:detached] if is_directive(text)]
    first = next(iter(cib.configuration), None)
    for text in moved:
        if text not in header:
            cib.insert(cib.configuration, comment_of(text), first)
    return [text for at, text in enumerate(said) if at >= detached or text not in moved]


def _inside(given: Given, element: Element) -> list[str]:
    """Return the comments in an object that was given as XML."""
    if not isinstance(given.statement, tree.Xml) or "<!--" not in given.statement.text:
        return []
    return [
        text_of(comment)
        for one in from_xml(given)
        if name_of(one.element) == name_of(element)
        for comment in xmltree.comments(one.element)
    ]


def _close(cib: Cib, found: list[Element], extent: Extent) -> None:
    """Settle what closes the configuration: of a text without statements, all its comments."""
    there = texts(found)
    if extent.whole:
        settle(cib, found, extent.edges.closing, (cib.configuration, None))
    else:
        for text in extent.edges.closing:
            if text not in there:
                cib.insert(cib.configuration, comment_of(text), None)
