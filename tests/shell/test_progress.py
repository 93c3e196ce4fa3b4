"""The line that says that a command is still at work: it comes late, and leaves no trace."""

import re
import time
from pathlib import Path

import pytest
from crm_runner import Crm

from crmsh_py.commands.counting import bar, counted
from shell.terminal import Terminal

PROMPT = "crm(cib.xml)#"
INFO = ("ra", "info", "ocf:test:Slow")
AT_WORK = re.compile(r"^[|/\\-] info \.\.\. [1-9] s$", re.MULTILINE)
METADATA = """<?xml version="1.0"?>
<resource-agent name="Slow" version="1.0">
<version>1.1</version>
<longdesc lang="en">Takes its time.</longdesc>
<shortdesc lang="en">Takes its time</shortdesc>
<parameters/>
<actions><action name="start" timeout="20s"/><action name="stop" timeout="20s"/></actions>
</resource-agent>"""
ANYTHING_LIKE_IT = re.compile(r"\.\.\. \d+ s")


def slow(folder: Path, seconds: float) -> str:
    """Make an agent that takes its time, and return the folder in which agents are."""
    agents = folder / "ocf" / "resource.d" / "test"
    agents.mkdir(parents=True)
    agent = agents / "Slow"
    agent.write_text(f"#!/bin/sh\nsleep {seconds}\ncat <<END\n{METADATA}\nEND\n")
    agent.chmod(0o755)
    return str(folder / "ocf")


def pause(terminal: Terminal, seconds: float) -> None:
    end = time.monotonic() + seconds
    terminal.wait(lambda: time.monotonic() > end)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert Crm(tmp_path).configure("primitive", "a", "Dummy").status == 0
    return tmp_path


def test_a_command_of_more_than_a_second_says_so_until_it_ends(folder: Path) -> None:
    with Terminal(folder, OCF_ROOT=slow(folder, 2.5)) as terminal:
        terminal.expect(PROMPT)
        terminal.keys(f"{' '.join(INFO)}\r")
        terminal.wait(lambda: AT_WORK.search(terminal.text) is not None)
        terminal.expect(PROMPT)

        assert not ANYTHING_LIKE_IT.search(terminal.text)
        assert terminal.leave("quit\r") == 0


def test_ctrl_c_ends_the_command_and_its_line(folder: Path) -> None:
    with Terminal(folder, OCF_ROOT=slow(folder, 60)) as terminal:
        terminal.expect(PROMPT)
        terminal.keys(f"{' '.join(INFO)}\r")
        terminal.wait(lambda: AT_WORK.search(terminal.text) is not None)
        terminal.keys("\x03")
        terminal.expect(PROMPT)

        assert "interrupted" in terminal.text
        assert not ANYTHING_LIKE_IT.search(terminal.text)


def test_a_one_liner_says_so_too_and_keeps_its_data_clean(folder: Path) -> None:
    with Terminal(folder, *INFO, into="data", OCF_ROOT=slow(folder, 2.5)) as terminal:
        terminal.wait(lambda: AT_WORK.search(terminal.text) is not None)
        assert terminal.leave("") == 0

        assert not ANYTHING_LIKE_IT.search(terminal.text)
    assert "Takes its time" in (folder / "data").read_text()
    assert not ANYTHING_LIKE_IT.search((folder / "data").read_text())


@pytest.mark.parametrize(
    ("term", "progress", "plain"),
    [("dumb", "yes", "no"), ("", "yes", "no"), ("xterm", "no", "no"), ("xterm", "yes", "yes")],
)
def test_who_wants_no_such_line_gets_none(
    folder: Path, term: str, progress: str, plain: str
) -> None:
    root = slow(folder, 1.6)
    with Terminal(
        folder, *INFO, OCF_ROOT=root, TERM=term, CRM_UI_PROGRESS=progress, CRM_UI_PLAIN=plain
    ) as terminal:
        terminal.leave("")

        assert not ANYTHING_LIKE_IT.search(terminal.raw)


def test_nothing_of_it_gets_into_a_log(folder: Path) -> None:
    ran = Crm(folder, OCF_ROOT=slow(folder, 1.6)).process(*INFO)

    assert not ANYTHING_LIKE_IT.search(ran.err + ran.out)


def test_an_editor_has_the_terminal_to_itself(folder: Path) -> None:
    editor = folder / "editor"
    editor.write_text("#!/bin/sh\nprintf 'in the editor'\nsleep 2.5\nprintf ', still\\n'\n")
    editor.chmod(0o755)
    with Terminal(folder, "configure", EDITOR=str(editor)) as terminal:
        terminal.expect("crm(cib.xml)configure#")
        terminal.keys("edit\r")
        terminal.wait(lambda: "in the editor, still" in terminal.text)

        assert not ANYTHING_LIKE_IT.search(terminal.raw)


def test_a_question_is_left_alone(folder: Path) -> None:
    with Terminal(folder, "configure") as terminal:
        terminal.expect("crm(cib.xml)configure#")
        terminal.type("primitive b Dummy", "crm(cib.xml)configure*#")
        terminal.keys("refresh\r")
        terminal.wait(lambda: "(d)rop/(m)erge/(n)o" in terminal.text)
        pause(terminal, 1.6)
        terminal.type("n", "crm(cib.xml)configure*#")

        assert not ANYTHING_LIKE_IT.search(terminal.raw)


def test_what_is_watched_is_left_alone(folder: Path) -> None:
    with Terminal(folder, "status", "--watch") as terminal:
        terminal.wait(lambda: "q ends" in terminal.text)
        pause(terminal, 2.6)
        terminal.leave("q")

        assert not ANYTHING_LIKE_IT.search(terminal.raw)


def test_long_jobs_of_known_length_are_counted() -> None:
    told: list[str] = []

    assert list(counted(told.append, "abcd", "lint")) == list("abcd")

    assert told == [
        "lint [....................] 0 of 4",
        "lint [#####...............] 1 of 4",
        "lint [##########..........] 2 of 4",
        "lint [###############.....] 3 of 4",
        "",
    ]


def test_a_single_job_is_not_counted() -> None:
    told: list[str] = []

    assert list(counted(told.append, ["a"], "lint")) == ["a"]

    assert told == []


def test_a_bar_always_has_the_same_width() -> None:
    assert {len(bar(done, 7)) for done in range(8)} == {22}
