"""What the cluster does right now, as `crm_mon` tells it.

The XML is that of `crm_mon --output-as=xml` (xml/api/crm_mon*.rng); Pacemaker 2.0.2 and older
knows `--as-xml` only, which says the same below another root.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.pacemaker.moments import moment
from crmsh_py.pacemaker.state import (
    Branch,
    ClusterStatus,
    ContainerState,
    FailCount,
    Failure,
    FenceEvent,
    NodeAttribute,
    NodeState,
    Operation,
    ResourceState,
    Ticket,
    containers_in,
    instances_in,
)
from crmsh_py.pacemaker.tools import Tools
from crmsh_py.runner import Outcome
from crmsh_py.xmltree import Element

__all__ = [
    "Branch",
    "ClusterStatus",
    "ContainerState",
    "Failure",
    "FenceEvent",
    "NodeState",
    "ResourceState",
    "parse_status",
    "read_status",
]

_CONTAINERS = frozenset({"group", "clone", "bundle"})
_NOTHING: Mapping[str, str] = MappingProxyType({})
_USAGE = 64
"""CRM_EX_USAGE: an option that this crm_mon does not know."""

_NEW = ("crm_mon", "--one-shot", "--inactive", "--output-as=xml")
_OLD = (
    *("crm_mon", "--one-shot", "--inactive", "--as-xml"),
    *("--show-node-attributes", "--operations", "--failcounts", "--tickets", "--neg-locations"),
)


def read_status(tools: Tools, environment: Mapping[str, str] = _NOTHING) -> ClusterStatus:
    """Ask the cluster, or with CIB_file in `environment` what crm_mon makes of that file.

    Raises CrmError as `Tools.run`.
    """
    outcome = run_monitor(tools, _NEW, environment, accepted=(_USAGE,))
    if outcome.status == _USAGE:
        outcome = run_monitor(tools, _OLD, environment)
    return parse_status(xmltree.parse(outcome.stdout, "crm_mon"))


def run_monitor(
    tools: Tools,
    argv: tuple[str, ...],
    environment: Mapping[str, str] = _NOTHING,
    accepted: tuple[int, ...] = (),
) -> Outcome:
    """Run crm_mon, on a saved CIB if CIB_file is in `environment`.  Raises CrmError."""
    outcome = tools.runner.run(argv, environment=environment)
    if outcome.status and outcome.status not in accepted:
        raise tools.failure(outcome)
    return outcome


def monitor_output(tools: Tools, form: str, environment: Mapping[str, str] = _NOTHING) -> str:
    """Return what crm_mon prints as `xml` or `html`.  Raises CrmError."""
    argv = ("crm_mon", "--one-shot", "--inactive", f"--output-as={form}")
    return run_monitor(tools, argv, environment).stdout.decode(errors="replace")


def parse_status(root: Element) -> ClusterStatus:
    """Return what the XML of crm_mon says.  Raises CrmError (not-connected)."""
    if (apart := root.find("crm-mon-disconnected")) is not None:
        words = apart.get("description") or "crm_mon is not connected to the cluster"
        raise CrmError(Diagnostic("not-connected", words, hint=apart.get("pacemakerd-state")))
    dc = _attributes(root, "summary/current_dc")
    listed = root.find("resources")
    tree = () if listed is None else tuple(_members(listed, (), None))
    return ClusterStatus(
        nodes=tuple(_node(one) for one in root.iterfind("nodes/node")),
        resources=tuple(instances_in(tree)),
        containers=tuple(containers_in(tree)),
        failures=tuple(_failure(one) for one in root.iterfind("failures/failure")),
        fencing=tuple(_event(one) for one in root.iterfind("fence_history/fence_event")),
        dc=dc.get("name") if dc.get("present") == "true" else None,
        dc_version=dc.get("version", ""),
        with_quorum=dc.get("with_quorum") == "true",
        stack=_attributes(root, "summary/stack").get("type", ""),
        last_change=_last_change(root),
        options=_attributes(root, "summary/cluster_options"),
        root=root,
        tree=tree,
        tickets=tuple(_ticket(one) for one in root.iterfind("tickets/ticket")),
        attributes=tuple(_node_attributes(root)),
        operations=tuple(_operations(root)),
        fail_counts=tuple(_fail_counts(root)),
        mixed_version=dc.get("mixed_version") == "true",
        daemons=_daemons(root),
        counts=_attributes(root, "summary/resources_configured"),
    )


def _attributes(root: Element, path: str) -> dict[str, str]:
    found = root.find(path)
    return {} if found is None else {str(key): str(text) for key, text in found.attrib.items()}


def _last_change(root: Element) -> dict[str, str]:
    told = _attributes(root, "summary/last_change")
    return {key: moment(text) if key == "time" else text for key, text in told.items() if text}


def _daemons(root: Element) -> str:
    state = _attributes(root, "pacemakerd").get("state", "running")
    return "" if state == "running" else state


def _is(element: Element, name: str) -> bool:
    return element.get(name) == "true"


def _node(element: Element) -> NodeState:
    return NodeState(
        name=element.get("name", ""),
        id=element.get("id", ""),
        online=_is(element, "online"),
        pending=_is(element, "pending"),
        unclean=_is(element, "unclean"),
        standby=_is(element, "standby"),
        standby_onfail=_is(element, "standby_onfail"),
        maintenance=_is(element, "maintenance"),
        shutdown=_is(element, "shutdown"),
        is_dc=_is(element, "is_dc"),
        kind=_node_kind(element),
        resources_running=int(element.get("resources_running", "0")),
        feature_set=element.get("feature_set", ""),
        health=element.get("health", ""),
    )


def _node_kind(element: Element) -> str:
    """Return member, remote or guest: crm_mon calls both remote, but names a guest's resource."""
    return "guest" if element.get("id_as_resource") else element.get("type", "member")


