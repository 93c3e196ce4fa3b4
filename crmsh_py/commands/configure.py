"""The level `configure`: statements of the language, and what is done with a configuration."""

from collections.abc import Callable

from crmsh_py import xmltree
from crmsh_py.commands.committing import commit_reply
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.membership import add_membership
from crmsh_py.commands.navigation import add_navigation
from crmsh_py.commands.reviewing import add_reviewing, objects_reply, selected
from crmsh_py.commands.texts import add_texts
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.model.define import define
from crmsh_py.model.given import Given
from crmsh_py.model.remove import delete as delete_objects
from crmsh_py.model.remove import rename as rename_object

LEVEL = Level("configure", LEVELS["configure"][1])


# ------------------------------------------------------------------ statements


def _define(context: Context, given: Given) -> Reply:
    session = context.session
    ids = session.edit(given.source.text, lambda cib: define(cib, given))
    session.note(ids, given.at())
    return Reply()


@LEVEL.statement("node")
def node(context: Context, given: Given) -> Reply:
    """Define a node, or add attributes to one that is there.

    The cluster enters its nodes by itself; a node is defined here for its attributes. Attributes
    of a node that is there already get the new values, all others stay.

    Example:
        node node1 attributes rack=r1
    """
    return _define(context, given)


@LEVEL.statement("primitive")
def primitive(context: Context, given: Given) -> Reply:
    """Define a resource.

    The agent is written class:provider:type; `ocf:heartbeat:` may be left out. `params` go to
    the agent, `meta` attributes to Pacemaker; `op` sets an operation. A name that is not known
    as an attribute of an operation becomes a parameter for the agent.

    Example:
        primitive vip IPaddr2 params ip=10.0.0.1 op monitor interval=10s
    """
    return _define(context, given)


@LEVEL.statement("rsc_template")
def rsc_template(context: Context, given: Given) -> Reply:
    """Define a template that primitives can take over with `@template`.

    Example:
        rsc_template vm ocf:heartbeat:VirtualDomain params hypervisor=qemu:///system
    """
    return _define(context, given)


@LEVEL.statement("monitor")
def monitor(context: Context, given: Given) -> Reply:
    """Add a monitor operation to a primitive that is there.

    Example:
        monitor vip 20s:30s
    """
    return _define(context, given)


@LEVEL.statement("group")
def group(context: Context, given: Given) -> Reply:
    """Put primitives together: they run on one node, start in order and stop in reverse.

    Constraints that name a member stay as they are.

    Example:
        group web vip www
    """
    return _define(context, given)


@LEVEL.statement("clone")
def clone(context: Context, given: Given) -> Reply:
    """Run a primitive or a group on several nodes.

    With `meta promotable=true` its instances can be promoted.

    Example:
        clone ping-clone ping1 meta interleave=true
    """
    return _define(context, given)


@LEVEL.statement("ms", "master")
def ms(context: Context, given: Given) -> Reply:
    """Define a multi-state resource, in the form that old schemas have.

    Schemas from pacemaker-4.0 on know only `clone ... meta promotable=true`.

    Example:
        ms drbd-ms drbd1 meta notify=true
    """
    return _define(context, given)


@LEVEL.statement("location")
def location(context: Context, given: Given) -> Reply:
    """Say where a resource prefers to run, or must not run.

    A positive score attracts, a negative one keeps away; `inf` and `-inf` allow no exception. In
    a user's shell, `#uname` must be quoted.

    Example:
        location vip-on-node1 vip 100: node1
    """
    return _define(context, given)


@LEVEL.statement("colocation", "collocation")
def colocation(context: Context, given: Given) -> Reply:
    """Run a resource where another one runs.

    The first named follows the second. With three and more resources, or brackets, they form
    sets: `( )` in no order among themselves, `[ ]` any one of which will do.

    Example:
        colocation www-with-vip inf: www vip
    """
    return _define(context, given)


@LEVEL.statement("order")
def order(context: Context, given: Given) -> Reply:
    """Start (or stop, promote, demote) a resource before another one.

    Example:
        order vip-first Mandatory: vip www
    """
    return _define(context, given)


@LEVEL.statement("tag")
def tag(context: Context, given: Given) -> Reply:
    """Give several objects a name in common.

    Example:
        tag web-parts vip www
    """
    return _define(context, given)


def _show_options(keyword: str) -> Callable[[Context], Reply]:
    def show_them(context: Context) -> Reply:
        elements = selected(context, [f"type:{keyword}"])
        return objects_reply(elements, context, secrets=context.options.show_secrets)

    return show_them


@LEVEL.statement("property", bare=_show_options("property"))
def property_(context: Context, given: Given) -> Reply:
    """Set options of the cluster; without arguments, show those that are set.

    Options that are not named keep their values.

    Example:
        property stonith-enabled=false no-quorum-policy=ignore
    """
    return _define(context, given)


