"""Replies and diagnostics as text.  Data go to one stream, words to the other.

JSON lines are in `json_output`, colours in `rich_output`.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TextIO

from crmsh_py.commands.context import Reply
from crmsh_py.commands.rendering import printable, render
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.secrets import hide

_ERASE_LINE = "\x1b[K"
"""What terminals take for: nothing from the cursor to the end of the line (ECMA-48, EL)."""

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def tame(text: str) -> str:
    """Return data as a terminal may get them: what would steer it, in a value, is a `?`."""
    return _STEERING.sub("?", text)


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
        self._say(f"\r{printable(hide(text))[:width]}{_ERASE_LINE}" + ("" if text else "\r"))
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
