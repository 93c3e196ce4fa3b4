"""The check of operations: those that agents do not have, missing monitors, too little time."""

from collections.abc import Iterator
from typing import NamedTuple

from crmsh_py.agents.agent import Agent
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.spelling import did_you_mean
from crmsh_py.verify.agents.monitors import (
    idle_monitor,
    is_idle,
    is_repeated,
    is_watched_for,
    not_watched,
    unwatched,
)
from crmsh_py.verify.agents.place import behind_agent, culprit, full_name
from crmsh_py.verify.agents.roles import AllDuties
from crmsh_py.verify.agents.timeouts import Judge, Short, default_timeout, short_timeouts
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import Operation, Primitive, View
from crmsh_py.xmltree import Element

_OF_PACEMAKER = frozenset(
    {
        "start",
        "stop",
        "monitor",
        "promote",
        "demote",
        "notify",
        "migrate_to",
        "migrate_from",
        "reload",
        "reload-agent",
        "validate-all",
        "meta-data",
        "metadata",
        "status",
    }
)
"""What the cluster calls by itself, and agents have though not all of them say so."""
_PROMOTING = frozenset({"promote", "demote"})
_MIGRATING = frozenset({"migrate_to", "migrate_from"})
_USUAL = frozenset({"start", "stop", "monitor"})


class Judged(NamedTuple):
    """What is wrong with the operations of a resource.

    `unknown` counts operations; `lack` is what is not monitored, see `unwatched`.
    """

    unknown: tuple[int, ...] = ()
    short: tuple[Short, ...] = ()
    lack: str | None = None
    is_idle: bool = False
    is_promotable: bool = False

    def __bool__(self) -> bool:
        return bool(self.unknown or self.short or self.is_idle) or self.lack is not None


def operations(view: View) -> Iterator[Diagnostic]:
    """Report what is wrong with operations: one finding of each kind for a resource.

    What comes from a template is told of that, once.
    """
    default, duties = default_timeout(view), AllDuties(view)
    judged: dict[tuple[object, ...], Judged] = {}
    told: set[tuple[str, Element]] = set()
    for primitive in view.primitives:
        agent, asked = view.agent(primitive), duties.of(primitive)
        key = (id(agent), id(asked), tuple([_shape(op) for op in primitive.operations]))
        found = judged.get(key)
        if found is None:
            found = judged[key] = _judge(primitive, agent, Judge.of(agent, asked, default))
        if found:
            for about, problem in _findings(view, primitive, found, default):
                if about is primitive.element or (problem.code, about) not in told:
                    told.add((problem.code, about))
                    yield problem


def _shape(op: Operation) -> tuple[object, ...]:
    """Return all of an operation that what is wrong with it depends on."""
    options, parameters = op.options, op.parameters.always
    return (
        op.name,
        options.get("interval"),
        options.get("timeout"),
        options.get("role"),
        options.get("enabled"),
        parameters.get("OCF_CHECK_LEVEL") if parameters else None,
        op.inherited,
    )


def _judge(primitive: Primitive, agent: Agent | None, judge: Judge) -> Judged:
    ops, promotable = primitive.operations, judge.asked.promotable
    if agent is not None and agent.actions and not agent.promotable:
        promotable = False  # whose fault it is, `promotion` tells
    return Judged(
        tuple(_unknown_ones(ops, agent, _OF_PACEMAKER - _uncalled(judge))),
        tuple(judge.short(ops)),
        unwatched(ops, promotable=promotable),
        promotable and any(is_idle(op) for op in ops),
        promotable,
    )


def _uncalled(judge: Judge) -> frozenset[str]:
    """Return what the cluster never calls of a resource, because nothing asks for it."""
    promoting = frozenset() if judge.asked.promotable else _PROMOTING
    return promoting if judge.asked.migrated else promoting | _MIGRATING


def _unknown_ones(
    ops: list[Operation], agent: Agent | None, called: frozenset[str] = _OF_PACEMAKER
) -> Iterator[int]:
    known = None if agent is None or not agent.actions else agent.action_names
    for place, op in enumerate(ops if known else ()):
        if known and op.name not in known and op.name not in called and not op.inherited:
            yield place


def _findings(
    view: View, primitive: Primitive, found: Judged, default: str | None
) -> Iterator[tuple[Element, Diagnostic]]:
    """Yield the findings, each with what is to be mended: the resource, or its template."""
    agent, about = view.agent(primitive), culprit(primitive)
    for place in found.unknown:
        if agent is not None:
            yield about, _unknown(primitive, agent, primitive.operations[place])
    yield from short_timeouts(primitive, found.short, default)
    if found.lack is not None and is_watched_for(view, primitive):
        yield about, not_watched(view, primitive, found.lack, promotable=found.is_promotable)
    if found.is_idle:
        yield about, idle_monitor(view, primitive)


def _unknown(primitive: Primitive, agent: Agent, op: Operation) -> Diagnostic:
    words = f"{full_name(agent.name)} has no operation '{op.name}'"
    if is_repeated(op):
        words += ": it fails each time the cluster calls it"
    else:
        words += ": what is said of it is not used"
    known = sorted(agent.action_names | _USUAL)
    hint = did_you_mean(op.name, known) or f"it has {', '.join(known)}"
    at = behind_agent(primitive, "op", op.name)
    return finding(primitive.element, "unknown-operation", words, *at, hint=hint)


def unknown_in_templates(view: View) -> Iterator[Diagnostic]:
    """Report operations of templates that agents do not have."""
    for template in view.templates:
        agent = view.agent(template)
        for place in _unknown_ones(template.operations, agent):
            if agent is not None:
                yield _unknown(template, agent, template.operations[place])


CHECKS = (
    OfWhole(
        (
            "unknown-operation",
            "short-timeout",
            "no-monitor",
            "unmonitored-role",
            "useless-monitor",
        ),
        operations,
    ),
    OfWhole(("unknown-operation",), unknown_in_templates),
)
