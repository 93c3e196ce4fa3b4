"""A text into statements: continuation lines, comments, and what no statement may hold.

One bad statement hides no other: each becomes a `Source` of its own, and what is wrong with a
text as such (an open quote, a pasted prompt) is reported beside the statements that are sound.
Needs no pyparsing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import lexical
from crmsh_py.source import Location, Source, Span

_CONTINUED = re.compile(rf"\\(?:{lexical.SPACE})*\Z")
_BLANK_LINE = re.compile(rf"(?:{lexical.SPACE})*\Z")
_COMMENT = re.compile(rf"(?:{lexical.SPACE})*#")
_COMMENT_INSIDE = re.compile(rf"(?:{lexical.SPACE})*#(?:{lexical.SPACE}|\Z)")
_RAW_XML = re.compile(rf"(?i:xml)(?:{lexical.BLANK})+<")
_PROMPT = re.compile(r"crm\([^)\s]*\)[\w./-]*[*!]*#")
_BARE_PAIR = re.compile(rf"[A-Za-z_][\w.-]*=(?:{lexical.WORD})?{lexical.END_OF_WORD}")
_OPEN_QUOTE = re.compile(
    rf"""(?:{lexical.ANSI}|{lexical.PLAIN}|{lexical.BLANK}|\\.|\n|"(?:[^"\\]|\\.)*"|'[^']*')*""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class RawStatement:
    """A statement that is lexically sound, and the comments above it, each a text of lines.

    Comment lines in a row are one comment; an empty line parts two.
    """

    source: Source
    comments: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The first word."""
        match = lexical.NEXT_WORD.match(self.source.text)
        return lexical.unquote(match["word"]) if match else ""

    @property
    def word_span(self) -> Span:
        """Where the first word stands."""
        match = lexical.NEXT_WORD.match(self.source.text)
        return Span(*match.span("word")) if match else Span(0, len(self.source.text))


def split(text: str, name: str) -> tuple[list[RawStatement], list[Diagnostic]]:
    """Split a text into statements; the second list is what is wrong with it as a text."""
    statements: list[RawStatement] = []
    problems: list[Diagnostic] = []
    for statement in _statements(text, name):
        problem = lexical_problem(statement.source)
        if problem is None:
            statements.append(statement)
        else:
            problems.append(problem)
    return statements, problems


@dataclass(frozen=True, slots=True)
class Edges:
    """The comments at the edges of a text.

    `detached` of those above the first statement are parted from it by an empty line; `closing`
    are those that no statement follows.
    """

    detached: int = 0
    closing: tuple[str, ...] = ()


NO_EDGES = Edges()


def edges(text: str) -> Edges:
    """Return the comments at the edges of a text."""
    lines = text.replace("\r\n", "\n").split("\n")
    head = _leading(lines)
    if len(head) == len(lines):
        return Edges(closing=tuple(_comments(lines)))
    start = len(lines) - len(_leading(lines[::-1]))
    while start < len(lines) and continues(lines[start - 1]):  # `#health=red` in a statement
        start += 1
    tail = lines[start:]
    last_blank = max((at for at, line in enumerate(head) if _BLANK_LINE.match(line)), default=0)
    return Edges(len(_comments(head[:last_blank])), tuple(_comments(tail)))


def _leading(lines: list[str]) -> list[str]:
    """Return the lines that come before the first one of a statement."""
    other = (at for at, line in enumerate(lines) if not _is_between(line))
    return lines[: next(other, len(lines))]


def _is_between(line: str) -> bool:
    return _COMMENT.match(line) is not None or _BLANK_LINE.match(line) is not None


def _comments(lines: list[str]) -> list[str]:
    """Return the comments of lines; those in a row are one."""
    found: list[str] = []
    apart = True
    for line in lines:
        if _COMMENT.match(line):
            _add_comment(found, line, apart=apart)
        apart = not _COMMENT.match(line)
    return found


def _add_comment(comments: list[str], line: str, *, apart: bool) -> None:
    text = line.strip("\ufeff \t\r\u00a0\u3000")
    if apart:
        comments.append(text)
    else:
        comments[-1] += f"\n{text}"


def continues(line: str) -> bool:
    """Tell whether a line ends in a backslash, so that another one follows."""
    return _CONTINUED.search(line) is not None


def _statements(text: str, name: str) -> Iterator[RawStatement]:
    lines = text.replace("\r\n", "\n").split("\n")
    above: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if _is_between(line):
            above.append(line)
            continue
        first = number
        parts = [line]
        while _goes_on(parts) and number < len(lines):
            if _BLANK_LINE.match(lines[number]):  # an empty line ends a continuation
                parts[-1] = _without_continuation(parts[-1], last=number + 1 == len(lines))
                break
            parts.append(lines[number])
            number += 1
        source = _source(name, parts, first)
        if not source.text:  # a backslash alone, and an empty line
            above.append("")
            continue
        yield RawStatement(source, tuple(_comments(above)))
        above = []


def beginning_of_last(text: str) -> int:
    """Return where the last statement of a text begins, one that is still being typed too."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    number = 0
    while True:
        last = _end_of_statement(lines, number)
        if last >= len(lines):
            return starts[number]
        number = last


