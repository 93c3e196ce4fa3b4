"""Completion of statements: the grammar says what may stand at the cursor, tables say the words."""

from collections.abc import Iterator, Mapping

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.reading import Reading, split
from crmsh_py.assist.completion.statements import (
    access,
    agents,
    alerts,
    fixed,
    objects,
    operations,
    pairs,
    resources,
    rules,
    sets,
    settings,
)
from crmsh_py.assist.completion.statements.slot import Slot, Source
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.grammar import language
from crmsh_py.grammar.kinds import Kind

SOURCES: Mapping[Kind, Source] = {
    Kind.AGENT: agents.names,
    Kind.NVPAIR: pairs.of_set,
    Kind.OP_NAME: operations.names,
    Kind.INTERVAL: operations.intervals,
    Kind.RESOURCE: resources.of_constraint,
    Kind.CHILD: resources.children,
    Kind.PRIMITIVE: resources.primitives,
    Kind.OBJECT: objects.any_object,
    Kind.NODE: objects.nodes,
    Kind.NODE_NAME: objects.node_names,
    Kind.TICKET: objects.tickets,
    Kind.FENCED: access.targets,
    Kind.DEVICES: access.devices,
    Kind.ACL_ROLE: access.roles,
    Kind.RIGHT: access.rights,
    Kind.SCORE: fixed.scores,
    Kind.ATTRIBUTE: rules.attributes,
    Kind.OPERATOR: rules.operators,
    Kind.VALUE: settings.values,
    Kind.DATE_FIELD: rules.date_fields,
    Kind.FILE: alerts.programs,
    Kind.SET_ID: sets.ids,
}
"""Kind to the words of it; other kinds have none but the choices that the grammar knows."""


def of_statement(reading: Reading, knowledge: Knowledge) -> tuple[str, int, Iterator[Candidate]]:
    """Return the word at the cursor, where it begins, and what may stand there.

    The rules may see a word begin later than blanks do: `(vip` is a bracket and a word.
    """
    assert reading.command is not None
    assert reading.command.statement is not None
    keyword = reading.command.statement
    found = language.complete(keyword, reading.statement)
    start = reading.offset + found.start
    if start < reading.start:  # something in front does not belong there
        return reading.word, reading.start, iter(())
    word = reading.word if start == reading.start else split(found.word)[1]
    slots = [Slot(keyword, one, word, knowledge) for one in found.expected]
    slots.sort(key=_rank)
    return word, start, (one for slot in slots for one in _words(slot))


def _words(slot: Slot) -> Iterator[Candidate]:
    source = SOURCES.get(slot.expected.kind)
    yield from fixed.choices(slot)
    if source is not None:
        yield from source(slot)


def _rank(slot: Slot) -> int:
    """Return how late the words of a slot come: names of pairs first, ids and remarks last.

    Pairs of a set that is not opened yet come behind the words that open one.
    """
    expected = slot.expected
    if expected.kind in {Kind.SET_ID, Kind.TEXT}:
        return 3
    if expected.kind is Kind.NVPAIR and expected.within:
        return 2 if pairs.is_unopened(slot) else 0
    is_setting = any("=" in one for one in expected.choices)
    return 2 if is_setting else 1
