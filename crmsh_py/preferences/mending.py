"""Of a text that is to be TOML, the part that is; of the rest, what is wrong with it.

The standard library tells of the first fault only, and then gives nothing.  Here a text is taken
apart into what can be read by itself, so that one slip costs one value.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.source import Location, Source, Span

_BEGINS = re.compile(r"""[ \t]*(?:\[|[\w"'.-]+[ \t]*=)""")
"""How a line begins that does not go on with the one before."""
_HEADER = re.compile(r"[ \t]*\[")
_KEY = re.compile(r"[ \t]*[\w.-]+[ \t]*=[ \t]*")
_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_BARE = re.compile(r"""[^\s"'\[{#=][^"'\[{#\n]*""")
_TRUTHS = {
    "true": "true",
    "yes": "true",
    "on": "true",
    "false": "false",
    "no": "false",
    "off": "false",
}
_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_VISIBLE = re.compile(r"[^\n]")
_LONGEST = 60
"""A longer value is not repeated in a hint."""
_MOST_LINES = 200
"""A value is not longer: what goes on for more lines lacks an end."""
_MOST_TRIES = 20
_MOST_FAULTS = 100
"""A text with more of them was not meant to be TOML."""


class Part(NamedTuple):
    """The part of a text that is TOML, blanks in place of the rest, and what it says."""

    text: str
    document: dict[str, Any]
    problems: list[Diagnostic]


class _Chunk(NamedTuple):
    """Some lines of a text: a key with its value, the name of a table, or nothing that counts."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_header(self) -> bool:
        return _HEADER.match(self.text) is not None


def sound_part(source: Source) -> Part:
    """Return what of a text is TOML, and a warning for each thing that is not."""
    fault = _fault(source.text)
    if fault is None:
        return Part(source.text, tomllib.loads(source.text), [])
    chunks = list(_chunks(source.text))
    faults = {one: found for one in chunks if (found := _fault(one.text)) is not None}
    if len(faults) > _MOST_FAULTS:
        return Part("", {}, [_no_toml(len(faults), source)])
    problems = [_malformed(one, found, source) for one, found in faults.items()]
    text = _without(source.text, chunks, list(faults))
    for _ in range(_MOST_TRIES):  # what is wrong with chunks together: a key that is said twice
        fault = _fault(text)
        if fault is None:
            return Part(text, tomllib.loads(text), problems)
        chunk = _at(chunks, _offset(text, fault))
        problems.append(_repeated(chunk, source))
        text = _without(text, chunks, [chunk])
    return Part("", {}, problems)


def _fault(text: str) -> str | None:
    """Return what the standard library has against a text, None if nothing."""
    try:
        tomllib.loads(text)
    except RecursionError:
        return "too deep"
    except ValueError as error:
        return str(error)
    return None


def _chunks(text: str) -> Iterator[_Chunk]:
    start = end = 0
    lines: list[str] = []
    for line in _LINE.findall(text):
        if lines and (
            len(lines) > _MOST_LINES or _BEGINS.match(line) or not _is_open("".join(lines))
        ):
            yield _Chunk(start, "".join(lines))
            start, lines = end, []
        lines.append(line)
        end += len(line)
    yield _Chunk(start, "".join(lines))


def _is_open(text: str) -> bool:
    """Tell whether what is wrong with a text is that it goes on: a list, a text over lines."""
    fault = _fault(text)
    return fault is not None and fault.endswith("(at end of document)")


def _without(text: str, chunks: list[_Chunk], faulty: list[_Chunk]) -> str:
    """Return a text with blanks for some chunks; what stands below a lost table's name is lost."""
    lost, parts, is_lost = set(faulty), [], False
    for one in chunks:
        if one.is_header:
            is_lost = one in lost
        is_blank = is_lost or one in lost
        own = text[one.start : one.end]
        parts.append(_VISIBLE.sub(" ", own) if is_blank else own)
    return "".join(parts)


def _at(chunks: list[_Chunk], offset: int) -> _Chunk:
    return next((one for one in chunks if one.start <= offset < one.end), chunks[-1])


def _offset(text: str, fault: str) -> int:
    """Return the offset in a text that a fault names."""
    at = _AT.search(fault)
    if at is None or at["line"] is None:
        return max(0, len(text.rstrip()) - 1)
    lines = _LINE.findall(text)
    return sum(map(len, lines[: int(at["line"]) - 1])) + int(at["column"]) - 1


def _no_toml(count: int, source: Source) -> Diagnostic:
    """Return a warning that a text is something else altogether."""
    words = f"this is no TOML, in {count} places; all of it is passed over"
    place = Location(source, Span(0, 0))
    return Diagnostic("malformed-preferences", words, Severity.WARNING, location=place)


def _malformed(chunk: _Chunk, fault: str, source: Source) -> Diagnostic:
    """Return a warning that points into a chunk that is no TOML."""
    hint = _hint(chunk)
    begins = _KEY.match(chunk.text)
    offset = begins.end() if hint and begins else _offset(chunk.text, fault)
    words, is_placed = _AT.subn("", fault)
    said = f"{words[:1].lower()}{words[1:]}" if is_placed else "the value cannot be read"
    return _warning(chunk, offset, f"this is no TOML: {said}", source, hint)


def _repeated(chunk: _Chunk, source: Source) -> Diagnostic:
    """Return a warning that what a chunk says was said before, of which the first counts."""
    words = "this was said already, further up"
    return _warning(chunk, 0, words, source, "say it once: what stands first counts")


def _warning(
    chunk: _Chunk, offset: int, message: str, source: Source, hint: str | None
) -> Diagnostic:
    offset = chunk.start + min(offset, max(0, len(chunk.text.rstrip()) - 1))
    word = _WORD.match(source.text, offset)
    place = Location(source, Span(offset, word.end() if word else offset))
    if chunk.is_header:
        message += "; what stands below it is passed over"
    return Diagnostic("malformed-preferences", message, Severity.WARNING, location=place, hint=hint)


def _hint(chunk: _Chunk) -> str | None:
    """Return how a value without quotes is to be written, if that is the matter."""
    begins = _KEY.match(chunk.text)
    bare = _BARE.match(chunk.text, begins.end()) if begins else None
    if begins is None or bare is None:
        is_old = ":" in chunk.text and "=" not in chunk.text
        return "a key and its value are written as 'key = value'" if is_old else None
    value = bare[0].strip()
    if len(value) > _LONGEST:
        return None
    meant = _TRUTHS.get(value.lower(), f'"{value}"')
    return f"write it as {begins[0].strip()} {meant}"
