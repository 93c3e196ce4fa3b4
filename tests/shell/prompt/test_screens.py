"""Whole screens of 80 columns and 24 lines, or fewer, as they are in tests/cases/screens."""

from pathlib import Path

import pytest
from crm_runner import Crm

from shell.prompt.screens import shows
from shell.terminal import Terminal

CLEAN = "crm(cib.xml)configure#"
DIRTY = "crm(cib.xml)configure*#"
CONFIGURATION = """
node n1
node n2
primitive ip IPaddr2 params ip=10.0.0.1 op monitor interval=10s
primitive web Dummy op monitor interval=10s
group g ip web
location l g 100: n1
property stonith-enabled=false
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Path:
    Crm(tmp_path).given(CONFIGURATION)
    return tmp_path


def test_a_menu_tells_what_its_words_mean(cluster: Path, request: pytest.FixtureRequest) -> None:
    with Terminal(cluster, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("primitive db Dummy meta \t")
        shows(terminal, "menu", request)


def test_a_menu_on_a_narrow_terminal(cluster: Path, request: pytest.FixtureRequest) -> None:
    with Terminal(cluster, "configure", columns=40) as terminal:
        terminal.expect(CLEAN)
        terminal.keys("location x g \t")
        shows(terminal, "menu-40-columns", request)


def test_statements_of_several_lines(cluster: Path, request: pytest.FixtureRequest) -> None:
    with Terminal(cluster, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("order o Mandatory: ( ip\rweb )\r")
        terminal.expect(DIRTY)
        terminal.keys("primitive db Dummy params state='/run/\rdb' \\\rop monitor")
        shows(terminal, "several-lines", request)


def test_what_is_pasted_is_shown_before_it_is_done(
    cluster: Path, request: pytest.FixtureRequest
) -> None:
    with Terminal(cluster, "configure") as terminal:
        terminal.expect(CLEAN)
        text = "primitive a Dummy \\\n\top monitor interval=10s\nprimitve b Dummy\ngroup h a b\n"
        terminal.keys(f"\x1b[200~{text}\x1b[201~")
        shows(terminal, "paste", request)


def test_f4_changes_to_the_keys_of_vi(cluster: Path, request: pytest.FixtureRequest) -> None:
    with Terminal(cluster, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("\x1bOS")  # F4
        terminal.keys("show nosuch\x1bbcwg")
        shows(terminal, "vi", request)


def test_f2_takes_the_line_at_the_bottom_away(
    cluster: Path, request: pytest.FixtureRequest
) -> None:
    with Terminal(cluster, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("\x1bOQ")  # F2
        terminal.keys("show g")
        shows(terminal, "no-toolbar", request)


def test_an_old_terminal_gets_no_colours(cluster: Path, request: pytest.FixtureRequest) -> None:
    with Terminal(cluster, "configure", TERM="vt100") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("show type:group\r")
        terminal.wait(lambda: "group g ip web" in terminal.screen)
        terminal.keys("delete \t")
        shows(terminal, "vt100", request)

    assert "\x1b[38;5" not in terminal.raw
    assert ";3" not in terminal.raw.replace("\x1b[?", "")


def test_a_dumb_terminal_gets_lines(cluster: Path, request: pytest.FixtureRequest) -> None:
    with Terminal(cluster, "configure", TERM="dumb") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("show type:group\r")
        terminal.wait(lambda: "group g ip web" in terminal.screen)
        terminal.keys("delete \t\tw\t")
        shows(terminal, "dumb", request)

    assert "\x1b" not in terminal.raw


def test_what_is_wrong_is_told_below_the_line(
    cluster: Path, request: pytest.FixtureRequest
) -> None:
    with Terminal(cluster, "configure") as terminal:
        terminal.expect(CLEAN)
        terminal.keys("group h web nosuch ")
        shows(terminal, "hint", request)
