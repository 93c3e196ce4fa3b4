"""Aliases that lead back to themselves."""

from collections.abc import Iterator, Mapping

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.preferences.preferences import Preferences


def first_word(line: str) -> str:
    """Return the word that a line begins with; aliases have no quotes in it."""
    return line.split(maxsplit=1)[0]


def way(name: str, aliases: Mapping[str, str]) -> list[str]:
    """Return the aliases that come of one, one after the other; a circle ends where it closes."""
    found = {name: None}
    word = first_word(aliases[name])
    while word in aliases and word not in found:
        found[word] = None
        word = first_word(aliases[word])
    return [*found, word] if word in found else [*found]


def circle(name: str, aliases: Mapping[str, str]) -> Diagnostic | None:
    """Return the problem that an alias leads back to itself; None if it does not."""
    steps = way(name, aliases)
    if len(steps) == len(set(steps)):
        return None
    path = " -> ".join(steps)
    hint = "let one of them begin with a command"
    return Diagnostic("wrong-alias", f"the alias {name!r} never ends: {path}", hint=hint)


def _ending(aliases: Mapping[str, str]) -> set[str]:
    """Return the aliases that come to an end, in one pass over all of them."""
    leading: dict[str, list[str]] = {}
    for name, line in aliases.items():
        leading.setdefault(first_word(line), []).append(name)
    found: set[str] = set()
    reached = [one for one in leading if one not in aliases]
    while reached:
        names = leading.get(reached.pop(), [])
        found.update(names)
        reached += names
    return found


def circles(preferences: Preferences) -> Iterator[Diagnostic]:
    """Yield a warning for each alias that leads back to itself, with its place."""
    aliases = preferences.aliases
    ending = _ending(aliases)
    for name in aliases:
        problem = None if name in ending else circle(name, aliases)
        if problem is not None:
            place = preferences.of(f"alias.{name}").place
            yield Diagnostic(
                problem.code, problem.message, Severity.WARNING, location=place, hint=problem.hint
            )
