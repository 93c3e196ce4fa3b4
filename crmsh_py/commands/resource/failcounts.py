"""The command of `resource` that shows, sets and deletes fail counts."""

from dataclasses import replace

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.parameters import RESOURCE, SET_DELETE_SHOW
from crmsh_py.commands.resource.choice import the_resource
from crmsh_py.commands.resource.cleanup import DRY_RUN, count_record
from crmsh_py.commands.resource.operations import as_grid, columns, interval_text
from crmsh_py.commands.resource.scope import Scope, scope
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.words import score_text
from crmsh_py.model.cib import Cib
from crmsh_py.model.times import milliseconds
from crmsh_py.pacemaker.fail_counts import OperationFailures, attribute_name, read_fail_counts
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.state import base_id
from crmsh_py.xmltree import Element

_HEADINGS = ("RESOURCE", "NODE", "OPERATION", "INTERVAL", "FAILURES", "LAST")


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        RESOURCE,
        replace(SET_DELETE_SHOW, choices=("show", "set", "delete")),
        Parameter(
            "words",
            Kind.NODE,
            word="[<node>] [<value>] [<operation> [<interval>]]",
            many=True,
            meaning="where, to set how many, and of which operation",
        ),
    )(failcount)


def failcount(context: Context, arguments: Arguments) -> Reply:
    """Show, set or delete how often the operations of a resource failed.

    `show [NODE]` lists the counts, of all nodes without one; what is not listed never failed.
    `set NODE VALUE [OPERATION [INTERVAL]]` sets one; without an operation that of the monitor, else
    of the start. `delete [NODE [OPERATION [INTERVAL]]]` lets the cluster forget the failures, as
    `cleanup` does.

    Example:
        # how often it failed, on each node
        failcount vip show
        # as if it had failed three times; and forget it
        failcount vip set node1 3 monitor 10s
        failcount vip delete node1
    """
    words: list[str] = arguments["words"]
    verb = arguments["verb"]
    most = {"show": 1, "set": 4, "delete": 3}[verb]
    if len(words) > most or (verb == "set" and len(words) < 2):
        usage = {
            "show": "failcount RESOURCE show [NODE]",
            "set": "failcount RESOURCE set NODE VALUE [OPERATION [INTERVAL]]",
            "delete": "failcount RESOURCE delete [NODE [OPERATION [INTERVAL]]]",
        }
        message = f"'failcount ... {verb}' does not take {len(words)} words"
        raise CrmError(Diagnostic("usage", message, hint=f"usage: {usage[verb]}"))
    status = read_status(context.tools)
    found = scope(context, status, arguments["resource"], words[0] if words else None)
    functions = {"show": _show, "set": _set, "delete": _delete}
    return functions[verb](context, found, words[1:])


def _show(context: Context, found: Scope, _words: list[str]) -> Reply:
    counts = [one for one in read_fail_counts(context.tools) if found.holds(one.resource, one.node)]
    rows = [
        (one.resource, one.node, one.operation, interval_text(one.interval), one.count, one.when)
        for one in sorted(counts, key=lambda one: (one.node, one.resource, one.operation))
    ]
    notes = () if rows else (f"{found.nothing} has failed",)
    text = columns([_HEADINGS, *rows]) if rows else ""
    records = tuple(count_record(one) for one in counts)
    return Reply(text, "text", records, notes, view=as_grid(_HEADINGS, rows))


def _set(context: Context, found: Scope, words: list[str]) -> Reply:
    value, *rest = words
    score = score_text(value)
    if score is None or score.startswith("-"):
        message = f"{value!r} is not a number of failures"
        hint = "a whole number, or INFINITY, which bans the resource from the node"
        raise CrmError(Diagnostic("invalid-score", message, subject=value, hint=hint))
    cib = context.session.cib
    assert found.resource is not None
    element = the_resource(cib, base_id(found.resource), {"primitive"})
    operation, interval = _operation(cib, element, rest)
    name = attribute_name(found.resource, operation, interval)
    count = score.removeprefix("+")
    shown = operation if interval == "0" else f"{operation} every {interval_text(interval)}"
    told = f"{found.words}: the fail count of {shown} is {count}"
    if context.options.dry_run:
        return Reply(notes=(told, DRY_RUN))
    context.tools.run(
        *("crm_attribute", "--type=status", f"--node={found.node}"),
        *(f"--name={name}", f"--update={count}"),
    )
    return Reply(notes=(told,))


def _operation(cib: Cib, element: Element, words: list[str]) -> tuple[str, str]:
    """Return the operation that words name, and its interval in milliseconds.

    Raises CrmError (usage).
    """
    name = words[0] if words else "monitor"
    found = _intervals(cib, element, name)
    if len(words) > 1:
        given = milliseconds(words[1])
        if given is None:
            message = f"{words[1]!r} is not an interval"
            raise CrmError(Diagnostic("usage", message, subject=words[1], hint="such as 10s"))
        return name, f"{given:.0f}"
    if not words and not found:
        return "start", "0"
    return name, found[0] if found else "0"


def _intervals(cib: Cib, element: Element, name: str) -> list[str]:
    """Return the intervals of a resource's operations of a name, those of its template too."""
    template = cib.find(element.get("template", ""))
    holders = [element] if template is None else [element, template]
    ops = [one for holder in holders for one in holder.iterfind("operations/op")]
    texts = [one.get("interval", "0") for one in ops if one.get("name") == name]
    return [f"{milliseconds(one) or 0:.0f}" for one in texts]


def _delete(context: Context, found: Scope, words: list[str]) -> Reply:
    counts = [one for one in read_fail_counts(context.tools) if found.holds(one.resource, one.node)]
    kept = [one for one in counts if _is_meant(one, words)]
    if not kept:
        return Reply(notes=(f"{found.nothing} has failed",))
    lines = [
        f"forgot the failures of {one.resource}: {one.count} of {one.operation} on {one.node}"
        for one in kept
    ]
    if context.options.dry_run:
        return Reply(notes=(*lines, DRY_RUN))
    for argv in dict.fromkeys(_narrowed(one, words) for one in kept):
        context.tools.run("crm_resource", "--cleanup", f"--resource={found.resource}", *argv)
    return Reply(records=tuple(count_record(one) for one in kept), notes=tuple(lines))


def _narrowed(one: OperationFailures, words: list[str]) -> tuple[str, ...]:
    """Return what tells crm_resource to forget that, alone if an operation was named."""
    node = f"--node={one.node}"
    if not words:
        return (node,)
    return node, f"--operation={one.operation}", f"--interval={one.interval}ms"


def _is_meant(one: OperationFailures, words: list[str]) -> bool:
    if words and one.operation != words[0]:
        return False
    return len(words) < 2 or one.interval == f"{milliseconds(words[1]) or 0:.0f}"
