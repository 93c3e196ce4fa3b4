"""Completion: what may become of the word at the cursor.  A pure function, which never raises."""

import importlib
from dataclasses import replace

from crmsh_py.assist.completion.commands.offering import of_command, of_level
from crmsh_py.assist.completion.matching import matching
from crmsh_py.assist.completion.offers import Offer
from crmsh_py.assist.completion.reading import read
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.typed.aliasing import unfolded

_STATEMENTS = "crmsh_py.assist.completion.statements.offering"
"""Brings in the grammar, which commands can do without."""


def complete(text: str, knowledge: Knowledge) -> Offer:
    """Say what may stand at the end of a text that is typed at `knowledge.path`."""
    line = unfolded(text, knowledge.path, knowledge.preferences.aliases)
    if not line.is_behind:
        return _complete(text, knowledge)
    offer = _complete(line.text, knowledge)
    return replace(offer, start=offer.start - line.more)


def _complete(text: str, knowledge: Knowledge) -> Offer:
    reading = read(text, knowledge.path)
    word, start = reading.word, reading.start
    if reading.is_lost:
        return Offer(word, start)
    if reading.command is None:
        candidates = iter(of_level(reading, knowledge))
    elif reading.command.statement is None:
        candidates = iter(of_command(reading, knowledge))
    else:
        statements = importlib.import_module(_STATEMENTS)
        word, start, candidates = statements.of_statement(reading, knowledge)
    fuzzy = knowledge.preferences.is_on("prompt.fuzzy")
    return Offer(word, start, matching(candidates, word, fuzzy=fuzzy))
