"""Where a text comes from, and where in it something stands.

A `Source` is one statement (or one small file).  Positions are offsets into its
text; lines and columns are worked out only when a message needs them.
"""

import re
from dataclasses import dataclass, replace

_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: the offsets of its first character and of the one behind it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A statement as it was typed, and where it starts.

    `name` is a file name, `<stdin>`, `<command line>` or the like; `line` and `column`
    (both from 1) say where in it the text begins.  `lead` is what stands on the line in front
    of it: it is shown with the statement, and is no part of it.
    """

    name: str
    text: str
    line: int = 1
    column: int = 1
    lead: str = ""

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column (from 1) of an offset."""
        before = self.text[:offset]
        newlines = before.count("\n")
        if not newlines:
            return self.line, self.column + offset
        return self.line + newlines, offset - before.rindex("\n")


@dataclass(frozen=True, slots=True)
class Location:
    """A stretch of a source."""

    source: Source
    span: Span

    @property
    def name(self) -> str:
        """The name of the source."""
        return self.source.name

    @property
    def position(self) -> tuple[int, int]:
        """The line and the column (from 1) at which the stretch begins."""
        return self.source.position(self.span.start)


def nearby(location: Location, reach: int) -> Location:
    """Return a place with no more than `reach` characters of its source before and behind it.

    A file of one long line may have thousands of problems: each must not carry, or take the time
    of, the whole file.
    """
    source, span = location.source, location.span
    if len(source.text) <= 2 * reach:
        return location
    start = beginning(source.text, span.start, reach)
    end = min(len(source.text), span.start + reach)
    line, column = source.position(start)
    lead = "" if start else source.lead
    part = replace(source, text=source.text[start:end], line=line, column=column, lead=lead)
    return Location(part, Span(span.start - start, min(span.end, end) - start))


def beginning(text: str, offset: int, reach: int) -> int:
    """Return where to begin to quote a text: at most `reach` before an offset, at a whole word.

    The rest of a word may be that of a secret, which nobody would know without its name.
    """
    start = max(0, offset - reach)
    found = _BLANK.search(text, start - 1, offset) if start else None
    return found.end() if found else start
