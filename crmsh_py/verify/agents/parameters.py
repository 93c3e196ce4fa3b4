"""Checks of parameters: names that the agent does not know, does not want, or misses."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from crmsh_py.agents.agent import Agent, Origin, Parameter
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.options import tables
from crmsh_py.verify.agents.corrections import TAKEN
from crmsh_py.verify.agents.nearest import Nearest
from crmsh_py.verify.agents.place import behind_agent, full_name, is_told_elsewhere, listed
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import Primitive, View
from crmsh_py.verify.view.pairs import Pairs

_OF_ALL = frozenset({"trace_ra", "trace_file", "trace_dir", "OCF_CHECK_LEVEL"})
"""What all ocf agents take, through the functions that they share."""
_OF_THE_CLUSTER = "CRM_meta_"
"""How the names begin that the cluster itself hands to agents."""
_NODE = "nodename"
"""What the cluster tells each fence agent, and those that do not want it drop in silence."""
_NOT_MISPLACED = frozenset({"name", "description"})
"""Options of operations whose names are everyday words."""


class Misnamed(NamedTuple):
    """What is wrong with the names of a resource's parameters."""

    unknown: tuple[str, ...] = ()
    deprecated: tuple[Parameter, ...] = ()
    missing: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.unknown or self.deprecated or self.missing)


def misnamed_parameters(view: View) -> Iterator[Diagnostic]:
    """Report parameters that are unknown, deprecated or missing, by the agents' metadata."""
    judged: dict[tuple[object, ...], Misnamed] = {}
    spelling = Nearest()
    for primitive in chain(view.primitives, view.templates):
        agent = view.agent(primitive)
        if agent is None or agent.open_ended:
            continue
        own, given = _names(primitive.own_parameters), _given(primitive)
        key = (id(agent), own, given)
        found = judged.get(key)
        if found is None:
            found = judged[key] = judge(agent, own, own if given is None else given)
        if found:
            yield from _findings(primitive, agent, _own_of(view, primitive, found), spelling)


def _own_of(view: View, primitive: Primitive, found: Misnamed) -> Misnamed:
    """Return what is wrong but for that which is told of the resource that says it."""
    unknown = (one for one in found.unknown if not is_told_elsewhere(view, primitive, one))
    deprecated = (
        one for one in found.deprecated if not is_told_elsewhere(view, primitive, one.name)
    )
    return Misnamed(tuple(unknown), tuple(deprecated), found.missing)


def _names(pairs: Pairs) -> tuple[str, ...]:
    if not pairs.sometimes:
        return tuple(pairs.always)
    return (*pairs.always, *sorted(pairs.sometimes - pairs.always.keys()))


def _given(primitive: Primitive) -> tuple[str, ...] | None:
    """Return all names of which a resource gets a value, if these are other than its own.

    To an agent, an empty value is none.
    """
    is_bare = primitive.template is None and primitive.outer is None
    if is_bare and "" not in primitive.parameters.always.values():
        return None
    names = _filled(primitive.parameters)
    outer = primitive.outer
    while outer is not None:  # members have the parameters of what they are in
        names += _filled(outer.parameters)
        outer = outer.outer
    return names


def _filled(pairs: Pairs) -> tuple[str, ...]:
    if "" not in pairs.always.values():
        return _names(pairs)
    filled = (name for name, value in pairs.always.items() if value)
    return (*filled, *sorted(pairs.sometimes))


def judge(agent: Agent, own: tuple[str, ...], given: tuple[str, ...]) -> Misnamed:
    """Tell what is wrong with parameters' names: `own` are of the statement, `given` all."""
    parameters = agent.parameters
    return Misnamed(
        tuple(one for one in own if not is_known(agent, one)),
        tuple(parameters[one] for one in own if one in parameters and parameters[one].deprecated),
        tuple(_missing(parameters, frozenset(given))),
    )


