"""Names of nodes, tickets, and objects of any kind."""

from collections.abc import Iterator
from dataclasses import replace

from crmsh_py.assist.completion import objects as told
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements import things
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.words import NODE_TYPES
from crmsh_py.model.cib import Cib

_NO_REFERENCE = frozenset({"node", "fencing-topology", "cluster_property_set", "meta_attributes"})
"""Tags of objects that a tag cannot stand for."""


def any_object(slot: Slot) -> Iterator[Candidate]:
    """Yield objects that are not named yet."""
    named = set(slot.words(Kind.OBJECT))
    for one in things.all_things(slot.knowledge):
        if one.name not in named and one.tag not in _NO_REFERENCE:
            yield one.candidate


def nodes(slot: Slot) -> Iterator[Candidate]:
    """Yield the nodes where one is meant; nothing for the number of one."""
    if slot.expected.label == str(Kind.NODE):
        yield from slot.knowledge.of_cib(told.nodes)


def node_names(slot: Slot) -> Iterator[Candidate]:
    """Yield the nodes that are there, for one that is to be changed; behind a colon its types."""
    name, colon, _ = slot.word.partition(":")
    if colon:
        for type_ in NODE_TYPES:
            yield Candidate(f"{lexical.quote(name)}:{type_}", _TYPES[type_])
        return
    yield from slot.knowledge.of_cib(_members)


_TYPES = {
    "member": "a node that runs the whole cluster software",
    "remote": "a node that runs pacemaker_remote",
    "ping": "no cluster node at all: a host that old clusters pinged",
}


def _members(cib: Cib) -> Iterator[Candidate]:
    """Yield the nodes that have an element of their own; a colon is no part of a bare name."""
    for one in told.objects(cib, ("node",)):
        bare = ":" in one.word and not one.word.startswith('"')
        yield replace(one, word=lexical.quote_always(one.word)) if bare else one


def tickets(slot: Slot) -> Iterator[Candidate]:
    """Yield the tickets that constraints name."""
    yield from slot.knowledge.of_cib(_tickets)


def _tickets(cib: Cib) -> Iterator[Candidate]:
    section = cib.section("constraints")
    found = [] if section is None else [one.get("ticket") for one in section.iter("rsc_ticket")]
    for name in dict.fromkeys(filter(None, found)):
        yield Candidate(lexical.quote(f"{name}:"), "a ticket that is in use")
