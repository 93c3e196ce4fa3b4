"""The commands of `resource` that have the work of resource agents written down, and end that."""

from dataclasses import replace

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.operating import operate
from crmsh_py.commands.parameters import RESOURCE
from crmsh_py.commands.resource.choice import the_resource
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import with_members
from crmsh_py.model.tracing import trace as trace_operations
from crmsh_py.model.tracing import untrace as untrace_operations
from crmsh_py.xmltree import Element

_PLACES = (
    RESOURCE,
    Parameter("operation", Kind.OP_NAME, meaning="such as monitor or probe; default all"),
    Parameter(
        "interval",
        Kind.VALUE,
        word="<interval>",
        follows=True,
        meaning="interval of that operation",
    ),
)
_USUAL_FOLDER = "/var/lib/heartbeat/trace_ra"
"""Where ocf-shellfuncs writes without `trace_dir` (HA_VARLIB/trace_ra)."""


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        *_PLACES,
        Parameter(
            "folder", Kind.FILE, word="<folder>", follows=True, meaning="where the traces go"
        ),
    )(trace)
    level.command(*_PLACES)(untrace)


def trace(context: Context, arguments: Arguments) -> Reply:
    """Have the resource agent write down what it does in operations: `trace_ra=1` is set for them.

    Without an operation, all that are configured are traced, and start and stop; `probe` is the
    monitor that runs once. Of a group or a clone every primitive is traced. Agents that use the
    shell functions of resource-agents can do that; they write to FOLDER, if it is given.
    `untrace` takes back exactly what `trace` did.

    Example:
        # all of its operations
        trace vip
        # the start only, into a folder
        trace vip start 0 /tmp/traces
    """
    folder = arguments["folder"]
    words = (arguments["operation"], arguments["interval"])

    def change(cib: Cib) -> list[str]:
        found = _primitives(cib, arguments["resource"])
        return [
            f"{one.get('id')}: {line}"
            for one in found
            for line in trace_operations(cib, one, words, folder)
        ]

    reply = operate(context, f"trace {arguments['resource']}", change)
    where = f"traces go to {folder or _USUAL_FOLDER} on the node where the agent runs"
    return replace(reply, notes=(*reply.notes, where))


def untrace(context: Context, arguments: Arguments) -> Reply:
    """End the tracing of operations, without an operation that of all.

    Operations that `trace` made go, unless something was added to them.

    Example:
        trace vip
        untrace vip
    """
    words = (arguments["operation"], arguments["interval"])

    def change(cib: Cib) -> list[str]:
        lines: list[str] = []
        problems: list[Diagnostic] = []
        for one in _primitives(cib, arguments["resource"]):
            try:
                found = untrace_operations(cib, one, words)
            except CrmError as error:
                problems += error.diagnostics
            else:
                lines += [f"{one.get('id')}: {line}" for line in found]
        if not lines:
            raise CrmError(*problems)
        return lines

    return operate(context, f"untrace {arguments['resource']}", change)


def _primitives(cib: Cib, id_: str) -> list[Element]:
    resource = the_resource(cib, id_)
    return [one for one in with_members(resource) if one.tag == "primitive"]
