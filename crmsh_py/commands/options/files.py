"""The files of preferences as they are read and written by commands."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from crmsh_py.commands.context import Context
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.files import give, make_folder, read_text, write_text
from crmsh_py.preferences.preference import Origin
from crmsh_py.preferences.reading import MOST_BYTES
from crmsh_py.preferences.toml_file import read

_NAME = "crm.toml"
_FOR_ALL = 0o644


class File(NamedTuple):
    """A crm.toml, and what it says so far ("" if it is not there)."""

    path: Path
    origin: Origin
    text: str


def file_of(context: Context, *, system: bool) -> File:
    """Return the user's crm.toml, or that of all users.

    Raises CrmError (cannot-write, and what is wrong with the file).
    """
    options = context.options
    folder = options.system_folder if system else options.folder
    if folder is None:
        words = "there is no folder for preferences: neither HOME nor XDG_CONFIG_HOME names one"
        raise CrmError(Diagnostic("cannot-write", words, hint="set HOME to a folder"))
    path = folder / _NAME
    if path.exists() and not path.is_file():
        raise CrmError(Diagnostic("cannot-write", f"{str(path)!r} is no regular file"))
    try:
        text = read_text(str(path))
    except CrmError as error:
        if error.diagnostics[0].code != "no-such-file":
            raise
        text = ""
    return File(path, Origin.SYSTEM if system else Origin.USER, text)


def refuse_malformed(file: File, text: str) -> None:
    """Refuse a text that is no TOML: nobody knows how to change it.  Raises CrmError."""
    problems = [
        replace(one, severity=Severity.ERROR)
        for one in read(text, str(file.path), file.origin).problems
        if one.code == "malformed-preferences"
    ]
    if problems:
        raise CrmError(*problems)


def write(context: Context, file: File, text: str) -> None:
    """Write a crm.toml; what it says holds from now on.  Raises CrmError (cannot-write)."""
    if len(text.encode()) > MOST_BYTES:
        raise CrmError(Diagnostic("cannot-write", f"{str(file.path)!r} would be too large to read"))
    is_new = not file.path.exists()
    owner = make_folder(file.path.parent)
    write_text(str(file.path), text, private=False)
    if is_new:
        give(file.path, owner)
        if file.origin is Origin.SYSTEM:
            file.path.chmod(_FOR_ALL)
    context.options.preferences.put(file.origin, read(text, str(file.path), file.origin).said)
