"""Pages on agents: what one takes, as `ra info` shows it, in short."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crmsh_py.commands.manual.page import Examples, Page, Row, Section, Table
from crmsh_py.grammar.agents import agent_text

if TYPE_CHECKING:
    from crmsh_py.agents.agent import Agent, Parameter
    from crmsh_py.agents.known import KnownAgents

_NAMED = ("ocf", "stonith")
"""Classes whose agents say what they take."""


def agent_types(library: "KnownAgents") -> Sequence[str]:
    """Return the types of agents that there is something to say about."""
    return list(dict.fromkeys(one.type for class_ in _NAMED for one in library.names(class_)))


def agent_page(library: "KnownAgents", word: str) -> Page | None:
    """Return the page on the agent that a word means; None if it means none."""
    found = library.resolve(word)
    agent = library.read(found[0]) if found else None
    return None if agent is None else _page(agent)


def _page(agent: "Agent") -> Page:
    name = ":".join(filter(None, (agent.name.class_, agent.name.provider, agent.name.type)))
    sections: list[Section] = []
    listed = [one for one in agent.parameters.values() if not one.deprecated]
    for title, own in (
        ("Required parameters", [one for one in listed if one.required]),
        ("Parameters", [one for one in listed if not one.required]),
    ):
        if own:
            sections.append(Table(title, tuple(map(_row, own))))
    times = tuple(_times(agent))
    if times:
        sections.append(Table("Operations, with the times that the agent advises", times))
    sections.append(Examples(tuple(_examples(agent, name))))
    summary = agent.short or f"an agent of class {agent.name.class_}"
    return Page(name, "agent", summary, tuple(sections), ("ra info", "configure primitive"))


def _row(parameter: "Parameter") -> Row:
    facts = "|".join(parameter.values) or parameter.type
    default = f", default {parameter.default}" if parameter.default else ""
    told = f"{parameter.short} " if parameter.short else ""
    return Row(parameter.name, f"{told}({facts}{default})")


def _times(agent: "Agent") -> Iterator[Row]:
    for one in agent.actions:
        times = (("interval", one.interval), ("timeout", one.timeout), ("role", one.role))
        yield Row(one.name, " ".join(f"{name}={value}" for name, value in times if value))


def _examples(agent: "Agent", name: str) -> Iterator[str]:
    needed = [f"{one.name}=..." for one in agent.parameters.values() if one.required]
    yield " ".join(["configure primitive ID", agent_text(agent.name), *needed])
    yield f"ra info --full {name}"
