"""Reading and writing text files that users name: whole, or with one clear error."""

import contextlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.xmltree import MAX_BYTES


def read_text(file: str) -> str:
    """Return the text of a file, `-` being standard input.

    Raises CrmError (no-such-file, unreadable-file, file-too-large, undecodable-text).
    """
    octets = _read_stdin() if file == "-" else read_bytes(Path(file))
    name = "standard input" if file == "-" else file
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


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise CrmError(Diagnostic("unreadable-file", "standard input is closed"))
    octets = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(octets) > MAX_BYTES:
        raise CrmError(Diagnostic("file-too-large", "standard input holds too much to read"))
    return octets


def read_bytes(path: Path) -> bytes:
    """Return what a regular file holds.

    Raises CrmError (no-such-file, unreadable-file, file-too-large).
    """
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISDIR(status.st_mode):
                raise CrmError(Diagnostic("unreadable-file", f"{path} is a folder"))
            octets = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise CrmError(Diagnostic("no-such-file", f"there is no file {str(path)!r}")) from None
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CrmError(
            Diagnostic("unreadable-file", f"{str(path)!r} cannot be read: {words}")
        ) from None
    if len(octets) > MAX_BYTES:
        raise CrmError(Diagnostic("file-too-large", f"{str(path)!r} is too large to read"))
    return octets


def write_text(file: str, text: str, *, private: bool) -> None:
    """Write a file, whole or not at all; `private` lets only its owner read it.

    An existing file keeps its mode and owner otherwise.  What is no regular file (a pipe,
    /dev/null) is written to as it is.  Raises CrmError (cannot-write).
    """
    path = Path(file)
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
        else:
            _replace(path.resolve(), text.encode(), private=private)
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CrmError(Diagnostic("cannot-write", f"{file!r} cannot be written: {words}")) from None


def _replace(path: Path, octets: bytes, *, private: bool) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _give_rights(file.fileno(), path, private=private)
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _give_rights(descriptor: int, path: Path, *, private: bool) -> None:
    """Give a new file the mode and owner of the one it replaces, or those of the umask."""
    try:
        old = path.stat()
    except FileNotFoundError:
        mask = os.umask(0o077)
        os.umask(mask)
        mode = 0o666 & ~mask
    else:
        mode = stat.S_IMODE(old.st_mode)
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, 0o600 if private else mode)
