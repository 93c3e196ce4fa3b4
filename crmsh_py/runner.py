"""Run other programs: the only module that imports subprocess.

Programs get an argument vector, never a shell's command line.  What they say is captured as
bytes; what it means is for the caller.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.program_log import logged

ELSEWHERE = ("CIB_file", "CIB_shadow", "CIB_shadow_dir")
"""Variables that turn Pacemaker's tools away from the running cluster."""

SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
"""Looked through after the PATH, which often lacks the sbin folders for all but root."""

SECONDS = 60.0
"""Longer than cibadmin itself waits for an answer (30 seconds)."""

_GRACE_SECONDS = 1.0
_CHUNK = 65536

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
        check_arguments(argv)
        given = {**_without(self.environment, ELSEWHERE), **environment}
        try:
            with logged(argv) as ending:
                done = subprocess.run(
                    [self._program(argv[0]), *argv[1:]],
                    input=stdin,
                    capture_output=True,
                    timeout=seconds,
                    env=given,
                    check=False,
                )
                ending.status = done.returncode
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

    def feed_attached(self, argv: Sequence[str], parts: Iterable[bytes]) -> int:
        """Run a program on the terminal that reads a text, such as a pager; return its status.

        It need not read to the end: the parts that it has no use for are not even made.  Ctrl-C
        is for it alone.  Raises CrmError (tool-missing).
        """
        argv = [self._program(argv[0]), *argv[1:]]
        # Not SIG_IGN, which the program would inherit.
        before = signal.signal(signal.SIGINT, lambda *_: None)
        try:
            with subprocess.Popen(
                argv, stdin=subprocess.PIPE, env=dict(self.environment)
            ) as process:
                assert process.stdin is not None
                with contextlib.suppress(BrokenPipeError):
                    for part in parts:
                        process.stdin.write(part)
                    process.stdin.flush()
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.close()
                return process.wait()
        except OSError as error:
            raise CrmError(_cannot_run(argv[0], error.strerror)) from None
        finally:
            signal.signal(signal.SIGINT, before)

    def start(self, argv: Sequence[str], greeting: bytes) -> "Companion":
        """Start a program that runs beside us, which first of all is sent a greeting.

        It keeps the terminal, so that it can ask for a password there, but Ctrl-C does not end
        it.  Raises CrmError (tool-missing).
        """
        # A child that starts with the signal blocked never gets it; ours is only put off.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process = subprocess.Popen(
                [self._program(argv[0]), *argv[1:]],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=dict(self.environment),
            )
        except OSError as error:
            raise CrmError(_cannot_run(argv[0], error.strerror)) from None
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return Companion(tuple(argv), process, greeting)

    def find(self, program: str) -> Path | None:
        """Return where a program is, None if it is not installed.

        A name with a slash in it stands for itself.
        """
        folders = [""] if "/" in program else self._folders()
        for file in (Path(folder, program) for folder in folders):
            with contextlib.suppress(OSError):  # of a folder that may not be entered
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


@dataclass(frozen=True, slots=True)
class ConfinedRunner:
    """Runs programs on this machine of which nobody knows whether they end or how much they say.

    They get `environment` and nothing else, no terminal, and may print `most` octets.  What they
    started ends with them if they have to be stopped.
    """

    environment: Mapping[str, str]
    most: int

    def run(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        seconds: float = SECONDS,
        environment: Mapping[str, str] = _NOTHING,
    ) -> Outcome:
        """Run a program to its end; `environment` is added to what it is given anyway.

        Raises CrmError (tool-missing, timed-out, tool-failed for too much output).
        """
        check_arguments(argv)
        with logged(argv) as ending, self._start(argv, stdin, environment) as process:
            try:
                stdout, stderr = self._outputs(process, time.monotonic() + seconds)
            except TimeoutError:
                raise CrmError(_timed_out(argv[0], seconds)) from None
            finally:
                ending.status = process.returncode
                if process.returncode is None:
                    os.killpg(process.pid, signal.SIGKILL)
        return Outcome(tuple(argv), process.returncode, stdout, stderr)

    def _start(
        self, argv: Sequence[str], stdin: bytes, environment: Mapping[str, str]
    ) -> "subprocess.Popen[bytes]":
        """Start a program whose whole input waits for it, so that only outputs need a look."""
        reading, writing = os.pipe()
        try:
            os.set_blocking(writing, False)
            if stdin and os.write(writing, stdin) < len(stdin):
                raise CrmError(Diagnostic("usage", f"{argv[0]!r} cannot be told that much"))
            return subprocess.Popen(
                argv,
                stdin=reading,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**self.environment, **environment},
                start_new_session=True,
            )
        except OSError as error:
            raise CrmError(_cannot_run(argv[0], error.strerror)) from None
        finally:
            os.close(reading)
            os.close(writing)  # nobody else has it: the program's input ends here

    def _outputs(self, process: "subprocess.Popen[bytes]", deadline: float) -> tuple[bytes, bytes]:
        """Read what it prints, to its end.  Raises TimeoutError, CrmError (tool-failed)."""
        assert process.stdout is not None
        assert process.stderr is not None
        read = {process.stdout.fileno(): bytearray(), process.stderr.fileno(): bytearray()}
        with selectors.DefaultSelector() as selector:
            for descriptor in read:
                selector.register(descriptor, selectors.EVENT_READ)
            while selector.get_map():
                ready = selector.select(max(deadline - time.monotonic(), 0))
                if not ready:
                    raise TimeoutError
                for key, _ in ready:
                    octets = os.read(key.fd, _CHUNK)
                    read[key.fd] += octets
                    if not octets:
                        selector.unregister(key.fd)
                if sum(map(len, read.values())) > self.most:
                    raise CrmError(_too_much(self.most))
        try:
            process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        stdout, stderr = (bytes(each) for each in read.values())
        return stdout, stderr


