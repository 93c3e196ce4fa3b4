"""The line of a terminal that says that a command is still at work.

It comes when a command takes longer than a moment, changes while it works, and goes without a
trace.  Whoever else writes to the terminal, or asks something there, holds it meanwhile.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TextIO

from crmsh_py.cells import cut
from crmsh_py.commands.rendering import printable
from crmsh_py.secrets import hide
from crmsh_py.shell.output import columns_of, silence

MOMENT_SECONDS = 1.0
"""What ends sooner is not worth a line."""

_TICK_SECONDS = 0.2
_FRAMES = "|/-\\"
_ERASE_LINE = "\x1b[K"
"""What terminals take for: nothing from the cursor to the end of the line (ECMA-48, EL)."""


class ProgressLine:
    """A line on a terminal, drawn by a thread of its own while a command is carried out."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal
        self._lock = threading.RLock()
        self._told = ""
        self._is_drawn = False
        self._doing = ""

    def tell(self, text: str) -> None:
        """Say what the command is doing, in place of what was said before; "": nothing special."""
        with self._lock:
            self._told = text
            if not text:
                self._clear()

    @contextmanager
    def going_on(self, doing: str) -> Iterator[None]:
        """Show the line while the block runs, if that takes long.

        What runs inside of something else is named while it does.
        """
        outer, self._doing = self._doing, doing
        ticking = nullcontext() if outer else self._ticking()
        try:
            with ticking:
                yield
        finally:
            self._doing = outer

    @contextmanager
    def _ticking(self) -> Iterator[None]:
        ended = threading.Event()
        threading.Thread(target=self._tick, args=(ended,), name="progress", daemon=True).start()
        try:
            yield
        finally:
            ended.set()
            with self._lock:
                self._told = ""
                self._clear()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Take the line away while the block runs, which has the terminal to itself."""
        with self._lock:
            self._clear()
            yield

    def _tick(self, ended: threading.Event) -> None:
        begun = time.monotonic()
        frame = 0
        seconds = MOMENT_SECONDS
        while not ended.wait(seconds):
            frame, seconds = (frame + 1) % len(_FRAMES), _TICK_SECONDS
            if not self._lock.acquire(blocking=False):
                continue  # somebody else has the terminal
            try:
                if not ended.is_set() and _is_ours(self._terminal):
                    told = self._told or f"{self._doing} ... {time.monotonic() - begun:.0f} s"
                    self._draw(f"{_FRAMES[frame]} {told}")
            finally:
                self._lock.release()

    def _draw(self, text: str) -> None:
        shown = cut(printable(hide(text)), columns_of(self._terminal) - 1)
        self._write(f"\r{shown}{_ERASE_LINE}")
        self._is_drawn = True

    def _clear(self) -> None:
        if self._is_drawn:
            self._write(f"\r{_ERASE_LINE}")
            self._is_drawn = False

    def _write(self, text: str) -> None:
        try:
            self._terminal.write(text)
            self._terminal.flush()
        except (OSError, ValueError):
            silence(self._terminal)


def _is_ours(terminal: TextIO) -> bool:
    """Tell whether the user sees us: a job in the background does not write over others."""
    try:
        return os.tcgetpgrp(terminal.fileno()) == os.getpgrp()
    except OSError:
        return False
