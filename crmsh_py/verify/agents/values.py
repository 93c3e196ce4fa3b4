"""Checks of what parameters' values are, by the types that the agents' metadata give them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from crmsh_py.agents.agent import Agent
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.options import tables
from crmsh_py.options.values import Kind, meant, wrong_value
from crmsh_py.secrets import is_secret
from crmsh_py.verify.agents.corrections import ALSO
from crmsh_py.verify.agents.place import behind_agent, is_told_elsewhere
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import Primitive, View

_FREE = "string"
"""The type of what any value suits."""


def mistyped_values(view: View) -> Iterator[Diagnostic]:
    """Report values that are none of their parameter's type: the agent would take them wrongly."""
    typed: dict[int, _Typed] = {}
    for primitive in chain(view.primitives, view.templates):
        agent = view.agent(primitive)
        if agent is None:
            continue
        known = typed.get(id(agent))
        if known is None:
            known = typed[id(agent)] = _Typed(agent.name.type, _kinds(agent))
        kinds = known.kinds
        own = primitive.own_parameters
        for name, value in (*own.always.items(), *own.ruled) if kinds else ():
            expected = known.expected(name, value) if name in kinds else None
            if expected is not None and not is_told_elsewhere(view, primitive, name):
                yield _mistyped(primitive, kinds[name], name, value, expected)


@dataclass(slots=True)
class _Typed:
    """The parameters of an agent that have a type, and what was judged of their values."""

    type: str
    kinds: Mapping[str, Kind]
    judged: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def expected(self, name: str, value: str) -> str | None:
        """Return in words what a value ought to be, None if it is fine: empty is as if unset."""
        key = (name, value)
        if key not in self.judged:
            excepted = not value or value in ALSO.get((self.type, name), ())
            self.judged[key] = None if excepted else wrong_value(self.kinds[name], value)
        return self.judged[key]


def _kinds(agent: Agent) -> dict[str, Kind]:
    """Return the parameters that have a type; it is trusted only if their own default is of it."""
    kinds: dict[str, Kind] = {}
    if agent.name.class_ == "stonith":
        kinds |= tables.fencing()
    for name, one in agent.parameters.items():
        if one.type != _FREE and not (one.default and wrong_value(one, one.default)):
            kinds[name] = one
    return kinds


def _mistyped(primitive: Primitive, kind: Kind, name: str, value: str, expected: str) -> Diagnostic:
    shown = name if is_secret(name) else f"{name}={value}"
    return finding(
        primitive.element,
        "mistyped-parameter",
        f"'{shown}': expected {expected}",
        *behind_agent(primitive, name),
        hint=meant(kind, value),
    )


CHECKS = (OfWhole(("mistyped-parameter",), mistyped_values),)
