"""What would become of a resource if it were moved, as the scheduler sees it."""

from collections.abc import Collection, Iterator

from crmsh_py.pacemaker.simulation import Action, Simulation, simulate
from crmsh_py.pacemaker.state import base_id
from crmsh_py.pacemaker.tools import Tools

_ARRIVALS = frozenset({"start", "move", "migrate", "promote", "restart", "recover"})
_STEPS = {
    "start": ((), ("start",)),
    "stop": (("stop",), ()),
    "move": (("stop",), ("start",)),
    "migrate": (("stop",), ("start",)),
    "promote": ((), ("promote",)),
    "demote": (("demote",), ()),
}
"""Operations that an action comes to: on the node that it leaves, and where it leads."""


def actions_on(simulation: Simulation, ids: Collection[str]) -> list[Action]:
    """Return what would be done with resources, what cannot be done left out."""
    return [one for one in simulation.actions if base_id(one.resource) in ids and not one.blocked]


def arrives(
    simulation: Simulation, ids: Collection[str], node: str | None, *, promoted: bool
) -> bool:
    """Tell whether one of some resources would come to a node (None: to any)."""
    for one in actions_on(simulation, ids):
        leads_to = one.dest or one.node
        comes = one.action == "promote" if promoted else one.action in _ARRIVALS
        if comes and (node is None or leads_to == node):
            return True
    return False


def returns(tools: Tools, cib_xml: bytes, first: Simulation, ids: Collection[str]) -> Action | None:
    """Return what would take resources away once the actions of a simulation were done.

    `cib_xml` is the configuration that holds then, with the status of before.  What would be done
    where they are, does not count: what is injected carries old digests, so that the scheduler
    wants to reload or restart what was changed since it ran there last.  Raises CrmError.
    """
    second = simulate(tools, cib_xml, *_injections(first))
    return next((one for one in actions_on(second, ids) if _leaves(one)), None)


def _leaves(action: Action) -> bool:
    return action.action == "stop" or action.dest not in ("", action.node)


def _injections(first: Simulation) -> Iterator[str]:
    for one in first.actions:
        if not one.resource or one.blocked:
            continue
        leaving, coming = _STEPS.get(one.action, ((), ()))
        nodes = (one.node, one.dest or one.node)
        for names, node in zip((leaving, coming), nodes, strict=True):
            for name in names:
                yield f"--op-inject={base_id(one.resource)}_{name}_0@{node}=0"
