"""The history of resources in a CIB's status section: what nodes did, and what came of it.

Facts: Pacemaker Explained, "Status"; exit codes: "OCF return codes"; the statuses of operations are
those of include/crm/common/results.h (pcmk_exec_status).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from crmsh_py.pacemaker.moments import of_seconds
from crmsh_py.xmltree import Element

OK, NOT_RUNNING, PROMOTED, FAILED_PROMOTED = 0, 7, 8, 9
_DEGRADED = {190: OK, 191: PROMOTED}
_PENDING, _DONE, _CANCELLED = -1, 0, 1
_NOT_INSTALLED = frozenset({3, 5})
"""Exit codes after which a probe says that nothing can run: unimplemented, not installed."""

_EXIT_TEXTS = {
    0: "ok",
    1: "error",
    2: "invalid parameter",
    3: "unimplemented feature",
    4: "insufficient privileges",
    5: "not installed",
    6: "not configured",
    7: "not running",
    8: "promoted",
    9: "promoted (failed)",
    190: "degraded",
    191: "promoted (degraded)",
}
_STATUS_TEXTS = {
    0: "complete",
    2: "Timed Out",
    3: "NOT SUPPORTED",
    4: "Error",
    5: "Hard error",
    6: "Fatal error",
    7: "Not installed",
    8: "Internal communication failure",
}
_LATEST = 1 << 31


@dataclass(frozen=True, slots=True)
class LrmOp:
    """An operation in the history: `expected` is the exit code that the cluster wanted."""

    task: str
    interval: str
    status: int
    exit_code: int
    expected: int | None
    call: int
    reason: str
    changed: int
    exec_time: str
    queue_time: str
    key: str
    source: str
    target: str
    last_failure: bool

    @property
    def is_pending(self) -> bool:
        """Whether it was under way when the CIB was written."""
        return self.status == _PENDING

    @property
    def is_probe(self) -> bool:
        """Whether it only asked whether the resource runs there."""
        return self.task == "monitor" and self.interval == "0"

    @property
    def went_well(self) -> bool:
        """Whether it did what was wanted."""
        if self.status not in {_DONE, 4}:
            return False
        code = _DEGRADED.get(self.exit_code, self.exit_code)
        if self.is_probe:
            return code in {OK, NOT_RUNNING, PROMOTED} or code in _NOT_INSTALLED
        expected = self.expected if self.expected is not None else OK
        return code == expected or (self.task == "monitor" and code == PROMOTED == expected)

    @property
    def exit_text(self) -> str:
        """The exit code in words."""
        return _EXIT_TEXTS.get(self.exit_code, f"rc={self.exit_code}")

    @property
    def status_text(self) -> str:
        """How it ended."""
        return _STATUS_TEXTS.get(self.status, str(self.status))

    @property
    def when(self) -> str:
        """When its result changed last."""
        return of_seconds(self.changed)


def operations(lrm_resource: Element) -> list[LrmOp]:
    """Return the operations of a resource on a node, in the order in which they took place."""
    found = [_operation(one) for one in lrm_resource.iterfind("lrm_rsc_op")]
    return sorted(found, key=_order)


def _order(one: LrmOp) -> tuple[int, int]:
    # What is under way has no number yet, and comes behind all that has ended.
    return (one.call if one.call >= 0 else _LATEST, one.changed)


def _operation(element: Element) -> LrmOp:
    key = element.get("transition-key", "").split(":")
    magic = element.get("transition-magic", "").partition(";")[0].split(":")
    return LrmOp(
        task=element.get("operation", ""),
        interval=element.get("interval", "0"),
        status=number(element.get("op-status"), number(magic[0], _DONE)),
        exit_code=number(element.get("rc-code"), number(magic[-1], OK)),
        expected=number(key[2], OK) if len(key) == 4 else None,
        call=number(element.get("call-id"), 0),
        reason=element.get("exit-reason", ""),
        changed=number(element.get("last-rc-change") or element.get("last-run"), 0),
        exec_time=element.get("exec-time", ""),
        queue_time=element.get("queue-time", ""),
        key=element.get("operation_key") or element.get("id") or "",
        source=element.get("migrate_source", ""),
        target=element.get("migrate_target", ""),
        last_failure="_last_failure_" in element.get("id", ""),
    )


def number(text: str | None, otherwise: int) -> int:
    """Return a whole number, or something else if the text is none."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a history comes to: the role, whether it failed since, and what failed in it."""

    role: str
    failed: bool
    failures: tuple[LrmOp, ...]
    leaves_for: str = ""
    """The node that a migration is under way to."""
    stop_failed: bool = False
    """Whether the last thing known is that it could not be stopped."""


_ROLES = {
    "start": "Started",
    "stop": "Stopped",
    "promote": "Promoted",
    "demote": "Unpromoted",
    "migrate_from": "Started",
    "migrate_to": "Started",
}
_OTHER = frozenset({"notify", "meta-data", "cancel", "delete", "delete_notify"})


def replay(history: Iterable[LrmOp]) -> Outcome:
    """Return what a history comes to."""
    role, failed, leaves_for = "Stopped", False, ""
    failures: list[LrmOp] = []
    for one in history:
        if one.is_pending or one.status == _CANCELLED or one.task in _OTHER:
            continue
        if one.went_well:
            role, failed = _after_success(one, role, failed=failed)
        else:
            failures.append(one)
            role, failed = _after_failure(one, role), True
        leaves_for = one.target if one.task == "migrate_to" and one.went_well else ""
    stuck = failed and bool(failures) and failures[-1].task == "stop"
    return Outcome(role, failed, tuple(failures), leaves_for, stuck)


def _after_success(one: LrmOp, role: str, *, failed: bool) -> tuple[str, bool]:
    if one.task != "monitor":
        return _ROLES.get(one.task, role), failed and one.task not in _ROLES
    code = _DEGRADED.get(one.exit_code, one.exit_code)
    if code == NOT_RUNNING or (one.is_probe and code in _NOT_INSTALLED):
        return "Stopped", False
    if code == PROMOTED:
        return "Promoted", False
    return role if role != "Stopped" else "Started", False


def _after_failure(one: LrmOp, role: str) -> str:
    """Return the role after a failure: what failed may still be active, until it is stopped."""
    if one.exit_code in {PROMOTED, FAILED_PROMOTED} or one.task == "promote":
        return "Promoted"
    if one.task == "demote":
        return "Promoted" if role == "Promoted" else "Started"
    return "Started" if role == "Stopped" else role
