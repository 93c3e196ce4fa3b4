"""The votes: `expected_votes`, `two_node` and the quorum disk as corosync.conf's quorum."""

from dataclasses import dataclass, replace

from crmsh_py.convert.membership import Member, Settings
from crmsh_py.convert.rhcs.disk import Device, Disk, device_for, read_disk
from crmsh_py.convert.rhcs.nodes import ClusterNode, whole_number
from crmsh_py.convert.rhcs.votes import (
    OldVoting,
    rule_of_thumb,
    survivable,
    survivable_now,
    table,
)
from crmsh_py.convert.rhcs.work import Work, children
from crmsh_py.corosync.votes import Voter, Voting
from crmsh_py.corosync.writing import Block
from crmsh_py.xmltree import Element

_TWO = 2
_PAIR = (1, 1)
_WAITS = (
    "with 'two_node' corosync waits at start until both nodes have been there once"
    " ('wait_for_all'); cman did not"
)
_TRUE = frozenset({"1", "yes", "on", "true"})


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who votes: the settings of corosync.conf's quorum, and its device if there is one."""

    settings: Settings = ()
    device: Block | None = None


def quorum_of_cluster(work: Work, nodes: tuple[ClusterNode, ...]) -> Quorum:
    """Convert what the file says on votes, and explain what changes."""
    cman = next(iter(children(work.document.root, "cman")), None)
    votes = tuple(node.member.votes for node in nodes)
    disk = read_disk(work, votes)
    of_disk = disk.votes if disk else 0
    then = OldVoting(
        votes,
        of_disk,
        _expected(work, cman, {sum(votes), sum(votes) + of_disk}),
        two_node=_two_node(work, cman, votes),
    )
    device = device_for(work, disk, votes) if disk else None
    settings = _expected_votes(work, cman, then, device)
    active = device if device is not None and not device.block.is_remark else None
    now = _voting([node.member for node in nodes], active, dict(settings))
    place = _first(disk.element if disk else None, cman, nodes)
    _tell_of_two_nodes(work, then, now, place)
    _explain(work, then, now, place)
    if disk:
        _tell_of_disk(work, disk, device, then, now)
    return Quorum(settings, device.block if device else None)


def _first(disk: Element | None, cman: Element | None, nodes: tuple[ClusterNode, ...]) -> Element:
    """Return the element that messages on votes point at."""
    if disk is not None:
        return disk
    if cman is not None:
        return cman
    return nodes[0].element


# ------------------------------------------------------------------ what the file says


def _expected(work: Work, cman: Element | None, accounted: set[int]) -> int | None:
    if cman is None:
        return None
    _tell_of_expected_nodes(work, cman, accounted)
    text = work.take(cman, "expected_votes")
    number = None if text is None else whole_number(text)
    if text is not None and not number:
        message = "'expected_votes' is a number from 1 on: it is left out"
        work.warn("unusable-value", message, cman, "expected_votes")
    return number or None


def _tell_of_expected_nodes(work: Work, cman: Element, accounted: set[int]) -> None:
    text = work.take(cman, "expected_nodes")
    if text is None:
        return
    message = "cman never read 'expected_nodes': it was meant to be 'expected_votes'"
    hint = "the votes are counted, as they were"
    if whole_number(text) not in accounted:
        hint = f"the file accounts for {_count(max(accounted), 'vote')}: is a node missing from it?"
    work.warn("ignored-by-cman", message, cman, "expected_nodes", hint=hint)


def _two_node(work: Work, cman: Element | None, votes: tuple[int, ...]) -> bool:
    if cman is None or (work.take(cman, "two_node") or "0").lower() not in _TRUE:
        return False
    if len(votes) == _TWO:
        place = work.place(cman, "two_node")
        work.draft.became("cman two_node", "corosync.conf quorum.two_node", location=place)
        return True
    message = f"'two_node' is for two nodes, and there are {len(votes)}: it is left out"
    work.warn("unusable-value", message, cman, "two_node")
    return False


