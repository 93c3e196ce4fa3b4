"""The command of `node` that takes a node out of the cluster's configuration."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, flag
from crmsh_py.commands.node.choice import the_node
from crmsh_py.commands.operating import operate
from crmsh_py.commands.parameters import NODE
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.nodes import MEMBER, Named
from crmsh_py.model.remove import delete_elements
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.nodes import forget
from crmsh_py.pacemaker.saved import remotes


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        flag("--cascade", "take out what names it as well"),
        flag("force", "even if it is online"),
        NODE,
    )(delete)


def delete(context: Context, arguments: Arguments) -> Reply:
    """Delete a node that is gone: from the configuration, and from what the cluster remembers.

    It has to be offline; `force` deletes one that is online too, which comes back unless it leaves.
    Constraints, fencing levels and the like that name it are listed, and it stays; `--cascade`
    takes them out with it. Corosync has a list of nodes of its own: `corosync del-node` takes it
    out of that. Of a file and a shadow CIB only the configuration is changed.

    Example:
        delete node3
    """
    node = the_node(context, arguments["node"])
    force = arguments["force"] or context.options.force
    _refuse_connected(context.session.cib, node)
    is_live = context.session.backend.tools is not None
    if is_live and not force:
        _refuse_online(context, node)
    reply = operate(
        context,
        f"delete node {node.name}",
        lambda cib: _delete(cib, node, cascade=arguments["cascade"]),
    )
    if context.options.dry_run or not is_live:
        return reply
    forget(context.tools, node.name)
    lines = [f"the cluster has forgotten {node.name}", *_about_corosync(node)]
    return replace(reply, notes=(*reply.notes, *lines))


def _refuse_connected(cib: Cib, node: Named) -> None:
    """Refuse to delete what a resource makes a node.  Raises CrmError (still-referenced)."""
    made_by = {name: resource for name, resource, _ in remotes(cib)}
    resource = made_by.get(node.name)
    if resource is not None:
        message = f"{node.name!r} is a {node.kind} node: the resource {resource!r} makes it one"
        hint = f"'configure delete {resource}' ends that"
        raise CrmError(Diagnostic("still-referenced", message, subject=node.name, hint=hint))


def _refuse_online(context: Context, node: Named) -> None:
    """Refuse to delete a node that is there.  Raises CrmError (node-online)."""
    state = read_status(context.tools).node(node.name)
    if state is None or not (state.online or state.pending):
        return
    what = "online" if state.online else "joining the cluster, or only Pacemaker is stopped there"
    hint = "'crm cluster stop' there, then try again; 'force' deletes it all the same"
    message = f"the node {node.name!r} is {what}"
    raise CrmError(Diagnostic("node-online", message, subject=node.name, hint=hint))


def _delete(cib: Cib, node: Named, *, cascade: bool) -> list[str]:
    element = cib.node(node.name)
    assert element is not None, "only what a resource makes a node needs no <node>"
    try:
        return delete_elements(cib, {node.name: element}, cascade=cascade)
    except CrmError as error:
        raise CrmError(*_with_our_words(node, error.diagnostics)) from None


def _with_our_words(node: Named, problems: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Let hints say what is to be typed at this level."""
    for one in problems:
        is_ours = one.code == "still-referenced" and one.subject == node.name
        hint = f"'node delete --cascade {node.name}' takes that out too"
        yield replace(one, hint=hint) if is_ours else one


def _about_corosync(node: Named) -> list[str]:
    if node.kind != MEMBER:
        return []
    return [f"'corosync del-node {node.name}' takes it out of corosync.conf as well"]
