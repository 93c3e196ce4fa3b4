"""The syntax tree into elements.  What comes out has no ids on its parts yet: see `identifiers`."""

from collections.abc import Callable
from typing import Any

from crmsh_py.grammar import tree
from crmsh_py.model.build import acls, alerts, bundles, cluster, constraints, fencing, resources
from crmsh_py.model.build.resources import add_op
from crmsh_py.model.build.values import add_nvpair, add_rule, set_tag
from crmsh_py.xmltree import Element

__all__ = ["add_nvpair", "add_op", "add_rule", "build", "set_tag"]

_BUILD: dict[type, Callable[[Any], Element]] = {
    tree.Node: cluster.node,
    tree.Tag: cluster.tag,
    tree.Primitive: resources.primitive,
    tree.Group: resources.group,
    tree.Clone: resources.clone,
    tree.Bundle: bundles.bundle,
    tree.Alert: alerts.alert,
    tree.FencingTopology: fencing.topology,
    tree.Role: acls.role,
    tree.AclTarget: acls.target,
    tree.AclGroup: acls.group,
    tree.User: acls.user,
    tree.Location: constraints.location,
    tree.Colocation: constraints.colocation,
    tree.Order: constraints.order,
    tree.RscTicket: constraints.rsc_ticket,
}


def build(statement: tree.Statement) -> Element:
    """Build the element that a statement describes, containers without their members."""
    return _BUILD[type(statement)](statement)
