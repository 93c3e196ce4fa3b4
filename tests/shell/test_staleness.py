"""The `!` of the prompt: somebody else changed the configuration while it waited."""

import threading
import time
from pathlib import Path

import pytest
from crm_runner import Crm
from lxml import etree
from typist import Typist

from crmsh_py.session import Session
from crmsh_py.shell.staleness import Staleness, Stranger, age
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


def test_outside_of_configure_commands_find_what_others_did(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    with Terminal(tmp_path) as terminal:
        terminal.expect("crm(cib.xml)#")
        others(tmp_path, "primitive", "b", "Dummy")
        said = terminal.type("resource stop b", "crm(cib.xml)#")
        assert "error" not in said
        others(tmp_path, "primitive", "c", "Dummy")
        terminal.type("configure", CLEAN)
        assert terminal.type("show c", CLEAN) == "primitive c Dummy"
        others(tmp_path, "primitive", "d", "Dummy")
        assert "there is no object 'd'" in terminal.type("show d", CLEAN)
        assert terminal.leave("quit\r") == 0


def test_what_is_pending_stays_on_what_it_was_made_from(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    typist = Typist(tmp_path / "cib.xml")
    typist.type("primitive mine Dummy")
    base = typist.session.base
    others(tmp_path, "primitive", "b", "Dummy")

    typist.session.catch_up()

    assert typist.session.base is base
    assert typist.type("show mine") == "primitive mine Dummy\n"


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


def seen_by(staleness: Staleness, session: Session) -> Stranger:
    """Return who changed the configuration, once that is noticed."""
    told = threading.Event()
    with staleness.watched(session, told.set):
        assert told.wait(30)
    stranger = staleness.stranger(session)
    assert stranger is not None
    return stranger


def rewritten(folder: Path, **attributes: str) -> None:
    """Write the CIB with another epoch and other attributes, as another program would."""
    cib = folder / "cib.xml"
    root = etree.fromstring(cib.read_bytes())
    for name, value in {"epoch": "99", **attributes}.items():
        root.set(name.replace("_", "-"), value)
    cib.write_bytes(etree.tostring(root))


def test_it_knows_who_changed_the_configuration_and_when(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    session, staleness = Typist(tmp_path / "cib.xml").session, Staleness()
    assert staleness.stranger(session) is None
    written = time.time() - 125

    rewritten(
        tmp_path,
        update_user="root",
        update_client="cibadmin",
        update_origin="node2",
        cib_last_written=time.ctime(written),
    )

    stranger = seen_by(staleness, session)
    assert stranger.told(time.time()) == "root via cibadmin on node2, 2 min ago"
    session.refresh()
    assert staleness.stranger(session) is None


def test_a_file_changed_by_hand_names_nobody(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    rewritten(tmp_path, cib_last_written=time.ctime(time.time() - 3600))
    session, staleness = Typist(tmp_path / "cib.xml").session, Staleness()

    rewritten(tmp_path, epoch="100")

    assert seen_by(staleness, session).told(time.time()) == "changed just now"


def test_two_writes_in_one_second_name_their_writer(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    session, staleness = Typist(tmp_path / "cib.xml").session, Staleness()

    rewritten(tmp_path)  # all is as it was, but for the epoch

    told = seen_by(staleness, session).told(time.time())
    assert " via crm on " in f" {told}"


def test_a_time_that_nobody_understands_is_that_of_noticing(tmp_path: Path) -> None:
    others(tmp_path, "primitive", "a", "Dummy")
    session, staleness = Typist(tmp_path / "cib.xml").session, Staleness()

    rewritten(tmp_path, update_user="root", cib_last_written="soon")

    told = seen_by(staleness, session).told(time.time())
    assert told.startswith("root via crm on ")
    assert told.endswith(", just now")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-500, "just now"),
        (29, "just now"),
        (31, "1 min ago"),
        (3540, "59 min ago"),
        (3600, "1 h ago"),
        (47 * 3600, "47 h ago"),
        (3 * 86400, "3 days ago"),
    ],
)
def test_ages_are_told_in_round_numbers(seconds: float, words: str) -> None:
    assert age(seconds) == words