@LEVEL.statement("rsc_defaults", bare=_show_options("rsc_defaults"))
def rsc_defaults(context: Context, given: Given) -> Reply:
    """Set defaults of the meta attributes of resources; without arguments, show them.

    Example:
        rsc_defaults resource-stickiness=200
    """
    return _define(context, given)


@LEVEL.statement("op_defaults", bare=_show_options("op_defaults"))
def op_defaults(context: Context, given: Given) -> Reply:
    """Set defaults of the attributes of operations; without arguments, show them.

    Example:
        op_defaults timeout=60s
    """
    return _define(context, given)


@LEVEL.statement("xml")
def xml(context: Context, given: Given) -> Reply:
    """Define an object by its XML: what the language has no words for.

    In a user's shell, quote the whole element.

    Example:
        xml '<primitive id="p" class="ocf" provider="pacemaker" type="Dummy"/>'
    """
    return _define(context, given)


# ------------------------------------------------------------------ changing


@LEVEL.command(
    flag("--cascade"), Parameter("ids", Kind.OBJECT, many=True, required=True), aliases=("rm",)
)
def delete(context: Context, arguments: Arguments) -> Reply:
    """Delete objects.

    The members of a deleted group or clone stay, in its place. Constraints and tags that refer to
    a deleted object must be named too; `--cascade` lists them and deletes them.

    Example:
        delete web
    """
    ids = arguments["ids"]
    lines = context.session.edit(
        f"delete {' '.join(ids)}",
        lambda cib: delete_objects(cib, ids, cascade=arguments["cascade"]),
    )
    return Reply(notes=tuple(lines))


@LEVEL.command(
    Parameter("old", Kind.OBJECT, required=True), Parameter("new", Kind.NEW_ID, required=True)
)
def rename(context: Context, arguments: Arguments) -> Reply:
    """Give an object another id; all that refers to it follows.

    Example:
        rename web webservice
    """
    old, new = arguments["old"], arguments["new"]
    lines = context.session.edit(f"rename {old} {new}", lambda cib: rename_object(cib, old, new))
    return Reply(notes=tuple(lines))


@LEVEL.command(Parameter("what", choices=("nodes",)))
def erase(context: Context, arguments: Arguments) -> Reply:
    """Delete everything but the nodes; `erase nodes` deletes only the nodes.

    Like every change it is pending until `commit`.

    Example:
        erase
    """
    only_nodes = arguments["what"] == "nodes"

    def empty(cib: Cib) -> list[str]:
        for section in list(xmltree.children(cib.configuration)):
            if (section.tag == "nodes") is only_nodes:
                for one in list(xmltree.children(section)):
                    cib.remove(one)
        return []

    context.session.edit("erase nodes" if only_nodes else "erase", empty)
    return Reply()


# ------------------------------------------------------------------ transactions


@LEVEL.command(flag("force"))
def commit(context: Context, arguments: Arguments) -> Reply:
    """Write the working configuration to the file, or to the cluster.

    It is checked first; what was wrong with it before does not stop a commit. `force` overrules
    findings that can be overruled, never the schema or references to nothing. If someone else
    changed the configuration since it was read, nothing is written (exit status 103).

    Example:
        commit
    """
    return commit_reply(context, force=arguments["force"] or context.options.force)


@LEVEL.command()
def refresh(context: Context, _arguments: Arguments) -> Reply:
    """Read the configuration anew; pending changes are dropped.

    At the prompt it asks first if there are any.

    Example:
        refresh
    """
    if context.has_changes and not context.options.yes and context.interaction.can_ask:
        question = "Drop the pending changes?"
        if context.interaction.choose(question, ("yes", "no")) == "no":
            return Reply(notes=("nothing was changed",))
    context.session.refresh()
    return Reply()


@LEVEL.command(Parameter("count", Kind.VALUE))
def undo(context: Context, arguments: Arguments) -> Reply:
    """Take back the last change, or the last COUNT changes, since the last commit.

    Example:
        undo
    """
    labels = context.session.undo(_count(arguments["count"]))
    return _history_reply("undone", labels)


@LEVEL.command(Parameter("count", Kind.VALUE))
def redo(context: Context, arguments: Arguments) -> Reply:
    """Carry out again what was undone.

    Example:
        redo
    """
    labels = context.session.redo(_count(arguments["count"]))
    return _history_reply("redone", labels)


def _history_reply(what: str, labels: list[str]) -> Reply:
    if not labels:
        return Reply(notes=(f"there is nothing to be {what}",))
    return Reply(notes=tuple(f"{what}: {label}" for label in labels))


def _count(text: str | None) -> int:
    if text is None:
        return 1
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        message = f"{text!r} is not a number of changes"
        raise CrmError(Diagnostic("usage", message, subject=text, hint="a number from 1"))
    return int(text)


add_reviewing(LEVEL)
add_membership(LEVEL)
add_texts(LEVEL)
add_navigation(LEVEL)
