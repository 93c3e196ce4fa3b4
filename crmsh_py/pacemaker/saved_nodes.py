"""The state of nodes as a saved CIB's status section has it.

Facts: Pacemaker Explained, "Status" (node_state); what follows from them is as the scheduler of
Pacemaker 2.1 takes it, which crm_mon shows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crmsh_py.model.cib import Cib
from crmsh_py.model.meta import cluster_option
from crmsh_py.pacemaker.state import NodeAttribute, NodeState
from crmsh_py.xmltree import Element

_TRUE = frozenset({"true", "on", "yes", "y", "1"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What the cluster's options say about nodes."""

    fencing: bool
    startup_fencing: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """What follows from a node_state."""

    online: bool = False
    pending: bool = False
    unclean: bool = False


def rules_of(cib: Cib) -> Rules:
    """Return what the options say."""
    fencing = option(cib, "stonith-enabled", option(cib, "stonith_enabled", "true"))
    return Rules(is_true(fencing), is_true(option(cib, "startup-fencing", "true")))


def option(cib: Cib, name: str, otherwise: str) -> str:
    """Return a property of the cluster, or its default."""
    found = cluster_option(cib, name)
    return otherwise if found is None else found.value


def is_true(text: str) -> bool:
    """Tell whether a value means yes."""
    return text.lower() in _TRUE


def _present(text: str | None) -> bool:
    """Tell whether a membership says yes: a truth, or since 2.1.8 the time of it."""
    text = text or ""
    return is_true(text) or (text.isdecimal() and int(text) > 1)


def _is_peer(text: str | None) -> bool:
    return text == "online" or ((text or "").isdecimal() and int(text or "0") > 0)


def membership(state: Element | None, attributes: Mapping[str, str], rules: Rules) -> Membership:
    """Return whether a node is online, by its node_state; None: it has none."""
    if state is None:
        return Membership(unclean=rules.fencing and rules.startup_fencing)
    known = state.get("in_ccm", state.get("ha"))
    in_cluster, peer = _present(known), _is_peer(state.get("crmd"))
    join, expected = state.get("join"), state.get("expected", "down")
    if not rules.fencing:
        online = in_cluster and peer and join == "member"
        lost = in_cluster and not peer and expected == "member"
        return Membership(online=online, unclean=lost)
    if attributes.get("shutdown", "0") != "0":
        return Membership(online=peer)
    doomed = is_true(attributes.get("terminate", "")) or attributes.get("terminate", "0")[0] > "0"
    return _with_fencing(known, join, expected, (in_cluster, peer, doomed))


def _with_fencing(
    known: str | None, join: str | None, expected: str, seen: tuple[bool, bool, bool]
) -> Membership:
    in_cluster, peer, doomed = seen
    if known is None or join == "nack":
        return Membership(online=in_cluster, unclean=True)
    if expected == "down" and not doomed:
        return Membership(online=in_cluster, pending=in_cluster or peer)
    if doomed and join == "down" and not in_cluster and not peer:
        return Membership()
    if not in_cluster or not peer or doomed:
        return Membership(online=in_cluster, unclean=True)
    waiting = join in {"pending", "down"}
    return Membership(True, waiting, unclean=not waiting and join != "member")


# ------------------------------------------------------------------ attributes


def node_attributes(cib: Cib, name: str, state: Element | None) -> dict[str, str]:
    """Return the attributes of a node; those until it restarts go before lasting ones."""
    found: dict[str, str] = {}
    there = cib.node(name)
    if there is not None:
        found.update(_pairs(there, "instance_attributes/nvpair"))
    if state is not None:
        found.update(_pairs(state, "transient_attributes/instance_attributes/nvpair"))
    return found


def _pairs(element: Element, path: str) -> Iterator[tuple[str, str]]:
    for one in element.iterfind(path):
        yield one.get("name", ""), one.get("value", "")


_INTERNAL = ("#", "fail-count-", "last-failure-", "probe_complete", "shutdown", "terminate")
_STATES = frozenset({"standby", "maintenance"})


def shown_attributes(name: str, attributes: Mapping[str, str]) -> Iterator[NodeAttribute]:
    """Yield the attributes that are of use to people: none of Pacemaker's own."""
    for key, value in sorted(attributes.items()):
        if not key.startswith(_INTERNAL) and key not in _STATES:
            yield NodeAttribute(name, key, value)


def node_state(
    name: str,
    state: Element | None,
    member: Membership,
    attributes: Mapping[str, str],
    *,
    identity: tuple[str, str, bool],
) -> NodeState:
    """Return a node; `identity` is its id, its kind, and whether it is the DC."""
    id_, kind, is_dc = identity
    return NodeState(
        name=name,
        id=id_ or (state.get("id", "") if state is not None else ""),
        online=member.online,
        pending=member.pending,
        unclean=member.unclean,
        standby=is_true(attributes.get("standby", "")) or member.pending,
        standby_onfail=False,
        maintenance=is_true(attributes.get("maintenance", "")),
        shutdown=attributes.get("shutdown", "0") != "0",
        is_dc=is_dc,
        kind=kind,
        resources_running=0,
        feature_set=attributes.get("#feature-set", ""),
    )
