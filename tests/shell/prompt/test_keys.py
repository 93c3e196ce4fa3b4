"""The keys of the prompt."""

from pathlib import Path

import pytest
from crm_runner import Crm

from shell.terminal import Terminal

TOP = "crm(cib.xml)#"
CLEAN = "crm(cib.xml)configure#"
DIRTY = "crm(cib.xml)configure*#"


def test_enter_goes_on_where_something_is_open(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy params state='/run/", "   >")
        terminal.type("a'", DIRTY)
        shown = terminal.type("show changed", DIRTY)
        terminal.leave("\x04d\r")

    assert shown == 'primitive a Dummy \\\n        params state="/run/a"'


def test_an_empty_line_ends_what_is_open(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("colocation c inf: ( a b", "   >")
        said = terminal.type("", CLEAN)
        assert terminal.leave("\x04") == 0

    assert "error" in said


def test_alt_enter_begins_a_line_wherever_one_is(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("primitive a Dummy\x1b\r")
        terminal.expect("   >")
        terminal.type("primitive b Dummy", DIRTY)
        undone = terminal.type("undo", CLEAN)
        assert terminal.leave("\x04") == 0

    assert "2 lines that were pasted" in undone


def test_up_and_down_move_within_several_lines(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("primitive a \\\rDummy params")
        terminal.expect("   > Dummy params")
        terminal.keys("\x1b[A")
        terminal.expect(f"{CLEAN} primitive a \\")
        terminal.keys("\x1b[B")
        terminal.expect("   > Dummy params")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


def test_up_finds_the_lines_that_begin_alike(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        terminal.type("show changed", DIRTY)
        terminal.keys("prim\x1b[A")
        terminal.expect(f"{DIRTY} primitive a Dummy")
        terminal.keys("\x03")
        terminal.expect(DIRTY)
        terminal.leave("\x04d\r")


def test_ctrl_r_searches_the_history(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("show type:primitive", CLEAN)
        terminal.type("show changed", CLEAN)
        terminal.keys("\x12prim")
        terminal.wait(lambda: "show type:primitive" in terminal.line)
        terminal.keys("\r")
        terminal.expect(f"{CLEAN} show type:primitive")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


def test_the_right_arrow_takes_what_is_suggested(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("show type:primitive", CLEAN)
        terminal.keys("show t")
        terminal.expect(f"{CLEAN} show type:primitive")
        terminal.keys("\x1b[C")
        assert "\x1b" in terminal.raw
        terminal.type("", CLEAN)
        assert terminal.leave("\x04") == 0


def test_lines_with_secrets_are_not_suggested(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        terminal.type("primitive b Dummy params password=geheim", DIRTY)
        terminal.keys("primitive ")
        terminal.expect(f"{DIRTY} primitive a Dummy")
        terminal.keys("b")
        terminal.expect(f"{DIRTY} primitive b")
        terminal.keys("\x03")
        terminal.leave("\x04d\r")


def test_a_single_word_is_completed_with_a_blank_behind_it(tmp_path: Path) -> None:
    Crm(tmp_path).given("primitive webserver Dummy")

    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("dele\t")
        terminal.expect(f"{CLEAN} delete")
        terminal.keys("webs\t")
        terminal.expect(f"{CLEAN} delete webserver")
        terminal.type("", DIRTY)
        terminal.leave("\x04d\r")


def test_enter_takes_the_word_that_is_chosen_and_does_nothing_yet(tmp_path: Path) -> None:
    Crm(tmp_path).given("primitive webserver Dummy\nprimitive webclient Dummy")

    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("delete web\t")
        terminal.wait(lambda: "webclient" in terminal.screen and "webserver" in terminal.screen)
        terminal.keys("\t\r")
        terminal.wait(lambda: terminal.screen.count("web") == 1)
        terminal.type("", DIRTY)
        terminal.leave("\x04d\r")


def test_twice_ctrl_c_tells_how_to_leave(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.keys("\x03")
        terminal.wait(lambda: terminal.text.count(TOP) == 2)
        assert "to leave" not in terminal.text
        terminal.keys("\x03")
        terminal.wait(lambda: "to leave, type 'quit'" in terminal.text)
        terminal.expect(TOP)
        assert terminal.leave("\x04") == 0


@pytest.mark.parametrize(("keys", "mode"), [("\x18\x05", "emacs"), ("\x1bv", "vi")])
def test_the_line_can_be_changed_in_the_editor(tmp_path: Path, keys: str, mode: str) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/a Dummy/b Dummy/' \"$1\"\n")
    editor.chmod(0o755)

    with Terminal(
        tmp_path, "configure", EDITOR=str(editor), CRM_PROMPT_EDITING_MODE=mode
    ) as terminal:
        terminal.expect(CLEAN)
        terminal.keys("primitive a Dummy")
        terminal.keys(keys)
        terminal.expect(f"{CLEAN} primitive b Dummy")
        terminal.type("", DIRTY)
        terminal.leave("\x04d\r")


def test_an_editor_that_is_not_there_leaves_the_line(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure", EDITOR="/nonexistent") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("primitive a Dummy\x18\x05")
        terminal.wait(lambda: "[tool-missing]" in terminal.text)
        terminal.expect(f"{CLEAN} primitive a Dummy")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


@pytest.mark.parametrize("key", ["?", "\x1bOP"])
def test_help_on_what_may_stand_at_the_cursor_leaves_the_line(tmp_path: Path, key: str) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys(f"location l web {key}")
        terminal.wait(lambda: "rule" in terminal.text)
        terminal.expect(f"{CLEAN} location l web")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


def test_f1_inside_a_word_is_help_on_it(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("primitive a Dummy\x1bb\x1bb\x1bb\x1bOP")
        terminal.wait(lambda: "primitive - " in terminal.text)
        terminal.expect(f"{CLEAN} primitive a Dummy")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


@pytest.mark.parametrize("typed", ["description=what?", "description='what ?", 'x="a" y=? z?'])
def test_a_question_mark_can_be_typed_where_no_word_begins(tmp_path: Path, typed: str) -> None:
    with Terminal(tmp_path, "configure", CRM_PROMPT_HINTS="false") as terminal:
        terminal.expect(CLEAN)
        terminal.keys(typed)
        terminal.expect(f"{CLEAN} {typed}")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


def test_ctrl_q_types_any_character(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("show \x11?")
        terminal.expect(f"{CLEAN} show ?")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


def test_f3_offers_words_while_one_types(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("\x1bORgrou")
        terminal.wait(lambda: "put primitives together" in terminal.screen)
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0


def test_ctrl_z_stops_the_shell_until_it_is_wanted_again(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure", job=True, PS1="sh> ") as terminal:
        terminal.keys(f"{terminal.command}\r")
        terminal.expect(CLEAN)
        terminal.keys("show type:nod\x1a")
        terminal.wait(lambda: "Stopped" in terminal.text)
        terminal.keys("fg\r")
        terminal.expect(f"{CLEAN} show type:nod")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        terminal.keys("\x04")
        terminal.expect("sh>")
        terminal.leave("exit\r")
