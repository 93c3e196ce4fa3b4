"""What each stretch of a typed text is, for whoever colours it: by the real grammar.

`marks_of_configuration` is its fast sister for what `show` prints.
"""

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from crmsh_py.assist.marks.configuration import moved, statement_marks
from crmsh_py.assist.marks.mark import Mark, Style
from crmsh_py.assist.marks.pieces import pair_marks, value_style, word_marks
from crmsh_py.assist.typed.placing import Line, Part, Placed, place
from crmsh_py.assist.typed.text import Comment, Statement, closed, parts_of
from crmsh_py.assist.typed.unfinished import may_become_right
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.script import lexical_problem
from crmsh_py.source import Source, Span

_UNFINISHED = frozenset({"unclosed-quote", "unfinished-continuation"})
"""What is wrong with a text only as long as nothing follows."""


def marks(
    text: str, path: tuple[str, ...], *, typing: bool = False, cursor: int | None = None
) -> tuple[Mark, ...]:
    """Return the marks of a text typed at a level, in their order; they never overlap.

    While one is `typing`, the word at the cursor (at the end of the text, if none is given) is
    not wrong as long as it may become right.
    """
    at = len(text) if cursor is None else cursor
    at = at - text.count("\r\n", 0, at) if typing else -1
    plain = text.replace("\r\n", "\n")
    found: list[Mark] = []
    for part in parts_of(plain):
        if isinstance(part, Comment):
            found.append(Mark(part.span, Style.COMMENT))
            continue
        ours, path = _of_statement(part.source.text, path, _cursor_in(part, plain, at))
        found += moved(ours, part.start)
    return tuple(found) if plain == text else _with_returns(found, text)


def _cursor_in(part: Statement, text: str, cursor: int) -> int:
    """Return the cursor's offset in a statement; -1 if it is on a line in front of it or behind."""
    end = part.start + len(part.source.text)
    return cursor - part.start if cursor >= part.start and "\n" not in text[end:cursor] else -1


def _with_returns(found: Iterable[Mark], text: str) -> tuple[Mark, ...]:
    """Return marks of a text as those of the one whose lines end in two characters."""
    ends: list[int] = []
    at = text.find("\r\n")
    while at >= 0:
        ends.append(at - len(ends))
        at = text.find("\r\n", at + 2)
    return tuple(
        Mark(Span(*(one + bisect_left(ends, one) for one in (span.start, span.end))), style)
        for span, style in found
    )


@lru_cache(maxsize=4096)
def _of_statement(
    text: str, path: tuple[str, ...], cursor: int
) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """Return the marks of a statement, and the level of the next one; a cursor of -1 is none."""
    source = Source("", text)
    problem = lexical_problem(source)
    if problem is not None and problem.code == "unclosed-quote":
        line = place(closed(source, problem), path)
    else:
        line = place(source, path)
    found = _with_rest([mark for one in line.placed for mark in _word_marks(one)], line, cursor)
    if problem is not None and problem.location is not None:
        is_typed = cursor >= len(text) and problem.code in _UNFINISHED
        found = found if is_typed else _with_error(found, problem.location.span)
    return tuple(_inside(found, len(text))), line.after


def _with_rest(found: list[Mark], line: Line, cursor: int) -> list[Mark]:
    """Return marks with what is wrong; what stands behind it is marked by its looks alone."""
    if line.wrong is None:
        return found
    if not may_become_right(line, cursor):
        found = _with_error(found, line.wrong)
    if line.command is None or line.command.statement is None:
        return found
    end = max((mark.span.end for mark in found), default=0)
    start = next(one.span.start for one in line.placed if one.part is Part.COMMAND)
    shaped = moved(statement_marks(line.source.text[start:]), start)
    return [*found, *(one for one in shaped if one.span.start >= end)]


def _with_error(found: list[Mark], wrong: Span) -> list[Mark]:
    """Return marks with an error in place of whatever was in a stretch."""
    if wrong.start == wrong.end:
        return found
    before = [
        Mark(Span(span.start, min(span.end, wrong.start)), style)
        for span, style in found
        if span.start < wrong.start
    ]
    behind = [
        Mark(Span(max(span.start, wrong.end), span.end), style)
        for span, style in found
        if span.end > wrong.end
    ]
    return [*before, Mark(wrong, Style.ERROR), *behind]


def _inside(found: Iterable[Mark], length: int) -> list[Mark]:
    """Return marks that end where a text does."""
    return [
        Mark(Span(span.start, min(span.end, length)), style)
        for span, style in found
        if span.start < length
    ]


def _word_marks(one: Placed) -> list[Mark]:
    start = one.span.start
    match one.part:
        case Part.LEVEL:
            return [Mark(one.span, Style.LEVEL)]
        case Part.COMMAND:
            return [Mark(one.span, Style.COMMAND)]
        case Part.OPTION:
            return _option_marks(one)
    if one.is_pair:
        return pair_marks(one.word, start)
    if one.parameter is not None and one.kind is Kind.NODE_NAME:
        return word_marks(Kind.NODE, one.word, start)  # here it is one that exists
    return word_marks(one.kind, one.word, start)


def _option_marks(one: Placed) -> list[Mark]:
    """Return the marks of `--wait`, `--format=json` and `force`."""
    name, equals, value = one.word.partition("=")
    middle = one.span.start + len(name) + len(equals)
    marks_ = [Mark(Span(one.span.start, middle), Style.OPTION)]
    return [*marks_, Mark(Span(middle, one.span.end), value_style(value))] if value else marks_
