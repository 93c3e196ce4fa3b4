"""The prompt, by somebody who types at a terminal."""

from pathlib import Path
from typing import Any

import pytest
from crm_runner import SCENARIO, Crm

from crmsh_py.xmltree import canonical, parse
from shell.terminal import Terminal

TOP = "crm(cib.xml)#"
CLEAN = "crm(cib.xml)configure#"
DIRTY = "crm(cib.xml)configure*#"
QUESTION = "There are uncommitted changes. (c)ommit/(d)iscard/(s)tay"


def committed(folder: Path) -> str:
    return Crm(folder).configure("show").out


def test_the_scenario_typed_line_by_line(tmp_path: Path) -> None:
    enter, *lines = (SCENARIO / "scenario.crm").read_text().splitlines()

    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.type(enter, CLEAN)
        for line in lines:
            clean = line.startswith(("commit", "show"))
            said = terminal.type(line, CLEAN if clean else DIRTY)
            assert "error" not in said
        status = terminal.leave("quit\r")

    assert status == 0
    configuration = parse((tmp_path / "cib.xml").read_text(), "").find("configuration")
    assert configuration is not None
    for section in parse((SCENARIO / "committed.xml").read_text(), ""):
        found = configuration.find(str(section.tag))
        assert found is not None
        assert canonical(found) == canonical(section)


