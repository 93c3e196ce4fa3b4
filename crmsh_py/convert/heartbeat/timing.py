"""Heartbeat's times into those of corosync and Pacemaker.

Heartbeat called a node dead when it was silent for `deadtime`.  Corosync calls it lost when the
token did not come round for `token`, and agrees on the nodes that are left for `consensus`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from crmsh_py.convert.conversion import Table
from crmsh_py.convert.heartbeat.work import COROSYNC, Work

DEADTIME_MS = 30_000
"""Heartbeat's default."""

_TOKEN_MS, _COEFFICIENT_MS = 3_000, 650
_SHORT_MS = 1_000
_LEAST_MS = 126
"""Corosync wants 30 ms for each of the 4.2 times that it sends the token again."""

_MOST_MS = 24 * 3_600_000
_DC_DEADTIME_MS = 20_000
_WARNING_PERCENT = 75


@dataclass(frozen=True, slots=True)
class Timing:
    """The settings of the section totem, in order."""

    totem: tuple[tuple[str, str], ...]


def convert_timing(work: Work, node_count: int) -> Timing:
    """Convert the times, and explain them in a table of the report."""
    deadtime = work.ha_cf.time("deadtime")
    token = None if deadtime is None else _token(work, deadtime)
    percent = _token_warning(work, deadtime or DEADTIME_MS)
    settings = [("token", str(token))] if token is not None else []
    settings += [("token_warning", str(percent))] if percent is not None else []
    _check_rules(work)
    _convert_initdead(work, node_count)
    _about_others(work)
    if deadtime is None and node_count:
        words = f"without 'deadtime' heartbeat waited {text_of(DEADTIME_MS)} for a silent node"
        hint = f"corosync's default is {_TOKEN_MS} ms: to wait longer, set 'token' in corosync.conf"
        work.tell("check-timing", words, work.ha_cf.start, hint)
    if deadtime is not None and node_count:
        work.draft.show(_table(deadtime, token or _TOKEN_MS, node_count))
    return Timing(tuple(settings))


def text_of(milliseconds: int) -> str:
    """Return a time as Pacemaker reads it."""
    whole, rest = divmod(milliseconds, 1000)
    return f"{milliseconds}ms" if rest else f"{whole}s"


def _token(work: Work, deadtime: int) -> int:
    directive = work.ha_cf.last("deadtime")
    assert directive is not None
    token = min(max(deadtime, _LEAST_MS), _MOST_MS)
    if token != deadtime:
        words = f"corosync cannot wait for {text_of(deadtime)}: 'token' is {token} ms"
        work.warn("check-timing", words, directive.location)
    elif token < _SHORT_MS:
        words = (
            f"with {token} ms a busy network or machine is enough for a node to be taken for lost"
        )
        hint = f"corosync's default is {_TOKEN_MS} ms"
        work.warn("check-timing", words, directive.location, hint)
    note = f"{token} ms; 'consensus' is left out: corosync takes 1.2 times the token timeout"
    work.became(directive, f"{COROSYNC} totem.token", note=note)
    return token


def _token_warning(work: Work, deadtime: int) -> int | None:
    """Return at what part of the token timeout, in percent, corosync warns."""
    directive, warntime = work.ha_cf.last("warntime"), work.ha_cf.time("warntime")
    if directive is None or warntime is None:
        return None
    percent = min(100, round(100 * warntime / deadtime)) if deadtime else 100
    if percent == _WARNING_PERCENT:
        work.became(directive, note="corosync warns at 75 % of the token timeout by itself")
        return None
    note = f"{percent} % of the token timeout"
    work.became(directive, f"{COROSYNC} totem.token_warning", note=note)
    return percent


def _check_rules(work: Work) -> None:
    """Remark on times with which heartbeat would not have started."""
    keepalive = work.ha_cf.time("keepalive")
    deadtime, initdead = work.ha_cf.time("deadtime"), work.ha_cf.time("initdead")
    directive = work.ha_cf.last("deadtime")
    if directive and keepalive is not None and deadtime is not None and deadtime <= 2 * keepalive:
        words = f"'deadtime' has to be more than twice 'keepalive', which is {text_of(keepalive)}"
        work.warn("inconsistent-times", words, directive.location)
    first = work.ha_cf.last("initdead")
    if first and initdead is not None and deadtime is not None and initdead < deadtime:
        words = f"'initdead' may not be less than 'deadtime', which is {text_of(deadtime)}"
        work.warn("inconsistent-times", words, first.location)


def _convert_initdead(work: Work, node_count: int) -> None:
    directive, initdead = work.ha_cf.last("initdead"), work.ha_cf.time("initdead")
    if directive is None or initdead is None:
        return
    waiting = "two nodes wait for each other at the first start (wait_for_all)"
    note = waiting if node_count == 2 else "see also 'wait_for_all' of corosync's quorum section"
    if initdead <= _DC_DEADTIME_MS:
        work.became(directive, note=f"not more than Pacemaker's dc-deadtime, 20s; {note}")
        return
    value = text_of(min(initdead, _MOST_MS))
    if work.add_option("property", "dc-deadtime", value, directive.location):
        work.became(directive, "property dc-deadtime", note=f"{value}; {note}")
    else:
        work.became(directive, note="dc-deadtime is set already")


def _about_others(work: Work) -> None:
    if directive := work.ha_cf.last("keepalive"):
        work.drop(directive, "corosync passes a token round instead of sending heartbeats")
    if directive := work.ha_cf.last("deadping"):
        why = "the ping resource has 'attempts' and 'timeout' instead"
        work.drop(directive, why)


def _table(deadtime: int, token: int, node_count: int) -> Table:
    return Table(
        "When a node is taken for lost",
        ("step", "heartbeat", "corosync"),
        tuple(_steps(deadtime, token, node_count)),
    )


def _steps(deadtime: int, token: int, node_count: int) -> Iterator[tuple[str, str, str]]:
    added = max(0, node_count - 2) * _COEFFICIENT_MS
    used = token + added
    more = f" ({token} ms + {added} ms for {node_count} nodes)" if added else ""
    consensus = -(-used * 12 // 10)
    yield ("the node is silent", text_of(deadtime), f"{used} ms{more}")
    yield ("the others agree on who is left", "-", f"at most {consensus} ms (consensus)")
    yield ("altogether", text_of(deadtime), f"at most {used + consensus} ms")
