"""A slash in front of a line: it is one of the top level, and the level stays as it is."""

import shutil
from pathlib import Path

import pytest
from crm_runner import CASES, Crm


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    crm = Crm(tmp_path)
    shutil.copy(CASES / "status/saved.cib", crm.cib)
    return crm


def test_a_command_of_the_top_can_be_given_anywhere(crm: Crm) -> None:
    ran = crm(stdin="configure\n/status noheaders\nshow type:group\n")

    assert ran.status == 0
    assert ran.out.startswith("status: ")
    assert ran.out.endswith("\ngroup g g1 g2\n")


def test_a_command_of_another_level_too(crm: Crm) -> None:
    ran = crm(stdin="cib\n/configure show type:group\n/configure/show\n")

    assert (ran.status, ran.out) == (65, "")
    ran = crm(stdin="cib\n/configure show type:group\n")
    assert (ran.status, ran.out) == (0, "group g g1 g2\n")


def test_a_statement_behind_a_slash_is_read_from_where_it_begins(crm: Crm) -> None:
    ran = crm(stdin="cib\n/configure primitive bad! ocf:pacemaker:Dummy\n")

    assert ran.status == 65
    assert ran.err.startswith("<stdin>:2:22: error: ")


def test_an_unknown_command_is_looked_for_at_the_top(crm: Crm) -> None:
    ran = crm(stdin="configure\n/nosuch\n")

    assert ran.status == 65
    assert ran.err.startswith("<stdin>:2:2: error: there is no command 'nosuch' at the top level")


def test_a_mistyped_command_of_another_level_is_named_with_it(crm: Crm) -> None:
    typed = ("primtive a Dummy", "resource verfy", "configure frobnicate", "st")

    assert [crm(*line.split()).err.splitlines()[-1] for line in typed] == [
        "  hint: did you mean 'configure primitive'?",
        "  hint: did you mean '/verify'?",
        "  hint: 'help' lists the commands",
        "  hint: 'help' lists the commands",
    ]
