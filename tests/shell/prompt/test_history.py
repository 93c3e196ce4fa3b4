"""The history: what is kept of it, and what can be the matter with its file."""

from pathlib import Path

import pytest
from crm_runner import Crm

from crmsh_py.shell.prompt.history import KeptHistory, RunHistory
from shell.terminal import Terminal

TOP = "crm(cib.xml)#"
HISTORY = "home/.local/state/crm/history"


@pytest.mark.parametrize("kind", ["file", "run"])
def test_what_is_kept(tmp_path: Path, kind: str) -> None:
    history = KeptHistory(tmp_path / "history") if kind == "file" else RunHistory()

    for line in ("a", "a", " b", "", "c\nd", "set x.password geheim", "a"):
        history.append_string(line)

    kept = ["a", "set x.password ******", "c\nd", "a"]
    assert history.get_strings() == kept[::-1]
    again = KeptHistory(tmp_path / "history") if kind == "file" else history
    found = list(again.load_history_strings())
    assert found == (list(dict.fromkeys(kept)) if kind == "file" else kept)


def test_several_shells_add_to_one_history(tmp_path: Path) -> None:
    one, other = (KeptHistory(tmp_path / "history") for _ in range(2))

    one.append_string("a")
    other.append_string("b")
    one.append_string("c")

    assert list(KeptHistory(tmp_path / "history").load_history_strings()) == ["c", "b", "a"]


def test_a_history_that_breaks_off_or_is_no_text_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "history").write_bytes(b"\n# 2026\n+show\n\xff\xfe\0\n+quit \xff")

    found = list(KeptHistory(tmp_path / "history").load_history_strings())

    assert found[-1] == "show"


def test_a_file_that_goes_away_is_no_matter(tmp_path: Path) -> None:
    history = KeptHistory(tmp_path / "nosuch" / "history")

    history.append_string("a")

    assert history.get_strings() == ["a"]
    assert list(history.load_history_strings()) == []


@pytest.mark.parametrize("matter", ["folder", "none"])
def test_without_a_file_that_can_be_written_the_prompt_works(tmp_path: Path, matter: str) -> None:
    file = tmp_path / HISTORY
    if matter == "folder":
        file.mkdir(parents=True)
    else:
        file.parent.parent.mkdir(parents=True)
        file.parent.write_text("")

    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        assert "the history is not kept" in terminal.text
        terminal.type("configure", "crm(cib.xml)configure#")
        assert terminal.leave("\x04") == 0


def test_a_line_behind_a_blank_is_not_kept(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.type(" configure show", TOP)
        terminal.type("configure show type:node", TOP)
        assert terminal.leave("\x04") == 0

    lines = (tmp_path / HISTORY).read_text().splitlines()
    assert [one for one in lines if one.startswith("+")] == ["+configure show type:node"]


def test_the_history_can_be_declined(tmp_path: Path) -> None:
    with Terminal(tmp_path, CRM_PROMPT_HISTORY="false") as terminal:
        terminal.expect(TOP)
        terminal.type("configure show type:node", TOP)
        terminal.keys("\x1b[A")
        terminal.expect(f"{TOP} configure show type:node")
        terminal.keys("\x03")
        terminal.expect(TOP)
        assert terminal.leave("\x04") == 0

    assert not (tmp_path / HISTORY).exists()


def test_the_history_of_a_plain_prompt_is_the_same(tmp_path: Path) -> None:
    Crm(tmp_path).given("primitive a Dummy")

    with Terminal(tmp_path, TERM="dumb") as terminal:
        terminal.expect(TOP)
        terminal.type("configure show", TOP)
        assert terminal.leave("\x04") == 0
    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.keys("\x1b[A")
        terminal.expect(f"{TOP} configure show")
        terminal.keys("\x03")
        terminal.expect(TOP)
        assert terminal.leave("\x04") == 0


def test_of_a_long_history_the_newer_half_stays(tmp_path: Path) -> None:
    history = KeptHistory(tmp_path / HISTORY)
    (tmp_path / HISTORY).parent.mkdir(parents=True)
    text = "".join(f"\n# 2026-01-01\n+show p{number:050}\n" for number in range(20_000))
    (tmp_path / HISTORY).write_text(text)

    with Terminal(tmp_path) as terminal:
        terminal.expect(TOP)
        terminal.type("configure show type:node", TOP)
        assert terminal.leave("\x04") == 0

    file = tmp_path / HISTORY
    lines = list(history.load_history_strings())
    assert file.stat().st_size < len(text) / 2
    assert file.stat().st_mode & 0o777 == 0o600
    assert lines[:2] == ["configure show type:node", f"show p{19_999:050}"]
    assert all(len(line) == len(lines[1]) for line in lines[1:])
