"""The words that stand in statements and in their parts: what a table of meanings is about.

They come from the rules, as usage lines do; `meanings` says what each of them is for.
"""

from collections.abc import Iterator

import pyparsing as pp

from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.language import rule
from crmsh_py.grammar.settings import Settings
from crmsh_py.grammar.terminals import Fast, Terminal


def terms(keyword: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a statement and of each of its named parts, the statement first.

    The keyword itself is left out, and so are the names of parts that only list settings.
    """
    found: dict[str, tuple[str, ...]] = {}
    waiting: dict[str, pp.ParserElement] = {keyword: rule(keyword)}
    while waiting:
        name, element = next(iter(waiting.items()))
        parts: dict[str, pp.ParserElement] = {}
        words = dict.fromkeys(_inside(element, parts))
        found[name] = tuple(one for one in words if one != keyword)
        waiting = {**waiting, **parts}
        waiting = {one: rest for one, rest in waiting.items() if one not in found}
    return found


def _inside(element: pp.ParserElement, parts: dict[str, pp.ParserElement]) -> Iterator[str]:
    """Yield the words of a rule; the parts that it names are entered."""
    if isinstance(element, Settings):
        yield from _settings(element, parts)
    elif isinstance(element, Terminal):
        yield from _terminal(element)
    elif not isinstance(element, Fast):
        for one in element.recurse():
            yield from _beside(one, parts)


def _beside(element: pp.ParserElement, parts: dict[str, pp.ParserElement]) -> Iterator[str]:
    """Yield what a rule within another one adds to its words: a part its name only."""
    is_settings = isinstance(element, Settings)
    if is_settings or (element.customName and not isinstance(element, Terminal | Fast)):
        name = element.label if isinstance(element, Settings) else element.customName
        parts[name] = element
        yield name
    else:
        yield from _inside(element, parts)


def _settings(settings: Settings, parts: dict[str, pp.ParserElement]) -> Iterator[str]:
    shared = settings.shared
    if shared is not None:
        parts[shared.label] = shared
    theirs = shared.settings if shared is not None else ()
    yield from (one.written for one in settings.settings if one not in theirs)
    if shared is not None:
        yield shared.label


def _terminal(terminal: Terminal) -> Iterator[str]:
    if terminal.kind is Kind.END:
        return
    if terminal.alternatives:
        yield from terminal.alternatives
    elif terminal.label == "|".join(terminal.choices):
        yield from terminal.choices
    else:
        yield terminal.label
