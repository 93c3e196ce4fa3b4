"""The commands of `node` that fence a node, or tell the cluster that one is off."""

from collections.abc import Sequence
from dataclasses import replace

from crmsh_py.commands.confirming import is_confirmed
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.node.choice import the_node
from crmsh_py.commands.parameters import NODE, WAIT
from crmsh_py.commands.waits import wait_after
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.words import BOOLEANS
from crmsh_py.model.cib import Cib
from crmsh_py.model.meta import cluster_option
from crmsh_py.pacemaker import nodes
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.state import ClusterStatus
from crmsh_py.pacemaker.waiting import Before, look

_ACTIONS = ("reboot", "off")
_DONE = {"reboot": "rebooted", "off": "switched off"}
_DOES = {"reboot": "reboot", "off": "switch off"}
_SHOWN = 5


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        WAIT, NODE, Parameter("action", choices=_ACTIONS, meaning="default: what the property says")
    )(fence)
    level.command(WAIT, NODE)(clearstate)


def fence(context: Context, arguments: Arguments) -> Reply:
    """Fence a node: the cluster reboots it, or switches it off, by one of its fencing devices.

    What of the two, the property stonith-action says, or the word behind the name. At the prompt it
    asks first; a one-liner or a batch needs `crm --yes`. Waits for it, and says which device's node
    did it. `--wait` waits for the resources as well: until they run elsewhere.

    Example:
        # what the property stonith-action says
        fence node2
        # switch it off
        fence node2 off
    """
    tools = context.tools
    node = the_node(context, arguments["node"]).name
    action = arguments["action"] or _usual_action(context.session.cib)
    devices = nodes.devices_for(tools, node)
    if not devices:
        raise CrmError(_no_device(context.session.cib, node))
    status = read_status(tools)
    by = ", ".join(devices)
    if context.options.dry_run:
        return Reply(notes=(f"dry run: {node} was not fenced by {by} ({action})",))
    question = f"{by} will {_DOES[action]} {node}{_losses(status, node)}. Fence it?"
    hint = f"'crm --yes node fence {node}' does it"
    if not is_confirmed(context, question, hint=hint):
        return Reply(notes=("nothing was fenced",))
    before = _before(context, arguments)
    _fence(context, node, action)
    return _and_wait(context, before, [_verdict(read_status(tools), node, action)])


def clearstate(context: Context, arguments: Arguments) -> Reply:
    """Tell the cluster that a node that it has lost is off, so that it goes on without it.

    Only say so after looking: if the node still runs, its data may be damaged. At the prompt it
    asks first; a one-liner or a batch needs `crm --yes`. Of a node that is online, what failed
    there is cleaned up.

    Example:
        clearstate node2
    """
    tools = context.tools
    node = the_node(context, arguments["node"]).name
    state = read_status(tools).node(node)
    is_online = state is not None and state.online and not state.unclean
    if state is not None and not state.online and not state.unclean and not state.pending:
        return Reply(notes=(f"{node} is offline, and the cluster takes it for off already",))
    what = "its failures were not cleaned up" if is_online else "it was not taken for off"
    if context.options.dry_run:
        return Reply(notes=(f"dry run: {node} is left as it is: {what}",))
    question = f"Is {node} off for certain? The cluster will start elsewhere what ran there."
    if is_online:
        question = f"{node} is online. Clean up what failed there?"
    if not is_confirmed(context, question, hint=f"'crm --yes node clearstate {node}' does it"):
        return Reply(notes=(f"{node} is left as it is",))
    before = _before(context, arguments)
    if is_online:
        nodes.clean_up(tools, node)
        return _and_wait(context, before, [f"cleaned up what failed on {node}"])
    nodes.confirm_off(tools, node)
    return _and_wait(context, before, [f"the cluster takes {node} for off"])


# ------------------------------------------------------------------ fencing


def _usual_action(cib: Cib) -> str:
    found = cluster_option(cib, "fencing-action") or cluster_option(cib, "stonith-action")
    value = "reboot" if found is None else found.value.lower()
    return "off" if value in {"off", "poweroff"} else "reboot"


def _no_device(cib: Cib, node: str) -> Diagnostic:
    enabled = cluster_option(cib, "fencing-enabled") or cluster_option(cib, "stonith-enabled")
    hint = "'configure primitive fence-ID stonith:AGENT …' makes a device"
    if enabled is not None and BOOLEANS.get(enabled.value.lower()) is False:
        hint = "'configure property stonith-enabled=true' lets the cluster use its devices"
    message = f"no fencing device of the cluster can fence {node!r}"
    return Diagnostic("no-fence-device", message, subject=node, hint=hint)


def _losses(status: ClusterStatus, node: str) -> str:
    """Say what runs on a node, for the question."""
    found = [one.id for one in status.resources if one.active and node in one.nodes]
    if not found:
        return ""
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    runs = "runs" if len(found) == 1 else "run"
    return f", and {', '.join(found[:_SHOWN])}{more} {runs} there"


def _fence(context: Context, node: str, action: str) -> None:
    context.interaction.progress(f"fencing {node} ({action})")
    try:
        nodes.fence(context.tools, node, action)
    finally:
        context.interaction.progress("")


def _verdict(status: ClusterStatus, node: str, action: str) -> str:
    """Say what the cluster noted of the last fencing of a node."""
    events = [one for one in status.fencing if one.target == node and one.status == "success"]
    latest = max(events, key=lambda one: one.when, default=None)
    if latest is None or not latest.delegate:
        return f"{node} was {_DONE[action]}"
    return f"{node} was {_DONE[action]} through {latest.delegate}"


# ------------------------------------------------------------------ waiting


def _before(context: Context, arguments: Arguments) -> Before | None:
    waits = arguments["wait"] or context.options.wait
    return look(context.tools) if waits else None


def _and_wait(context: Context, before: Before | None, lines: Sequence[str]) -> Reply:
    if before is None:
        return Reply(notes=tuple(lines))
    context.interaction.show(Reply(notes=tuple(lines)))  # told before what may take its time
    return wait_after(context, replace(before, restless=frozenset()), [])
