"""Alerts."""

from collections.abc import Set as AbstractSet

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID
from crmsh_py.model.describe.sets import explicit_id, nvset
from crmsh_py.model.describe.values import (
    description,
    elements,
    matching,
    need,
    one_line,
    one_of_map,
    only,
)
from crmsh_py.xmltree import Element

_SETS = {"instance_attributes": "attributes", "meta_attributes": "meta"}
_SELECTORS = {
    "select_nodes": "nodes",
    "select_fencing": "fencing",
    "select_resources": "resources",
    "select_attributes": "attributes",
}


def alert(referenced: AbstractSet[str], element: Element) -> tree.Alert:
    """Say an alert, its parts in the order of the XML."""
    only(element, ("id", "path", "description"))
    clauses = tuple([_clause(referenced, part) for part in elements(element)])
    need(sum(isinstance(one, tree.Select) for one in clauses) < 2)
    return tree.Alert(
        matching(ID, element.get("id")),
        one_line(element.get("path")),
        clauses,
        description(element),
    )


def _clause(
    referenced: AbstractSet[str], element: Element
) -> tree.NvSet | tree.Select | tree.Recipient:
    match element.tag:
        case "select":
            only(element, ())
            selectors = tuple([_selector(referenced, part) for part in elements(element)])
            need(len({one.keyword for one in selectors}) == len(selectors))
            return tree.Select(selectors)
        case "recipient":
            return _recipient(referenced, element)
    return nvset(referenced, element, one_of_map(_SETS, str(element.tag)))


def _selector(referenced: AbstractSet[str], element: Element) -> tree.Selector:
    only(element, ())
    keyword = one_of_map(_SELECTORS, str(element.tag))
    attributes = tuple([_attribute(referenced, part) for part in elements(element)])
    need(keyword == "attributes" or not attributes)
    return tree.Selector(keyword, attributes)


def _attribute(referenced: AbstractSet[str], element: Element) -> tree.SelectedAttribute:
    need(element.tag == "attribute" and not elements(element))
    only(element, ("id", "name"))
    return tree.SelectedAttribute(one_line(element.get("name")), explicit_id(referenced, element))


def _recipient(referenced: AbstractSet[str], element: Element) -> tree.Recipient:
    only(element, ("id", "value", "description"))
    sets = tuple(
        [nvset(referenced, one, one_of_map(_SETS, str(one.tag))) for one in elements(element)]
    )
    return tree.Recipient(
        one_line(element.get("value")),
        sets,
        explicit_id(referenced, element),
        description(element),
    )
