"""Reader of heartbeat's haresources file: its text into lines of a node and its resources.

What the words mean is not known here, see `agents`.  The rules are those of heartbeat's
ResourceManager, the script that executed the file: a comment goes first, then a backslash joins
lines (nothing is put between them), then the line is cut at blanks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py.convert.heartbeat.annotations import annotation, directive
from crmsh_py.convert.heartbeat.joining import (
    LINE_END,
    LogicalLine,
    Physical,
    continuation_problems,
    logical_lines,
    physical_lines,
    place,
)
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar.lexical import suspect_character
from crmsh_py.source import Location, Source

MAX_CHARACTERS = 256 * 1024
"""Longer texts are refused: the longest haresources known has a few kilobytes."""

_WORD = re.compile(r"[^\s\ufeff]+")
_ADDRESS = re.compile(r"[0-9].*?\.[0-9].*?\.[0-9].*?\.[0-9].*", re.DOTALL)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
_NODE = re.compile(r"[a-z0-9_][a-z0-9_.-]{0,254}", re.IGNORECASE)
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
    """The resources that run together, in order, and the node that they prefer.

    The node is an empty text where its name is missing or wrong.  `name` is the id that
    haresources2cib gave to them, from a comment; `is_clone`: as a clone.
    """

    node: Word
    resources: tuple[Resource, ...]
    name: Word | None = None
    is_clone: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read; where an error is among the diagnostics it is not the whole file.

    `directives` are the words of the constraints that haresources2cib read in comments.
    """

    lines: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...]
    directives: tuple[tuple[Word, ...], ...] = ()


def read(text: str, name: str, shown: str | None = None) -> Reading:
    """Read a haresources file; `name` is for messages.

    A U+FFFD, for what was no UTF-8, is refused in a word but not in a comment: many old files
    have comments in Latin-1.
    They show `shown` in the place of the text: as long, and without its secrets.
    """
    visible = shown or text
    refusal = _refusal(text, name, visible)
    if refusal:
        return Reading((), (refusal,))
    physical = physical_lines(text, name, visible)
    lines: list[Line] = []
    problems = list(continuation_problems(physical))
    for logical in logical_lines(physical):
        line, found = _line(logical)
        lines += line
        problems += found
    return Reading(tuple(lines), tuple(problems), tuple(_directives(physical)))


def quoted(text: str) -> str:
    """Return a word in quotes for a message, cut if it is very long."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def parts(word: Word, separator: re.Pattern[str]) -> tuple[Word, ...]:
    """Cut a word at its separators; what is empty vanishes."""
    source, span = word.location.source, word.location.span
    return tuple(
        Word(
            word.text[start:end],
            place(source, min(span.start + start, span.end), min(span.start + end, span.end)),
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


def _refusal(text: str, name: str, visible: str) -> Diagnostic | None:
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
    source = Source(name, visible[start:at], line=len(LINE_END.findall(text, 0, start)) + 1)
    return Diagnostic(
        "undecodable-text",
        "the file has a null character: it is binary, or in another encoding than UTF-8",
        location=place(source, at - start, at - start),
    )


# ------------------------------------------------------------------ words


def _word(logical: LogicalLine, start: int, end: int) -> Word:
    return Word(logical.text[start:end], logical.place(start, end))


def _line(logical: LogicalLine) -> tuple[list[Line], list[Diagnostic]]:
    """Read a logical line: no line where it is empty.

    One that does not begin with the name of a node is read all the same, to find all errors.
    """
    spans = [match.span() for match in _WORD.finditer(logical.text)]
    if not spans:
        return [], []
    words = {span: _word(logical, *span) for span in spans}
    node = words[spans[0]]
    problems = {span: found for span, word in words.items() if (found := _word_problem(word))}
    problems |= {span: _lost_break(words[span]) for span in spans[1:] if _is_backslash(words[span])}
    if node_problem := problems.get(spans[0]) or _node_problem(node):
        problems = {spans[0]: node_problem} | problems
        first = 0 if node_problem.code == "missing-node" else 1
        wrong = set(problems) - {spans[0]}
        resources = _resources(logical, spans[first:], wrong)
        return [Line(Word("", node.location), resources)], list(problems.values())
    if len(spans) == 1:
        return [Line(_lowered(node), ())], [_nothing_to_run(node)]
    name, is_clone = _name(logical)
    resources = _resources(logical, spans[1:], set(problems))
    return [Line(_lowered(node), resources, name, is_clone)], list(problems.values())


def _resources(
    logical: LogicalLine, spans: list[tuple[int, int]], wrong: set[tuple[int, int]]
) -> tuple[Resource, ...]:
    return tuple(_resource(logical, span) for span in spans if span not in wrong)


def _name(logical: LogicalLine) -> tuple[Word | None, bool]:
    """Return the id that a comment gives to the resources of a line, and whether as a clone."""
    last = logical.physical[-1]
    found = annotation(last.text)
    if not found:
        return None, False
    return Word(found.name, place(last.source, found.start, found.end)), found.is_clone


def _lowered(node: Word) -> Word:
    """Return a node's name as heartbeat compares it: it lower-cased those of ha.cf too."""
    return Word(node.text.lower(), node.location)


def _resource(logical: LogicalLine, span: tuple[int, int]) -> Resource:
    start, end = span
    text = logical.text[start:end]
    pieces = tuple(
        _word(logical, start + first, start + last) for first, last in _cut(text, _COLONS)
    )
    whole = _word(logical, start, end)
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
            f"the word {_named(word)} has the character {character} at its place {offset + 1}",
            location=word.location,
            hint=f"type {plain!r} instead" if plain else "remove it: it is invisible",
        )
    return None


def _is_backslash(word: Word) -> bool:
    return word.text == "\\"


def _lost_break(word: Word) -> Diagnostic:
    """Tell of a backslash between words: the shell that heartbeat ran dropped it."""
    return Diagnostic(
        "blank-after-backslash",
        "the backslash in the middle of the line is left out",
        Severity.WARNING,
        location=word.location,
        hint="a line break got lost behind it: check that what follows belongs to this line",
    )


def _named(word: Word) -> str:
    """Return a word in quotes, without arguments: they may be secret."""
    return quoted(word.text.partition("::")[0] or word.text)


def _node_problem(node: Word) -> Diagnostic | None:
    if "::" in node.text or _ADDRESS.fullmatch(node.text):
        return Diagnostic(
            "missing-node",
            f"the line begins with the resource {_named(node)} instead of a node",
            location=node.location,
            hint="put the name of the preferred node first; a line that continues the one above"
            " needs a backslash at the end of that one",
        )
    if not _NODE.fullmatch(node.text):
        return Diagnostic(
            "invalid-argument",
            f"{_named(node)} is no name of a node",
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


def _directives(physical: list[Physical]) -> Iterator[tuple[Word, ...]]:
    for line in physical:
        spans = directive(line.text)
        if spans:
            yield tuple(
                Word(line.text[start:end], place(line.source, start, end)) for start, end in spans
            )
