"""Run programs on another machine over ssh, which needs nothing of ours over there.

sshd hands the text of a command to the user's login shell, whichever that is.  So what is sent
as a command is always the same text, in which all shells read the same; it starts /bin/sh, and
that reads the arguments, as data, from its standard input.  What follows them there is for the
program.  A word that we chose by chance goes round: what is printed before it comes from the
start-up files of the login shell, and where it is missing at the end the connection broke.

The connection is made once, and is then shared (ssh_config(5), ControlMaster).
"""

import os
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.program_log import logged
from crmsh_py.runner import (
    ELSEWHERE,
    SECONDS,
    SYSTEM_FOLDERS,
    Companion,
    LocalRunner,
    Outcome,
    check_arguments,
)

_NOTHING: Mapping[str, str] = MappingProxyType({})

_CONNECT_SECONDS = 15
_SILENCE_SECONDS = 5
_SILENCES = 3
_LOGIN_SECONDS = 60.0

_CHARACTER = r"[A-Za-z0-9_.-]"
_ADDRESS = re.compile(
    rf"(?:(?P<user>[A-Za-z0-9_](?:[@+]|{_CHARACTER})*\$?)@)?"
    rf"(?:(?P<name>[A-Za-z0-9_]{_CHARACTER}*)|\[(?P<numbers>[0-9A-Fa-f:.]+(?:%{_CHARACTER}+)?)\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
)
_BARE_NUMBERS = re.compile(r"(?P<user>[^@]*@)?(?P<numbers>[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*:[^\[\]@]*)")
_SHARING = re.compile(r"mux_client_|control ?socket ", re.IGNORECASE)
"""What ssh says about the connection that it shares, before it tries one of its own."""
_DENIED = re.compile(r"permission denied|too many authentication failures", re.IGNORECASE)

# No quotation mark, backslash, exclamation mark or line break: each means something else to one
# of the login shells.  `=` stands before an argument as it is, `%` before one for `printf %b`.
_SCRIPT = (
    "IFS= read -r word && IFS= read -r count || exit 255; "
    'while [ "$count" -gt 0 ]; do '
    "IFS= read -r argument || exit 255; "
    "case $argument in "
    '%*) argument=$(printf "%b." "${argument#%}"); argument=${argument%.} ;; '
    "*) argument=${argument#=} ;; "
    "esac; "
    'set -- "$@" "$argument"; count=$((count - 1)); '
    "done; "
    f'PATH="$PATH:{":".join(SYSTEM_FOLDERS)}"; export PATH; unset {" ".join(ELSEWHERE)}; '
    'echo "$word"; echo "$word" >&2; '
    '( exec "$@" ); result=$?; '
    'echo "$word $result" >&2; exit "$result"'
)
COMMAND = f"exec /bin/sh -c '{_SCRIPT}'"
"""All that a login shell over there ever gets to read."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to log in, and as whom; what is not said is for the user's ssh configuration."""

    host: str
    user: str | None = None
    port: int | None = None

    @property
    def options(self) -> list[str]:
        """The words that say so to ssh."""
        user = ["-l", self.user] if self.user else []
        port = ["-p", str(self.port)] if self.port else []
        return [*user, *port]


def parse_address(text: str) -> Address:
    """Return the address that `[ssh://][user@]host[:port]` means.

    Raises CrmError (usage): nothing gets through that ssh might take for an option.
    """
    plain = text.removeprefix("ssh://").removesuffix("/" if text.startswith("ssh://") else "")
    if bare := _BARE_NUMBERS.fullmatch(plain):
        plain = f"{bare['user'] or ''}[{bare['numbers']}]"
    found = _ADDRESS.fullmatch(plain)
    port = int(found["port"]) if found and found["port"] else None
    if found is None or (port is not None and not 0 < port < 65536):
        words = f"{text!r} is not the address of a machine"
        hint = "'--host NODE', '--host USER@NODE' or '--host USER@NODE:PORT'"
        raise CrmError(Diagnostic("usage", words, hint=hint))
    return Address(found["name"] or found["numbers"], found["user"], port)