def is_known(agent: Agent, name: str) -> bool:
    """Tell whether an agent takes a parameter, or the cluster does on its behalf."""
    if name in agent.parameters or name in TAKEN.get(agent.name.type, ()):
        return True
    if _fences(agent):
        # What fence agents share takes `-` for `_` in names.
        return (
            name in tables.fencing() or name == _NODE or name.replace("-", "_") in agent.parameters
        )
    return name in _OF_ALL or name.startswith(_OF_THE_CLUSTER)


def _names_of(agent: Agent) -> list[str]:
    return [*agent.parameters, *(tables.fencing() if _fences(agent) else ())]


def _missing(parameters: Mapping[str, Parameter], given: frozenset[str]) -> Iterator[str]:
    """Yield what must be given and is not, be it under an old name; a default is good enough."""
    for one in parameters.values():
        if one.required and not one.deprecated and not one.default and one.name not in given:
            old = (each for each in parameters.values() if one.name in each.replaced_by)
            if not any(each.name in given for each in old):
                yield one.name


# ------------------------------------------------------------------ what to say


def _findings(
    primitive: Primitive, agent: Agent, found: Misnamed, spelling: Nearest
) -> Iterator[Diagnostic]:
    meant = set()
    for name in found.unknown:
        elsewhere = _elsewhere(name)
        near = None if elsewhere else spelling.to(name, _names_of(agent), id(agent))
        meant.add(near)
        hint = f"did you mean '{near}'?" if near else elsewhere or _list_of(agent)
        yield _unknown(primitive, agent, name, hint)
    missing = [name for name in found.missing if name not in meant]
    if missing and not primitive.is_template:
        yield _lacking(primitive, agent, missing)
    if found.deprecated:
        yield _deprecated(primitive, agent, found.deprecated)


def _unknown(primitive: Primitive, agent: Agent, name: str, hint: str | None) -> Diagnostic:
    words = f"{full_name(agent.name)} has no parameter '{name}' and does not look at it"
    if not agent.parameters:
        words = f"{agent.name.class_} agents take no parameters, so that '{name}' does nothing"
    at = behind_agent(primitive, name)
    return finding(primitive.element, "unknown-parameter", words, *at, hint=hint)


def _elsewhere(name: str) -> str | None:
    """Return where a name belongs that is no parameter's, but an option of something else."""
    option = name.replace("_", "-")
    if option in tables.resource_meta():
        return f"write it behind 'meta': '{option}' is a meta attribute"
    if name in tables.operation() and name not in _NOT_MISPLACED:
        return f"write it behind 'op ACTION': '{name}' is an option of operations"
    return None


def _list_of(agent: Agent) -> str | None:
    if not agent.parameters:
        return "take it out"
    hint = f"'ra info {full_name(agent.name)}' lists those there are"
    if agent.origin is Origin.CATALOGUE:
        hint += "; all is well if the nodes have a newer release that takes it"
    return hint


def _lacking(primitive: Primitive, agent: Agent, names: list[str]) -> Diagnostic:
    are = "is" if len(names) == 1 else "are"
    words = f"{listed(names)} {are} missing, which {full_name(agent.name)} requires"
    hint = "write 'params {}'".format(" ".join(f"{name}=VALUE" for name in names))
    at = behind_agent(primitive)
    return finding(primitive.element, "missing-parameter", words, *at, hint=hint)


def _deprecated(
    primitive: Primitive, agent: Agent, parameters: tuple[Parameter, ...]
) -> Diagnostic:
    names = [one.name for one in parameters]
    are = "is" if len(names) == 1 else "are"
    words = f"{listed(names)} {are} deprecated: a later {full_name(agent.name)} may not take "
    words += "it any more" if len(names) == 1 else "them any more"
    instead = [
        f"'{one.replaced_by[0]}' in place of '{one.name}'" for one in parameters if one.replaced_by
    ]
    return finding(
        primitive.element,
        "deprecated-parameter",
        words,
        *behind_agent(primitive, names[0]),
        severity=Severity.INFO,
        hint="use " + ", ".join(instead) if instead else None,
    )


def _fences(agent: Agent) -> bool:
    return agent.name.class_ == "stonith"


CHECKS = (
    OfWhole(
        ("unknown-parameter", "missing-parameter", "deprecated-parameter"), misnamed_parameters
    ),
)
