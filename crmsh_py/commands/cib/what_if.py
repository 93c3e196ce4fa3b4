"""The commands of `cibstatus`: change a copy of the status section, and simulate with it."""

import re
import time
from dataclasses import replace
from pathlib import Path

from crmsh_py import xmltree
from crmsh_py.backends.base import Snapshot
from crmsh_py.backends.shadow import LIVE, Shadows
from crmsh_py.commands.context import Context, Imagined, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.effects import action_record, action_text
from crmsh_py.commands.parameters import RESOURCE
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import read_bytes, write_bytes
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.model.references import suggested
from crmsh_py.model.times import milliseconds
from crmsh_py.model.what_if import (
    EXECUTIONS,
    NODE_STATES,
    RESULTS,
    TICKET_VERBS,
    Operation,
    run_operation,
    set_node,
    set_quorum,
    set_ticket,
)
from crmsh_py.pacemaker.monitor import parse_status
from crmsh_py.pacemaker.simulation import Simulation, score_text, simulate
from crmsh_py.xmltree import Element

_BOOLEANS = {"true": True, "on": True, "yes": True, "1": True}
_BOOLEANS |= {"false": False, "off": False, "no": False, "0": False}
_SHADOW = "shadow:"
_OPERATION = re.compile(r"([a-z_-]+)(?::(.+))?")


_SOURCE = Parameter(
    "source",
    Kind.FILE,
    word="<file>|shadow:<shadow>|live",
    required=True,
    meaning="where the status comes from",
)
_TARGET = Parameter(
    "target",
    Kind.FILE,
    word="<file>|shadow:<shadow>",
    required=True,
    meaning="where the CIB goes",
)
_CHANGED = Parameter("changed", choices=("changed",), meaning="only what was said about it")
_QUORUM = Parameter(
    "state", choices=tuple(_BOOLEANS), required=True, meaning="whether there is quorum"
)
_NODE = Parameter("node", Kind.NODE_NAME, required=True, meaning="name of a node")
_STATE = Parameter("state", choices=NODE_STATES, required=True, meaning="what becomes of the node")
_WHICH = Parameter(
    "operation", Kind.OP_NAME, required=True, meaning="such as start, probe or monitor:10s"
)
_RESULT = Parameter(
    "result",
    choices=(*RESULTS, *map(str, range(10))),
    required=True,
    meaning="what the agent returned, by name or number",
)
_EXECUTION = Parameter(
    "execution", choices=tuple(EXECUTIONS), meaning="how the operation ended, default done"
)
_WHERE = replace(_NODE, required=False, meaning="default: where the resource is active")
_TICKET = Parameter("ticket", Kind.TICKET, required=True, meaning="id of a ticket")
_VERB = Parameter("verb", choices=TICKET_VERBS, required=True, meaning="what becomes of the ticket")
_WHAT = Parameter(
    "what", choices=("scores", "utilization"), many=True, meaning="how the scheduler came to it"
)


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(_SOURCE)(load)
    level.command(_TARGET)(save)
    level.command()(origin)
    level.command(_CHANGED)(show)
    level.command(_QUORUM)(quorum)
    level.command(_NODE, _STATE, name="node")(node_)
    level.command(_WHICH, RESOURCE, _RESULT, _EXECUTION, _WHERE)(op)
    level.command(_TICKET, _VERB)(ticket)
    level.command(_WHAT)(run)
    level.command(name="simulate")(simulate_)


# ------------------------------------------------------------------ where it comes from


def load(context: Context, arguments: Arguments) -> Reply:
    """Take the status from a saved CIB, from a shadow CIB, or from the running cluster.

    The configuration stays the one that is being worked on, with what is pending.

    Example:
        load live
    """
    source = arguments["source"]
    if source == LIVE:
        xml = context.open_session(LIVE).base.xml
    elif source.startswith(_SHADOW):
        xml = Shadows(context.shadows).find(source.removeprefix(_SHADOW)).read().xml
    else:
        xml = read_bytes(Path(source))
    root = Snapshot.of(xml, source).root
    context.imagined = Imagined(source, root)
    return Reply(notes=(f"the status is that of {source}",))


