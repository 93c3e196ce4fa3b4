"""Somebody who sits at a terminal: keys go in, and what they see is a screen."""

import os
import shlex
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect  # type: ignore[import-untyped]  # pexpect has no annotations
import pyte
from crm_runner import CRM, LENIENT

COLUMNS, LINES = 80, 24
SECONDS = 15.0
QUIET_SECONDS = 2.0


class Terminal:
    """A crm in a pseudo-terminal of 80 columns and 24 lines.

    It says where its cursor is when asked, as terminals do.  With `into`, data go to a file; as a
    `job` it is a `command` for the shell that one sits at.
    """

    def __init__(
        self,
        folder: Path,
        *words: str,
        into: str = "",
        columns: int = COLUMNS,
        job: bool = False,
        **environment: str,
    ) -> None:
        home = folder / "home"
        home.mkdir(exist_ok=True)
        argv = [*CRM, *LENIENT, "-c", "cib.xml", *words]
        if into:
            argv = ["/bin/sh", "-c", 'exec "$@" >"$0"', into, *argv]
        if job:
            self.command, argv = shlex.join(argv), ["/bin/bash", "--norc", "-i"]
        self._columns = columns
        self._screen = pyte.HistoryScreen(columns, LINES, history=1000)
        self._stream = pyte.Stream(self._screen)
        self.raw = ""
        self._child = pexpect.spawn(
            argv[0],
            argv[1:],
            cwd=str(folder),
            env={
                "HOME": str(home),
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "TERM": "xterm-256color",
                "PAGER": "cat",
                "CRM_CONFIG_SYSTEM": "",
                **environment,
            },
            encoding="utf-8",
            dimensions=(LINES, columns),
        )
        self._screen.write_process_input = self._child.send  # type: ignore[method-assign]  # its hook

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._child.close(force=True)

    # -- seeing

    @property
    def text(self) -> str:
        """All that is to be seen, what was scrolled away included."""
        above = [
            "".join(line[column].data for column in range(self._columns)).rstrip()
            for line in self._screen.history.top
        ]
        return "\n".join([*above, *(line.rstrip() for line in self._screen.display)]).rstrip()

    @property
    def screen(self) -> str:
        """What is to be seen now."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip() + "\n"

    @property
    def line(self) -> str:
        """The line in which the cursor stands."""
        line: str = self._screen.display[self._screen.cursor.y].rstrip()
        return line

    @property
    def _row(self) -> int:
        return len(self._screen.history.top) + int(self._screen.cursor.y)

    def wait(self, seen: Callable[[], bool]) -> None:
        """Wait until something is to be seen."""
        end = time.monotonic() + SECONDS
        while not seen():
            assert time.monotonic() < end, self.text
            self._read()

    def settle(self) -> None:
        """Wait until nothing more happens for a while."""
        seen = ""
        while seen != self.screen:
            seen = self.screen
            end = time.monotonic() + QUIET_SECONDS
            while time.monotonic() < end:
                self._read()

    def _read(self) -> None:
        try:
            chunk = self._child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            raise AssertionError(f"it ended:\n{self.text}") from None
        self.raw += chunk
        self._stream.feed(chunk)

    def expect(self, line: str) -> None:
        """Wait until the cursor stands in a line that reads so, such as an empty prompt."""
        self.wait(lambda: self.line == line)

    # -- typing

    def keys(self, keys: str) -> None:
        """Press keys."""
        self._child.send(keys)

    def type(self, line: str, prompt: str) -> str:
        """Type a line, wait for the next prompt, and return what was printed between.

        Long lines are wrapped where the screen ends.
        """
        row = self._row
        self.keys(f"{line}\r")
        self.wait(lambda: self._row > row and self.line == prompt)
        return "\n".join(self.text.split("\n")[row + 1 : self._row])

    def die(self, signal: int) -> None:
        """Send a signal that ends the program."""
        self._child.kill(signal)
        self._child.expect(pexpect.EOF, timeout=SECONDS)
        self._child.close()

    def leave(self, keys: str) -> int | None:
        """Press keys that end the program, and return its exit status."""
        self.keys(keys)
        self._child.expect(pexpect.EOF, timeout=SECONDS)
        self.raw += self._child.before
        self._stream.feed(self._child.before)
        self._child.close()
        status: int | None = self._child.exitstatus
        return status
