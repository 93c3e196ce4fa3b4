"""Running programs over ssh, played by a script that does what sshd does with a command.

tests/cluster/test_ssh.py has a real sshd.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from crm_runner import CRM, Crm

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.runner import Outcome
from crmsh_py.ssh import COMMAND, Address, SshRunner, parse_address

SHELLS = ("sh", "dash", "bash", "zsh", "fish", "tcsh")
NASTY = (
    *("", " ", "a b", "-n", "--", "*", "~", "=", "%", "%b%s", "$HOME", "$(touch x)", "`touch x`"),
    *("'", '"', "\\", "\\n", "\\0101", "!!", "!x", ";touch x", "|", "&", "#", "{a,b}", "(", "^"),
    *("line\nbreak", "\n", "tail\n\n", "\t", "ü 猫", "\x01\x7f\x88", "\udcff\udc81", "=%"),
    *("".join(map(chr, range(1, 128))), "x" * 70_000),
)
ECHO = (
    "import os, sys;"
    "os.write(1, b'\\0'.join(map(os.fsencode, sys.argv[1:])) + sys.stdin.buffer.read())"
)

SSH = """\
#!/bin/sh
here={folder}
printf '%s\\n' "$*" >>"$here/calls"
case "$*" in *ControlMaster=yes*) role=master ;; *) role=client ;; esac
while [ "$1" != -- ]; do shift; done
shift 2
{before}
exec {shell} -c "$1"
"""


@dataclass
class Host:
    """A machine that is reached by a script named ssh, which is a folder's only program."""

    folder: Path
    runner: SshRunner = field(init=False)

    def is_reached(self, shell: str = "sh", before: str = "") -> SshRunner:
        """Write the script: the login shell, and what happens before it starts."""
        script = self.folder / "bin/ssh"
        script.parent.mkdir(exist_ok=True)
        script.write_text(
            SSH.format(folder=shlex.quote(str(self.folder)), shell=shell, before=before)
        )
        script.chmod(0o755)
        runtime = self.folder / "run"
        runtime.mkdir(exist_ok=True)
        environment = {
            "PATH": f"{script.parent}:{os.environ['PATH']}",
            "XDG_RUNTIME_DIR": str(runtime),
            "CIB_file": "/elsewhere",
        }
        self.runner = SshRunner(Address("far", "me", 2222), environment)
        return self.runner

    @property
    def calls(self) -> list[str]:
        """What ssh was called with."""
        return (self.folder / "calls").read_text().splitlines()


