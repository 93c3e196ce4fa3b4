"""The report of `status`: what is wrong comes first, then the cluster, its nodes, resources."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from crmsh_py.commands.status.tree import brief_lines, node_lines, section, tree_lines
from crmsh_py.commands.styled import Line, Piece, line, table
from crmsh_py.pacemaker.problems import Problem, Severity, event_text, seconds
from crmsh_py.pacemaker.state import (
    ClusterStatus,
    FailCount,
    NodeAttribute,
    NodeState,
    Operation,
)
from crmsh_py.secrets import MASK, is_secret

_STYLES = {Severity.ERROR: "bad", Severity.WARNING: "warning", Severity.INFO: "dim"}
_MOST = 12
"""So many problems of one kind are listed, of more the others are summed up."""

_RECENT = 3
"""How many events of the fencing history are told."""


def report(
    status: ClusterStatus, problems: Sequence[Problem], words: Collection[str]
) -> list[Line]:
    """Return the report; `words` are those that were given to `status`."""
    full = "full" in words
    lines = verdict_lines(status, problems)
    if not {"noheaders", "quiet"}.intersection(words):
        lines += section("cluster", cluster_lines(status))
    lines += section("nodes", nodes_lines(status))
    lines += section("resources", _resources(status, words))
    asked = {"ops", "operations", "timing", "detail"}.intersection(words)
    if full or {"attributes"}.intersection(words):
        lines += section("node attributes", attribute_lines(status))
    if full or asked - {"detail"}:
        lines += section("operations", operation_lines(status.operations))
    if full or "failcounts" in words:
        lines += section("fail counts", fail_count_lines(status) or [line(1, "none")])
    if status.tickets or "tickets" in words:
        lines += section("tickets", ticket_lines(status) or [line(1, "none")])
    return lines + section("fencing history", fencing_lines(status, full=full))


def _resources(status: ClusterStatus, words: Collection[str]) -> list[Line]:
    if "bynode" in words or "full" in words:
        return node_lines(status)
    if "brief" in words:
        return brief_lines(status)
    detail = not {"detail", "verbose"}.isdisjoint(words)
    return tree_lines(status, detail=detail) or [line(1, "none are configured")]


# ------------------------------------------------------------------ what is wrong


def verdict_lines(status: ClusterStatus, problems: Sequence[Problem]) -> list[Line]:
    """Return a line that says how things are, and below it all that is wrong."""
    counts = [
        (sum(one.severity is severity for one in problems), severity.name.lower())
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    told = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count]
    style = "bad" if counts[0][0] else "warning" if counts[1][0] else "good"
    words = ", ".join(told) or "all is well"
    lines = [line(0, Piece("status: ", "heading"), Piece(f"{words}", style), f"; {_sum(status)}")]
    return lines + problem_lines(problems)


def problem_lines(problems: Sequence[Problem]) -> list[Line]:
    """Return all that is wrong; of very many problems of one kind only the first ones."""
    groups = groupby(problems, key=lambda one: (one.severity, one.key))
    return [one for _, group in groups for one in _problems(list(group))]


def _sum(status: ClusterStatus) -> str:
    online = sum(one.online for one in status.nodes)
    own = [one for one in status.resources if not one.orphaned or one.active]
    active = sum(one.active for one in own)
    return f"{online} of {len(status.nodes)} nodes online, {active} of {len(own)} instances active"


def _problems(same: list[Problem]) -> Iterator[Line]:
    told = same if len(same) <= _MOST + 1 else same[:_MOST]
    for one in told:
        word = one.severity.name.lower()
        yield line(1, Piece(f"{word}: ", _STYLES[one.severity]), one.text)
    if len(told) < len(same):
        first = same[0]
        more = f"{len(same) - len(told)} more like this ({first.key})"
        yield line(1, Piece(f"{first.severity.name.lower()}: ", _STYLES[first.severity]), more)


# ------------------------------------------------------------------ the cluster and its nodes


def cluster_lines(status: ClusterStatus) -> list[Line]:
    """Return who leads, what runs, who changed the configuration last."""
    dc = Piece(status.dc or "none", "id" if status.dc else "bad")
    version = f", Pacemaker {status.dc_version}" if status.dc_version else ""
    mixed = " (mixed versions)" if status.mixed_version else ""
    stack = f", {status.stack}" if status.stack not in {"", "unknown"} else ""
    quorum = ("with quorum", "good") if status.with_quorum else ("WITHOUT quorum", "bad")
    lines = [line(1, "DC ", dc, f"{version}{mixed}{stack}, partition ", Piece(*quorum))]
    if changed := last_change(status):
        lines.append(line(1, f"last change: {changed}"))
    policy = status.options.get("no-quorum-policy", "stop")
    if policy not in {"stop", "ignore"}:
        lines.append(line(1, f"no-quorum-policy={policy}"))
    return lines


def last_change(status: ClusterStatus) -> str:
    """Return when who changed the configuration last, with which program on which node."""
    told = status.last_change
    parts = (("", "time"), ("by ", "user"), ("with ", "client"), ("on ", "origin"))
    return " ".join(f"{before}{told[name]}" for before, name in parts if told.get(name))


def node_words(node: NodeState) -> list[str]:
    """Return the state of a node in words."""
    words = ["online" if node.online else "OFFLINE"]
    told = {
        "UNCLEAN": node.unclean,
        "pending": node.pending,
        "standby": node.standby and not node.pending,
        "on-fail": node.standby_onfail,
        "maintenance": node.maintenance,
        "shutting down": node.shutdown,
        f"health {node.health}": node.health in {"red", "yellow"},
    }
    return words + [word for word, applies in told.items() if applies]


def nodes_lines(status: ClusterStatus) -> list[Line]:
    """Return the nodes: those with nothing to tell but that they are online share a line."""
    well = [one for one in status.nodes if one.is_ready and node_words(one) == ["online"]]
    rows: list[list[Piece]] = []
    for kind in dict.fromkeys(one.kind for one in status.nodes):
        same = [one for one in well if one.kind == kind]
        if same:
            names = " ".join(_named(one) for one in same)
            rows.append([Piece(_kind("online", kind), "good"), Piece(names)])
        rows += [_node_row(one) for one in status.nodes if one not in well and one.kind == kind]
    return table(1, rows)


def _kind(word: str, kind: str) -> str:
    return word if kind in {"member", "unknown"} else f"{kind} {word}"


def _named(node: NodeState) -> str:
    return f"{node.name} (DC)" if node.is_dc else node.name


def _node_row(node: NodeState) -> list[Piece]:
    words = ", ".join(node_words(node))
    style = "bad" if node.unclean or not node.online else "warning"
    return [Piece(_kind(words, node.kind), style), Piece(_named(node))]


# ------------------------------------------------------------------ more of it


def shown_value(one: NodeAttribute) -> str:
    """Return the value of an attribute, masked if it is a secret."""
    return MASK if is_secret(one.name) else one.value


def attribute_lines(status: ClusterStatus, node: str | None = None) -> list[Line]:
    """Return the attributes of nodes."""
    return table(
        1,
        [
            [
                *([] if node else [Piece(one.node, "id")]),
                Piece(f"{one.name}={shown_value(one)}"),
                *([Piece(f"(expected {one.expected})", "warning")] if one.expected else []),
            ]
            for one in status.attributes
            if node in {None, one.node}
        ],
    )


def operation_lines(operations: Sequence[Operation]) -> list[Line]:
    """Return what nodes did to resources, with exit codes and times."""
    return table(1, [_operation(one) for one in operations])


def _operation(one: Operation) -> list[Piece]:
    task = one.task if one.interval in {"", "0"} else f"{one.task} ({seconds(one.interval)})"
    took = f"took {one.exec_time}ms, queued {one.queue_time or 0}ms" if one.exec_time else ""
    how = f"rc={one.exit_code} ({one.exit_text})"
    return [
        Piece(one.resource, "id"),
        Piece(one.node),
        Piece(task),
        Piece(how, "" if one.exit_code == 0 else "warning"),
        Piece(one.when),
        Piece(took, "dim"),
    ]


def fail_count_lines(
    status: ClusterStatus, resources: Collection[str] = (), node: str | None = None
) -> list[Line]:
    """Return how often resources failed where, and how often they may."""
    return table(
        1,
        [
            _fail_count(one)
            for one in status.fail_counts
            if (not resources or one.resource in resources) and node in {None, one.node}
        ],
    )


def _fail_count(one: FailCount) -> list[Piece]:
    threshold = f"migration-threshold={one.threshold}" if one.threshold else ""
    last = f"last failure {one.last_failure}" if one.last_failure else ""
    count = Piece(f"fail-count={one.count}", "warning")
    return [Piece(one.resource, "id"), Piece(one.node), count, Piece(threshold), Piece(last)]


def ticket_lines(status: ClusterStatus) -> list[Line]:
    """Return the tickets."""
    rows = []
    for one in status.tickets:
        words = ["granted" if one.granted else "revoked", *(["standby"] if one.standby else [])]
        style = "good" if words == ["granted"] else "warning"
        since = f"last granted {one.last_granted}" if one.last_granted else ""
        rows.append([Piece(one.id, "id"), Piece(", ".join(words), style), Piece(since)])
    return table(1, rows)


def fencing_lines(status: ClusterStatus, *, full: bool = False) -> list[Line]:
    """Return the fencing history, the newest first; of a long one only its beginning."""
    events = status.fencing if full else status.fencing[:_RECENT]
    lines = [line(1, event_text(one)) for one in events]
    if len(events) < len(status.fencing):
        lines.append(line(1, f"{len(status.fencing) - len(events)} more: 'status full'"))
    return lines


def unknown_lines(name: str, status: ClusterStatus) -> list[Line]:
    """Return what can be said of a CIB without a status section."""
    nodes, resources = len(status.nodes), len(list(status.tree))
    words = f"not known: {name} has no status section"
    told = f"configured: {nodes} nodes, {resources} resources at the top level"
    return [line(0, Piece("status: ", "heading"), Piece(words, "warning")), line(1, told)]
