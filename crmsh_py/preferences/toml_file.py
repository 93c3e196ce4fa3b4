"""A crm.toml: what it says, and everything that is wrong with it, each with its place."""

from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.preferences.layout import Entry, layout
from crmsh_py.preferences.mending import sound_part
from crmsh_py.preferences.preference import Origin
from crmsh_py.preferences.preferences import Said
from crmsh_py.preferences.reading import Reading
from crmsh_py.preferences.table import ALIASES, PREFERENCES, TABLES
from crmsh_py.preferences.values import find, from_toml
from crmsh_py.source import Location, Source, Span
from crmsh_py.spelling import did_you_mean


def read(text: str, file: str, origin: Origin) -> Reading:
    """Return what a text says; what of it is no TOML, or no preference, is told."""
    reading = Reading()
    source = Source(file, text)
    part = sound_part(source)
    reading.problems += part.problems
    places = layout(part.text)
    document = part.document
    for table, content in document.items():
        if table in {*TABLES, ALIASES} and isinstance(content, dict):
            for key, value in content.items():
                entry = places.entry((table, key))
                said = Said("", origin, file, Location(source, entry.key))
                _take(reading, said, f"{table}.{key}", value, entry)
        else:
            place = Location(source, places.entry((table,)).key)
            reading.problems.append(_no_table(table, content, place))
    reading.problems.sort(key=lambda one: one.location.position if one.location else (0, 0))
    return reading


def _take(reading: Reading, said: Said, name: str, given: object, entry: Entry) -> None:
    """Take the value that was given, if it will do; `said` tells where its key stands."""
    assert said.place is not None
    try:
        value = from_toml(find(name), given)
    except CrmError as error:
        reading.complain(error, _place(error.diagnostics[0], said.place, entry.value))
    else:
        reading.said[name] = said._replace(value=value)


def _place(problem: Diagnostic, key: Location, value: Span) -> Location:
    """Return where something is wrong: the key, its value, or the word in it that is at fault."""
    if problem.code != "wrong-preference":
        return key
    source = key.source
    at = next((source.text.find(one, value.start, value.end) for one in problem.words), -1)
    if at >= 0:
        return Location(source, Span(at, at + len(problem.words[0])))
    return Location(source, value)


def _no_table(name: str, content: object, place: Location) -> Diagnostic:
    """Return what is wrong with a key at the top that is none of our tables."""
    if name in {*TABLES, ALIASES}:
        message, hint = f"{name!r} is a table, not a value", f"write '[{name}]' above its keys"
        return _warning("wrong-preference", message, place, hint)
    if isinstance(content, dict):
        hint = did_you_mean(name, [*TABLES, ALIASES]) or f"tables: {', '.join([*TABLES, ALIASES])}"
        return _warning("unknown-preference", f"there is no table {name!r}", place, hint)
    same = [one for one in PREFERENCES.values() if one.key == name]
    hint = f"it stands below '[{same[0].table}]'" if same else "keys stand below a '[table]'"
    return _warning("unknown-preference", f"{name!r} stands in no table", place, hint)


def _warning(code: str, message: str, place: Location, hint: str | None) -> Diagnostic:
    return Diagnostic(code, message, Severity.WARNING, location=place, hint=hint)
