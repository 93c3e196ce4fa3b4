"""mon.cf, a script with ipvsadm and alert scripts, or a ldirectord.cf, as a conversion."""

from collections.abc import Sequence

from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.draft import Draft
from crmsh_py.convert.lvs import ipvsadm as script
from crmsh_py.convert.lvs import ldirectord_cf, lvs_alert, mon_cf
from crmsh_py.convert.lvs.alert_scripts import compare
from crmsh_py.convert.lvs.checks import coverage
from crmsh_py.convert.lvs.choices import Choices
from crmsh_py.convert.lvs.cib import add_resources
from crmsh_py.convert.lvs.join import join
from crmsh_py.convert.lvs.ldirectord import to_text
from crmsh_py.convert.lvs.notices import Alerts, scripts_named
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location, Source, Span

__all__ = ["FILE", "Choices", "convert", "scripts_of"]

FILE = "ldirectord.cf"
_USUAL = Choices()
_ALERTS = "/usr/lib/mon/alert.d"


def convert(
    mon: Input | None,
    ipvsadm: Input | None = None,
    alerts: Sequence[Input] = (),
    choices: Choices = _USUAL,
) -> Conversion:
    """Convert what a director was set up with.

    In the place of mon.cf there may be a ldirectord.cf: it is checked, and the cluster's part is
    made.  The other file of the result is then there only if the given one needed repairs.
    """
    draft = Draft()
    if mon is not None and ldirectord_cf.is_ldirectord(mon):
        _ready(draft, mon, ipvsadm, choices)
    else:
        _joined(draft, mon, ipvsadm, alerts, choices)
    return draft.conversion()


def scripts_of(mon: Input) -> tuple[str, ...]:
    """Return the paths of the alert scripts that a mon.cf names; mails are none."""
    if ldirectord_cf.is_ldirectord(mon):
        return ()
    found = mon_cf.read(mon)
    folder = found.setting("alertdir").partition(":")[0] or _ALERTS
    names = dict.fromkeys(name for watch in found.watches for name in scripts_named(watch))
    return tuple(f"{folder.rstrip('/')}/{name}" for name in names)


def _ready(draft: Draft, source: Input, ipvsadm: Input | None, choices: Choices) -> None:
    reading = ldirectord_cf.read(source)
    draft.report(*reading.problems)
    if ipvsadm is not None:
        words = "the rules of ipvsadm are left out: ldirectord.cf says all that ldirectord does"
        draft.report(Diagnostic("dropped", words, Severity.WARNING, location=_top(ipvsadm)))
    if reading.directors.virtuals:
        place = reading.directors.virtuals[0].location or _top(source)
        add_resources(draft, reading.directors, place, choices, {})
        if reading.was_repaired or draft.error_count:
            draft.files[FILE] = to_text(reading.directors)


def _joined(
    draft: Draft,
    mon: Input | None,
    ipvsadm: Input | None,
    alerts: Sequence[Input],
    choices: Choices,
) -> None:
    watched = None if mon is None else mon_cf.read(mon)
    stated = script.Reading() if watched is None else lvs_alert.read(watched)
    table = stated if ipvsadm is None else script.read(ipvsadm)
    if table is stated:
        lvs_alert.build(stated)
    else:
        draft.report(*stated.problems)
    draft.report(*table.problems)
    scripts = {one.name.rpartition("/")[2]: script.read_alert(one) for one in alerts}
    known = Alerts(scripts, [stated] if stated.rules else [])
    services = table.services
    cover = None if watched is None else coverage(draft, watched, services, known)
    if not services:
        draft.report(_no_service(mon, ipvsadm))
        return
    for one in known.acting:
        draft.report(*_softened(one.problems), *compare(one, services))
    directors = join(draft, services, cover, known)
    names = [_shown(one) for one in (ipvsadm, mon) if one is not None]
    if not directors.virtuals:
        return
    draft.files[FILE] = to_text(directors, (f"generated from {' and '.join(names)}",))
    place = services[0].location
    assert place is not None
    add_resources(draft, directors, place, choices, table.addresses)
    _remind_of_kernel(draft, table)


def _shown(source: Input) -> str:
    """Return the name of a file as a comment can hold it."""
    name = source.name.rpartition("/")[2]
    return "".join(one if one.isprintable() else "?" for one in name)


def _softened(problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Alert scripts are only compared: what cannot be read of them is no error."""
    return [
        Diagnostic(
            one.code, one.message, min(one.severity, Severity.WARNING), location=one.location
        )
        for one in problems
        if one.code == "unread-command"
    ]


def _no_service(mon: Input | None, ipvsadm: Input | None) -> Diagnostic:
    source = ipvsadm or mon or Input(FILE, b"")
    words = "there is no virtual service, so ldirectord has nothing to do"
    hint = "give the script that calls ipvsadm, or what 'ipvsadm-save -n' prints, with '--ipvsadm'"
    if ipvsadm is not None:
        words = "nothing of the file adds a virtual service"
        hint = "'ipvsadm-save -n' prints the table of a director that runs"
    return Diagnostic("no-virtual-service", words, location=_top(source), hint=hint)


def _top(source: Input) -> Location:
    first = source.text[:200].partition("\n")[0].removeprefix("\ufeff").rstrip("\r")
    return Location(Source(source.name, first), Span(0, 0))


def _remind_of_kernel(draft: Draft, table: script.Reading) -> None:
    if table.sysctls:
        lines = "; ".join(f"{name} = {value}" for name, value in table.sysctls.items())
        draft.remind(f"Put into /etc/sysctl.d/90-lvs.conf on all directors: {lines}")