def _end_of_statement(lines: list[str], first: int) -> int:
    """Return the line behind the statement, or the line between statements, that begins here."""
    number = first + 1
    while not _is_between(lines[first]) and number < len(lines):
        is_last = number + 1 == len(lines)
        if not _goes_on(lines[first:number]) or (_BLANK_LINE.match(lines[number]) and not is_last):
            break
        number += 1
    return number


def _goes_on(parts: list[str]) -> bool:
    """Tell whether a further line belongs to a statement; a comment inside does not end it."""
    if _CONTINUED.search(parts[-1]):
        return True
    return len(parts) > 1 and _COMMENT_INSIDE.match(parts[-1]) is not None


def _without_continuation(line: str, *, last: bool) -> str:
    """Drop the backslash in front of an empty line, but keep it at the end of the text."""
    return line if last else _CONTINUED.sub("", line)


def _source(name: str, parts: list[str], line: int) -> Source:
    text = "\n".join(parts)
    stripped = text.lstrip("\ufeff \t\r\f\v\u00a0\u3000")
    return Source(name, stripped.rstrip(), line, len(text) - len(stripped) + 1)


# ------------------------------------------------------------------ what is wrong with a text


def lexical_problem(source: Source) -> Diagnostic | None:
    """Return what is wrong with a statement as a text, if anything is."""
    text = source.text
    if "\n" not in text and text.isascii() and not re.search(r"[\"'\\(]", text):
        return None  # the everyday case costs nothing
    if _RAW_XML.match(text):
        return _unfinished(source)
    return (
        _pasted_prompt(source)
        or _typographic(source)
        or _comment_inside(source)
        or _unclosed_quote(source)
        or _unfinished(source)
    )


def _at(source: Source, start: int, end: int) -> Location:
    return Location(source, Span(start, end))


def _pasted_prompt(source: Source) -> Diagnostic | None:
    match = _PROMPT.match(source.text)
    if match is None:
        return None
    return Diagnostic(
        "pasted-prompt",
        f"the line begins with a prompt, {match[0]!r}",
        location=_at(source, *match.span()),
        hint="remove it; the command is what stands behind it",
    )


def _typographic(source: Source) -> Diagnostic | None:
    found = lexical.suspect_character(source.text)
    if found is None:
        return None
    offset, character, plain = found
    instead = f"type '{plain}' instead" if plain else "remove it"
    return Diagnostic(
        "typographic-character",
        f"the character {character} stands outside quotes",
        location=_at(source, offset, offset + 1),
        hint=f"{instead}, or quote the value if the character is meant",
    )


def _comment_inside(source: Source) -> Diagnostic | None:
    offset = source.text.find("\n")
    while offset >= 0:
        end = source.text.find("\n", offset + 1)
        line = source.text[offset + 1 : end if end >= 0 else len(source.text)]
        match = _COMMENT_INSIDE.match(line)
        if match and not _inside_quotes(source.text[: offset + 1]):
            start = offset + 1 + line.index("#")
            return Diagnostic(
                "comment-in-statement",
                "a comment cannot stand inside a statement",
                location=_at(source, start, offset + 1 + len(line)),
                hint="move it above the statement: the line before it ends in a backslash",
            )
        offset = end
    return None


def _inside_quotes(text: str) -> bool:
    match = _OPEN_QUOTE.match(text)
    return match is not None and match.end() < len(text)


def _unclosed_quote(source: Source) -> Diagnostic | None:
    match = _OPEN_QUOTE.match(source.text)
    offset = match.end() if match else 0
    if offset == len(source.text) or source.text[offset] not in "\"'":
        return None
    return Diagnostic(
        "unclosed-quote",
        f"the quotation mark {source.text[offset]} is never closed",
        location=_at(source, offset, offset + 1),
        hint="close it before the end of the line",
    )


def _unfinished(source: Source) -> Diagnostic | None:
    if not _CONTINUED.search(source.text):
        return None
    offset = source.text.rindex("\\")
    return Diagnostic(
        "unfinished-continuation",
        "the text ends in a backslash, but no line follows",
        location=_at(source, offset, offset + 1),
        hint="remove the backslash, or write the rest of the statement",
    )


def lost_continuation(source: Source) -> str | None:
    """Return a hint if the statement looks like the rest of the one above it."""
    if _BARE_PAIR.match(source.text):
        return "did the line above lose the '\\' at its end?"
    return None
