"""What could be undone, and carried out again: `undo --list`, `redo --list`."""

from pathlib import Path

import pytest
from crm_runner import Crm

LINES = "primitive x Dummy\nprimitive y fence_ipmilan params password=hush ip=192.0.2.1\ndelete x\n"


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return Crm(tmp_path)


def test_the_changes_are_numbered_from_the_last_one_on_and_stay(crm: Crm) -> None:
    ran = crm.batch(f"{LINES}undo --list\nundo 9\n")

    assert ran.out == (
        "1  delete x\n"
        "2  primitive y fence_ipmilan params password=****** ip=192.0.2.1\n"
        "3  primitive x Dummy\n"
    )
    assert ran.err.count("undone: ") == 3


def test_what_was_undone_can_be_listed_too(crm: Crm) -> None:
    ran = crm.batch(f"{LINES}undo 2\nredo --list\nundo --list\nundo\n")

    assert ran.out == (
        "1  primitive y fence_ipmilan params password=****** ip=192.0.2.1\n"
        "2  delete x\n"
        "1  primitive x Dummy\n"
    )


@pytest.mark.parametrize(("command", "what"), [("undo", "undone"), ("redo", "redone")])
def test_no_changes_are_no_failure(command: str, what: str, crm: Crm) -> None:
    ran = crm.batch(f"{command} --list\n")

    assert (ran.status, ran.out, ran.err) == (0, "", f"there is nothing to be {what}\n")


def test_records_have_the_number_that_undo_takes(crm: Crm) -> None:
    ran = crm("--json", "-f", "-", stdin="configure\nprimitive x Dummy\nundo --list\nundo\n")

    assert '"kind": "step", "number": 1, "change": "primitive x Dummy"' in ran.out
