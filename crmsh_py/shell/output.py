"""Replies and diagnostics as text.  Data go to one stream, words to the other.

JSON lines are in `json_output`, colours in `rich_output`.
"""

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol, TextIO

from crmsh_py.cells import folded
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Reply
from crmsh_py.commands.rendering import render
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.secrets import hide

_COLUMNS = 80
_HANGING = "  "
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def tame(text: str) -> str:
    """Return data as a terminal may get them: what would steer it, in a value, is a `?`."""
    return _STEERING.sub("?", text)


class Pager(Protocol):
    """What shows texts that are longer than the screen (`shell.paging`)."""

    def takes(self, text: str, stream: TextIO) -> bool:
        """Tell whether a text is too long for the screen."""
        ...

    def show(self, parts: Iterable[str], stream: TextIO) -> bool:
        """Show a text, made in parts as it is read; False: it could not be shown."""
        ...


class Line(Protocol):
    """What says on a terminal that a command is still at work (`shell.progress`)."""

    def tell(self, text: str) -> None:
        """Say what the command is doing; "": nothing special."""
        ...

    def going_on(self, doing: str) -> AbstractContextManager[None]:
        """Say so while a block runs, if that takes long."""
        ...

    def held(self) -> AbstractContextManager[None]:
        """Say nothing while a block runs, which has the terminal to itself."""
        ...


class Output:
    """Where replies go: data to `out`, words to `err`; either may be closed (None).

    When the reader of a pipe goes away, that is its right: what follows is not written, and
    the commands go on.  Data that cannot be written otherwise are an error.
    """

    looks: Mapping[str, str] = MappingProxyType({})
    """Styles of views to looks (`shell.themes`): none without colours."""

    def __init__(
        self, out: TextIO | None, err: TextIO | None, *, pager: Pager | None = None
    ) -> None:
        self._out = out
        self._err = err
        self._pager = pager
        self.line: Line | None = None
        """Where it is shown that something is going on; None: nowhere."""
        self.is_quiet = False
        """Whether remarks on what went well are left out."""
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
        well = self.is_quiet and reply.status is ExitStatus.OK
        self.diagnostics(
            one for one in reply.diagnostics if not (well and one.severity is Severity.INFO)
        )
        if reply.text:
            on_screen = self.is_screen
            text = tame(reply.masked or reply.text) if on_screen else reply.text
            self.data(replace(reply, text=text))
        for note in () if well else reply.notes:
            self.note(note)

    def data(self, reply: Reply) -> None:
        """Write data, or hand them to the pager.  Raises CrmError (cannot-write)."""
        if not self._is_paged(reply):
            self.write("".join(self.parts(reply)))

    def parts(self, reply: Reply, *, paged: bool = False) -> Iterable[str]:
        """Return the text of a reply as the screen gets it, in parts made when asked for.

        If it is paged there may be any number of them: only those are made that are looked at.
        """
        del paged
        return (reply.text,)

    def _is_paged(self, reply: Reply) -> bool:
        """Let the pager show data that are longer than the screen; False: nothing was shown."""
        if self._pager is None or self._out is None:
            return False
        takes = self._pager.takes(reply.text, self._out)
        if reply.view and not takes:  # a table has more lines than its text
            takes = self._pager.takes("".join(self.parts(reply)), self._out)
        if not takes:
            return False
        with self.held():
            return self._pager.show(self.parts(reply, paged=True), self._out)

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Write problems, each once."""
        columns = self._columns
        for text in dict.fromkeys(render(one, columns) for one in diagnostics):
            self.say(text)

    def note(self, note: str) -> None:
        """Write a remark."""
        columns = self._columns
        text = hide(note)
        self.say(text if columns is None else folded(text, columns, _HANGING))

    @property
    def _columns(self) -> int | None:
        """How wide the terminal is that words go to; None if they go elsewhere."""
        if self._err is None or not self._err.isatty():
            return None
        return columns_of(self._err)

    def write(self, text: str) -> None:
        """Write to standard output.  Raises CrmError (cannot-write)."""
        if self._out is None:
            raise CrmError(Diagnostic("cannot-write", "standard output is closed"))
        with self.held():
            self._write(self._out, text)

    def _write(self, out: TextIO, text: str) -> None:
        try:
            out.write(text)
            out.flush()
        except BrokenPipeError:
            self.is_silent = True
            silence(out)
        except OSError as error:
            silence(out)
            words = f"standard output cannot be written: {error.strerror}"
            raise CrmError(Diagnostic("cannot-write", words)) from None

    def say(self, text: str) -> None:
        """Write a line to standard error; if nobody listens, that is no error."""
        if self._err is None:
            return
        with self.held():
            try:
                self._err.write(f"{self._words(text)}\n")
                self._err.flush()
            except OSError:
                silence(self._err)

    def _words(self, text: str) -> str:
        """Return words as standard error gets them; names of files can hold anything."""
        return tame(text) if self._err is not None and self._err.isatty() else text

    # -- what is going on

    def progress(self, text: str) -> None:
        """Say what a command is doing, in place of what was said before; "": nothing special.

        Only on a terminal, and only if it takes a while: a log gets no such lines.
        """
        if self.line is not None:
            self.line.tell(text)

    def going_on(self, doing: str) -> AbstractContextManager[None]:
        """Show that something is going on while a block runs, if that takes a while."""
        return nullcontext() if self.line is None else self.line.going_on(doing)

    def held(self) -> AbstractContextManager[None]:
        """Show nothing of the kind while a block runs, which has the terminal to itself."""
        return nullcontext() if self.line is None else self.line.held()


def columns_of(terminal: TextIO) -> int:
    """Return how wide a terminal is; a serial line does not know it."""
    try:
        return os.get_terminal_size(terminal.fileno()).columns or _COLUMNS
    except (OSError, ValueError):
        return _COLUMNS


def silence(stream: TextIO) -> None:
    """Send what is still in a stream, and all that follows, to nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
