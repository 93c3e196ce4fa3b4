"""Where heartbeat logged, and where corosync is to log."""

from crmsh_py.convert.conversion import Input
from crmsh_py.convert.heartbeat.ha_cf import shortened
from crmsh_py.convert.heartbeat.work import COROSYNC, Work
from crmsh_py.corosync.known import SETTINGS
from crmsh_py.source import Location, Source, Span

LOG_FILE = "/var/log/cluster/corosync.log"
"""Corosync's own file: what reads heartbeat's log would not understand it."""

_FACILITY = SETTINGS["logging.syslog_facility"]
_NAMES = ("logfile", "debugfile", "logfacility")
_SHOWN = 80


def convert_logs(work: Work) -> tuple[tuple[str, str], ...]:
    """Return the settings of the section logging; of logd.cf too, if heartbeat used logd."""
    uses_logd = work.ha_cf.is_on("use_logd") is True
    logd = _logd(work.choices.logd) if uses_logd and work.choices.logd is not None else {}
    if directive := work.ha_cf.last("use_logd"):
        note = "corosync and Pacemaker write to syslog themselves"
        work.became(directive, f"{COROSYNC} logging", note=note)
    if uses_logd and work.choices.logd is None:
        _ask_for_logd(work)
    return (*_log_file(work, logd), *_syslog(work, logd), *_debug(work))


def _logd(source: Input) -> dict[str, tuple[str, Location]]:
    """Return the settings of logd.cf that count here, each with its place."""
    found = {}
    for number, line in enumerate(source.text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if len(words) > 1 and words[0] in _NAMES:
            shown = line[:_SHOWN]
            at = Location(Source(source.name, shown, line=number), Span(0, len(shown)))
            found[words[0]] = (words[1], at)
    return found


def _ask_for_logd(work: Work) -> None:
    directive = work.ha_cf.last("use_logd")
    assert directive is not None
    words = "heartbeat logged as /etc/logd.cf says, which is not given"
    hint = (
        "'crm convert heartbeat' takes it with '--logd-cf'; or look at the section 'logging' of"
        " corosync.conf"
    )
    work.tell("dropped", words, directive.location, hint)


def _log_file(work: Work, logd: dict[str, tuple[str, Location]]) -> list[tuple[str, str]]:
    directive = work.ha_cf.last("logfile")
    if debug_file := work.ha_cf.last("debugfile"):
        work.drop(debug_file, "corosync writes debug messages to its one log file")
    if directive is None and "logfile" not in logd:
        return []
    note = f"corosync writes to {LOG_FILE}, Pacemaker to /var/log/pacemaker/pacemaker.log"
    if directive is not None:
        work.became(directive, f"{COROSYNC} logging.logfile", note=note)
    else:
        where = logd["logfile"][1]
        work.draft.became("logd.cf logfile", f"{COROSYNC} logging.logfile", location=where)
    work.draft.remind(f"Make the folder of {LOG_FILE} on each node: corosync does not make it.")
    return [("to_logfile", "yes"), ("logfile", LOG_FILE)]


def _syslog(work: Work, logd: dict[str, tuple[str, Location]]) -> list[tuple[str, str]]:
    directive = work.ha_cf.last("logfacility")
    if "logfacility" in logd:
        text, place = logd["logfacility"]
        work.draft.became("logd.cf logfacility", f"{COROSYNC} logging", location=place)
        if directive is not None:
            work.drop(directive, "heartbeat used logd, whose logd.cf names a facility")
    elif directive is not None:
        text, place = directive.values[-1].text, directive.values[-1].location
        work.became(directive, f"{COROSYNC} logging.syslog_facility")
    else:
        return [("to_syslog", "yes")]
    facility = text.lower()
    if facility == "none":
        return [("to_syslog", "no")]
    if not _FACILITY.takes(facility):
        words = f"corosync cannot log to the facility {shortened(text)!r}: it uses 'daemon'"
        work.warn("approximated", words, place, f"it takes {_FACILITY.expected()}")
        return [("to_syslog", "yes")]
    return [("to_syslog", "yes"), ("syslog_facility", facility)]


def _debug(work: Work) -> list[tuple[str, str]]:
    directive = work.ha_cf.last("debug")
    if directive is None:
        return []
    level = directive.values[-1].text.lstrip("-0")
    if not level or directive.values[-1].text.startswith("-"):
        work.became(directive, note="the default of corosync")
        return []
    words = "corosync has one level of debugging only: 'debug' is on"
    work.tell("approximated", words, directive.location)
    work.became(directive, f"{COROSYNC} logging.debug")
    return [("debug", "on")]
