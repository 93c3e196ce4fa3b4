"""The commands of `cluster` that start and stop it on nodes."""

from contextlib import ExitStack
from typing import TYPE_CHECKING

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.parameters import NODES
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.pacemaker import services
from crmsh_py.pacemaker.services import Startup

if TYPE_CHECKING:
    from crmsh_py.pacemaker.tools import Tools

_SHOWN = 5


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(NODES)(start)
    level.command(NODES)(stop)
    level.command(NODES)(restart)
    level.command(
        Parameter("seconds", Kind.VALUE, word="<seconds>", meaning="how long at most, default 120")
    )(wait_for_startup)


def start(context: Context, arguments: Arguments) -> Reply:
    """Start corosync and Pacemaker on this node, or on others over ssh, and wait for them.

    systemd does it, so it has to run there. All nodes are started before the first is waited for.

    Example:
        start
        start node2 node3
    """
    with ExitStack() as stack:
        nodes = _reached(context, arguments, stack)
        for tools in nodes:
            services.check_systemd(tools)
        if context.options.dry_run:
            return _dry_run(nodes, "started")
        return Reply(notes=tuple(_started(context, nodes)))


def stop(context: Context, arguments: Arguments) -> Reply:
    """Stop Pacemaker and corosync on this node, or on others over ssh.

    Resources that run there are moved, or stopped where no other node can have them: with any, the
    prompt asks first; a one-liner or a batch needs `crm --yes`. Of several nodes, Pacemaker is
    stopped on all of them before corosync, so that quorum lasts until resources are stopped.

    Example:
        stop
        stop node2 node3
    """
    with ExitStack() as stack:
        nodes = _reached(context, arguments, stack)
        if context.options.dry_run:
            return _dry_run(nodes, "stopped")
        if not _may_stop(context, nodes):
            return Reply(notes=("nothing was stopped",))
        return Reply(notes=tuple(_stopped(context, nodes)))


def restart(context: Context, arguments: Arguments) -> Reply:
    """Stop the cluster on this node, or on others over ssh, and start it again.

    Example:
        restart node2
    """
    with ExitStack() as stack:
        nodes = _reached(context, arguments, stack)
        if context.options.dry_run:
            return _dry_run(nodes, "restarted")
        if not _may_stop(context, nodes):
            return Reply(notes=("nothing was stopped",))
        done = _stopped(context, nodes)
        return Reply(notes=(*done, *_started(context, nodes)))


def wait_for_startup(context: Context, arguments: Arguments) -> Reply:
    """Wait until the cluster is up on this node: it is online, and there is a DC.

    Without a number of seconds it waits two minutes.

    Example:
        wait_for_startup 30
    """
    seconds = _seconds(arguments["seconds"])
    progress = context.interaction.progress
    with context.running() as tools:
        try:
            name = services.wait_until_online(tools, Startup(seconds, progress=progress))
        finally:
            progress("")
    return Reply(notes=(f"{name} is online",))


def _reached(context: Context, arguments: Arguments, stack: ExitStack) -> "list[Tools]":
    """Return the tools of the nodes that were named, each once; without any, of this one."""
    names: list[str | None] = list(dict.fromkeys(arguments["nodes"])) or [None]
    return [stack.enter_context(context.running(name)) for name in names]


def _dry_run(nodes: "list[Tools]", done: str) -> Reply:
    """Tell what was not done to nodes.  Raises CrmError (no-service-manager)."""
    for tools in nodes:
        services.check_systemd(tools)
    names = ", ".join(_name(tools) for tools in nodes)
    return Reply(notes=(f"dry run: the cluster was not {done} on {names}",))


def _may_stop(context: Context, nodes: "list[Tools]") -> bool:
    """Tell whether the nodes may be stopped, after asking if resources run there.

    Raises CrmError (no-service-manager, would-stop-resources).
    """
    active: dict[str, tuple[str, ...]] = {}
    for tools in nodes:
        services.check_systemd(tools)
        name = services.own_name(tools)
        found = services.busy(tools, name) if name else ()
        if found:
            active[name] = found
    if not active or context.options.yes:
        return True
    words = "; ".join(f"{name} has {_listed(found)}" for name, found in active.items())
    if context.interaction.can_ask:
        question = f"{words}. Stop the cluster there?"
        return context.interaction.choose(question, ("yes", "no")) == "yes"
    hint = "'crm --yes cluster stop' moves or stops them; 'crm node standby' moves them first"
    problem = Diagnostic("would-stop-resources", f"resources are active: {words}", hint=hint)
    raise CrmError(problem)


def _listed(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more


def _started(context: Context, nodes: "list[Tools]") -> list[str]:
    progress = context.interaction.progress
    try:
        for tools in nodes:
            progress(f"starting {_name(tools)}")
            services.start(tools)
        waited = [services.wait_until_online(one, Startup(progress=progress)) for one in nodes]
    finally:
        progress("")
    return [f"{name} is online" for name in waited]


def _stopped(context: Context, nodes: "list[Tools]") -> list[str]:
    progress = context.interaction.progress
    try:
        for what, act in (
            ("Pacemaker", services.stop_pacemaker),
            ("corosync", services.stop_corosync),
        ):
            for tools in nodes:
                progress(f"stopping {what} on {_name(tools)}")
                act(tools)
    finally:
        progress("")
    return [f"the cluster is stopped on {_name(tools)}" for tools in nodes]


def _name(tools: "Tools") -> str:
    return tools.host or "this node"


def _seconds(text: str | None) -> float:
    if text is None:
        return Startup().seconds
    if not (text.isascii() and text.isdigit()):
        raise CrmError(Diagnostic("usage", f"{text!r} is no number of seconds", subject=text))
    return float(text)
