"""Monitors that are missing: resources that nothing looks after, be it in one of their roles."""

from collections.abc import Iterator, Mapping, Sequence

from crmsh_py.agents.agent import Action
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.releases import role_word
from crmsh_py.model.times import milliseconds
from crmsh_py.spelling import nearest
from crmsh_py.verify.agents.place import behind_agent, culprit, in_culprit
from crmsh_py.verify.agents.roles import PROMOTED, UNPROMOTED
from crmsh_py.verify.agents.timeouts import with_unit
from crmsh_py.verify.check import finding
from crmsh_py.verify.view import Operation, Primitive, View
from crmsh_py.verify.view.pairs import is_true

_MONITOR = "monitor"
_CONNECTION = ("ocf", "pacemaker", "remote")
"""What the cluster looks after itself: the connection to a remote node."""
_ONLY_TELLING = frozenset({"AudibleAlarm", "Delay", "MailTo", "WinPopup"})
"""Types of agents that run nothing which could fail: they tell somebody of a move, or wait."""
_INTERVAL = "10s"
"""What is proposed where an agent advises none."""

_BOTH = ("Promoted", "Unpromoted")

_UNWATCHED: Mapping[str, tuple[str, str]] = {
    "": ("no-monitor", "nothing monitors it, so that the cluster does not notice if it fails"),
    "once": (
        "no-monitor",
        "its monitor runs once only, so that the cluster does not notice if it fails",
    ),
    "Promoted": (
        "unmonitored-role",
        "nothing monitors it where it is promoted: a failure there goes unnoticed",
    ),
    "Unpromoted": (
        "unmonitored-role",
        "nothing monitors it where it is not promoted: a failure there goes unnoticed",
    ),
}
"""The code and the words for each way in which a resource can be left alone."""


def unwatched(ops: Sequence[Operation], *, promotable: bool) -> str | None:
    """Return what is not monitored: a role, all ("", or "once" if it is for a moment), None."""
    monitors = [op for op in ops if op.name == _MONITOR]
    if any(not is_true(op.get("enabled"), otherwise=True) for op in monitors):
        return None
    repeated = [op for op in monitors if is_repeated(op) and op.get("role") != "Stopped"]
    if not repeated:
        misspelt = any(nearest(op.name, (_MONITOR,)) for op in ops)
        return "once" if monitors else None if misspelt else ""
    if not promotable:
        return None
    roles = {op.get("role") or "Started" for op in repeated}
    if roles.isdisjoint(PROMOTED):
        return "Promoted"
    return "Unpromoted" if roles.isdisjoint({*UNPROMOTED, "Started"}) else None


def is_repeated(op: Operation) -> bool:
    """Tell whether an operation has an interval, so that the cluster does it again and again."""
    return milliseconds(op.get("interval") or "0") != 0


def is_watched_for(view: View, primitive: Primitive) -> bool:
    """Tell whether a resource ought to have a monitor: its agent has one, or is not known."""
    name, agent = primitive.agent, view.agent(primitive)
    if name is None or primitive.is_fencing:
        return False
    if (name.class_, name.provider, name.type) == _CONNECTION or name.type in _ONLY_TELLING:
        return False
    return agent is None or not agent.actions or _MONITOR in agent.action_names


# ------------------------------------------------------------------ telling


def not_watched(view: View, primitive: Primitive, lack: str, *, promotable: bool) -> Diagnostic:
    """Report what is not monitored, as `unwatched` has it."""
    code, words = _UNWATCHED[lack]
    at = in_culprit(primitive, "op", _MONITOR) if lack == "once" else in_culprit(primitive)
    roles: Sequence[str] = (lack,) if lack != "once" else ("",)
    if promotable and not lack:
        roles = _BOTH
    proposed = " ".join(_proposals(view, primitive, roles))
    verb = "write" if lack == "once" else "add"
    return finding(culprit(primitive), code, words, *at, hint=f"{verb} '{proposed}'")


def _proposals(view: View, primitive: Primitive, roles: Sequence[str]) -> Iterator[str]:
    """Yield a monitor for each role ("": for the resource as such), each of another interval."""
    used = {milliseconds(op.get("interval") or "0") for op in primitive.operations}
    for role in roles:
        advice = _advice(view, primitive, role)
        interval = with_unit(advice.interval or _INTERVAL)
        time = milliseconds(interval)
        while time is not None and time in used:
            time += 1000
            interval = f"{time / 1000:.0f}s"
        used.add(time)
        timeout = f" timeout={with_unit(advice.timeout)}" if advice.timeout else ""
        suffix = f" role={role_word(view.cib.schema, role)}" if role else ""
        yield f"op monitor interval={interval}{timeout}{suffix}"


def _advice(view: View, primitive: Primitive, role: str) -> Action:
    """Return what the agent advises for a monitor, in a role if it says so."""
    agent = view.agent(primitive)
    known = [one for one in agent.actions if one.name == _MONITOR] if agent is not None else []
    same = [one for one in known if one.role == role]
    return next(iter(same or known), Action(_MONITOR))


def is_idle(op: Operation) -> bool:
    """Tell whether a monitor is for the role Started: what can be promoted is never that."""
    return op.options.get("role") == "Started" and op.name == _MONITOR and not op.inherited


def idle_monitor(view: View, primitive: Primitive) -> Diagnostic:
    """Report a monitor that never runs."""
    roles = " or ".join(f"'role={role_word(view.cib.schema, one)}'" for one in _BOTH)
    words = (
        "a monitor for the role Started never runs: instances of a promotable clone are promoted"
        " or unpromoted"
    )
    at = behind_agent(primitive, "op", _MONITOR, "role")
    return finding(primitive.element, "useless-monitor", words, *at, hint=f"write {roles}")
