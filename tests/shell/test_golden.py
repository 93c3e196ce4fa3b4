"""Golden files: what is said about wrong command files, and what whole sessions print.

`tests/cases/errors/NAME.crm` is a command file, NAME.err what it says; in
`tests/cases/transcripts` NAME.out is all that comes out of a session at `configure`.  Both run
on the configuration of `base.crm` there.  `pytest --regenerate` writes them anew.
"""

import re
from pathlib import Path

import pytest
from crm_runner import CASES, Crm

BASE = (CASES / "transcripts" / "base.crm").read_text()
ERRORS = sorted((CASES / "errors").glob("*.crm"))
TRANSCRIPTS = sorted(set((CASES / "transcripts").glob("*.crm")) - {CASES / "transcripts/base.crm"})


def compare(request: pytest.FixtureRequest, file: Path, text: str) -> None:
    if request.config.getoption("--regenerate", default=False):
        file.write_text(text)
    assert text == file.read_text()


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case.stem)
def test_what_is_said_about_a_wrong_file(
    case: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    crm = Crm(tmp_path)
    crm.given(BASE)
    before = crm.cib.read_bytes()
    (tmp_path / case.name).write_bytes(case.read_bytes())

    ran = crm("-f", case.name)

    compare(request, case.with_suffix(".err"), f"{ran.err}exit status {ran.status}\n")
    assert ran.out == ""
    assert crm.cib.read_bytes() == before


@pytest.mark.parametrize("case", TRANSCRIPTS, ids=lambda case: case.stem)
def test_what_a_session_prints(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    crm = Crm(tmp_path)
    crm.given(BASE)

    text = crm.transcript(case.read_text())

    compare(request, case.with_suffix(".out"), re.sub("<cib [^>]*>", "<cib>", text))
