"""The `!` of the prompt: somebody else changed the configuration while it waited."""

import threading
from pathlib import Path

from crm_runner import Crm
from typist import Typist

from crmsh_py.shell.staleness import Staleness
from shell.terminal import Terminal

CLEAN, DIRTY = "crm(cib.xml)configure#", "crm(cib.xml)configure*#"


def others(folder: Path, *words: str) -> None:
    assert Crm(folder).configure(*words).status == 0


def test_the_prompt_says_so_while_it_waits(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive b Dummy", DIRTY)
        others(tmp_path, "primitive", "c", "Dummy")
        terminal.expect("crm(cib.xml)configure*!#")
        terminal.keys("sho")
        terminal.expect("crm(cib.xml)configure*!# sho")
        said = terminal.type("w b", "crm(cib.xml)configure*!#")
        assert said == "primitive b Dummy"
        said = terminal.type("commit", CLEAN)
        assert "merged with 1 change" in said
        assert terminal.leave("quit\r") == 0

    assert Crm(tmp_path).configure("show").out.count("primitive") == 3


def test_what_is_being_typed_stays_when_the_mark_comes(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("primitive b Du")
        terminal.expect(f"{CLEAN} primitive b Du")
        others(tmp_path, "primitive", "c", "Dummy")
        terminal.expect("crm(cib.xml)configure!# primitive b Du")
        terminal.type("mmy", "crm(cib.xml)configure*!#")
        terminal.type("refresh --merge", DIRTY)
        terminal.keys("quit\r")
        terminal.expect("There are uncommitted changes. (c)ommit/(d)iscard/(s)tay")
        assert terminal.leave("d\r") == 0


def test_refresh_asks_whether_to_merge(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    with Terminal(tmp_path, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.type("primitive b Dummy", DIRTY)
        others(tmp_path, "primitive", "c", "Dummy")
        terminal.keys("refresh\r")
        terminal.wait(lambda: "(d)rop/(m)erge/(n)o" in terminal.text)
        said = terminal.type("m", DIRTY)
        assert "merged with 1 change" in said
        terminal.keys("refresh\r")
        terminal.wait(lambda: terminal.text.count("(d)rop/(m)erge/(n)o") == 2)
        terminal.type("d", CLEAN)
        assert terminal.leave("quit\r") == 0


def test_a_write_that_changes_nothing_does_not_count(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    session = Typist(tmp_path / "cib.xml").session

    (tmp_path / "cib.xml").write_bytes((tmp_path / "cib.xml").read_bytes())
    assert not session.is_stale()

    others(tmp_path, "primitive", "b", "Dummy")
    assert session.is_stale()


def test_nobody_waits_for_a_look_that_takes_long(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    session = Typist(tmp_path / "cib.xml").session
    told = threading.Event()
    staleness = Staleness()

    with staleness.watched(session, told.set):
        pass  # ends at once

    others(tmp_path, "primitive", "b", "Dummy")
    with staleness.watched(session, told.set):
        assert told.wait(30)
    assert staleness.holds(session)
    session.refresh()
    assert not staleness.holds(session)
