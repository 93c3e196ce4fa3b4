"""Pending changes outlive the shell: whatever ends it, the next one offers them again.

They are in a file only its owner can read, as long as there are any: what was read and the working
copy, so that they can be merged with what others did since.  Who has the file locked is alive.
"""

import contextlib
import fcntl
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from crmsh_py import xmltree
from crmsh_py.backends.file import FileBackend
from crmsh_py.commands.context import Context
from crmsh_py.model.changes import Change
from crmsh_py.session import Session
from crmsh_py.shell.state import state_folder

_PREFIX = "pending-"
_NEW = "new-pending-"
_LABEL = "what another shell had left pending"


class Salvage:
    """The pending changes of this shell."""

    def __init__(self, context: Context, environment: Mapping[str, str]) -> None:
        self._context = context
        self._folder = state_folder(environment)
        self._kept: tuple[Session, tuple[Change, ...]] | None = None
        self._file: IO[bytes] | None = None
        self._path: Path | None = None

    def keep(self) -> None:
        """Keep what is pending now; nobody is told where that cannot be."""
        session = self._context.session
        changes = session.changes()
        if self._kept is not None and self._kept[0] is session and self._kept[1] is changes:
            return
        with contextlib.suppress(OSError):
            if changes:
                self._write(session)
            else:
                self.drop()
        self._kept = session, changes  # now: who interrupts it has it done the next time

    def drop(self) -> None:
        """Keep nothing: it was committed, or is not wanted."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        if self._file is not None:
            self._file.close()
        self._path = self._file = None

    def _write(self, session: Session) -> None:
        """Replace the file by one that is locked from the beginning."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(prefix=_NEW, dir=self._folder)
        file = os.fdopen(descriptor, "wb")
        path = self._path or self._folder / Path(name).name.removeprefix("new-")
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.write(_text(session))
            file.flush()
            Path(name).replace(path)
        except BaseException:
            file.close()
            Path(name).unlink(missing_ok=True)
            raise
        if self._file is not None:
            self._file.close()
        self._file, self._path = file, path


def _text(session: Session) -> bytes:
    """Return a line on what follows it: the configuration that was read, and the working copy."""
    base, working = session.base.xml, xmltree.raw(session.cib.root)
    head = {"configuration": _name(session), "base": len(base), "seconds": time.time()}
    return json.dumps(head).encode() + b"\n" + base + working


def _name(session: Session) -> str:
    """Return what tells a configuration from others: the path of a file."""
    backend = session.backend
    return str(backend.path.absolute()) if isinstance(backend, FileBackend) else backend.name


# ------------------------------------------------------------------ what others left


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What a shell that ended had pending."""

    path: Path
    seconds: float
    """When it was kept, since 1970."""
    base: bytes
    working: bytes

    @property
    def when(self) -> str:
        """The time, as people write it."""
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(self.seconds))

    def recover(self, session: Session) -> None:
        """Make it pending again.  Raises CrmError: ClashError if others changed the same."""
        name = str(self.path)
        base, working = xmltree.parse(self.base, name), xmltree.parse(self.working, name)
        session.bring(_LABEL, base, working, None)

    def drop(self) -> None:
        """Forget it."""
        self.path.unlink(missing_ok=True)


def left_over(session: Session, environment: Mapping[str, str]) -> Iterator[LeftOver]:
    """Yield what shells that ended had pending on the configuration of a session, oldest first."""
    folder = state_folder(environment)
    if folder is None or not folder.is_dir():
        return
    found = [one for one in map(_read, folder.glob(f"{_PREFIX}*")) if one is not None]
    for name, one in sorted(found, key=lambda pair: pair[1].seconds):
        if name == _name(session):
            yield one


def _read(path: Path) -> tuple[str, LeftOver] | None:
    """Return a file's configuration and what is left; None if its shell lives, or it is broken."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            head, rest = json.loads(file.readline()), file.read()
            length, seconds = int(head["base"]), float(head["seconds"])
            return str(head["configuration"]), LeftOver(path, seconds, rest[:length], rest[length:])
    except (OSError, ValueError, KeyError, TypeError):
        return None
