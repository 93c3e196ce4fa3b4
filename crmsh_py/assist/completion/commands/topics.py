"""Levels and all topics of help, each with what it is about."""

from collections.abc import Iterator

from crmsh_py.assist.completion.commands.codes import all_codes
from crmsh_py.assist.completion.commands.levels import as_words, commands_of
from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.commands import levels
from crmsh_py.commands.manual.finding import besides
from crmsh_py.commands.words import tables


def topics(place: Place) -> Iterator[Candidate]:
    """Yield what help explains: what is here, levels, commands, topics, options, codes."""
    known = tables()
    above = [one for one in place.given_here if one in known]
    if above or place.given_here:
        yield from commands_of(above[-1], place.word) if above else ()
        return
    here = place.path[-1] if place.path else levels.ROOT
    yield from commands_of(here, place.word)
    yield from (Candidate(name, known[name].summary) for name in known if name != levels.ROOT)
    for level, words in known.items():
        for name, summary in words.commands.items():
            yield Candidate(name, f"{level}: {as_words(summary)}")
    yield from (Candidate(name, about) for name, about in besides().items())
    yield from all_codes("")


def paths(place: Place) -> Iterator[Candidate]:
    """Yield the ways to other levels: `..`, `/`, those below, `/configure/template`."""
    start, slash, _ = place.word.rpartition("/")
    here = _level_at(place.path, start + slash)
    if here is None:
        return
    if not slash:
        yield Candidate("..", "one level up")
        yield Candidate("/", "the top level", whole=False)
    for name in levels.at(here).levels:
        yield Candidate(f"{start}{slash}{name}", levels.LEVELS[name][1])


def _level_at(path: tuple[str, ...], way: str) -> tuple[str, ...] | None:
    """Return the level that a way leads to, None if there is no such way."""
    here = () if way.startswith("/") else path
    for step in filter(None, way.split("/")):
        if step == "..":
            here = here[:-1]
        elif step.lower() in levels.at(here).levels:
            here = (*here, step.lower())
        else:
            return None
    return here
