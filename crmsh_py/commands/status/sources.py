"""Where `status` gets its picture from: the running cluster, or a CIB in a file."""

import importlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crmsh_py.backends.base import Snapshot
from crmsh_py.backends.file import FileBackend
from crmsh_py.commands.context import Context
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.pacemaker.leftovers import Leftover, leftovers
from crmsh_py.pacemaker.monitor import monitor_output, read_status
from crmsh_py.pacemaker.problems import Problem, problems
from crmsh_py.pacemaker.state import ClusterStatus
from crmsh_py.xmltree import Element

if TYPE_CHECKING:
    from crmsh_py.pacemaker.tools import Tools

_SAVED = "crmsh_py.pacemaker.saved"  # of use only where crm_mon is not


@dataclass(frozen=True, slots=True)
class Picture:
    """The status, the CIB it goes with, and what is to be said about both.

    Without a status section nothing is `known` of what runs where.
    """

    name: str
    status: ClusterStatus
    cib: Element
    left: list[Leftover]
    problems: list[Problem]
    known: bool = True
    notes: tuple[str, ...] = ()


def look(context: Context, now: datetime | None = None) -> Picture:
    """Return how things are.  Raises CrmError if that cannot be found out."""
    now = now or datetime.now(UTC)
    snapshot = current(context)
    backend = context.session.backend
    notes: tuple[str, ...] = ()
    if backend.tools is not None:
        status = read_status(backend.tools)
    else:
        status, notes = _of_file(context, snapshot)
    left = leftovers(snapshot.root, now)
    known = backend.tools is not None or has_status(snapshot.root)
    found = problems(status, left) if known else problems_without_status(left)
    return Picture(backend.name, status, snapshot.root, left, found, known, notes)


def problems_without_status(left: list[Leftover]) -> list[Problem]:
    """Return what a configuration alone says: its constraints."""
    blank = importlib.import_module(_SAVED).blank_status()
    return [one for one in problems(blank, left) if one.key.startswith("constraint-")]


def current(context: Context) -> Snapshot:
    """Return the configuration as it is now, which a session need not have read just now."""
    if not context.is_open:
        return context.session.base
    return context.session.backend.read()


def has_status(cib: Element) -> bool:
    """Tell whether a CIB says anything about what runs where."""
    return cib.find("status/node_state") is not None


def raw_output(context: Context, form: str) -> str:
    """Return what crm_mon prints, as xml or html.  Raises CrmError."""
    tools = context.session.backend.tools
    if tools is not None:
        return monitor_output(tools, form)
    local = _local_tools(context)
    if local is None:
        words = "crm_mon, which makes this, is not installed here"
        raise CrmError(Diagnostic("tool-missing", words, hint=f"leave {form!r} out"))
    return monitor_output(local, form, _environment(context))


def _of_file(context: Context, snapshot: Snapshot) -> tuple[ClusterStatus, tuple[str, ...]]:
    """Return the status in a file: as Pacemaker's crm_mon reads it, else as we do."""
    tools = _local_tools(context)
    note = "crm_mon is not installed here: this is what the CIB's own history says"
    if tools is not None:
        try:
            return read_status(tools, _environment(context)), ()
        except CrmError as error:
            note = f"crm_mon cannot read this ({error}): this is what the CIB's own history says"
    status: ClusterStatus = importlib.import_module(_SAVED).saved_status(snapshot.root)
    return status, (note,)


def _local_tools(context: Context) -> "Tools | None":
    """Return the tools that can read a file of this machine: those of another see others."""
    tools = context.tools_here()
    return None if tools is None or tools.host else tools


def _environment(context: Context) -> dict[str, str]:
    backend = context.session.backend
    assert isinstance(backend, FileBackend)
    return {"CIB_file": str(Path(backend.path).absolute())}
