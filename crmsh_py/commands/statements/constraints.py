"""Statements that say where resources run, together, and in which order."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Level
from crmsh_py.commands.statements.defining import define_it
from crmsh_py.model.given import Given


def add_commands(level: Level) -> None:
    """Declare the statements in a level."""
    level.statement("location")(location)
    level.statement("colocation", "collocation")(colocation)
    level.statement("order")(order)
    level.statement("rsc_ticket")(rsc_ticket)


def location(context: Context, given: Given) -> Reply:
    """Say where a resource prefers to run, or must not run.

    A positive score attracts, a negative one keeps away; `inf` and `-inf` allow no exception.
    Instead of a score and a node, rules say where. `/web.*/` stands for all resources whose ids
    match, `{ a b }` for several. `lifetime` and rules behind it say how long it holds. In a
    user's shell, `#uname` must be quoted.

    Example:
        # rather there
        location vip-on-node1 vip 100: node1
        # never there
        location www2-not-there www2 -inf: node1
        # only on nodes that reach something, by a rule
        location www2-connected www2 rule -inf: not_defined pingd or pingd lte 0
        # all resources whose ids begin with www, and two by their names
        location all-www /www.*/ 10: node1
        location both { ping1 drbd1 } 50: node1
    """
    return define_it(context, given)


def colocation(context: Context, given: Given) -> Reply:
    """Run a resource where another one runs.

    The first named follows the second. With three and more resources, or brackets, they form
    sets: `( )` in no order among themselves, `[ ]` any one of which will do. `_rsc_set_` begins
    another set. A setting such as `sequential=false` is about the set that it stands in;
    `influence=` and `node-attribute=` are about the constraint.

    Example:
        # www2 where vip is
        colocation www2-with-vip inf: www2 vip
        # never on the same node
        colocation apart -inf: ping1 www2
        # where an instance of a clone is promoted
        colocation vip-with-promoted inf: vip db-clone:Promoted
    """
    return define_it(context, given)


def order(context: Context, given: Given) -> Reply:
    """Start (or stop, promote, demote) a resource before another one.

    In front stands how strict it is: `Mandatory:`, `Optional:` or `Serialize:`. With three and
    more resources, or brackets, they form sets: `( )` in no order among themselves, `[ ]` any one
    of which will do; `_rsc_set_` begins another one. A setting such as `require-all=false` is
    about the set that it stands in; `symmetrical=` is about the constraint, and so are
    `$require-all=` and `$score=`, which need no `$` where there are no sets.

    Example:
        # first the address, and it stops last
        order vip-first Mandatory: vip www2
        # only if both happen to start at the same time
        order ping-first Optional: ping1 www2
        # one after the other, the two in brackets in any order
        order chain vip ( ping1 www ) www2
        # promote an instance of a clone before something starts
        order promote-first Mandatory: db-clone:promote www2:start
    """
    return define_it(context, given)


def rsc_ticket(context: Context, given: Given) -> Reply:
    """Run a resource only where a ticket is held.

    Tickets are granted to one of several sites, for example by booth. `loss-policy` says what
    happens to the resource when the ticket is lost: `stop`, `demote`, `fence` or `freeze`. Two
    and more resources form sets, as in `colocation`.

    Example:
        # the group stops when the ticket is lost
        rsc_ticket web-here siteA: web loss-policy=stop
    """
    return define_it(context, given)
