"""Nodes, sets of options, and tags."""

from collections.abc import Set as AbstractSet

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID as _ID
from crmsh_py.grammar.words import ALL_NODE_TYPES
from crmsh_py.model.describe.sets import nvset, set_content
from crmsh_py.model.describe.values import (
    description,
    elements,
    matching,
    need,
    one_line,
    one_of_map,
    only,
    optional,
    score_of,
)
from crmsh_py.xmltree import Element


def node(referenced: AbstractSet[str], element: Element) -> tree.Node:
    """Say a machine."""
    only(element, ("id", "uname", "type", "description", "score"))
    uname, id_, type_ = element.get("uname"), element.get("id"), element.get("type")
    keywords = {"instance_attributes": "attributes", "utilization": "utilization"}
    sets = tuple(
        nvset(referenced, part, one_of_map(keywords, str(part.tag))) for part in elements(element)
    )
    need(uname and id_)
    score = element.get("score")
    return tree.Node(
        one_line(uname),
        None if id_ == uname else id_,
        optional(ALL_NODE_TYPES, type_),
        sets,
        description(element),
        None if score is None else score_of(score),
    )


def options(keyword: str, referenced: AbstractSet[str], element: Element) -> tree.Options:
    """Say a set of options."""
    if "id-ref" in element.attrib:
        need(len(element.attrib) == 1 and not elements(element))
        return tree.Options(keyword, id_ref=matching(_ID, element.get("id-ref")))
    only(element, ("id", "score"))
    rules, pairs = set_content(referenced, element)
    id_, score = matching(_ID, element.get("id")), element.get("score")
    return tree.Options(
        keyword, pairs, rules, id_, score=None if score is None else score_of(score)
    )


def tag(element: Element) -> tree.Tag:
    """Say a tag."""
    only(element, ("id",))
    refs = elements(element)
    need(refs and all(ref.tag == "obj_ref" and len(ref.attrib) == 1 for ref in refs))
    return tree.Tag(
        matching(_ID, element.get("id")),
        tuple(tree.Word(matching(_ID, ref.get("id"))) for ref in refs),
    )
