"""Nodes in the configuration: their attributes, and the states that administrators give them.

Facts: Pacemaker Explained, "Node Attributes" and "Special node attributes".  A remote or guest node
needs no `<node>`; it gets one with its first attribute, as crm_attribute makes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.meta import is_true, own, put
from crmsh_py.xmltree import Element

ATTRIBUTES, UTILIZATION = "instance_attributes", "utilization"

MEMBER, REMOTE = "member", "remote"


@dataclass(frozen=True, slots=True)
class Named:
    """A node by its name; `kind` is member, remote or guest."""

    name: str
    kind: str = MEMBER


@dataclass(frozen=True, slots=True)
class State:
    """What an administrator can let a node be: the attribute, its values, and how it is told."""

    attribute: str
    yes: str
    no: str
    words: str


STANDBY = State("standby", "on", "off", "in standby")
MAINTENANCE = State("maintenance", "true", "false", "in maintenance")


def entry(cib: Cib, node: Named) -> Element:
    """Return the `<node>` of a node, making that of a remote or guest node if it has none."""
    found = cib.node(node.name)
    if found is not None:
        return found
    made = xmltree.new("node", {"id": node.name, "type": REMOTE, "uname": node.name})
    cib.insert(cib.ensure_section("nodes"), made)
    return made


def has_state(cib: Cib, name: str, state: State) -> bool:
    """Tell whether the configuration says that a node is in a state."""
    found = cib.node(name)
    value = None if found is None else own(cib, found, state.attribute, ATTRIBUTES)
    return is_true(value, otherwise=False)


def give_state(cib: Cib, nodes: Sequence[Named], state: State) -> list[str]:
    """Let nodes be in a state; return a line for each that is already.  Raises CrmError."""
    lines = []
    for node in nodes:
        if has_state(cib, node.name, state):
            lines.append(f"{node.name} is {state.words} already")
        else:
            put(cib, entry(cib, node), state.attribute, state.yes, ATTRIBUTES)
    return lines


def end_state(cib: Cib, nodes: Sequence[Named], state: State) -> list[str]:
    """Let nodes not be in a state; return a line for each that is not.  Raises CrmError."""
    lines = []
    for node in nodes:
        if not has_state(cib, node.name, state):
            lines.append(f"{node.name} is not {state.words}")
        else:
            put(cib, entry(cib, node), state.attribute, state.no, ATTRIBUTES)
    return lines
