"""What tells the objects of a text from each other, and from those of a configuration."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model.cib import Cib
from crmsh_py.model.describe import describe
from crmsh_py.model.elements import container, is_object, object_name
from crmsh_py.model.given import Given
from crmsh_py.model.objects import from_xml, section_of
from crmsh_py.model.vocabulary import CONTAINERS, FENCING_TOPOLOGY, OPTION_SETS, RESOURCES
from crmsh_py.xmltree import Element

Containing = tree.Group | tree.Clone | tree.Bundle
"""Statements about containers of resources."""


Key = tuple[str, str]
"""What tells an object from all others: a space of names, and its name there."""


def key_of(element: Element) -> Key:
    """Return the key of an object."""
    name = object_name(element) if element.tag == "node" else name_of(element)
    return space_of(str(element.tag), section_of_element(element)), name


def keys_said(element: Element) -> list[Key]:
    """Return the keys of what the statement about an object says: of the members in XML too."""
    inner = list(element.iterdescendants(*RESOURCES)) if element.tag in CONTAINERS else []
    in_xml = bool(inner) and isinstance(describe(element), tree.Xml)
    return [key_of(one) for one in (element, *(inner if in_xml else ()))]


def keys_of(given: Given) -> list[Key]:
    """Return the keys of the objects that a statement is about.  Raises CrmError."""
    statement = given.statement
    if isinstance(statement, tree.Xml):
        return names_in_xml(given)
    if isinstance(statement, tree.Options):
        return [(section_of(statement), name_of_options(statement))]
    tag = "acl_target" if isinstance(statement, tree.AclTarget) else ""
    return [] if given.id is None else [(space_of(tag, section_of(statement)), given.id)]


def keyed(givens: Iterable[Given]) -> list[tuple[Given, list[Key]]]:
    """Return statements with their keys.

    Raises CrmError for every `xml` statement that cannot be read.
    """
    found: list[tuple[Given, list[Key]]] = []
    problems: list[Diagnostic] = []
    for given in givens:
        try:
            found.append((given, keys_of(given)))
        except CrmError as error:
            problems += error.diagnostics
    if problems:
        raise CrmError(*problems)
    return found


def object_at(cib: Cib, key: Key) -> Element | None:
    """Return the object of a key."""
    space, name = key
    if space == "nodes":
        return cib.node(name)
    if space == "acl_target":
        return cib.acl_target(name)
    if name == FENCING_TOPOLOGY and not space:
        return cib.section("fencing-topology")
    there = cib.find(name)
    is_it = there is not None and is_object(there) and section_of_element(there) == space
    return there if is_it else None


@dataclass(frozen=True, slots=True)
class Identity:
    """What two statements about one object have in common."""

    space: str
    name: str


def identities(given: Given) -> Iterator[Identity]:
    """Yield the identities of the objects that a statement is about.  Raises CrmError."""
    statement = given.statement
    nodes: list[tuple[str, str]] = []  # several of one name: Pacemaker's schema allows it
    if isinstance(statement, tree.Node):
        nodes = [(statement.uname, statement.id or statement.uname)]
    elif isinstance(statement, tree.Xml):
        elements = [one.element for one in from_xml(given) if one.section == "nodes"]
        nodes = [(object_name(node), node.get("id", "")) for node in elements]
    yield from (Identity(f"node {id_}", name) for name, id_ in nodes)
    for space, name in keys_of(given):
        if space == "acl_target" or name == FENCING_TOPOLOGY:  # no XML ids
            yield Identity(space or name, name)
        elif space != "nodes" and not name.startswith("$"):  # references to sets repeat
            yield Identity("", name)


def agree(one: Given, other: Given, about: Identity) -> bool:
    """Tell whether two statements can stand in one text: nothing that one says is lost.

    Sets of options merge; other shells print the members of a container given as XML again.
    """
    if not any(isinstance(given.statement, tree.Xml) for given in (one, other)):
        return isinstance(one.statement, tree.Options) and isinstance(other.statement, tree.Options)
    return _said(one, about.name) == _said(other, about.name)


def _said(given: Given, name: str) -> tree.Statement:
    if not isinstance(given.statement, tree.Xml):
        return given.statement
    roots = [one.element for one in from_xml(given)]
    parts = (part for root in roots for part in (root, *xmltree.descendants(root)))
    return next((describe(part) for part in parts if _name_in_xml(part) == name), given.statement)


def name_of(element: Element) -> str:
    """Return what tells an object from all others of its space: its id, or what it refers to."""
    if element.tag == "fencing-topology":
        return FENCING_TOPOLOGY
    return element.get("id") or f"${element.get('id-ref', element.tag)}"


def space_of(tag: str, section: str) -> str:
    """Return the space of names of the objects of a tag: mostly the section they stand in."""
    return tag if tag == "acl_target" else section


def name_of_options(statement: tree.Options) -> str:
    """Return `name_of` the set of options that a statement means."""
    if statement.id_ref is not None:
        return f"${statement.id_ref}"
    return statement.id or OPTION_SETS[statement.keyword][2]


def names_in_xml(given: Given) -> list[tuple[str, str]]:
    """Return the objects in an `xml` statement, as space and name.  Raises CrmError."""
    found: list[tuple[str, str]] = []
    for one in from_xml(given):
        parts = (one.element, *xmltree.descendants(one.element))
        resources = CONTAINERS | {"primitive"}
        found += [
            (space_of(str(part.tag), one.section), _name_in_xml(part))
            for part in parts
            if part is one.element or part.tag in resources
        ]
    return found


def _name_in_xml(part: Element) -> str:
    return object_name(part) if part.tag == "node" else name_of(part)


def top(element: Element) -> Element:
    """Return the outermost container of a resource, or the element itself."""
    outer = container(element)
    return element if outer is None else top(outer)


def section_of_element(element: Element) -> str:
    """Return the section that an object stands in; none for one that is a section itself."""
    parent = top(element).getparent()
    return str(parent.tag) if parent is not None and parent.tag != "configuration" else ""


def with_id(statement: tree.Options, id_: str) -> tree.Options:
    """Return a statement that names the set it means."""
    return tree.Options(
        statement.keyword, statement.nvpairs, statement.rules, id_, statement.id_ref
    )


def member_ids(statement: Containing) -> list[str]:
    """Return the ids of the resources that a container is to hold."""
    match statement:
        case tree.Group():
            words = statement.members
        case tree.Clone():
            words = (statement.rsc,)
        case tree.Bundle():
            words = tuple(one for one in statement.clauses if isinstance(one, tree.Word))
    return [word.text for word in words]