def _expected_votes(
    work: Work, cman: Element | None, then: OldVoting, device: Device | None
) -> Settings:
    """Return `expected_votes` where more are expected than the file accounts for."""
    counted = sum(then.nodes)
    if cman is None or then.expected is None:
        return ()
    if then.two_node or then.expected in {counted, then.total}:
        place = work.place(cman, "expected_votes")
        note = "corosync counts the votes itself"
        work.draft.became("cman expected_votes", note=note, location=place)
        return ()
    if then.expected < counted:
        message = f"'expected_votes' is left out: corosync counts the votes, {counted} of the nodes"
        hint = "with less expected than there are, parts of the cluster could run apart at start"
        work.warn("expected-votes", message, cman, "expected_votes", hint=hint)
        return ()
    message = f"{then.expected} votes are expected, and the file accounts for {then.total}"
    is_active = device is not None and not device.block.is_remark
    if is_active or then.nodes == _PAIR:  # neither a device nor 'two_node' goes with it
        hint = "if a node is missing from the file, add it; else nothing is to be done"
        work.warn("expected-votes", message, cman, "expected_votes", hint=hint)
        return ()
    hint = "if no node is missing, 'corosync unset quorum.expected_votes'"
    work.warn("expected-votes", message, cman, "expected_votes", hint=hint)
    work.draft.became("cman expected_votes", "corosync.conf quorum.expected_votes")
    return (("expected_votes", str(then.expected)),)


# ------------------------------------------------------------------ what it comes to


def _voting(members: list[Member], device: Device | None, settings: dict[str, str]) -> Voting:
    """Return the voting of corosync with all nodes there."""
    voters = tuple(Voter(member.name, member.nodeid, member.votes) for member in members)
    total = sum(voter.votes for voter in voters) + (device.votes if device else 0)
    single_votes = all(voter.votes == 1 for voter in voters)
    return Voting(
        voters,
        frozenset(voter.id for voter in voters),
        int(settings.get("expected_votes", total)),
        device.votes if device else None,
        two_node=len(voters) == _TWO and device is None and single_votes,
    )


def _tell_of_two_nodes(work: Work, then: OldVoting, now: Voting, place: Element) -> None:
    if not now.two_node or then.two_node or then.disk:
        return
    message = "of the two nodes neither could be missing; with 'two_node' one alone goes on"
    hint = "fencing decides which one: check that it works"
    work.warn("two-node-added", message, place, hint=hint)


def _explain(work: Work, then: OldVoting, now: Voting, place: Element) -> None:
    """Show the arithmetic of then and now."""
    disk = f" + {then.disk} (quorum disk)" if then.disk else ""
    device = f" + {now.device} (quorum device)" if now.device else ""
    work.tell(
        "quorum-arithmetic",
        f"then: {_count(sum(then.nodes), 'vote')} (nodes){disk}, quorum {then.quorum},"
        f" {_count(survivable(then), 'node')} could crash; now:"
        f" {_count(now.total - (now.device or 0), 'vote')} (nodes){device}, quorum {now.quorum},"
        f" {_count(survivable_now(now), 'node')} may fail",
        place,
        hint=_WAITS if now.two_node else None,
    )
    work.draft.show(table("Votes, then (cman) and now (corosync)", then, now))
    if then.disk:
        without = replace(now, device_votes_now=False)
        title = "Votes if first the quorum disk, or the quorum device, has failed"
        work.draft.show(table(title, replace(then, disk=0), without))


def _count(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _tell_of_disk(
    work: Work, disk: Disk, device: Device | None, then: OldVoting, now: Voting
) -> None:
    """Tell what the end of a quorum disk means."""
    loss = (
        f"without it the quorum is {_count(now.quorum, 'vote')} of {now.total}, and"
        f" {survivable_now(now)} of {_count(len(then.nodes), 'node')} may fail ({survivable(then)}"
        " could)"
    )
    if device is None:
        if disk.votes:
            message = f"SBD takes the place of the quorum disk for fencing only: {loss}"
            work.warn("quorum-disk-sbd", message, disk.element)
        return
    if device.block.is_remark:
        message = f"the quorum disk has no place in corosync: {loss}"
        hint = (
            "give the host of a quorum device ('--qnetd HOST'), which votes in its place; the"
            " section for it is in corosync.conf as a comment"
        )
        work.error("quorum-disk", message, disk.element, hint=hint)
        return
    if disk.votes != device.votes:
        message = (
            f"the quorum disk had {_count(disk.votes, 'vote')}; the quorum device"
            f" ({device.algorithm}) has {device.votes}"
        )
        work.warn("quorum-votes", message, disk.element, "votes", hint=_hint(then, now))


def _hint(then: OldVoting, now: Voting) -> str:
    """Say what the last node could do, and can."""
    last = min(then.nodes, default=0) + then.disk
    may = f"now {survivable_now(now)} of {_count(len(then.nodes), 'node')} may fail"
    if last >= then.quorum:
        return may
    return (
        f"one node and the disk, {last} votes, were no quorum ({then.quorum}) unless it had been"
        f" lowered before, though by the rule of thumb it was {rule_of_thumb(last)}; {may}"
    )
