"""`--watch` without a cluster: on a terminal of its own, and into a pipe."""

import os
import shutil
import signal
import subprocess
import termios
from pathlib import Path

import pexpect  # type: ignore[import-untyped]  # pexpect has no annotations
import pytest
from crm_runner import CASES, CRM, Crm

SAVED = CASES / "status/saved.cib"
WATCH = ("-c", "cib.xml", "status", "--watch", "0.2")


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path, TERM="xterm")
    shutil.copy(SAVED, crm.cib)
    return crm


def change(crm: Crm) -> None:
    """Replace the file as crm does, so that nobody sees half of it."""
    text = crm.cib.read_text(encoding="utf-8").replace('granted="true"', 'granted="false"')
    new = crm.folder / "new.xml"
    new.write_text(text, encoding="utf-8")
    new.replace(crm.cib)


def terminal(crm: Crm, *argv: str, **environment: str) -> pexpect.spawn:
    command, *words = [*CRM, *argv]
    return pexpect.spawn(
        command,
        words,
        cwd=crm.folder,
        env={**crm.environment, **environment},
        encoding="utf-8",
        timeout=20,
        dimensions=(12, 100),
    )


def ended(child: pexpect.spawn) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    status: int | None = child.exitstatus
    return status


@pytest.mark.parametrize("key", ["q", "\x03", "\x04"])
def test_a_key_ends_it_and_the_terminal_is_as_before(crm: Crm, key: str) -> None:
    child = terminal(crm, *WATCH)
    child.expect("q ends")
    child.expect("more lines below")

    child.send(key)

    child.expect(r"\x1b\[\?1049l")  # back to the first screen
    modes = termios.tcgetattr(child.child_fd)[3]
    assert modes & termios.ICANON
    assert modes & termios.ECHO
    assert ended(child) == 0


def test_what_changes_is_drawn_anew(crm: Crm) -> None:
    child = terminal(crm, *WATCH)
    child.expect("q ends")

    change(crm)

    child.expect("ticket tA is not granted here")
    child.send("q")
    assert ended(child) == 0


def test_what_does_not_fit_can_be_moved(crm: Crm) -> None:
    child = terminal(crm, *WATCH)
    child.expect("more lines below")

    child.send(" ")

    child.expect("resources")
    child.send("b")
    child.expect("status: ")
    child.send("q")
    assert ended(child) == 0


def test_a_file_that_cannot_be_read_for_a_while_does_not_end_it(crm: Crm) -> None:
    child = terminal(crm, *WATCH)
    child.expect("q ends")
    whole = crm.cib.read_bytes()

    crm.cib.write_text("<cib", encoding="utf-8")

    child.expect("not well-formed")
    child.expect("as it was at")
    crm.cib.write_bytes(whole)
    child.expect("every 0.2 s; q ends")
    child.send("q")
    assert ended(child) == 0


def test_no_color_means_none(crm: Crm) -> None:
    child = terminal(crm, *WATCH, NO_COLOR="1")
    child.expect("q ends")
    child.expect("more lines below")

    assert "\x1b[1;31m" not in child.before
    child.send("q")
    assert ended(child) == 0


def test_into_a_pipe_only_changes_are_printed(crm: Crm) -> None:
    with subprocess.Popen(
        [*CRM, *WATCH], cwd=crm.folder, env=crm.environment, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        change(crm)
        second = next(line for line in child.stdout if line.startswith("--- "))
        changed = next(line for line in child.stdout if "ticket tA" in line)
        os.kill(child.pid, signal.SIGTERM)
        rest = child.stdout.read()

    assert child.returncode == 0
    assert first[:6] == second[:6] == "--- 20"
    assert changed == "  info: ticket tA is not granted here\n"
    assert "--- " not in rest


def test_json_into_a_pipe_has_nothing_but_records(crm: Crm) -> None:
    with subprocess.Popen(
        [*CRM, "--json", *WATCH],
        cwd=crm.folder,
        env=crm.environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        child.stdout.close()  # nobody reads any more: that ends it
        status = child.wait(timeout=20)

    assert status == 0
    assert first.startswith('{"schema": "crm/1", "kind": "cluster"')


def test_a_first_look_that_fails_ends_it(crm: Crm) -> None:
    crm.cib.write_text("<cib", encoding="utf-8")

    ran = crm("status", "--watch")

    assert (ran.status, ran.out) == (65, "")
