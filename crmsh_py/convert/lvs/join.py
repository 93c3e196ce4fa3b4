"""The kernel's table and the checks of mon as one ldirectord.cf."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from crmsh_py.convert.draft import Draft
from crmsh_py.convert.lvs.checks import Coverage, Watched, best
from crmsh_py.convert.lvs.ldirectord import Directors, Real, Setting, Virtual, endpoint
from crmsh_py.convert.lvs.notices import Alerts
from crmsh_py.convert.lvs.ports import SERVICES
from crmsh_py.convert.lvs.table import Server, Service
from crmsh_py.diagnostics import Diagnostic, Severity

PLACEHOLDER = "CHANGE-ME"
_CHECK_TIMEOUT = "5"
_LOG = "local0"
_FILE = "ldirectord.cf"


@dataclass(frozen=True, slots=True)
class _Joined:
    """A service with the check that its servers get, if there is one."""

    service: Service
    watched: Watched | None


def join(
    draft: Draft, services: Sequence[Service], cover: Coverage | None, alerts: Alerts
) -> Directors:
    """Return what ldirectord is to do; without checks the servers are always taken for good."""
    usable = [one for one in services if one.protocol != "sctp"]
    joined = [_Joined(one, _chosen(draft, one, cover)) for one in usable]
    in_use = [one.watched for one in joined if one.watched is not None]
    settings = _globals(draft, in_use, alerts)
    virtuals = tuple(_virtual(draft, one, dict(settings)) for one in joined)
    _tell_of_unused(draft, cover)
    return Directors(settings, virtuals)


# ------------------------------------------------------------------ which check


def _chosen(draft: Draft, service: Service, cover: Coverage | None) -> Watched | None:
    if cover is None:
        return None
    found = [
        (server, best(cover.by_host.get(server.host.lower(), ()), service, _port(server, service)))
        for server in service.servers
        if not _is_sorry(server, service)
    ]
    checks = [one for _, one in found if one is not None]
    if not checks:
        return None
    for server, one in found:
        if one is None:
            words = f"no hostgroup has {server.host!r}: it is checked as the other servers are now"
            place = server.location
            draft.report(Diagnostic("unmonitored", words, Severity.WARNING, location=place))
    chosen = checks[0]
    for one in checks:
        if one.check != chosen.check:
            words = f"all servers of {service.address} are checked as the first of them is"
            hint = "a virtual service has one kind of check"
            place = one.watch.location
            draft.report(
                Diagnostic("approximated", words, Severity.WARNING, location=place, hint=hint)
            )
            break
        one.used_by.append(service.address)
    _tell_of_port(draft, service, chosen)
    return chosen


def _tell_of_port(draft: Draft, service: Service, chosen: Watched) -> None:
    """Tell of a service that is checked on another port than it is used on."""
    port = _port(service.servers[0], service)
    check = chosen.check
    name = SERVICES.get(port)
    if service.protocol == "fwm" or not check.port or check.port == port or not check.service:
        return
    words = f"{service.address} is checked on port {check.port}, as mon did"
    better = f"'service = {name}' and 'checkport = {port}'" if name else f"'checkport = {port}'"
    hint = f"{better} would check what the clients use"
    draft.report(
        Diagnostic("approximated", words, Severity.WARNING, location=service.location, hint=hint)
    )


def _tell_of_unused(draft: Draft, cover: Coverage | None) -> None:
    for one in cover.all if cover is not None else ():
        results = [f"{_FILE} virtual {address}" for address in dict.fromkeys(one.used_by)]
        description = one.watch.first("description")
        note = description.value if description is not None else ""
        draft.became(one.name, *results, note=note, location=one.watch.location)
        if not one.used_by:
            words = f"the check {one.watch.name!r} of {one.watch.group!r} is left out"
            hint = "no virtual service has such servers, or they have another check already"
            place = one.watch.location
            draft.report(Diagnostic("dropped", words, Severity.WARNING, location=place, hint=hint))


# ------------------------------------------------------------------ global settings


def _globals(draft: Draft, in_use: Sequence[Watched], alerts: Alerts) -> tuple[Setting, ...]:
    settings: list[Setting] = []
    if in_use:
        settings += [
            ("checkinterval", str(_interval(draft, in_use))),
            ("checktimeout", _CHECK_TIMEOUT),
        ]
        settings += _common("negotiatetimeout", [one.check.timeout for one in in_use])
        settings += _common("failurecount", [one.notices.after for one in in_use])
    settings.append(("autoreload", "yes"))
    settings += _quiescent(draft, alerts)
    mails = {one.notices.mail() for one in in_use}
    senders = [one.notices.sender for one in in_use if one.notices.sender]
    settings += mails.pop() if len(mails) == 1 else [("emailalertfrom", one) for one in senders[:1]]
    return (*settings, ("logfile", _LOG))


def _common(name: str, values: Sequence[int]) -> list[Setting]:
    """Return a setting that all have in common; the others stand in their sections."""
    return [(name, str(values[0]))] if values[0] and len(set(values)) == 1 else []


def _interval(draft: Draft, in_use: Sequence[Watched]) -> int:
    least = min(one.interval for one in in_use)
    for one in {id(one): one for one in in_use if one.interval != least}.values():
        words = f"ldirectord has one interval for all checks: {least} seconds, not {one.interval}"
        hint = "with 'fork = yes' each virtual service can have its own 'checkinterval'"
        place = one.watch.location
        draft.report(Diagnostic("approximated", words, Severity.WARNING, location=place, hint=hint))
    return least


def _quiescent(draft: Draft, alerts: Alerts) -> list[Setting]:
    """Return how servers that fail are taken out, as the alert scripts did it."""
    actions = {rule.action for one in alerts.acting for rule in one.rules}
    if "delete-server" in actions:
        return [("quiescent", "no")]
    if "edit-server" in actions:
        return [("quiescent", "yes")]
    if not alerts.unread_kinds >= {"alert", "upalert"}:
        return []
    words = "the alerts are taken to remove servers that fail, and to add them again"
    hint = "give the scripts with '--alert' to be sure; 'quiescent = yes' keeps connections"
    place = next(iter(alerts.unread.values())).location
    problem = Diagnostic("approximated", words, Severity.WARNING, location=place, hint=hint)
    draft.report(problem)
    return [("quiescent", "no")]


# ------------------------------------------------------------------ a virtual service


def _virtual(draft: Draft, joined: _Joined, common: dict[str, str]) -> Virtual:
    service = joined.service
    reals = [one for one in service.servers if not _is_sorry(one, service)]
    sorry = [one for one in service.servers if _is_sorry(one, service)]
    settings = (
        *_of_table(service),
        *_fallback(draft, service, sorry),
        *_of_check(draft, joined, common),
    )
    virtual = Virtual(
        service.host,
        str(service.port),
        service.is_ipv6,
        tuple(_real(draft, one, service) for one in reals),
        settings,
        service.location,
    )
    piece = f"ipvsadm {service.protocol} {service.address}"
    draft.became(piece, f"{_FILE} virtual {virtual.address}", location=service.location)
    return virtual


def _real(draft: Draft, server: Server, service: Service) -> Real:
    port = _port(server, service)
    if server.port and port != server.port and service.protocol != "fwm":
        words = f"with {server.method!r} the port of the service holds: {port}, not {server.port}"
        place = server.location
        draft.report(Diagnostic("approximated", words, Severity.WARNING, location=place))
    return Real(
        server.host,
        str(port) if port else "",
        server.method,
        server.weight,
        lower=server.lower,
        upper=server.upper,
        location=server.location,
    )


def _port(server: Server, service: Service) -> int:
    """Return the port that a server is used on: only masquerading can change it."""
    if service.protocol == "fwm":
        return server.port
    return server.port if server.port and server.method == "masq" else service.port


def _is_sorry(server: Server, service: Service) -> bool:
    """Tell whether a server is the director itself, for when there is no other one."""
    return server.weight == 0 and (is_loopback(server.host) or server.host == service.host)


def is_loopback(host: str) -> bool:
    """Tell whether an address is one of the machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _of_table(service: Service) -> Iterator[Setting]:
    yield "protocol", service.protocol
    yield "scheduler", service.scheduler
    if service.persistent:
        yield "persistent", str(service.persistent)
    if service.netmask:
        yield "netmask", service.netmask
    if service.is_one_packet:
        yield "ops", "yes"
    if service.flags:
        yield "schedflags", service.flags


