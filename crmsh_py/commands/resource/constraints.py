"""`constraints`: what is said about a resource, in the language and in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level
from crmsh_py.commands.parameters import RESOURCE
from crmsh_py.commands.relations import matched_by_patterns, relations
from crmsh_py.commands.resource.choice import the_resource
from crmsh_py.grammar.printer import to_text
from crmsh_py.model.cib import Cib
from crmsh_py.model.describe import describe
from crmsh_py.model.elements import container, kind
from crmsh_py.model.evaluating import State, expires, state_of
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.secrets import is_secret
from crmsh_py.xmltree import Element

_CLI = ("cli-ban-", "cli-prefer-")


@dataclass(frozen=True, slots=True)
class _Constraint:
    """A constraint: its statement, and what that means for the resource, line by line."""

    element: Element
    meaning: tuple[str, ...]
    state: str

    @property
    def text(self) -> str:
        """The constraint in the language."""
        return to_text(describe(self.element), is_secret)

    def record(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {
            "kind": "constraint",
            "id": self.element.get("id"),
            "type": kind(self.element),
            "text": self.text,
            "meaning": list(self.meaning),
            "state": self.state,
        }


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        replace(RESOURCE, tags=tuple(RESOURCES)),
        name="constraints",
    )(constraints)


def constraints(context: Context, arguments: Arguments) -> Reply:
    """Show the constraints on a resource, in the language and in words.

    Those too that name a container it is in, one of its members, a tag or template, or a pattern
    that fits. Constraints whose dates do not hold now are marked, and what `move` and `ban` left
    behind.

    Example:
        # also those on the members of the group
        constraints web
    """
    cib = context.session.cib
    element = the_resource(cib, arguments["resource"])
    found = list(_constraints(cib, element, datetime.now(UTC)))
    text = "".join(f"{one.text}\n{_indented(one.meaning)}" for one in found)
    notes = () if found else (f"no constraint is about {element.get('id')}",)
    return Reply(text, records=tuple(one.record() for one in found), notes=notes)


def _indented(lines: tuple[str, ...]) -> str:
    return "".join(f"  {line}\n" for line in lines)


def _constraints(cib: Cib, element: Element, now: datetime) -> Iterator[_Constraint]:
    names = _names(cib, element)
    resources = [one for one in names if cib.resource(one) is not None]
    known = relations(cib)
    said = [each for name in names for each in known.get(name, ())]
    said += matched_by_patterns(cib, resources)
    by_id: dict[str, list[str]] = {}
    for one in said:
        by_id.setdefault(one.id, []).append(f"{one.rsc} {one.text}")
    section = cib.section("constraints")
    for constraint in [] if section is None else section.iterchildren("*"):
        words = by_id.get(constraint.get("id", ""))
        if words is not None:
            mark, state = _mark(constraint, now)
            more = (*([mark] if mark else []), *_left_over(constraint))
            yield _Constraint(constraint, (*dict.fromkeys(words), *more), state)


def _names(cib: Cib, element: Element) -> list[str]:
    """Return all that constraints may name a resource by, its members' names included."""
    ids = [one.get("id", "") for one in element.iter(*RESOURCES)]
    outer = container(element)
    while outer is not None:
        ids.append(outer.get("id", ""))
        outer = container(outer)
    templates = [one.get("template", "") for one in element.iter("primitive")]
    tags = [
        one.get("id", "")
        for one in cib.configuration.iterfind("tags/tag")
        if any(ref.get("id") in ids for ref in one.iterfind("obj_ref"))
    ]
    return list(dict.fromkeys([*ids, *filter(None, templates), *tags]))


def _mark(constraint: Element, now: datetime) -> tuple[str, str]:
    """Return what the dates of a constraint's rules say, in words and as one word."""
    rules = [*constraint.iterfind("rule"), *constraint.iterfind("lifetime/rule")]
    states = {state_of(one, now) for one in rules}
    if not states or State.IN_EFFECT in states:
        return _until(rules, now), "in effect"
    order = (State.NOT_YET, State.RESTING, State.EXPIRED)
    state = next(one for one in order if one in states)
    ends = [end for one in rules if (end := expires(one)) is not None]
    since = f", since {_moment(max(ends))}" if state is State.EXPIRED and ends else ""
    return f"{state.value}{since}", state.value


def _until(rules: list[Element], now: datetime) -> str:
    ends = [expires(one) for one in rules]
    known = [one for one in ends if one is not None and one > now]
    return f"until {_moment(max(known))}" if known and len(known) == len(ends) else ""


def _moment(time: datetime) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M:%S}"


def _left_over(constraint: Element) -> Iterator[str]:
    if constraint.get("id", "").startswith(_CLI):
        target = constraint.get("rsc", "")
        yield f"left over from 'move' or 'ban': 'resource clear {target}' removes it"
