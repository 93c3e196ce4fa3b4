"""Nodes, sets of options, and tags."""

import re
from collections.abc import Set as AbstractSet

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID as _ID
from crmsh_py.grammar.lexical import quote
from crmsh_py.grammar.words import NODE_TYPES
from crmsh_py.model.describe.sets import nvset, set_content
from crmsh_py.model.describe.values import (
    description,
    elements,
    matching,
    need,
    one_line,
    one_of,
    one_of_map,
    only,
)
from crmsh_py.xmltree import Element

_PLAIN_WORD = re.compile(r"[\w.-]+")


def node(referenced: AbstractSet[str], element: Element) -> tree.Node:
    """Say a machine."""
    only(element, ("id", "uname", "type", "description"))
    uname, id_, type_ = element.get("uname"), element.get("id"), element.get("type")
    keywords = {"instance_attributes": "attributes", "utilization": "utilization"}
    sets = tuple(
        nvset(referenced, part, one_of_map(keywords, str(part.tag))) for part in elements(element)
    )
    if id_ is not None and quote(id_) != id_:
        need(one_line(id_) and ":" not in id_)
    return tree.Node(
        matching(_PLAIN_WORD, uname),
        None if id_ == uname else id_,
        None if type_ in {None, "member"} else one_of(NODE_TYPES, type_),
        sets,
        description(element),
    )


def options(keyword: str, referenced: AbstractSet[str], element: Element) -> tree.Options:
    """Say a set of options."""
    if "id-ref" in element.attrib:
        need(len(element.attrib) == 1 and not elements(element))
        return tree.Options(keyword, id_ref=matching(_ID, element.get("id-ref")))
    only(element, ("id",))
    rules, pairs = set_content(referenced, element)
    id_ = matching(_ID, element.get("id"))
    return tree.Options(keyword, pairs, rules, id_)


def tag(element: Element) -> tree.Tag:
    """Say a tag."""
    only(element, ("id",))
    refs = elements(element)
    need(refs and all(ref.tag == "obj_ref" and len(ref.attrib) == 1 for ref in refs))
    return tree.Tag(
        matching(_ID, element.get("id")),
        tuple(tree.Word(matching(_ID, ref.get("id"))) for ref in refs),
    )
