"""Reading and writing text files that users name: whole, or with one clear error."""

import contextlib
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from crmsh_py import atomic
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.xmltree import MAX_BYTES


def read_text(file: str) -> str:
    """Return the text of a file, `-` being standard input.

    Raises CrmError (no-such-file, unreadable-file, file-too-large, undecodable-text).
    """
    return decoded(read_octets(file), "standard input" if file == "-" else file)


def decoded(octets: bytes, name: str) -> str:
    """Return the text that octets are; `name` is for messages.  Raises CrmError (undecodable-text).

    A byte order mark in front of it is no part of the text.
    """
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = octets.count(b"\n", 0, error.start) + 1
        raise CrmError(
            Diagnostic(
                "undecodable-text",
                f"{name} is not UTF-8 text (line {line})",
                hint="convert it, for example with 'iconv -f latin1 -t utf-8'",
            )
        ) from None
    if "\0" in text:
        raise CrmError(Diagnostic("undecodable-text", f"{name} is binary: it holds NUL bytes"))
    return text


def read_octets(file: str, most: int = MAX_BYTES) -> bytes:
    """Return what a file holds, `-` being standard input; one of more than `most` is not read.

    Raises CrmError (no-such-file, unreadable-file, file-too-large).
    """
    return _read_stdin(most) if file == "-" else read_bytes(Path(file), most)


def _read_stdin(most: int) -> bytes:
    if sys.stdin is None:
        raise CrmError(Diagnostic("unreadable-file", "standard input is closed"))
    try:
        octets = sys.stdin.buffer.read(most + 1)
    except OSError as error:  # a folder, say
        words = f"standard input cannot be read: {error.strerror}"
        raise CrmError(Diagnostic("unreadable-file", words)) from None
    if len(octets) > most:
        raise CrmError(Diagnostic("file-too-large", "standard input holds too much to read"))
    return octets


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return what a regular file holds; one of more than `most` is not read.

    Raises CrmError (no-such-file, unreadable-file, file-too-large).
    """
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISDIR(status.st_mode):
                raise CrmError(Diagnostic("unreadable-file", f"{path} is a folder"))
            octets = file.read(most + 1)
    except FileNotFoundError:
        raise CrmError(Diagnostic("no-such-file", f"there is no file {str(path)!r}")) from None
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CrmError(
            Diagnostic("unreadable-file", f"{str(path)!r} cannot be read: {words}")
        ) from None
    if len(octets) > most:
        raise CrmError(Diagnostic("file-too-large", f"{str(path)!r} is too large to read"))
    return octets


def write_text(file: str, text: str, *, private: bool) -> None:
    """Write a text as UTF-8 (`write_bytes`).  Raises CrmError (cannot-write)."""
    write_bytes(file, text.encode(), private=private)


def write_bytes(file: str, octets: bytes, *, private: bool = False) -> None:
    """Write a file, whole or not at all; `private` lets only its owner read it.

    An existing file keeps its mode and owner otherwise.  What is no regular file (a pipe,
    /dev/null) is written to as it is.  Raises CrmError (cannot-write).
    """
    path = Path(file)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(octets)
        else:
            _replace(path.resolve(), octets, private=private)
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CrmError(Diagnostic("cannot-write", f"{file!r} cannot be written: {words}")) from None


def write_files(folder: Path, files: Mapping[str, tuple[bytes, bool]]) -> None:
    """Write files into a folder, all or none; the truth beside one says if it is private.

    Raises CrmError (cannot-write).
    """
    staged = {
        name: (octets, _private if private else _as_usual)
        for name, (octets, private) in files.items()
    }
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            atomic.replace_each(descriptor, staged)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"the files cannot be written into {str(folder)!r}: {words}"
        raise CrmError(Diagnostic("cannot-write", message)) from None


def make_folder(folder: Path) -> os.stat_result:
    """Make a folder and those above it; return whose the first that was there is.

    What root makes in the home of somebody else (sudo) is to be theirs.  Raises CrmError
    (cannot-write).
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        above = (missing[-1].parent if missing else folder).stat()
        for one in reversed(missing):
            one.mkdir(mode=0o755)
            give(one, above)
    except OSError as error:
        words = f"the folder {str(folder)!r} cannot be made: {error.strerror}"
        raise CrmError(Diagnostic("cannot-write", words)) from None
    return above


def give(path: Path, owner: os.stat_result) -> None:
    """Let what root just made in the home of somebody else belong to its owner."""
    if os.geteuid() == 0 and owner.st_uid != 0:
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _replace(path: Path, octets: bytes, *, private: bool) -> None:
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        atomic.replace(folder, {path.name: octets}, _private if private else _as_usual)
    finally:
        os.close(folder)


def _private(descriptor: int, *, like: os.stat_result | None) -> None:
    """Leave a new file to its owner alone, who is that of the one it replaces."""
    _as_usual(descriptor, like=like)
    os.fchmod(descriptor, 0o600)


def _as_usual(descriptor: int, *, like: os.stat_result | None) -> None:
    """Give a new file the mode and owner of the one it replaces, or those of the umask."""
    if like is None:
        mask = os.umask(0o077)
        os.umask(mask)
        os.fchmod(descriptor, 0o666 & ~mask)
        return
    with contextlib.suppress(PermissionError):
        os.fchown(descriptor, like.st_uid, like.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
