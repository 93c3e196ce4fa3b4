"""Values of settings that the grammar leaves open, such as `node-attribute=` and `type=`."""

from collections.abc import Callable, Iterator, Mapping

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements import rules, sets
from crmsh_py.assist.completion.statements.slot import Slot, pair
from crmsh_py.grammar.agents import CLASSES
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib

Values = Iterator[tuple[str, str]]


def values(slot: Slot) -> Iterator[Candidate]:
    """Yield what a value can be: that of a setting, once its name is typed, or one of a rule."""
    if slot.expected.label == str(Kind.VALUE):
        yield from rules.values(slot)
        return
    name, equals, _ = slot.word.partition("=")
    source = _SOURCES.get(name.lower())
    is_meant = any(one.lower().startswith(f"{name.lower()}=") for one in slot.expected.choices)
    for value, meaning in source(slot) if equals and source is not None and is_meant else ():
        yield pair(name, value, meaning)


def _scores(slot: Slot) -> Values:
    return ((score, slot.meaning(score)) for score in ("inf", "-inf"))


def _truths(_slot: Slot) -> Values:
    return iter((("true", "yes"), ("false", "no")))


def _sets(slot: Slot) -> Values:
    found = slot.knowledge.of_cib(sets.named)
    return ((id_, f"of {owner}") for id_, owner, tag in found if tag == "resource_set")


def _classes(_slot: Slot) -> Values:
    return ((one, "") for one in CLASSES)


def _of_agents(attribute: str) -> Callable[[Slot], Values]:
    def found(slot: Slot) -> Values:
        return ((one, "in use") for one in slot.knowledge.of_cib(_agents, attribute))

    return found


def _agents(cib: Cib, attribute: str) -> Iterator[str]:
    """Yield the providers, or the types, of the agents that the configuration has."""
    found = {one.get(attribute) or "" for one in cib.configuration.iter("primitive", "template")}
    return (one for one in sorted(found) if one)


_SOURCES: Mapping[str, Callable[[Slot], Values]] = {
    "node-attribute": rules.known_attributes,
    "influence": _truths,
    "score": _scores,
    "$score": _scores,
    "$id-ref": _sets,
    "class": _classes,
    "provider": _of_agents("provider"),
    "type": _of_agents("type"),
}
"""By the name of the setting."""