# ------------------------------------------------------------------ resources


def _members(
    parent: Element, within: tuple[str, ...], replica: str | None
) -> Iterator[Branch | ResourceState]:
    for element in xmltree.children(parent):
        if element.tag == "resource":
            yield _resource(element, within, replica)
        elif element.tag == "replica":
            yield from _members(element, within, element.get("id"))
        elif element.tag in _CONTAINERS:
            container = _container(element, within)
            inner = (*within, container.id)
            yield Branch(container, tuple(_members(element, inner, replica)))


def _resource(element: Element, within: tuple[str, ...], replica: str | None) -> ResourceState:
    return ResourceState(
        id=element.get("id", ""),
        agent=element.get("resource_agent", ""),
        role=element.get("role", ""),
        active=_is(element, "active"),
        managed=_is(element, "managed"),
        failed=_is(element, "failed"),
        blocked=_is(element, "blocked"),
        orphaned=_is(element, "orphaned") or _is(element, "removed"),
        nodes=tuple(one.get("name", "") for one in element.iterfind("node")),
        within=within,
        target_role=element.get("target_role"),
        pending=element.get("pending"),
        failure_ignored=_is(element, "failure_ignored"),
        replica=replica,
        maintenance=_is(element, "maintenance"),
        locked_to=element.get("locked_to"),
    )


def _container(element: Element, within: tuple[str, ...]) -> ContainerState:
    return ContainerState(
        id=element.get("id", ""),
        kind=str(element.tag),
        managed=element.get("managed", "true") == "true",
        promotable=_is(element, "multi_state"),
        unique=_is(element, "unique"),
        disabled=_is(element, "disabled"),
        within=within,
        failed=_is(element, "failed"),
        maintenance=_is(element, "maintenance"),
        image=" ".join(filter(None, (element.get("type"), element.get("image")))),
    )


# ------------------------------------------------------------------ what happened


def _failure(element: Element) -> Failure:
    key = element.get("op_key") or element.get("id") or ""
    resource, _, _ = key.rpartition("_")
    resource, _, task = resource.rpartition("_")
    reason = element.get("exitreason", "")
    return Failure(
        resource=resource or element.get("id", ""),
        task=element.get("task", task),
        interval=element.get("interval", "0"),
        node=element.get("node", ""),
        exit_code=int(element.get("exitcode", "0")),
        exit_text=element.get("exitstatus", ""),
        reason="" if reason == "none" else reason,
        when=moment(element.get("last-rc-change", "")),
        status=element.get("status", ""),
    )


def _event(element: Element) -> FenceEvent:
    return FenceEvent(
        action=element.get("action", ""),
        target=element.get("target", ""),
        status=element.get("status", ""),
        when=moment(element.get("completed", "")),
        delegate=element.get("delegate", ""),
        client=element.get("client", ""),
        origin=element.get("origin", ""),
        reason=element.get("exit-reason", ""),
    )


def _ticket(element: Element) -> Ticket:
    return Ticket(
        element.get("id", ""),
        element.get("status") == "granted",
        _is(element, "standby"),
        moment(element.get("last-granted", "")),
    )


def _node_attributes(root: Element) -> Iterator[NodeAttribute]:
    for node in root.iterfind("node_attributes/node"):
        for one in node.iterfind("attribute"):
            name, value = one.get("name", ""), one.get("value", "")
            yield NodeAttribute(node.get("name", ""), name, value, one.get("expected", ""))


def _operations(root: Element) -> Iterator[Operation]:
    for node in root.iterfind("node_history/node"):
        for history in node.iterfind("resource_history"):
            for one in history.iterfind("operation_history"):
                yield _operation(one, history.get("id", ""), node.get("name", ""))


def _operation(element: Element, resource: str, node: str) -> Operation:
    return Operation(
        resource=resource,
        node=node,
        call=int(element.get("call", "0")),
        task=element.get("task", ""),
        interval=element.get("interval", "").removesuffix("ms"),
        exit_code=int(element.get("rc", "0")),
        exit_text=element.get("rc_text", ""),
        when=moment(element.get("last-rc-change", "")),
        exec_time=element.get("exec-time", "").removesuffix("ms"),
        queue_time=element.get("queue-time", "").removesuffix("ms"),
    )


def _fail_counts(root: Element) -> Iterator[FailCount]:
    for node in root.iterfind("node_history/node"):
        for one in node.iterfind("resource_history"):
            if one.get("fail-count", "0") != "0":
                yield FailCount(
                    one.get("id", ""),
                    node.get("name", ""),
                    one.get("fail-count", ""),
                    one.get("migration-threshold", ""),
                    moment(one.get("last-failure", "")),
                )
