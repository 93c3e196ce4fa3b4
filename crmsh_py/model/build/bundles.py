"""Bundles into elements."""

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.grammar.words import MAPPING_WORDS
from crmsh_py.model.build.values import add_set, given
from crmsh_py.xmltree import Element

_MAPPING_TAG = {holder: tag for tag, holder in MAPPING_WORDS.items()}


def bundle(bundle: tree.Bundle) -> Element:
    """Build a bundle without its primitive: `successor_of_member` tells where that belongs."""
    element = xmltree.new("bundle", {"id": bundle.id, **given({"description": bundle.description})})
    for clause in bundle.clauses:
        match clause:
            case tree.NvSet():
                add_set(element, clause)
            case tree.BundlePart():
                _add_part(element, clause)
    return element


def successor_of_member(statement: tree.Statement, element: Element) -> Element | None:
    """Return what a member of a container stands in front of; None at the end.

    In a bundle the primitive can stand anywhere; all other members come last.
    """
    clauses = statement.clauses if isinstance(statement, tree.Bundle) else ()
    place = next((at for at, one in enumerate(clauses) if isinstance(one, tree.Word)), None)
    if place is None:
        return None
    others = [child for child in xmltree.children(element) if child.tag != "primitive"]
    return others[place] if place < len(others) else None


def _add_part(parent: Element, part: tree.BundlePart) -> None:
    element = xmltree.sub(parent, part.keyword, _attributes(part.attributes))
    for one in part.mappings:
        attributes = {**_attributes(one.attributes), **given({"id": one.id})}
        xmltree.sub(element, _MAPPING_TAG[part.keyword], attributes)


def _attributes(pairs: tuple[tree.NvPair, ...]) -> dict[str, str]:
    return {pair.name or "": pair.value or "" for pair in pairs}
