"""The commands of `resource` that let the cluster forget what happened, and look anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, flag
from crmsh_py.commands.parameters import NODE, RESOURCE, WAIT
from crmsh_py.commands.resource.scope import Scope, scope
from crmsh_py.commands.waits import wait_after
from crmsh_py.model.elements import container, title
from crmsh_py.pacemaker.fail_counts import OperationFailures, read_fail_counts
from crmsh_py.pacemaker.monitor import read_status
from crmsh_py.pacemaker.state import ClusterStatus, Failure, base_id
from crmsh_py.pacemaker.waiting import Goal, look
from crmsh_py.runner import SECONDS

Record = dict[str, Any]

DRY_RUN = "dry run: nothing of that was done"

_LONG_SECONDS = 600.0
"""To forget the history of all resources takes as long as asking every node about each."""


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    parameters = (
        flag("force", "only this member of a group, not all of it"),
        WAIT,
        replace(RESOURCE, required=False, meaning="default: all resources"),
        replace(NODE, required=False, meaning="default: all nodes"),
    )
    level.command(*parameters)(cleanup)
    level.command(*parameters, aliases=("reprobe",))(refresh)


def cleanup(context: Context, arguments: Arguments) -> Reply:
    """Let the cluster forget the failures of a resource, so that it tries again.

    Without a resource, those of all; with a node, those there. What failed is listed. Of a member
    of a group all of the group is cleaned up; `force` cleans up the member alone. `--wait` waits
    until the cluster has looked again at what it forgot, and done what follows from it.

    Example:
        # try again, after what was wrong is mended
        cleanup vip
    """
    status = read_status(context.tools)
    found = scope(context, status, arguments["resource"], arguments["node"])
    failures = [one for one in status.failures if found.holds(one.resource, one.node)]
    counts = [one for one in read_fail_counts(context.tools) if found.holds(one.resource, one.node)]
    waited = _run(context, arguments, found, "--cleanup")
    records = tuple(_failure_record(one) for one in failures) + tuple(
        count_record(one) for one in counts
    )
    notes = [f"cleaned up {found.words}"]
    if not failures and not counts:
        notes = [f"{found.nothing} had failed"]
    notes += _about_group(context, found, arguments)
    lines = [*map(_failure_line, failures), *_counts_alone(counts, failures)]
    return _told("".join(f"{line}\n" for line in lines), records, notes, waited)


def refresh(context: Context, arguments: Arguments) -> Reply:
    """Let the cluster forget all it knows of a resource, and ask its agent on every node.

    Without a resource, of all; with a node, there. For `force` and `--wait` see `cleanup`.

    Example:
        refresh vip
    """
    status = read_status(context.tools)
    found = scope(context, status, arguments["resource"], arguments["node"])
    known = _histories(status, found)
    waited = _run(context, arguments, found, "--refresh")
    records = tuple({"kind": "history", "resource": one, "node": node} for one, node in known)
    notes = [f"forgot what was known of {found.words}; the cluster asks the agents anew"]
    notes += _about_group(context, found, arguments)
    return _told("", records, notes, waited)


def _histories(status: ClusterStatus, found: Scope) -> list[tuple[str, str]]:
    """Return which resource has a history on which node."""
    ran = {(one.resource, one.node) for one in status.operations}
    return sorted(one for one in ran if found.holds(*one))


def _run(context: Context, arguments: Arguments, found: Scope, action: str) -> Reply:
    """Let Pacemaker forget, and return the verdicts if they are waited for."""
    if context.options.dry_run:
        return Reply(notes=(DRY_RUN,))
    before = look(context.tools) if arguments["wait"] or context.options.wait else None
    argv = ["crm_resource", action]
    argv += [f"--resource={found.resource}"] if found.resource else []
    argv += [f"--node={found.node}"] if found.node else []
    argv += ["--force"] if arguments["force"] or context.options.force else []
    context.tools.run(*argv, seconds=_LONG_SECONDS if found.resource is None else SECONDS)
    if before is None:
        return Reply()
    goals = [Goal(base_id(found.resource))] if found.resource else []
    return wait_after(context, before, goals)


def _told(text: str, records: Iterable[Record], notes: Sequence[str], waited: Reply) -> Reply:
    """Return what was forgotten, and what became of it."""
    return replace(
        waited,
        text=text,
        records=(*records, *waited.records),
        notes=(*notes, *waited.notes),
    )


def _about_group(context: Context, found: Scope, arguments: Arguments) -> Iterator[str]:
    """Say that more than the resource that was named is meant."""
    element = context.session.cib.resource(base_id(found.resource or ""))
    outer = None if element is None else container(element)
    if outer is not None and outer.tag == "group" and not arguments["force"]:
        yield f"{found.resource} is in the {title(outer)}: 'force' would leave out the rest of it"


# ------------------------------------------------------------------ what had failed


def _failure_line(one: Failure) -> str:
    interval = f" every {int(one.interval) / 1000:g}s" if one.interval not in {"", "0"} else ""
    reason = f" ({one.reason})" if one.reason else ""
    when = f", {one.when}" if one.when else ""
    return (
        f"{one.resource}: {one.task}{interval} on {one.node} failed: {one.exit_text}{reason}{when}"
    )


def _counts_alone(counts: list[OperationFailures], failures: list[Failure]) -> Iterator[str]:
    """Yield lines for what is counted and has left nothing else."""
    told = {(base_id(one.resource), one.node, one.task) for one in failures}
    for one in counts:
        if (base_id(one.resource), one.node, one.operation) not in told:
            times = f"{one.count} times" + (f", {one.when} last" if one.when else "")
            yield f"{one.resource}: {one.operation} on {one.node} had failed {times}"


def _failure_record(one: Failure) -> Record:
    return {
        "kind": "failure",
        "resource": one.resource,
        "node": one.node,
        "operation": one.task,
        "interval": one.interval,
        "exit_code": one.exit_code,
        "exit_text": one.exit_text,
        "reason": one.reason,
        "when": one.when,
    }


def count_record(one: OperationFailures) -> Record:
    """Return a fail count for `--json`."""
    return {
        "kind": "failcount",
        "resource": one.resource,
        "node": one.node,
        "operation": one.operation,
        "interval": one.interval,
        "count": one.count,
        "last_failure": one.when,
    }
