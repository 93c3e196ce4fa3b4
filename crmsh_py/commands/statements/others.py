"""Statements that define tags, the topology of fencing, alerts, and what has no words."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Level
from crmsh_py.commands.statements.defining import define_it, show_options
from crmsh_py.model.given import Given


def add_commands(level: Level) -> None:
    """Declare the statements in a level."""
    level.statement("tag")(tag)
    level.statement("fencing_topology", "fencing-topology", bare=show_options("fencing_topology"))(
        fencing_topology
    )
    level.statement("alert")(alert)
    level.statement("xml")(xml)


def tag(context: Context, given: Given) -> Reply:
    """Give several objects a name in common.

    Example:
        # both can be meant at once: resource stop tag:web-parts
        tag web-parts vip www
    """
    return define_it(context, given)


def fencing_topology(context: Context, given: Given) -> Reply:
    """Say which devices fence a node, and in which order; without arguments, show it.

    A target is `NODE:`, `attr:NAME=VALUE` (nodes with that attribute) or `pattern:REGEX` (names
    of nodes); behind it stand its levels, the first tried first. Devices with commas between them
    are one level: all of them fence the node. Devices without a target are for every node that
    there is now, not for nodes that join later.

    Targets that are named get the levels that are typed, in the place of those they have; other
    targets keep theirs. `load` and `edit` make the topology what the text says. Levels count from
    1; `index=N` in front of the devices gives another number, and the count goes on from there.

    Example:
        # one device, and if that fails two others together
        fencing_topology node1: fence-node1 fence-pdu1,fence-pdu2
        # all nodes of a rack
        fencing_topology attr:rack=2 fence-rack2
    """
    return define_it(context, given)


def alert(context: Context, given: Given) -> Reply:
    """Call a program when something happens in the cluster.

    It is called for each recipient behind `to`; `select` names the kinds of events. `attributes`
    and `meta` behind a recipient are the recipient's; braces around a recipient end it.

    Example:
        # the program is told of nodes and of fencing, and whom to tell
        alert mail /usr/local/bin/tell.sh select nodes fencing to root@example.com
    """
    return define_it(context, given)


def xml(context: Context, given: Given) -> Reply:
    """Define an object by its XML: what the language has no words for.

    In a user's shell, quote the whole element.

    Example:
        # any element of the CIB that has an id
        xml '<primitive id="p" class="ocf" provider="pacemaker" type="Dummy"/>'
    """
    return define_it(context, given)
