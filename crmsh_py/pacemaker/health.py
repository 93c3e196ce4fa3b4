"""Whether the cluster is as it should be: corosync and Pacemaker, and both against each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from crmsh_py.diagnostics import CrmError
from crmsh_py.pacemaker.links import read_links
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.quorum import Electorate, read_electorate
from crmsh_py.pacemaker.state import ClusterStatus
from crmsh_py.pacemaker.tools import Tools

_COMM_LENGTH = 15
"""Of so many characters are the names of processes (proc(5), comm)."""

_DAEMONS = (
    "corosync",
    "pacemakerd",
    "pacemaker-based",
    "pacemaker-fenced",
    "pacemaker-execd",
    "pacemaker-attrd",
    "pacemaker-schedulerd",
    "pacemaker-controld",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and what it is like; `hint` says what to do about a problem."""

    subject: str
    ok: bool
    words: str
    hint: str = ""


Findings = Iterator[Finding]
Answer = TypeVar("Answer")


def examine(tools: Tools) -> list[Finding]:
    """Look at everything.  What cannot be asked is a finding too."""
    electorate, first = _asked("corosync", tools, read_electorate)
    status, second = _asked("pacemaker", tools, read_status)
    found = [*first]
    if electorate is not None:
        found += [*_quorum(electorate), *_corosync_members(electorate), *_links(tools, electorate)]
    found += [*_daemons(tools), *second]
    if status is not None:
        found += [*_nodes(status), *_versions(status), *_controller(status), *_fencing(status)]
    if electorate is not None and status is not None:
        found += _both(electorate, status)
    return found


def _asked(
    subject: str, tools: Tools, question: Callable[[Tools], Answer]
) -> tuple[Answer | None, list[Finding]]:
    try:
        return question(tools), []
    except CrmError as error:
        problem = error.diagnostics[0]
        return None, [Finding(subject, ok=False, words=problem.message, hint=problem.hint or "")]


def _quorum(electorate: Electorate) -> Findings:
    seen = electorate.seen
    if seen.quorate:
        words = f"{seen.total} of {seen.expected} votes are there, {electorate.explanation}"
        yield Finding("quorum", ok=True, words=words)
    else:
        words = f"{seen.total} of {seen.expected} votes are there: no quorum"
        hint = "bring nodes back; without quorum Pacemaker does nothing, or stops resources"
        yield Finding("quorum", ok=False, words=words, hint=hint)


def _corosync_members(electorate: Electorate) -> Findings:
    voting = electorate.voting
    missing = [node.name for node in voting.nodes if node.id not in voting.present]
    if missing:
        words = f"corosync does not see {_names(missing)}"
        hint = "'crm cluster start NODE', or look at the machine and the network"
        yield Finding("membership", ok=False, words=words, hint=hint)
    else:
        words = f"corosync sees all {len(voting.nodes)} nodes"
        yield Finding("membership", ok=True, words=words)


def _links(tools: Tools, electorate: Electorate) -> Findings:
    """Look at the links to the other nodes."""
    links, problems = _asked("links", tools, read_links)
    yield from problems
    if links is None:
        return
    names = {node.id: node.name for node in electorate.voting.nodes}
    hint = "look at cables, addresses and firewalls of that network"
    for link in links:
        lost = [names.get(peer.id or 0, "other nodes") for peer in link.peers if not peer.connected]
        if lost:
            words = f"link {link.number} is disconnected from {_names(lost)}"
            yield Finding("links", ok=False, words=words, hint=hint)
    if all(peer.connected for link in links for peer in link.peers):
        count = "the link is" if len(links) == 1 else f"all {len(links)} links are"
        yield Finding("links", ok=True, words=f"{count} connected")


def _daemons(tools: Tools) -> Findings:
    """Look at the processes on the node that is asked."""
    running, problems = _asked("daemons", tools, _processes)
    yield from problems
    if running is None:
        return
    missing = [name for name in _DAEMONS if name[:_COMM_LENGTH] not in running]
    where = f" on {tools.host}" if tools.host else ""
    if missing:
        hint = "'crm cluster start'; the system's log says why a daemon ended"
        words = f"not running{where}: {', '.join(missing)}"
        yield Finding("daemons", ok=False, words=words, hint=hint)
    else:
        yield Finding("daemons", ok=True, words=f"corosync and Pacemaker's daemons run{where}")


