"""An old corosync.conf as it was found: with what web pages and annotations did to it.

Repairs never change the length of a line, so that places stay those of the file.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from crmsh_py.convert.conversion import Input
from crmsh_py.corosync.syntax import (
    Configuration,
    Entry,
    Section,
    is_name,
    masked,
    misnamed,
    parse,
    shortened,
)
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location, Source, Span

LONGEST_FILE = 1 << 20
DEEPEST = 8
"""No section of corosync is so deep in others."""

_ODD = re.compile(r"[^\S \t\r\n]|[\u200b\ufeff]")
"""Blanks of web pages and word processors."""

_WIDE = str.maketrans({"\uff1a": ":", "\uff5b": "{", "\uff5d": "}"})
_REMARK = re.compile(
    r"\s*[A-Za-z0-9._/-]+\s*:\s*[^\s(\uff08\uff0c\u3002\uff1b]+"
    r"(?P<remark>[(\uff08\uff0c\u3002\uff1b].*|\s+(?:[#;(]|//|[^\x00-\x7f]).*)"
)
_VERBATIM = re.compile(r"\s*(?:exec_\w*|key)\s*:")
"""Settings whose values may look as if a remark stood behind them."""

_EMPTY_SECTION = re.compile(r"\s*[\w.-]+\s*\{\s*\}.*")
_OPENING = re.compile(r"\s*[\w.-]+\s*\{(?P<remark>[^:{}]*|\s*[(\uff08#].*)")
_CLOSING = re.compile(r"\s*\}[\s}]*(?P<remark>.*)")
_CLOSINGS = re.compile(r"\s*\}[\s}]*\}\s*")
_Repair = tuple[str, int, str] | None
"""A line as it was meant, where it was damaged, and in what way."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A file that was read; `lines` are as messages show them, without the shared key.

    A line of the file with several `}` is as many of them; `numbers` are those of the file.
    """

    configuration: Configuration
    name: str
    lines: tuple[str, ...]
    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    diagnostics: tuple[Diagnostic, ...]

    def place(self, part: Entry | Section) -> Location:
        """Return where a setting's value, or a section's name, stands."""
        if isinstance(part, Section):
            return self.place_of(part.name_span)
        return self.place_of(part.value_span if part.value else part.key_span)

    def place_of(self, span: Span) -> Location:
        """Return where a stretch of the whole text stands, as a place in its line."""
        if not self.lines:
            return place_of_line(self.name, "", 0)
        line = bisect_right(self.starts, span.start) - 1
        start = self.starts[line]
        here = Span(span.start - start, span.end - start)
        return Location(Source(self.name, self.lines[line], self.numbers[line] + 1), here)

    def remark(
        self,
        code: str,
        part: Entry | Section,
        message: str,
        hint: str | None = None,
        severity: Severity = Severity.INFO,
    ) -> Diagnostic:
        """Return a diagnostic about a part of the file."""
        return Diagnostic(code, message, severity, location=self.place(part), hint=hint)


def place_of_line(name: str, line: str, number: int) -> Location:
    """Return a whole line, counted from 0, as a place."""
    return _place(name, line, number, _indent(line))


def _place(name: str, line: str, number: int, start: int) -> Location:
    """Return the end of a line from a column on as a place."""
    return Location(Source(name, line, number + 1), Span(start, max(start, len(line.rstrip()))))


def read(source: Input) -> Listing:
    """Read a file, repairing what can be understood in one way only."""
    refusal = _refusal(source)
    if refusal is not None:
        return Listing(parse("", source.name), source.name, (), (), (), (refusal,))
    text, odd = _plain_blanks(source.text)
    shown = masked(text).split("\n")
    lines, problems = _repaired(text.split("\n"), shown, source.name)
    apart = [(number, one) for number, line in enumerate(lines) for one in _apart(line)]
    numbers = tuple(number for number, _ in apart)
    parts = [part for _, part in apart]
    configuration = parse("\n".join(parts), source.name)
    quoted = tuple(shown[number] for number in numbers)
    listing = Listing(configuration, source.name, quoted, _starts(parts), numbers, ())
    found = (*_odd(source.name, shown, odd), *problems, *_syntax(listing))
    return replace(listing, diagnostics=found)


def _apart(line: str) -> tuple[str, ...]:
    """Return a line of several `}` as one for each, which stands where it stood."""
    if _CLOSINGS.fullmatch(line) is None or line.count("}") > DEEPEST:
        return (line,)
    return tuple(f"{' ' * found.start()}}}" for found in re.finditer("}", line))


def _refusal(source: Input) -> Diagnostic | None:
    """Tell why a file cannot be looked at at all."""
    place = place_of_line(source.name, "", 0)
    hint = "name the corosync.conf (or openais.conf) of the old cluster"
    if b"\0" in source.octets:
        words = "the file is binary, not a corosync.conf"
        return Diagnostic("corosync-syntax", words, location=place, hint=hint)
    if len(source.octets) > LONGEST_FILE:
        words = f"the file has {len(source.octets)} bytes: no corosync.conf is so long"
        return Diagnostic("corosync-syntax", words, location=place, hint=hint)
    return _too_deep(source)


def _too_deep(source: Input) -> Diagnostic | None:
    depth = 0
    for number, line in enumerate(source.text.split("\n")):
        content = line.strip()
        depth += 0 if content.startswith("#") else content.count("{") - content.count("}")
        if depth > DEEPEST:
            words = f"sections are more than {DEEPEST} deep in one another here"
            place = place_of_line(source.name, masked(line), number)
            hint = "look for a '}' that is missing above"
            return Diagnostic("corosync-syntax", words, location=place, hint=hint)
    return None


def _plain_blanks(text: str) -> tuple[str, int]:
    """Return the text with plain blanks, and the number of the first line that had others."""
    odd = _ODD.search(text.removeprefix("\ufeff"))
    first = text.count("\n", 0, odd.start() + 1) if odd else -1
    return _ODD.sub(" ", text), first


def _odd(name: str, shown: list[str], line: int) -> Iterator[Diagnostic]:
    if line >= 0:
        words = "the file has blanks of a web page, from here on; they are taken for plain ones"
        yield _repair_of(place_of_line(name, shown[line], line), words)


def _repaired(lines: list[str], shown: list[str], name: str) -> tuple[list[str], list[Diagnostic]]:
    problems = []
    for number, line in enumerate(lines):
        fixed = _fixed(line)
        if fixed is not None:
            lines[number], start, words = fixed
            problems.append(_repair_of(_place(name, shown[number], number, start), words))
    return lines, problems


def _fixed(line: str) -> _Repair:
    """Return a line as it was meant and what was wrong with it, None if it is sound."""
    content = line.strip()
    if not content or content.startswith("#"):
        return None
    return next((fix for one in _REPAIRS if (fix := one(line)) is not None), None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _wide(line: str) -> _Repair:
    if any(one in line for one in ":{}"):
        return None
    narrow = line.translate(_WIDE)
    if narrow != line:
        return narrow, _indent(line), "full-width punctuation is taken for plain one"
    words = f"{shortened(line.strip())!r} is no setting, and is left out"
    return " " * len(line), _indent(line), words


def _empty_section(line: str) -> _Repair:
    if _EMPTY_SECTION.fullmatch(line.rstrip("\r")) is None:
        return None
    return " " * len(line), _indent(line), "the section is empty on one line, and is left out"


def _closings(line: str) -> _Repair:
    closings = _CLOSING.fullmatch(line.rstrip("\r"))
    if closings is None or line.count("}", 0, closings.start("remark")) < 2:
        return None
    start, remark = closings.start("remark"), closings["remark"]
    if line.count("}", 0, start) > DEEPEST:
        return None
    words = "each '}' is taken for one on a line of its own"
    words += f", and {shortened(remark)!r} for a remark" if remark else ""
    return line[:start] + " " * (len(line) - start), _indent(line), words


def _behind(pattern: re.Pattern[str]) -> Callable[[str], _Repair]:
    """Return a repair that takes for a remark what stands at the end of a line."""

    def repair(line: str) -> _Repair:
        found = pattern.fullmatch(line.rstrip("\r"))
        remark = found["remark"] if found else ""
        if found is None or not remark.strip() or _VERBATIM.match(line):
            return None
        words = f"{shortened(remark.strip())!r} is taken for a remark"
        start = found.start("remark") + len(remark) - len(remark.lstrip())
        return line[:start] + " " * (len(line) - start), start, words

    return repair


_REPAIRS = (
    _wide,
    _empty_section,
    _closings,
    _behind(_CLOSING),
    _behind(_OPENING),
    _behind(_REMARK),
)


def _repair_of(place: Location, words: str) -> Diagnostic:
    return Diagnostic("repaired", words, Severity.WARNING, location=place)


def _syntax(listing: Listing) -> Iterator[Diagnostic]:
    """Yield what the reader found, with places in lines (those of a whole file cost time)."""
    left_out = _left_out(listing.configuration)
    for problem in listing.configuration.problems:
        assert problem.location is not None
        if problem.location.span in left_out:
            continue
        place = listing.place_of(problem.location.span)
        yield replace(problem, location=place)


def _left_out(configuration: Configuration) -> set[Span]:
    """Return what is wrong with the names of sections that no corosync has.

    They are left out as a whole, which is said of each.
    """
    strange = [one for one in configuration.root.sections if not is_name(one.name)]
    inner = [part for one in strange if one.end >= 0 for part in (one, *one.walk())]
    return {span for part in inner if (span := misnamed(part)) is not None}


def _starts(lines: list[str]) -> tuple[int, ...]:
    starts, offset = [], 0
    for line in lines:
        starts.append(offset)
        offset += len(line) + 1
    return tuple(starts)
