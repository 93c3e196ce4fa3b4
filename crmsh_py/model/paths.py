"""Paths to single values, such as `db.op[monitor,role=Promoted].timeout`: texts, read and written.

    PATH     = OBJECT { "." PART } [ "." NAME ]
    PART     = WORD [ "[" SELECTOR { "," SELECTOR } "]" ]
    SELECTOR = VALUE | KEY "=" VALUE

Where the object's id ends and where the name begins is not for the text to say, since both may
hold dots: `places` compares the segments with what there is.  A name, and the value of a selector,
that holds a character of the grammar stands in quotes.  `*` and `?` outside quotes are patterns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.source import Location, Source, Span

_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|\\."
_WORD = re.compile(rf"(?:{_QUOTED}|[^.\[\]\"'\\])+", re.DOTALL)
_KEY = re.compile(r"(?P<key>[\w-]+)=")
_VALUE = re.compile(rf"(?:{_QUOTED}|[^,\[\]\"'\\])*", re.DOTALL)
_PIECE = re.compile(
    r"\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>[^']*)'|\\(?P<escaped>.)|(?P<bare>[^\"'\\]+)",
    re.DOTALL,
)
_ASSIGNMENT = re.compile(
    rf"(?P<path>(?:{_QUOTED}|\[(?:{_QUOTED}|[^\]\"'\\])*\]|[^=\[\]\"'\\])+)=(?P<value>.*)",
    re.DOTALL,
)
_PLAIN = re.compile(r"(?!@)[^\s.,=*?\[\]\"'\\]+")
_PLAIN_WORD = re.compile(r"[^\s,=*?\[\]\"'\\]+")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a path without its quotes; `pattern` is there if wildcards stand in it."""

    text: str
    pattern: re.Pattern[str] | None = None
    quoted: bool = False

    def matches(self, value: str | None) -> bool:
        """Tell whether a value is the one that is meant, or one of them."""
        if value is None:
            return False
        return value == self.text if self.pattern is None else bool(self.pattern.fullmatch(value))


@dataclass(frozen=True, slots=True)
class Selector:
    """What tells a part from others of its kind: an attribute's value; its name without key."""

    key: str | None
    value: Text


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two dots of a path."""

    word: Text
    selectors: tuple[Selector, ...] = ()
    span: Span = field(default=Span(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """A path as it was typed; `location` is the word of the command that it begins."""

    text: str
    segments: tuple[Segment, ...]
    location: Location | None = None

    @property
    def is_pattern(self) -> bool:
        """Whether wildcards stand anywhere in it."""
        return any(
            text.pattern is not None
            for one in self.segments
            for text in (one.word, *(selector.value for selector in one.selectors))
        )

    def error(
        self, code: str, message: str, *, at: Sequence[Segment] = (), hint: str | None = None
    ) -> CrmError:
        """Return an error that points at some segments, at the whole path without them."""
        span = Span(at[0].span.start, at[-1].span.end) if at else Span(0, len(self.text))
        return _error(code, message, place_in(self.text, self.location, span), hint)


def place_in(text: str, location: Location | None, span: Span) -> Location:
    """Return where a stretch of a path was typed; all of the word if quotes stand in between."""
    if location is None:
        return Location(Source("<path>", text), span)
    start = location.span.start
    if location.source.text[start : start + len(text)] != text:
        return location
    return Location(location.source, Span(start + span.start, start + span.end))


def _error(code: str, message: str, location: Location, hint: str | None = None) -> CrmError:
    return CrmError(Diagnostic(code, message, location=location, hint=hint))


# ------------------------------------------------------------------ reading


def parse(text: str, location: Location | None = None) -> Path:
    """Read a path.  Raises CrmError (syntax-error)."""
    segments: list[Segment] = []
    at = 0
    while True:
        segment, at = _segment(text, at, location)
        segments.append(segment)
        if at == len(text):
            return Path(text, tuple(segments), location)
        if text[at] != ".":
            raise _expected("'.' or the end", text, at, location)
        at += 1


def _segment(text: str, start: int, location: Location | None) -> tuple[Segment, int]:
    word = _WORD.match(text, start)
    if word is None:
        raise _expected("a name", text, start, location)
    at = word.end()
    selectors: list[Selector] = []
    while text[at : at + 1] == ("," if selectors else "["):
        selector, at = _selector(text, at + 1, location)
        selectors.append(selector)
    if selectors:
        if text[at : at + 1] != "]":
            raise _expected("',' or ']'", text, at, location)
        at += 1
    return Segment(_unquoted(word[0]), tuple(selectors), Span(start, at)), at


def _selector(text: str, start: int, location: Location | None) -> tuple[Selector, int]:
    key = _KEY.match(text, start)
    begin = key.end() if key else start
    value = _VALUE.match(text, begin)
    if value is None or (not value[0] and key is None):
        raise _expected("a selector", text, begin, location)
    return Selector(key["key"] if key else None, _unquoted(value[0])), value.end()


def _expected(what: str, text: str, at: int, location: Location | None) -> CrmError:
    found = repr(text[at]) if at < len(text) else "the end of the path"
    message = f"expected {what}, found {found}"
    if text[at : at + 1] in {'"', "'"}:
        message = "a quotation mark is not closed"
    hint = "a path is OBJECT.NAME or OBJECT.PART[SELECTOR].NAME, such as vip.params.ip"
    place = place_in(text, location, Span(at, min(at + 1, len(text))))
    return _error("syntax-error", message, place, hint)


def _unquoted(raw: str) -> Text:
    """Return a text without its quotes; a wildcard is one only outside of them."""
    text, pattern, wild, quoted = "", "", False, False
    for piece in _PIECE.finditer(raw):
        kind = piece.lastgroup or "bare"
        if kind == "bare":
            text += piece["bare"]
            pattern += re.escape(piece["bare"]).replace(r"\*", ".*").replace(r"\?", ".")
            wild = wild or bool(re.search(r"[*?]", piece["bare"]))
            continue
        inner = re.sub(r"\\(.)", r"\1", piece[kind]) if kind == "double" else piece[kind]
        text, pattern, quoted = text + inner, pattern + re.escape(inner), True
    return Text(text, re.compile(pattern, re.DOTALL) if wild else None, quoted)


def split_assignment(text: str) -> tuple[str, str] | None:
    """Return the path and the value of `PATH=VALUE`, None if there is no such `=`."""
    found = _ASSIGNMENT.fullmatch(text)
    return (found["path"], found["value"]) if found else None


# ------------------------------------------------------------------ writing


def name_text(name: str) -> str:
    """Return the name of a value as it stands in a path."""
    return name if _PLAIN.fullmatch(name) else _quoted(name)


def word_text(name: str) -> str:
    """Return an object or a selector's value as it stands in a path: dots need no quotes."""
    return name if _PLAIN_WORD.fullmatch(name) else _quoted(name)


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
