"""Agents as JSON: how the catalogue and the cache write them.

Facts only: what an agent says in its own words about itself and its parameters is not taken
over.  What is as usual is left out.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from crmsh_py.agents.agent import Action, Agent, Origin, Parameter
from crmsh_py.grammar.tree import Agent as Name

_WORDS = frozenset({"short", "long"})
_OF_PARAMETER = [each for each in fields(Parameter) if each.name not in {"name", *_WORDS}]
_OF_ACTION = fields(Action)
_LISTS = frozenset({"replaced_by", "values"})


def to_text(agent: Agent, file: str = "") -> str:
    """Return an agent as JSON: a line for each parameter and action, so that diffs read well.

    `file` tells the program that these facts are of, as `identity.of` does.
    """
    head = {"file": file, "package": agent.package, "version": agent.version}
    lines = [f" {json.dumps(key)}: {_line(value)}" for key, value in head.items() if value]
    if agent.open_ended:
        lines.append(' "open_ended": true')
    parameters = [
        f"  {json.dumps(name)}: {_line(_said(parameter, _OF_PARAMETER))}"
        for name, parameter in agent.parameters.items()
    ]
    actions = [f"  {_line(_said(action, _OF_ACTION))}" for action in agent.actions]
    lines.append(' "parameters": ' + _block("{", parameters, "}"))
    lines.append(' "actions": ' + _block("[", actions, "]"))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def from_text(octets: bytes | str, name: Name, origin: Origin) -> tuple[Agent, str]:
    """Return the agent and the file that `to_text` was given.

    Raises ValueError if it did not write that.
    """
    record = json.loads(octets)
    try:
        agent = Agent(
            name,
            {key: _parameter(key, said) for key, said in record["parameters"].items()},
            tuple(Action(**said) for said in record["actions"]),
            origin,
            record.get("version", ""),
            open_ended=record.get("open_ended", False),
            package=record.get("package", ""),
        )
        return agent, record.get("file", "")
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"no record of an agent: {error}") from None


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(opening: str, lines: list[str], closing: str) -> str:
    return f"{opening}\n" + ",\n".join(lines) + f"\n {closing}" if lines else opening + closing


def _said(value: Parameter | Action, wanted: Any) -> dict[str, Any]:
    """Return what is not as usual."""
    said = {}
    for each in wanted:
        found = getattr(value, each.name)
        if each.default is MISSING or found != each.default:
            said[each.name] = found
    return said


def _parameter(name: str, said: Mapping[str, Any]) -> Parameter:
    given: dict[str, Any] = {"name": name, **said}
    given.update((key, tuple(said[key])) for key in _LISTS & said.keys())
    return Parameter(**given)
