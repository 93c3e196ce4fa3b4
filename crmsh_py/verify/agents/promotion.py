"""Checks of promotable clones of agents that cannot be promoted, and of agents that need one."""

from collections.abc import Iterator

from crmsh_py.agents.agent import Agent
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.agents.place import behind_agent, full_name
from crmsh_py.verify.agents.roles import AllDuties
from crmsh_py.verify.check import OfContainer, OfWhole, finding
from crmsh_py.verify.view import Container, View

_IDLE_UNPROMOTED = frozenset(
    {
        "SAPHana",
        "SAPHanaController",
        "galera",
        "mariadb",
        "mpathpersist",
        "rabbitmq-server-ha",
        "redis",
        "sg_persist",
    }
)
"""Types of agents whose 'start' only gets ready: databases that follow a primary, reservations."""


def unpromotable_agents(view: View, clone: Container) -> Iterator[Diagnostic]:
    """Report a promotable clone with an ocf agent that has no action 'promote'.

    Those of other classes are told of elsewhere: Pacemaker itself refuses them.
    """
    if not clone.is_clone or not view.is_promotable(clone):
        return
    for member in clone.primitives():
        agent = view.agent(member)
        if agent is not None and _is_unpromotable(agent):
            words = (
                f"{full_name(agent.name)} of '{member.id}' has no actions 'promote' and 'demote':"
                " nothing is ever promoted, or it fails"
            )
            hint = "take 'promotable=true' out, or use an agent that can be promoted"
            yield finding(clone.element, "cannot-be-promoted", words, hint=hint)


def _is_unpromotable(agent: Agent) -> bool:
    return agent.name.class_ == "ocf" and bool(agent.actions) and not agent.promotable


def agents_to_be_promoted(view: View) -> Iterator[Diagnostic]:
    """Report agents that do their work only where they are promoted, and can be so nowhere."""
    duties = AllDuties(view)
    for primitive in view.primitives:
        name = primitive.agent
        concerned = name is not None and name.type in _IDLE_UNPROMOTED and name.class_ == "ocf"
        if name is not None and concerned and not duties.of(primitive).promotable:
            words = f"{full_name(name)} does its work only where it is promoted"
            hint = f"'clone ID {primitive.outermost.id} meta promotable=true'"
            if primitive.clone is not None:
                hint = f"'configure set {primitive.clone.id}.meta.promotable true'"
            at = behind_agent(primitive)
            yield finding(primitive.element, "needs-promotion", words, *at, hint=hint)


CHECKS = (
    OfContainer(("cannot-be-promoted",), unpromotable_agents),
    OfWhole(("needs-promotion",), agents_to_be_promoted),
)
