"""Golden cases: `tests/cases/upgrade/NAME` holds a CIB, a schema, and what comes of the two.

`after.xml` is missing where the upgrade is refused; `told.txt` is all that is said.  `pytest
--regenerate` writes both anew.
"""

import contextlib
from pathlib import Path

import pytest
from crm_runner import CASES, GOOD_SENSE

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.upgrade.steps import upgrade
from crmsh_py.verify.checks import check
from crmsh_py.verify.schema import violations

CASE_FOLDERS = sorted((CASES / "upgrade").iterdir())


def read(case: Path) -> Cib:
    return Cib(xmltree.parse((case / "before.xml").read_bytes(), case.name))


def target(case: Path) -> str:
    return (case / "target").read_text(encoding="utf-8").strip()


def told(diagnostics: list[Diagnostic]) -> list[str]:
    return [
        line
        for one in diagnostics
        for line in (f"{one.severity}: {one.message} [{one.code}]", f"  hint: {one.hint}")
    ]


def problems(cib: Cib) -> list[Diagnostic]:
    return [*GOOD_SENSE.judge(check(cib)), *violations(xmltree.copy(cib.root))]


def outcome(case: Path) -> tuple[str, str | None]:
    """Upgrade a case; return what was said, and the CIB that came of it."""
    cib = read(case)
    try:
        report = upgrade(cib, target(case))
    except CrmError as error:
        return "".join(f"{line}\n" for line in told(list(error.diagnostics))), None
    lines = [*report.notes, *told(report.losses)]
    return "".join(f"{line}\n" for line in lines), xmltree.to_bytes(cib.root).decode()


def golden(request: pytest.FixtureRequest, file: Path, text: str | None) -> str | None:
    if request.config.getoption("--regenerate", default=False):
        file.unlink(missing_ok=True)
        if text is not None:
            file.write_text(text, encoding="utf-8")
    return file.read_text(encoding="utf-8") if file.exists() else None


@pytest.mark.parametrize("case", CASE_FOLDERS, ids=lambda case: case.name)
def test_an_upgrade_says_and_does(case: Path, request: pytest.FixtureRequest) -> None:
    said, after = outcome(case)

    assert said == golden(request, case / "told.txt", said)
    assert after == golden(request, case / "after.xml", after)


@pytest.mark.parametrize("case", CASE_FOLDERS, ids=lambda case: case.name)
def test_what_comes_out_is_valid(case: Path) -> None:
    cib = read(case)
    try:
        upgrade(cib, target(case))
    except CrmError:
        pytest.skip("it is refused")

    assert problems(cib) == []


@pytest.mark.parametrize("case", CASE_FOLDERS, ids=lambda case: case.name)
def test_an_upgrade_can_be_undone_and_redone(case: Path) -> None:
    cib = read(case)
    before = xmltree.canonical(cib.root, comments=True)
    with contextlib.suppress(CrmError):
        upgrade(cib, target(case))
    after = xmltree.canonical(cib.root, comments=True)

    undone = cib.rollback(0)
    restored = xmltree.canonical(cib.root, comments=True)
    cib.redo(undone)

    assert (restored, xmltree.canonical(cib.root, comments=True)) == (before, after)


@pytest.mark.parametrize("case", CASE_FOLDERS, ids=lambda case: case.name)
def test_an_upgrade_leaves_nothing_for_a_second_one(case: Path) -> None:
    cib = read(case)
    try:
        upgrade(cib, target(case))
    except CrmError:
        pytest.skip("it is refused")

    again = upgrade(cib, target(case))

    assert len(again.notes) == 1
