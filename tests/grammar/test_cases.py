"""Golden files: each statement of the language, the XML it means, and its canonical text.

`tests/cases/language/NAME.crm` is loaded into an empty configuration; NAME.xml is what comes of
it and NAME.shown how that is shown, which must mean the same.  `pytest --regenerate` writes them.
"""

from pathlib import Path

import pytest
from model.configurations import empty, text_of

from crmsh_py import xmltree
from crmsh_py.commands.texts import statements_in
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.compare import compare

FOLDER = Path(__file__).parents[1] / "cases" / "language"
CASES = sorted(FOLDER.glob("*.crm"))


def loaded(text: str) -> Cib:
    cib = empty()
    load.replace(cib, statements_in(text, "test"))
    return cib


def golden(request: pytest.FixtureRequest, file: Path, text: str) -> str:
    """Return what a golden file holds, written anew if pytest is told to."""
    if request.config.getoption("--regenerate"):
        file.write_text(text, newline="")
    return file.read_text()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_text_becomes_xml_and_text_again(case: Path, request: pytest.FixtureRequest) -> None:
    cib = loaded(case.read_text())

    xml = xmltree.to_text(cib.configuration, pretty=True) + "\n"
    shown = text_of(cib)

    assert xml == golden(request, case.with_suffix(".xml"), xml)
    assert shown == golden(request, case.with_suffix(".shown"), shown)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_shown_means_the_same(case: Path) -> None:
    cib = loaded(case.read_text())
    shown = text_of(cib)

    again = loaded(shown)

    assert text_of(again) == shown
    load.replace(cib, statements_in(shown, "test"))
    assert compare(loaded(case.read_text()).root, cib.root) == ()
