"""What the status section of a CIB says beside what crm_mon shows: operations, tickets, quorum."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crmsh_py.model.cib import Cib
from crmsh_py.pacemaker import lrm
from crmsh_py.pacemaker.fail_counts import OperationFailures, parse_fail_counts
from crmsh_py.pacemaker.monitor import parse_status
from crmsh_py.pacemaker.saved import saved_status
from crmsh_py.pacemaker.saved_nodes import is_true
from crmsh_py.pacemaker.simulation import Simulation
from crmsh_py.pacemaker.state import ClusterStatus, base_id


@dataclass(frozen=True, slots=True)
class Done:
    """An operation on a primitive that a node tells of."""

    resource: str
    node: str
    operation: lrm.LrmOp


@dataclass(frozen=True, slots=True)
class TicketState:
    """A ticket as this cluster has it."""

    granted: bool
    standby: bool


def node_names(cib: Cib) -> dict[str, str]:
    """Return the names of all nodes that the CIB has heard of, by their ids."""
    states = cib.root.iterfind("status/node_state")
    known = cib.root.iterfind("configuration/nodes/node")
    return {
        one.get("id", ""): one.get("uname", one.get("id", ""))
        for one in (*states, *known)
        if one.get("id")
    }


def operations(cib: Cib) -> Iterator[Done]:
    """Yield the operations that the nodes tell of, resource by resource as they were done."""
    names = node_names(cib)
    for state in cib.root.iterfind("status/node_state"):
        node = names.get(state.get("id", ""), "")
        for resource in state.iterfind("lrm/lrm_resources/lrm_resource"):
            id_ = base_id(resource.get("id", ""))
            yield from (Done(id_, node, one) for one in lrm.operations(resource))


def transient_attributes(cib: Cib) -> dict[str, dict[str, str]]:
    """Return by node the attributes that it loses when it leaves the cluster."""
    names = node_names(cib)
    return {
        names.get(state.get("id", ""), ""): {
            pair.get("name", ""): pair.get("value", "")
            for pair in state.iterfind("transient_attributes/instance_attributes/nvpair")
        }
        for state in cib.root.iterfind("status/node_state")
    }


def fail_counts(cib: Cib) -> list[OperationFailures]:
    """Return the failures that the nodes count."""
    return list(parse_fail_counts(cib.root))


def tickets(cib: Cib) -> dict[str, TicketState]:
    """Return the tickets that the cluster has heard of."""
    return {
        one.get("id", ""): TicketState(
            is_true(one.get("granted", "")), is_true(one.get("standby", ""))
        )
        for one in cib.root.iterfind("status/tickets/ticket_state")
    }


# ------------------------------------------------------------------ the status to reason about


def status_of(cib: Cib, simulation: Simulation | None) -> ClusterStatus:
    """Return the state that a simulation began with, without one what the CIB's history says."""
    if simulation is None or simulation.before is None:
        return saved_status(cib.root)
    status = parse_status(simulation.before)
    dc = node_names(cib).get(cib.root.get("dc-uuid", ""))
    quorum = is_true(cib.root.get("have-quorum", ""))  # as the scheduler reads it
    return replace(status, dc=dc, with_quorum=quorum)
