"""The fencing topology."""

from collections.abc import Set as AbstractSet

from crmsh_py.grammar import tree
from crmsh_py.grammar.levels import DEVICES, INDEX
from crmsh_py.model.describe.sets import explicit_id
from crmsh_py.model.describe.values import elements, matching, need, only
from crmsh_py.xmltree import Element

_LEVEL = frozenset({"id", "index", "devices"})


def topology(referenced: AbstractSet[str], element: Element) -> tree.FencingTopology:
    """Say all levels, in the order of the XML."""
    only(element, ())
    return tree.FencingTopology(tuple([_level(referenced, one) for one in elements(element)]))


def _level(referenced: AbstractSet[str], element: Element) -> tree.FencingLevel:
    need(element.tag == "fencing-level" and not elements(element))
    target = {name: value for name, value in element.attrib.items() if name not in _LEVEL}
    devices = matching(DEVICES, element.get("devices"))
    return tree.FencingLevel(
        tuple([tree.Word(one) for one in devices.split(",")]),
        matching(INDEX, element.get("index")),
        _target({str(name): str(value) for name, value in target.items()}),
        explicit_id(referenced, element),
    )


def _target(attributes: dict[str, str]) -> tree.FencingTarget:
    match attributes:
        case {"target": name}:
            need(len(attributes) == 1)
            return tree.FencingTarget("node", name)
        case {"target-pattern": regex}:
            need(len(attributes) == 1)
            return tree.FencingTarget("pattern", regex)
    need(attributes.keys() == {"target-attribute", "target-value"})
    return tree.FencingTarget("attr", attributes["target-attribute"], attributes["target-value"])
