"""A crm.toml with one value set or taken out: all else stays as it is, comments too.

A new text is given only if it says exactly what was wanted; TOML has ways to write things that
are left to the user's own hand.
"""

import tomllib
from typing import Any

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.preferences.layout import Entry, Layout, layout
from crmsh_py.preferences.preference import Value
from crmsh_py.preferences.values import key, to_toml

Document = dict[str, Any]


def with_value(text: str, name: str, value: Value) -> str:
    """Return a text that gives a preference a value.  Raises CrmError (cannot-write)."""
    table, _, word = name.partition(".")
    line = f"{key(word)} = {to_toml(value)}"
    new = _set(text, (table, word), line)
    wanted = _document(text)
    content = wanted.setdefault(table, {})
    if isinstance(content, dict):
        content[word] = list(value) if isinstance(value, tuple) else value
    if not _says(new, wanted):
        raise _by_hand(name, f"write below '[{table}]' of that file: {line}")
    return new


def without(text: str, name: str) -> str:
    """Return a text that says nothing of a preference.  Raises CrmError (cannot-write)."""
    table, _, word = name.partition(".")
    wanted = _document(text)
    content = wanted.get(table)
    if not isinstance(content, dict) or word not in content:
        return text
    del content[word]
    found = _exact(layout(text), (table, word))
    new = text if found is None else _without_lines(text, found)
    if not (_says(new, wanted) or (not content and _says(new, _less(wanted, table)))):
        raise _by_hand(name, f"take '{word}' out of '{table}' in that file")
    return new


def _document(text: str) -> Document:
    """Return what a sound text says."""
    return tomllib.loads(text)


def _less(document: Document, table: str) -> Document:
    return {name: content for name, content in document.items() if name != table}


def _says(text: str, wanted: Document) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except ValueError:
        return False


def _by_hand(name: str, hint: str) -> CrmError:
    words = f"{name!r} cannot be changed in the file as it is written"
    return CrmError(Diagnostic("cannot-write", words, subject=name, hint=hint))


def _exact(places: Layout, path: tuple[str, ...]) -> Entry | None:
    return next((one for one in places.entries if one.path == path), None)


def _set(text: str, path: tuple[str, str], line: str) -> str:
    places = layout(text)
    found = _exact(places, path)
    if found is not None:
        value = line.partition(" = ")[2]
        return text[: found.value.start] + value + text[found.value.end :]
    end = _end_of_table(text, places, path[0])
    if end is not None:
        return _with_line(text, end, line)
    dotted = [one for one in places.entries if one.path[:-1] == path[:1]]
    if dotted:  # `ui.theme = ...` in no table
        return _with_line(text, dotted[-1].value.end, f"{key(path[0])}.{line}")
    return _with_table(text, path[0], line)


def _end_of_table(text: str, places: Layout, table: str) -> int | None:
    """Return where the last value below `[table]` ends, or that line; None without such a line."""
    starts = [one.span for one in places.headers]
    own = [one.span for one in places.headers if one.path == (table,)]
    if not own:
        return None
    limit = min((one.start for one in starts if one.start > own[0].start), default=len(text))
    ends = [one.value.end for one in places.entries if own[0].end <= one.key.start < limit]
    return max(ends, default=own[0].end)


def _with_line(text: str, end: int, line: str) -> str:
    """Put a line behind the one in which an offset is."""
    at = text.find("\n", end)
    if at < 0:
        return f"{text}{_newline(text)}{line}{_newline(text)}"
    return f"{text[: at + 1]}{line}{_newline(text)}{text[at + 1 :]}"


def _with_table(text: str, table: str, line: str) -> str:
    new = _newline(text)
    ended = text if not text or text.endswith("\n") else text + new
    gap = new if ended.strip() else ""
    return f"{ended}{gap}[{table}]{new}{line}{new}"


def _without_lines(text: str, entry: Entry) -> str:
    start = text.rfind("\n", 0, entry.key.start) + 1
    end = text.find("\n", entry.value.end)
    return text[:start] + ("" if end < 0 else text[end + 1 :])


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