@pytest.fixture
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Return a machine; the connection to it ends with the test."""
    made = Host(tmp_path_factory.mktemp("h"))
    made.is_reached()
    yield made
    made.runner.close()


def problem(caught: pytest.ExceptionInfo[CrmError]) -> Diagnostic:
    (only,) = caught.value.diagnostics
    return only


@pytest.mark.parametrize("shell", SHELLS)
def test_every_login_shell_passes_any_argument_on(host: Host, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    runner = host.is_reached(shell)

    outcome = runner.run([sys.executable, "-c", ECHO, *NASTY], stdin=b"= in\n\xff\0")

    assert outcome.stdout == b"\0".join(map(os.fsencode, NASTY)) + b"= in\n\xff\0"
    assert (outcome.status, outcome.stderr) == (0, b"")
    assert not list(Path.cwd().glob("x"))


@pytest.mark.parametrize("shell", ["dash", "bash", "zsh"])
def test_any_shell_can_be_the_one_that_reads_the_arguments(
    host: Host, shell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    monkeypatch.setattr("crmsh_py.ssh.COMMAND", COMMAND.replace("/bin/sh", shell, 1))
    runner = host.is_reached()

    outcome = runner.run([sys.executable, "-c", ECHO, *NASTY], stdin=b"in")

    assert outcome.stdout == b"\0".join(map(os.fsencode, NASTY)) + b"in"


def test_no_shell_is_given_anything_but_the_fixed_text(host: Host) -> None:
    runner = host.is_reached()

    runner.run(["printf", "%s", "one of ours"], environment={"NAME": "one of ours"})
    runner.run(["true"])

    commands = {call.partition(" -- far ")[2] for call in host.calls}
    assert commands == {COMMAND}
    assert len(host.calls) == 3
    assert not any("ours" in call for call in host.calls)
    assert not set("\\!\n") & set(COMMAND)
    assert COMMAND.count("'") == 2


def test_the_options_share_one_connection_and_forward_nothing(host: Host) -> None:
    host.is_reached().run(["true"])

    master, client = (call.partition(" -- ")[0].split() for call in host.calls)
    assert [word for word in master if word not in client] == ["ControlMaster=yes"]
    assert [word for word in client if word not in master] == ["ControlMaster=no"]
    (socket,) = (word for word in client if word.startswith("ControlPath="))
    assert Path(socket.partition("=")[2]).parent.parent == host.folder / "run"
    assert master[:3] == ["-T", "-a", "-x"]
    assert master[-4:] == ["-l", "me", "-p", "2222"]
    options = {word for word in master if "=" in word} - {socket, "ControlMaster=yes"}
    assert options == {
        *("BatchMode=yes", "ClearAllForwardings=yes", "ConnectTimeout=15", "ControlPersist=no"),
        *("LogLevel=ERROR", "RemoteCommand=none", "ServerAliveCountMax=3"),
        "ServerAliveInterval=5",
    }


def test_where_somebody_can_answer_ssh_may_ask(host: Host) -> None:
    host.is_reached()
    asking = SshRunner(Address("far"), host.runner._environment, may_ask=True)

    asking.run(["true"])
    asking.close()

    assert all("BatchMode=no" in call for call in host.calls)


def test_beside_the_prompt_ssh_asks_nothing(host: Host) -> None:
    host.is_reached()
    asking = SshRunner(Address("far"), host.runner._environment, may_ask=True)

    beside = threading.Thread(target=asking.run, args=[["true"]])
    beside.start()
    beside.join()
    asking.close()

    assert host.calls
    assert all("BatchMode=yes" in call for call in host.calls)


def test_the_folder_of_the_socket_is_ours_alone_and_goes_at_the_end(host: Host) -> None:
    runner = host.is_reached()
    runner.run(["true"])
    (folder,) = (host.folder / "run").iterdir()
    mode = folder.stat().st_mode & 0o777

    runner.close()

    assert mode == 0o700
    assert list((host.folder / "run").iterdir()) == []
    runner.run(["true"])
    assert len(host.calls) == 4


@pytest.mark.parametrize("folder", ["/no/such", "/" + "x" * 80, "/tmp/a b", "/tmp/%h", ""])
def test_a_folder_that_ssh_could_not_use_is_not_taken(host: Host, folder: str) -> None:
    environment = {**host.is_reached()._environment, "XDG_RUNTIME_DIR": folder}
    runner = SshRunner(Address("far"), environment)

    runner.run(["true"])
    runner.close()

    (socket,) = (word for word in host.calls[0].split() if word.startswith("ControlPath="))
    assert socket.startswith("ControlPath=/tmp/crm-")


def test_a_connection_that_ended_is_made_anew(host: Host) -> None:
    runner = host.is_reached(before='[ "$role" = client ] || { echo $$ >>"$here/masters"; }')
    runner.run(["true"])
    first = int((host.folder / "masters").read_text())
    os.kill(first, 9)
    while runner._connection is not None and runner._connection.companion.is_running:
        time.sleep(0.01)

    outcome = runner.run(["echo", "again"])

    assert outcome == Outcome(("echo", "again"), 0, b"again\n", b"")
    assert len((host.folder / "masters").read_text().split()) == 2


def test_the_status_and_both_outputs_come_back(host: Host) -> None:
    runner = host.is_reached()

    outcome = runner.run(
        ["sh", "-c", "cat; echo no newline, $0 | tr -d '\\n' >&2; exit 3", "x"], stdin=b"in"
    )

    assert outcome.stdout == b"in"
    assert (outcome.status, outcome.stderr) == (3, b"no newline, x")


def test_a_signal_is_a_negative_status(host: Host) -> None:
    assert host.is_reached().run(["sh", "-c", "kill -9 $$"]).status == -9


def test_a_program_that_reads_nothing_does_no_harm(host: Host) -> None:
    assert host.is_reached().run(["true"], stdin=b"x" * 1_000_000).status == 0


def test_the_environment_over_there_does_not_turn_tools_away(host: Host) -> None:
    runner = host.is_reached(before="export CIB_file=/x CIB_shadow=y PATH=/usr/bin:/bin")

    plain = runner.run(["env"]).stdout.decode().splitlines()
    given = runner.run(["env"], environment={"CIB_file": "/z '$(touch x)'"}).stdout.decode()

    assert not [line for line in plain if line.startswith("CIB_")]
    assert "CIB_file=/z '$(touch x)'" in given.splitlines()
    (path,) = (line for line in plain if line.startswith("PATH="))
    assert path.startswith("PATH=/usr/bin:/bin:/usr/local/sbin:")


def test_what_start_up_files_print_is_passed_over(host: Host) -> None:
    runner = host.is_reached(before="echo Welcome to far; echo '  crm-1' >&2")

    outcome = runner.run(["echo", "data"])

    assert (outcome.stdout, outcome.stderr) == (b"data\n", b"")


def test_a_program_that_is_missing_there_is_an_error(host: Host) -> None:
    with pytest.raises(CrmError) as caught:
        host.is_reached().run(["no-such-program"])

    assert problem(caught).code == "tool-missing"
    assert problem(caught).message == "the program 'no-such-program' cannot be run on far"


def test_words_of_the_shell_are_no_programs(host: Host) -> None:
    with pytest.raises(CrmError) as caught:
        host.is_reached().run(["eval", "touch x"])

    assert problem(caught).code == "tool-missing"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("ssh: connect to host far port 22: Connection refused", "host-unreachable"),
        ("ssh: Could not resolve hostname far: Name or service not known", "host-unreachable"),
        ("Host key verification failed.", "host-unreachable"),
        ("me@far: Permission denied (publickey,password).", "login-refused"),
        ("Received disconnect: Too many authentication failures", "login-refused"),
    ],
)
def test_what_ssh_says_about_the_connection_is_one_error(host: Host, words: str, code: str) -> None:
    runner = host.is_reached(before=f"echo {shlex.quote(words)} >&2; exit 255")

    with pytest.raises(CrmError) as caught:
        runner.run(["true"])

    assert (problem(caught).code, problem(caught).hint) == (code, words)
    assert list((host.folder / "run").iterdir()) == []


def test_a_login_shell_that_runs_nothing_is_an_error(host: Host) -> None:
    runner = host.is_reached(before="echo This account is currently not available.; exit 1")

    with pytest.raises(CrmError) as caught:
        runner.run(["true"])

    assert problem(caught).code == "host-unreachable"


def test_an_ssh_without_words_is_an_error(host: Host) -> None:
    with pytest.raises(CrmError) as caught:
        host.is_reached(before="exit 255").run(["true"])

    assert problem(caught).hint == "ssh ended with status 255"


def test_a_connection_that_fails_later_is_an_error(host: Host) -> None:
    mux = "mux_client_request_session: read from master failed: Broken pipe"
    say = f"echo {shlex.quote(mux)} >&2; echo No route to host >&2; exit 255"
    runner = host.is_reached(before=f'[ "$role" = master ] || {{ {say}; }}')

    with pytest.raises(CrmError) as caught:
        runner.run(["true"])

    assert (problem(caught).code, problem(caught).hint) == ("host-unreachable", "No route to host")


def test_a_connection_that_breaks_in_between_leaves_it_open_what_was_done(host: Host) -> None:
    cut = 'sh -c "$1" 2>"$here/words"; head -n 2 "$here/words" >&2; exit 255'
    runner = host.is_reached(before=f'[ "$role" = master ] || {{ {cut}; }}')

    with pytest.raises(CrmError) as caught:
        runner.run(["sh", "-c", "echo working >&2"])

    assert problem(caught).code == "connection-lost"
    assert problem(caught).hint == (
        "working\nit may have done its work or not: look before you try again"
    )


def test_a_program_that_does_not_end_is_told_with_its_machine(host: Host) -> None:
    with pytest.raises(CrmError) as caught:
        host.is_reached().run(["sleep", "60"], seconds=0.5)

    assert problem(caught).code == "timed-out"
    assert problem(caught).message == "'sleep' did not end on far within 0.5 seconds"


def test_a_login_that_does_not_end_is_stopped(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmsh_py.ssh._LOGIN_SECONDS", 0.2)
    start = time.monotonic()

    with pytest.raises(CrmError) as caught:
        host.is_reached(before="exec sleep 60").run(["true"])

    assert problem(caught).code == "timed-out"
    assert time.monotonic() - start < 10


def test_ctrl_c_while_ssh_logs_in_leaves_nothing_behind(host: Host) -> None:
    environment = dict(host.is_reached(before="exec sleep 60")._environment)
    environment.pop("CIB_file")
    argv = [*CRM, "--host", "far", "configure", "show"]
    crm = subprocess.Popen(argv, env={**environment, "HOME": str(host.folder)})
    while not (host.folder / "calls").exists():
        time.sleep(0.01)

    crm.send_signal(signal.SIGINT)

    assert crm.wait(30) == 130
    assert list((host.folder / "run").iterdir()) == []


def test_without_an_ssh_client_it_is_missing(host: Host) -> None:
    host.is_reached()
    (host.folder / "bin/ssh").write_text("#!/no/such/interpreter\n")

    with pytest.raises(CrmError) as caught:
        host.runner.run(["true"])

    assert problem(caught).code == "tool-missing"


def test_a_nul_character_is_refused_before_anything_is_sent(host: Host) -> None:
    with pytest.raises(CrmError) as caught:
        host.is_reached().run(["echo", "a\0b"])

    assert problem(caught).code == "usage"
    assert not (host.folder / "calls").exists()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("node1", Address("node1")),
        ("root@node-1.example.com", Address("node-1.example.com", "root")),
        ("root@node1:2222", Address("node1", "root", 2222)),
        ("ssh://ann@node1:22/", Address("node1", "ann", 22)),
        ("10.0.0.1:22", Address("10.0.0.1", None, 22)),
        ("ann@corp@node1", Address("node1", "ann@corp")),
        ("::1", Address("::1")),
        ("root@fe80::1%eth0", Address("fe80::1%eth0", "root")),
        ("root@[fe80::1%eth0]:22", Address("fe80::1%eth0", "root", 22)),
    ],
)
def test_addresses_are_understood(text: str, address: Address) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        *("", "-oProxyCommand=x", "root@-x", "-l@x", "a b", "a;b", "$(x)", "`x`", "a'b", "a/b"),
        *("@node", "root@", "node:", "node:0", "node:65536", "node:ssh", "ssh://", "ssh:///"),
        *("a\nb", "ü", "[::1", "[x]", "[-x]", "a%b", "a\\b", "a!b", "::1%-o x"),
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(CrmError) as caught:
        parse_address(text)

    assert problem(caught).code == "usage"


@pytest.mark.parametrize(
    ("words", "cib", "variables"),
    [
        (("--host", "-x"), "", {}),
        (("--host", "far"), "cib.xml", {}),
        (("--host", "far"), "", {"CIB_file": "cib.xml"}),
        (("--host", "far"), "", {"CIB_shadow": "test"}),
        (("--host=",), "", {}),
    ],
)
def test_a_host_that_cannot_be_meant_is_a_usage_error(
    tmp_path: Path, words: tuple[str, ...], cib: str, variables: dict[str, str]
) -> None:
    crm = Crm(tmp_path, **variables)

    ran = crm(*words, "configure", "show", cib=cib)

    assert (ran.status, ran.out) == (64, "")
    assert ran.err.count("[usage]") == 1
