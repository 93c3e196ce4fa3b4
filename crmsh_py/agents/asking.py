"""Asking an installed agent for its metadata: the program is run, with great care.

Reached only when an agent's facts are not known yet.  Agents are programs, and the name of one
may come out of a CIB that somebody else wrote: only a file that nobody but root and the user can
have put there is run, for a limited time, with an environment of its own.
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from crmsh_py import xmltree
from crmsh_py.agents import metadata, validity
from crmsh_py.agents.agent import Agent
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.agents import agent_text
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.runner import SYSTEM_FOLDERS, ConfinedRunner, Outcome, Runner
from crmsh_py.xmltree import Element

SECONDS = 10.0
"""The slowest of fence-agents takes half a second."""

MOST = 1024 * 1024
"""Octets of output; the longest metadata known is some 60 thousand."""

_ENVIRONMENT = {
    "PATH": os.pathsep.join(SYSTEM_FOLDERS),
    "LC_ALL": "C",
    "PYTHONWARNINGS": "ignore",  # fence agents use what Python is about to drop
}
_MOST_ELEMENTS = 3000
_MOST_ATTRIBUTES = 30
"""Ten times as many as agents have; validating takes the square of either."""

_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_QUOTED = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking: the agent, if it could be understood, and what was wrong.

    It is `lasting` if it will be the same as long as the agent's file does not change.
    """

    agent: Agent | None
    faults: tuple[str, ...] = ()
    lasting: bool = True


def confined() -> ConfinedRunner:
    """Return what runs agents on this machine."""
    return ConfinedRunner(_ENVIRONMENT, MOST)


def ask(file: Path, name: Name, ocf: Path, runner: Runner) -> Answer:
    """Run an agent for its metadata; `ocf` is OCF_ROOT."""
    reason = distrust(file)
    if reason:
        return Answer(None, (reason,), lasting=False)
    argv, environment = _command(file, name, ocf)
    try:
        outcome = runner.run(argv, seconds=SECONDS, environment=environment)
    except CrmError as error:
        return Answer(None, tuple(each.message for each in error.diagnostics))
    return answer(outcome, name)


def answer(outcome: Outcome, name: Name) -> Answer:
    """Return what is to be made of what an agent printed when it was asked."""
    if outcome.status:
        said = f": {quoted(outcome.words)}" if outcome.words else ""
        return Answer(None, (f"it ended with status {outcome.status}{said}",))
    return understood(outcome.stdout, name)


def understood(octets: bytes, name: Name) -> Answer:
    """Return what metadata says of an agent, and in what it is not as it should be."""
    try:
        root = metadata.document(octets, agent_text(name))
    except CrmError as error:
        return Answer(None, tuple(quoted(each.message) for each in error.diagnostics))
    if root.tag != "resource-agent":
        return Answer(None, ("what it prints is not the metadata of an agent",))
    excess = _excess(root)
    if excess:
        return Answer(None, (f"its metadata has more than {excess}",))
    return Answer(metadata.agent(root, name), tuple(map(quoted, validity.faults(root))))


def _excess(root: Element) -> str:
    """Return of what there is too much for metadata to be looked at, "" for none."""
    if sum(1 for _ in islice(xmltree.descendants(root), _MOST_ELEMENTS)) == _MOST_ELEMENTS:
        return f"{_MOST_ELEMENTS} elements"
    elements = (root, *xmltree.descendants(root))
    too_many = any(len(each.attrib) > _MOST_ATTRIBUTES for each in elements)
    return f"{_MOST_ATTRIBUTES} attributes in an element" if too_many else ""


def distrust(file: Path) -> str:
    """Return why a program is not to be run, "" if it may.

    Nobody but root and the user may be able to change it, or to put another in its place.
    """
    try:
        real = file.resolve(strict=True)
        if not _is_safe(real.stat(), _OTHERS):
            return f"others than root could have changed {str(real)!r}: it is not run"
        for folder in {*file.absolute().parents, *real.parents}:
            status = folder.stat()
            # In a sticky folder, nobody can move away what is not theirs.
            if not _is_safe(status, 0 if status.st_mode & stat.S_ISVTX else _OTHERS):
                return f"others than root could have changed {str(folder)!r}: nothing there is run"
    except OSError as error:
        return f"it cannot be looked at: {error.strerror}"
    return ""


def quoted(words: str) -> str:
    """Return foreign words as one line that a message can hold."""
    line = " ".join("".join(each if each.isprintable() else " " for each in words).split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"


def _is_safe(status: os.stat_result, forbidden: int) -> bool:
    return status.st_uid in {0, os.geteuid()} and not status.st_mode & forbidden


def _command(file: Path, name: Name, ocf: Path) -> tuple[list[str], Mapping[str, str]]:
    if name.class_ == "ocf":
        return [str(file), "meta-data"], ocf_environment(name, ocf)
    if file.parent.name in {"external", "stonith2"}:  # a plugin, which only Pacemaker can load
        return ["stonith_admin", "--metadata", f"--agent={name.type}"], {}
    return [str(file), "-o", "metadata"], {}


def ocf_environment(name: Name, ocf: Path) -> dict[str, str]:
    """Return what an ocf agent finds in its environment (ra-api, "Environment variables")."""
    return {
        "OCF_ROOT": str(ocf),
        "OCF_RA_VERSION_MAJOR": "1",
        "OCF_RA_VERSION_MINOR": "1",
        "OCF_RESOURCE_CLASS": "ocf",
        "OCF_RESOURCE_PROVIDER": name.provider or "",
        "OCF_RESOURCE_TYPE": name.type,
    }
