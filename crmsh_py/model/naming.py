"""What tells the objects of a text from each other, and from those of a configuration."""

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.model.cib import container
from crmsh_py.model.given import Given
from crmsh_py.model.objects import from_xml
from crmsh_py.model.vocabulary import CONTAINERS, OPTION_SETS
from crmsh_py.xmltree import Element


def identity(statement: tree.Statement, id_: str) -> tuple[str, str | None]:
    """Return what two statements about one object have in common."""
    if isinstance(statement, tree.Node):  # several machines of one name: Pacemaker's schema says so
        return f"node {id_}", statement.id
    return id_, None


def name_of(element: Element) -> str:
    """Return what tells an object from all others of its section: its id, or what it refers to."""
    return element.get("id") or f"${element.get('id-ref', element.tag)}"


def name_of_options(statement: tree.Options) -> str:
    """Return `name_of` the set of options that a statement means."""
    if statement.id_ref is not None:
        return f"${statement.id_ref}"
    return statement.id or OPTION_SETS[statement.keyword][2]


def names_in_xml(given: Given) -> list[tuple[str, str]]:
    """Return the objects in an `xml` statement, as section and name.  Raises CrmError."""
    found: list[tuple[str, str]] = []
    for one in from_xml(given):
        parts = (one.element, *xmltree.descendants(one.element))
        resources = CONTAINERS | {"primitive"}
        found += [
            (one.section, name_of(part))
            for part in parts
            if part is one.element or part.tag in resources
        ]
    return found


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


def member_ids(statement: tree.Group | tree.Clone) -> list[str]:
    """Return the ids of the resources that a container is to hold."""
    if isinstance(statement, tree.Group):
        return [word.text for word in statement.members]
    return [statement.rsc.text]
