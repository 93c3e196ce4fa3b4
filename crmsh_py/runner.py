"""Run other programs: the only module that imports subprocess.

Programs get an argument vector, never a shell's command line.  What they say is captured as
bytes; what it means is for the caller.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from crmsh_py.diagnostics import CrmError, Diagnostic

ELSEWHERE = ("CIB_file", "CIB_shadow", "CIB_shadow_dir")
"""Variables that turn Pacemaker's tools away from the running cluster."""

SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
"""Looked through after the PATH, which often lacks the sbin folders for all but root."""

SECONDS = 60.0
"""Longer than cibadmin itself waits for an answer (30 seconds)."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended: a negative status is the signal that killed it."""

    argv: tuple[str, ...]
    status: int
    stdout: bytes
    stderr: bytes

    @property
    def words(self) -> str:
        """What the program said about it: its standard error, else its standard output."""
        return (self.stderr.strip() or self.stdout.strip()).decode(errors="replace")


class Runner(Protocol):
    """What can run programs."""

    def run(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        seconds: float = SECONDS,
        environment: Mapping[str, str] = _NOTHING,
    ) -> Outcome:
        """Run a program to its end; `environment` is added to what it is given anyway.

        Raises CrmError (tool-missing, timed-out).
        """


@dataclass(frozen=True, slots=True)
class LocalRunner:
    """Runs programs on this machine.

    They get `environment` less the variables that would turn Pacemaker's tools away from the
    running cluster.
    """

    environment: Mapping[str, str] = field(default_factory=lambda: _NOTHING, repr=False)

    def run(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        seconds: float = SECONDS,
        environment: Mapping[str, str] = _NOTHING,
    ) -> Outcome:
        """Run a program to its end; `environment` is added to what it is given anyway.

        Raises CrmError (tool-missing, timed-out).
        """
        given = {**_without(self.environment, ELSEWHERE), **environment}
        try:
            done = subprocess.run(
                [self._program(argv[0]), *argv[1:]],
                input=stdin,
                capture_output=True,
                timeout=seconds,
                env=given,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CrmError(_timed_out(argv[0], seconds)) from None
        except OSError as error:
            raise CrmError(_cannot_run(argv[0], error.strerror)) from None
        return Outcome(tuple(argv), done.returncode, done.stdout, done.stderr)

    def run_attached(self, argv: Sequence[str]) -> int:
        """Run a program on the terminal, such as an editor, and return its exit status.

        Raises CrmError (tool-missing).
        """
        try:
            argv = [self._program(argv[0]), *argv[1:]]
            return subprocess.run(argv, env=dict(self.environment), check=False).returncode
        except OSError as error:
            raise CrmError(_cannot_run(argv[0], error.strerror)) from None

    def find(self, program: str) -> Path | None:
        """Return where a program is, None if it is not installed.

        A name with a slash in it stands for itself.
        """
        folders = [""] if "/" in program else self._folders()
        for file in (Path(folder, program) for folder in folders):
            if file.is_file() and os.access(file, os.X_OK):
                return file
        return None

    def _folders(self) -> list[str]:
        path = self.environment.get("PATH", "").split(os.pathsep)
        return [*(folder for folder in path if folder), *SYSTEM_FOLDERS]

    def _program(self, name: str) -> str:
        file = self.find(name)
        if file is None:
            raise CrmError(_cannot_run(name))
        return name if "/" in name else str(file)  # a Path would drop the dot of ./name


def _without(environment: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in names}


def _cannot_run(program: str, reason: str | None = None) -> Diagnostic:
    because = f": {reason}" if reason else ""
    return Diagnostic("tool-missing", f"the program {program!r} cannot be run{because}")


def _timed_out(program: str, seconds: float) -> Diagnostic:
    return Diagnostic("timed-out", f"{program!r} did not end within {seconds:g} seconds")
