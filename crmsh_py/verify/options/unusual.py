"""Operations that say more than most: they are picked once, so that checks look at few."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.times import milliseconds
from crmsh_py.options.tables import operation
from crmsh_py.options.values import wrong_value
from crmsh_py.verify.options.said import Verdict
from crmsh_py.verify.view import Operation, Primitive

Operations: TypeAlias = Sequence[Operation]
ONCE = frozenset({"start", "stop", "promote", "demote", "migrate_to", "migrate_from"})
"""Actions that Pacemaker does when they are needed, never again and again."""
_EVERYDAY = frozenset({"id", "name", "interval", "timeout", "description"})


def unusual(primitive: Primitive) -> list[Operation]:
    """Return the operations that a resource says itself and that a check may object to.

    The others have an interval and a timeout only, and these are times that make sense.
    """
    return [
        op
        for op in primitive.operations
        if not (
            _EVERYDAY.issuperset(op.options)
            and _is_plain(op.name, op.options.get("interval"), op.options.get("timeout"))
        )
        and not op.inherited
    ]


@lru_cache(maxsize=4096)
def _is_plain(name: str, interval: str | None, timeout: str | None) -> bool:
    known = operation()
    if interval is not None:
        recurs = milliseconds(interval) != 0
        if wrong_value(known["interval"], interval) is not None or (recurs and name in ONCE):
            return False
    return timeout is None or wrong_value(known["timeout"], timeout) is None


def named(ops: Iterable[Operation]) -> str:
    """Return operations as a message lists them."""
    return ", ".join(dict.fromkeys(f"{op.name!r}" for op in ops))


def about(ops: Operations, option: str, verdict: Verdict) -> Diagnostic:
    """Return one finding about an option of operations of one resource; it points at the first."""
    first = ops[0]
    return verdict.of(first.element, first.name, f"{option}={first.get(option)}")
