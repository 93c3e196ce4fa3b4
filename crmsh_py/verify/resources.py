"""Checks of what stands twice, or has no value: operations and pairs."""

from collections import Counter
from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.times import milliseconds
from crmsh_py.verify.check import OfPrimitive, OfWhole, finding
from crmsh_py.verify.view import Operation, Primitive, View


def repeated_operations(_: View, primitive: Primitive) -> list[Diagnostic]:
    """Report operations of one resource that Pacemaker cannot tell apart: same name, interval."""
    ops = [one for one in primitive.operations if not one.inherited]
    if len({op.name for op in ops}) == len(ops):
        return []  # the everyday case
    problems = []
    seen: set[tuple[str, float]] = set()
    for op in ops:
        interval = milliseconds(op.get("interval") or "0")
        if interval is None:
            continue
        if (op.name, interval) in seen:
            problems.append(_repeated(op, recurring=interval > 0))
        seen.add((op.name, interval))
    return problems


def _repeated(op: Operation, *, recurring: bool) -> Diagnostic:
    """Report an operation; crm_verify 2.1.5 finds fault only with those that recur."""
    words = f"has two {op.name!r} operations with the interval {op.get('interval') or '0'}"
    hint = "give them different intervals: Pacemaker tells operations apart by name and interval"
    severity = Severity.ERROR if recurring else Severity.WARNING
    at = ("op", op.name, "op", op.name)
    return finding(op.element, "duplicate-operation", words, *at, severity=severity, hint=hint)


def pairs_without_value(view: View) -> list[Diagnostic]:
    """Report names without a value: mostly words that were meant as something else."""
    return [
        finding(
            pair,
            "no-value",
            f"{pair.get('name')!r} has no value",
            pair.get("name", ""),
            hint=f"write '{pair.get('name')}=VALUE', or '{pair.get('name')}=' for an empty one",
        )
        for pair in view.noted.valueless
    ]


def repeated_names(view: View) -> Iterator[Diagnostic]:
    """Report names that stand twice in one set: the cluster uses one of the values only."""
    for nvset in view.noted.repetitive:
        names = Counter(pair.get("name") for pair in nvset.iterfind("nvpair[@name]"))
        for name in (name for name, count in names.items() if name and count > 1):
            words = f"{name!r} stands {names[name]} times in one set"
            hint = "the cluster uses one of the values only: take the others out with 'edit'"
            yield finding(nvset, "repeated-name", words, name, name, hint=hint)


CHECKS = (
    OfPrimitive(("duplicate-operation",), repeated_operations, templates=True),
    OfWhole(("no-value",), pairs_without_value),
    OfWhole(("repeated-name",), repeated_names),
)
