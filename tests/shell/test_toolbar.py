"""The line at the bottom of the prompt: what it tells, and what it leaves out for want of room."""

from pathlib import Path

import pytest
from crm_runner import Crm

from crmsh_py.shell.prompt.toolbar import Facts, Part, line, parts
from crmsh_py.shell.staleness import Stranger
from crmsh_py.shell.standing import Standing, Verdict
from shell.terminal import Terminal

NOW = 1_000_000.0
FULL = Facts(
    Standing(3, in_maintenance=True, moves=("vip",), bans=("db",)),
    Verdict(1, 2, 1, 0),
    stranger=Stranger("root via cibadmin on node2", NOW - 120),
)


def shown(facts: Facts, width: int) -> str:
    return "".join(one[1] for one in line([*parts(facts, NOW), Part("vi", "vi", 9)], width))


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (Facts(), " vi"),
        (Facts(is_checking=True), " verify: checking ... | vi"),
        (Facts(verdict=Verdict()), " verify: valid | vi"),
        (Facts(Standing(1), Verdict(0, 1)), " 1 change pending | verify: 1 warning | vi"),
        (Facts(verdict=Verdict(2, 5, 1, 3)), " verify: 2 errors (1 new), 5 warnings (3 new) | vi"),
        (Facts(stranger=Stranger("", NOW)), " stale: changed just now | vi"),
        (Facts(Standing(moves=("a",))), " left over: move of a | vi"),
        (Facts(Standing(moves=("a", "b"), bans=("c",))), " left over: 2 moves, 1 ban | vi"),
        (Facts(Standing(bans=("a", "b", "c"))), " left over: 3 bans | vi"),
        (Facts(Standing(in_maintenance=True)), " maintenance-mode is on | vi"),
        (Facts(Standing(moves=("\u202ea\x9b",))), " left over: move of ?a? | vi"),
    ],
)
def test_it_tells_what_is_up_in_words(facts: Facts, text: str) -> None:
    assert shown(facts, 200) == text


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (
            200,
            (
                " 3 changes pending | verify: 1 error (1 new), 2 warnings"
                " | stale: root via cibadmin on node2, 2 min ago | maintenance-mode is on"
                " | left over: move of vip, ban of db | vi"
            ),
        ),
        (80, " 3 pending | 1 error (1 new) | stale, 2 min ago | maintenance | 2 left over | vi"),
        (60, " 3 changes pending | 1 error (1 new) | stale, 2 min ago"),
        (40, " 3 changes pending | stale, 2 min ago"),
        (20, " stale, 2 min ago"),
        (5, " stale, 2 min ago"),
    ],
)
def test_what_matters_least_goes_first_where_it_is_narrow(width: int, text: str) -> None:
    assert shown(FULL, width) == text


@pytest.mark.parametrize("width", range(18, 200, 3))
def test_it_is_never_wider_than_the_terminal(width: int) -> None:
    assert len(shown(FULL, width)) <= width


def test_colours_only_repeat_what_the_words_say() -> None:
    styles = {one[1]: one[0] for one in line(list(parts(FULL, NOW)), 200) if one[0]}

    assert styles == {
        "verify: 1 error (1 new), 2 warnings": "class:toolbar.bad",
        "stale: root via cibadmin on node2, 2 min ago": "class:toolbar.warning",
        "maintenance-mode is on": "class:toolbar.warning",
        "left over: move of vip, ban of db": "class:toolbar.warning",
    }


# ------------------------------------------------------------------ in a terminal


def bottom(terminal: Terminal) -> str:
    return terminal.text.rpartition("\n")[2]


def test_it_follows_what_is_done_at_the_prompt(tmp_path: Path) -> None:
    Crm(tmp_path).given("primitive a Dummy")
    dirty = "crm(cib.xml)configure*#"
    with Terminal(tmp_path, "configure") as terminal:
        terminal.wait(lambda: bottom(terminal) == " verify: valid | emacs")
        terminal.type("primitive b Dummy op monitor interval=10s op monitor interval=10s", dirty)
        terminal.wait(
            lambda: bottom(terminal) == " 1 change pending | verify: 1 error (1 new) | emacs"
        )
        terminal.type("undo", "crm(cib.xml)configure#")
        terminal.type("property maintenance-mode=true", dirty)
        terminal.type("location cli-ban-a-on-n1 a -inf: n1", dirty)
        start = " 2 changes pending | valid | maintenance-mode is on"
        terminal.wait(lambda: bottom(terminal) == f"{start} | 1 left over | emacs")
        terminal.keys("\x1bOS")  # F4
        terminal.wait(lambda: bottom(terminal) == f"{start} | left over: ban of a | vi")


def test_it_tells_who_was_quicker(tmp_path: Path) -> None:
    user = Crm(tmp_path, USER="tester")
    user.given("primitive a Dummy")
    with Terminal(tmp_path, "configure") as terminal:
        terminal.wait(lambda: bottom(terminal) == " verify: valid | emacs")
        user.given("primitive b Dummy")
        terminal.wait(lambda: " | stale: " in bottom(terminal))

        assert " via crm on " in bottom(terminal)
        assert bottom(terminal).endswith(", just now | emacs")


def test_what_is_typed_goes_on_meanwhile(tmp_path: Path) -> None:
    Crm(tmp_path).given("primitive a Dummy")
    with Terminal(tmp_path, "configure", columns=40) as terminal:
        terminal.expect("crm(cib.xml)configure#")
        terminal.keys("show a")
        terminal.expect("crm(cib.xml)configure# show a")
        terminal.wait(lambda: bottom(terminal) == " verify: valid | emacs")

        assert terminal.line == "crm(cib.xml)configure# show a"
