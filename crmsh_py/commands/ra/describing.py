"""The command `info` of `ra`: what an agent says of itself."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from crmsh_py.agents.agent import Action, Agent, Origin, Parameter
from crmsh_py.agents.known import KnownAgents
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, flag
from crmsh_py.commands.declare import Parameter as Place
from crmsh_py.commands.ra.naming import known_agent, name_text
from crmsh_py.commands.styled import Line, Piece, heading, line, plain, table
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.options import tables
from crmsh_py.options.option import Option
from crmsh_py.spelling import did_you_mean

_WIDTH = 94
_ORIGINS = {
    Origin.INSTALLED: "installed here",
    Origin.CATALOGUE: "not installed here: these are the facts of the catalogue",
    Origin.CLASS: "as all of its class",
}


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        flag("--full", "with the agent's own texts"),
        Place("agent", Kind.AGENT, required=True, meaning="[CLASS:[PROVIDER:]]TYPE"),
        Place("parameter", Kind.PARAMETER, meaning="one of its parameters, with its own text"),
        name="info",
        aliases=("meta",),
    )(info)


def info(context: Context, arguments: Arguments) -> Reply:
    """Show what an agent says of itself: parameters, and the times that it advises.

    An agent is named as in `primitive`: `IPaddr2`, `ocf:pacemaker:Dummy`, `fence_ipmilan`,
    `systemd:nginx`. Its own texts are shown with `--full`, those on one parameter if that is named.
    Of what is not installed here the catalogue that comes with this program knows the facts.

    Example:
        # what it takes
        info IPaddr2
        # with the agent's own texts, of all or of one parameter
        info --full IPaddr2
        info IPaddr2 cidr_netmask
    """
    library = context.library
    agent, others = known_agent(library, arguments["agent"])
    word = arguments["parameter"]
    shown = list(agent.parameters.values()) if word is None else [_parameter(agent, word)]
    wordy = arguments["full"] or word is not None
    lines = list(_of_parameters(shown, wordy=wordy)) if word else list(_lines(agent, wordy=wordy))
    record = _record(agent, shown)
    notes = (*_absent(library, agent), *_also(others))
    problems = tuple(library.problems)
    return Reply(plain(lines), "text", (record,), notes, problems, view=tuple(lines))


def _absent(library: KnownAgents, agent: Agent) -> tuple[str, ...]:
    """Tell that a unit or an init script is not there: all of the class are alike in the rest."""
    if agent.origin is not Origin.CLASS or library.is_installed(agent.name):
        return ()
    return (f"there is no {name_text(agent.name)} on this machine",)


def _also(others: list[Name]) -> tuple[str, ...]:
    names = ", ".join(map(name_text, others))
    return (f"there is also: {names}",) if others else ()


def _parameter(agent: Agent, word: str) -> Parameter:
    """Return a parameter of an agent.  Raises CrmError (unknown-parameter)."""
    found = agent.parameters.get(word)
    if found is not None:
        return found
    words = f"{name_text(agent.name)} has no parameter {word!r}"
    hint = did_you_mean(word, list(agent.parameters))
    raise CrmError(Diagnostic("no-such-value", words, subject=word, hint=hint))


# ------------------------------------------------------------------ as text


def _lines(agent: Agent, *, wordy: bool) -> Iterator[Line]:
    title = f": {agent.short}" if agent.short else ""
    yield line(0, Piece(name_text(agent.name), "id"), title)
    version = f", version {agent.version}" if agent.version else ""
    yield line(1, Piece(f"{_ORIGINS[agent.origin]}{version}", "dim"))
    if wordy and agent.long:
        yield line(0)
        yield from _paragraphs(agent.long, 0)
    if agent.parameters:
        yield line(0)
        yield heading("Parameters:")
        yield from _of_parameters(_required_first(agent), wordy=wordy)
    if agent.name.class_ == "stonith":
        yield line(0)
        yield heading("Parameters that the cluster itself takes of every fence device:")
        yield from _of_options(tables.fencing().values())
    if agent.actions:
        yield line(0)
        yield heading("Operations, with the times that the agent advises:")
        yield from table(1, [_cells(one) for one in agent.actions])


def _required_first(agent: Agent) -> list[Parameter]:
    """Return the parameters: required ones first, deprecated ones last."""
    return sorted(agent.parameters.values(), key=lambda one: (one.deprecated, not one.required))


def _of_parameters(parameters: list[Parameter], *, wordy: bool) -> Iterator[Line]:
    for one in parameters:
        style = "dim" if one.deprecated else "id"
        told = f": {one.short}" if one.short else ""
        yield line(1, Piece(one.name, style), Piece(f" ({_facts(one)})", "dim"), told)
        if wordy and one.long and one.long != one.short:
            yield from _paragraphs(one.long, 3)


def _facts(parameter: Parameter) -> str:
    """Return what is to be known of a parameter, in words."""
    facts = ["required"] if parameter.required else []
    facts.append("|".join(parameter.values) or parameter.type)
    if parameter.default not in (None, ""):
        facts.append(f"default {parameter.default}")
    if parameter.unique:
        same = parameter.unique == parameter.name
        facts.append("unique" if same else f"unique in group {parameter.unique}")
    if parameter.reloadable:
        facts.append("reloadable")
    if parameter.deprecated:
        instead = ", ".join(parameter.replaced_by)
        facts.append(f"deprecated: use {instead}" if instead else "deprecated")
    return ", ".join(facts)


def _of_options(options: Iterable[Option]) -> Iterator[Line]:
    for one in options:
        facts = "|".join(one.values) or one.type
        default = f", default {one.default}" if one.default else ""
        told = f": {one.short}" if one.short else ""
        yield line(1, Piece(one.name, "id"), Piece(f" ({facts}{default})", "dim"), told)


def _cells(action: Action) -> list[Piece]:
    pairs = [
        (name, value)
        for name, value in (
            ("interval", action.interval),
            ("timeout", action.timeout),
            ("role", action.role),
            ("start-delay", action.start_delay),
            ("depth", action.depth),
        )
        if value and (name, value) != ("depth", "0")
    ]
    return [Piece(action.name), Piece(" ".join(f"{name}={value}" for name, value in pairs))]


def _paragraphs(text: str, depth: int) -> Iterator[Line]:
    """Yield an agent's own text, its lines joined to paragraphs and cut anew."""
    for paragraph in textwrap.dedent(text).strip().split("\n\n"):
        for part in textwrap.wrap(" ".join(paragraph.split()), _WIDTH - 2 * depth):
            yield line(depth, part)