def save(context: Context, arguments: Arguments) -> Reply:
    """Write the working configuration with the changed status to a file, or to a shadow CIB.

    Example:
        save /tmp/node1-is-down.xml
    """
    target = arguments["target"]
    xml = _what_would_be(context)
    if target.startswith(_SHADOW):
        Shadows(context.shadows).put(target.removeprefix(_SHADOW), xml, context.session.base.xml)
    else:
        write_bytes(target, xml, private=True)
    return Reply(notes=(f"saved as {target}",))


def origin(context: Context, _arguments: Arguments) -> Reply:
    """Say where the status comes from.

    Example:
        origin
    """
    name = _imagined(context).origin
    return Reply(f"{name}\n", records=({"kind": "origin", "name": name},))


def show(context: Context, arguments: Arguments) -> Reply:
    """Show the status section as XML; with `changed`, only what was said about it.

    Example:
        show changed
    """
    imagined = _imagined(context)
    if arguments["changed"]:
        records = tuple({"kind": "imagined", "text": one} for one in imagined.said)
        return Reply("".join(f"{one}\n" for one in imagined.said), records=records)
    status = imagined.root.find("status")
    text = "" if status is None else xmltree.to_text(status) + "\n"
    return Reply(text, "xml", ({"kind": "xml", "text": text},))


# ------------------------------------------------------------------ what would be


def quorum(context: Context, arguments: Arguments) -> Reply:
    """Let the nodes have a quorum, or not.

    Example:
        # what if this part of the cluster had no quorum?
        quorum false
    """
    imagined = _imagined(context)
    set_quorum(imagined.root, quorate=_BOOLEANS[arguments["state"]])
    return _said(imagined, f"quorum {arguments['state']}")


def node_(context: Context, arguments: Arguments) -> Reply:
    """Let a node be online, offline (shut down in good order), or unclean (lost, to be fenced).

    Example:
        # what if that node failed?
        node node1 unclean
    """
    imagined, name = _imagined(context), arguments["node"]
    _require_node(context.session.cib, name)
    set_node(imagined.root, name, arguments["state"])
    return _said(imagined, f"node {name} {arguments['state']}")


def op(context: Context, arguments: Arguments) -> Reply:
    """Let an operation have ended with a result, such as a monitor that found nothing running.

    The operation is a name, with `:INTERVAL` if it recurs; `probe` is a monitor that does not.
    The result is what the agent returned, by name or number. Without a node it is the one where
    the resource is active.

    Example:
        # what if it were found stopped?
        op monitor:10s vip not_running done node1
    """
    imagined, cib = _imagined(context), context.session.cib
    primitive = _primitive(cib, arguments["resource"])
    operation = _operation(arguments, primitive)
    node = arguments["node"] or _where(imagined.root, operation.resource)
    _require_node(cib, node)
    agent = {key: primitive.get(key, "") for key in ("class", "provider", "type")}
    agent = {key: text for key, text in agent.items() if text}
    run_operation(imagined.root, node, agent, operation, int(time.time()))
    words = f"op {arguments['operation']} {operation.resource} {arguments['result']}"
    return _said(imagined, f"{words} {arguments['execution'] or 'done'} {node}")


def ticket(context: Context, arguments: Arguments) -> Reply:
    """Grant or revoke a ticket, put it on standby, or make it active again.

    Example:
        ticket ticketA revoke
    """
    imagined = _imagined(context)
    set_ticket(imagined.root, arguments["ticket"], arguments["verb"])
    return _said(imagined, f"ticket {arguments['ticket']} {arguments['verb']}")


# ------------------------------------------------------------------ what would happen


def run(context: Context, arguments: Arguments) -> Reply:
    """Show what the cluster would do, with the working configuration and the changed status.

    `scores` and `utilization` show how the scheduler came to it.

    Example:
        run scores
    """
    found = _simulated(context)
    text = action_text(found.actions)
    if "scores" in arguments["what"]:
        text += _scores(found)
    if "utilization" in arguments["what"]:
        text += _loads(found)
    return Reply(text, records=tuple(map(action_record, found.actions)))


def simulate_(context: Context, _arguments: Arguments) -> Reply:
    """Show what the cluster would do, and what would run where after that.

    Example:
        simulate
    """
    found = _simulated(context)
    text = action_text(found.actions)
    records = [action_record(one) for one in found.actions]
    for one in parse_status(found.after).resources if found.after is not None else ():
        where = " on " + ", ".join(one.nodes) if one.nodes else ""
        text += f"then {one.id}: {one.role}{where}\n"
        records.append({"kind": "after", "id": one.id, "role": one.role, "nodes": [*one.nodes]})
    return Reply(text, records=records)


