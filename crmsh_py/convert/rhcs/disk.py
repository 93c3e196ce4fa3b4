"""The quorum disk (`<quorumd>`) as a quorum device on another machine."""

from dataclasses import dataclass, field

from crmsh_py.convert.rhcs.choices import QuorumDisk
from crmsh_py.convert.rhcs.heuristics import heuristics, pings
from crmsh_py.convert.rhcs.nodes import whole_number
from crmsh_py.convert.rhcs.votes import disk_votes
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.corosync.writing import Block
from crmsh_py.xmltree import Element

HOST_WANTED = "QNETD-HOST"
"""Stands for the host in a section that is only a remark."""
_TWO = 2
_INTERVAL, _TKO = 1, 10
_TIMEOUT, _SYNC_TIMEOUT = 10_000, 30_000
"""Milliseconds; what corosync-qdevice takes by default."""
_LONGEST = 3_600_000


@dataclass(frozen=True, slots=True)
class Disk:
    """A quorum disk: its votes, and the milliseconds after which a node counted as dead."""

    element: Element = field(repr=False)
    votes: int
    timeout: int
    name: str
    master_wins: bool = False


@dataclass(frozen=True, slots=True)
class Device:
    """What takes the place of a disk: the section (a remark while no host is known), its votes."""

    block: Block
    algorithm: str
    votes: int


def read_disk(work: Work, nodes: tuple[int, ...]) -> Disk | None:
    """Return the quorum disk, if the file has one; `nodes` are the votes of the nodes."""
    found = children(work.document.root, "quorumd")
    for other in found[1:]:
        message = "there is more than one <quorumd>: only the first one counts"
        work.warn("repeated-element", message, other)
        work.take_all(other)
    if not found:
        return None
    element = found[0]
    label, path = work.take(element, "label"), work.take(element, "device")
    return Disk(
        element,
        _votes(work, element, nodes),
        _timeout(work, element),
        label or path or "",
        master_wins=work.take(element, "master_wins") == "1",
    )


def device_for(work: Work, disk: Disk, nodes: tuple[int, ...]) -> Device | None:
    """Return the quorum device that takes the place of a disk; None if there should be none."""
    _remind_of_pings(work)
    if disk.votes == 0:
        message = "the quorum disk has no votes: nothing takes its place"
        hint = "its heuristics can become fence_heuristics_ping, or a clone of ocf:pacemaker:ping"
        work.warn("approximated", message, disk.element, "votes", hint=hint)
        return None
    if work.choices.qdisk is QuorumDisk.SBD:
        _to_sbd(work, disk)
        return None
    algorithm = _algorithm(disk, nodes)
    votes = 1 if algorithm == "ffsplit" else disk_votes(nodes)
    block = _block(
        work, disk, algorithm, votes if algorithm == "ffsplit" or _uneven(nodes) else None
    )
    return Device(block, algorithm, votes)


def _uneven(nodes: tuple[int, ...]) -> bool:
    return any(votes != 1 for votes in nodes)


def _algorithm(disk: Disk, nodes: tuple[int, ...]) -> str:
    """Choose: one half goes on (ffsplit), or the last node does (lms)."""
    return "ffsplit" if len(nodes) == _TWO or disk.votes == 1 or disk.master_wins else "lms"


def _block(work: Work, disk: Disk, algorithm: str, votes: int | None) -> Block:
    host = work.choices.qnetd
    tie_breaker = (("tie_breaker", "lowest"),) if algorithm == "ffsplit" else ()
    net = Block("net", (("host", host or HOST_WANTED), ("algorithm", algorithm), *tie_breaker))
    timing = [("timeout", str(disk.timeout))] if disk.timeout > _TIMEOUT else []
    if disk.timeout > _SYNC_TIMEOUT:
        timing.append(("sync_timeout", str(disk.timeout)))
    count = () if votes is None else (("votes", str(votes)),)
    parts = (("model", "net"), *count, *timing, net, *heuristics(work, disk.element, disk.timeout))
    place = work.place(disk.element)
    note = "" if host else "as a comment: the host of a quorum device is missing"
    work.draft.became(_title(disk), "corosync.conf quorum.device", note=note, location=place)
    if host:
        work.draft.remind(
            f"Install corosync-qnetd on {host} and corosync-qdevice on all nodes, then exchange"
            " certificates ('corosync-qdevice-net-certutil')."
        )
    return Block("device", parts, is_remark=not host)


def _title(disk: Disk) -> str:
    return f"quorum disk {disk.name}".rstrip()


def _votes(work: Work, element: Element, nodes: tuple[int, ...]) -> int:
    text = work.take(element, "votes")
    number = None if text is None else whole_number(text)
    if text is not None and number is None:
        message = "votes are a number: the disk is taken for one with a vote less than the nodes"
        work.warn("unusable-value", message, element, "votes")
    return disk_votes(nodes) if number is None else number


def _timeout(work: Work, element: Element) -> int:
    """Return when a node counted as dead; corosync-qdevice wants ten seconds at least."""
    figures = []
    for name, default in (("interval", _INTERVAL), ("tko", _TKO)):
        text = work.take(element, name)
        number = default if text is None else whole_number(text)
        if not number:
            message = f"{name!r} is a number from 1 on: it is taken for {default}"
            work.warn("unusable-value", message, element, name)
        figures.append(number or default)
    wanted = figures[0] * figures[1] * 1000
    if not _TIMEOUT <= wanted <= _LONGEST:
        message = f"a node counted as dead after {wanted // 1000} s; for a quorum device that is"
        limits = f"{_TIMEOUT // 1000} s at least, {_LONGEST // 1000} s at most"
        work.tell("approximated", f"{message} {limits}", element)
    return min(max(wanted, _TIMEOUT), _LONGEST)


def _to_sbd(work: Work, disk: Disk) -> None:
    partition = disk.name or "the partition of the quorum disk"
    work.draft.became(_title(disk), note="SBD, by hand", location=work.place(disk.element))
    work.draft.remind(
        f"Make an SBD disk of {partition} ('sbd -d DEVICE create'), write it as SBD_DEVICE into"
        " /etc/sysconfig/sbd or /etc/default/sbd of all nodes, and add a fence_sbd device, or"
        " set stonith-watchdog-timeout."
    )


def _remind_of_pings(work: Work) -> None:
    if pings(work):
        work.draft.remind(
            "See whether cut-off nodes are to be kept from winning, as qdiskd's pings did: a device"
            " of the agent fence_heuristics_ping at the front of level 1 of each node does that for"
            " fencing, and a clone of ocf:pacemaker:ping with a location rule for resources."
        )
