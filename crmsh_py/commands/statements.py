"""The statements of the language as commands: what each defines, in words and with an example."""

from collections.abc import Callable

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Level
from crmsh_py.commands.reviewing import objects_reply, selected
from crmsh_py.model.define import define
from crmsh_py.model.given import Given

_Function = Callable[[Context, Given], Reply]
_Declaration = Callable[[Level], None]
_DECLARED: list[_Declaration] = []
"""Filled below, once."""


def add_commands(level: Level) -> None:
    """Declare the statements in a level."""
    for declare in _DECLARED:
        declare(level)


def _statement(
    *keywords: str, bare: Callable[[Context], Reply] | None = None
) -> Callable[[_Function], _Function]:
    """Declare a function a statement; further keywords are old spellings."""

    def declare(function: _Function) -> _Function:
        _DECLARED.append(lambda level: _add(level, function))
        return function

    def _add(level: Level, function: _Function) -> None:
        level.statement(*keywords, bare=bare)(function)

    return declare


def _define(context: Context, given: Given) -> Reply:
    session = context.session
    ids = session.edit(given.source.text, lambda cib: define(cib, given), says=True)
    session.note(ids, given.at())
    return Reply()


def _show_options(keyword: str) -> Callable[[Context], Reply]:
    def show_them(context: Context) -> Reply:
        elements = selected(context, [f"type:{keyword}"])
        return objects_reply(elements, context, secrets=context.options.show_secrets)

    return show_them


@_statement("node")
def node(context: Context, given: Given) -> Reply:
    """Define a node, or add attributes to one that is there.

    The cluster enters its nodes by itself; a node is defined here for its attributes. Attributes
    of a node that is there already get the new values, all others stay.

    Example:
        node node1 attributes rack=r1
    """
    return _define(context, given)


@_statement("primitive")
def primitive(context: Context, given: Given) -> Reply:
    """Define a resource.

    The agent is written class:provider:type; `ocf:heartbeat:` may be left out. `params` go to
    the agent, `meta` attributes to Pacemaker; `op` sets an operation. A name that is not known
    as an attribute of an operation becomes a parameter for the agent.

    Example:
        primitive vip IPaddr2 params ip=10.0.0.1 op monitor interval=10s
    """
    return _define(context, given)


@_statement("rsc_template")
def rsc_template(context: Context, given: Given) -> Reply:
    """Define a template that primitives can take over with `@template`.

    Example:
        rsc_template vm ocf:heartbeat:VirtualDomain params hypervisor=qemu:///system
    """
    return _define(context, given)


@_statement("monitor")
def monitor(context: Context, given: Given) -> Reply:
    """Add a monitor operation to a primitive that is there.

    Example:
        monitor vip 20s:30s
    """
    return _define(context, given)


@_statement("group")
def group(context: Context, given: Given) -> Reply:
    """Put primitives together: they run on one node, start in order and stop in reverse.

    Constraints that name a member stay as they are.

    Example:
        group web vip www
    """
    return _define(context, given)


@_statement("clone")
def clone(context: Context, given: Given) -> Reply:
    """Run a primitive or a group on several nodes.

    With `meta promotable=true` its instances can be promoted.

    Example:
        clone ping-clone ping1 meta interleave=true
    """
    return _define(context, given)


@_statement("ms", "master")
def ms(context: Context, given: Given) -> Reply:
    """Define a multi-state resource, in the form that old schemas have.

    Schemas from pacemaker-4.0 on know only `clone ... meta promotable=true`.

    Example:
        ms drbd-ms drbd1 meta notify=true
    """
    return _define(context, given)


@_statement("bundle")
def bundle(context: Context, given: Given) -> Reply:
    """Run containers of an image, with a primitive in each of them perhaps.

    The container is `docker`, `podman` or `rkt` with its attributes; `network` can have
    port-mappings, `storage` storage-mappings. An attribute that is not known is reported by the
    schema. The primitive must be there, and needs a network to be reached over.

    Example:
        bundle web-bundle podman image=web:1 replicas=2 network control-port=3121 primitive www
    """
    return _define(context, given)


@_statement("location")
def location(context: Context, given: Given) -> Reply:
    """Say where a resource prefers to run, or must not run.

    A positive score attracts, a negative one keeps away; `inf` and `-inf` allow no exception.
    Instead of a score and a node, rules say where. `/web.*/` stands for all resources whose ids
    match, `{ a b }` for several. `lifetime` and rules behind it say how long it holds. In a
    user's shell, `#uname` must be quoted.

    Example:
        location vip-on-node1 vip 100: node1
    """
    return _define(context, given)


@_statement("colocation", "collocation")
def colocation(context: Context, given: Given) -> Reply:
    """Run a resource where another one runs.

    The first named follows the second. With three and more resources, or brackets, they form
    sets: `( )` in no order among themselves, `[ ]` any one of which will do. `_rsc_set_` begins
    another set. A setting such as `sequential=false` is about the set that it stands in;
    `influence=` and `node-attribute=` are about the constraint.

    Example:
        colocation www-with-vip inf: www vip
    """
    return _define(context, given)


