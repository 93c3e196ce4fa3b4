"""Reader of heartbeat's haresources file: its text into lines of a node and its resources.

What the words mean is not known here, see `crmsh_py.convert.agents`.  The rules are those of
heartbeat's ResourceManager, the script that executed the file: a comment goes first, then a
backslash joins lines (nothing is put between them), then the line is cut at blanks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar.lexical import suspect_character
from crmsh_py.source import Location, Source, Span

MAX_CHARACTERS = 256 * 1024
"""Longer texts are refused: the longest haresources known has a few kilobytes."""

_LONG_LINE = 400
_LINE_END = re.compile(r"\r\n?|\n")
_WORD = re.compile(r"[^\s\ufeff]+")
_CONTINUATION = re.compile(r"\\(?P<blanks>[\s\ufeff]*)\Z")
_ADDRESS = re.compile(r"[0-9].*?\.[0-9].*?\.[0-9].*?\.[0-9].*", re.DOTALL)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
_NODE = re.compile(r"[a-z0-9_][a-z0-9_.-]*", re.IGNORECASE)
_COLONS = re.compile("::")
_SHOWN = 60


# ------------------------------------------------------------------ what a file says


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a line, and where it stands; the place takes no part in comparisons."""

    text: str
    location: Location = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Resource:
    """A call of a resource script; an address alone (`is_shorthand`) calls IPaddr."""

    script: Word
    arguments: tuple[Word, ...] = ()
    is_shorthand: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The resources that run together, in order, and the node that they prefer."""

    node: Word
    resources: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read; where an error is among the diagnostics it is not the whole file."""

    lines: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...]


def decode(octets: bytes) -> str:
    """Return a file's text.

    What is no UTF-8 becomes U+FFFD, which `read` refuses in a word but not in a comment: many
    old files have comments in Latin-1.
    """
    return octets.decode("utf-8", errors="replace")


def read(text: str, name: str) -> Reading:
    """Read a haresources file; `name` is for messages."""
    refusal = _refusal(text, name)
    if refusal:
        return Reading((), (refusal,))
    sources = _physical_lines(text, name)
    lines: list[Line] = []
    problems = list(_continuation_problems(sources))
    for logical in _logical_lines(sources):
        line, found = _line(logical)
        lines += line
        problems += found
    return Reading(tuple(lines), tuple(problems))


