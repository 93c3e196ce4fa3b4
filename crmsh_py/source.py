"""Where a text comes from, and where in it something stands.

A `Source` is one statement (or one small file).  Positions are offsets into its
text; lines and columns are worked out only when a message needs them.
"""

from dataclasses import dataclass


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

    def line_at(self, offset: int) -> str:
        """Return the whole text line in which an offset stands."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return self.text[start : end if end >= 0 else len(self.text)]


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
