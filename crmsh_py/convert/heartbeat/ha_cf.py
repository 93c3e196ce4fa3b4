"""Reader of heartbeat's ha.cf: its text into directives with values.

What they mean for a cluster of today is not known here.  The rules are heartbeat's: a comment
begins at any `#`, words are parted by blanks and commas (DELIMS in heartbeat.h; by blanks alone
in lines that have a reader of their own), names of directives are in lower case.  Of lines that
may hold passwords, places show only the words in front of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py.convert.conversion import Input
from crmsh_py.convert.heartbeat.directives import (
    ALIASES,
    BOOLEAN,
    DIRECTIVES,
    FALSE,
    NUMBER,
    TIME,
    TRUE,
    Syntax,
)
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar.lexical import suspect_character
from crmsh_py.source import Location, Source, Span, nearby
from crmsh_py.spelling import did_you_mean

MAX_CHARACTERS = 256 * 1024
"""Longer texts are refused: the longest ha.cf known, with all its comments, has 10 kilobytes."""

_REACH = 200
_MAX_NAME = 60
_WORD = re.compile(r"[^\s\ufeff]+")
_OPTION = re.compile(r"[^\s\ufeff,]+")
_LINE_END = re.compile(r"\r\n?|\n")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
_TIME = re.compile(
    r"(?P<number>[0-9]{1,12}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})(?P<unit>[a-z]*)", re.IGNORECASE
)
_UNITS = {
    **dict.fromkeys(("us", "usec"), 0.001),
    **dict.fromkeys(("ms", "msec"), 1.0),
    **dict.fromkeys(("", "s", "sec"), 1000.0),
    **dict.fromkeys(("m", "min"), 60_000.0),
    **dict.fromkeys(("h", "hr"), 3_600_000.0),
}
_NUMBER = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Value:
    """A word behind a directive, and where it stands."""

    text: str
    location: Location = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Directive:
    """A line of ha.cf.  Its values may be secrets where `Syntax.shown` says so."""

    name: str
    values: tuple[Value, ...] = field(repr=False)
    location: Location = field(compare=False, repr=False)

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as texts."""
        return tuple(value.text for value in self.values)

    @property
    def said(self) -> str:
        """The line for messages and reports: without what may be secret."""
        shown = DIRECTIVES[self.name].shown
        texts = self.texts if shown is None else self.texts[:shown]
        return shortened(" ".join((self.name, *texts)))


@dataclass(frozen=True, slots=True)
class HaCf:
    """What a file says, as far as it can be read, in the order of its lines."""

    directives: tuple[Directive, ...]
    diagnostics: tuple[Diagnostic, ...]
    start: Location = field(compare=False, repr=False)

    def all(self, *names: str) -> list[Directive]:
        """Return the directives of some names, in order."""
        return [one for one in self.directives if one.name in names]

    def last(self, *names: str) -> Directive | None:
        """Return the directive that holds, of those that have one value."""
        return next((one for one in reversed(self.directives) if one.name in names), None)

    def value(self, *names: str) -> str | None:
        """Return the value that holds."""
        directive = self.last(*names)
        return None if directive is None else directive.values[-1].text

    def time(self, name: str) -> int | None:
        """Return a time in milliseconds."""
        text = self.value(name)
        return None if text is None else milliseconds(text)

    def is_on(self, *names: str) -> bool | None:
        """Return a boolean; None if it is not given, or is no boolean."""
        text = self.value(*names)
        return None if text is None else truth(text)


def read(source: Input) -> HaCf:
    """Read an ha.cf.  Never raises: what is wrong is among the diagnostics."""
    text = source.text
    refusal = _refusal(text, source.name)
    if refusal is not None:
        return HaCf((), (refusal,), Location(Source(source.name, ""), Span(0, 0)))
    directives: list[Directive] = []
    problems: list[Diagnostic] = []
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        for part in _read_line(Source(source.name, line, line=number)):
            if isinstance(part, Directive):
                directives.append(part)
            else:
                problems.append(part)
    problems += _repeated(directives)
    start = Location(Source(source.name, _head(text)), Span(0, 0))
    return HaCf(tuple(directives), tuple(problems), start)


def milliseconds(text: str) -> int | None:
    """Return a time of ha.cf: seconds, if no unit stands behind the number."""
    match = _TIME.fullmatch(text)
    unit = _UNITS.get(match["unit"].lower()) if match is not None else None
    return None if match is None or unit is None else round(float(match["number"]) * unit)


def truth(text: str) -> bool | None:
    """Return a boolean of ha.cf, or None."""
    word = text.lower()
    return True if word in TRUE else False if word in FALSE else None


def shortened(text: str) -> str:
    """Return a text for a message, cut if it is very long."""
    return text if len(text) <= _MAX_NAME else f"{text[:_MAX_NAME]}…"


def place(source: Source, start: int, end: int) -> Location:
    """Return a place in a line; of a very long one the source is only what stands around it."""
    return nearby(Location(source, Span(start, end)), _REACH)


def text_problem(text: str, location: Location) -> Diagnostic | None:
    """Find what is no text in a word, or was changed on its way through a word processor."""
    if _NO_TEXT.search(text):
        words = "the word has characters that are no text: the file is binary, or not in UTF-8"
        return Diagnostic("undecodable-text", words, location=location)
    if suspect := suspect_character(text):
        offset, character, plain = suspect
        words = f"the word has the character {character} at its place {offset + 1}"
        hint = f"type {plain!r} instead" if plain else "remove it: it is invisible"
        return Diagnostic("typographic-character", words, location=location, hint=hint)
    return None


