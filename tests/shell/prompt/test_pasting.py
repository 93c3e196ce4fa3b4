"""What is pasted at once is done whole, or not at all."""

from pathlib import Path

import pytest
from crm_runner import Crm

from shell.terminal import Terminal

CLEAN = "crm(cib.xml)configure#"
DIRTY = "crm(cib.xml)configure*#"


def paste(terminal: Terminal, text: str, prompt: str) -> str:
    """Paste a text, which waits for Enter, and return what was said about it."""
    terminal.keys(f"\x1b[200~{text}\x1b[201~")
    last = text.splitlines()[-1]
    terminal.wait(lambda: last.strip() in terminal.text)
    return terminal.type("", prompt)


def committed(folder: Path) -> str:
    return Crm(folder).configure("show").out


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_several_lines_can_be_pasted(tmp_path: Path, end: str) -> None:
    lines = ("primitive a Dummy", "primitive b Dummy \\", "\tparams x=y", "group g a b", "commit")

    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        paste(terminal, end.join(lines), CLEAN)
        assert terminal.leave("\x04") == 0

    assert committed(tmp_path) == (
        "primitive a Dummy\nprimitive b Dummy \\\n\tparams x=y\ngroup g a b\n"
    )


def test_every_error_of_the_syntax_is_told_before_anything_is_done(tmp_path: Path) -> None:
    text = "primitive a Dummy\nprimitve b Dummy\nprimitive c Dummy parms x=y\ndelete a"

    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        said = paste(terminal, text, CLEAN)
        assert terminal.leave("\x04") == 0

    assert "<prompt>:2:1: error: there is no command 'primitve' in configure" in said
    assert "<prompt>:3:19: error:" in said


def test_a_line_that_fails_takes_back_those_above_it(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive before Dummy", DIRTY)
        said = paste(terminal, "primitive a Dummy\ndelete nosuch\nprimitive b Dummy", DIRTY)
        shown = terminal.type("show changed", DIRTY)
        redone = terminal.type("redo", DIRTY)
        terminal.leave("\x04d\r")

    assert "<prompt>:2:8: error: there is no object 'nosuch'" in said
    assert "what the lines above it changed was taken back" in said
    assert shown == "primitive before Dummy"
    assert "there is nothing to be redone" in redone


def test_what_was_pasted_is_one_step_to_undo(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive before Dummy", DIRTY)
        paste(terminal, "primitive a Dummy\nprimitive b Dummy\ngroup g a b", DIRTY)
        undone = terminal.type("undo", DIRTY)
        shown = terminal.type("show changed", DIRTY)
        terminal.type("redo", DIRTY)
        whole = terminal.type("show changed", DIRTY)
        terminal.leave("\x04d\r")

    assert "3 lines that were pasted" in undone
    assert shown == "primitive before Dummy"
    assert whole.endswith("group g a b")


def test_a_commit_in_between_stays_when_a_line_below_it_fails(tmp_path: Path) -> None:
    text = "primitive a Dummy\ncommit\nprimitive b Dummy\ndelete nosuch"

    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        said = paste(terminal, text, CLEAN)
        assert terminal.leave("\x04") == 0

    assert "what the lines below line 2 changed was taken back" in said
    assert committed(tmp_path) == "primitive a Dummy\n"


def test_a_commit_that_fails_takes_back_what_was_pasted_with_it(tmp_path: Path) -> None:
    text = "primitive a Dummy params\ngroup g a nosuch\ncommit"

    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        said = paste(terminal, text, CLEAN)
        assert terminal.leave("\x04") == 0

    assert "error" in said
    assert not (tmp_path / "cib.xml").exists()


def test_a_paste_that_fails_leads_to_no_other_level(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.expect("crm(cib.xml)#")
        paste(terminal, "configure\nprimitive a Dummy\ndelete nosuch", "crm(cib.xml)#")
        paste(terminal, "configure\nprimitive a Dummy", DIRTY)
        terminal.leave("\x04d\r")


def test_a_prompt_that_was_copied_with_its_lines_is_told_for_each(tmp_path: Path) -> None:
    text = "crm(live)configure# primitive a Dummy\ncrm(live)configure*# commit"

    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        said = paste(terminal, text, CLEAN)
        assert terminal.leave("\x04") == 0

    assert "<prompt>:1:1: error: the line begins with a prompt" in said
    assert "<prompt>:2:1: error: the line begins with a prompt" in said
