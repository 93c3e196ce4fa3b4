"""The syntax tree into canonical crm text.  Needs no pyparsing.

A statement is a list of parts: its head, then one part for each clause; the parts are joined
by a backslash, a new line and a tab.
"""

from collections.abc import Callable, Iterator
from typing import Any

from crmsh_py.grammar import tree
from crmsh_py.grammar.printer import acls, alerts, bundles, cluster, constraints, fencing, resources
from crmsh_py.grammar.printer.values import MASK, Mask, never, quote_xml, rule_text

__all__ = ["JOINT", "MASK", "Mask", "parts", "quote_xml", "rule_text", "to_text"]

JOINT = " \\\n\t"

_PARTS: dict[type, Callable[[Any, Mask], Iterator[str]]] = {
    tree.Node: cluster.node,
    tree.Options: cluster.options,
    tree.Tag: cluster.tag,
    tree.Xml: cluster.xml,
    tree.Primitive: resources.primitive,
    tree.Monitor: resources.monitor,
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


def to_text(statement: tree.Statement, mask: Mask = never) -> str:
    """Return a statement as canonical text; secrets as `mask` says."""
    return JOINT.join(_PARTS[type(statement)](statement, mask))


def parts(statement: tree.Statement, mask: Mask = never) -> list[str]:
    """Return the parts of a statement, one for each line of its text."""
    return list(_PARTS[type(statement)](statement, mask))