def quoted(text: str) -> str:
    """Return a word in quotes for a message, cut if it is very long."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def parts(word: Word, separator: re.Pattern[str]) -> tuple[Word, ...]:
    """Cut a word at its separators; what is empty vanishes."""
    source, span = word.location.source, word.location.span
    return tuple(
        Word(
            word.text[start:end],
            _place(source, min(span.start + start, span.end), min(span.start + end, span.end)),
        )
        for start, end in _cut(word.text, separator)
    )


def _cut(text: str, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in separator.finditer(text):
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _refusal(text: str, name: str) -> Diagnostic | None:
    """Say why a text is no haresources file at all, if it is none."""
    if len(text) > MAX_CHARACTERS:
        return Diagnostic(
            "file-too-large",
            f"{name} has more than {MAX_CHARACTERS} characters: it is no haresources file",
        )
    at = text.find("\0")
    if at < 0:
        return None
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    source = Source(name, text[start:at], line=len(_LINE_END.findall(text, 0, start)) + 1)
    return Diagnostic(
        "undecodable-text",
        "the file has a null character: it is binary, or in another encoding than UTF-8",
        location=_place(source, at - start, at - start),
    )


# ------------------------------------------------------------------ lines


@dataclass(frozen=True, slots=True)
class _LogicalLine:
    """Physical lines joined: the offset in the whole at which each begins."""

    text: str
    starts: tuple[int, ...]
    sources: tuple[Source, ...]

    def word(self, start: int, end: int) -> Word:
        """Return a stretch of the line; its place is in the physical line where it begins."""
        index = bisect_right(self.starts, start) - 1
        base, source = self.starts[index], self.sources[index]
        end_here = min(end - base, len(source.text))
        return Word(self.text[start:end], _place(source, start - base, end_here))


def _place(source: Source, start: int, end: int) -> Location:
    """Return a place; of a very long line the source is only what stands around it."""
    if len(source.text) <= _LONG_LINE:
        return Location(source, Span(start, end))
    first = max(0, start - _LONG_LINE // 4)
    near = source.text[first : first + _LONG_LINE]
    around = Source(source.name, near, source.line, source.column + first)
    return Location(around, Span(start - first, min(end - first, len(near))))


def _physical_lines(text: str, name: str) -> list[Source]:
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    return [Source(name, line, line=number) for number, line in enumerate(lines, 1)]


def _without_comment(source: Source) -> str:
    return source.text.partition("#")[0]


def _logical_lines(sources: list[Source]) -> Iterator[_LogicalLine]:
    first = 0
    texts: list[str] = []
    for number, source in enumerate(sources):
        text = _without_comment(source)
        continuation = _CONTINUATION.search(text)
        if continuation:
            text = text[: continuation.start()] + (" " if continuation["blanks"] else "")
        texts.append(text)
        if not continuation or number == len(sources) - 1:
            yield _logical_line(texts, sources[first : number + 1])
            first, texts = number + 1, []


def _logical_line(texts: list[str], sources: list[Source]) -> _LogicalLine:
    starts = [0]
    for text in texts[:-1]:
        starts.append(starts[-1] + len(text))
    return _LogicalLine("".join(texts), tuple(starts), tuple(sources))


def _continuation_problems(sources: list[Source]) -> Iterator[Diagnostic]:
    last = len(sources) - (1 if sources[-1].text else 2)
    for number, source in enumerate(sources):
        continuation = _CONTINUATION.search(_without_comment(source))
        if not continuation:
            continue
        place = _place(source, continuation.start(), continuation.start() + 1)
        if number >= last:
            yield Diagnostic(
                "unfinished-continuation",
                "the file ends in a backslash: is something missing?",
                Severity.WARNING,
                location=place,
            )
        elif continuation["blanks"]:
            yield Diagnostic(
                "blank-after-backslash",
                "blanks follow the backslash; it is taken for a continuation all the same",
                Severity.WARNING,
                location=place,
                hint="heartbeat itself ended the line here: check that the next one belongs to it",
            )


# ------------------------------------------------------------------ words


def _line(logical: _LogicalLine) -> tuple[list[Line], list[Diagnostic]]:
    """Read a logical line: no line where it is empty or does not begin with a node."""
    spans = [match.span() for match in _WORD.finditer(logical.text)]
    if not spans:
        return [], []
    words = {span: logical.word(*span) for span in spans}
    node = words[spans[0]]
    problems = {span: found for span, word in words.items() if (found := _word_problem(word))}
    if node_problem := problems.get(spans[0]) or _node_problem(node):
        return [], list(({spans[0]: node_problem} | problems).values())
    if len(spans) == 1:
        return [Line(_lowered(node), ())], [_nothing_to_run(node)]
    resources = tuple(_resource(logical, span) for span in spans[1:] if span not in problems)
    return [Line(_lowered(node), resources)], list(problems.values())


def _lowered(node: Word) -> Word:
    """Return a node's name as heartbeat compares it: it lower-cased those of ha.cf too."""
    return Word(node.text.lower(), node.location)


def _resource(logical: _LogicalLine, span: tuple[int, int]) -> Resource:
    start, end = span
    text = logical.text[start:end]
    pieces = tuple(logical.word(start + first, start + last) for first, last in _cut(text, _COLONS))
    whole = logical.word(start, end)
    if _ADDRESS.fullmatch(text):
        return Resource(Word("IPaddr", whole.location), pieces, is_shorthand=True)
    if text.startswith("::"):
        return Resource(Word("", whole.location), pieces)
    return Resource(pieces[0], pieces[1:])


def _word_problem(word: Word) -> Diagnostic | None:
    if _NO_TEXT.search(word.text):
        return Diagnostic(
            "undecodable-text",
            "the word has characters that are no text: the file is binary, or not in UTF-8",
            location=word.location,
        )
    if suspect := suspect_character(word.text):
        offset, character, plain = suspect
        return Diagnostic(
            "typographic-character",
            f"the word {quoted(word.text)} has the character {character} at its place {offset + 1}",
            location=word.location,
            hint=f"type {plain!r} instead" if plain else "remove it: it is invisible",
        )
    return None


def _node_problem(node: Word) -> Diagnostic | None:
    if "::" in node.text or _ADDRESS.fullmatch(node.text):
        return Diagnostic(
            "missing-node",
            f"the line begins with the resource {quoted(node.text)} instead of a node",
            location=node.location,
            hint="put the name of the preferred node first; a line that continues the one above"
            " needs a backslash at the end of that one",
        )
    if not _NODE.fullmatch(node.text):
        return Diagnostic(
            "invalid-argument",
            f"{quoted(node.text)} is no name of a node",
            location=node.location,
        )
    return None


def _nothing_to_run(node: Word) -> Diagnostic:
    return Diagnostic(
        "no-resources",
        f"the line names the node {quoted(node.text)} and no resources",
        Severity.WARNING,
        location=node.location,
    )
