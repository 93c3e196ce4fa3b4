"""Making room for the statements of a text: what goes, and what lets go of ids and members.

Of `load`; the statements themselves come after (`taking`).
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import move_object, remove_object
from crmsh_py.model.elements import members, object_of
from crmsh_py.model.given import Given
from crmsh_py.model.naming import (
    Containing,
    Key,
    key_of,
    keyed,
    member_ids,
    top,
)
from crmsh_py.model.objects import claimed_ids, from_xml
from crmsh_py.model.vocabulary import CONTAINERS
from crmsh_py.xmltree import Element

_WITHOUT_IDS = (tree.Node, tree.AclTarget, tree.FencingTopology, tree.Monitor)
"""Statements about objects that are no elements with an XML id, or that make none."""

Unwanted = Callable[[Element], bool]
"""Tells whether an object is to go."""


def kept_only(givens: Sequence[Given]) -> Unwanted:
    """Return what goes if a configuration is to be what a text says: nodes stay in any case.

    Raises CrmError for every `xml` statement that cannot be read.
    """
    named = {key for _, keys in keyed(givens) for key in keys}

    def unwanted(element: Element) -> bool:
        return element.tag != "node" and key_of(element) not in named

    return unwanted


def taken_out(keys: Collection[Key]) -> Unwanted:
    """Return what goes if objects of these keys are to go."""
    gone = frozenset(keys)
    return lambda element: key_of(element) in gone


def remove_unwanted(cib: Cib, unwanted: Unwanted) -> None:
    """Remove objects; members that are kept come in the place of their container."""
    for element in list(cib.objects()):
        if element.getparent() is None or not unwanted(element):
            continue
        if element.tag in CONTAINERS:
            _empty(cib, element, unwanted)
        remove_object(cib, element)


def _empty(cib: Cib, element: Element, unwanted: Unwanted) -> None:
    """Put the members that are kept in front of their container."""
    parent = element.getparent()
    assert parent is not None
    for member in members(element):
        if not unwanted(member):
            move_object(cib, member, parent, element)


def free_claimed_ids(cib: Cib, givens: Sequence[Given]) -> set[Element]:
    """Take ids that a text gives to other parts from objects that it replaces anyway.

    Returns those objects.  Raises CrmError for every `xml` statement that cannot be read.
    """
    listed = keyed(givens)
    objects = {key for _, keys in listed for key in keys}
    robbed: set[Element] = set()
    for given, own in listed:
        robbed |= _claim(cib, given, own, objects)
    return robbed


def _claim(cib: Cib, given: Given, own: Collection[Key], objects: Collection[Key]) -> set[Element]:
    robbed = set()
    for id_ in (*_own_id(given), *claimed_ids(given)):
        part = cib.find(id_)
        owner = None if part is None else object_of(part)
        if part is None or owner is None or part is owner:
            continue
        key = key_of(owner)
        if key in objects and key not in own:
            cib.set(part, "id", None)
            robbed.add(owner)
    return robbed


def _own_id(given: Given) -> tuple[str, ...]:
    """Return the XML id of the object of a statement, if it has one and the text says it."""
    if given.id is None or isinstance(given.statement, _WITHOUT_IDS):
        return ()
    return (given.id,)


def open_changed_containers(cib: Cib, givens: Sequence[Given]) -> None:
    """Let the members go of containers that are to hold others than now."""
    for given in givens:
        for id_, wanted in _holdings(given):
            old = cib.find(id_)
            if old is None or old.tag not in CONTAINERS:
                continue
            if [member.get("id") for member in members(old)] != wanted:
                let_go(cib, old)


def _holdings(given: Given) -> Iterator[tuple[str, list[str | None]]]:
    """Yield the containers that a statement makes, and what each is to hold."""
    if isinstance(given.statement, Containing):
        yield given.statement.id, list(member_ids(given.statement))
    elif isinstance(given.statement, tree.Xml):
        for one in from_xml(given):
            for part in (one.element, *xmltree.descendants(one.element)):
                if part.tag in CONTAINERS:
                    yield part.get("id", ""), [member.get("id") for member in members(part)]


def let_go(cib: Cib, outer: Element, *, but: Collection[str] = ()) -> None:
    """Put the members of a container, some excepted, in front of the outermost one."""
    outermost = top(outer)
    parent = outermost.getparent()
    assert parent is not None
    for member in members(outer) if outer.tag in CONTAINERS else []:
        if member.get("id") not in but:
            move_object(cib, member, parent, outermost)


def take_out(cib: Cib, element: Element) -> None:
    """Put an object that stands in a container in front of the outermost one."""
    outermost = top(element)
    parent = outermost.getparent()
    assert parent is not None
    if outermost is not element:
        move_object(cib, element, parent, outermost)
