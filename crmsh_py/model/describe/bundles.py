"""Bundles."""

from collections.abc import Set as AbstractSet

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID
from crmsh_py.grammar.words import CONTAINER_WORDS, MAPPING_WORDS, is_attribute_name
from crmsh_py.model.describe.sets import explicit_id, nvset
from crmsh_py.model.describe.values import (
    InexpressibleError,
    description,
    elements,
    matching,
    need,
    only,
)
from crmsh_py.xmltree import Element

_SETS = {"instance_attributes": "params", "meta_attributes": "meta"}
_ONCE = frozenset({"network", "storage", "primitive"})


def bundle(referenced: AbstractSet[str], element: Element) -> tree.Bundle:
    """Say a bundle: its one container, and what else it holds, in the order of the XML."""
    only(element, ("id", "description"))
    parts = elements(element)
    tags = [str(part.tag) for part in parts]
    need(sum(tag in CONTAINER_WORDS for tag in tags) == 1)
    need(all(tags.count(tag) < 2 for tag in _ONCE))
    return tree.Bundle(
        matching(ID, element.get("id")),
        tuple([_clause(referenced, part) for part in parts]),
        description(element),
    )


def _clause(
    referenced: AbstractSet[str], element: Element
) -> tree.BundlePart | tree.NvSet | tree.Word:
    tag = str(element.tag)
    if tag in _SETS:
        return nvset(referenced, element, _SETS[tag])
    if tag == "primitive":
        return tree.Word(matching(ID, element.get("id")))
    if tag not in {*CONTAINER_WORDS, "network", "storage"}:
        raise InexpressibleError
    attributes = _attributes(element)
    need(tag != "storage" or not attributes)
    mappings = tuple([_mapping(referenced, part) for part in elements(element)])
    return tree.BundlePart(tag, attributes, mappings)


def _mapping(referenced: AbstractSet[str], element: Element) -> tree.Mapping:
    holder = element.getparent()
    need(holder is not None and MAPPING_WORDS.get(str(element.tag)) == holder.tag)
    need(element.get("id") and not elements(element))
    return tree.Mapping(_attributes(element, but="id"), explicit_id(referenced, element))


def _attributes(element: Element, but: str = "") -> tuple[tree.NvPair, ...]:
    given = {str(name): str(value) for name, value in element.attrib.items() if name != but}
    need(all(map(is_attribute_name, given)))
    return tuple([tree.NvPair(name, value) for name, value in given.items()])
