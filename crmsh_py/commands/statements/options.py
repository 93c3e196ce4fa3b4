"""Statements that set options: of nodes, of the cluster, defaults of resources and operations."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Level
from crmsh_py.commands.statements.defining import define_it, show_options
from crmsh_py.model.given import Given


def add_commands(level: Level) -> None:
    """Declare the statements in a level."""
    level.statement("node")(node)
    level.statement("property", bare=show_options("property"))(property_)
    level.statement("rsc_defaults", bare=show_options("rsc_defaults"))(rsc_defaults)
    level.statement("op_defaults", bare=show_options("op_defaults"))(op_defaults)


def node(context: Context, given: Given) -> Reply:
    """Define a node, or add attributes to one that is there.

    The cluster enters its nodes by itself; a node is defined here for its attributes. Attributes
    of a node that is there already get the new values, all others stay.

    Example:
        # an attribute, which rules of locations can ask for
        node node1 attributes rack=r1
        # what the node has to offer, and a node of Pacemaker Remote
        node node1 utilization memory=65536
        node far1:remote
    """
    return define_it(context, given)


def property_(context: Context, given: Given) -> Reply:
    """Set options of the cluster; without arguments, show those that are set.

    Options that are not named keep their values.

    Example:
        # several at once
        property stonith-enabled=false no-quorum-policy=ignore
        # leave all resources alone; then show what is set
        property maintenance-mode=true
        property
    """
    return define_it(context, given)


def rsc_defaults(context: Context, given: Given) -> Reply:
    """Set defaults of the meta attributes of resources; without arguments, show them.

    Example:
        # resources rather stay where they are
        rsc_defaults resource-stickiness=200
        # a set of its own, for resources of one agent
        rsc_defaults of-dummies: rule rsc type=Dummy priority=5
    """
    return define_it(context, given)


def op_defaults(context: Context, given: Given) -> Reply:
    """Set defaults of the attributes of operations; without arguments, show them.

    Example:
        # where no timeout is said
        op_defaults timeout=60s
        # a set of its own, for monitors
        op_defaults of-monitors: rule op monitor timeout=30s
    """
    return define_it(context, given)
