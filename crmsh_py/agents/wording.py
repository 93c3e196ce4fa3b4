"""What parameters of agents are for, in our own words: where the agents' texts are not at hand.

The files of `schemas/agent-words/` are named after a class and provider, with a number where there
are several: type of agent to parameter to a line.  What stands under `*` is so for all types.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import crmsh_py.schemas
from crmsh_py.agents.agent import Agent
from crmsh_py.grammar.tree import Agent as Name

FOLDER = Path(crmsh_py.schemas.__file__).parent / "agent-words"
ALL = "*"


def worded(agent: Agent) -> Agent:
    """Return an agent in which parameters have a line on them, if anybody has one to say."""
    lines = _lines(agent.name)
    if not any(name in lines and not one.short for name, one in agent.parameters.items()):
        return agent
    parameters = {
        name: one if one.short else replace(one, short=lines.get(name, ""))
        for name, one in agent.parameters.items()
    }
    return replace(agent, parameters=parameters)


def _lines(name: Name) -> Mapping[str, str]:
    table = _table("-".join(filter(None, (name.class_, name.provider))))
    return {**table.get(ALL, {}), **table.get(name.type, {})}


@cache
def _table(stem: str) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for file in sorted(FOLDER.glob("*.json")):
        if file.stem in {stem, *(f"{stem}-{number}" for number in range(1, 10))}:
            found |= json.loads(file.read_bytes())
    return found
