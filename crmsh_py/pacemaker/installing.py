"""A CIB into the folder where Pacemaker reads it when it starts.

Beside cib.xml stands its digest, cib.xml.sig: 32 hexadecimal digits and nothing else.  Both
belong to hacluster:haclient and are for their owner only.  Tried with Pacemaker 2.1.5.
"""

import contextlib
import grp
import os
import pwd
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crmsh_py import atomic
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.pacemaker.daemons import PROCESSES, pacemaker_runs
from crmsh_py.pacemaker.tools import Tools

_FOLDER = Path("/var/lib/pacemaker/cib")
_DIGEST = re.compile(r"[0-9a-f]{32}")
_FILE, _SIGNATURE = "cib.xml", "cib.xml.sig"
_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Place:
    """Where Pacemaker keeps its CIB on this machine, and whose it is."""

    folder: Path = _FOLDER
    owner: str = "hacluster"
    group: str = "haclient"
    processes: Path = PROCESSES
    user: int | None = None
    """The user id of who installs; None: that of this process."""


def install(octets: bytes, tools: Tools, place: Place, *, force: bool) -> list[str]:
    """Write a CIB and its digest where Pacemaker will read it; return what was done.

    With `force` a CIB that is there is kept as a backup.  Raises CrmError (no-permission,
    cluster-in-the-way, already-exists, cannot-write, tool-failed): nothing was written then.
    """
    _require(place)
    there = [name for name in (_FILE, _SIGNATURE) if (place.folder / name).exists()]
    if there and not force:
        words = f"there is a CIB already: {place.folder / there[0]}"
        hint = "'--force' replaces it, and keeps it as a backup"
        raise CrmError(Diagnostic("already-exists", words, hint=hint))
    signature = digest(octets, tools)
    files = {_FILE: octets, _SIGNATURE: signature.encode()}
    kept = _backups(place.folder, there)
    _write(place, {**{name: _octets(place.folder / old) for old, name in kept.items()}, **files})
    notes = [f"{place.folder / old} is kept as {name}" for old, name in kept.items()]
    return [*notes, f"installed {place.folder / _FILE}, and its digest beside it"]


def digest(octets: bytes, tools: Tools) -> str:
    """Return the digest that Pacemaker wants beside a CIB.  Raises CrmError (tool-failed)."""
    told = tools.run("cibadmin", "--md5-sum", "--xml-pipe", stdin=octets).stdout
    found = _DIGEST.search(told.decode(errors="replace"))
    if found is None:
        words = "cibadmin told no digest of the CIB"
        raise CrmError(Diagnostic("tool-failed", words))
    return found[0]


def _require(place: Place) -> None:
    """Raise CrmError unless a CIB can be put there, and nobody works with the one that is."""
    user = os.geteuid() if place.user is None else place.user
    if user != 0:
        words = f"only root can write into {place.folder}"
        raise CrmError(Diagnostic("no-permission", words, hint="run it as root, with sudo say"))
    if pacemaker_runs(place.processes):
        words = (
            "Pacemaker runs on this machine: it would not see the CIB, and write its own over it"
        )
        hint = "stop it on all nodes, or load the result with 'crm configure convert'"
        raise CrmError(Diagnostic("cluster-in-the-way", words, hint=hint))
    if not place.folder.is_dir():
        words = f"there is no folder {str(place.folder)!r}: is Pacemaker installed here?"
        raise CrmError(Diagnostic("cannot-write", words, hint="install it, or use '-o FOLDER'"))


def _backups(folder: Path, names: list[str]) -> dict[str, str]:
    """Return the names under which files are kept, with the first number that is free for all."""
    number = 1
    while any((folder / f"{name}.crm-{number}").exists() for name in (_FILE, _SIGNATURE)):
        number += 1
    return {name: f"{name}.crm-{number}" for name in names}


def _octets(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        words = f"{str(path)!r} cannot be kept: {error.strerror}"
        raise CrmError(Diagnostic("unreadable-file", words)) from None


def _write(place: Place, files: dict[str, bytes]) -> None:
    with _told(place.folder):
        owner = pwd.getpwnam(place.owner).pw_uid
        group = grp.getgrnam(place.group).gr_gid

        def give_rights(descriptor: int, *, like: os.stat_result | None) -> None:  # noqa: ARG001
            os.fchown(descriptor, owner, group)
            os.fchmod(descriptor, _MODE)

        folder = os.open(place.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            atomic.replace(folder, files, give_rights)
        finally:
            os.close(folder)


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn what goes wrong with a folder into an error."""
    try:
        yield
    except KeyError as error:
        words = f"there is no such user or group on this machine: {error.args[0]}"
        raise CrmError(Diagnostic("cannot-write", words, hint="is Pacemaker installed?")) from None
    except OSError as error:
        words = f"the CIB cannot be written into {str(folder)!r}: {error.strerror}"
        raise CrmError(Diagnostic("cannot-write", words)) from None
