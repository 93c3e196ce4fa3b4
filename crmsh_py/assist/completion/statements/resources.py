"""Ids of resources, by the role of their place."""

from collections.abc import Iterator
from dataclasses import replace

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.statements import things
from crmsh_py.assist.completion.statements.fixed import is_old_role
from crmsh_py.assist.completion.statements.slot import Slot
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.words import ACTIONS, CONSTRAINT_WORDS, MEMBER_WORDS, ROLES

_CHILDREN = frozenset({"primitive", "group"})
_RESERVED = frozenset({*MEMBER_WORDS, *CONSTRAINT_WORDS, "rule"})
_PROMOTED = frozenset({"Promoted", "Unpromoted", "Master", "Slave", "promote", "demote"})
"""Roles and actions that only promotable clones have."""


def children(slot: Slot) -> Iterator[Candidate]:
    """Yield what a clone can be made of."""
    for one in things.resources(slot.knowledge):
        if one.is_free and one.tag in _CHILDREN:
            yield _written(one)


def primitives(slot: Slot) -> Iterator[Candidate]:
    """Yield primitives: any, with its role, for `monitor`; else those that are in no container."""
    if slot.keyword == "monitor":
        yield from _monitored(slot)
        return
    named = set(slot.words(Kind.PRIMITIVE))
    for one in things.resources(slot.knowledge):
        if one.is_free and one.tag == "primitive" and one.name not in named:
            yield _written(one)


def _monitored(slot: Slot) -> Iterator[Candidate]:
    if ":" in slot.word:
        yield from _qualified(slot, ROLES)
        return
    for one in things.resources(slot.knowledge):
        if one.tag == "primitive":
            yield one.candidate


def of_constraint(slot: Slot) -> Iterator[Candidate]:
    """Yield the resources that are not named yet; behind a colon, roles or actions of one."""
    has_actions = str(Kind.ACTION) in slot.expected.label
    if ":" in slot.word:
        if slot.expected.label != str(Kind.RESOURCE):
            yield from _qualified(slot, ACTIONS if has_actions else ROLES)
        return
    named = {word.partition(":")[0] for word in slot.words(Kind.RESOURCE)}
    for one in things.resources(slot.knowledge):
        if one.name not in named:
            yield _written(one)


def _qualified(slot: Slot, words: tuple[str, ...]) -> Iterator[Candidate]:
    """Yield a resource with each of some roles or actions that it can have."""
    name = slot.word.partition(":")[0]
    can_promote = name in slot.knowledge.of_cib(things.promotable)
    for word in words:
        if can_promote or word not in _PROMOTED:
            written = f"{lexical.quote(name)}:{word}"
            yield Candidate(written, slot.meaning(word), deprecated=is_old_role(slot, word))


def _written(one: things.Thing) -> Candidate:
    """Return the word of a resource; one that is a word of the grammar stands in quotes."""
    if one.name.lower() not in _RESERVED:
        return one.candidate
    return replace(one.candidate, word=lexical.quote_always(one.name))