def test_levels_are_in_the_prompt(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.type("configure", CLEAN)
        terminal.type("up", TOP)
        terminal.type("cd configure", CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        terminal.type("end", "crm(cib.xml)*#")
        terminal.type("configure undo", TOP)
        assert terminal.leave("bye\r") == 0


def test_a_level_on_the_command_line_is_where_the_prompt_begins(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        assert terminal.leave("exit\r") == 0


def test_a_line_for_another_level_leaves_its_change_pending(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.type("configure primitive a Dummy", "crm(cib.xml)*#")
        terminal.type("configure commit", TOP)
        assert terminal.leave("quit\r") == 0

    assert committed(tmp_path) == "primitive a Dummy\n"


def test_an_error_is_told_and_one_goes_on(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        said = terminal.type("primitve a Dummy", CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        again = terminal.type("primitive a Dummy", DIRTY)
        terminal.type("commit", CLEAN)
        assert terminal.leave("quit\r") == 0

    assert "<prompt>:1:1: error: there is no command 'primitve' in configure" in said
    assert "  hint: did you mean 'primitive'?" in said
    assert "[duplicate-id]" in again.replace("\n", "")
    assert committed(tmp_path) == "primitive a Dummy\n"


def test_an_error_of_another_level_does_not_lead_there(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.type("resource stop nothing", TOP)
        terminal.type("configure", CLEAN)
        terminal.type("convert heartbeat nowhere", CLEAN)
        assert terminal.leave("quit\r") == 0


def test_ctrl_c_clears_the_line(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("primitive a Dummy")
        terminal.expect(f"{CLEAN} primitive a Dummy")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        terminal.keys("primitive b \\\r")
        terminal.expect("   >")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0

    assert not (tmp_path / "cib.xml").exists()


def test_a_statement_goes_on_over_several_lines(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy \\", "   >")
        terminal.type("params state=/run/a \\", "   >")
        terminal.type("op monitor interval=10s", DIRTY)
        terminal.type("commit", CLEAN)
        assert terminal.leave("\x04") == 0

    assert committed(tmp_path) == (
        'primitive a Dummy \\\n\tparams state="/run/a" \\\n\top monitor interval=10s\n'
    )


@pytest.mark.parametrize("key", ["quit\r", "\x04"])
@pytest.mark.parametrize("answer", ["c", "commit"])
def test_leaving_with_changes_can_commit_them(tmp_path: Path, key: str, answer: str) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        terminal.keys(key)
        terminal.expect(QUESTION)
        assert "+ primitive a Dummy" in terminal.text
        assert terminal.leave(f"{answer}\r") == 0

    assert committed(tmp_path) == "primitive a Dummy\n"


def test_leaving_with_changes_can_stay_and_then_discard_them(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        terminal.type("quit", QUESTION)
        terminal.type("perhaps", QUESTION)
        terminal.type("stay", DIRTY)
        terminal.type("quit", QUESTION)
        terminal.keys("\x03")
        terminal.expect(DIRTY)
        terminal.type("quit", QUESTION)
        assert terminal.leave("d\r") == 0

    assert not (tmp_path / "cib.xml").exists()


def test_leaving_stays_if_the_commit_fails(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        Crm(tmp_path).configure("primitive", "a", "Stateful")
        terminal.type("quit", QUESTION)
        said = terminal.type("commit", DIRTY)
        terminal.type("quit", QUESTION)
        assert terminal.leave("discard\r") == 0

    assert "[conflict]" in said
    assert committed(tmp_path) == "primitive a ocf:pacemaker:Stateful\n"


def test_refreshing_asks_before_it_drops_changes(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        question = "Drop the pending changes, or merge them? (d)rop/(m)erge/(n)o"
        terminal.type("refresh", question)
        terminal.type("no", DIRTY)
        terminal.type("refresh", question)
        terminal.type("drop", CLEAN)
        assert terminal.leave("\x04") == 0


def test_an_edit_with_errors_opens_again_with_each_error_above_its_line(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\ncp "$1" "seen$(ls seen* 2>/dev/null | wc -l)"\n'
        'if grep -q bad "$1"; then sed -i /bad/d "$1"\n'
        'else printf "# mine\nprimitive a Dummy\nbad\n" >>"$1"; fi\n'
    )
    editor.chmod(0o755)

    with Terminal(tmp_path, "configure", EDITOR=str(editor)) as terminal:
        terminal.expect(CLEAN)
        said = terminal.type("edit", DIRTY)
        terminal.type("commit", CLEAN)
        assert terminal.leave("\x04") == 0

    assert committed(tmp_path) == "# mine\nprimitive a Dummy\n"
    assert "'bad' begins no statement of the language" in said
    assert (tmp_path / "seen1").read_text() == (
        "# mine\nprimitive a Dummy\n"
        "# ERROR 4:1: 'bad' begins no statement of the language [syntax-error]\n"
        "bad\n"
    )
    assert not list((tmp_path / "home/.local/state/crm").glob("edit-*"))


@pytest.mark.parametrize("gives_up", ["true", ': >"$1"'])
def test_an_edit_that_is_given_up_keeps_the_text(tmp_path: Path, gives_up: str) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        f'#!/bin/sh\nif grep -q bad "$1"; then {gives_up}; else echo bad >>"$1"; fi\n'
    )
    editor.chmod(0o755)

    with Terminal(tmp_path, "configure", EDITOR=str(editor)) as terminal:
        terminal.expect(CLEAN)
        said = terminal.type("edit", CLEAN)
        assert terminal.leave("\x04") == 0

    (kept,) = (tmp_path / "home/.local/state/crm").glob("edit-*")
    assert "nothing was changed" in said
    assert "your text is kept in" in said
    assert kept.read_text() == "bad\n"
    assert kept.stat().st_mode & 0o777 == 0o600


def test_the_history_is_kept_over_runs_and_holds_no_secrets(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive a Dummy params password=geheim", DIRTY)
        terminal.type("show type:primitive", DIRTY)
        terminal.leave("\x04d\r")
    history = tmp_path / "home/.local/state/crm/history"

    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("\x1b[A")
        terminal.expect(f"{CLEAN} show type:primitive")
        terminal.keys("\x1b[A")
        terminal.expect(f"{CLEAN} primitive a Dummy params password=******")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        terminal.leave("\x04")

    assert history.stat().st_mode & 0o777 == 0o600
    assert "geheim" not in history.read_text()
    assert "password=******" in history.read_text()


def test_without_a_place_for_the_history_the_prompt_works(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure", XDG_STATE_HOME="/proc/nosuch") as terminal:
        terminal.expect(CLEAN)
        assert "the history is not kept" in terminal.text
        assert terminal.leave("\x04") == 0


def test_tab_completes_commands_keywords_and_ids(tmp_path: Path) -> None:
    Crm(tmp_path).given("primitive webserver Dummy")

    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.keys("conf\t")
        terminal.expect(f"{TOP} configure")
        terminal.keys("\r")
        terminal.expect(CLEAN)
        terminal.keys("dele\t")
        terminal.expect(f"{CLEAN} delete")
        terminal.keys("we\t")
        terminal.expect(f"{CLEAN} delete webserver")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        terminal.keys("primitive x Dummy pa\t")
        terminal.expect(f"{CLEAN} primitive x Dummy params")
        terminal.keys("\x03")
        terminal.expect(CLEAN)
        terminal.leave("\x04")


def test_lines_that_come_faster_than_they_are_carried_out_are_not_lost(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("".join(f"primitive p{n} Dummy\r" for n in range(9)) + "commit\r")
        terminal.wait(lambda: "committed to cib.xml, epoch 1" in terminal.text)
        terminal.expect(CLEAN)
        assert terminal.leave("\x04") == 0

    assert committed(tmp_path).count("\n") == 9


# ------------------------------------------------------------------ terminals


def test_data_can_be_piped_away_from_the_prompt(tmp_path: Path) -> None:
    Crm(tmp_path).given("primitive a Dummy")

    with Terminal(tmp_path, "configure", into="shown") as terminal:
        terminal.expect(CLEAN)
        terminal.type("show", CLEAN)
        assert terminal.leave("quit\r") == 0

    assert (tmp_path / "shown").read_text() == "primitive a Dummy\n"


def test_a_terminal_that_can_do_nothing_will_do(tmp_path: Path) -> None:
    with Terminal(tmp_path, "configure", TERM="dumb") as terminal:
        terminal.expect(CLEAN)
        said = terminal.type("frobnicate", CLEAN)
        terminal.type("primitive a Dummy", DIRTY)
        terminal.type("commit", CLEAN)
        assert terminal.leave("quit\r") == 0

    assert "[unknown-command]" in said.replace("\n", "")
    assert "\x1b[3" not in terminal.raw  # no colours
    assert "\x1b[0" not in terminal.raw
    assert committed(tmp_path) == "primitive a Dummy\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_can_be_declined(tmp_path: Path, name: str, value: str) -> None:
    Crm(tmp_path).given("primitive a Dummy")

    environment: dict[str, Any] = {name: value}

    with Terminal(tmp_path, "configure", "show", **environment) as terminal:
        terminal.leave("")

    assert terminal.raw.strip() == "primitive a Dummy"


def test_colours_are_for_terminals(tmp_path: Path) -> None:
    Crm(tmp_path).given("primitive a Dummy")

    with Terminal(tmp_path, "configure", "show") as terminal:
        terminal.leave("")

    assert "\x1b[36mprimitive\x1b[0m" in terminal.raw
    assert terminal.text == "primitive a Dummy"


def test_an_old_terminal_of_80_columns_shows_long_lines(tmp_path: Path) -> None:
    line = "primitive a Dummy params " + " ".join(f"parameter{n}=value{n}" for n in range(9))

    with Terminal(tmp_path, "configure", TERM="vt100") as terminal:
        terminal.expect(CLEAN)
        terminal.type(line, DIRTY)
        terminal.type("commit", CLEAN)
        assert terminal.leave("quit\r") == 0

    assert "parameter8=value8" in committed(tmp_path)


def test_a_configuration_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "cib.xml").write_text("<foo/>")

    with Terminal(tmp_path) as terminal:
        status = terminal.leave("")

    assert status == 65
    assert "[not-a-cib]" in terminal.text
