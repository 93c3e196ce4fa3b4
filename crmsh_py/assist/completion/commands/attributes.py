"""Names and values behind `param vip set`, `attribute node1 show` and their like."""

from collections.abc import Iterator
from dataclasses import replace

from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.commands.slots import holder, names, of_element, slot, values
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.lexical import quote_argument
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element

_TAGS = {
    "param": "instance_attributes",
    "meta": "meta_attributes",
    "utilization": "utilization",
    "attribute": "instance_attributes",
    "status-attr": "instance_attributes",
}
"""Command to the sets that it is about."""


def of_owner(place: Place) -> Iterator[Candidate]:
    """Yield names, and behind a name to be set its values."""
    owner = holder(place.knowledge.cib(), place.first(Kind.RESOURCE, Kind.NODE))
    tag = _TAGS[place.command.name]
    if owner is None:
        return
    if place.given.get("verb", [""])[0] != "set":
        yield from _set_already(owner, tag)
        return
    where = of_element(place.knowledge, owner, tag, place.given_here)
    if where is not None:
        yield from _assigned(where, place, dict(_pairs(owner, tag)))


def _assigned(where: Slot, place: Place, now: dict[str, str]) -> Iterator[Candidate]:
    """Yield what may be typed in `NAME VALUE` or `NAME=VALUE ...`."""
    said = place.given_here
    if len(said) == 1 and "=" not in said[0]:
        yield from _now(said[0], now, "")
        yield from values(where, said[0], place.word)
        return
    name, equals, _ = place.word.partition("=")
    if equals:
        yield from _now(name, now, f"{name}=")
    yield from names(replace(where, word=place.word))
    if not equals:  # those that only this object has, too
        told = {one.word for one in names(where)}
        for one, value in now.items():
            if f"{one}=" not in told:
                yield Candidate(f"{one}=", f"now {_shown(one, value)}", whole=False)


def _now(name: str, now: dict[str, str], front: str) -> Iterator[Candidate]:
    if name in now and not is_secret(name):
        yield Candidate(front + quote_argument(now[name]), "as it is now")


def _set_already(owner: Element, tag: str) -> Iterator[Candidate]:
    for name, value in _pairs(owner, tag):
        yield Candidate(quote_argument(name), f"now {_shown(name, value)}")


def _shown(name: str, value: str) -> str:
    return MASK if is_secret(name) else value


def _pairs(owner: Element, tag: str) -> Iterator[tuple[str, str]]:
    for pair in owner.iterfind(f"{tag}/nvpair"):
        if name := pair.get("name"):
            yield name, pair.get("value", "")


# ------------------------------------------------------------------ parameters of agents


def of_agent(place: Place) -> Iterator[Candidate]:
    """Yield the names of the parameters of the agent, or of the resource's, that was named."""
    where: Slot | None = None
    if place.first(Kind.AGENT):
        where = _primitive(place)
    elif (owner := holder(place.knowledge.cib(), place.first(Kind.RESOURCE))) is not None:
        where = of_element(place.knowledge, owner, "instance_attributes")
    for one in [] if where is None else names(where):
        yield replace(one, word=one.word.removesuffix("="), whole=True)


def agent_pairs(place: Place) -> Iterator[Candidate]:
    """Yield `NAME=` for the parameters of the agent that was named, and values behind the `=`."""
    return names(replace(_primitive(place), word=place.word))


def _primitive(place: Place) -> Slot:
    agent = place.first(Kind.AGENT)
    return slot(place.knowledge, "primitive", "params", agent=agent, given=place.given_here)
