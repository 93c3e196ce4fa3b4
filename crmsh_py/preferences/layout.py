"""What stands where in a TOML text that is sound: tables, keys and values with their places.

The standard library reads TOML, and says neither where something stands nor how to change it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from crmsh_py.source import Span

_TOKEN = re.compile(
    r"""
    (?P<blank>[ \t\ufeff]+)
  | (?P<newline>\r?\n)
  | (?P<comment>\#[^\n]*)
  | (?P<text>\"{3}(?:\\[\s\S]|[^\\])*?\"{3,5}(?!\") | '{3}[\s\S]*?'{3,5}(?!')
           | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
  | (?P<open>[\[{])
  | (?P<close>[\]}])
  | (?P<equals>=)
  | (?P<dot>\.)
  | (?P<comma>,)
  | (?P<bare>[^\s\[\]{}=.,"'\#]+)
    """,
    re.VERBOSE,
)

Path = tuple[str, ...]

_DEPTH = 2
"""A preference is a key in a table."""


class Entry(NamedTuple):
    """A key and its value; `path` begins with the table that they stand in."""

    path: Path
    key: Span
    value: Span


class Header(NamedTuple):
    """The line `[table]`."""

    path: Path
    span: Span


@dataclass(slots=True)
class Layout:
    """All tables and keys of a text, in their order."""

    headers: list[Header] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    _exact: dict[Path, Entry] = field(default_factory=dict)
    _above: dict[Path, Header] = field(default_factory=dict)
    _below: dict[Path, Entry] = field(default_factory=dict)
    """The first header, and the first entry, whose path begins so."""

    def add_header(self, header: Header) -> None:
        """Take in the next table."""
        self.headers.append(header)
        for start in _beginnings(header.path):
            self._above.setdefault(start, header)

    def add_entry(self, entry: Entry) -> None:
        """Take in the next key."""
        self.entries.append(entry)
        self._exact.setdefault(entry.path, entry)
        for start in _beginnings(entry.path):
            self._below.setdefault(start, entry)

    def entry(self, path: Path) -> Entry:
        """Return where the key of a path and its value stand, or what they are a part of.

        The path is a table, or a table and a key in it.
        """
        for start in reversed(_beginnings(path)):
            if exact := self._exact.get(start):
                return exact if start == path else exact._replace(key=exact.value)
            if above := self._above.get(start):
                return Entry(above.path, above.span, above.span)
            if below := self._below.get(start):  # dots in a key
                return below
        return Entry(path, Span(0, 0), Span(0, 0))


def _beginnings(path: Path) -> list[Path]:
    """Return what a path begins with, as deep as preferences are, the shortest first."""
    return [path[:end] for end in range(1, min(len(path), _DEPTH) + 1)]


class _Token(NamedTuple):
    kind: str
    span: Span
    text: str


def layout(text: str) -> Layout:
    """Find out what stands where; the text must be sound, as `tomllib` reads it."""
    found = Layout()
    table: Path = ()
    for line in _logical_lines(text):
        if line[0].kind == "open":
            table = _path(line)
            found.add_header(Header(table, Span(line[0].span.start, line[-1].span.end)))
        else:
            found.add_entry(_entry(table, line))
    return found


def _entry(table: Path, line: list[_Token]) -> Entry:
    at = next(at for at, one in enumerate(line) if one.kind == "equals")
    key, value = line[:at], line[at + 1 :]
    return Entry(
        (*table, *_path(key)),
        Span(key[0].span.start, key[-1].span.end),
        Span(value[0].span.start, value[-1].span.end),
    )


def _path(tokens: list[_Token]) -> Path:
    """Return the parts of a key with dots in it, or of a table's name."""
    return tuple(
        _unquoted(one.text) if one.kind == "text" else one.text
        for one in tokens
        if one.kind in {"text", "bare"}
    )


def _unquoted(text: str) -> str:
    value: str = tomllib.loads(f"a = {text}")["a"]
    return value


def _logical_lines(text: str) -> Iterator[list[_Token]]:
    """Yield the tokens of each line that says something; a list may go over several."""
    line: list[_Token] = []
    depth = 0
    for one in _TOKEN.finditer(text):
        kind = one.lastgroup or ""
        depth += (kind == "open") - (kind == "close")
        if kind == "newline" and not depth and line:
            yield line
            line = []
        elif kind not in {"blank", "comment", "newline"}:
            line.append(_Token(kind, Span(*one.span()), one[0]))
    if line:
        yield line
