"""Preferences of the user, and what they take, as words of `options`."""

from collections.abc import Iterator

from crmsh_py.assist.completion.commands.place import Place
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.commands.options.old_words import preference_of
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.lexical import quote_argument
from crmsh_py.preferences.preference import Preference
from crmsh_py.preferences.table import ALIASES, PREFERENCES, TABLES
from crmsh_py.preferences.values import as_text, is_alias


def names(place: Place) -> Iterator[Candidate]:
    """Yield preferences with what they are for, aliases, and tables where many may be."""
    if place.parameter.many:
        yield from (Candidate(one, "all of this table") for one in (*TABLES, ALIASES))
    said = place.knowledge.preferences.said
    yield from (Candidate(name, one.meaning) for name, one in PREFERENCES.items())
    yield from (
        Candidate(name, f"stands for '{one.value}'")
        for name, one in sorted(said.items())
        if is_alias(name)
    )


def values(place: Place) -> Iterator[Candidate]:
    """Yield what the preference that was named takes, the present value first."""
    name = place.first(Kind.PREFERENCE)
    one = PREFERENCES.get(name) or preference_of(place.command.name)
    if one is None:
        return
    now = as_text(place.knowledge.preferences.of(one.name).value)
    given = {word for said in place.given_here for word in said.split(",")}
    for word in _words(one):
        if word not in given:
            meaning = " and ".join(_marks(word, now, as_text(one.default)))
            yield Candidate(quote_argument(word), meaning)


def _words(one: Preference) -> tuple[str, ...]:
    return ("true", "false") if isinstance(one.default, bool) else one.values


def _marks(word: str, now: str, default: str) -> Iterator[str]:
    if word == now:
        yield "as it is now"
    if word == default:
        yield "the default"