def _processes(tools: Tools) -> set[str]:
    return set(tools.text("ps", "-e", "-o", "comm=").split())


def _nodes(status: ClusterStatus) -> Findings:
    """Look at the nodes as Pacemaker sees them."""
    unclean = [node.name for node in status.nodes if node.unclean]
    offline = [node.name for node in status.nodes if not node.online and not node.unclean]
    pending = [node.name for node in status.nodes if node.pending]
    if unclean:
        words = f"unclean, and to be fenced: {', '.join(unclean)}"
        hint = "look whether fencing works; once they are surely off: 'crm node clearstate NODE'"
        yield Finding("nodes", ok=False, words=words, hint=hint)
    if offline:
        hint = "'crm cluster start NODE'"
        words = f"offline for Pacemaker: {', '.join(offline)}"
        yield Finding("nodes", ok=False, words=words, hint=hint)
    if pending:
        words = f"joining for Pacemaker: {', '.join(pending)}"
        yield Finding("nodes", ok=False, words=words, hint="wait: 'crm cluster wait_for_startup'")
    if not (unclean or offline or pending):
        yield Finding(
            "nodes", ok=True, words=f"Pacemaker sees all {len(status.nodes)} nodes online"
        )


def _versions(status: ClusterStatus) -> Findings:
    """Compare the releases of Pacemaker, which feature sets stand for."""
    sets = {node.feature_set for node in status.nodes if node.online and node.feature_set}
    dc = status.root.find("summary/current_dc")
    if len(sets) > 1 or (dc is not None and dc.get("mixed_version") == "true"):
        words = f"nodes run different releases of Pacemaker ({', '.join(sorted(sets))})"
        hint = "finish the upgrade soon: what only the newer one knows is not used"
        yield Finding("versions", ok=False, words=words, hint=hint)
    else:
        yield Finding("versions", ok=True, words="all nodes run the same release of Pacemaker")


def _controller(status: ClusterStatus) -> Findings:
    if status.dc is None:
        words = "there is no designated controller (DC)"
        hint = "one is elected within dc-deadtime (20 s); without quorum there may be none"
        yield Finding("controller", ok=False, words=words, hint=hint)
    else:
        yield Finding("controller", ok=True, words=f"{status.dc} is the designated controller")


def _fencing(status: ClusterStatus) -> Findings:
    devices = [one for one in status.resources if one.agent.startswith("stonith:")]
    if status.options.get("stonith-enabled") == "false":
        words = "fencing is switched off (stonith-enabled=false)"
        hint = "configure a device, then 'crm configure property stonith-enabled=true'"
        yield Finding("fencing", ok=False, words=words, hint=hint)
    elif not devices:
        words = "there is no fencing device"
        hint = "'crm configure primitive NAME stonith:AGENT'; resources do not start without"
        yield Finding("fencing", ok=False, words=words, hint=hint)
    elif not any(one.active for one in devices):
        words = "no fencing device is started"
        yield Finding("fencing", ok=False, words=words, hint="'crm resource why NAME' says why")
    else:
        yield Finding(
            "fencing", ok=True, words=f"fencing devices: {_names([one.id for one in devices])}"
        )


def _both(electorate: Electorate, status: ClusterStatus) -> Findings:
    """Compare what corosync sees with what Pacemaker sees."""
    there = {str(one.id): one.name for one in electorate.seen.members}
    online = {node.id for node in status.nodes if node.online and node.kind == "member"}
    names = {node.id: node.name for node in status.nodes}
    only_corosync = [name for id_, name in there.items() if id_ not in online]
    only_pacemaker = [names[id_] for id_ in sorted(online - set(there))]
    if only_corosync:
        words = f"in corosync's membership, but not online for Pacemaker: {_names(only_corosync)}"
        hint = "'crm cluster start NODE': Pacemaker does not run there"
        yield Finding("agreement", ok=False, words=words, hint=hint)
    if only_pacemaker:
        words = f"online for Pacemaker, but not in corosync's membership: {_names(only_pacemaker)}"
        hint = "this settles by itself in a moment; if not, look at the logs"
        yield Finding("agreement", ok=False, words=words, hint=hint)
    if not (only_corosync or only_pacemaker):
        yield Finding("agreement", ok=True, words="corosync and Pacemaker see the same nodes")


def _names(names: Sequence[str]) -> str:
    return ", ".join(names)
