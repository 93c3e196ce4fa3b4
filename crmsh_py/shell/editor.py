"""The user's editor, for the command `edit`: a draft that no failure loses."""

import contextlib
import os
import shlex
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import read_bytes, read_text, write_text
from crmsh_py.runner import LocalRunner
from crmsh_py.shell.state import state_folder

_TAKE_A_LINE = frozenset(
    {"vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "joe", "jed", "mg", "micro"}
)
"""Editors that begin at a line if `+LINE` stands in front of the file."""


class Draft:
    """A text that the user changes in the editor, in a file only its owner can read.

    The file stands where histories are kept, from the beginning: whatever happens to the editor
    or to us, the text is there.
    """

    def __init__(
        self,
        suffix: str,
        environment: Mapping[str, str],
        leave_terminal: Callable[
            [], contextlib.AbstractContextManager[None]
        ] = contextlib.nullcontext,
        editor: str = "",
    ) -> None:
        """Make no file yet; the editor runs inside of `leave_terminal`.

        `editor` is the one that the user prefers, "" for that of the environment.
        """
        self._editor = editor
        self._suffix = suffix
        self._environment = environment
        self._leave_terminal = leave_terminal
        self._file: Path | None = None
        self._original = ""

    def revise(self, text: str, line: int = 1) -> str:
        """Let the user's editor change a text, beginning at a line.

        Raises CrmError (no-terminal, tool-missing, tool-failed, cannot-write, undecodable-text).
        """
        argv = _editor(self._editor, self._environment)
        file = self._written(text)
        at = [f"+{line}"] if line > 1 and Path(argv[0]).name in _TAKE_A_LINE else []
        with self._leave_terminal(), _deaf_to_interrupts():
            status = LocalRunner(self._environment).run_attached([*argv, *at, str(file)])
        if not file.exists():
            self.keep(text)
            words = f"the editor {' '.join(argv)!r} removed the text; nothing was changed"
            raise CrmError(Diagnostic("tool-failed", words))
        if status:
            how = f"ended with status {status}" if status > 0 else f"died of signal {-status}"
            words = f"the editor {' '.join(argv)!r} {how}; nothing was changed"
            raise CrmError(Diagnostic("tool-failed", words))
        return read_text(str(file))

    def keep(self, text: str) -> None:
        """Let the file hold a text, all of it or what it held before.  Raises CrmError."""
        if self._file is not None:
            write_text(str(self._file), text, private=True)

    def left(self) -> str | None:
        """Return where the text is, if it is not the one that the user was given first.

        Else the file goes.
        """
        if self._file is None:
            return None
        with contextlib.suppress(CrmError):
            if read_bytes(self._file) == self._original.encode():
                self.drop()
                return None
        return str(self._file)

    def drop(self) -> None:
        """Remove the file: the text is not needed any more."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.unlink()
            self._file = None

    def _written(self, text: str) -> Path:
        if self._file is None:
            self._original = text
            self._file = _file_of(text, self._suffix, self._environment)
        else:
            self.keep(text)
        return self._file


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Leave Ctrl-C to the editor, which shares the terminal with us.

    It does not inherit this: a handler, unlike SIG_IGN, ends with exec.
    """
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _editor(preferred: str, environment: Mapping[str, str]) -> list[str]:
    """Return the words of the editor's command line."""
    editor = preferred or environment.get("VISUAL") or environment.get("EDITOR")
    if not editor:
        if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
            words = "an editor needs a terminal, and there is none"
            hint = "set EDITOR to a program that needs none, or change objects with 'load update'"
            raise CrmError(Diagnostic("no-terminal", words, hint=hint))
        editor = "vi"
    try:
        argv = shlex.split(editor)
    except ValueError:
        argv = []
    if not argv:
        message = f"the editor is no command line: {editor!r}"
        raise CrmError(Diagnostic("tool-missing", message))
    return argv


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a standard stream is there, and is a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def _file_of(text: str, suffix: str, environment: Mapping[str, str]) -> Path:
    """Write a new file where histories are kept, or where temporary files are."""
    try:
        descriptor, name = _open(suffix, environment)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            Path(name).unlink()
            raise
    except OSError as error:
        message = f"the text for the editor cannot be written: {error.strerror}"
        raise CrmError(Diagnostic("cannot-write", message)) from None
    return Path(name)


def _open(suffix: str, environment: Mapping[str, str]) -> tuple[int, str]:
    prefix = f"edit-{time.strftime('%Y%m%d-%H%M%S')}-"
    folder = state_folder(environment)
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=folder)
        except OSError:
            pass  # a home that cannot be written: the folder for temporary files will do
    elsewhere = environment.get("TMPDIR") or None
    return tempfile.mkstemp(prefix=f"crm-{prefix}", suffix=suffix, dir=elsewhere)
