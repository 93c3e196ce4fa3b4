"""What a configuration means, so that two can be compared that were upgraded by two programs.

They name new parts differently, and spread pairs differently over sets that hold alike.
"""

from collections.abc import Iterator

from crmsh_py import xmltree
from crmsh_py.upgrade.nvsets import NVSETS
from crmsh_py.xmltree import Element

Meaning = tuple[object, ...]

_NAMELESS = NVSETS | {"rule", "expression", "date_expression", "date_spec", "op", "acl_permission"}


def meaning(root: Element) -> dict[str, Meaning]:
    """Return what the sections of a configuration mean; empty ones mean nothing."""
    configuration = root.find("configuration")
    assert configuration is not None
    ids = {one.get("id"): one for one in configuration.iter("*") if one.tag != "role"}
    return {
        str(section.tag): _of(section, ids)
        for section in xmltree.children(configuration)
        if len(section)
    }


def _of(element: Element, ids: dict[str | None, Element]) -> Meaning:
    attributes = dict(element.attrib)
    if element.tag in _NAMELESS:
        attributes.pop("id", None)
    children = [one for one in xmltree.children(element) if one.tag not in NVSETS]
    inside = tuple(_of(_resolved(one, ids), ids) for one in children)
    return (str(element.tag), tuple(sorted(attributes.items())), inside, tuple(_sets(element, ids)))


def _sets(element: Element, ids: dict[str | None, Element]) -> Iterator[Meaning]:
    """Yield what the sets of an element say: of those that hold alike, the first word counts."""
    alike: dict[tuple[str, str, str], dict[str, str]] = {}
    for nvset in (one for one in xmltree.children(element) if one.tag in NVSETS):
        there = _resolved(nvset, ids)
        rules = repr([_of(rule, ids) for rule in there.iterchildren("rule")])
        said = alike.setdefault((str(nvset.tag), rules, there.get("score", "0")), {})
        for pair in there.iterchildren("nvpair"):
            other = _resolved(pair, ids)
            said.setdefault(pair.get("name", other.get("name", "")), other.get("value", ""))
    yield from sorted((*key, *sorted(said.items())) for key, said in alike.items() if said)


def _resolved(element: Element, ids: dict[str | None, Element]) -> Element:
    return ids.get(element.get("id-ref"), element) if "id-ref" in element.attrib else element
