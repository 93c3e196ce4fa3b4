"""The history: kept over runs in a file that only its owner can read, and without secrets.

Several shells add to one file at once, each of them whole lines at its end.  Whatever is the
matter with the file, the prompt works: then the history is that of this run.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from crmsh_py.commands.context import Context
from crmsh_py.diagnostics import CrmError
from crmsh_py.files import write_bytes
from crmsh_py.secrets import hide
from crmsh_py.shell.output import Output
from crmsh_py.shell.state import state_folder

_MOST_BYTES = 1_000_000
_MOST = 10_000
"""So many lines are looked back: the newest ones."""


def is_kept(line: str, last: str | None) -> bool:
    """Tell whether a line belongs into the history: not behind a blank, nor twice in a row."""
    return bool(line) and not line[0].isspace() and hide(line) != last


class RunHistory(InMemoryHistory):
    """The history of this run."""

    def append_string(self, string: str) -> None:
        """Take in a line, if it is to be kept, without its secrets; prompt_toolkit calls this."""
        if is_kept(string, next(iter(self._loaded_strings), None)):
            super().append_string(hide(string))


class KeptHistory(FileHistory):
    """The history in a file."""

    def append_string(self, string: str) -> None:
        """Take in a line, if it is to be kept, without its secrets; prompt_toolkit calls this."""
        if is_kept(string, next(iter(self._loaded_strings), None)):
            super().append_string(hide(string))

    def load_history_strings(self) -> Iterable[str]:
        """Return the lines, the newest first; none if the file cannot be read."""
        try:
            return _newest(super().load_history_strings())
        except OSError:
            return ()

    def store_string(self, string: str) -> None:
        """Add a line to the file; if that cannot be, it is in the history of this run."""
        try:
            super().store_string(string)
        except OSError:
            return


def _newest(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, the newest of them, each where it was last."""
    for _, line in zip(range(_MOST), dict.fromkeys(lines), strict=False):
        yield line


def open_history(context: Context, output: Output, environment: Mapping[str, str]) -> History:
    """Return the history kept over runs; without a folder to keep it in, that of this run."""
    folder = state_folder(environment)
    if folder is None or not context.options.preferences.is_on("prompt.history"):
        return RunHistory()
    try:
        file = _file(folder)
    except OSError as error:
        output.note(f"the history is not kept: {folder}: {error.strerror}")
        return RunHistory()
    return KeptHistory(file)


def _file(folder: Path) -> Path:
    """Return the file, which is made if it is not there, and can be read and written.

    Of one that has become large the older half goes.  Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "history"
    file.touch(mode=0o600)
    with file.open("r+b") as octets:
        if file.stat().st_size > _MOST_BYTES:
            octets.seek(-_MOST_BYTES // 2, os.SEEK_END)
            with contextlib.suppress(CrmError):  # then it stays as it is
                write_bytes(str(file), octets.read().partition(b"\n\n")[2], private=True)
    return file
