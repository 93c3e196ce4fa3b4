"""What would be: changes to the status section of a CIB, to simulate with.

They write what Pacemaker's daemons would have written, as `crm_simulate`'s injections do
(Pacemaker Explained, "Status"; checked against Pacemaker 2.1.5).  The elements are edited in place.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.xmltree import Element

_NODE_STATES: Mapping[str, Mapping[str, str]] = {
    "online": {"in_ccm": "true", "crmd": "online", "join": "member", "expected": "member"},
    "offline": {"in_ccm": "false", "crmd": "offline", "join": "down", "expected": "down"},
    "unclean": {"in_ccm": "false", "crmd": "offline", "join": "down", "expected": "member"},
}
NODE_STATES = tuple(_NODE_STATES)

RESULTS: Mapping[str, int] = {
    "success": 0,
    "unknown": 1,
    "args": 2,
    "unimplemented": 3,
    "perm": 4,
    "installed": 5,
    "configured": 6,
    "not_running": 7,
    "promoted": 8,
    "master": 8,
    "failed_promoted": 9,
    "failed_master": 9,
}
"""What an agent's exit status is called, to the status (OCF resource agent API)."""

EXECUTIONS: Mapping[str, int] = {
    "pending": -1,
    "done": 0,
    "cancelled": 1,
    "timeout": 2,
    "notsupported": 3,
    "error": 4,
}
"""What became of an operation, to its op-status."""

_INFINITY = "INFINITY"

TICKET_VERBS = ("grant", "revoke", "standby", "activate")

_UUID = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that would have run: its interval in milliseconds, the agent's exit status."""

    resource: str
    name: str
    interval: int
    result: int
    execution: int = 0

    @property
    def key(self) -> str:
        """What tells it from other operations of its resource."""
        return f"{self.resource}_{self.name}_{self.interval}"

    @property
    def expected(self) -> int:
        """The exit status at which the cluster sees no failure."""
        if self.name == "monitor" and not self.interval:
            return RESULTS["not_running"]
        return RESULTS["success"]


def set_quorum(root: Element, *, quorate: bool) -> None:
    """Say whether the nodes have a quorum."""
    root.set("have-quorum", "1" if quorate else "0")


def set_node(root: Element, name: str, state: str) -> None:
    """Let a node of the configuration be `online`, `offline` or `unclean`."""
    node = _node_state(root, name)
    for key, text in _NODE_STATES[state].items():
        node.set(key, text)
    if state == "offline":
        for child in list(xmltree.children(node)):
            xmltree.remove(child)


def set_ticket(root: Element, id_: str, verb: str) -> None:
    """Grant or revoke a ticket, put it on standby or make it active again."""
    status = _status(root)
    tickets = status.find("tickets")
    if tickets is None:
        tickets = xmltree.sub(status, "tickets", {})
    found = [one for one in xmltree.children(tickets) if one.get("id") == id_]
    ticket = found[0] if found else xmltree.sub(tickets, "ticket_state", {"id": id_})
    if verb in {"grant", "revoke"}:
        ticket.set("granted", "true" if verb == "grant" else "false")
    else:
        ticket.set("standby", "true" if verb == "standby" else "false")


def run_operation(
    root: Element, node: str, agent: Mapping[str, str], operation: Operation, when: int
) -> None:
    """Let an operation have run on a node; `when` is in seconds since 1970.

    `agent` has the class, provider and type of the resource.  A failure is counted.
    """
    state = _node_state(root, node)
    history = _history(state, operation.resource, agent)
    failed = operation.result != operation.expected or operation.execution > 1
    kind = "last_failure_0" if failed else "last_0"
    kind = kind if failed or not operation.interval else f"{operation.name}_{operation.interval}"
    id_ = f"{operation.resource}_{kind}"
    for old in [one for one in xmltree.children(history) if one.get("id") == id_]:
        xmltree.remove(old)
    call = 1 + max(
        (_number(one.get("call-id", "0")) for one in xmltree.children(history)), default=0
    )
    entry = xmltree.sub(history, "lrm_rsc_op", _entry(id_, operation, call))
    entry.set("crm_feature_set", root.get("crm_feature_set", ""))
    if digest := _digest(root, operation):
        entry.set("op-digest", digest)
    entry.set("last-rc-change", str(when))
    if failed:
        entry.set("exit-reason", "Simulated action result")
        _count_failure(state, operation, when)