class Companion:
    """A program that runs beside us until it is told to end; it ends with us, however we do.

    It has to end by itself when its standard input does.
    """

    def __init__(
        self, argv: tuple[str, ...], process: "subprocess.Popen[bytes]", greeting: bytes
    ) -> None:
        self._argv = argv
        self._process = process
        self._greet(greeting)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def await_line(self, line: bytes, seconds: float | None) -> bool:
        """Wait until it prints a line, and pass over those before; False: it ended first.

        Raises CrmError (timed-out).
        """
        assert self._process.stdout is not None
        late = threading.Event()
        timer = threading.Timer(seconds or 0, self._stop, [late])
        if seconds is not None:
            timer.start()
        try:
            found = any(said == line for said in iter(self._process.stdout.readline, b""))
        finally:
            timer.cancel()
        if late.is_set():
            self.close()
            raise CrmError(_timed_out(self._argv[0], seconds or 0))
        return found

    def close(self, grace: float = _GRACE_SECONDS) -> Outcome:
        """Let it end, stop it if it does not within so many seconds; return how it ended."""
        try:
            stdout, stderr = self._process.communicate(timeout=grace)
        except subprocess.TimeoutExpired:
            self._process.terminate()
            stdout, stderr = self._process.communicate()
        return Outcome(self._argv, self._process.returncode, stdout, stderr)

    def _greet(self, greeting: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended: that is seen when its line is awaited
            self._process.stdin.write(greeting)
            self._process.stdin.flush()

    def _stop(self, late: threading.Event) -> None:
        late.set()
        self._process.terminate()


class Worker:
    """A program beside us that reads a request, and answers it; it can be stopped at any time.

    It has no terminal, and may still run when we do not any more.
    """

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start it.  Raises CrmError (tool-missing)."""
        self._argv = tuple(argv)
        try:
            self._process = subprocess.Popen(
                argv,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=dict(environment),
                start_new_session=True,
            )
        except OSError as error:
            raise CrmError(_cannot_run(argv[0], error.strerror)) from None

    def ask(self, stdin: bytes, seconds: float) -> Outcome:
        """Return how it ended: with an answer, or stopped.  Raises CrmError (timed-out)."""
        try:
            stdout, _ = self._process.communicate(stdin, timeout=seconds)
        except subprocess.TimeoutExpired:
            self.stop()
            raise CrmError(_timed_out(self._argv[0], seconds)) from None
        return Outcome(self._argv, self._process.returncode, stdout, b"")

    def stop(self) -> None:
        """End it, with all that it started."""
        with contextlib.suppress(ProcessLookupError):
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)


def check_arguments(argv: Sequence[str]) -> None:
    """Raise CrmError (usage) if there is an argument that no program can be given."""
    if any("\0" in argument for argument in argv):
        words = f"an argument for {argv[0]!r} holds a NUL character"
        raise CrmError(Diagnostic("usage", words, hint="no program can be given one"))


def _without(environment: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in names}


def _cannot_run(program: str, reason: str | None = None) -> Diagnostic:
    because = f": {reason}" if reason else ""
    return Diagnostic("tool-missing", f"the program {program!r} cannot be run{because}")


def _timed_out(program: str, seconds: float) -> Diagnostic:
    return Diagnostic("timed-out", f"{program!r} did not end within {seconds:g} seconds")


def _too_much(most: int) -> Diagnostic:
    return Diagnostic("tool-failed", f"it prints more than {most} octets")