def _fallback(draft: Draft, service: Service, sorry: Sequence[Server]) -> Iterator[Setting]:
    for one in sorry[:1]:
        port = one.port or service.port
        words = "the server of weight 0 on the director is taken for the one that says sorry"
        draft.report(Diagnostic("approximated", words, Severity.INFO, location=one.location))
        name = "fallback6" if service.is_ipv6 else "fallback"
        yield name, f"{endpoint(one.host, str(port))} {one.method}"


def _of_check(draft: Draft, joined: _Joined, common: dict[str, str]) -> Iterator[Setting]:
    watched = joined.watched
    if watched is None:
        if joined.service.servers:
            words = f"nothing checks the servers of {joined.service.address}: they count as good"
            hint = "set 'checktype' to what suits the service, 'connect' at least"
            place = joined.service.location
            draft.report(
                Diagnostic("unmonitored", words, Severity.WARNING, location=place, hint=hint)
            )
        yield "checktype", "on"
        return
    yield from _kind(watched)
    if watched.check.timeout and "negotiatetimeout" not in common:
        yield "negotiatetimeout", str(watched.check.timeout)
    if "failurecount" not in common:
        yield "failurecount", str(watched.notices.after)
    if "emailalert" not in common:
        yield from (one for one in watched.notices.mail() if one[0] != "emailalertfrom")


def _kind(watched: Watched) -> Iterator[Setting]:
    check = watched.check
    yield "checktype", check.checktype
    if check.service:
        yield "service", check.service
    if check.is_custom:
        yield "checkcommand", check.command
    elif check.port and check.checktype in {"negotiate", "connect"}:
        yield "checkport", str(check.port)
    if check.request:
        is_page = check.service in {"http", "https"}
        yield "request", (check.request.removeprefix("/") or "/") if is_page else check.request
    for name in check.needs:
        yield name, PLACEHOLDER
