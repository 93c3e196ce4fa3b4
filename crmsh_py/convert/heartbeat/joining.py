"""Physical lines of haresources joined to logical ones, and where in a file something stands.

A comment goes first, then a backslash at the end joins a line with the next: nothing is put
between them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location, Source, Span, nearby

LINE_END = re.compile(r"\r\n?|\n")

_REACH = 200
_CONTINUATION = re.compile(r"\\(?P<blanks>[\s\ufeff]*)\Z")


@dataclass(frozen=True, slots=True)
class Physical:
    """A line of the file: its text, and the source that messages show for it."""

    text: str
    source: Source

    @property
    def code(self) -> str:
        """What stands before a comment."""
        return self.text.partition("#")[0]


@dataclass(frozen=True, slots=True)
class LogicalLine:
    """Physical lines joined: the offset in the whole at which each begins."""

    text: str
    starts: tuple[int, ...]
    physical: tuple[Physical, ...]

    def place(self, start: int, end: int) -> Location:
        """Return where a stretch of the line stands: in the physical line where it begins."""
        index = bisect_right(self.starts, start) - 1
        base, source = self.starts[index], self.physical[index].source
        end_here = min(end - base, len(source.text))
        return place(source, start - base, end_here)


def place(source: Source, start: int, end: int) -> Location:
    """Return a place; of a very long line the source is only what stands around it."""
    return nearby(Location(source, Span(start, end)), _REACH)


def physical_lines(text: str, name: str, shown: str) -> list[Physical]:
    """Cut a text into lines, with what messages show of each."""
    pairs = zip(_split(text), _split(shown), strict=True)
    return [
        Physical(line, Source(name, visible, line=number))
        for number, (line, visible) in enumerate(pairs, 1)
    ]


def _split(text: str) -> list[str]:
    return LINE_END.split(text.removeprefix("\ufeff"))


def logical_lines(physical: list[Physical]) -> Iterator[LogicalLine]:
    """Join lines at backslashes; where blanks follow one, it joins with a blank."""
    first = 0
    texts: list[str] = []
    for number, line in enumerate(physical):
        text = line.code
        continuation = _CONTINUATION.search(text)
        if continuation:
            text = text[: continuation.start()] + (" " if continuation["blanks"] else "")
        texts.append(text)
        if not continuation or number == len(physical) - 1:
            yield _logical_line(texts, physical[first : number + 1])
            first, texts = number + 1, []


def _logical_line(texts: list[str], physical: list[Physical]) -> LogicalLine:
    starts = [0]
    for text in texts[:-1]:
        starts.append(starts[-1] + len(text))
    return LogicalLine("".join(texts), tuple(starts), tuple(physical))


def continuation_problems(physical: list[Physical]) -> Iterator[Diagnostic]:
    """Find backslashes that are doubtful."""
    last = len(physical) - (1 if physical[-1].text else 2)
    for number, line in enumerate(physical):
        continuation = _CONTINUATION.search(line.code)
        if not continuation:
            continue
        at = place(line.source, continuation.start(), continuation.start() + 1)
        if number >= last:
            yield Diagnostic(
                "unfinished-continuation",
                "the file ends in a backslash: is something missing?",
                Severity.WARNING,
                location=at,
            )
        elif _is_interrupted(physical[number + 1 : number + 3]):
            yield Diagnostic(
                "interrupted-continuation",
                "the line is not continued: a comment is all that follows the backslash",
                Severity.WARNING,
                location=at,
                hint="take the comment away if the line below it belongs to this one",
            )
        elif continuation["blanks"]:
            yield Diagnostic(
                "blank-after-backslash",
                "blanks follow the backslash; it is taken for a continuation all the same",
                Severity.WARNING,
                location=at,
                hint="heartbeat itself ended the line here: check that the next one belongs to it",
            )


def _is_interrupted(below: list[Physical]) -> bool:
    """Tell whether there is only a comment below, and below that what looks like more."""
    if len(below) < 2 or below[0].code.strip() or "#" not in below[0].text:
        return False
    text = below[1].text
    return bool(text.strip()) and text[0].isspace()
