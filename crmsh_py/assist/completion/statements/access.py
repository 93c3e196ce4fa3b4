"""Fencing levels, roles and rights."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from crmsh_py.assist.completion import objects as told
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements import things
from crmsh_py.assist.completion.statements.in_use import node_attributes
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.words import is_attribute_name
from crmsh_py.model.cib import Cib
from crmsh_py.model.vocabulary import RESOURCES


def targets(slot: Slot) -> Iterator[Candidate]:
    """Yield what a level can be for: the nodes, each with its colon, or nodes by an attribute."""
    if slot.expected.label == str(Kind.FENCED):
        for one in slot.knowledge.of_cib(told.nodes):
            yield Candidate(f"{one.word}:", one.told)
    elif slot.word.lower().startswith("attr:") and slot.expected.label.startswith("attr:"):
        yield from _by_attributes(slot)


def _by_attributes(slot: Slot) -> Iterator[Candidate]:
    """Yield node attributes, and behind the `=` the values of one."""
    front, _, rest = slot.word.partition(":")
    name, equals, _ = rest.partition("=")
    for known, values in slot.knowledge.of_cib(node_attributes):
        if not equals:
            yield Candidate(f"{front}:{lexical.quote_argument(known)}=", whole=False)
        elif known == name:
            for value in values:
                yield Candidate(lexical.quote_argument(f"{front}:{known}={value}"), "in use")


def devices(slot: Slot) -> Iterator[Candidate]:
    """Yield the fencing devices, behind those that stand in front of the last comma."""
    listed, comma, _ = slot.word.rpartition(",")
    for one in slot.knowledge.of_cib(things.fencing_devices):
        if one.name not in listed.split(","):
            yield Candidate(f"{listed}{comma}{one.name}", one.candidate.meaning)


def roles(slot: Slot) -> Iterator[Candidate]:
    """Yield the roles that are not named yet."""
    named = set(slot.words(Kind.ACL_ROLE))
    for one in slot.knowledge.of_cib(_roles):
        if one.word not in named:
            yield one


def _roles(cib: Cib) -> Iterator[Candidate]:
    section = cib.section("acls")
    for one in [] if section is None else section.iterchildren("acl_role"):
        yield Candidate(one.get("id", ""), one.get("description", ""))


# ------------------------------------------------------------------ rights


def rights(slot: Slot) -> Iterator[Candidate]:
    """Yield what a right can be about, once it is clear of what kind that is."""
    start, colon, rest = slot.word.partition(":")
    about = _ABOUT.get(start.lower())
    if not colon or about is None or about.label != slot.expected.label:
        return
    if ":" in rest:
        yield from _named(slot, start, rest)
        return
    yield from slot.knowledge.of_cib(_prefixed, start)


def _prefixed(cib: Cib, start: str) -> Iterator[Candidate]:
    """Yield what can stand behind a word and its colon, with both in front."""
    for one in _ABOUT[start.lower()].source(cib):
        yield Candidate(f"{start}:{one.word}", one.told)


def _named(slot: Slot, start: str, rest: str) -> Iterator[Candidate]:
    """Yield the names of the pairs that a resource has: `meta:vip:target-role`."""
    id_ = rest.partition(":")[0]
    path = _NAMED.get(start.lower())
    cib = slot.knowledge.cib()
    element = None if cib is None or path is None else cib.find(id_)
    if element is None:
        return
    for one in element.iterfind(f"{path}/nvpair"):
        if name := one.get("name"):
            yield Candidate(f"{start}:{id_}:{name}")


_NAMED = {"meta": "meta_attributes", "params": "instance_attributes"}


def _with_ids(cib: Cib) -> Iterator[Candidate]:
    return (one.candidate for one in things.things(cib) if one.tag != "node")


def _primitives(cib: Cib) -> Iterator[Candidate]:
    return told.objects(cib, ("primitive",))


def _resources(cib: Cib) -> Iterator[Candidate]:
    return told.objects(cib, RESOURCES)


def _elements(cib: Cib) -> Iterator[Candidate]:
    """Yield the names of the elements that there are."""
    found = {str(one.tag) for one in cib.root.iter("*")}
    return (Candidate(one) for one in sorted(found) if is_attribute_name(one))


class _About(NamedTuple):
    """How the grammar calls a right that begins with a word, and what can follow the word."""

    label: str
    source: Callable[[Cib], Iterator[Candidate]]


_SHORTCUT = "<shortcut>"
_ABOUT: Mapping[str, _About] = {
    "ref": _About("ref:<id>", _with_ids),
    "reference": _About("ref:<id>", _with_ids),
    "type": _About("type:<element>", _elements),
    "tag": _About("type:<element>", _elements),
    "meta": _About(_SHORTCUT, _primitives),
    "params": _About(_SHORTCUT, _primitives),
    "utilization": _About(_SHORTCUT, _primitives),
    "location": _About(_SHORTCUT, _resources),
    "role": _About(f"role:{Kind.ACL_ROLE}", _roles),
    "node": _About(_SHORTCUT, told.nodes),
    "nodeutil": _About(_SHORTCUT, told.nodes),
}
"""By the word in front of a colon."""
