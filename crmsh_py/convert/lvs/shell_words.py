"""Words of a shell script: where one begins and ends, and what it comes to.

Only what scripts with ipvsadm use: quotes, variables, comments, continuation, here-documents.
What depends on a program's output stays unknown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from crmsh_py.source import Location, Source, Span


class Part(Enum):
    """What a piece of a word is."""

    TEXT = "text"
    QUOTED = "quoted"
    VARIABLE = "variable"
    QUOTED_VARIABLE = "quoted variable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its pieces; `line` counts from 0, the span is that in the line."""

    parts: tuple[tuple[Part, str], ...]
    line: int
    span: Span
    raw: str

    @property
    def plain(self) -> str:
        """The word if it holds neither quotes nor variables, else nothing: keywords are such."""
        return self.parts[0][1] if [one for one, _ in self.parts] == [Part.TEXT] else ""


@dataclass(frozen=True, slots=True)
class Operator:
    """What separates commands, or redirects."""

    text: str
    line: int
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """The lines of a here-document, with the number of the first one."""

    lines: tuple[str, ...]
    line: int
    is_literal: bool


Token = Word | Operator | Document


@dataclass(frozen=True, slots=True)
class Argument:
    """A word as a command gets it; `is_known` unless it depends on something not in the script."""

    text: str
    location: Location
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Script:
    """A text by lines, for places."""

    name: str
    lines: tuple[str, ...]

    def place(self, token: Token) -> Location:
        """Return where a word stands."""
        line = self.lines[token.line] if token.line < len(self.lines) else ""
        span = Span(0, len(line)) if isinstance(token, Document) else token.span
        return Location(Source(self.name, line, token.line + 1), span)


_BLANK = re.compile(r"(?:[^\S\n]|\\\r?\n)+")
_COMMENT = re.compile(r"#[^\n]*")
_OPERATOR = re.compile(r"\n|;;|;|&&|\|\||\||\d*(?:>>|>&|>|<<<|<<-|<<|<&|<)|&>|&|\(|\)")
_PIECES = (
    (Part.QUOTED, re.compile(r"'([^']*)(?:'|\Z)")),
    (Part.UNKNOWN, re.compile(r"(\$\((?:[^()]|\([^()]*\))*\)?|`[^`]*`?)")),
    (Part.VARIABLE, re.compile(r"\$(\w+|[@*#?$!-]|\{[^{}\n]*\})")),
    (Part.TEXT, re.compile(r"\\\r?\n()")),
    (Part.QUOTED, re.compile(r"\\(.?)", re.DOTALL)),
    (Part.TEXT, re.compile(r"([^\s;&|()<>'\"\\$`]+|\$)")),
)
_IN_QUOTES = (
    (Part.UNKNOWN, _PIECES[1][1]),
    (Part.QUOTED_VARIABLE, _PIECES[2][1]),
    (Part.TEXT, _PIECES[3][1]),
    (Part.QUOTED, re.compile(r"\\([\"\\$`])")),
    (Part.QUOTED, re.compile(r"([^\"\\$`]+|[\\$`])")),
)
_PARAMETER = re.compile(r"\{?(\w+|[@*#?$!-])(?:\[([@*]|\$?\w+)\])?(?::?-([^{}]*))?\}?")
_LONGEST_NUMBER = 6
_ELEMENT = "\x1f"
"""Stands in front of each element in the value of an array."""


def tokens(script: Script) -> Iterator[Token]:
    """Yield the words and operators of a script."""
    text = "\n".join(script.lines)
    yield from _Tokenizer(text).tokens()


class _Tokenizer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line, self._line_start = 0, 0
        self._due: list[Word] = []  # ends of here-documents that begin on the next line
        self._wants_end = False

    def tokens(self) -> Iterator[Token]:
        while self._at < len(self._text):
            if self._skip(_BLANK) or self._skip(_COMMENT):
                continue
            operator = _OPERATOR.match(self._text, self._at)
            if operator is not None:
                yield from self._operator(operator)
            else:
                yield self._word()

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._advance(found.end())
        return found is not None

    def _advance(self, to: int) -> None:
        newlines = self._text.count("\n", self._at, to)
        if newlines:
            self._line += newlines
            self._line_start = self._text.rindex("\n", self._at, to) + 1
        self._at = to

    def _operator(self, found: re.Match[str]) -> Iterator[Token]:
        line, start = self._line, self._at - self._line_start
        span = Span(start, start + len(found[0].strip("\n")))
        self._advance(found.end())
        if found[0].lstrip("0123456789") in {"<<", "<<-"}:
            self._wants_end = True
        yield Operator(found[0], line, span)
        if found[0] == "\n":
            for word in self._due:
                yield self._document(word)
            self._due = []

    def _document(self, end: Word) -> Document:
        mark = "".join(text for _, text in end.parts)
        first, lines = self._line, []
        while self._at < len(self._text):
            stop = self._text.find("\n", self._at)
            stop = len(self._text) if stop < 0 else stop
            line = self._text[self._at : stop]
            self._advance(min(stop + 1, len(self._text)))
            if line.strip() == mark:
                break
            lines.append(line)
        quoted = any(part is Part.QUOTED for part, _ in end.parts)
        return Document(tuple(lines), first, quoted)

    def _word(self) -> Word:
        line, start, begin = self._line, self._at - self._line_start, self._at
        parts: list[tuple[Part, str]] = []
        while self._at < len(self._text):
            if self._text[self._at] == '"':
                self._quotes(parts)
            elif not self._piece(_PIECES, parts):
                break
        assert self._at > begin
        raw = self._text[begin : self._at]
        shown = raw.partition("\n")[0]
        word = Word(_joined(parts), line, Span(start, start + len(shown)), raw)
        if self._wants_end:
            self._due.append(word)
            self._wants_end = False
        return word

    def _quotes(self, parts: list[tuple[Part, str]]) -> None:
        self._advance(self._at + 1)
        parts.append((Part.QUOTED, ""))
        while self._at < len(self._text) and self._text[self._at] != '"':
            self._piece(_IN_QUOTES, parts)
        self._advance(min(self._at + 1, len(self._text)))

    def _piece(
        self, kinds: tuple[tuple[Part, re.Pattern[str]], ...], parts: list[tuple[Part, str]]
    ) -> bool:
        for kind, pattern in kinds:
            found = pattern.match(self._text, self._at)
            if found is not None and found.end() > self._at:
                parts.append((kind, found[1]))
                self._advance(found.end())
                return True
        return False


