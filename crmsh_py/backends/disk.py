"""Read a file, lock its folder, and replace files so that nobody ever sees half of one.

What goes wrong with a write raises OSError; the caller knows what it was about.
"""

import fcntl
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.xmltree import MAX_BYTES

_POLL_SECONDS = 0.05
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


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

    New files are for their owner only: a CIB may hold passwords.  All are on disk before the
    first takes its place.
    """
    staged: dict[str, str] = {}
    try:
        for name, octets in files.items():
            staged[name] = _stage(folder, octets, like=_status(folder, name))
        for name in files:
            os.rename(staged[name], name, src_dir_fd=folder, dst_dir_fd=folder)
            del staged[name]
        os.fsync(folder)
    finally:
        for left in staged.values():
            os.unlink(left, dir_fd=folder)


def _status(folder: int, name: str) -> os.stat_result | None:
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None


def _stage(folder: int, octets: bytes, *, like: os.stat_result | None) -> str:
    """Write a file under a name of its own and return that."""
    name = f".crm-{os.urandom(8).hex()}"
    descriptor = os.open(name, _CREATE, 0o600, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _take_after(descriptor, like)
            file.write(octets)
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        os.unlink(name, dir_fd=folder)
        raise
    return name


def _take_after(descriptor: int, like: os.stat_result | None) -> None:
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
