"""Shadow CIBs: named copies of the cluster's CIB, as crm_shadow keeps them."""

from dataclasses import replace
from pathlib import Path

from crmsh_py.backends.file import CLUSTER_CIB, FileBackend
from crmsh_py.diagnostics import Diagnostic

FOLDER = CLUSTER_CIB.parent
"""Where Pacemaker keeps them for root, unless CIB_shadow_dir says otherwise."""


def open_shadow(name: str, folder: Path = FOLDER) -> FileBackend:
    """Return the shadow CIB of a name; reading it raises CrmError (no-such-object) if absent."""
    absent = Diagnostic(
        "no-such-object",
        f"there is neither a file nor a shadow CIB {name!r}",
        subject=name,
        hint=f"to make a new file, say './{name}' or '{name}.xml'",
    )
    return replace(FileBackend(folder / f"shadow.{name}"), label=name, absent=absent)
