"""Replies on narrow and usual terminals, as screens in golden files."""

from pathlib import Path

import pytest
from crm_runner import CASES, Crm

from crmsh_py.cells import cells
from shell.terminal import Terminal

SCREENS = CASES / "screens"
WORDS = {
    "tree": ("configure", "show", "tree"),
    "nodes": ("node", "list"),
    "resources": ("resource", "list"),
    "problems": ("configure", "load", "update", "bad.crm"),
    "status": ("status",),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    crm = Crm(tmp_path)
    assert crm.configure("load", "replace", str(CASES / "looks" / "cluster.crm")).status == 0
    (tmp_path / "bad.crm").write_text(
        "primitive 数据库 IPaddr2 params ip=192.0.2.1 cidr_netmask=24 说明 bogus\n"
    )
    return tmp_path


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("case", WORDS)
def test_a_reply_fits_on_the_screen(
    case: str, columns: int, folder: Path, request: pytest.FixtureRequest
) -> None:
    file = SCREENS / f"{case}-{columns}-columns.txt"

    with Terminal(folder, *WORDS[case], columns=columns) as terminal:
        terminal.leave("")
        shown = f"{terminal.text}\n"

    if request.config.getoption("--regenerate", default=False):
        file.write_text(shown)
    assert shown == file.read_text()


def test_a_terminal_that_cannot_show_branches_gets_blanks(folder: Path) -> None:
    with Terminal(folder, *WORDS["tree"], PYTHONIOENCODING="latin-1") as terminal:
        terminal.leave("")

        assert "\n  primitive vip  IPaddr2  target-role=Stopped\n" in terminal.text


@pytest.mark.parametrize("topic", ["undo", "primitive", "resource", "no-fencing", "scores"])
def test_help_is_made_for_the_width_of_the_screen(topic: str, folder: Path) -> None:
    with Terminal(folder, "help", topic, columns=40) as terminal:
        terminal.leave("")
        narrow = terminal.text.split("\n")

    prose = [one for one in narrow if one and not one.startswith(" ")]
    usual = Crm(folder)("help", topic).out.split("\n")
    assert max(map(cells, narrow)) <= 40
    assert max(map(cells, usual)) > 40
    assert sum(cells(one) < 20 for one in prose) < len(prose) / 2