# ------------------------------------------------------------------ for --json


def _record(agent: Agent, parameters: list[Parameter]) -> dict[str, Any]:
    name = agent.name
    return {
        "kind": "agent",
        "name": name_text(name),
        "class": name.class_,
        "provider": name.provider,
        "type": name.type,
        "version": agent.version,
        "origin": agent.origin.value,
        "short": agent.short,
        "long": agent.long,
        "parameters": [_parameter_record(one) for one in parameters],
        "actions": [_action_record(one) for one in agent.actions],
        "cluster_parameters": [
            {"name": one.name, "type": one.type, "default": one.default, "values": list(one.values)}
            for one in (tables.fencing().values() if name.class_ == "stonith" else ())
        ],
    }


def _parameter_record(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "type": one.type,
        "default": one.default,
        "required": one.required,
        "unique": one.unique,
        "reloadable": one.reloadable,
        "deprecated": one.deprecated,
        "replaced_by": list(one.replaced_by),
        "values": list(one.values),
        "short": one.short,
        "long": one.long,
    }


def _action_record(one: Action) -> dict[str, Any]:
    return {
        "name": one.name,
        "timeout": one.timeout,
        "interval": one.interval,
        "role": one.role,
        "depth": one.depth,
        "start_delay": one.start_delay,
    }
