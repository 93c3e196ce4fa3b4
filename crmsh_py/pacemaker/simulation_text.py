"""What `crm_simulate` prints as text, line by line: for Pacemaker before 2.1, without XML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ROLES = frozenset({"Promoted", "Unpromoted", "Master", "Slave", "Started", "Stopped"})
_ALLOCATION = re.compile(r"(\w+): (\S+) allocation score on (\S+): (\S+)$")
_PROMOTION = re.compile(r"(?:\w+: )?(\S+) promotion score on (\S+): (\S+)$")
_LOAD = re.compile(
    r"(Original|Remaining|\w+): (?:(\S+) utilization on )?(\S+?)(?: capacity)?:(.*)$"
)
_FENCE = re.compile(r"(Fence) \([^)]*\) (\S+)(?: \(resource: [^)]*\))?(?: '(.*)')?$")
_ACTION = re.compile(
    r"(?P<action>[A-Z][\w-]*)\s+(?P<resource>\S+)\s+\(\s*(?P<where>[^)]*?)\s*\)"
    r"(?:\s+due to (?P<reason>.*?))?(?P<blocked>\s*\(?blocked\)?)?$"
)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A line that tells a score."""

    resource: str
    node: str
    score: str
    promotion: bool
    function: str


def score_lines(text: str) -> Iterator[ScoreLine]:
    """Yield the scores; a resource that is placed nowhere has `none` for its node."""
    for line in map(str.strip, text.splitlines()):
        if match := _ALLOCATION.match(line):
            yield ScoreLine(match[2], match[3], match[4], promotion=False, function=match[1])
        elif match := _PROMOTION.match(line):
            node = "" if match[2] == "none" else match[2]
            yield ScoreLine(match[1], node, match[3], promotion=True, function="")


def load_lines(text: str) -> Iterator[dict[str, Any]]:
    """Yield the capacities of nodes and what resources take of them, as arguments of a Load."""
    for line in map(str.strip, text.splitlines()):
        match = _LOAD.match(line)
        if match is None or not (" capacity:" in line or " utilization on " in line):
            continue
        amounts = {
            name: int(amount)
            for name, _, amount in (one.partition("=") for one in match[4].split())
            if amount.removeprefix("-").isdecimal()
        }
        yield {
            "resource": match[2] or "",
            "node": match[3],
            "amounts": amounts,
            "remaining": match[1] == "Remaining",
        }


def action_lines(text: str) -> Iterator[dict[str, Any]]:
    """Yield the lines of the transition's summary, as arguments of an Action."""
    _, _, summary = text.partition("Transition Summary:")
    summary, _, _ = summary.partition("Executing ")
    for line in map(str.strip, summary.splitlines()):
        words = line.lstrip("* ")
        if match := _FENCE.match(words):
            yield {"action": "fence", "resource": "", "node": match[2], "reason": match[3] or ""}
        elif match := _ACTION.match(words):
            yield {
                "action": match["action"].lower(),
                "resource": match["resource"],
                "reason": (match["reason"] or "").strip(),
                "blocked": match["blocked"] is not None,
                **_where(match["where"]),
            }


def _where(text: str) -> dict[str, str]:
    """Return the nodes and roles of `node`, `Role node`, `a -> b`, `Role -> Role node` …."""
    before, _, after = text.partition("->")
    left, right = before.split(), after.split()
    role = left.pop(0) if left and left[0] in _ROLES else ""
    next_role = right.pop(0) if right and right[0] in _ROLES else ""
    nodes = [*left, *right]
    return {
        "role": role,
        "next_role": next_role,
        "node": nodes[0] if nodes else "",
        "dest": nodes[1] if len(nodes) > 1 else "",
    }
