"""Who is told of what, and when: the alerts of mon.cf as settings of ldirectord."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from crmsh_py.convert.draft import Draft
from crmsh_py.convert.lvs.ipvsadm import Reading
from crmsh_py.convert.lvs.ldirectord import Setting, is_fit
from crmsh_py.convert.lvs.lvs_alert import is_stated
from crmsh_py.convert.lvs.mon_cf import Directive, Watch
from crmsh_py.convert.lvs.mon_times import covers_week, seconds_of
from crmsh_py.diagnostics import Diagnostic, Severity

_TALKS = ("alert", "upalert", "startupalert", "ackalert", "disablealert")
_WITH_VALUE = frozenset({"-S", "-f", "-s", "-u", "-l"})
_MAIL = re.compile(r"mail\w*\.alert")
_DROPPED = (
    "allow_empty_group",
    "randskew",
    "dep_behavior",
    "dep_memory",
    "exclude_hosts",
    "exclude_period",
    "failure_interval",
    "redistribute",
    "traptimeout",
    "trapduration",
    "unack_summary",
    "use_snmp",
    "monitorvar",
)
_DEPENDENCIES = ("depend", "alertdepend", "monitordepend", "hostdepend")


@dataclass(slots=True)
class Notices:
    """What the alerts of a check come to."""

    addresses: dict[str, None] = field(default_factory=dict)
    sender: str = ""
    every: int = 0
    after: int = 1

    def mail(self) -> tuple[Setting, ...]:
        """Return the settings of mails, none without an address."""
        if not self.addresses:
            return ()
        settings = [("emailalert", ", ".join(self.addresses))]
        settings += [("emailalertfrom", self.sender)] if self.sender else []
        settings += [("emailalertfreq", str(self.every))] if self.every else []
        return tuple(settings)


@dataclass(slots=True)
class Alerts:
    """The alert scripts that were given, by name, and what is known of those that were not."""

    scripts: Mapping[str, Reading]
    acting: list[Reading] = field(default_factory=list)
    unread: dict[str, Directive] = field(default_factory=dict)
    """Those that are neither mails nor among the scripts, where they are first named."""

    unread_kinds: set[str] = field(default_factory=set)


def notices_of(draft: Draft, watch: Watch, interval: int, alerts: Alerts) -> Notices:
    """Convert the periods of a watched service."""
    found = Notices()
    for directive in watch.all_of(*_TALKS):
        _alert(draft, directive, found, alerts)
    for directive in watch.all_of("alertevery"):
        found.every = _every(draft, directive)
    for directive in watch.all_of("alertafter"):
        found.after = max(found.after, _after(draft, directive, interval))
    draft.report(*_about_periods(watch), *_about_the_rest(watch))
    if found.every and not found.addresses:
        place = watch.all_of("alertevery")[0].location
        words = "'alertevery' is left out: ldirectord repeats mails only, and there are none"
        draft.report(Diagnostic("dropped", words, Severity.INFO, location=place))
    return found


def scripts_named(watch: Watch) -> Iterator[str]:
    """Yield the names of the alerts whose scripts say more than their arguments do."""
    for directive in watch.all_of(*_TALKS):
        words = directive.words
        name = words[0].rpartition("/")[2] if words else ""
        if name.strip(".") and not _MAIL.fullmatch(name) and not is_stated(directive, words):
            yield name


def _alert(draft: Draft, directive: Directive, found: Notices, alerts: Alerts) -> None:
    words = directive.words
    name = words[0].rpartition("/")[2] if words else ""
    script = alerts.scripts.get(name)
    if _MAIL.fullmatch(name):
        _mail(draft, directive, words[1:], found)
    elif is_stated(directive, words) or (script is not None and script.rules):
        if script is not None and not any(one is script for one in alerts.acting):
            alerts.acting.append(script)
        message = f"{name!r} is left out: ldirectord changes the kernel's table itself"
        draft.report(Diagnostic("dropped", message, Severity.INFO, location=directive.location))
    else:
        if name not in alerts.unread:
            draft.report(_unread(name, directive, is_given=script is not None))
        alerts.unread.setdefault(name, directive)
        if script is None:
            alerts.unread_kinds.add(directive.name)


def _mail(draft: Draft, directive: Directive, words: list[str], found: Notices) -> None:
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word in _WITH_VALUE:
            value = words[at] if at < len(words) else ""
            found.sender = value if word == "-f" and is_fit(value) else found.sender
            at += 1
        elif not word.startswith("-"):
            _addresses(draft, directive, word, found)


def _addresses(draft: Draft, directive: Directive, word: str, found: Notices) -> None:
    for address in filter(None, word.split(",")):
        if is_fit(address):
            found.addresses[address] = None
            continue
        words = f"{address[:40]!r} cannot stand in ldirectord.cf, and is left out"
        draft.report(Diagnostic("dropped", words, Severity.WARNING, location=directive.location))


def _unread(name: str, directive: Directive, *, is_given: bool) -> Diagnostic:
    words = f"the alert {name!r} is left out: ldirectord tells by mail only"
    hint = "an alert of Pacemaker, or 'emailalert' in ldirectord.cf, can take its place"
    if not is_given:
        hint = f"if it calls ipvsadm, give the script with '--alert'; else {hint}"
    return Diagnostic(
        "no-counterpart", words, Severity.WARNING, location=directive.location, hint=hint
    )


def _every(draft: Draft, directive: Directive) -> int:
    first = (directive.value.split() or [""])[0]
    seconds = seconds_of(first)
    if seconds is None:
        draft.report(no_time(directive))
    return seconds or 0


def no_time(directive: Directive) -> Diagnostic:
    """Tell that a value is no span of time."""
    words = f"{directive.value[:40]!r} is no span of time: {directive.name!r} is left out"
    hint = "a number and s, m, h or d"
    return Diagnostic("mon-syntax", words, Severity.WARNING, location=directive.location, hint=hint)


def _after(draft: Draft, directive: Directive, interval: int) -> int:
    """Return after how many failures something is said: `3`, `3 30m` or `30m`."""
    words = directive.value.split()
    place = directive.location
    if words and words[0].isascii() and words[0].isdigit() and len(words[0]) < 6:
        if len(words) > 1:
            message = f"failures count without regard to the time of {words[1]!r}"
            draft.report(Diagnostic("approximated", message, Severity.WARNING, location=place))
        return max(1, int(words[0]))
    seconds = seconds_of(words[0]) if words else None
    if seconds is None:
        draft.report(no_time(directive))
        return 1
    count = max(1, -(-seconds // interval))
    message = f"{directive.value!r} is {count} failures, one every {interval} seconds"
    draft.report(Diagnostic("approximated", message, Severity.WARNING, location=place))
    return count


def _about_periods(watch: Watch) -> Iterator[Diagnostic]:
    specs = [period.spec for period in watch.periods]
    if specs and not covers_week([spec for spec in specs if spec] or [""]):
        words = "alerts are sent at any time, not only in these periods"
        place = watch.periods[0].location
        hint = "ldirectord knows no periods; the filter of the mail has to"
        yield Diagnostic("partial-period", words, Severity.WARNING, location=place, hint=hint)


def _about_the_rest(watch: Watch) -> Iterable[Diagnostic]:
    for directive in (*watch.directives, *watch.all_of(*_DROPPED)):
        if directive.name in _DEPENDENCIES:
            words = f"{directive.name!r} is left out: checks of ldirectord stand by themselves"
            yield Diagnostic("dropped", words, Severity.WARNING, location=directive.location)
        elif directive.name in _DROPPED:
            words = f"{directive.name!r} is left out: ldirectord has nothing like it"
            yield Diagnostic("dropped", words, Severity.INFO, location=directive.location)
