"""Pending changes outlive the shell that they were made in."""

import signal
from pathlib import Path

import pytest
from crm_runner import Crm

from shell.terminal import Terminal

CLEAN = "crm(cib.xml)configure#"
DIRTY = "crm(cib.xml)configure*#"
QUESTION = "A lost shell had changes pending, "
STATE = "home/.local/state/crm"


def kept(folder: Path) -> list[Path]:
    return sorted((folder / STATE).glob("*pending-*"))


def dies(folder: Path, *lines: str, by: int = signal.SIGHUP) -> None:
    """Type lines, the last of which leaves changes pending, and lose the terminal."""
    with Terminal(folder, "configure") as terminal:
        terminal.expect(CLEAN)
        for line in lines:
            terminal.type(line, DIRTY)
        terminal.die(by)


def asked(terminal: Terminal) -> None:
    terminal.wait(lambda: QUESTION in terminal.text and terminal.line.endswith("(l)ater"))


@pytest.mark.parametrize("by", [signal.SIGHUP, signal.SIGKILL, signal.SIGTERM])
def test_what_was_pending_is_offered_to_the_next_shell(tmp_path: Path, by: int) -> None:
    dies(tmp_path, "primitive a Dummy", "primitive b Dummy params password=geheim", by=by)
    (file,) = kept(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600

    with Terminal(tmp_path, "configure") as terminal:
        asked(terminal)
        terminal.type("recover", DIRTY)
        undone = terminal.type("undo", CLEAN)
        terminal.type("redo", DIRTY)
        terminal.type("commit", CLEAN)
        assert terminal.leave("\x04") == 0

    assert "what another shell had left pending" in undone
    assert kept(tmp_path) == []
    shown = Crm(tmp_path).configure("show", "--show-secrets").out
    assert "primitive a Dummy" in shown
    assert Crm(tmp_path).configure("show").out.count("primitive") == 2


def test_it_is_merged_with_what_others_did_since(tmp_path: Path) -> None:
    Crm(tmp_path).given("primitive a Dummy\nprimitive b Dummy")
    dies(tmp_path, "delete b")
    Crm(tmp_path).configure("primitive", "c", "Dummy")

    with Terminal(tmp_path, "configure") as terminal:
        asked(terminal)
        terminal.type("recover", DIRTY)
        terminal.type("commit", CLEAN)
        assert terminal.leave("\x04") == 0

    assert Crm(tmp_path).configure("show").out == "primitive a Dummy\nprimitive c Dummy\n"


def test_what_clashes_with_what_others_did_stays_kept(tmp_path: Path) -> None:
    dies(tmp_path, "primitive a Dummy")
    Crm(tmp_path).configure("primitive", "a", "Stateful")

    with Terminal(tmp_path, "configure") as terminal:
        asked(terminal)
        said = terminal.type("recover", CLEAN)
        assert terminal.leave("\x04") == 0

    assert "[conflict]" in said
    assert len(kept(tmp_path)) == 1


def test_it_can_wait_and_it_can_be_dropped(tmp_path: Path) -> None:
    dies(tmp_path, "primitive a Dummy")

    with Terminal(tmp_path, "configure") as terminal:
        asked(terminal)
        terminal.type("later", CLEAN)
        assert terminal.leave("\x04") == 0
    with Terminal(tmp_path, "configure") as terminal:
        asked(terminal)
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0
    with Terminal(tmp_path, "configure") as terminal:
        asked(terminal)
        terminal.type("drop", CLEAN)
        assert terminal.leave("\x04") == 0

    assert kept(tmp_path) == []


def test_a_shell_that_lives_is_left_alone(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as one, Terminal(tmp_path, "configure") as other:
        one.expect(CLEAN)
        other.expect(CLEAN)
        one.type("primitive a Dummy", DIRTY)
        with Terminal(tmp_path, "configure") as third:
            third.expect(CLEAN)
            assert third.leave("\x04") == 0
        assert other.leave("\x04") == 0
        assert len(kept(tmp_path)) == 1
        one.leave("\x04d\r")

    assert kept(tmp_path) == []


def test_what_was_pending_elsewhere_is_not_offered(tmp_path: Path) -> None:
    dies(tmp_path, "primitive a Dummy")

    with Terminal(tmp_path, "-c", "other.xml", "configure") as terminal:
        terminal.expect("crm(other.xml)configure#")
        assert terminal.leave("\x04") == 0


@pytest.mark.parametrize("text", [b"", b"{}\n", b'{"configuration": 1}\n', b"\xff\xfe"])
def test_a_file_that_is_broken_is_left_alone(tmp_path: Path, text: bytes) -> None:
    (tmp_path / STATE).mkdir(parents=True)
    (tmp_path / STATE / "pending-broken").write_bytes(text)

    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


def test_a_terminal_that_is_gone_does_not_make_it_ask_for_ever(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        for _ in range(2):
            terminal.keys("\x04\x04")
            terminal.expect(DIRTY)
        assert terminal.leave("\x04\x04") == 0

    assert "what is pending is kept for the next shell" in terminal.text
    assert len(kept(tmp_path)) == 1
