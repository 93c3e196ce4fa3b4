"""The text of a corosync.conf, and what stands where in it.

The text is the only state: sections and entries say where they stand, and changes are made to
the text (`edits`), so that whatever is not changed stays as it is, byte for byte.

The language is that of corosync's own parser (exec/coroparse.c of corosync 3): a line is blank,
a comment, `NAME {`, `}` or `KEY: VALUE`.  A `#` behind a value belongs to the value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.source import Location, Source, Span

LONGEST_LINE = 510
"""corosync reads lines into 512 bytes, line end and NUL included."""

SHORTEST_PATH, LONGEST_PATH = 3, 254
"""Of the names that corosync's map of settings takes (ICMAP_KEYNAME_MINLEN and _MAXLEN)."""

_BLANKS = " \t"
_ODD = re.compile(r"[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]+")
"""Blanks of web pages and word processors, which corosync takes for parts of words."""

_WIDE = {"\uff1a": ":", "\uff5b": "{", "\uff5d": "}"}
_NAME = re.compile(r"[A-Za-z0-9._/:-]+")
_NOT_A_NAME = re.compile(r"[^A-Za-z0-9._/:-]+")
_FORMS = "a line is 'KEY: VALUE', 'SECTION {', '}' or a comment that begins with '#'"
_SECRET = re.compile(r"^([ \t]*key[ \t]*:[ \t]*)([^\r\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A `KEY: VALUE`; the spans say where in the text both stand, `line` is that of the text."""

    key: str
    value: str
    line: int
    key_span: Span
    value_span: Span
    path: str = ""
    """The names of the sections around it and the key, with dots: `totem.token`."""


@dataclass(slots=True)
class Section:
    """A section with what is in it, in order; `end` is the line of its `}`."""

    name: str
    line: int
    name_span: Span
    path: str = ""
    end: int = -1
    parts: "list[Entry | Section]" = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        """The entries that stand directly in it."""
        return [one for one in self.parts if isinstance(one, Entry)]

    @property
    def sections(self) -> "list[Section]":
        """The sections that stand directly in it."""
        return [one for one in self.parts if isinstance(one, Section)]

    def entry(self, key: str) -> Entry | None:
        """Return the entry that counts: of several with the same key, the last one."""
        return next((one for one in reversed(self.entries) if one.key == key), None)

    def value(self, key: str) -> str | None:
        """Return the value that counts, None if there is none."""
        entry = self.entry(key)
        return None if entry is None else entry.value

    def walk(self) -> "Iterator[Entry | Section]":
        """Yield everything below it, in the order of the text."""
        for one in self.parts:
            yield one
            if isinstance(one, Section):
                yield from one.walk()


@dataclass(frozen=True, slots=True)
class Configuration:
    """A text that was read.  If it has problems, `root` holds what could be understood."""

    text: str
    source: Source
    root: Section
    problems: tuple[Diagnostic, ...] = ()

    def place(self, span: Span) -> Location:
        """Return a place for a message; the text in it hides the shared key."""
        return Location(self.source, span)

    def sections(self, path: str) -> list[Section]:
        """Return all sections of a path such as `totem.interface`."""
        found = [self.root]
        for name in path.split("."):
            found = [below for one in found for below in one.sections if below.name == name]
        return found

    def entry(self, path: str) -> Entry | None:
        """Return the entry of a path that counts: the last one of the last such section."""
        section, _, key = path.rpartition(".")
        around = self.sections(section) if section else [self.root]
        return next((one for s in reversed(around) if (one := s.entry(key)) is not None), None)

    def value(self, path: str) -> str | None:
        """Return the value that counts, None if there is none."""
        entry = self.entry(path)
        return None if entry is None else entry.value

    @property
    def nodes(self) -> list[Section]:
        """The nodes of the nodelist."""
        return self.sections("nodelist.node")


def masked(text: str, mask: str = "") -> str:
    """Return a text with the shared key of the totem section hidden.

    Without a `mask` there are as many asterisks as characters: every place is kept.
    """
    return _SECRET.sub(lambda match: match[1] + (mask or "*" * len(match[2])), text)


def shared_keys(text: str) -> list[str]:
    """Return the shared keys in a text."""
    return [match[2] for match in _SECRET.finditer(text)]


def parse(text: str, name: str) -> Configuration:
    """Read a text; whatever is wrong with it is told at once.  `name` is that of the file."""
    return _Reader(text, Source(name, masked(text))).read()


class _Reader:
    def __init__(self, text: str, source: Source) -> None:
        self._text = text
        self._source = source
        self._problems: list[Diagnostic] = []
        nowhere = Span(0, 0)
        self._open = [Section("", -1, nowhere)]
        self._odd: list[Span] = []

    def read(self) -> Configuration:
        offset = 0
        for number, line in enumerate(self._text.split("\n")):
            self._line(number, self._plain(line.removesuffix("\r"), offset), offset)
            offset += len(line) + 1
        self._tell_odd()
        for section in self._open[1:]:
            self._problem(section.name_span, f"the section {section.name!r} is not closed")
        root = self._open[0]
        return Configuration(self._text, self._source, root, tuple(self._problems))

    def _plain(self, line: str, offset: int) -> str:
        """Return a line as it was meant, with plain blanks; places stay the same."""
        odd = _ODD.search(line)
        if odd is None or line.lstrip(_BLANKS).startswith("#"):
            return line
        self._odd.append(Span(offset + odd.start(), offset + odd.end()))
        return _ODD.sub(lambda match: " " * len(match[0]), line)

    def _tell_odd(self) -> None:
        if self._odd:
            count = len(self._odd)
            lines = "a line has" if count == 1 else f"{count} lines have"
            words = f"{lines} blanks that corosync does not take for blanks (no-break spaces, say)"
            hint = "text copied from web pages has them: put plain blanks in their place"
            self._problem(self._odd[0], words, hint)

    def _line(self, number: int, line: str, offset: int) -> None:
        content = line.strip(_BLANKS)
        if not content or content.startswith("#"):
            return
        start = offset + line.index(content)
        if len(line.encode(errors="surrogateescape")) > LONGEST_LINE:
            words = f"the line is longer than the {LONGEST_LINE} bytes that corosync reads"
            self._problem(Span(start, start + len(content)), words)
        elif "{" in content:
            self._opening(number, content, start)
        elif ":" in content:
            self._entry(number, content, start)
        elif "}" in content:
            self._closing(number, content, start)
        else:
            wide = next((one for one in content if one in _WIDE), None)
            hint = f"{wide!r} is a full-width character: type {_WIDE[wide]!r}" if wide else _FORMS
            words = f"{shortened(content)!r} is no setting: there is no ':' in it"
            self._problem(Span(start, start + len(content)), words, hint)

    def _opening(self, number: int, content: str, start: int) -> None:
        brace = content.index("{")
        name = content[:brace].rstrip(f"{_BLANKS}:")
        behind = content[brace + 1 :].strip(_BLANKS)
        if behind:
            at = start + content.index(behind, brace + 1)
            hint = "what a section holds begins on the next line; a comment is a line of its own"
            words = f"{shortened(behind)!r} stands behind '{{', on the same line"
            self._problem(Span(at, at + len(behind)), words, hint)
        if not name:
            self._problem(Span(start, start + 1), "a section has no name in front of its '{'")
        elif not behind:
            self._check_name(name, start)
        span = Span(start, start + max(len(name), 1))
        section = Section(name, number, span, _path(self._open[-1].path, name))
        self._open[-1].parts.append(section)
        self._open.append(section)

    def _entry(self, number: int, content: str, start: int) -> None:
        raw, _, rest = content.partition(":")
        key = raw.rstrip(_BLANKS)
        value = rest.strip(_BLANKS)
        if not key:
            self._problem(Span(start, start + 1), "a setting has no key in front of its ':'")
            return
        self._check_name(key, start)
        path = _path(self._open[-1].path, key)
        if not SHORTEST_PATH <= len(path) <= LONGEST_PATH:
            words = f"{shortened(path)!r} is too {'short' if len(path) < 3 else 'long'} for a path"
            self._problem(Span(start, start + len(key)), words)
        at = start + len(raw) + 1 + (len(rest) - len(rest.lstrip(_BLANKS)) if value else 0)
        spans = Span(start, start + len(key)), Span(at, at + len(value))
        self._open[-1].parts.append(Entry(key, value, number, *spans, path=path))

    def _closing(self, number: int, content: str, start: int) -> None:
        span = Span(start, start + len(content))
        if content != "}":
            words = f"{shortened(content)!r}: a '}}' stands on a line of its own"
            self._problem(span, words)
        if len(self._open) == 1:
            self._problem(span, "this '}' closes nothing: no section is open here")
            return
        self._open.pop().end = number

    def _check_name(self, name: str, start: int) -> None:
        """Corosync keeps names in its map, which knows few characters."""
        span = _wrong_in(name, start)
        if span is None:
            return
        hint = "names are made of letters, digits, '.', '_', '-' and '/'"
        self._problem(span, f"{shortened(name)!r} cannot be a name", hint)

    def _problem(self, span: Span, words: str, hint: str | None = None) -> None:
        location = Location(self._source, span)
        self._problems.append(Diagnostic("corosync-syntax", words, location=location, hint=hint))


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of a section or a key."""
    return _NAME.fullmatch(text) is not None


def misnamed(part: Entry | Section) -> Span | None:
    """Return where the name of a section or a setting is wrong, None if it is a name."""
    if isinstance(part, Section):
        return _wrong_in(part.name, part.name_span.start)
    return _wrong_in(part.key, part.key_span.start)


def _wrong_in(name: str, start: int) -> Span | None:
    first = None if is_name(name) else _NOT_A_NAME.search(name)
    return Span(start + first.start(), start + first.end()) if first else None


def _path(around: str, name: str) -> str:
    return f"{around}.{name}" if around else name


def shortened(text: str) -> str:
    """Return a text as messages quote it: not too long."""
    return text if len(text) <= 40 else f"{text[:39]}…"
