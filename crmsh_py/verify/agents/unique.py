"""The check of parameters whose values no two resources may share: two addresses that are one."""

from collections.abc import Iterator, Mapping

from crmsh_py.agents.agent import Agent
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.elements import title
from crmsh_py.secrets import is_secret
from crmsh_py.verify.agents.corrections import SHARED
from crmsh_py.verify.agents.place import behind_agent, full_name
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import Primitive, View

_NO_IDENTITY = frozenset({"boolean", "bool", "select", "time", "second"})
"""Types that can tell nothing from anything else, whatever the metadata say."""

Groups = Mapping[str, tuple[str, ...]]
"""Parameters that are unique together, by the name of their group."""


def shared_values(view: View) -> Iterator[Diagnostic]:
    """Report resources of one type with the same value of a parameter that must be unique.

    Of parameters that are unique together, all must be the same, and one at least be given.
    """
    groups: dict[int, Groups] = {}
    owners: dict[tuple[object, ...], Primitive] = {}
    for primitive in view.primitives:
        agent = view.agent(primitive)
        if agent is None:
            continue
        agent_id = id(agent)
        unique = groups.get(agent_id)
        if unique is None:
            unique = groups[agent_id] = _groups(agent)
        given = primitive.parameters.always
        for group, names in unique.items():
            values = _values(given, names)
            if values:
                owner = owners.setdefault((agent_id, group, values), primitive)
                if owner is not primitive:
                    yield _shared(primitive, owner, agent, names)


def _values(given: Mapping[str, str], names: tuple[str, ...]) -> object:
    """Return what parameters are together; nothing if none is given."""
    if len(names) == 1:
        return given.get(names[0])
    values = tuple(given.get(name) or None for name in names)
    return values if any(values) else None


def _groups(agent: Agent) -> Groups:
    """Return what is unique; fence devices are left out, which share what they like."""
    found: dict[str, tuple[str, ...]] = {}
    for one in agent.parameters.values() if agent.name.class_ != "stonith" else ():
        excepted = (agent.name.type, one.name) in SHARED or one.type in _NO_IDENTITY
        if one.unique and not excepted:
            found[one.unique] = (*found.get(one.unique, ()), one.name)
    return found


def _shared(
    primitive: Primitive, owner: Primitive, agent: Agent, names: tuple[str, ...]
) -> Diagnostic:
    values = primitive.parameters.always
    given = [name for name in names if values.get(name)]
    shown = " ".join(name if is_secret(name) else f"{name}={values[name]}" for name in given)
    words = f"'{shown}' is that of {title(owner.element)} too: the two get in each other's way"
    hint = f"{full_name(agent.name)} wants it different for every resource"
    at = behind_agent(primitive, given[0])
    return finding(primitive.element, "shared-parameter", words, *at, hint=hint)


CHECKS = (OfWhole(("shared-parameter",), shared_values),)
