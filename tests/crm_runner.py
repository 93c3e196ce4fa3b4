"""Runs crm as a user would: inside this process, or where streams matter as one of its own."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from crmsh_py.cli import main
from crmsh_py.verify.families import FAMILIES
from crmsh_py.verify.policy import Policy

CRM = (sys.executable, "-m", "crmsh_py")
_ALWAYS = {
    "cannot-allow",
    "constraint-on-clone-member",
    "duplicate-operation",
    "no-value",
    "repeated-name",
    "wrong-kind",
}
GOOD_SENSE = Policy(
    frozenset(code for checks in FAMILIES.values() for one in checks for code in one.codes)
    - _ALWAYS
)
"""For tests of something else, whose clusters are no models: it allows what is no good sense."""
LENIENT = ("--allow", ",".join(sorted(GOOD_SENSE.allowed)))
"""The same as options."""
CASES = Path(__file__).parent / "cases"
SCENARIO = CASES / "scenario"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended, and what came out."""

    status: int
    out: str
    err: str


def text_stream(content: str = "") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content.encode()), encoding="utf-8", newline="")


def written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


class Crm:
    """A user with a folder of their own, which holds an empty home and at last a cib.xml.

    `options` stand in front of every command.
    """

    options: tuple[str, ...] = LENIENT

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.cib = folder / "cib.xml"
        home = folder / "home"
        home.mkdir(exist_ok=True)
        self.environment = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "CRM_CONFIG_SYSTEM": "",
            **environment,
        }

    def __call__(self, *argv: str, stdin: str = "", cib: str = "cib.xml") -> Ran:
        """Run in this process, on cib.xml."""
        words = (*self.options, *(("-c", cib) if cib else ()), *argv)
        with self._as_process(text_stream(stdin)) as (out, err):
            status = int(main(words))
            return Ran(status, written(out), written(err))

    @contextlib.contextmanager
    def _as_process(
        self, stdin: io.TextIOWrapper
    ) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
        out, err = text_stream(), text_stream()
        with pytest.MonkeyPatch.context() as patch, contextlib.chdir(self.folder):
            for name, stream in (("stdin", stdin), ("stdout", out), ("stderr", err)):
                patch.setattr(sys, name, stream)
            for name in list(os.environ):
                patch.delenv(name)
            for name, value in self.environment.items():
                patch.setenv(name, value)
            yield out, err

    def configure(self, *words: str, stdin: str = "") -> Ran:
        """Run a one-liner of the level `configure`."""
        return self("configure", *words, stdin=stdin)

    def batch(self, text: str, *options: str) -> Ran:
        """Run a command file that begins at the level `configure`."""
        return self(*options, "configure", stdin=text)

    def transcript(self, text: str) -> str:
        """Run a command file at `configure`, and return what is printed on both streams."""
        with self._as_process(text_stream(text)) as (out, _):
            sys.stderr = out
            status = int(main([*self.options, "-c", "cib.xml", "configure"]))
            return f"{written(out)}exit status {status}\n"

    def given(self, text: str) -> None:
        """Commit statements, to begin with."""
        ran = self.batch(f"{text}\ncommit\n")
        assert ran.status == 0, ran.err

    def loads(self, modules: Iterable[str], *words: str) -> set[str]:
        """Return which of some modules a command loads that does what it should."""
        code = (
            "import sys\n"
            f"modules = {sorted(modules)!r}\n"
            "from crmsh_py.cli import main\n"
            "status = main(sys.argv[1:])\n"
            "print('loaded', *(m for m in modules if m in sys.modules), file=sys.stderr)\n"
            "sys.exit(int(status))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, "-c", "cib.xml", *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return set(done.stderr.splitlines()[-1].split()[1:])

    def process(
        self,
        *argv: str,
        stdin: bytes | IO[bytes] | int | None = b"",
        cib: str = "cib.xml",
        timeout: float = 30,
    ) -> Ran:
        """Run as a process of its own."""
        words = (*self.options, *(("-c", cib) if cib else ()), *argv)
        given: dict[str, object] = (
            {"input": stdin} if isinstance(stdin, bytes) else {"stdin": stdin}
        )
        done = subprocess.run(  # type: ignore[call-overload]  # mypy cannot follow **given
            [*CRM, *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            check=False,
            timeout=timeout,
            **given,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def shell(self, line: str) -> Ran:
        """Let a shell run a line, in which `crm` is the program on cib.xml."""
        program = " ".join([*CRM, *self.options, "-c", "cib.xml"])
        done = subprocess.run(
            ["/bin/sh", "-c", f'crm() {{ {program} "$@"; }}\n{line}'],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=30,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


class StrictCrm(Crm):
    """The same, told all that checks find."""

    options = ()


def codes(text: str) -> list[str]:
    """Return the codes of the problems in a text, in order."""
    return [
        line.rpartition(" [")[2].removesuffix("]")
        for line in text.splitlines()
        if line.endswith("]") and (" error: " in line or line.startswith("error: "))
    ]
