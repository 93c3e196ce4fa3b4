"""What location constraints say about a resource on a node, now."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crmsh_py.model.evaluating import State, Surroundings, holds, resolved, state_of
from crmsh_py.pacemaker.reasons.bonds import constraints_of, members_of
from crmsh_py.pacemaker.reasons.situation import Situation
from crmsh_py.pacemaker.simulation import INFINITY, score_of
from crmsh_py.xmltree import Element

CLI_BAN = "cli-ban-"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a location constraint gives a resource on a node; `rule` is the one that holds."""

    element: Element
    score: int
    role: str
    rule: Element | None

    @property
    def id(self) -> str:
        """The constraint's id."""
        return self.element.get("id", "")


@dataclass(frozen=True, slots=True)
class _About:
    """A location constraint about a resource: with which role, and what a pattern captured."""

    element: Element
    role: str = ""
    captured: tuple[str, ...] = ()


class Places:
    """The location constraints of a configuration, by the resources they name."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._by_id: dict[str, list[_About]] = {}
        self._patterns: list[tuple[re.Pattern[str], bool, Element]] = []
        for element in constraints_of(situation, "rsc_location"):
            self._take(element)

    def _take(self, element: Element) -> None:
        role = element.get("role", "")
        for id_ in self._situation.expanded(element.get("rsc", "")) if element.get("rsc") else ():
            self._by_id.setdefault(id_, []).append(_About(element, role))
        for one in element.findall("resource_set"):
            for id_ in members_of(self._situation, one):
                about = _About(element, one.get("role", role))
                self._by_id.setdefault(id_, []).append(about)
        if element.get("rsc-pattern") is not None:
            self._take_pattern(element)

    def _take_pattern(self, element: Element) -> None:
        text = element.get("rsc-pattern", "")
        try:
            pattern = re.compile(text.removeprefix("!"))
        except re.error:  # Pacemaker's patterns are POSIX ones: it may be one of those
            return
        self._patterns.append((pattern, text.startswith("!"), element))

    def about(self, id_: str) -> Iterator[_About]:
        """Yield the constraints about a resource: by its id, a tag, a set, a pattern."""
        yield from self._by_id.get(id_, ())
        for pattern, inverted, element in self._patterns:
            found = pattern.search(id_)
            if (found is None) == inverted:
                groups = () if found is None else (found[0], *(one or "" for one in found.groups()))
                yield _About(element, element.get("role", ""), groups)

    def wishes(self, id_: str, node: str) -> Iterator[Wish]:
        """Yield what is wished for a resource on a node, by its own id and not its containers'."""
        for about in self.about(id_):
            if not _has_passed(about.element, self._situation):
                yield from self._of(about, node)

    def _of(self, about: _About, node: str) -> Iterator[Wish]:
        element = about.element
        named = element.get("node")
        if named is not None and named.lower() == node.lower():
            yield Wish(element, score_of(element.get("score", "0")), about.role, None)
        attributes = self._situation.attributes.get(node, {})
        around = Surroundings(self._situation.now, attributes, captured=about.captured)
        for reference in element.findall("rule"):
            rule = resolved(reference)
            if holds(rule, around):
                score = rule_score(rule, attributes)
                yield Wish(element, score, rule.get("role", about.role), rule)

    def exclusive(self, id_: str) -> list[tuple[Element, str]]:
        """Return the constraints that keep a resource from all other nodes, each with its node."""
        return [
            (about.element, about.element.get("node", ""))
            for about in self.about(id_)
            if about.element.get("resource-discovery") == "exclusive"
        ]

    def resting(self, id_: str) -> Iterator[tuple[Element, State]]:
        """Yield the constraints about a resource of which no rule can hold now, by its date."""
        now = self._situation.now
        for about in self.about(id_):
            states = [state_of(one, now) for one in about.element.iter("rule") if _is_top(one)]
            if states and State.IN_EFFECT not in states:
                order = (State.NOT_YET, State.RESTING, State.EXPIRED)
                yield about.element, next(one for one in order if one in states)


def _is_top(rule: Element) -> bool:
    parent = rule.getparent()
    return parent is None or parent.tag != "rule"


def _has_passed(element: Element, situation: Situation) -> bool:
    """Tell whether the lifetime of a constraint (schema 1.x) does not hold now."""
    around = Surroundings(situation.now)
    rules = element.findall("lifetime/rule")
    return bool(rules) and not any(holds(one, around) for one in rules)


def rule_score(rule: Element, attributes: Mapping[str, str]) -> int:
    """Return the score of a rule; one that an attribute is to give is -INFINITY without it."""
    name = rule.get("score-attribute")
    if name is None:
        return score_of(rule.get("score", "INFINITY"))
    value = attributes.get(name)
    return -INFINITY if value is None else score_of(value)
