"""Machines made of namespaces, plugged into one switch: what a cluster needs to run on.

Each machine is a set of namespaces (mount, network, host name, processes).  They live in one more
such set, the room, which also holds the switch between them.  The real machine sees no network
and no mount of it; and the processes and all the rest go when the harness is closed *or dies*,
since the room lives only as long as its standard input is open.
"""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Answer = TypeVar("Answer")

HERE = Path(__file__).resolve().parent
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
UNSHARE = ("unshare", "--fork", "--mount", "--mount-proc", "--net", "--pid")

# The keeper outlives a harness that is killed, and tidies up after it.
KEEPER = 'state=$1; shift; "$@"; rm -rf --one-file-system "$state"'


class ClusterError(Exception):
    """Raised when the cluster cannot be started, or does not do in time what it should."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine that is switched on: what holds it, its PID 1, its socket at the switch."""

    process: subprocess.Popen[bytes]
    init: int
    port: str


def obstacle(tools: tuple[str, ...]) -> str | None:
    """Tell why there can be no such machines here, with these tools, or return None."""
    if os.geteuid() != 0:
        return "a test cluster needs root, for its namespaces"
    needed = ("ip", "nsenter", "unshare", *tools)
    missing = [tool for tool in needed if shutil.which(tool, path=PATH) is None]
    if missing:
        return f"a test cluster needs {', '.join(missing)}"
    trial = [*UNSHARE, "ip", "link", "add", "switch", "type", "bridge"]
    tried = subprocess.run(trial, capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"namespaces or bridges are not allowed here: {tried.stderr.strip()}"
    return None


def until(answer: Callable[[], Answer | None], *, timeout: float, what: str) -> Answer:
    """Ask again and again until the answer is a true one, and return it."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if found := answer():
            return found
        time.sleep(0.05)
    raise ClusterError(f"{what}: not so within {timeout:g} s")


def grandchild_of(pid: int) -> int | None:
    """Return the first child of the first child of a process: PID 1 of what `unshare` made."""
    for _ in range(2):
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        except OSError:
            return None
        if not children:
            return None
        pid = int(children.split()[0])
    return pid


class Room:
    """The room, and the machines in it, by their numbers."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self._machines: dict[int, Machine] = {}
        self._boots = 0
        self._power = threading.RLock()
        room = [*UNSHARE, "--propagation=private", str(HERE / "room.sh"), str(state), str(HERE)]
        self._keeper = subprocess.Popen(
            ["sh", "-c", KEEPER, "keeper", str(state), *room],
            stdin=subprocess.PIPE,
            env={"PATH": PATH},
            start_new_session=True,
        )

    @property
    def powered(self) -> list[int]:
        """Return the machines that are switched on."""
        with self._power:
            return sorted(self._machines)

    def open(self) -> None:
        """Wait until the room is there."""
        is_open = self.state / "room-is-open"
        until(is_open.exists, timeout=10, what="there is a room for the machines")

    def close(self) -> None:
        """End every process of every machine, and remove the state folder."""
        self._keeper.communicate()
        for machine in self._machines.values():
            machine.process.wait()
        self._machines.clear()

    def start(self, number: int, address: str, log: Path) -> None:
        """Switch a machine on."""
        with self._power:
            self.kill(number)
            self._boots += 1
            process = self._boot(number, address, log)
            init = until(lambda: grandchild_of(process.pid), timeout=10, what="a machine boots")
            machine = Machine(process, init, f"machine{number}-{self._boots}")
            self._machines[number] = machine
            # The hardware address outlasts a boot, or the others would look for the old one.
            hardware = ["address", f"02:00:0a:4e:00:{number:02x}"]
            peer = ["type", "veth", "peer", "name", "eth0", *hardware, "netns", str(init)]
            self._switch("add", machine.port, *peer)
            self._switch("set", machine.port, "master", "switch", "up")
            assert process.stdin is not None
            process.stdin.close()

    def kill(self, number: int) -> None:
        """Cut a machine's power: all of its processes end at once."""
        with self._power:
            machine = self._machines.pop(number, None)
            if machine is not None:
                os.kill(machine.init, signal.SIGKILL)
                machine.process.wait()

    def unplug(self, number: int) -> None:
        """Unplug a machine's network cable."""
        self._switch("set", self._machines[number].port, "nomaster")

    def plug(self, number: int) -> None:
        """Plug a machine's network cable in again."""
        self._switch("set", self._machines[number].port, "master", "switch")

    def entrance(self, number: int, folder: Path) -> list[str]:
        """Return the words that, in front of a command, run it on a machine in a folder."""
        target = f"--target={self._machines[number].init}"
        enter = ["nsenter", target, "--mount", "--uts", "--net", "--pid"]
        return [*enter, "env", f"--chdir={folder}"]

    def _init(self) -> int:
        what = "the room has a first process"
        return until(lambda: grandchild_of(self._keeper.pid), timeout=10, what=what)

    def _boot(self, number: int, address: str, log: Path) -> subprocess.Popen[bytes]:
        enter = ["nsenter", f"--target={self._init()}", "--mount", "--net", "--pid"]
        script = [str(HERE / "node.sh"), str(self.state), str(number), address]
        with log.open("ab") as output:
            return subprocess.Popen(
                [*enter, *UNSHARE, "--uts", *script],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env={"PATH": PATH},
                start_new_session=True,
            )

    def _switch(self, *words: str) -> None:
        enter = ["nsenter", f"--target={self._init()}", "--net"]
        subprocess.run([*enter, "ip", "link", *words], check=True, env={"PATH": PATH})
