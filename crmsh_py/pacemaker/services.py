"""Starting and stopping the cluster's services on a node, with systemd."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.state import ClusterStatus, NodeState
from crmsh_py.pacemaker.tools import Tools

PACEMAKER, COROSYNC, DEVICE = "pacemaker", "corosync", "corosync-qdevice"

_SYSTEMD = "/run/systemd/system"
"""Is there while systemd runs the machine (sd_booted(3))."""

_SERVICE_SECONDS = 1800.0
"""Stopping waits for all resources of the node to move or stop."""

_INTERVAL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Startup:
    """How long to wait for a node, how often to look, and who is told how it goes."""

    seconds: float = 120.0
    interval: float = _INTERVAL_SECONDS
    progress: Callable[[str], None] = lambda _: None


def check_systemd(tools: Tools) -> None:
    """Raise CrmError (no-service-manager) where systemd does not run the machine."""
    if tools.run("test", "-d", _SYSTEMD, accepted=(1,)).status:
        where = tools.host or "this machine"
        words = f"{where} is not run by systemd: the cluster cannot be started or stopped from here"
        hint = "start 'corosync', then 'pacemakerd', with what the system has for that"
        raise CrmError(Diagnostic("no-service-manager", words, hint=hint))


def start(tools: Tools) -> None:
    """Start corosync, its quorum device where it is to run, and Pacemaker.  Raises CrmError."""
    device = tools.run("systemctl", "is-enabled", "--quiet", DEVICE, accepted=tuple(range(1, 8)))
    wanted = [COROSYNC, *([DEVICE] if device.status == 0 else []), PACEMAKER]
    _systemctl(tools, "start", wanted)


def stop_pacemaker(tools: Tools) -> None:
    """Stop Pacemaker, which first moves or stops the node's resources.  Raises CrmError."""
    _systemctl(tools, "stop", [PACEMAKER])


def stop_corosync(tools: Tools) -> None:
    """Stop corosync; Pacemaker has to be stopped before.  Raises CrmError."""
    _systemctl(tools, "stop", [COROSYNC])


def _systemctl(tools: Tools, verb: str, services: Sequence[str]) -> None:
    argv = ["systemctl", verb, *services]
    outcome = tools.run(*argv, seconds=_SERVICE_SECONDS, accepted=tuple(range(1, 256)))
    if outcome.status:
        where = f" on {tools.host}" if tools.host else ""
        words = f"'{' '.join(argv)}' failed{where}"
        said = f"{outcome.words}\n'journalctl -u {services[-1]}' says more".lstrip()
        raise CrmError(Diagnostic("tool-failed", words, hint=said))


def wait_until_online(tools: Tools, startup: Startup) -> str:
    """Wait until the node that is asked is online, and there is a DC; return its name.

    Raises CrmError (timed-out).
    """
    end = time.monotonic() + startup.seconds
    said = ""
    while True:
        name = own_name(tools)
        missing = _missing(name, _status(tools))
        if not missing:
            return name
        if missing != said:
            startup.progress(missing)
            said = missing
        if time.monotonic() >= end:
            words = f"the cluster was not up within {startup.seconds:g} seconds: {missing}"
            hint = "'crm cluster health' says what is wrong"
            raise CrmError(Diagnostic("timed-out", words, hint=hint))
        time.sleep(startup.interval)


def own_name(tools: Tools) -> str:
    """Return the name that Pacemaker gives the node that is asked; "" while it does not run."""
    try:
        return tools.text("crm_node", "--name").strip()
    except CrmError:
        return ""


def _status(tools: Tools) -> ClusterStatus | None:
    try:
        return read_status(tools)
    except CrmError:
        return None


def _missing(name: str, status: ClusterStatus | None) -> str:
    """Say what a node still waits for; "" if it is online."""
    if status is None or not name:
        return "waiting for Pacemaker to answer"
    if status.dc is None:
        return "waiting for a designated controller (DC)"
    node = next((one for one in status.nodes if one.name == name), None)
    if node is None or not node.online or node.pending:
        return f"waiting for {name} to join"
    return ""


def busy(tools: Tools, name: str) -> tuple[str, ...]:
    """Return the resources that are active on a node; none if Pacemaker does not run there."""
    status = _status(tools)
    if status is None or not _is_online(status.nodes, name):
        return ()
    active = (one for one in status.resources if one.active and name in one.nodes)
    ids = [one.id for one in active if not one.agent.startswith("stonith:")]
    return tuple(dict.fromkeys(ids))


def _is_online(nodes: Sequence[NodeState], name: str) -> bool:
    return any(node.name == name and node.online for node in nodes)
