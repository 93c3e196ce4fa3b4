"""Which page a topic means: commands, levels, statements, topics, options, codes and agents."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from crmsh_py.codes import CODES
from crmsh_py.commands import levels
from crmsh_py.commands.declare import Command
from crmsh_py.commands.manual import concepts, options
from crmsh_py.commands.manual.agents import agent_page, agent_types
from crmsh_py.commands.manual.codes import code_page
from crmsh_py.commands.manual.commands import command_page, is_everywhere, level_page
from crmsh_py.commands.manual.overview import overview_page
from crmsh_py.commands.manual.page import Page, Row, Table
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.spelling import nearest_ones

if TYPE_CHECKING:
    from crmsh_py.agents.known import KnownAgents

_TOPICS = "topics"
_MOST_MEANT = 3
_BEGINNING = 3
"""What begins with so many letters that were typed is more likely meant than what is like them."""


class Found(NamedTuple):
    """A page that a word may mean: how to ask for it alone, and what makes it."""

    topic: str
    make: Callable[[], Page]


def find_page(
    path: tuple[str, ...], topic: Sequence[str], library: "Callable[[], KnownAgents]"
) -> Page:
    """Return the page on a topic as seen from a level.

    Agents are looked up last; the library is not opened for any other topic.  Raises CrmError
    (no-such-object).
    """
    if not topic:
        return level_page(levels.at(path)) if path else overview_page()
    *above, name = (word.lower() for word in topic)
    if len(above) == 1 and above[0] in _KINDS:
        found = list(_KINDS[above[0]](name))
        if found:
            return found[0].make()
    if not all(one in levels.LEVELS for one in above):
        raise CrmError(_several(topic))
    here = (above[-1],) if above else path
    found = list(_meant(here, name, alone=not above))
    if not found:
        return _of_agent(topic, library)
    page = found[0].make()
    if above:
        return page
    others = dict.fromkeys(one.topic for one in found[1:])
    return replace(page, see_also=tuple(dict.fromkeys((*page.see_also, *others))))


def _meant(path: tuple[str, ...], name: str, *, alone: bool) -> Iterator[Found]:
    """Yield all pages that a word may mean, the nearest first.

    A word that stands not `alone` is behind a level: then other things come last.
    """
    here = levels.at(path)
    commands = list(_commands(here.name, name))
    own = [one for level, one in commands if level == here.name and name not in here.levels]
    yield from (_command(one, here.name) for one in own)
    if name in levels.LEVELS:
        yield Found(name, lambda: level_page(levels.load(name)))
    if alone:
        yield from _topics(name)
    yield from (_command(one, level) for level, one in commands if one not in own)
    if not alone:
        yield from _topics(name)
    yield from _options(name)
    yield from _codes(name)


def _commands(here: str, name: str) -> Iterator[tuple[str, Command]]:
    """Yield the commands of a name with their levels, those of a level first; each comes once."""
    seen = set()
    for level in dict.fromkeys((here, *levels.LEVELS)):
        command = levels.load(level).find(name)
        if command is not None and command.function not in seen:
            seen.add(command.function)
            yield level, command


def _command(command: Command, level: str) -> Found:
    own = level == levels.ROOT or is_everywhere(command)
    topic = command.name if own else f"{level} {command.name}"
    return Found(topic, partial(command_page, command, level))


def _topics(name: str) -> Iterator[Found]:
    """Yield the topics of a name, be it singular or plural."""
    for one in dict.fromkeys((name, f"{name}s", name.removesuffix("s"))):
        if one in concepts.topics():
            yield Found(f"topic {one}", partial(concepts.concept_page, one))
        elif one in options.LISTS:
            yield Found(f"topic {one}", partial(options.list_page, one))
    if name == _TOPICS:
        yield Found(name, topics_page)


def _options(name: str) -> Iterator[Found]:
    option = options.option_names().get(name)
    if option is not None:
        yield Found(f"option {option}", partial(options.option_page, option))


def _codes(name: str) -> Iterator[Found]:
    if name in CODES:
        yield Found(f"code {name}", partial(code_page, name))


_KINDS: Mapping[str, Callable[[str], Iterator[Found]]] = {
    "topic": _topics,
    "option": _options,
    "code": _codes,
}
"""Words that can stand in front of one that means something else too."""


def besides() -> dict[str, str]:
    """Return what there is help on besides levels, commands and codes, and what it is about."""
    lists = {name: one[0] for name, one in options.LISTS.items()}
    topics = {**concepts.topics(), **lists, _TOPICS: "all topics"}
    about = {name: options.about(name) for name in options.option_names().values()}
    return {**about, **topics}


def topics_page() -> Page:
    """Return the page that lists what there is besides commands."""
    lists = {name: one[0] for name, one in options.LISTS.items()}
    rows = sorted({**concepts.topics(), **lists}.items())
    named = (
        Row("help LEVEL", "a level: " + ", ".join(levels.LEVELS)),
        Row("help COMMAND", "a command or a statement of any level; `help LEVEL COMMAND`"),
        Row("help OPTION", "a property, a meta attribute, an attribute of operations"),
        Row("help AGENT", "an agent: what it takes"),
        Row("help CODE", "the code of a message"),
    )
    tables = (Table("Topics", tuple(Row(*one) for one in rows)), Table("Besides", named))
    return Page(_TOPICS, "topic", "what there is to read, besides commands", tables)


def _of_agent(topic: Sequence[str], library: "Callable[[], KnownAgents]") -> Page:
    """Return the page on an agent.  Raises CrmError (no-such-object)."""
    page = agent_page(library(), topic[-1]) if len(topic) == 1 else None
    if page is None:
        raise CrmError(_unknown(topic[-1], agent_types(library())))
    return page


def _several(topic: Sequence[str]) -> Diagnostic:
    words = " ".join(topic)
    hint = f"'help {topic[0]}' explains the first of them"
    return Diagnostic(
        "no-such-object", f"there is no help on {words!r}", subject=topic[-1], hint=hint
    )


def _unknown(name: str, agents: Sequence[str]) -> Diagnostic:
    known = [*known_topics(), *agents]
    begun = [one for one in known if len(name) >= _BEGINNING and one.startswith(name)]
    near = list(dict.fromkeys([*sorted(begun, key=len), *nearest_ones(name, known)]))[:_MOST_MEANT]
    hint = f"did you mean {_either(near)}?" if near else "'help topics' lists what there is"
    return Diagnostic("no-such-object", f"there is no help on {name!r}", subject=name, hint=hint)


def known_topics() -> list[str]:
    """Return all words that there is help on; agents are left out."""
    known = [*levels.LEVELS, *concepts.topics(), *options.LISTS, _TOPICS]
    for one in map(levels.load, levels.LEVELS):
        known += one.commands
    return list(dict.fromkeys([*known, *options.option_names().values(), *CODES]))


def _either(names: Sequence[str]) -> str:
    *first, last = (f"'{one}'" for one in names)
    return f"{', '.join(first)} or {last}" if first else last