def _joined(parts: list[tuple[Part, str]]) -> tuple[tuple[Part, str], ...]:
    """Join neighbouring pieces of text, which continuation lines tear apart."""
    joined: list[tuple[Part, str]] = []
    for kind, text in parts:
        if kind is Part.TEXT and joined and joined[-1][0] is Part.TEXT:
            joined[-1] = (kind, joined[-1][1] + text)
        else:
            joined.append((kind, text))
    return tuple(joined)


# ------------------------------------------------------------------ what a word comes to

Variables = Mapping[str, str | None]
"""The values of variables; None for one whose value is not known."""


def value(word: Word, variables: Variables) -> tuple[str, bool]:
    """Return a word as one text, and whether all of it is known."""
    pieces = [_piece_value(kind, text, variables) for kind, text in word.parts]
    texts = (" ".join(_elements(text)) if _ELEMENT in text else text for text, _ in pieces)
    return "".join(texts), all(known for _, known in pieces)


def arguments(script: Script, word: Word, variables: Variables) -> list[Argument]:
    """Return what a command gets for a word: a variable without quotes may be several words."""
    place = script.place(word)
    fields: list[tuple[str, bool]] = []
    is_open = False
    for kind, text in word.parts:
        content, known = _piece_value(kind, text, variables)
        if kind is Part.QUOTED_VARIABLE and known and text.endswith("[@]}"):
            fields = _of_array(fields, content, is_open=is_open)
            is_open = bool(fields)
            continue
        if kind is not Part.VARIABLE or not known:
            fields = _glued(fields, content, known, to_last=is_open)
            is_open = True
            continue
        for index, field in enumerate(content.split()):
            glue = is_open and index == 0 and not content[:1].isspace()
            fields = _glued(fields, field, known, to_last=glue)
            is_open = True
        is_open = is_open and not content[-1:].isspace()
    return [Argument(text, place, known) for text, known in fields]


def _of_array(
    fields: list[tuple[str, bool]], content: str, *, is_open: bool
) -> list[tuple[str, bool]]:
    """Add the elements of an array that stands in quotes, a field each."""
    elements = _elements(content)
    if not elements and fields == [("", True)]:
        return []  # of an empty array nothing is left, not even the quotes
    for index, element in enumerate(elements):
        fields = _glued(fields, element, True, to_last=is_open and index == 0)
    return fields


def array_of(elements: Sequence[str]) -> str:
    """Return an array as the value of a variable."""
    return "".join(f"{_ELEMENT}{one}" for one in elements)


def _glued(
    fields: list[tuple[str, bool]],
    text: str,
    known: bool,
    *,
    to_last: bool,
) -> list[tuple[str, bool]]:
    if to_last and fields:
        before, was_known = fields.pop()
        fields.append((before + text, was_known and known))
    else:
        fields.append((text, known))
    return fields


def _piece_value(kind: Part, text: str, variables: Variables) -> tuple[str, bool]:
    if kind in {Part.TEXT, Part.QUOTED}:
        return text, True
    if kind is Part.UNKNOWN:
        return text, False
    found = _PARAMETER.fullmatch(text)
    name = found[1] if found else text
    content = variables.get(name)
    if content is not None:
        content = _indexed(content, found[2] if found else None, kind, variables)
    elif found is not None and name not in variables and found[3] is not None:
        content = found[3].strip("\"'")
    return (f"${text}", False) if content is None else (content, True)


def _elements(content: str) -> list[str]:
    return content.split(_ELEMENT)[1:] if _ELEMENT in content else [content] if content else []


def _indexed(content: str, index: str | None, kind: Part, variables: Variables) -> str | None:
    """Return what a variable comes to with an index; None for an element that is not there."""
    if index == "@" and kind is Part.QUOTED_VARIABLE:
        return content  # each element becomes a field of its own
    elements = _elements(content)
    if index in {"@", "*"}:
        return " ".join(elements)
    if index is None:
        return (elements or [""])[0]
    number = index if index.isdigit() else variables.get(index.removeprefix("$")) or ""
    if number.isascii() and number.isdigit() and len(number) < _LONGEST_NUMBER:
        return elements[int(number)] if int(number) < len(elements) else None
    return None
