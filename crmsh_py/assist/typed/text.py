r"""A typed or pasted text into statements and comments, each with its place.

Unlike `grammar.script`, which keeps what is sound, this keeps all: what is wrong with a statement
as a text is told beside it.  Offsets are those of the text with `\n` at the ends of its lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import lexical
from crmsh_py.grammar.script import RawStatement, lexical_problem, split
from crmsh_py.source import Source, Span

_COMMENT = re.compile(rf"(?m:^)(?:{lexical.SPACE})*(#.*)")


@dataclass(frozen=True, slots=True)
class Comment:
    """A line that is a comment."""

    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, where it begins, and what is wrong with it as a text."""

    start: int
    raw: RawStatement
    problem: Diagnostic | None = None

    @property
    def source(self) -> Source:
        """The text of the statement, its lines counted from 1."""
        return self.raw.source


def parts_of(text: str, name: str = "<prompt>") -> Iterator[Comment | Statement]:
    """Yield the statements and the comments of a text, in their order.  Never raises."""
    text = text.replace("\r\n", "\n")
    if not text.strip():
        return
    end = 0
    for one in _statements(text, name):
        yield from _comments(text, end, one.start)
        yield one
        end = one.start + len(one.source.text)
    yield from _comments(text, end, len(text))


def _statements(text: str, name: str) -> list[Statement]:
    sound, problems = split(text, name)
    found = [(one, None) for one in sound]
    located = ((one, one.location) for one in problems)
    broken = [(RawStatement(place.source), one) for one, place in located if place is not None]
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    every = [
        Statement(starts[raw.source.line - 1] + raw.source.column - 1, raw, problem)
        for raw, problem in [*found, *broken]
    ]
    return sorted(every, key=lambda one: one.start)


def _comments(text: str, start: int, end: int) -> Iterator[Comment]:
    for found in _COMMENT.finditer(text, start, end):
        yield Comment(Span(*found.span(1)))


def closed(source: Source, problem: Diagnostic) -> Source:
    """Return a statement with the quote closed that is open at its end; else as it is."""
    location = problem.location
    if problem.code != "unclosed-quote" or location is None:
        return source
    quote = source.text[location.span.start]
    candidates = (replace(source, text=f"{source.text}{end}{quote}") for end in ("", "\\"))
    sound = (one for one in candidates if lexical_problem(one) is None)
    return next(sound, source)
