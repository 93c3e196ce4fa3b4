"""What the stretches of a text are, for each language that replies are in (`Reply.syntax`)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from crmsh_py.assist.marks.configuration import marks_of_configuration
from crmsh_py.assist.marks.elements import element_marks
from crmsh_py.assist.marks.mark import Mark

_CHUNK_LINES = 200
_STATEMENT = re.compile(r"(?<!\\)\n(?=\S)")
"""Where a statement may begin: a line that goes on ends in a backslash, or is indented."""

_ELEMENT = re.compile(r"\n(?=\s*<)")
_LINE = re.compile(r"\n")


class Stretch(NamedTuple):
    """Part of a text from an offset to another, and the name of its style."""

    start: int
    end: int
    style: str


_DIFF = re.compile(
    r"^(?:(?P<changed>[~@].*|\+\+\+ .*|--- .*)|(?P<added>\+.*)|(?P<removed>-.*))$", re.MULTILINE
)
_SAID = re.compile(
    r"^(?P<place>[^\s:](?:(?!: ).)*?:\d+:\d+:)(?= )"
    r"|\b(?P<error>error):|\b(?P<warning>warning):|\b(?P<info>info):"
    r"|^ +\t*\s*(?P<caret>\^+)$"
    r"|(?P<code>\[[a-z0-9-]+\])$"
    r"|^  (?P<hint>hint:.*(?:\n {8}.*)*)",
    re.MULTILINE,
)
_JSON = re.compile(r"(?P<name>\"[\w-]+\":)|(?P<mask>\*{6})")
_COROSYNC = re.compile(
    r"^[ \t]*(?:(?P<comment>#.*)|(?P<clause>[\w-]+)(?=[ \t]*\{)|(?P<name>[\w.-]+:))"
    r"|(?P<mask>\*{6})",
    re.MULTILINE,
)
_NOTHING: tuple[Stretch, ...] = ()


def _of_marks(marks: Iterable[Mark]) -> Iterator[Stretch]:
    return (Stretch(one.span.start, one.span.end, one.style) for one in marks)


def _configuration(text: str) -> Iterator[Stretch]:
    return _of_marks(marks_of_configuration(text))


def _elements(text: str) -> Iterator[Stretch]:
    return _of_marks(element_marks(text, 0))


def _by_pattern(pattern: re.Pattern[str], room: str, text: str) -> Iterator[Stretch]:
    """Yield what a pattern's groups match; the group `hint` in the room `say.` is `say.hint`."""
    for found in pattern.finditer(text):
        group = found.lastgroup
        assert group is not None
        yield Stretch(found.start(group), found.end(group), room + group)


said = partial(_by_pattern, _SAID, "say.")

_LANGUAGES: Mapping[str, tuple[re.Pattern[str], Callable[[str], Iterable[Stretch]]]] = {
    "crm": (_STATEMENT, _configuration),
    "xml": (_ELEMENT, _elements),
    "diff": (_LINE, partial(_by_pattern, _DIFF, "diff.")),
    "corosync": (_LINE, partial(_by_pattern, _COROSYNC, "")),
    "json": (_LINE, partial(_by_pattern, _JSON, "")),
    "problems": (re.compile(r"\n(?=\S)"), said),
}


def stretches(text: str, syntax: str) -> Iterator[tuple[str, Iterable[Stretch]]]:
    """Yield a text in parts, each with what its stretches are, so that no time is lost.

    A part ends where something new begins in its language; of others nothing is known.
    """
    if syntax not in _LANGUAGES:
        yield text, _NOTHING
        return
    boundary, marks = _LANGUAGES[syntax]
    start, lines = 0, 0
    for found in boundary.finditer(text):
        lines += 1
        if lines == _CHUNK_LINES:
            part = text[start : found.end()]
            yield part, marks(part)
            start, lines = found.end(), 0
    yield text[start:], marks(text[start:])
