"""What corosync says of membership, votes and quorum (corosync-quorumtool, corosync-cmapctl)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crmsh_py.corosync.votes import Voter, Voting, breakers_of, survival, words
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import Outcome

_NOT_QUORATE = 2
"""The status of corosync-quorumtool on a node without quorum."""

_NO_CONNECTION = re.compile(
    r"cannot (initialize|connect)|can't (initialize|connect)|CS_ERR_LIBRARY|"
    r"could not initialize|failed to initialize",
    re.IGNORECASE,
)
_FIELD = re.compile(r"^(?P<name>[A-Z][A-Za-z ]+):[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_MEMBER = re.compile(
    r"^\s*(?P<id>0x[0-9a-f]+|\d+)\s+(?P<votes>\d+)\s+"
    r"(?:(?P<device>(?:A|NA|NR),?\S*)\s+)?(?P<name>\S+)?(?P<local> \(local\))?\s*$",
    re.MULTILINE,
)
_CMAP = re.compile(r"^(?P<key>\S+) \((?P<type>\w+)\) = (?P<value>.*?)\s*$", re.MULTILINE)
_NODE = re.compile(r"nodelist\.node\.(\d+)\.(\w+)")


@dataclass(frozen=True, slots=True)
class Member:
    """A node that corosync sees, and its votes; `device` says how it stands to the device."""

    id: int
    votes: int
    name: str
    local: bool = False
    device: str = ""


@dataclass(frozen=True, slots=True)
class Quorum:
    """What corosync-quorumtool says; `device_votes` is None without a quorum device."""

    text: str
    provider: str
    quorate: bool
    members: tuple[Member, ...]
    expected: int
    highest: int
    total: int
    quorum: int
    flags: tuple[str, ...]
    blocked: bool = False
    device_votes: int | None = None

    def record(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {
            "provider": self.provider,
            "quorate": self.quorate,
            "expected_votes": self.expected,
            "total_votes": self.total,
            "quorum": self.quorum,
            "flags": list(self.flags),
            "device_votes": self.device_votes,
            "members": [
                {"id": one.id, "name": one.name, "votes": one.votes, "local": one.local}
                for one in self.members
            ],
        }


@dataclass(frozen=True, slots=True)
class Electorate:
    """All nodes, those that are not there too, with the rules of voting."""

    seen: Quorum
    voting: Voting

    @property
    def explanation(self) -> str:
        """What may still fail, in one line."""
        return words(self.voting, survival(self.voting))


def read_quorum(tools: Tools) -> Quorum:
    """Ask corosync.  Raises CrmError (corosync-not-running, and as `Tools.run`)."""
    return parse_quorum(ask(tools, "corosync-quorumtool", "-s", accepted=(_NOT_QUORATE,)))


def read_electorate(tools: Tools) -> Electorate:
    """Ask corosync for quorum and for the rules.  Raises CrmError as `read_quorum`."""
    seen = read_quorum(tools)
    settings = parse_cmap(ask(tools, "corosync-cmapctl"))
    return Electorate(seen, voting_of(seen, settings))


def read_names(tools: Tools) -> dict[int, str]:
    """Return the names of the nodes of the nodelist by their ids.  Raises as `read_quorum`."""
    settings = parse_cmap(ask(tools, "corosync-cmapctl", "nodelist."))
    return {one.id: one.name for one in _listed(settings)}


def reload_corosync(tools: Tools) -> None:
    """Let corosync on all nodes read its file anew.  Raises CrmError as `read_quorum`."""
    ask(tools, "corosync-cfgtool", "-R")


def ask(tools: Tools, *argv: str, accepted: tuple[int, ...] = ()) -> str:
    """Return what a tool of corosync's prints.

    Raises CrmError (corosync-not-running, and as `Tools.run`).
    """
    outcome = tools.run(*argv, accepted=tuple(range(1, 256)))
    refused = outcome.status not in {0, *accepted}
    if refused or (outcome.status and _NO_CONNECTION.search(outcome.words)):
        raise _failure(outcome, tools)
    return outcome.stdout.decode(errors="replace")


def _failure(outcome: Outcome, tools: Tools) -> CrmError:
    said = outcome.words
    if _NO_CONNECTION.search(said):
        where = f" on {tools.host}" if tools.host else " here"
        hint = "'crm cluster start' starts it; the user has to be root, or in its uidgid list"
        problem = Diagnostic("corosync-not-running", f"corosync does not answer{where}", hint=hint)
        return CrmError(problem)
    message = f"{' '.join(outcome.argv)!r} failed with status {outcome.status}"
    return CrmError(Diagnostic("tool-failed", message, hint=said or None))


def parse_quorum(text: str) -> Quorum:
    """Return what the text of `corosync-quorumtool -s` says."""
    fields = {match["name"]: match["value"] for match in _FIELD.finditer(text)}
    _, _, table = text.partition("Membership information")
    rows = [_member(match) for match in _MEMBER.finditer(table)]
    devices = [one.votes for one in rows if one.id == 0]
    return Quorum(
        text=text,
        provider=fields.get("Quorum provider", ""),
        quorate=fields.get("Quorate") == "Yes",
        members=tuple(one for one in rows if one.id),
        expected=_number(fields, "Expected votes"),
        highest=_number(fields, "Highest expected"),
        total=_number(fields, "Total votes"),
        quorum=_number(fields, "Quorum"),
        flags=tuple(fields.get("Flags", "").split()),
        blocked="Activity blocked" in fields.get("Quorum", ""),
        device_votes=devices[0] if devices else None,
    )


def _member(match: re.Match[str]) -> Member:
    return Member(
        id=int(match["id"], 0),
        votes=int(match["votes"]),
        name=match["name"] or "",
        local=match["local"] is not None,
        device=match["device"] or "",
    )


def _number(fields: Mapping[str, str], name: str) -> int:
    digits = re.match(r"\d+", fields.get(name, ""))
    return int(digits[0]) if digits else 0


def parse_cmap(text: str) -> dict[str, str]:
    """Return what the text of `corosync-cmapctl` says: keys to values."""
    return {match["key"]: match["value"] for match in _CMAP.finditer(text)}


def voting_of(seen: Quorum, settings: Mapping[str, str]) -> Voting:
    """Return all nodes with the rules of voting, as corosync has them in memory."""
    breakers, highest = breakers_of(settings.get("quorum.auto_tie_breaker_node"))
    device = settings.get("quorum.device.model")
    flags = set(seen.flags)
    return Voting(
        nodes=_nodes(seen, settings),
        present=frozenset(one.id for one in seen.members),
        expected=seen.expected,
        device=_device_votes(seen, settings) if device else None,
        device_votes_now=bool(seen.device_votes),
        two_node="2Node" in flags,
        wait_for_all="WaitForAll" in flags,
        last_man_standing="LastManStanding" in flags,
        auto_tie_breaker="AutoTieBreaker" in flags,
        tie_breakers=breakers,
        highest_breaks_ties=highest,
    )


def _device_votes(seen: Quorum, settings: Mapping[str, str]) -> int:
    """Return the votes of the device; unless they are stated, one less than those of the nodes."""
    stated = settings.get("quorum.device.votes", "")
    if stated.isdigit():
        return int(stated)
    return seen.device_votes or sum(one.votes for one in _nodes(seen, settings)) - 1


def _nodes(seen: Quorum, settings: Mapping[str, str]) -> tuple[Voter, ...]:
    """Return the nodes of the nodelist and those that are seen, in the order of their ids."""
    found = {one.id: one for one in _listed(settings)}
    for one in seen.members:
        name = found[one.id].name if one.id in found else one.name
        found[one.id] = Voter(name, one.id, one.votes)
    return tuple(found[id_] for id_ in sorted(found))


def _listed(settings: Mapping[str, str]) -> list[Voter]:
    """Return the nodes of the nodelist."""
    listed: dict[str, dict[str, str]] = {}
    for key, value in settings.items():
        if match := _NODE.fullmatch(key):
            listed.setdefault(match[1], {})[match[2]] = value
    return [
        Voter(
            node.get("name") or node.get("ring0_addr", ""),
            int(node["nodeid"]),
            int(node.get("quorum_votes", "1")),
        )
        for node in listed.values()
        if node.get("nodeid", "").isdigit()
    ]
