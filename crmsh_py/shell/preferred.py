"""What the user prefers: from files, variables and the command line, read when crm starts.

Whatever is wrong with a file is told, and costs no more than the value it is about.  Without
files nothing is loaded for it.
"""

import contextlib
import importlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.files import decoded
from crmsh_py.preferences.cycles import circles
from crmsh_py.preferences.preference import Origin
from crmsh_py.preferences.preferences import Scope, merged
from crmsh_py.preferences.reading import MOST_BYTES, Gathered, Reading, of_environment, of_options
from crmsh_py.shell.state import configuration_folder, old_user_file, system_folder

_TOML = "crmsh_py.preferences.toml_file"  # loads tomllib
_OLD = "crmsh_py.preferences.old_file"
_NAME = "crm.toml"
_OLD_NAME = "crm.conf"
_OPEN = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC


def gather(environment: Mapping[str, str], options: Mapping[str, str]) -> Gathered:
    """Return what is preferred; `options` are those of the command line, by preference.

    Raises CrmError (unknown-preference, wrong-preference) if one of these is wrong.
    """
    scopes: dict[Origin, Scope] = {}
    problems: list[Diagnostic] = []
    remarks: list[Diagnostic] = []
    for origin, reading in _readings(environment):
        scopes[origin] = reading.said
        problems += reading.problems
        remarks += reading.remarks
    scopes[Origin.OPTION] = of_options(options, merged(scopes).said)
    preferences = merged(scopes)
    problems += circles(preferences)
    return Gathered(preferences, problems, remarks)


def user_file(environment: Mapping[str, str]) -> Path | None:
    """Return where the user's own preferences are written."""
    folder = configuration_folder(environment)
    return None if folder is None else folder / _NAME


def system_file(environment: Mapping[str, str]) -> Path | None:
    """Return where those of all users of the machine are."""
    folder = system_folder(environment)
    return None if folder is None else folder / _NAME


def _readings(environment: Mapping[str, str]) -> Iterator[tuple[Origin, Reading]]:
    system = system_folder(environment)
    owners = _trusted(environment)
    for origin, path, reader in (
        (Origin.OLD_SYSTEM, None if system is None else system / _OLD_NAME, _OLD),
        (Origin.SYSTEM, system_file(environment), _TOML),
        (Origin.OLD_USER, old_user_file(environment), _OLD),
        (Origin.USER, user_file(environment), _TOML),
    ):
        if path is not None:
            yield origin, _read(path, origin, reader, owners)
    yield Origin.ENVIRONMENT, of_environment(environment)


def _read(path: Path, origin: Origin, reader: str, owners: frozenset[int]) -> Reading:
    """Return what a file says; that there is none is nothing worth a word."""
    reading = Reading()
    try:
        octets = _octets(path, owners)
        if octets is not None:
            read: Reading = importlib.import_module(reader).read(
                decoded(octets, str(path)), str(path), origin
            )
            return read
    except OSError as error:
        words = f"{str(path)!r} cannot be read: {error.strerror}"
        reading.remarks.append(Diagnostic("unreadable-file", words, Severity.WARNING))
    except CrmError as error:
        reading.complain(error, None)
    return reading


def _octets(path: Path, owners: frozenset[int]) -> bytes | None:
    """Return what a file holds, None if it is not there.

    Raises OSError, and CrmError (unsafe-preferences, file-too-large, unreadable-file).
    """
    try:
        descriptor = os.open(path, _OPEN)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        _refuse_unsafe(path, os.fstat(descriptor), owners)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            octets = file.read(MOST_BYTES + 1)
    finally:
        os.close(descriptor)
    if len(octets) > MOST_BYTES:
        raise CrmError(Diagnostic("file-too-large", f"{str(path)!r} is too large to read"))
    return octets


def _refuse_unsafe(path: Path, status: os.stat_result, owners: frozenset[int]) -> None:
    """Refuse a file in which somebody else can name programs that we run.  Raises CrmError."""
    if not stat.S_ISREG(status.st_mode):
        raise CrmError(Diagnostic("unreadable-file", f"{str(path)!r} is no regular file"))
    if status.st_mode & stat.S_IWOTH:
        words = f"{str(path)!r} is not read: everybody may write it"
        hint = f"chmod o-w {path}"
        raise CrmError(Diagnostic("unsafe-preferences", words, hint=hint))
    if status.st_uid not in owners:
        words = f"{str(path)!r} is not read: it belongs to another user"
        raise CrmError(Diagnostic("unsafe-preferences", words))


def _trusted(environment: Mapping[str, str]) -> frozenset[int]:
    """Return whose files are read: those of root, of the user, and of the home's owner (sudo)."""
    owners = {0, os.geteuid()}
    with contextlib.suppress(OSError):
        owners.add(Path(environment.get("HOME") or "/").stat().st_uid)
    return frozenset(owners)
