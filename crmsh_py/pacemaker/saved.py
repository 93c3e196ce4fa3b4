"""The status of a saved CIB, read by ourselves where there is no crm_mon to do it.

It tells what the history in the CIB comes to: who is online, which resource is active where, what
failed.  What a scheduler would conclude beyond that (who has to be fenced because of a failed stop,
say) it does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.pacemaker import lrm
from crmsh_py.pacemaker.moments import moment, of_seconds
from crmsh_py.pacemaker.saved_nodes import (
    Membership,
    Rules,
    is_true,
    membership,
    node_attributes,
    node_state,
    option,
    rules_of,
    shown_attributes,
)
from crmsh_py.pacemaker.saved_tree import Active, replica_count, tree_of
from crmsh_py.pacemaker.state import (
    ClusterStatus,
    FailCount,
    Failure,
    NodeAttribute,
    NodeState,
    Operation,
    Ticket,
    base_id,
    containers_in,
    instances_in,
)
from crmsh_py.xmltree import Element

_BLANK = "<cib><configuration/></cib>"
_FAIL_COUNT = "fail-count-"


@dataclass(slots=True)
class _Found:
    """What is read, node by node."""

    cib: Cib
    rules: Rules
    dc: str
    states: dict[str, Element]
    nodes: list[NodeState] = field(default_factory=list)
    active: list[Active] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    fail_counts: list[FailCount] = field(default_factory=list)
    attributes: list[NodeAttribute] = field(default_factory=list)
    leaving: list[Active] = field(default_factory=list)
    arrived: set[tuple[str, str]] = field(default_factory=set)
    to_be_fenced: set[str] = field(default_factory=set)


def blank_status() -> ClusterStatus:
    """Return the status of nothing."""
    return saved_status(xmltree.parse(_BLANK, "nothing"))


def saved_status(root: Element) -> ClusterStatus:
    """Return what the status section of a CIB says; the CIB may have none."""
    cib = Cib(root)
    states = {one.get("uname", ""): one for one in root.iterfind("status/node_state")}
    found = _Found(cib, rules_of(cib), root.get("dc-uuid", ""), states)
    _read_members(found)
    _read_remotes(found)
    found.active += _arriving(found)
    tree = tree_of(cib, found.active, found.nodes)
    resources = tuple(instances_in(tree))
    dc = next((one.name for one in found.nodes if one.is_dc), None)
    return ClusterStatus(
        nodes=tuple(_concluded(one, found) for one in found.nodes),
        resources=resources,
        containers=tuple(containers_in(tree)),
        failures=tuple(found.failures),
        fencing=(),
        dc=dc,
        dc_version=option(cib, "dc-version", ""),
        with_quorum=is_true(root.get("have-quorum", "")),
        stack=option(cib, "cluster-infrastructure", ""),
        last_change=_last_change(root),
        options=_options(cib, found.rules),
        root=root,
        tree=tree,
        tickets=tuple(_tickets(root)),
        attributes=tuple(found.attributes),
        operations=tuple(found.operations),
        fail_counts=tuple(found.fail_counts),
    )


def _concluded(node: NodeState, found: _Found) -> NodeState:
    """Return a node with what the histories say of it."""
    running = sum(one.node == node.name for one in found.active)
    unclean = node.unclean or node.name in found.to_be_fenced
    return replace(node, resources_running=running, unclean=unclean)


def _last_change(root: Element) -> dict[str, str]:
    names = {
        "time": "cib-last-written",
        "user": "update-user",
        "client": "update-client",
        "origin": "update-origin",
    }
    told = {name: root.get(attribute) for name, attribute in names.items()}
    return {name: moment(text) for name, text in told.items() if text}


def _options(cib: Cib, rules: Rules) -> dict[str, str]:
    return {
        "stonith-enabled": str(rules.fencing).lower(),
        "symmetric-cluster": option(cib, "symmetric-cluster", "true"),
        "no-quorum-policy": option(cib, "no-quorum-policy", "stop"),
        "maintenance-mode": str(is_true(option(cib, "maintenance-mode", "false"))).lower(),
        "stop-all-resources": str(is_true(option(cib, "stop-all-resources", "false"))).lower(),
    }


def _tickets(root: Element) -> Iterator[Ticket]:
    for one in root.iterfind("status/tickets/ticket_state"):
        granted = is_true(one.get("granted", ""))
        when = of_seconds(lrm.number(one.get("last-granted"), 0))
        yield Ticket(one.get("id", ""), granted, is_true(one.get("standby", "")), when)


# ------------------------------------------------------------------ nodes


def _read_members(found: _Found) -> None:
    section = found.cib.section("nodes")
    for one in [] if section is None else xmltree.children(section):
        kind = one.get("type", "member")
        if kind not in {"remote", "ping"}:
            name = one.get("uname", one.get("id", ""))
            _read_node(found, name, (one.get("id", ""), "member"))


def _read_remotes(found: _Found) -> None:
    """Read the nodes whose connection is a resource, when it is known where these run."""
    for name, connection, kind in remotes(found.cib):
        at = [one for one in found.active if connection in {one.id, base_id(one.id)}]
        hosts = {one.name for one in found.nodes if one.online and not one.unclean}
        online = any(one.node in hosts and not one.failed for one in at)
        lost = kind == "remote" and found.rules.fencing and bool(at) and not online
        _read_node(found, name, (name, kind), Membership(online=online, unclean=lost))


def _guests(resources: Element) -> dict[str, list[str]]:
    """Return the names of guest nodes by the primitives that they are; of thousands few are."""
    found: dict[str, list[str]] = {}
    for nvset in resources.iter("meta_attributes"):
        owner = nvset.getparent()
        if owner is None or owner.tag != "primitive":
            continue
        for pair in nvset.iterchildren("nvpair"):
            if pair.get("name") == "remote-node":
                found.setdefault(owner.get("id", ""), []).append(pair.get("value", ""))
    return found


def remotes(cib: Cib) -> Iterator[tuple[str, str, str]]:
    """Yield remote and guest nodes: the name, the resource whose activity decides, the kind."""
    section = cib.section("resources")
    if section is None:
        return
    guests = _guests(section)
    for one in section.iter("primitive"):
        id_ = one.get("id", "")
        if one.get("type") == "remote" and one.get("provider") == "pacemaker":
            yield id_, id_, "remote"
        for name in guests.get(id_, ()):
            yield name, id_, "guest"
    for bundle in section.iter("bundle"):
        if bundle.find("primitive") is not None:
            for number in range(replica_count(bundle)):
                yield f"{bundle.get('id')}-{number}", f"{bundle.get('id')}-{number}", "guest"


def _read_node(
    found: _Found, name: str, identity: tuple[str, str], known: Membership | None = None
) -> None:
    id_, kind = identity
    state = found.states.get(name)
    attributes = node_attributes(found.cib, name, state)
    member = known or membership(state, attributes, found.rules)
    who = (id_, kind, bool(id_) and id_ == found.dc)
    node = node_state(name, state, member, attributes, identity=who)
    found.nodes.append(node)
    found.attributes += shown_attributes(name, attributes) if node.online else []
    if state is not None:
        _read_history(found, node, state, attributes)


# ------------------------------------------------------------------ histories


def _read_history(
    found: _Found, node: NodeState, state: Element, attributes: dict[str, str]
) -> None:
    counts = node.online or (node.kind != "guest" and (found.rules.fencing or node.unclean))
    for one in state.iterfind("lrm/lrm_resources/lrm_resource"):
        id_ = one.get("id", "")
        history = lrm.operations(one)
        outcome = lrm.replay(history)
        agent = (one.get("class", ""), one.get("provider", ""), one.get("type", ""))
        if counts and outcome.role != "Stopped":
            blocked = outcome.stop_failed and not found.rules.fencing
            active = Active(id_, node.name, outcome.role, outcome.failed, agent, blocked)
            found.active.append(active)
            if outcome.leaves_for:
                found.leaving.append(replace(active, node=outcome.leaves_for))
        if any(each.task == "migrate_from" for each in history):
            found.arrived.add((id_, node.name))
        if outcome.stop_failed and found.rules.fencing:
            found.to_be_fenced.add(node.name)
        found.failures += [_failure(each, id_, node.name) for each in outcome.failures]
        found.operations += [_operation(each, id_, node.name) for each in history]
        found.fail_counts += _fail_counts(id_, node.name, attributes)


def _arriving(found: _Found) -> list[Active]:
    """Return what is on its way to a node, where only the node that it left knows of that."""
    ready = {one.name for one in found.nodes if one.online}
    return [
        one
        for one in found.leaving
        if one.node in ready and (one.id, one.node) not in found.arrived
    ]


def _failure(one: lrm.LrmOp, id_: str, node: str) -> Failure:
    return Failure(
        resource=id_,
        task=one.task,
        interval=one.interval,
        node=node,
        exit_code=one.exit_code,
        exit_text=one.exit_text,
        reason=one.reason,
        when=one.when,
        status=one.status_text,
    )


def _operation(one: lrm.LrmOp, id_: str, node: str) -> Operation:
    return Operation(
        resource=id_,
        node=node,
        call=one.call,
        task=one.task,
        interval=one.interval,
        exit_code=one.exit_code,
        exit_text="pending" if one.is_pending else one.exit_text,
        when=one.when,
        exec_time=one.exec_time,
        queue_time=one.queue_time,
    )


def _fail_counts(id_: str, node: str, attributes: dict[str, str]) -> Iterator[FailCount]:
    """Yield the sum of the fail counts of a resource's operations."""
    prefixes = (f"{_FAIL_COUNT}{base_id(id_)}#", f"{_FAIL_COUNT}{id_}#")
    alone = {f"{_FAIL_COUNT}{base_id(id_)}", f"{_FAIL_COUNT}{id_}"}
    texts = [text for key, text in attributes.items() if key in alone or key.startswith(prefixes)]
    if any(text.upper().endswith("INFINITY") for text in texts):
        yield FailCount(id_, node, "INFINITY")
    elif total := sum(lrm.number(text, 0) for text in texts):
        yield FailCount(id_, node, str(total))
