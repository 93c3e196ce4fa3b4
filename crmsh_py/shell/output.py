"""Diagnostics and replies as text or JSON lines.  Data go to one stream, words to the other."""

import json
from collections.abc import Iterable
from typing import Any, TextIO
from unicodedata import east_asian_width

from crmsh_py.commands.context import Reply
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.secrets import hide
from crmsh_py.source import Location

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
        lines.append(f"  hint: {hide(diagnostic.hint)}")
    return "\n".join(lines)


def _excerpt(location: Location) -> list[str]:
    """Return the source line, secrets hidden, and the line with the caret under it."""
    source, span = location.source, location.span
    line = source.line_at(span.start)
    if not line.strip():
        return []
    start = span.start - (source.text.rfind("\n", 0, span.start) + 1)
    end = min(len(line), max(span.end - span.start, 1) + start)
    before, marked = hide(line[:start]), line[start:end]
    shown = hide(line)
    if shown != line:
        marked = hide(line[:end])[len(before) :] or marked[:1]
    offset = len(before)
    shown, offset = _cut(_printable(shown), offset)
    width = max(1, min(len(marked), len(shown) - offset))
    gap = "".join("\t" if c == "\t" else "  " if _is_wide(c) else " " for c in shown[:offset])
    carets = "".join("^^" if _is_wide(c) else "^" for c in shown[offset : offset + width]) or "^"
    return [f"    {shown}", f"    {gap}{carets}"]


def _cut(line: str, offset: int) -> tuple[str, int]:
    if len(line) <= _WIDEST:
        return line, offset
    start = max(0, min(offset - _WIDEST // 2, len(line) - _WIDEST))
    return line[start : start + _WIDEST], offset - start


def _printable(text: str) -> str:
    """Return a line without what would steer the terminal."""
    return "".join(c if c == "\t" or c.isprintable() or ord(c) >= 0xA0 else "?" for c in text)


def _is_wide(character: str) -> bool:
    """Tell whether a terminal shows a character two columns wide."""
    return ord(character) >= 0x1100 and east_asian_width(character) in "WF"


def record(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic for `--json`; absent parts are null."""
    location = diagnostic.location
    line, column = location.position if location else (None, None)
    text = location.source.line_at(location.span.start) if location else None
    return {
        "schema": "crm/1",
        "kind": "diagnostic",
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": hide(diagnostic.message),
        "subject": hide(diagnostic.subject) if diagnostic.subject else None,
        "file": location.name if location else None,
        "line": line,
        "column": column,
        "text": hide(text) if text is not None else None,
        "hint": hide(diagnostic.hint) if diagnostic.hint else None,
        "forceable": diagnostic.forceable,
        "exit_status": int(diagnostic.status),
    }


class Output:
    """Where replies go: data to `out`, words to `err`; either may be closed (None)."""

    def __init__(self, out: TextIO | None, err: TextIO | None) -> None:
        self._out = out
        self._err = err

    def reply(self, reply: Reply) -> None:
        """Write a reply."""
        self.diagnostics(reply.diagnostics)
        if reply.text:
            self.data(reply)
        for note in reply.notes:
            self.note(note)

    def data(self, reply: Reply) -> None:
        """Write data."""
        if self._out is not None:
            self._out.write(reply.text)
            self._out.flush()

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Write problems, each once."""
        for text in dict.fromkeys(map(render, diagnostics)):
            self._words(text)

    def note(self, note: str) -> None:
        """Write a remark."""
        self._words(hide(note))

    def _words(self, text: str) -> None:
        if self._err is not None:
            self._err.write(f"{text}\n")
            self._err.flush()


class JsonOutput(Output):
    """One JSON object a line: data on standard output, problems and remarks on standard error."""

    def data(self, reply: Reply) -> None:
        """Write the records of a reply."""
        if self._out is not None:
            for one in reply.records or ({"kind": "text", "text": reply.text},):
                self._out.write(_json({"schema": "crm/1", **one}))
            self._out.flush()

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Write problems."""
        for one in dict.fromkeys(diagnostics):
            self._words(_json(record(one)).rstrip("\n"))

    def note(self, note: str) -> None:
        """Write a remark."""
        self._words(_json({"schema": "crm/1", "kind": "note", "text": hide(note)}).rstrip("\n"))


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
