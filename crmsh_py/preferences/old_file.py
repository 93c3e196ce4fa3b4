"""A crm.conf, where the older crm shell keeps its settings: what of it holds here too.

It is an INI file, read and never written.  What does nothing here is told when somebody asks.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.preferences.preference import Origin, Preference, Value
from crmsh_py.preferences.preferences import Said
from crmsh_py.preferences.reading import Reading
from crmsh_py.preferences.table import PREFERENCES
from crmsh_py.preferences.values import from_text
from crmsh_py.source import Location, Source, Span

_SECTION = re.compile(r"\[(?P<section>[^\]]+)\]")
_KEY = re.compile(r"(?P<key>[^\s=:;#\[][^=:]*?)[ \t]*[=:][ \t]*(?P<value>[^\n]*)")

NAMES: dict[str, Preference] = {one.old: one for one in PREFERENCES.values() if one.old}
"""Section and key, to the preference that it is here."""

_SPELLINGS: dict[str, dict[str, str]] = {
    "color.style": {
        "plain": "never",
        "uppercase": "never",
        "color": "auto",
        "color-always": "always",
    },
}
"""What is called otherwise there."""

OBSOLETE: dict[str, str] = {
    "core.force": "overruling is said each time: 'commit force', or '--force' before the command",
    "core.user": "run crm itself as that user: 'sudo -u USER crm ...'",
    "core.skill_level": "all commands are there for everybody; ACLs say who may change what",
    "core.sort_elements": "objects are shown in an order that does not change",
    "core.check_frequency": "each commit checks; '[check] allow' names what to pass over",
    "core.check_mode": "'[check] deny-warnings' and '[check] allow' say what stops a commit",
    "core.add_quotes": "words of the command line are never split",
    "core.manage_children": "meta attributes of members are never changed without being named",
    "core.debug": "'crm --debug' says more",
    "core.ptest": "Pacemaker's own crm_simulate is asked",
    "core.dotty": "'configure graph' draws",
    "core.dot": "'configure graph' draws",
    "core.ignore_missing_metadata": "agents that are not installed are no error",
    "core.report_tool_options": "reports are made by crm_report",
    "core.lock_timeout": "the cluster is set up by other tools",
    "core.ocf_1_1_support": "the schema of the configuration says which words it knows",
    "path.ocf_root": "the variable OCF_ROOT names another folder of agents",
    "path.cache": "the cache is in $XDG_CACHE_HOME/crm or ~/.cache/crm",
}
"""Settings that do nothing here, and what to do instead."""

_SECTIONS = {
    "path": "paths are found, not set",
    "color": "the looks come of '[ui] theme'",
    "report": "reports are made by crm_report",
}
"""The same for whole sections."""


class _Setting(NamedTuple):
    """A line `key = value`; `name` has the section in front."""

    name: str
    value: str
    key: Span
    place: Span


def read(text: str, file: str, origin: Origin) -> Reading:
    """Return what a crm.conf says that means something here; the rest are remarks."""
    reading = Reading()
    source = Source(file, text)
    for one in _settings(text):
        preference = NAMES.get(one.name)
        if preference is None:
            reading.remarks.append(_does_nothing(one, source))
        elif one.value and not one.value.startswith("$"):  # $EDITOR: what counts here anyway
            _take(reading, preference, one, Said("", origin, file, Location(source, one.key)))
    return reading


def _take(reading: Reading, preference: Preference, one: _Setting, said: Said) -> None:
    try:
        value = value_of(one.name, preference, one.value)
    except CrmError as error:
        assert said.place is not None
        reading.remarks += [_remark(error.diagnostics[0], Location(said.place.source, one.place))]
    else:
        reading.said[preference.name] = said._replace(value=value)


def value_of(name: str, preference: Preference, text: str) -> Value:
    """Return the value that a setting of the older shell says.  Raises CrmError."""
    return from_text(preference, _SPELLINGS.get(name, {}).get(text.lower(), text))


def _remark(problem: Diagnostic, place: Location) -> Diagnostic:
    return Diagnostic(problem.code, problem.message, Severity.WARNING, location=place)


def _does_nothing(one: _Setting, source: Source) -> Diagnostic:
    place = Location(source, one.key)
    words = f"{one.name!r} does nothing in this shell"
    return Diagnostic("old-preference", words, Severity.INFO, location=place, hint=advice(one.name))


def advice(name: str) -> str | None:
    """Return what to do in place of a setting of the older shell that does nothing here."""
    return OBSOLETE.get(name) or _SECTIONS.get(name.partition(".")[0])


def _settings(text: str) -> Iterator[_Setting]:
    """Yield the settings of an INI text: comments begin a line, blanks go on with a value."""
    section = ""
    for match in re.finditer(r"(?m)^(?!\s|[;#]).+$", text):
        start = match.start()
        if header := _SECTION.match(text, start):
            section = header["section"].strip().lower()
        elif found := _KEY.match(text, start, match.end()):
            name = f"{section}.{found['key'].lower()}"
            key, value = Span(*found.span("key")), Span(*found.span("value"))
            yield _Setting(name, found["value"].strip(), key, value)
