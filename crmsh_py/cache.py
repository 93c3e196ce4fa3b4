"""What took long to find out and may be lost at any time: files in the user's cache folder.

The folder is `crm` in `$XDG_CACHE_HOME` or `~/.cache`.  It is used only if it is the effective
user's own and nobody else may write into it: what is read from it can be trusted as much as the
program itself, so that a pickle may be kept there.  With no such folder nothing is kept, and
that is no error: `read` finds nothing and `write` does nothing.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from crmsh_py import atomic

MAX_BYTES = 64 * 1024 * 1024
"""No larger file is read: nothing that is kept comes near it."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def read(name: str, *, key: str = "") -> bytes | None:
    """Return what was written under a name, or None: nothing was, or with another key."""
    _check(name, key)
    try:
        with _folder(make=False) as folder:
            descriptor = os.open(name, _FILE, dir_fd=folder)
            with os.fdopen(descriptor, "rb") as file:
                status = os.fstat(descriptor)
                sound = stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES
                octets = file.read() if sound and _is_ours(status) else b""
    except OSError:
        return None
    line, newline, kept = octets.partition(b"\n")
    return kept if newline and line == key.encode() else None


def write(name: str, octets: bytes, *, key: str = "") -> None:
    """Keep something under a name (a file name), in place of what was kept there.

    `key` is one line that says what it was made from; whoever reads it gives the same.
    """
    _check(name, key)
    content = key.encode() + b"\n" + octets
    if len(content) > MAX_BYTES:
        return
    with contextlib.suppress(OSError), _folder(make=True) as folder:
        atomic.replace(folder, {name: content}, _for_its_owner)


def _check(name: str, key: str) -> None:
    assert Path(name).name == name != "", name
    assert "\n" not in key, key


@contextlib.contextmanager
def _folder(*, make: bool) -> Iterator[int]:
    """Open the folder; raises OSError if there is none that can be trusted."""
    home = _home()
    if make:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    above = os.open(home, _FOLDER)
    try:
        # In the home of somebody else (su, sudo), nothing is left lying about.
        _insist(os.fstat(above).st_uid == os.geteuid())
        if make:
            with contextlib.suppress(FileExistsError):
                os.mkdir("crm", mode=0o700, dir_fd=above)
        folder = os.open("crm", _FOLDER | os.O_NOFOLLOW, dir_fd=above)
    finally:
        os.close(above)
    try:
        _insist(_is_ours(os.fstat(folder)))
        yield folder
    finally:
        os.close(folder)


def _home() -> Path:
    """Return the folder of all caches (XDG base directories: a relative one does not count)."""
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if given.is_absolute():
        return given
    home = Path(os.environ.get("HOME", ""))
    _insist(home.is_absolute())
    return home / ".cache"


def _insist(condition: bool) -> None:
    if not condition:
        raise PermissionError


def _is_ours(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _for_its_owner(descriptor: int, *, like: os.stat_result | None) -> None:
    """Leave a new file as it is made: for its owner only, whatever it replaces."""