def refusal_of_binary(text: str, name: str, what: str) -> Diagnostic | None:
    """Say why a text is not what it is taken for at all."""
    if len(text) > MAX_CHARACTERS:
        words = f"{name} has more than {MAX_CHARACTERS} characters: it is no {what}"
        return Diagnostic("file-too-large", words, location=Location(Source(name, ""), Span(0, 0)))
    at = text.find("\0")
    if at < 0:
        return None
    line = len(_LINE_END.findall(text, 0, at)) + 1
    words = "the file has a null character: it is binary, or in another encoding than UTF-8"
    location = Location(Source(name, "", line=line), Span(0, 0))
    return Diagnostic("undecodable-text", words, location=location)


def _refusal(text: str, name: str) -> Diagnostic | None:
    return refusal_of_binary(text, name, "ha.cf")


def _head(text: str) -> str:
    return (text[:_MAX_NAME].removeprefix("\ufeff").splitlines() or [""])[0]


# ------------------------------------------------------------------ a line


def _read_line(source: Source) -> Iterator[Directive | Diagnostic]:
    text = source.text.partition("#")[0]
    first = _WORD.search(text)
    if first is None:
        return
    location = place(Source(source.name, text[: first.end()], source.line), *first.span())
    word = first[0]
    if problem := text_problem(word, location):
        yield problem
        return
    name = ALIASES.get(word, word)
    if name not in DIRECTIVES:
        yield _unknown(word, location)
        return
    pattern = _WORD if DIRECTIVES[name].is_whole_line else _OPTION
    others = pattern.finditer(text, first.end())
    yield from _directive(name, source, [first.span(), *(match.span() for match in others)])


def _directive(
    name: str, source: Source, spans: list[tuple[int, int]]
) -> Iterator[Directive | Diagnostic]:
    syntax = DIRECTIVES[name]
    safe = _safe(source, spans, syntax)
    location = place(safe, *spans[0])
    values: list[Value] = []
    for start, end in spans[1:]:
        text = source.text[start:end]
        at = place(safe, start, end) if end <= len(safe.text) else location
        problem = text_problem(text, at) or _value_problem(name, syntax, text, at)
        if problem is not None:
            yield problem
        else:
            values.append(Value(text, at))
    if len(values) >= syntax.least:
        yield Directive(name, tuple(values), location)
    elif len(spans) - 1 < syntax.least:
        yield _too_few(name, syntax, location)


def _safe(source: Source, spans: list[tuple[int, int]], syntax: Syntax) -> Source:
    """Return the line as messages may show it."""
    if syntax.shown is None or len(spans) <= syntax.shown + 1:
        return source
    return Source(source.name, source.text[: spans[syntax.shown][1]], source.line)


def _value_problem(name: str, syntax: Syntax, text: str, location: Location) -> Diagnostic | None:
    if _takes(syntax, text):
        return None
    severity = Severity.ERROR if syntax.matters else Severity.WARNING
    words = f"'{name}' takes {_expected(syntax)}, not {shortened(text)!r}"
    hint = "heartbeat would not have started; its default is taken"
    if syntax.matters:
        hint = "correct the line: heartbeat would not have started with it"
    return Diagnostic("invalid-directive", words, severity, location=location, hint=hint)


def _takes(syntax: Syntax, text: str) -> bool:
    if text.lower() in syntax.words:
        return True
    if syntax.takes == TIME:
        return milliseconds(text) is not None
    if syntax.takes == BOOLEAN:
        return truth(text) is not None
    if syntax.takes == NUMBER:
        return _NUMBER.fullmatch(text) is not None
    return not syntax.words


def _expected(syntax: Syntax) -> str:
    kinds = {TIME: "a time such as 10 or 1500ms", BOOLEAN: "on or off", NUMBER: "a number"}
    named = [kinds[syntax.takes]] if syntax.takes in kinds else []
    return ", ".join(named + [f"'{word}'" for word in syntax.words])


# ------------------------------------------------------------------ what is wrong


def _unknown(word: str, location: Location) -> Diagnostic:
    words = f"{shortened(word)!r} is no directive of ha.cf"
    meant = did_you_mean(word.lower().split("=")[0], DIRECTIVES, least=0.75)
    hint = meant or "heartbeat would not have started with it"
    return Diagnostic("unknown-directive", words, location=location, hint=hint)


def _too_few(name: str, syntax: Syntax, location: Location) -> Diagnostic:
    severity = Severity.ERROR if syntax.matters else Severity.WARNING
    count = "a value" if syntax.least == 1 else f"{syntax.least} values"
    words = f"'{name}' needs {count}"
    return Diagnostic("invalid-directive", words, severity, location=location)


def _repeated(directives: list[Directive]) -> Iterator[Diagnostic]:
    """Find what is given again, of directives that have one value."""
    seen: dict[str, Directive] = {}
    for one in directives:
        if DIRECTIVES[one.name].is_list:
            continue
        before = seen.setdefault(one.name, one)
        if before is not one or len(one.values) > 1:
            yield Diagnostic(
                "repeated-directive",
                f"'{one.name}' has one value, and is given more than once: the last one counts",
                Severity.WARNING,
                location=one.location,
            )
