"""What checks are made of."""

from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface, ip_address
from typing import TypedDict, Unpack

from crmsh_py.corosync.known import SETTINGS
from crmsh_py.corosync.syntax import Configuration, Entry, Section
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Span

Findings = Iterator[Diagnostic]
Check = Callable[[Configuration], Findings]
Address = IPv4Address | IPv6Address
Interface = IPv4Interface | IPv6Interface

INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

_TOP = Span(0, 0)


class More(TypedDict, total=False):
    """What may be said beside: how bad it is (an error if that is left out), what to do."""

    severity: Severity
    hint: str | None


def of_entry(
    configuration: Configuration, entry: Entry, code: str, words: str, **more: Unpack[More]
) -> Diagnostic:
    """Return a finding about a value."""
    span = entry.value_span if entry.value else entry.key_span
    return Diagnostic(code, words, location=configuration.place(span), **more)


def of_key(
    configuration: Configuration, entry: Entry, code: str, words: str, **more: Unpack[More]
) -> Diagnostic:
    """Return a finding about a key."""
    return Diagnostic(code, words, location=configuration.place(entry.key_span), **more)


def of_section(
    configuration: Configuration,
    section: Section | None,
    code: str,
    words: str,
    **more: Unpack[More],
) -> Diagnostic:
    """Return a finding about a section, None being the file."""
    span = section.name_span if section is not None and section.name else _TOP
    return Diagnostic(code, words, location=configuration.place(span), **more)


def number(configuration: Configuration, path: str, default: int | None = None) -> int | None:
    """Return the number that a path has; the default if it is missing or no good."""
    value = configuration.value(path)
    setting = SETTINGS[path]
    good = value is not None and setting.takes(value) and value.isdigit()
    return int(value) if good and value is not None else default


def is_set(configuration: Configuration, path: str) -> bool:
    """Tell whether a setting that is 0 or 1 is on."""
    return bool(number(configuration, path))


def address_of(text: str | None) -> Address | None:
    """Return the IP address that a text is, None if it is none."""
    try:
        return ip_address(text or "")
    except ValueError:
        return None


def first(configuration: Configuration, path: str) -> Section | None:
    """Return the first section of a path."""
    return next(iter(configuration.sections(path)), None)
