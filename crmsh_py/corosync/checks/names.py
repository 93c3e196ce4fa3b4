"""Checks of names and values: what corosync knows, and what it takes."""

import re
from collections import Counter

from crmsh_py.corosync.checks.findings import (
    ERROR,
    INFO,
    WARNING,
    Findings,
    of_entry,
    of_key,
    of_section,
)
from crmsh_py.corosync.dialect import dialect_of, transport_of
from crmsh_py.corosync.known import (
    FIRST_KEYS,
    FIRST_SECTIONS,
    FREE_SECTIONS,
    SECTIONS,
    SETTINGS,
    Setting,
)
from crmsh_py.corosync.syntax import Configuration, Entry, Section, is_name, shortened
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.spelling import did_you_mean

_STRICT = ("uidgid", "totem.interface.member")
"""Sections in which corosync refuses what it does not know."""

_LINK = re.compile(r"nodelist\.node\.ring[0-9]+_addr")
_BEHIND = re.compile(r"[\s(#;,]")
_NOT_TWICE = ("totem", "logging", "quorum", "quorum.device", "nodelist")
_REFUSED = {"totem.interface.ttl", "totem.interface.knet_link_priority"}
"""What corosync refuses where the transport does not know it."""


def dialect(configuration: Configuration) -> Findings:
    """Say which release an old file was written for."""
    found = dialect_of(configuration)
    if found.span is None or found.release == 3:
        return
    words = (
        f"this is a file for {found}: {found.sign.rpartition('.')[2]!r} is no word of corosync 3"
    )
    hint = "what has to change for corosync 3 is said where it stands"
    location = configuration.place(found.span)
    yield Diagnostic("old-corosync", words, severity=INFO, location=location, hint=hint)


def unknown_sections(configuration: Configuration) -> Findings:
    """Find sections that corosync does not know, or does not know any more."""
    for section in _sections(configuration.root):
        if section.path in FIRST_SECTIONS:
            words = f"corosync 2 and later ignore the section {section.name!r}"
            hint: str | None = FIRST_SECTIONS[section.path]
            yield of_section(
                configuration, section, "old-corosync", words, severity=WARNING, hint=hint
            )
        elif section.path not in SECTIONS and is_name(section.name):
            words = f"corosync knows no section {section.path!r}, and ignores it"
            hint = _near_section(section)
            yield of_section(
                configuration, section, "unknown-setting", words, severity=WARNING, hint=hint
            )


def unknown_keys(configuration: Configuration) -> Findings:
    """Find keys that corosync does not know; those of sections unknown as a whole are left out."""
    for entry in _entries(configuration.root):
        section = entry.path.rpartition(".")[0]
        if entry.path in SETTINGS or _is_free(section, entry.key) or not is_name(entry.key):
            continue
        if entry.path in FIRST_KEYS:
            words = f"corosync 2 and later ignore {entry.key!r}"
            hint: str | None = FIRST_KEYS[entry.path]
            yield of_key(configuration, entry, "old-corosync", words, severity=WARNING, hint=hint)
            continue
        refused = section in _STRICT or _LINK.fullmatch(entry.path) is not None
        where = f"in {section!r}" if section else "outside of all sections"
        words = f"corosync knows no {entry.key!r} {where}" + ("" if refused else ", and ignores it")
        yield of_key(
            configuration,
            entry,
            "unknown-setting",
            words,
            severity=ERROR if refused else WARNING,
            hint=_near_key(entry),
        )


def old_keys(configuration: Configuration) -> Findings:
    """Find settings of older releases."""
    for entry in _entries(configuration.root):
        setting = SETTINGS.get(entry.path)
        if setting is not None and setting.instead:
            words = f"{entry.key!r} is of older releases of corosync"
            hint = setting.instead
            yield of_key(configuration, entry, "old-corosync", words, severity=WARNING, hint=hint)


