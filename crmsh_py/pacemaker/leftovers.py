"""Locations that are left over: those that `move` and `ban` made, and those that have expired."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crmsh_py.model.evaluating import State, expires, state_of
from crmsh_py.pacemaker.moments import local
from crmsh_py.xmltree import Element

_MADE_BY_TOOLS = "cli-"
"""What the ids of constraints begin with that crm_resource made (lib/pacemaker/pcmk_resource.c)."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A location that somebody may have forgotten.

    `by_tool` tells whether a move or ban made it; `until` is the last moment at which it holds.
    """

    id: str
    resource: str
    says: str
    by_tool: bool
    expired: bool
    until: str


def leftovers(root: Element, now: datetime) -> list[Leftover]:
    """Return what is left over in the constraints of a CIB."""
    found = (_leftover(one, now) for one in root.iterfind("configuration/constraints/rsc_location"))
    return [one for one in found if one.by_tool or one.expired]


def _leftover(element: Element, now: datetime) -> Leftover:
    rules = [*element.iterfind("rule"), *element.iterfind("lifetime/rule")]
    ends = [expires(one) for one in rules]
    known = [one for one in ends if one is not None]
    until = max(known) if known and len(known) == len(ends) else None
    return Leftover(
        element.get("id", ""),
        element.get("rsc") or element.get("rsc-pattern") or "",
        "; ".join(_says(element)),
        element.get("id", "").startswith(_MADE_BY_TOOLS),
        bool(rules) and all(state_of(one, now) is State.EXPIRED for one in rules),
        "" if until is None else local(until),
    )


def _says(element: Element) -> Iterator[str]:
    """Yield what a location wants, in short."""
    role = element.get("role", "Started")
    as_role = "" if role == "Started" else f" as {role}"
    if (node := element.get("node")) is not None:
        yield f"{_verb(element.get('score', '0'))} {node}{as_role}"
    for rule in element.iterfind("rule"):
        named = rule.findall("expression[@attribute='#uname']")
        names = [one.get("value", "") for one in named if one.get("operation") == "eq"]
        where = " ".join(names) or f"where rule {rule.get('id', '')} holds"
        yield f"{_verb(rule.get('score', '0'))} {where}{as_role}"


def _verb(score: str) -> str:
    if score.upper() in {"-INFINITY", "-INF"}:
        return "never on"
    return "avoids" if score.startswith("-") else "prefers"
