"""Completion of commands: of their names, and of what their declared parameters take.

Statements of the language are completed by `assist.statements`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crmsh_py.assist.completion.commands.levels import commands_of
from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.commands.sources import source_of
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.completion.reading import Reading
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.commands.binding import expected, words_given
from crmsh_py.commands.declare import Parameter
from crmsh_py.commands.levels import ROOT
from crmsh_py.secrets import hide

_OR = re.compile(r"\|(?![^<]*>)")


def of_level(reading: Reading, knowledge: Knowledge) -> Iterator[Candidate]:
    """Yield the words that a command may begin with at `reading.path`, the user's own too."""
    yield from commands_of(reading.path[-1] if reading.path else ROOT, reading.word)
    if reading.path == knowledge.path:
        for word, line in sorted(knowledge.preferences.aliases.items()):
            yield Candidate(word, f"stands for '{hide(line)}'")


def of_command(reading: Reading, knowledge: Knowledge) -> Iterator[Candidate]:
    """Yield the words that may stand at the cursor behind `reading.command`.

    They need not begin like `reading.word`: the caller compares.
    """
    command = reading.command
    assert command is not None
    before = reading.before
    given = words_given(command, before)

    def place(parameter: Parameter, word: str) -> Place:
        return Place(reading.path, command, parameter, before, given, word, knowledge)

    option, equals, value = reading.word.partition("=")
    for one in command.parameters:
        if equals and one.option and option in (one.option, *one.aliases):
            inside = _words(place(replace(one, option=""), value))
            yield from (replace(each, word=f"{option}={each.word}") for each in inside)
            return
    awaited = sorted(expected(command, before), key=lambda one: one.flag)  # options come last
    for one in awaited:
        yield from _words(place(one, reading.word))


def _words(place: Place) -> Iterator[Candidate]:
    """Yield what can stand at a place: its choices, or what the words that name it stand for."""
    parameter = place.parameter
    if parameter.choices:
        yield from (Candidate(one, parameter.meaning) for one in parameter.choices)
        return
    said = place.given_here if parameter.many else ()
    for label in _OR.split(parameter.word or str(parameter.kind)):
        for one in _named(label, place):
            if one.word not in said:
                yield one


def _named(label: str, place: Place) -> Iterable[Candidate]:
    """Return the words that a name of the usage line stands for: `<file>`, `shadow:<shadow>`.

    A name that says nothing more than the parameter's kind stands for words of that kind.
    """
    front, begin, rest = label.partition("<")
    if not begin:
        return (Candidate(label, place.parameter.meaning),)
    source = source_of(begin + rest if front.endswith(":") else label, place.parameter.kind)
    if source is None:
        return ()
    if not front.endswith(":"):
        return source(place)
    inside = source(replace(place, word=place.word.removeprefix(front)))
    return (replace(one, word=front + one.word) for one in inside)
