"""Checks of logging."""

from collections.abc import Iterator

from crmsh_py.corosync.checks.findings import WARNING, Findings, of_entry, of_section
from crmsh_py.corosync.syntax import Configuration, Section


def log_files(configuration: Configuration) -> Findings:
    """Find logging to a file that is not named, or not by its whole path."""
    for section in _loggers(configuration):
        entry = section.entry("logfile")
        switch = section.entry("to_logfile")
        if switch is not None and switch.value == "yes" and not _inherited(configuration, section):
            words = "'to_logfile: yes' without a 'logfile' writes nothing"
            yield of_entry(configuration, switch, "missing-setting", words, severity=WARNING)
        if entry is not None and entry.value and not entry.value.startswith("/"):
            words = f"{entry.value!r} is no whole path: it depends on where corosync is started"
            yield of_entry(configuration, entry, "risky-setting", words, severity=WARNING)


def subsystems(configuration: Configuration) -> Findings:
    """Ask for the names that corosync does not start without."""
    for path, key in (("logging.logger_subsys", "subsys"), ("logging.logging_daemon", "name")):
        for section in configuration.sections(path):
            if section.entry(key) is None:
                words = f"a section {section.name!r} needs {key!r}"
                yield of_section(configuration, section, "missing-setting", words)


def _inherited(configuration: Configuration, section: Section) -> str | None:
    return section.value("logfile") or configuration.value("logging.logfile")


def _loggers(configuration: Configuration) -> Iterator[Section]:
    yield from configuration.sections("logging")
    yield from configuration.sections("logging.logger_subsys")
