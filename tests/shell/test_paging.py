"""Texts longer than the screen: who pages them, who does not, and what may go wrong."""

import os
import pty
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest
from crm_runner import Crm

from crmsh_py.shell.paging import Pager, is_longer, pager_of
from shell.terminal import Terminal

PROMPT = "crm(cib.xml)configure#"
LONG = "\n".join(f"primitive r{number:02} Dummy" for number in range(40))
WORDS = ("configure", "show")
LAST = "primitive r39 Dummy"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Crm(tmp_path).given(LONG)
    return tmp_path


def program(folder: Path, name: str, script: str) -> str:
    """Return the path of a program that does what a script says."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


@pytest.fixture
def pager(folder: Path) -> str:
    """Return a pager that tells that it pages, shows all, and ends."""
    return program(folder, "pager", f"echo paged; cat >{folder}/seen; cat {folder}/seen")


def lines(folder: Path, *words: str, **environment: str) -> list[str]:
    """Return what a one-liner leaves on the terminal."""
    with Terminal(folder, *words, columns=80, job=False, **environment) as terminal:
        terminal.leave("")
        return terminal.text.split("\n")


# ------------------------------------------------------------------ who pages


def test_what_is_longer_than_the_screen_is_paged_in_colour(folder: Path, pager: str) -> None:
    shown = lines(folder, *WORDS, PAGER=pager)

    assert (shown[0], shown[-1], len(shown)) == ("paged", LAST, 41)
    assert "\x1b[36mprimitive\x1b[0m" in (folder / "seen").read_text()


def test_what_fits_is_not(folder: Path, pager: str) -> None:
    assert lines(folder, *WORDS, "r1*", PAGER=pager)[0] == "primitive r10 Dummy"


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "dumb"},
        {"CRM_UI_PAGING": "never"},
        {"CRM_UI_PLAIN": "true"},
        {"PAGER": "cat"},
        {"PAGER": ""},
    ],
)
def test_who_wants_no_pager_gets_none(
    environment: dict[str, str], folder: Path, pager: str
) -> None:
    shown = lines(folder, *WORDS, **{"PAGER": pager, **environment})

    assert (shown[0], shown[-1]) == ("primitive r00 Dummy", LAST)


def test_an_option_keeps_the_pager_away(folder: Path, pager: str) -> None:
    with Terminal(folder, "--no-pager", *WORDS, PAGER=pager) as terminal:
        terminal.leave("")

        assert terminal.text.startswith("primitive r00 Dummy")


def test_without_colours_it_is_paged_all_the_same(folder: Path, pager: str) -> None:
    shown = lines(folder, *WORDS, PAGER=pager, NO_COLOR="1")

    assert shown[0] == "paged"
    assert "\x1b" not in (folder / "seen").read_text()


def test_json_is_never_paged(folder: Path, pager: str) -> None:
    assert lines(folder, "--json", *WORDS, PAGER=pager)[0] != "paged"


def test_a_file_of_commands_is_never_paged(folder: Path, pager: str) -> None:
    (folder / "commands").write_text("configure show\n")

    assert lines(folder, "-f", "commands", PAGER=pager)[0] == "primitive r00 Dummy"


def test_a_pipe_is_never_paged(folder: Path, pager: str) -> None:
    with Terminal(folder, *WORDS, into="out", PAGER=pager) as terminal:
        terminal.leave("")

    assert (folder / "out").read_text().splitlines()[0] == "primitive r00 Dummy"


def test_the_preference_goes_before_the_environment(folder: Path, pager: str) -> None:
    shown = lines(folder, *WORDS, CRM_UI_PAGER=f"{pager} 'an argument'", PAGER="cat")

    assert shown[0] == "paged"


def test_secrets_are_masked_in_the_pager_and_nothing_steers_the_terminal(
    folder: Path, pager: str
) -> None:
    Crm(folder).given("primitive f fence_ipmilan params password=hush ip=192.0.2.1")
    cib = Crm(folder).cib
    cib.write_text(cib.read_text().replace("192.0.2.1", "a\u202eb"))

    lines(folder, *WORDS, PAGER=pager)

    text = (folder / "seen").read_text()
    assert "hush" not in text
    assert "******" in text
    assert "\u202e" not in text


# ------------------------------------------------------------------ less


needs_less = pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")


@needs_less
def test_the_prompt_comes_back_when_less_is_left(folder: Path) -> None:
    with Terminal(folder, "configure", PAGER="less") as terminal:
        terminal.expect(PROMPT)
        terminal.keys("show\r")
        terminal.expect(":")
        assert LAST not in terminal.text
        terminal.keys("G")
        terminal.expect("(END)")
        assert LAST in terminal.text
        terminal.keys("\x03")  # less goes on
        terminal.keys("q")
        terminal.expect(PROMPT)
        assert "interrupted" not in terminal.text
        assert terminal.leave("quit\r") == 0


@needs_less
def test_leaving_less_early_is_silent(folder: Path) -> None:
    Crm(folder).given("\n".join(f"primitive r{number:04} Dummy" for number in range(6_000)))

    with Terminal(folder, *WORDS, PAGER="less") as terminal:
        terminal.wait(lambda: terminal.line == ":")
        status = terminal.leave("q")

    assert status == 0
    assert "rror" not in terminal.text


# ------------------------------------------------------------------ what may go wrong


@pytest.mark.parametrize("script", [None, "exit 1", "cat >/dev/null; exit 127", "kill -9 $$"])
def test_a_pager_that_fails_costs_nothing(script: str | None, folder: Path) -> None:
    broken = "/nonexistent" if script is None else program(folder, "broken", script)

    shown = lines(folder, *WORDS, PAGER=broken)

    assert (shown[0], shown[-1], len(shown)) == ("primitive r00 Dummy", LAST, 40)


def test_ctrl_c_ends_a_pager_and_is_no_failure(folder: Path) -> None:
    waiting = program(folder, "waiting", "echo waiting; exec sleep 60")

    with Terminal(folder, "configure", PAGER=waiting) as terminal:
        terminal.expect(PROMPT)
        terminal.keys("show\r")
        terminal.wait(lambda: "waiting" in terminal.text)
        terminal.keys("\x03")
        terminal.wait(lambda: terminal.line.endswith(PROMPT))
        assert "interrupted" not in terminal.text
        assert terminal.leave("quit\r") == 0


def test_what_a_pager_does_to_the_terminal_is_undone(folder: Path) -> None:
    rude = program(folder, "rude", "cat >/dev/null; stty -echo -icanon </dev/tty; kill -9 $$")

    with Terminal(folder, *WORDS, PAGER=rude) as terminal:
        terminal.leave("")

        assert terminal.text.endswith(LAST)


# ------------------------------------------------------------------ decisions, as functions


@pytest.mark.parametrize(
    ("preferred", "environment", "argv", "flags"),
    [
        ("", {}, ("less",), "FRX"),
        ("", {"PAGER": "less"}, ("less",), "FRX"),
        ("", {"PAGER": "/usr/bin/less -S"}, ("/usr/bin/less", "-S"), "FRX"),
        ("", {"LESS": "iMR"}, ("less",), "iMR"),
        ("", {"LESS": "iM"}, ("less", "-R"), "iM"),
        ("", {"LESS": ""}, ("less", "-R"), ""),
        ("", {"PAGER": "most -s"}, ("most", "-s"), None),
        ("more", {"PAGER": "less"}, ("more",), None),
        ("", {"PAGER": "less 'open"}, ("less",), "FRX"),
    ],
)
def test_less_gets_flags_that_suit_it_unless_the_user_chose_some(
    preferred: str, environment: dict[str, str], argv: tuple[str, ...], flags: str | None
) -> None:
    found = pager_of(preferred, environment)

    assert found is not None
    assert (found.argv, found.environment.get("LESS")) == (argv, flags)


@pytest.mark.parametrize("command", ["cat", "", "  ", "/bin/cat"])
def test_cat_is_no_pager(command: str) -> None:
    assert pager_of("", {"PAGER": command}) is None


@pytest.fixture
def screen() -> Iterator[TextIO]:
    """Give a terminal of 20 columns and 5 lines."""
    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as stream, os.fdopen(master, "rb"):
        os.system(f"stty rows 5 cols 20 <{os.ttyname(slave)}")
        yield stream


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("a\n" * 4, False),
        ("a\n" * 5, True),
        ("a" * 20 + "\n" + "b\n" * 3, False),
        ("a" * 21 + "\n" + "b\n" * 3, True),
        ("数" * 10 + "\n" + "b\n" * 3, False),
        ("数" * 11 + "\n" + "b\n" * 3, True),
        ("\x1b[1;36m" + "a" * 20 + "\x1b[0m\n" + "b\n" * 3, False),
        ("\t\t\ta\n" + "b\n" * 3, True),
        ("\n\n\n\n", False),
        ("", False),
    ],
)
def test_what_counts_are_lines_of_the_screen(text: str, longer: bool, screen: TextIO) -> None:
    assert is_longer(text, screen) is longer


def test_only_what_is_looked_at_is_made(folder: Path) -> None:
    first_line = program(folder, "first", f"read line; echo $line >{folder}/seen; exit 0")
    made = []

    def parts() -> Iterator[str]:
        for number in range(1_000):
            made.append(number)
            yield "x" * 10_000 + "\n"

    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as stream, os.fdopen(master, "rb"):
        done = Pager((first_line,), dict(os.environ)).show(parts(), stream)

    assert done
    assert len(made) < 100


def test_less_is_told_how_the_text_is_encoded_whatever_the_locale(
    folder: Path, screen: TextIO
) -> None:
    telling = program(folder, "telling", f"echo $LESSCHARSET >{folder}/told")

    Pager((telling,), {"LC_ALL": "C", "PATH": os.defpath}).show(["text"], screen)

    assert (folder / "told").read_text() == "utf-8\n"
