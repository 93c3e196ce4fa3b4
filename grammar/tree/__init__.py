"""The syntax tree: what a statement says, as frozen dataclasses.

`span` is where it stands in its source; it does not take part in comparisons, so that
`parse(to_text(x)) == x` means something.  A `Node` is a machine.  Scores, roles and times are
texts as the CIB holds them (`INFINITY`, not `inf`).
"""

from crmsh_py.grammar.tree.acls import AclGroup, AclTarget, Right, Role, User
from crmsh_py.grammar.tree.alerts import Alert, Recipient, Select, SelectedAttribute, Selector
from crmsh_py.grammar.tree.bundles import Bundle, BundlePart, Mapping
from crmsh_py.grammar.tree.cluster import Node, Options, Tag, Xml
from crmsh_py.grammar.tree.constraints import (
    Colocation,
    End,
    Location,
    Order,
    Pattern,
    ResourceSet,
    RscTicket,
)
from crmsh_py.grammar.tree.fencing import FencingLevel, FencingTarget, FencingTopology
from crmsh_py.grammar.tree.resources import (
    Agent,
    Clone,
    Group,
    Monitor,
    Op,
    Operations,
    Primitive,
    TemplateRef,
)
from crmsh_py.grammar.tree.syntax import NOWHERE
from crmsh_py.grammar.tree.values import (
    AnyExpression,
    DateExpression,
    Expression,
    NvPair,
    NvSet,
    OpExpression,
    RscExpression,
    Rule,
    Word,
)

Statement = (
    Node
    | Primitive
    | Monitor
    | Group
    | Clone
    | Location
    | Colocation
    | Order
    | RscTicket
    | Options
    | Tag
    | Bundle
    | FencingTopology
    | Role
    | AclTarget
    | AclGroup
    | User
    | Alert
    | Xml
)

__all__ = [
    "NOWHERE",
    "AclGroup",
    "AclTarget",
    "Agent",
    "Alert",
    "AnyExpression",
    "Bundle",
    "BundlePart",
    "Clone",
    "Colocation",
    "DateExpression",
    "End",
    "Expression",
    "FencingLevel",
    "FencingTarget",
    "FencingTopology",
    "Group",
    "Location",
    "Mapping",
    "Monitor",
    "Node",
    "NvPair",
    "NvSet",
    "Op",
    "OpExpression",
    "Operations",
    "Options",
    "Order",
    "Pattern",
    "Primitive",
    "Recipient",
    "ResourceSet",
    "Right",
    "Role",
    "RscExpression",
    "RscTicket",
    "Rule",
    "Select",
    "SelectedAttribute",
    "Selector",
    "Statement",
    "Tag",
    "TemplateRef",
    "User",
    "Word",
    "Xml",
]
