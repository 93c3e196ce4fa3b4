"""Read a CIB file, lock its folder, and replace it.

What goes wrong with a write raises OSError; the caller knows what it was about.
"""

import fcntl
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from crmsh_py import atomic
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.xmltree import MAX_BYTES

_POLL_SECONDS = 0.05


def read(path: str) -> bytes | None:
    """Return what a file holds, None if there is no such file.

    Raises CrmError (unreadable-file, file-too-large).
    """
    try:
        with open(path, "rb", opener=_open) as file:
            _check_kind(path, os.fstat(file.fileno()))
            octets = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error.strerror) from None
    if len(octets) > MAX_BYTES:  # grew meanwhile
        raise _too_large(path)
    return octets


def stamp(path: str) -> tuple[int, ...] | None:
    """Return what changes whenever a file is written; None if it cannot be looked at."""
    try:
        status = os.stat(path)  # noqa: PTH116 - pathlib is slow to load, and gains nothing here
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _open(path: str, flags: int) -> int:
    # A fifo must not make us wait, and a terminal not become ours.
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def _check_kind(path: str, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _unreadable(path, "it is not a regular file")
    if status.st_size > MAX_BYTES:
        raise _too_large(path)


def _unreadable(path: str, reason: str | None) -> CrmError:
    return CrmError(Diagnostic("unreadable-file", f"{path} cannot be read: {reason}"))


def _too_large(path: str) -> CrmError:
    most = MAX_BYTES // 1024 // 1024
    return CrmError(Diagnostic("file-too-large", f"{path} is larger than {most} MiB"))


@contextmanager
def locked(folder: str, seconds: float) -> Iterator[int]:
    """Open a folder and hold its advisory lock; give its file descriptor.

    The lock is the folder's own, so that no lock file stays behind.  Raises CrmError (locked)
    if others hold it for `seconds`.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _lock(descriptor, folder, seconds)
        yield descriptor
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: str, seconds: float) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                words = f"another process has kept {folder} locked for {seconds:g} seconds"
                raise CrmError(Diagnostic("locked", words)) from None
            time.sleep(_POLL_SECONDS)
        else:
            return


def replace(folder: int, files: Mapping[str, bytes]) -> None:
    """Give files of a folder new contents, each with its old mode and owner; all, or none.

    New files are for their owner only: a CIB may hold passwords.
    """
    atomic.replace(folder, files, _take_after)


def _take_after(descriptor: int, *, like: os.stat_result | None) -> None:
    """Give an open file another one's owner and mode."""
    if like is None:
        return
    mine = os.fstat(descriptor)
    if (mine.st_uid, mine.st_gid) != (like.st_uid, like.st_gid):
        try:
            os.fchown(descriptor, like.st_uid, like.st_gid)
        except PermissionError as error:
            raise PermissionError(error.errno, "its owner could not be kept") from None
    os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