def values(configuration: Configuration) -> Findings:
    """Find values that their keys do not take."""
    for entry in _entries(configuration.root):
        setting = SETTINGS.get(entry.path)
        if setting is None or setting.takes(entry.value):
            if setting is not None and not entry.value:
                words = f"{entry.key!r} has no value"
                yield of_entry(configuration, entry, "invalid-setting", words, severity=WARNING)
            continue
        words = f"{shortened(entry.value)!r} is no value for {entry.key!r}"
        if setting.lenient:
            words = f"{words}: corosync ignores it"
        severity = WARNING if setting.lenient else ERROR
        hint = _hint_for(entry.value, setting)
        yield of_entry(configuration, entry, "invalid-setting", words, severity=severity, hint=hint)


def repeated_keys(configuration: Configuration) -> Findings:
    """Find keys that stand twice in one section."""
    for section in [configuration.root, *_sections(configuration.root)]:
        counts = Counter(entry.key for entry in section.entries)
        for entry in section.entries:
            counts[entry.key] -= 1
            if counts[entry.key] and entry.path in SETTINGS:
                words = f"{entry.key!r} is given again below, and the last one counts"
                yield of_key(configuration, entry, "repeated-setting", words, severity=WARNING)


def repeated_sections(configuration: Configuration) -> Findings:
    """Find sections that should be there once; of two nodelists the second overwrites the first."""
    for path in _NOT_TWICE:
        for section in configuration.sections(path)[1:]:
            severity = ERROR if path == "nodelist" else WARNING
            words = f"there is a section {section.name!r} already"
            hint = "put what they hold into one section"
            yield of_section(
                configuration, section, "repeated-setting", words, severity=severity, hint=hint
            )


def without_effect(configuration: Configuration) -> Findings:
    """Find settings that the transport does not look at."""
    transport = transport_of(configuration)
    for entry in _entries(configuration.root):
        setting = SETTINGS.get(entry.path)
        if setting is None or not setting.only or transport in setting.only:
            continue
        others = " and ".join(setting.only)
        words = f"{entry.key!r} is for the transport {others}, and this is {transport}"
        severity = ERROR if entry.path in _REFUSED else WARNING
        hint = "remove it" if severity is WARNING else "corosync does not start with it: remove it"
        yield of_key(
            configuration, entry, "conflicting-settings", words, severity=severity, hint=hint
        )


def _hint_for(value: str, setting: Setting) -> str:
    meant = _BEHIND.split(value, maxsplit=1)[0]
    if meant != value and setting.takes(meant):
        return f"did you mean '{meant}'? a comment is a line of its own, that begins with '#'"
    return did_you_mean(value.lower(), setting.words) or f"it takes {setting.expected()}"


def _is_free(section: str, key: str) -> bool:
    return section in FREE_SECTIONS and key.startswith("exec_")


def _near_section(section: Section) -> str | None:
    names = {path.rpartition(".")[2]: path for path in SECTIONS}
    if section.name in names:
        return f"'{section.name}' stands in {names[section.name].rpartition('.')[0]!r}"
    return did_you_mean(section.name, names)


def _near_key(entry: Entry) -> str | None:
    section = entry.path.rpartition(".")[0]
    here = [path.rpartition(".")[2] for path in SETTINGS if path.rpartition(".")[0] == section]
    if meant := did_you_mean(entry.key, here):
        return meant
    places = [path.rpartition(".")[0] for path in SETTINGS if path.endswith(f".{entry.key}")]
    return f"'{entry.key}' stands in the section '{places[0]}'" if places else None


def _sections(root: Section) -> list[Section]:
    """Return all sections but those in a section that corosync does not know."""
    found: list[Section] = []
    for section in root.sections:
        found.append(section)
        if section.path in SECTIONS:
            found += _sections(section)
    return found


def _entries(root: Section) -> list[Entry]:
    """Return all entries but those of sections that corosync does not know."""
    inner = [entry for one in _sections(root) if one.path in SECTIONS for entry in one.entries]
    return [*root.entries, *inner]
