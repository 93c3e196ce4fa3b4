"""Replacing files so that nobody ever sees half of one, whatever happens meanwhile.

What goes wrong raises OSError; the caller knows what it was about.
"""

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class GiveRights(Protocol):
    """Gives an open new file its mode and owner; `like` is the file that it replaces, if any."""

    def __call__(self, descriptor: int, *, like: os.stat_result | None) -> None:
        """Give them.  Raises OSError if the new file may not take the place of the old one."""
        ...


def replace(folder: int, files: Mapping[str, bytes], give_rights: GiveRights) -> None:
    """Give files of an open folder new contents; all, or none.

    All are on disk before the first takes its place.  Until they get other rights, they are for
    their owner only.
    """
    replace_each(folder, {name: (octets, give_rights) for name, octets in files.items()})


def replace_each(folder: int, files: Mapping[str, tuple[bytes, GiveRights]]) -> None:
    """Do as `replace` does, where each file gets rights of its own."""
    staged: dict[str, str] = {}
    try:
        for name, (octets, give_rights) in files.items():
            like = _status(folder, name)
            staged[name] = _stage(folder, octets, partial(give_rights, like=like))
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


def _stage(folder: int, octets: bytes, prepare: Callable[[int], None]) -> str:
    """Write a file under a name of its own and return that."""
    name = f".crm-{os.urandom(8).hex()}"
    descriptor = os.open(name, _CREATE, 0o600, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            prepare(descriptor)
            file.write(octets)
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        os.unlink(name, dir_fd=folder)
        raise
    return name
