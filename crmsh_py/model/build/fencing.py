"""The fencing topology into elements."""

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.model.build.values import given
from crmsh_py.xmltree import Element


def topology(topology: tree.FencingTopology) -> Element:
    """Build a topology; each of its levels has a target."""
    element = xmltree.new("fencing-topology")
    for level in topology.levels:
        assert level.target is not None, "spread over the nodes before"
        devices = ",".join(device.text for device in level.devices)
        attributes = {"index": level.index, "devices": devices, **given({"id": level.id})}
        xmltree.sub(element, "fencing-level", {**_target(level.target), **attributes})
    return element


def _target(target: tree.FencingTarget) -> dict[str, str]:
    match target.kind:
        case "attr":
            return {"target-attribute": target.name, "target-value": target.value or ""}
        case "pattern":
            return {"target-pattern": target.name}
    return {"target": target.name}
