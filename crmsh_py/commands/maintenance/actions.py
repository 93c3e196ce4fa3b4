"""The command of `maintenance` that runs an action of a resource's agent, past the cluster."""

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.parameters import PRIMITIVE
from crmsh_py.commands.resource.choice import the_resource
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.meta import IS_MANAGED, MAINTENANCE, cluster_option, effective, is_true
from crmsh_py.model.nodes import MAINTENANCE as NODE_MAINTENANCE
from crmsh_py.model.nodes import has_state
from crmsh_py.pacemaker.agent_actions import OPTIONS, Acted, act
from crmsh_py.pacemaker.nodes import local_name
from crmsh_py.xmltree import Element


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        flag("force", "even if the cluster manages it"),
        PRIMITIVE,
        Parameter(
            "action", choices=tuple(OPTIONS), required=True, meaning="action of its agent to run"
        ),
    )(action)


def action(context: Context, arguments: Arguments) -> Reply:
    """Run an action of a resource's agent on the node that this runs on, past the cluster.

    The cluster knows nothing of it: so only what it does not manage is acted on, that is a resource
    in maintenance, or not managed, or any if the node or the whole cluster is in maintenance. What
    the agent prints is shown. `force` does it to what is managed too.

    Example:
        # is it running?
        action vip monitor
        # start it by its agent; the cluster does not know
        action vip start
    """
    tools = context.tools
    cib = context.session.cib
    resource = the_resource(cib, arguments["resource"], {"primitive"})
    node, name = local_name(tools), arguments["action"]
    id_ = resource.get("id", "")
    force = arguments["force"] or context.options.force
    if not force and not _is_left_alone(cib, resource, node):
        raise CrmError(_managed(id_))
    if context.options.dry_run:
        return Reply(notes=(f"dry run: {name} of {id_} was not run on {node}",))
    context.interaction.progress(f"{name} of {id_} on {node}")
    try:
        acted = act(tools, id_, name, force=force)
    finally:
        context.interaction.progress("")
    return _reply(id_, name, node, acted)


def _is_left_alone(cib: Cib, resource: Element, node: str) -> bool:
    """Tell whether the cluster keeps its hands off a resource on a node."""
    if is_true(cluster_option(cib, "maintenance-mode"), otherwise=False):
        return True
    if has_state(cib, node, NODE_MAINTENANCE):
        return True
    in_maintenance = is_true(effective(cib, resource, MAINTENANCE), otherwise=False)
    return in_maintenance or not is_true(effective(cib, resource, IS_MANAGED), otherwise=True)


def _managed(id_: str) -> Diagnostic:
    message = f"the cluster manages {id_!r}, and would take this for a failure"
    hint = f"'maintenance on {id_}' lets it keep its hands off"
    return Diagnostic("needs-maintenance", message, subject=id_, hint=hint)


def _reply(id_: str, name: str, node: str, acted: Acted) -> Reply:
    line = f"{id_}: {name} on {node}: {acted.words} ({acted.code})\n"
    record = {
        "kind": "action",
        "resource": id_,
        "action": name,
        "node": node,
        "code": acted.code,
        "text": acted.words,
        "output": acted.output,
    }
    if acted.ok:
        text = line + (f"{acted.output}\n" if acted.output else "")
        return Reply(text, "text", (record,))
    message = f"{name} of {id_!r} failed on {node}: {acted.words} ({acted.code})"
    problem = Diagnostic("action-failed", message, subject=id_, hint=acted.output or None)
    return Reply(records=(record,), diagnostics=(problem,), status=ExitStatus.ERROR)