@_statement("order")
def order(context: Context, given: Given) -> Reply:
    """Start (or stop, promote, demote) a resource before another one.

    In front stands how strict it is: `Mandatory:`, `Optional:` or `Serialize:`. With three and
    more resources, or brackets, they form sets: `( )` in no order among themselves, `[ ]` any one
    of which will do; `_rsc_set_` begins another one. A setting such as `require-all=false` is
    about the set that it stands in; `symmetrical=` is about the constraint, and so are
    `$require-all=` and `$score=`, which need no `$` where there are no sets.

    Example:
        order vip-first Mandatory: vip www
    """
    return _define(context, given)


@_statement("rsc_ticket")
def rsc_ticket(context: Context, given: Given) -> Reply:
    """Run a resource only where a ticket is held.

    Tickets are granted to one of several sites, for example by booth. `loss-policy` says what
    happens to the resource when the ticket is lost: `stop`, `demote`, `fence` or `freeze`. Two
    and more resources form sets, as in `colocation`.

    Example:
        rsc_ticket web-here siteA: web loss-policy=stop
    """
    return _define(context, given)


@_statement("tag")
def tag(context: Context, given: Given) -> Reply:
    """Give several objects a name in common.

    Example:
        tag web-parts vip www
    """
    return _define(context, given)


@_statement("property", bare=_show_options("property"))
def property_(context: Context, given: Given) -> Reply:
    """Set options of the cluster; without arguments, show those that are set.

    Options that are not named keep their values.

    Example:
        property stonith-enabled=false no-quorum-policy=ignore
    """
    return _define(context, given)


@_statement("rsc_defaults", bare=_show_options("rsc_defaults"))
def rsc_defaults(context: Context, given: Given) -> Reply:
    """Set defaults of the meta attributes of resources; without arguments, show them.

    Example:
        rsc_defaults resource-stickiness=200
    """
    return _define(context, given)


@_statement("op_defaults", bare=_show_options("op_defaults"))
def op_defaults(context: Context, given: Given) -> Reply:
    """Set defaults of the attributes of operations; without arguments, show them.

    Example:
        op_defaults timeout=60s
    """
    return _define(context, given)


@_statement("fencing_topology", "fencing-topology", bare=_show_options("fencing_topology"))
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
        fencing_topology node1: fence-node1 fence-pdu1,fence-pdu2 attr:rack=2 fence-rack2
    """
    return _define(context, given)


@_statement("role")
def role(context: Context, given: Given) -> Reply:
    """Define a role for access control: what may be read or written, and what is denied.

    `xpath:X` names parts of the CIB by an XPath (in quotes if it has blanks or quotes in it),
    `ref:ID` one element, `type:ELEMENT` all elements of a kind, with `attr:NAME` only that
    attribute of theirs. Short words stand for the usual XPaths: `meta:RSC[:NAME]`,
    `params:RSC[:NAME]`, `utilization:RSC`, `location:RSC` (constraints of `move`),
    `property[:NAME]`, `nodeattr[:NAME]`, `nodeutil[:NODE]`, `node[:NODE]`, `status`, `cib`. Of
    several rights for one thing the first wins. ACLs need the property `enable-acl=true`.

    Example:
        role operator write meta:vip:target-role write property:maintenance-mode read cib
    """
    return _define(context, given)


@_statement("acl_target")
def acl_target(context: Context, given: Given) -> Reply:
    """Give a user of the system one or several roles.

    With `name=` the user's name is another than the id, as schemas from pacemaker-3.8 on allow.

    Example:
        acl_target joe monitoring
    """
    return _define(context, given)


@_statement("acl_group")
def acl_group(context: Context, given: Given) -> Reply:
    """Give the users of a group of the system one or several roles.

    Example:
        acl_group operators monitoring
    """
    return _define(context, given)


@_statement("user")
def user(context: Context, given: Given) -> Reply:
    """Give a user roles, or rights, in the form that schemas before pacemaker-2.0 have.

    All later schemas have `acl_target` in its place.

    Example:
        user joe role:monitoring
    """
    return _define(context, given)


@_statement("alert")
def alert(context: Context, given: Given) -> Reply:
    """Call a program when something happens in the cluster.

    It is called for each recipient behind `to`; `select` names the kinds of events. `attributes`
    and `meta` behind a recipient are the recipient's; braces around a recipient end it.

    Example:
        alert mail /usr/local/bin/tell.sh select nodes fencing to root@example.com
    """
    return _define(context, given)


@_statement("xml")
def xml(context: Context, given: Given) -> Reply:
    """Define an object by its XML: what the language has no words for.

    In a user's shell, quote the whole element.

    Example:
        xml '<primitive id="p" class="ocf" provider="pacemaker" type="Dummy"/>'
    """
    return _define(context, given)
