"""Shadow CIBs: named copies of the cluster's CIB, as crm_shadow keeps them.

A shadow NAME is the file `shadow.NAME` in a folder that crm_shadow and the old shell know too.
Beside it we keep what it was made from, so that its changes can be told from those that others
made since; a shadow that another program made has no such file.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from crmsh_py.backends import disk
from crmsh_py.backends.base import Snapshot
from crmsh_py.backends.file import CLUSTER_CIB, FileBackend
from crmsh_py.diagnostics import CrmError, Diagnostic

FOLDER = CLUSTER_CIB.parent
"""Where Pacemaker keeps them for root, unless CIB_shadow_dir says otherwise."""

LIVE = "live"
"""What the running cluster is called where the name of a shadow might stand."""

_SHADOW = "shadow."
_ORIGIN = ".crm-base."
_UNFIT = frozenset("'`/#*?$[]; \t\n")
_PATIENCE_SECONDS = 10.0


def open_shadow(name: str, folder: Path = FOLDER) -> FileBackend:
    """Return the shadow CIB of a name; reading it raises CrmError (no-such-object) if absent."""
    absent = Diagnostic(
        "no-such-object",
        f"there is neither a file nor a shadow CIB {name!r}",
        subject=name,
        hint=f"to make a new file, say './{name}' or '{name}.xml'",
    )
    return replace(FileBackend(folder / f"{_SHADOW}{name}"), label=name, absent=absent)


@dataclass(frozen=True, slots=True)
class Shadows:
    """The shadow CIBs of a folder."""

    folder: Path

    def names(self) -> list[str]:
        """Return the names of all, sorted; none if there is no such folder."""
        try:
            found = [one.name for one in self.folder.iterdir()]
        except OSError:
            return []
        return sorted(one.removeprefix(_SHADOW) for one in found if one.startswith(_SHADOW))

    def path(self, name: str) -> Path:
        """Return the file of a shadow."""
        return self.folder / f"{_SHADOW}{name}"

    def find(self, name: str) -> FileBackend:
        """Return a shadow that is there.  Raises CrmError (no-such-object)."""
        if name not in self.names():
            known = ", ".join(self.names()) or "there is none"
            words = f"there is no shadow CIB {name!r}"
            hint = f"shadow CIBs: {known}"
            raise CrmError(Diagnostic("no-such-object", words, subject=name, hint=hint))
        return open_shadow(name, self.folder)

    def origin(self, name: str) -> Snapshot | None:
        """Return what a shadow was made from, None if that is not known.  Raises CrmError."""
        octets = disk.read(str(self.folder / f"{_ORIGIN}{name}"))
        return None if octets is None else Snapshot.of(octets, f"the origin of {name}")

    def put(self, name: str, xml: bytes, origin: bytes | None) -> None:
        """Write a shadow, and what it was made from.

        Raises CrmError (usage, cannot-write).
        """
        self._check(name)
        files = {f"{_SHADOW}{name}": xml}
        if origin is not None:
            files[f"{_ORIGIN}{name}"] = origin
        try:
            if os.fspath(self.folder) != os.fspath(FOLDER):
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with disk.locked(str(self.folder), _PATIENCE_SECONDS) as folder:
                disk.replace(folder, files)
        except OSError as error:
            raise self._cannot("written", name, error) from None
        if origin is None:
            self._forget_origin(name)

    def remove(self, name: str) -> None:
        """Delete a shadow.  Raises CrmError (no-such-object, cannot-write)."""
        self.find(name)
        try:
            self.path(name).unlink()
        except OSError as error:
            raise self._cannot("deleted", name, error) from None
        self._forget_origin(name)

    def _forget_origin(self, name: str) -> None:
        (self.folder / f"{_ORIGIN}{name}").unlink(missing_ok=True)

    def _check(self, name: str) -> None:
        if name == LIVE or name.startswith((".", "-")) or not name or _UNFIT.intersection(name):
            words = f"a shadow CIB cannot be called {name!r}"
            hint = "letters, digits, '-', '_' and '.'; 'live' is the running cluster"
            raise CrmError(Diagnostic("usage", words, subject=name, hint=hint))

    def _cannot(self, done: str, name: str, error: OSError) -> CrmError:
        words = f"{self.path(name)} cannot be {done}: {error.strerror}"
        return CrmError(Diagnostic("cannot-write", words, subject=name))
