"""Problems as text: what a terminal, a log and `lint` show of each."""

import re
from unicodedata import category, east_asian_width

from crmsh_py.commands.problems import CONTEXT, source_line
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.secrets import hide
from crmsh_py.source import Location, Source, nearby

_NO_TAB = re.compile(r"[^\t]")
_WIDEST = 160
"""Longer source lines are cut around the caret."""


def render(diagnostic: Diagnostic) -> str:
    """Return a diagnostic as `FILE:LINE:COLUMN: error: text [code]`, source line, caret, hint."""
    head = f"{diagnostic.severity}: {hide(diagnostic.message)} [{diagnostic.code}]"
    lines = [head]
    if diagnostic.location is not None:
        line, column = diagnostic.location.position
        lines = [f"{diagnostic.location.name}:{line}:{column}: {head}"]
        lines += _excerpt(diagnostic.location)
    if diagnostic.hint:
        hint = hide(diagnostic.hint).rstrip("\n").replace("\n", "\n        ")
        lines.append(f"  hint: {hint}")
    return "\n".join(lines)


def _offset(source: Source, position: int, line: str) -> int:
    """Return where a position is in its line, as the line is shown."""
    before = source.lead + source.text[:position]
    own = before.rpartition("\n")[2]
    if line.startswith(own):  # the everyday case: nothing in front of it is hidden
        return len(own)
    return len(hide(before).rpartition("\n")[2])


def _excerpt(location: Location) -> list[str]:
    """Return the source line and the line with the caret under it."""
    place = nearby(location, CONTEXT)
    source, span = place.source, place.span
    line = source_line(place)
    if not line.strip():
        return []
    offset = min(_offset(source, span.start, line), len(line))
    ends_here = "\n" not in source.text[span.start : span.end]
    end = min(_offset(source, span.end, line), len(line)) if ends_here else len(line)
    part, start = _cut(line, offset)
    shown = printable(part)
    marked = shown[start : start + max(1, end - offset)]
    return [f"    {shown}", f"    {_gap(shown[:start])}{_carets(marked) or '^'}"]


def _gap(text: str) -> str:
    """Return blanks as wide as a text; tabs are as wide as they are."""
    if text.isascii():
        return _NO_TAB.sub(" ", text)
    return "".join("\t" if c == "\t" else "  " if _is_wide(c) else " " for c in text)


def _carets(text: str) -> str:
    if text.isascii():
        return "^" * len(text)
    return "".join("^^" if _is_wide(c) else "^" for c in text)


def _cut(line: str, offset: int) -> tuple[str, int]:
    if len(line) <= _WIDEST:
        return line, offset
    start = max(0, min(offset - _WIDEST // 2, len(line) - _WIDEST))
    return line[start : start + _WIDEST], offset - start


def printable(text: str) -> str:
    """Return a line without what would steer the terminal."""
    if text.isprintable():
        return text
    return "".join(c if c == "\t" or c.isprintable() or category(c) == "Zs" else "?" for c in text)


def _is_wide(character: str) -> bool:
    """Tell whether a terminal shows a character two columns wide."""
    return ord(character) >= 0x1100 and east_asian_width(character) in "WF"
