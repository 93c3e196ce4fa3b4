"""Problems as text: what a terminal, a log and `lint` show of each."""

import re
from unicodedata import category

from crmsh_py.cells import cells, cells_of, cut, folded
from crmsh_py.commands.problems import CONTEXT, source_line
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.secrets import hide
from crmsh_py.source import Location, Source, nearby

_NO_TAB = re.compile(r"[^\t]")
_WIDEST = 160
"""Longer source lines are cut around the caret, on a narrower terminal those longer than it."""

_MARGIN = "    "
_HINT = "  hint: "
_TAB = "    "
"""How a tab is shown on a terminal, where nobody knows how wide tabs are."""


def render(diagnostic: Diagnostic, columns: int | None = None) -> str:
    """Return a diagnostic as `FILE:LINE:COLUMN: error: text [code]`, source line, caret, hint.

    For a terminal, of so many columns, words are wrapped and the source line is cut.
    """
    head = f"{diagnostic.severity}: {hide(diagnostic.message)} [{diagnostic.code}]"
    excerpt: list[str] = []
    if diagnostic.location is not None:
        line, column = diagnostic.location.position
        head = f"{diagnostic.location.name}:{line}:{column}: {head}"
        excerpt = _excerpt(diagnostic.location, columns)
    lines = [_fold(head, columns, "  "), *excerpt]
    if diagnostic.hint:
        hint = hide(diagnostic.hint).rstrip("\n")
        hint = _fold(hint, None if columns is None else columns - len(_HINT), "")
        lines.append(_HINT + hint.replace("\n", "\n" + " " * len(_HINT)))
    return "\n".join(lines)


def _fold(text: str, columns: int | None, hanging: str) -> str:
    return text if columns is None else folded(text, columns, hanging)


def _offset(source: Source, position: int, line: str) -> int:
    """Return where a position is in its line, as the line is shown."""
    before = source.lead + source.text[:position]
    own = before.rpartition("\n")[2]
    if line.startswith(own):  # the everyday case: nothing in front of it is hidden
        return len(own)
    return len(hide(before).rpartition("\n")[2])


def _excerpt(location: Location, columns: int | None) -> list[str]:
    """Return the source line and the line with the caret under it."""
    place = nearby(location, CONTEXT)
    source, span = place.source, place.span
    line = source_line(place)
    if not line.strip():
        return []
    offset = min(_offset(source, span.start, line), len(line))
    ends_here = "\n" not in source.text[span.start : span.end]
    end = min(_offset(source, span.end, line), len(line)) if ends_here else len(line)
    end = max(offset + 1, end)
    tab, room = "\t", _WIDEST
    if columns is not None:
        tab, room = _TAB, min(_WIDEST, columns - len(_MARGIN))
    before, marked, after = (
        printable(one).replace("\t", tab) for one in (line[:offset], line[offset:end], line[end:])
    )
    before, marked, after = _cut(before, marked, after, room)
    return [
        f"{_MARGIN}{before}{marked}{after}",
        f"{_MARGIN}{_gap(before)}{'^' * cells(marked) or '^'}",
    ]


def _gap(text: str) -> str:
    """Return blanks as wide as a text; tabs are as wide as they are."""
    if text.isascii():
        return _NO_TAB.sub(" ", text)
    return "".join("\t" if c == "\t" else " " * cells_of(c) for c in text)


def _cut(before: str, marked: str, after: str, room: int) -> tuple[str, str, str]:
    """Return as much of a line as there is room for, with what is marked in it."""
    line = before + marked + after
    width = cells(line)
    if width <= room:
        return before, marked, after
    start = max(0, min(cells(before) - room // 2, width - room))
    gone = len(cut(line, start))
    gone += cells(line[:gone]) < start  # a wide character that is half in goes as a whole
    kept = cut(line[gone:], room)
    before = before[gone:]
    marked = kept[len(before) :][: len(marked)]
    return before, marked, kept[len(before) + len(marked) :]


def printable(text: str) -> str:
    """Return a line without what would steer the terminal."""
    if text.isprintable():
        return text
    return "".join(c if c == "\t" or c.isprintable() or category(c) == "Zs" else "?" for c in text)