def _entry(id_: str, operation: Operation, call: int) -> dict[str, str]:
    key = f"{call}:-1:{operation.expected}:{_UUID}"
    return {
        "id": id_,
        "operation_key": operation.key,
        "operation": operation.name,
        "crm-debug-origin": "crm",
        "transition-key": key,
        "transition-magic": f"{operation.execution}:{operation.result};{key}",
        "call-id": str(call),
        "rc-code": str(operation.result),
        "op-status": str(operation.execution),
        "interval": str(operation.interval),
        "exec-time": "0",
        "queue-time": "0",
    }


def _digest(root: Element, operation: Operation) -> str | None:
    """Return the digest of the parameters that the resource ran with before, on whatever node.

    Without one the scheduler thinks that they have changed since.
    """
    interval = str(operation.interval)
    resources = root.iterfind("status/node_state/lrm/lrm_resources/lrm_resource")
    histories = (one for one in resources if one.get("id") == operation.resource)
    entries = (entry for history in histories for entry in xmltree.children(history))
    found = (one.get("op-digest") for one in entries if one.get("interval", "0") == interval)
    return next(filter(None, found), None)


def _count_failure(state: Element, operation: Operation, when: int) -> None:
    name = f"{operation.resource}#{operation.name}_{operation.interval}"
    attributes = _transient(state)
    count = attributes.get(f"fail-count-{name}")
    known = count.get("value", "0") if count is not None else "0"
    if known != _INFINITY:  # a fatal failure counts so, and one more adds nothing to it
        _set_transient(state, f"fail-count-{name}", str(_number(known) + 1))
    _set_transient(state, f"last-failure-{name}", str(when))


def _number(text: str) -> int:
    """Return a count; what is none, for one may set any value, is 0."""
    return int(text) if text.isascii() and text.isdigit() else 0


def _transient(state: Element) -> dict[str, Element]:
    pairs = state.iterfind("transient_attributes/instance_attributes/nvpair")
    return {pair.get("name", ""): pair for pair in pairs}


def _set_transient(state: Element, name: str, value: str) -> None:
    pair = _transient(state).get(name)
    if pair is None:
        id_ = state.get("id", "")
        section = _child(state, "transient_attributes", {"id": id_})
        pairs = _child(section, "instance_attributes", {"id": f"status-{id_}"})
        pair_id = f"status-{id_}-{name}".replace("#", ".")
        pair = xmltree.sub(pairs, "nvpair", {"id": pair_id, "name": name})
    pair.set("value", value)


# ------------------------------------------------------------------ finding and making places


def _status(root: Element) -> Element:
    return _child(root, "status", {})


def _child(parent: Element, tag: str, attributes: Mapping[str, str]) -> Element:
    found = parent.find(tag)
    return xmltree.sub(parent, tag, dict(attributes)) if found is None else found


def _node_state(root: Element, name: str) -> Element:
    """Return the state of a node, made if it has none."""
    status = _status(root)
    for state in status.iterfind("node_state"):
        if state.get("uname") == name:
            return state
    nodes = root.iterfind("configuration/nodes/node")
    id_ = next((one.get("id", name) for one in nodes if one.get("uname") == name), name)
    return xmltree.sub(status, "node_state", {"id": id_, "uname": name})


def _history(state: Element, resource: str, agent: Mapping[str, str]) -> Element:
    lrm = _child(state, "lrm", {"id": state.get("id", "")})
    resources = _child(lrm, "lrm_resources", {})
    for one in xmltree.children(resources):
        if one.get("id") == resource:
            return one
    return xmltree.sub(resources, "lrm_resource", {"id": resource, **agent})
