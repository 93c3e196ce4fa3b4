"""What takes the place of a primitive's agent."""

from dataclasses import dataclass

from crmsh_py.convert.cib06.settings import Layer
from crmsh_py.grammar.tree import Agent, Op


@dataclass(frozen=True, slots=True)
class Substitute:
    """An agent of today with its parameters.

    `monitor` (interval, timeout) is one that it cannot do without.  What has to be promoted is
    `cloned` with meta attributes (name, value), and has its own `operations`.
    """

    agent: Agent
    parameters: tuple[Layer, ...]
    monitor: tuple[str, str] | None = None
    cloned: tuple[tuple[str, str], ...] | None = None
    operations: tuple[Op, ...] = ()


def agent_name(agent: Agent) -> str:
    """Return an agent as it is written: class, provider and type."""
    return ":".join(part for part in (agent.class_, agent.provider, agent.type) if part)