class SshRunner:
    """Runs programs on another machine.

    The first one makes the connection, `close` ends it.  `may_ask`: somebody is there whom ssh
    can ask for a password, or whether a host key is right; it does so inside of
    `leave_terminal`.
    """

    def __init__(
        self,
        address: Address,
        environment: Mapping[str, str],
        *,
        may_ask: bool = False,
        leave_terminal: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self.address = address
        self._environment = environment
        self._local = LocalRunner(environment)
        self._may_ask = may_ask
        self._leave_terminal = leave_terminal
        self._connection: _Connection | None = None

    def run(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        seconds: float = SECONDS,
        environment: Mapping[str, str] = _NOTHING,
    ) -> Outcome:
        """Run a program over there to its end; see Runner.

        Raises CrmError (host-unreachable, login-refused, connection-lost, tool-missing,
        timed-out).
        """
        check_arguments(argv)
        variables = [f"{name}={value}" for name, value in environment.items()]
        word = _chance()
        message = _message(word, [*(["env", *variables] if variables else []), *argv])
        host = self.address.host
        with logged(argv, host) as ending:
            try:
                outcome = self._local.run(
                    self._ssh(self._connected(), "no"), stdin=message + stdin, seconds=seconds
                )
            except CrmError as error:
                raise _late(error, argv[0], host, seconds) from None
            unwrapped = _unwrapped(outcome, argv, word, host)
            ending.status = unwrapped.status
        return unwrapped

    def close(self) -> None:
        """End the connection; the next run would make a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def _asks(self) -> bool:
        """Whether ssh asks the user: not for a thread that looks at something beside the prompt."""
        return self._may_ask and threading.current_thread() is threading.main_thread()

    def _connected(self) -> Path:
        """Return the socket of the connection, which is made where there is none."""
        if self._connection is not None and self._connection.companion.is_running:
            return self._connection.socket
        self.close()
        folder = Path(tempfile.mkdtemp(prefix="crm-", dir=_room(self._environment)))
        try:
            with self._leave_terminal():
                companion = self._log_in(folder / "s")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._connection = _Connection(companion, folder)
        return self._connection.socket

    def _log_in(self, socket: Path) -> Companion:
        """Start the connection.  It lasts as long as its `cat` reads from us: never longer."""
        word = _chance()
        argv = self._ssh(socket, "yes")
        companion = self._local.start(argv, _message(word, ["cat"]))
        try:
            if companion.await_line(word + b"\n", None if self._asks else _LOGIN_SECONDS):
                return companion
        except BaseException:  # Ctrl-C too, while ssh asks for a password
            companion.close(grace=0)
            raise
        raise CrmError(_unreachable(companion.close(), self.address.host))

    def _ssh(self, socket: Path, master: str) -> list[str]:
        options = {
            "BatchMode": "no" if self._asks else "yes",
            "ClearAllForwardings": "yes",
            "ConnectTimeout": str(_CONNECT_SECONDS),
            "ControlMaster": master,
            "ControlPath": str(socket),
            "ControlPersist": "no",
            "LogLevel": "ERROR",
            "RemoteCommand": "none",
            "ServerAliveCountMax": str(_SILENCES),
            "ServerAliveInterval": str(_SILENCE_SECONDS),
        }
        words = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        # No terminal, no forwarding of the agent or of X.
        return [
            "ssh",
            "-T",
            "-a",
            "-x",
            *words,
            *self.address.options,
            "--",
            self.address.host,
            COMMAND,
        ]


@dataclass(frozen=True, slots=True)
class _Connection:
    """A connection that is shared through a socket in a folder of its own."""

    companion: Companion
    folder: Path

    @property
    def socket(self) -> Path:
        return self.folder / "s"

    def close(self) -> None:
        self.companion.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _room(environment: Mapping[str, str]) -> str | None:
    """Return where the folder of the socket can be, None for the system's place.

    A socket's path has 107 octets at most, of which ssh takes 17 for itself; and ssh takes `%`
    and `$` in it for names of other things.
    """
    for name in ("XDG_RUNTIME_DIR", "TMPDIR"):
        folder = environment.get(name, "")
        if re.fullmatch(r"/[\w./+-]{1,60}", folder, re.ASCII) and os.access(folder, os.W_OK):
            return folder
    return "/tmp"  # noqa: S108 - mkdtemp makes a folder in it that is ours alone


def _chance() -> bytes:
    return b"crm-" + os.urandom(8).hex().encode()


def _message(word: bytes, argv: Sequence[str]) -> bytes:
    """Return what the script over there reads: the word, a number, and so many arguments."""
    lines = [word, b"%d" % len(argv), *(_encoded(os.fsencode(argument)) for argument in argv)]
    return b"\n".join(lines) + b"\n"


def _encoded(argument: bytes) -> bytes:
    if all(32 <= octet < 127 for octet in argument):
        return b"=" + argument
    return b"%" + b"".join(b"\\0%03o" % octet for octet in argument)


def _unwrapped(outcome: Outcome, argv: Sequence[str], word: bytes, host: str) -> Outcome:
    """Return how the program over there ended, out of how ssh did.

    Raises CrmError (host-unreachable, login-refused, connection-lost, tool-missing).
    """
    _, begun, stdout = outcome.stdout.partition(word + b"\n")
    _, also_begun, said = outcome.stderr.partition(word + b"\n")
    if not begun or not also_begun:
        raise CrmError(_unreachable(outcome, host))
    stderr, ended, status = said.rpartition(word + b" ")
    number = re.match(rb"([0-9]{1,3})\n", status)
    if not ended or number is None:
        raise CrmError(_lost(argv[0], host, said))
    done = Outcome(tuple(argv), _status(int(number[1])), stdout, stderr)
    if done.status in {126, 127}:
        words = f"the program {argv[0]!r} cannot be run on {host}"
        raise CrmError(Diagnostic("tool-missing", words, hint=done.words or None))
    return done


def _status(number: int) -> int:
    """Return a status as LocalRunner does; a shell adds 128 to the number of a signal."""
    return 128 - number if 128 < number < 128 + 65 else number


def _late(error: CrmError, program: str, host: str, seconds: float) -> CrmError:
    """Name the program rather than ssh in `timed-out`."""
    if [problem.code for problem in error.diagnostics] != ["timed-out"]:
        return error
    words = f"{program!r} did not end on {host} within {seconds:g} seconds"
    return CrmError(Diagnostic("timed-out", words))


def _lost(program: str, host: str, said: bytes) -> Diagnostic:
    words = f"the connection to {host} broke while {program!r} was running"
    told = said.decode(errors="replace").strip()
    hint = "it may have done its work or not: look before you try again"
    return Diagnostic("connection-lost", words, hint=f"{told}\n{hint}" if told else hint)


def _unreachable(outcome: Outcome, host: str) -> Diagnostic:
    lines = [line for line in outcome.words.splitlines() if not _SHARING.match(line)]
    told = "\n".join(lines) or f"ssh ended with status {outcome.status}"
    if _DENIED.search(told):
        return Diagnostic("login-refused", f"{host} does not let this user log in", hint=told)
    words = f"cannot run programs on {host}"
    return Diagnostic("host-unreachable", words, hint=told)
