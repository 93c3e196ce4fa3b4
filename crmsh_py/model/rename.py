"""Giving objects other ids, with all that refers to them.

Raises CrmError with what stands in the way; then nothing was changed.
"""

import re

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.lexical import ID
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import duplicate_id, object_name, title
from crmsh_py.model.references import (
    NODE,
    NODE_ID,
    Reference,
    loose_references,
    references,
    retarget,
    unfollowed,
)
from crmsh_py.model.remove import no_such_object
from crmsh_py.model.vocabulary import FENCING_TOPOLOGY, NOT_XML_IDS
from crmsh_py.xmltree import Element

_NODE_NAME = re.compile(r"[^\s\"'<>&]+")


def rename(cib: Cib, old: str, new: str) -> list[str]:
    """Give an object another id; return a line for each object that refers to it.

    All references follow, exactly.  The ids of the object's parts stay as they are.  A remote
    node is renamed with the resource that it is.
    """
    element = cib.object(old)
    if element is None:
        raise CrmError(no_such_object(cib, old))
    return rename_object(cib, element, new)


def rename_object(cib: Cib, element: Element, new: str) -> list[str]:
    """Give an object another id, as `rename` does."""
    old = object_name(element)
    _require_good_name(element, new)
    node = element if element.tag == "node" else None
    if _is_remote_node(element):
        node = cib.node(old)
    _require_free(cib, element, node, new)
    names_node = element.tag == "node" or _is_remote_node(element)
    followers = _followers(cib, old, element, node, names_node=names_node)
    if element.tag != "node":
        cib.set(element, "id", new)
    if node is not None:
        _rename_node(cib, node, old, new)
    for reference in followers:
        retarget(cib, reference, {old: new})
    owners = dict.fromkeys(one.owner for one in followers if one.owner is not element)
    lines = [f"{title(owner)} now refers to {new}" for owner in owners]
    return lines + (_not_followed(cib, old) if names_node else [])


def _is_remote_node(element: Element) -> bool:
    """Tell whether a resource is a remote node: its id is the node's name."""
    agent = (element.get("class"), element.get("provider"), element.get("type"))
    return element.tag == "primitive" and agent == ("ocf", "pacemaker", "remote")


def _require_good_name(element: Element, new: str) -> None:
    if element.tag == "fencing-topology":
        words = f"{FENCING_TOPOLOGY} has no id: there is only one"
        raise CrmError(Diagnostic("invalid-id", words, subject=FENCING_TOPOLOGY))
    if (_NODE_NAME if element.tag == "node" else ID).fullmatch(new):
        return
    hint = "an id begins with a letter or '_' and holds letters, digits, '.', '-', '_'"
    if element.tag == "node":
        hint = "the name of a node holds no blanks and no quotes"
    raise CrmError(Diagnostic("invalid-id", f"{new!r} cannot be an id", subject=new, hint=hint))


def _require_free(cib: Cib, element: Element, node: Element | None, new: str) -> None:
    taken = None if element.tag == "node" else cib.find(new)
    if node is not None and taken is None:
        there = cib.node(new)
        taken = there if there is not node else None
    if element.tag in {"acl_target", "acl_group"} and taken is None:
        there = cib.object(new)
        taken = there if there is not None and there.tag == element.tag else None
    if taken is not None:
        raise CrmError(duplicate_id(taken, new))


def _followers(
    cib: Cib, old: str, element: Element, node: Element | None, *, names_node: bool
) -> list[Reference]:
    """Return the references that lead to an object, loose ones included."""
    kinds = {NODE} if names_node else set()
    if node is not None and node.get("id") == old:
        kinds.add(NODE_ID)
    configuration = cib.configuration
    has_xml_id = element.tag not in NOT_XML_IDS
    return [
        one
        for one in (*references(configuration), *loose_references(configuration))
        if one.target == old
        and (one.leads_to in kinds if one.leads_to in {NODE, NODE_ID} else has_xml_id)
    ]


def _rename_node(cib: Cib, node: Element, old: str, new: str) -> None:
    cib.set(node, "uname", new)
    if node.get("id") == old:
        cib.set(node, "id", new)


def _not_followed(cib: Cib, old: str) -> list[str]:
    return [
        f"{title(owner)} still names {old} in {parameter}: change it by hand"
        for owner, parameter in unfollowed(cib, old)
    ]
