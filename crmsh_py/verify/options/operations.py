"""Checks of what operations do: what failures lead to, what recurs, what is switched off.

What each value of `on-fail` does is in the table of options of operations.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.times import milliseconds
from crmsh_py.options.values import truth
from crmsh_py.verify.check import Findings, OfPrimitive
from crmsh_py.verify.options.clones import idle_roles
from crmsh_py.verify.options.fencing import operations_that_fence
from crmsh_py.verify.options.judging import CODES
from crmsh_py.verify.options.operation_names import operation_options
from crmsh_py.verify.options.said import Verdict
from crmsh_py.verify.options.unusual import ONCE, Operations, about, named, unusual
from crmsh_py.verify.view import Operation, Primitive, View

_NOT_FOR_STOPS = frozenset({"demote", "standby", "stop"})
_PROMOTED = frozenset({"Promoted", "Master"})


def recurring_operations(_: View, __: Primitive, ops: Operations) -> Iterator[Diagnostic]:
    """Report intervals of what never recurs: Pacemaker ignores the operation with all it says."""
    found = [op for op in ops if op.name in ONCE and _lasts(op.get("interval"))]
    if found:
        words = (
            f"{named(found)} with an interval: only monitors recur, so that Pacemaker ignores the"
            " operation, its timeout too"
        )
        yield about(
            found, "interval", Verdict("recurring-operation", words, hint="write 'interval=0s'")
        )


def delayed_operations(_: View, __: Primitive, ops: Operations) -> Iterator[Diagnostic]:
    """Report delays of starts and stops: each of them, recovery too, waits so long."""
    found = [op for op in ops if op.name in ONCE and _lasts(op.get("start-delay"))]
    if found:
        words = f"each {named(found)} waits {found[0].get('start-delay')} first, in recovery too"
        hint = "take 'start-delay' out: it is for monitors"
        yield about(found, "start-delay", Verdict("delayed-operation", words, Severity.INFO, hint))


def _lasts(time: str | None) -> bool:
    return time is not None and (milliseconds(time) or 0) > 0


def demoting_failures(_: View, __: Primitive, ops: Operations) -> Iterator[Diagnostic]:
    """Report `on-fail=demote` where Pacemaker does not allow it."""
    found = [op for op in ops if op.get("on-fail") == "demote" and not _may_demote(op)]
    if found:
        words = (
            "'on-fail=demote' is for 'promote' and for recurring monitors of the role 'Promoted',"
            f" not for this {named(found)}: Pacemaker takes the default"
        )
        hint = "write 'on-fail=restart', or take it out"
        yield about(found, "on-fail", Verdict("wrong-on-fail", words, hint=hint))


def _may_demote(op: Operation) -> bool:
    """Tell whether a failure may demote; of a stop, `refused_stops` tells."""
    if op.name != "monitor":
        return op.name in {"promote", "stop"}
    return _lasts(op.get("interval")) and op.get("role") in _PROMOTED


def refused_stops(_: View, __: Primitive, ops: Operations) -> Iterator[Diagnostic]:
    """Report values of `on-fail` that Pacemaker does not take for a stop (tried with 2.1.5)."""
    found = [op for op in ops if op.name == "stop" and op.get("on-fail") in _NOT_FOR_STOPS]
    if found:
        words = (
            f"'on-fail={found[0].get('on-fail')}' is not for 'stop': Pacemaker takes the default,"
            " which fences the node, or blocks the resource where fencing is off"
        )
        hint = "write 'on-fail=fence' or 'on-fail=block', or take it out"
        yield about(found, "on-fail", Verdict("wrong-on-fail", words, hint=hint))


def ignored_stops(_: View, primitive: Primitive, ops: Operations) -> Iterator[Diagnostic]:
    """Report that a failed stop is taken for a good one: the resource may run twice then.

    Instances of clones may do so anyway.
    """
    found = [op for op in ops if op.name == "stop" and op.get("on-fail") == "ignore"]
    if found and not primitive.is_fencing and primitive.clone is None:
        words = (
            "'on-fail=ignore' of 'stop' takes a failed stop for a good one: it may then run on two"
            " nodes at once"
        )
        hint = "write 'on-fail=fence' or 'on-fail=block'"
        yield about(found, "on-fail", Verdict("ignored-stop", words, hint=hint))


def disabled_monitors(_: View, __: Primitive, ops: Operations) -> Iterator[Diagnostic]:
    """Report monitors that are switched off: failures go unnoticed."""
    found = [op for op in ops if op.name == "monitor" and _is_off(op)]
    if found:
        words = "a monitor is switched off: failures go unnoticed"
        hint = "write 'enabled=true' once it is to run again"
        yield about(found, "enabled", Verdict("disabled-monitor", words, Severity.INFO, hint))


def _is_off(op: Operation) -> bool:
    enabled = op.get("enabled")
    return enabled is not None and truth(enabled) is False


_OF_OPERATIONS = (
    operation_options,
    recurring_operations,
    delayed_operations,
    demoting_failures,
    refused_stops,
    ignored_stops,
    disabled_monitors,
    idle_roles,
    operations_that_fence,
)


def unusual_operations(view: View, primitive: Primitive) -> Findings:
    """Return what is wrong with operations that say more than usual."""
    ops = unusual(primitive)
    if not ops:
        return ()
    return [one for check in _OF_OPERATIONS for one in check(view, primitive, ops)]


CHECKS = (
    OfPrimitive(
        (
            *CODES,
            "unknown-operation-option",
            "recurring-operation",
            "delayed-operation",
            "wrong-on-fail",
            "ignored-stop",
            "disabled-monitor",
            "option-without-effect",
            "needs-fencing",
        ),
        unusual_operations,
        templates=True,
    ),
)
