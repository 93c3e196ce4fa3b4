"""Find out which configuration to work on."""

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from crmsh_py.backends.base import Backend
from crmsh_py.backends.file import FileBackend
from crmsh_py.backends.shadow import FOLDER, LIVE, open_shadow
from crmsh_py.diagnostics import CrmError, Diagnostic

if TYPE_CHECKING:
    from crmsh_py.agents.known import KnownAgents
    from crmsh_py.pacemaker.tools import Tools
    from crmsh_py.runner import LocalRunner, Runner
    from crmsh_py.ssh import SshRunner

# Homes of what the work on a file does not need, and which would slow its start down.
_LIVE = "crmsh_py.backends.live"
_TOOLS = "crmsh_py.pacemaker.tools"
_RUNNER = "crmsh_py.runner"
_LIBRARY = "crmsh_py.agents.library"

_PACEMAKER = "cibadmin"
_HERE = Path("cib.xml")


def open_backend(
    name: str | None,
    environment: Mapping[str, str],
    runner: "LocalRunner | None" = None,
    remote: "SshRunner | None" = None,
) -> Backend:
    """Return the configuration that is meant; nothing is read yet.

    `name` is what `-c` named; `live` is the running cluster.  Without it: CIB_file, CIB_shadow,
    the running cluster where Pacemaker is installed, ./cib.xml.  With `remote` the running cluster
    is that of another machine, and is meant where nothing is named.
    Raises CrmError (no-configuration, no-such-object).
    """
    if remote is not None and name in {None, LIVE}:
        return _live(remote, remote.address.host)
    if name == LIVE and not os.path.lexists(LIVE):
        return _live(runner or import_module(_RUNNER).LocalRunner(environment))
    if name is not None:
        return _named(name, environment)
    if environment.get("CIB_file"):
        return FileBackend(Path(environment["CIB_file"]))
    if shadow := shadow_in(environment):
        return _shadow(shadow, environment)
    return _unnamed(runner or import_module(_RUNNER).LocalRunner(environment))


def _named(name: str, environment: Mapping[str, str]) -> Backend:
    if not name:
        raise CrmError(Diagnostic("usage", "'-c' needs the name of a file or a shadow CIB"))
    if "/" in name or name.endswith(".xml") or os.path.lexists(name):
        return FileBackend(Path(name))
    return _shadow(name, environment)


def _shadow(name: str, environment: Mapping[str, str]) -> Backend:
    return open_shadow(name, shadow_folder(environment))


def shadow_in(environment: Mapping[str, str]) -> str | None:
    """Return the name of the shadow CIB that the environment chooses, None if it does not."""
    return None if environment.get("CIB_file") else environment.get("CIB_shadow") or None


def shadow_folder(environment: Mapping[str, str]) -> Path:
    """Return where crm_shadow keeps them (lib/cib/cib_utils.c, get_shadow_file)."""
    if environment.get("CIB_shadow_dir"):
        return Path(environment["CIB_shadow_dir"])
    if os.geteuid() == 0 or not environment.get("HOME"):
        return FOLDER
    return Path(environment["HOME"], ".cib")


def _unnamed(runner: "LocalRunner") -> Backend:
    if runner.find(_PACEMAKER) is not None:
        return _live(runner)
    if _HERE.exists():
        return FileBackend(_HERE)
    words = "no configuration was named, Pacemaker is not installed, and there is no ./cib.xml"
    hint = "name a file, which the first commit makes if it is not there: 'crm -c cib.xml'"
    raise CrmError(Diagnostic("no-configuration", words, hint=hint))


def tools_here(environment: Mapping[str, str], remote: "SshRunner | None" = None) -> "Tools | None":
    """Return Pacemaker's tools of this machine, None where they are not installed.

    With `remote` they are those of that machine.
    """
    if remote is not None:
        return _tools(remote, remote.address.host)
    runner = import_module(_RUNNER).LocalRunner(environment)
    if runner.find(_PACEMAKER) is None:
        return None
    return _tools(runner)


def library_here(
    environment: Mapping[str, str], remote: "SshRunner | None" = None
) -> "KnownAgents":
    """Return the agents of this machine and the catalogue; with `remote`, of that machine."""
    tools = None if remote is None else tools_here(environment, remote)
    library: KnownAgents = import_module(_LIBRARY).open_library(environment, remote=tools)
    return library


def _tools(runner: "Runner", host: str = "") -> "Tools":
    tools: Tools = import_module(_TOOLS).Tools(runner, host=host)
    return tools


def _live(runner: "Runner", host: str = "") -> Backend:
    live: Backend = import_module(_LIVE).LiveBackend(_tools(runner, host))
    return live