def _scores(found: Simulation) -> str:
    rows = [
        f"{'promotion score' if one.promotion else 'score'} {one.resource} {one.node}"
        f" {score_text(one.value)}\n"
        for one in found.scores
    ]
    return "".join(rows)


def _loads(found: Simulation) -> str:
    rows = []
    for one in found.loads:
        amounts = " ".join(f"{name}={amount}" for name, amount in one.amounts.items())
        what = "remaining" if one.remaining else "utilization" if one.resource else "capacity"
        rows.append(" ".join(filter(None, (what, one.resource, one.node, amounts))) + "\n")
    return "".join(rows)


# ------------------------------------------------------------------ what they share


def _imagined(context: Context) -> Imagined:
    if context.imagined is None:
        session = context.session
        root = Snapshot.of(session.base.xml, session.backend.name).root
        context.imagined = Imagined(session.backend.name, root)
    return context.imagined


def _said(imagined: Imagined, words: str) -> Reply:
    imagined.said.append(words)
    return Reply()


def _what_would_be(context: Context) -> bytes:
    """Return the working configuration with the changed status."""
    imagined = _imagined(context)
    root = xmltree.parse(xmltree.to_bytes(context.session.cib.root), "the working configuration")
    for status in root.findall("status"):
        xmltree.remove(status)
    changed = imagined.root.find("status")
    if changed is not None:
        xmltree.insert(root, len(root), xmltree.copy(changed))
    for name in ("have-quorum", "dc-uuid"):
        if (text := imagined.root.get(name)) is not None:
            root.set(name, text)
    return xmltree.to_bytes(root)


def _simulated(context: Context) -> Simulation:
    return simulate(context.scheduler, _what_would_be(context))


def _require_node(cib: Cib, name: str) -> None:
    if cib.node(name) is None:
        words = f"there is no node {name!r}"
        raise CrmError(*suggested(cib, [Diagnostic("no-such-object", words, subject=name)]))


def _primitive(cib: Cib, id_: str) -> Element:
    element = cib.resource(id_)
    if element is None:
        words = f"there is no resource {id_!r}"
        raise CrmError(*suggested(cib, [Diagnostic("no-such-object", words, subject=id_)]))
    if element.tag != "primitive":
        words = f"{id_!r} is a {element.tag!s}; operations are those of a primitive"
        raise CrmError(Diagnostic("wrong-kind", words, subject=id_))
    return element


def _operation(arguments: Arguments, primitive: Element) -> Operation:
    typed = arguments["operation"]
    match = _OPERATION.fullmatch(typed)
    interval = milliseconds(match[2] or "0") if match else None
    if match is None or interval is None:
        words = f"{typed!r} is not an operation"
        hint = "a name, or NAME:INTERVAL, such as 'monitor:10s'"
        raise CrmError(Diagnostic("usage", words, subject=typed, hint=hint))
    name = "monitor" if match[1] == "probe" else match[1]
    given = arguments["result"]
    result = int(given) if given.isdecimal() else RESULTS[given]
    execution = EXECUTIONS[arguments["execution"] or "done"]
    return Operation(primitive.get("id", ""), name, int(interval), result, execution)


def _where(root: Element, resource: str) -> str:
    """Return the node on which a resource was active last.  Raises CrmError (usage)."""
    found = [
        state.get("uname", "")
        for state in root.iterfind("status/node_state")
        for one in state.iterfind("lrm/lrm_resources/lrm_resource")
        if one.get("id", "").partition(":")[0] == resource and _was_started(one)
    ]
    if len(found) == 1:
        return found[0]
    count = len(found) or "no"
    words = f"{resource!r} is active on {count} node{'s' if found else ''}"
    raise CrmError(Diagnostic("usage", words, subject=resource, hint="name the node at the end"))


def _was_started(history: Element) -> bool:
    operations = sorted(xmltree.children(history), key=lambda one: int(one.get("call-id", "0")))
    done = [one for one in operations if one.get("op-status") == "0"]
    last = done[-1] if done else None
    if last is None or last.get("operation") == "stop":
        return False
    return last.get("rc-code") in {"0", "8"}
