"""The commands of `node` that show nodes: what the configuration says of them, and their state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crmsh_py import xmltree
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.node.choice import known_nodes
from crmsh_py.commands.parameters import NODES, SHOW_SECRETS
from crmsh_py.commands.status.sources import current, look
from crmsh_py.commands.styled import Piece, grid
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.masking import mask_secrets
from crmsh_py.model.meta import own
from crmsh_py.model.nodes import ATTRIBUTES, UTILIZATION, Named
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.nodes import roster
from crmsh_py.pacemaker.state import ClusterStatus, NodeState
from crmsh_py.pacemaker.utilization import names_in
from crmsh_py.secrets import MASK, is_secret

Record = dict[str, Any]

_HEADINGS = ("node", "id", "kind", "state", "attributes", "utilization")
_STATE_STYLES = {
    "UNCLEAN": "bad",
    "offline": "bad",
    "standby": "warning",
    "standby because of a failure": "warning",
    "pending": "warning",
    "shutting down": "warning",
    "maintenance": "warning",
    "online": "good",
}
"""How states of nodes look."""

_WORST_FIRST = ("bad", "warning", "good")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A node as it is shown; without a cluster it has no state."""

    node: Named
    id: str
    attributes: Mapping[str, str]
    utilization: Mapping[str, str]
    state: NodeState | None

    def lines(self) -> Iterator[str]:
        """Yield what is known of it."""
        words = [self.node.kind, *([] if self.state is None else state_words(self.state))]
        number = f" ({self.id})" if self.id and self.id != self.node.name else ""
        yield f"{self.node.name}{number}: {', '.join(words)}"
        for word, pairs in (("attributes", self.attributes), ("utilization", self.utilization)):
            if pairs:
                yield f"    {word}: {' '.join(f'{name}={value}' for name, value in pairs.items())}"

    def row(self) -> tuple[str | Piece, ...]:
        """Return it as a row of the table for terminals."""
        return (
            Piece(self.node.name, "id"),
            "" if self.id == self.node.name else self.id,
            self.node.kind,
            _state_piece([] if self.state is None else state_words(self.state)),
            " ".join(f"{name}={value}" for name, value in self.attributes.items()),
            " ".join(f"{name}={value}" for name, value in self.utilization.items()),
        )

    def record(self) -> Record:
        """Return it for `--json`."""
        return {
            "kind": "node",
            "name": self.node.name,
            "id": self.id,
            "type": self.node.kind,
            "attributes": dict(self.attributes),
            "utilization": dict(self.utilization),
            "state": None if self.state is None else state_words(self.state),
        }


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    names = replace(NODES, meaning="names of nodes, default all")
    level.command(SHOW_SECRETS, names, name="list", aliases=("show",))(list_)
    level.command(
        Parameter("form", choices=("xml",), meaning="print the status section's node states"), names
    )(status)


def list_(context: Context, arguments: Arguments) -> Reply:
    """Show nodes: name, id, kind, attributes and utilization; of a running cluster the state too.

    Values of secrets read `******` without `--show-secrets`.

    Example:
        list
        show node1
    """
    cib = context.session.cib
    words = arguments["nodes"]
    nodes = known_nodes(context, words) if words else list(roster(cib).values())
    states = _states(context)
    secrets = arguments["show_secrets"] or context.options.show_secrets
    shown = [_shown(cib, node, states.get(node.name), secrets=secrets) for node in nodes]
    text = "".join(f"{line}\n" for one in shown for line in one.lines())
    notes = () if shown else ("there are no nodes",)
    records = tuple(one.record() for one in shown)
    view = grid(_HEADINGS, (one.row() for one in shown))
    return Reply(text, "text", records, notes, view=view)


