"""Pairs that what was named before them takes: a template, or an agent."""

from collections.abc import Iterator

from crmsh_py.assist.completion.commands import attributes, stored
from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.grammar.kinds import Kind


def pairs(place: Place) -> Iterator[Candidate]:
    """Yield `NAME=`, and values behind the `=`."""
    return stored.values(place) if place.first(Kind.TEMPLATE) else attributes.agent_pairs(place)
