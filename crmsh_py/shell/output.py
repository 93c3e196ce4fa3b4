"""Replies and diagnostics as text.  Data go to one stream, words to the other.

JSON lines are in `json_output`, colours in `rich_output`.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TextIO
from unicodedata import category, east_asian_width

from crmsh_py.commands.context import Reply
from crmsh_py.commands.problems import CONTEXT, source_line
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.secrets import hide
from crmsh_py.source import Location, Source, nearby

_ERASE_LINE = "\x1b[K"
"""What terminals take for: nothing from the cursor to the end of the line (ECMA-48, EL)."""

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


def _offset(source: Source, position: int) -> int:
    """Return where a position is in its line, as the line is shown."""
    before = source.lead + source.text[:position]
    return len(hide(before).rpartition("\n")[2])


def _excerpt(location: Location) -> list[str]:
    """Return the source line and the line with the caret under it."""
    place = nearby(location, CONTEXT)
    source, span = place.source, place.span
    line = source_line(place)
    if not line.strip():
        return []
    offset = min(_offset(source, span.start), len(line))
    ends_here = "\n" not in source.text[span.start : span.end]
    end = min(_offset(source, span.end), len(line)) if ends_here else len(line)
    part, start = _cut(line, offset)
    shown = _printable(part)
    marked = shown[start : start + max(1, end - offset)]
    gap = "".join("\t" if c == "\t" else "  " if _is_wide(c) else " " for c in shown[:start])
    carets = "".join("^^" if _is_wide(c) else "^" for c in marked) or "^"
    return [f"    {shown}", f"    {gap}{carets}"]


def _cut(line: str, offset: int) -> tuple[str, int]:
    if len(line) <= _WIDEST:
        return line, offset
    start = max(0, min(offset - _WIDEST // 2, len(line) - _WIDEST))
    return line[start : start + _WIDEST], offset - start


def _printable(text: str) -> str:
    """Return a line without what would steer the terminal."""
    return "".join(c if c == "\t" or c.isprintable() or category(c) == "Zs" else "?" for c in text)


_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def tame(text: str) -> str:
    """Return data as a terminal may get them: what would steer it, in a value, is a `?`."""
    return _STEERING.sub("?", text)


def _is_wide(character: str) -> bool:
    """Tell whether a terminal shows a character two columns wide."""
    return ord(character) >= 0x1100 and east_asian_width(character) in "WF"


class Output:
    """Where replies go: data to `out`, words to `err`; either may be closed (None).

    When the reader of a pipe goes away, that is its right: what follows is not written, and
    the commands go on.  Data that cannot be written otherwise are an error.
    """

    def __init__(self, out: TextIO | None, err: TextIO | None) -> None:
        self._out = out
        self._err = err
        self._shows_progress = False
        self.is_silent = False
        """Whether the reader of standard output went away."""

    @property
    def stream(self) -> TextIO | None:
        """Where data go."""
        return self._out

    @property
    def is_screen(self) -> bool:
        """Whether data go to a terminal, where they can be drawn in place."""
        return self._out is not None and self._out.isatty()

    def reply(self, reply: Reply) -> None:
        """Write a reply.  Raises CrmError (cannot-write)."""
        self.diagnostics(reply.diagnostics)
        if reply.text:
            on_screen = self.is_screen
            text = tame(reply.masked or reply.text) if on_screen else reply.text
            self.data(replace(reply, text=text))
        for note in reply.notes:
            self.note(note)

    def data(self, reply: Reply) -> None:
        """Write data.  Raises CrmError (cannot-write)."""
        self.write(reply.text)

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Write problems, each once."""
        for text in dict.fromkeys(map(render, diagnostics)):
            self.say(text)

    def note(self, note: str) -> None:
        """Write a remark."""
        self.say(hide(note))

    def write(self, text: str) -> None:
        """Write to standard output.  Raises CrmError (cannot-write)."""
        if self._out is None:
            raise CrmError(Diagnostic("cannot-write", "standard output is closed"))
        self.progress("")
        try:
            self._out.write(text)
            self._out.flush()
        except BrokenPipeError:
            self.is_silent = True
            silence(self._out)
        except OSError as error:
            silence(self._out)
            words = f"standard output cannot be written: {error.strerror}"
            raise CrmError(Diagnostic("cannot-write", words)) from None

    def say(self, text: str) -> None:
        """Write a line to standard error; if nobody listens, that is no error."""
        self.progress("")
        self._say(f"{text}\n")

    def progress(self, text: str) -> None:
        """Show what is going on in a line that the next one takes the place of; "": none any more.

        Only on a terminal: a log gets no such lines.
        """
        if self._err is None or not (text or self._shows_progress) or not self._err.isatty():
            return
        width = (os.get_terminal_size(self._err.fileno()).columns or 80) - 1
        self._say(f"\r{_printable(hide(text))[:width]}{_ERASE_LINE}" + ("" if text else "\r"))
        self._shows_progress = bool(text)

    def _say(self, text: str) -> None:
        if self._err is None:
            return
        try:
            self._err.write(text)
            self._err.flush()
        except OSError:
            silence(self._err)


def silence(stream: TextIO) -> None:
    """Send what is still in a stream, and all that follows, to nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
