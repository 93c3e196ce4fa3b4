"""What can be typed first at a level.  No command is loaded for it."""

from collections.abc import Iterator

from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.commands.words import tables


def commands_of(level: str, word: str = "") -> Iterator[Candidate]:
    """Yield what can be typed first at a level: the levels below it, and its commands.

    Other spellings of a command are offered to who began to type one, and nothing else fits.
    """
    known = tables()
    here = known[level]
    yield from (Candidate(name, known[name].summary) for name in here.levels)
    yield from (Candidate(name, as_words(summary)) for name, summary in here.commands.items())
    lower = word.lower()
    for name, command in here.aliases.items() if word else ():
        if name.startswith(lower) and not command.startswith(lower):
            yield Candidate(name, f"another word for '{command}'")


def as_words(summary: str) -> str:
    """Return a sentence as it stands beside a word."""
    text = summary.replace("`", "'")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
