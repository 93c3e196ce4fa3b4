"""What is watched on which real servers: the checks of mon.cf, by address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crmsh_py.convert.draft import Draft
from crmsh_py.convert.lvs.ldirectord import is_fit
from crmsh_py.convert.lvs.lvs_alert import services_of
from crmsh_py.convert.lvs.mon_cf import Directive, Mon, Watch
from crmsh_py.convert.lvs.mon_times import seconds_of
from crmsh_py.convert.lvs.monitors import Check, check_of
from crmsh_py.convert.lvs.notices import Alerts, Notices, no_time, notices_of
from crmsh_py.convert.lvs.ports import port_of
from crmsh_py.convert.lvs.table import Service
from crmsh_py.diagnostics import Diagnostic, Severity

_MONITORS = "/usr/lib/mon/mon.d"
_INTERVAL = 600
"""What mon takes without an interval."""

_MOST = 100
"""So many checks of one host are looked at."""

_DAEMON_SETTINGS = "mon's own settings are left out: ldirectord needs none of them"


@dataclass(slots=True)
class Watched:
    """A service that mon watches, as a check of ldirectord."""

    watch: Watch
    check: Check
    interval: int
    notices: Notices
    serves: frozenset[tuple[str, str, int]] = frozenset()
    """The services whose servers its alerts take out and in, as far as mon.cf says so."""

    used_by: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"watch {self.watch.group} service {self.watch.name}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which checks there are for a host, in the order of the file."""

    by_host: Mapping[str, Sequence[Watched]]
    all: Sequence[Watched]


def coverage(draft: Draft, mon: Mon, services: Sequence[Service], alerts: Alerts) -> Coverage:
    """Convert the checks, and tell of hosts that are no real servers."""
    draft.report(*mon.problems)
    _tell_of_settings(draft, mon)
    hosts = {server.host.lower() for service in services for server in service.servers}
    by_host: dict[str, list[Watched]] = {}
    watched = [_watched(draft, mon, watch, alerts) for watch in mon.watches]
    for one in watched:
        for host in _members(draft, mon, one.watch):
            if len(by_host.setdefault(host, [])) < _MOST:
                by_host[host].append(one)
    _tell_of_strangers(draft, mon, hosts)
    return Coverage(by_host, watched)


def _watched(draft: Draft, mon: Mon, watch: Watch, alerts: Alerts) -> Watched:
    interval = _interval(draft, watch)
    monitor = watch.first("monitor")
    if monitor is None:
        words = "the service has no 'monitor': nothing is checked"
        draft.report(Diagnostic("mon-syntax", words, Severity.WARNING, location=watch.location))
        return Watched(watch, Check("on"), interval, notices_of(draft, watch, interval, alerts))
    check = check_of(monitor.value, mon.setting("mondir") or _MONITORS)
    if not check.port and check.checktype == "connect":
        check = _with_port(check, port_of(watch.name) or 0)
    draft.report(*_about_check(check, monitor))
    fit = _fit(draft, check, monitor)
    notices = notices_of(draft, watch, interval, alerts)
    return Watched(watch, fit, interval, notices, services_of(watch))


def _with_port(check: Check, port: int) -> Check:
    return Check(check.checktype, check.service, port, check.timeout)


def _interval(draft: Draft, watch: Watch) -> int:
    directive = watch.first("interval")
    if directive is None:
        return _INTERVAL
    seconds = seconds_of((directive.value.split() or [""])[0])
    if seconds is None:
        draft.report(no_time(directive))
    return seconds or _INTERVAL


def _about_check(check: Check, monitor: Directive) -> Sequence[Diagnostic]:
    place = monitor.location
    found = []
    if check.is_custom:
        words = f"{check.command[:60]!r} has to be called in another way by ldirectord"
        hint = (
            "write a script around it: it gets the virtual address and port, then the real ones,"
            " and exits with 0 if all is well"
        )
        found.append(
            Diagnostic("custom-monitor", words, Severity.WARNING, location=place, hint=hint)
        )
    elif check.others:
        words = f"options of the monitor are left out: {' '.join(check.others)[:60]!r}"
        found.append(Diagnostic("dropped", words, Severity.WARNING, location=place))
    for name in check.needs:
        words = f"a check of {check.service} needs {name!r}, which mon.cf does not have"
        hint = "with '--best-effort' it is CHANGE-ME: put the right value in its place"
        found.append(Diagnostic("missing-value", words, location=place, hint=hint))
    return found


def _fit(draft: Draft, check: Check, monitor: Directive) -> Check:
    """Leave out what cannot stand in a ldirectord.cf."""
    if is_fit(check.request) and is_fit(check.command):
        return check
    words = "this cannot stand in ldirectord.cf, where '#' and '\"' cut the line"
    hint = "use another page for the check"
    draft.report(Diagnostic("unsupported-lvs", words, location=monitor.location, hint=hint))
    return Check("connect", port=check.port)


def _members(draft: Draft, mon: Mon, watch: Watch) -> list[str]:
    group = mon.hostgroups.get(watch.group)
    if group is not None:
        return [host.lower() for host, _ in group.members]
    words = f"there is no hostgroup {watch.group!r}"
    draft.report(Diagnostic("mon-syntax", words, Severity.WARNING, location=watch.location))
    return []


def _tell_of_settings(draft: Draft, mon: Mon) -> None:
    if mon.settings:
        place = mon.settings[0].location
        draft.report(Diagnostic("dropped", _DAEMON_SETTINGS, Severity.INFO, location=place))
    for one in mon.settings:
        draft.became(one.name, note="mon's own", location=one.location)


def _tell_of_strangers(draft: Draft, mon: Mon, hosts: set[str]) -> None:
    for group in mon.hostgroups.values():
        for host, place in group.members:
            if host.lower() not in hosts:
                words = f"{host[:60]!r} is no real server of the table: its checks are left out"
                hint = "names and addresses are compared as they are written"
                problem = Diagnostic("dropped", words, Severity.INFO, location=place, hint=hint)
                draft.report(problem)


def best(watched: Sequence[Watched], service: Service, port: int) -> Watched | None:
    """Return the check that suits best: one made for the service, of the port, or no ping."""
    own = [one for one in watched if service.key in one.serves]
    exact = [one for one in watched if one.check.port == port]
    deeper = [one for one in watched if one.check.checktype not in {"ping", "on"}]
    return next(iter((*own, *exact, *deeper, *watched)), None)
