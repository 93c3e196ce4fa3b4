"""The plain prompt: lines, for dumb terminals and screen readers."""

from pathlib import Path

import pytest
from crm_runner import Crm

from shell.terminal import Terminal

CLEAN = "crm(cib.xml)configure#"
DIRTY = "crm(cib.xml)configure*#"


@pytest.mark.parametrize("kind", ["dumb", "unknown", ""])
def test_a_statement_goes_on_over_several_lines(tmp_path: Path, kind: str) -> None:
    with Terminal(tmp_path, "configure", TERM=kind) as terminal:
        terminal.expect(CLEAN)
        terminal.type("colocation c inf: ( a", "   >")
        terminal.type("b )", CLEAN)
        terminal.type("primitive a Dummy \\", "   >")
        terminal.type("params state=/run/a", DIRTY)
        terminal.type("commit", CLEAN)
        assert terminal.leave("\x04") == 0

    assert Crm(tmp_path).configure("show").out == (
        'primitive a Dummy \\\n\tparams state="/run/a"\n'
    )
    assert "\x1b" not in terminal.raw


def test_the_preference_makes_any_terminal_plain(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure", CRM_UI_PLAIN="true") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        terminal.keys("dele\ta\r")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0

    assert "\x1b[3" not in terminal.raw
    assert "verify" not in terminal.text


def test_words_of_a_line_that_goes_on_are_completed(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure", TERM="dumb") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy \\", "   >")
        terminal.keys("para\t")
        terminal.expect("   > params")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


def test_ctrl_c_drops_the_line(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure", TERM="dumb") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("primitive a")
        terminal.expect(f"{CLEAN} primitive a")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        terminal.type("primitive b \\", "   >")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


def test_the_lines_above_are_called_back(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure", TERM="dumb") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy params password=geheim", DIRTY)
        terminal.keys("\x10")
        terminal.expect(f"{DIRTY} primitive a Dummy params password=******")
        terminal.keys("\x15show\r")
        terminal.wait(lambda: terminal.text.count("primitive a Dummy") == 2)
        terminal.expect(DIRTY)
        terminal.leave("\x04d\r")


def test_what_is_asked_for_is_no_line_of_the_history(tmp_path: Path) -> None:
    question = "There are uncommitted changes. (c)ommit/(d)iscard/(s)tay"

    with Terminal(tmp_path, "configure", TERM="dumb") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        terminal.type("quit", question)
        terminal.type("stay", DIRTY)
        terminal.keys("\x10")
        terminal.expect(f"{DIRTY} quit")
        terminal.keys("\r")
        terminal.expect(question)
        assert terminal.leave("d\r") == 0


def test_data_can_be_piped_away(tmp_path: Path) -> None:
    Crm(tmp_path).given("primitive a Dummy")

    with Terminal(tmp_path, "configure", into="shown", TERM="dumb") as terminal:
        terminal.expect(CLEAN)
        terminal.type("show", CLEAN)
        assert terminal.leave("quit\r") == 0

    assert (tmp_path / "shown").read_text() == "primitive a Dummy\n"


def test_what_is_pasted_is_done_whole_or_not_at_all(tmp_path: Path) -> None:
    text = "primitive a Dummy\nprimitive b Dummy\ndelete nosuch"

    with Terminal(tmp_path, "configure", CRM_UI_PLAIN="true") as terminal:
        terminal.expect(CLEAN)
        terminal.keys(f"\x1b[200~{text}\x1b[201~")
        terminal.wait(lambda: "delete nosuch" in terminal.text)
        said = terminal.type("", CLEAN)
        assert terminal.leave("\x04") == 0

    assert "<prompt>:3:8: error: there is no object 'nosuch'" in said
    assert "what the lines above it changed was taken back" in said