def status(context: Context, arguments: Arguments) -> Reply:
    """Show the state of nodes in short, a line for each: `node1: online, DC, 3 resources`.

    Of a file it is what its status section says. `status xml` shows that section's `<node_state>`,
    secrets masked.

    Example:
        status
        status node2
    """
    words = arguments["nodes"]
    if words:
        words = [one.name for one in known_nodes(context, words)]
    if arguments["form"]:
        return _status_xml(context, words)
    picture = look(context)
    if not picture.known:
        notes = (f"{picture.name} has no status section: nothing is known of its nodes",)
        return Reply(notes=notes)
    found = [one for one in picture.status.nodes if one.name in words or not words]
    told = {one.name for one in found}
    rows = [(one.name, list(_with_role(picture.status, one))) for one in found]
    rows += [(name, ["unknown"]) for name in words if name not in told]
    text = "".join(f"{name}: {', '.join(states)}\n" for name, states in rows)
    records = tuple(_state_record(one) for one in found)
    view = grid(
        ("node", "state"), ((Piece(name, "id"), _state_piece(states)) for name, states in rows)
    )
    return Reply(text, "text", records, picture.notes, view=view)


# ------------------------------------------------------------------ what the cluster says


def state_words(state: NodeState) -> list[str]:
    """Return the state of a node in words; the first says whether it is online."""
    first = "pending" if state.pending else "online" if state.online else "offline"
    flags = {
        "UNCLEAN": state.unclean,
        "standby": state.standby,
        "standby because of a failure": state.standby_onfail,
        "maintenance": state.maintenance,
        "shutting down": state.shutdown,
        f"health {state.health}": state.health not in {"", "green"},
    }
    return [first, *(word for word, holds in flags.items() if holds)]


def _state_piece(words: Sequence[str]) -> Piece:
    """Return the state of a node in the style of the worst that it says."""
    found = {_STATE_STYLES.get(one, "") for one in words}
    return Piece(", ".join(words), next((one for one in _WORST_FIRST if one in found), ""))


def _with_role(status: ClusterStatus, state: NodeState) -> Iterator[str]:
    yield from state_words(state)
    if state.is_dc or status.dc == state.name:
        yield "DC"
    if state.kind != "member":
        yield state.kind
    count = state.resources_running
    if state.online:
        yield "1 resource" if count == 1 else f"{count} resources"


def _state_record(state: NodeState) -> Record:
    return {
        "kind": "node",
        "name": state.name,
        "id": state.id,
        "type": state.kind,
        "state": state_words(state),
        "dc": state.is_dc,
        "resources": state.resources_running,
    }


def _states(context: Context) -> dict[str, NodeState]:
    """Return the states of nodes by their names; none where there is no cluster."""
    tools = context.session.backend.tools
    if tools is None:
        return {}
    return {one.name: one for one in read_status(tools).nodes}


def _status_xml(context: Context, names: Sequence[str]) -> Reply:
    found = [
        one
        for one in current(context).root.iterfind("status/node_state")
        if one.get("uname") in names or not names
    ]
    if not context.options.show_secrets:
        found = [xmltree.copy(one) for one in found]
        for one in found:
            mask_secrets(one)
    if not found:
        whose = f" of {', '.join(names)}" if names else ""
        words = f"the status section holds no <node_state>{whose}"
        raise CrmError(Diagnostic("no-such-object", words))
    text = "".join(f"{xmltree.to_text(one, pretty=True).rstrip()}\n" for one in found)
    records = tuple(
        {"kind": "node_state", "name": one.get("uname"), "xml": xmltree.to_text(one)}
        for one in found
    )
    return Reply(text, "xml", records)


# ------------------------------------------------------------------ what the configuration says


def _shown(cib: Cib, node: Named, state: NodeState | None, *, secrets: bool) -> _Shown:
    element = cib.node(node.name)
    id_ = "" if element is None else element.get("id", "")
    if state is not None and not id_:
        id_ = state.id
    attributes = node_values(cib, node.name, ATTRIBUTES, secrets=secrets)
    utilization = node_values(cib, node.name, UTILIZATION, secrets=secrets)
    return _Shown(node, id_, attributes, utilization, state)


def node_values(cib: Cib, name: str, tag: str, *, secrets: bool) -> dict[str, str]:
    """Return the attributes that a node has, of one of the kinds; masked unless `secrets`."""
    element = cib.node(name)
    if element is None:
        return {}
    found = {}
    for attribute in names_in(cib, element, tag):
        held = own(cib, element, attribute, tag)
        if held is not None:
            found[attribute] = masked(attribute, held.value, secrets=secrets)
    return found


def masked(name: str, value: str, *, secrets: bool) -> str:
    """Return a value as it may be shown."""
    return MASK if value and is_secret(name) and not secrets else value
