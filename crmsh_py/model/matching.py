"""Which object of a configuration a statement of a text is about."""

from collections.abc import Callable, Collection

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.model.cib import Cib
from crmsh_py.model.define import contradiction
from crmsh_py.model.given import Given
from crmsh_py.model.objects import NewObject
from crmsh_py.model.vocabulary import CONTAINERS, NOT_XML_IDS
from crmsh_py.xmltree import Element


def node_of(
    cib: Cib, statement: tree.Node, others: Collection[tuple[str | None, str | None]]
) -> Element | None:
    """Return the node of a name; of several of one name (it can be) that of the id.

    `others` are the names and ids of all nodes that the text is about.
    """
    section = cib.section("nodes")
    nodes = [] if section is None else section.findall("node")
    named = [node for node in nodes if node.get("uname") == statement.uname]
    exact = [node for node in named if node.get("id") == (statement.id or statement.uname)]
    free = [node for node in named if (node.get("uname"), node.get("id")) not in others]
    return next(iter(exact + free), None)


def object_like(cib: Cib, new: NewObject, is_taken: Callable[[Element], bool]) -> Element | None:
    """Return the object that one given as XML replaces; of those without ids, an equal one."""
    element, id_ = new.element, new.element.get("id")
    if new.section == "":
        return cib.section(str(element.tag))
    if element.tag not in NOT_XML_IDS and id_ is not None:
        return cib.find(id_)
    section = cib.section(new.section)
    there = [] if section is None else section.findall(str(element.tag))
    if id_ is None:
        alike = xmltree.canonical(element)
        same = (one for one in there if xmltree.canonical(one) == alike and not is_taken(one))
    else:
        same = (one for one in there if one.get("id") == id_)
    uname = element.get("uname")
    called = (one for one in there if element.tag == "node" and one.get("uname") == uname)
    return next(same, next(called, None))


def node_as_it_is(statement: tree.Node, old: Element, given: Given) -> tree.Node:
    """Return a node's statement with the id and the type that the node has.

    A statement that does not name them does not change them.  Raises CrmError if it would.
    """
    clash = contradiction(old, statement)
    if clash is not None:
        raise given.error(clash)
    id_, type_ = old.get("id"), old.get("type")
    return tree.Node(
        statement.uname,
        None if id_ == statement.uname else id_,
        type_,
        statement.sets,
        statement.description,
        statement.score,
        span=statement.span,
    )


_ACL_TAGS = {tree.Role: "acl_role", tree.AclGroup: "acl_group", tree.User: "acl_user"}


def same_kind(element: Element, statement: tree.Statement) -> bool:
    """Tell whether a statement can replace an object; one kind of container can another."""
    match statement:
        case tree.Primitive():
            return element.tag == ("template" if statement.is_template else "primitive")
        case tree.Group() | tree.Clone() | tree.Bundle():
            return element.tag in CONTAINERS
        case tree.Location():
            return element.tag == "rsc_location"
        case tree.Colocation():
            return element.tag == "rsc_colocation"
        case tree.Order():
            return element.tag == "rsc_order"
        case tree.RscTicket():
            return element.tag == "rsc_ticket"
        case tree.Role() | tree.AclGroup() | tree.User():
            return element.tag == _ACL_TAGS[type(statement)]
    return True
