"""The cases of the checks: configurations with seeded faults, each found at its place.

A case is a file `tests/cases/checks/CODE/NAME.crm`.  A comment line `# expect: CODE …` above a
statement tells what must be found about its object, at its lines and with no other finding
anywhere; a case without any such line must be free of CODE (what else is found there does not
matter: it is the opposite of the fault, not a model configuration).  The wording stands in
NAME.txt, with the places: `pytest --regenerate` writes it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from model.configurations import empty

from crmsh_py.agents.library import open_catalogue
from crmsh_py.codes import CODES
from crmsh_py.commands.texts import statements_in
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.given import Given, narrowed
from crmsh_py.model.naming import keyed
from crmsh_py.proposals import stricter
from crmsh_py.verify.checks import check

CASES = Path(__file__).parent.parent / "cases" / "checks"
FILES = sorted(CASES.glob("*/*.crm"))
_EXPECTED = re.compile(r"#\s*expect:\s*(.*)")
LIBRARY = open_catalogue()


@dataclass(frozen=True)
class Found:
    """A finding with the lines of the statement that it is about, and the place in it."""

    problem: Diagnostic
    given: Given | None

    @property
    def lines(self) -> range:
        """The lines of the statement."""
        if self.given is None:
            return range(0)
        source = self.given.source
        return range(source.line, source.line + source.text.rstrip().count("\n") + 1)

    def told(self) -> str:
        """Return the finding as a user sees it."""
        problem, where = self.problem, "?"
        if self.given is not None:
            where = "{}:{}".format(*narrowed(self.given.at(), problem.words).position)
        hint = f"\n    {problem.hint}" if problem.hint else ""
        return f"{where}: {problem.severity}: {problem.message} [{problem.code}]{hint}\n"


def findings(file: Path) -> list[Found]:
    """Return what is found wrong with a configuration, as where a change brings all of it in."""
    givens = statements_in(file.read_text(encoding="utf-8"), file.name)
    cib = empty()
    load.update(cib, givens)
    places = {name: given for given, keys in keyed(givens) for _, name in keys}
    found = [stricter(one) for one in check(Cib(cib.root), LIBRARY)]
    return [Found(one, places.get(one.subject or "")) for one in found]


def expected(file: Path) -> list[tuple[str, range]]:
    """Return the codes that a case expects, each with the lines of the statement below it."""
    wanted = []
    for given in statements_in(file.read_text(encoding="utf-8"), file.name):
        lines = Found(Diagnostic("no-value", ""), given).lines
        for comment in given.comments:
            match = _EXPECTED.match(comment if comment.startswith("#") else f"#{comment}")
            wanted += [(code, lines) for code in (match[1].split() if match else ())]
    return wanted


def _key(one: tuple[str, range]) -> tuple[int, str]:
    return one[1].start, one[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_fault_is_found_at_its_place_and_nothing_else(
    file: Path, request: pytest.FixtureRequest
) -> None:
    code, wanted, found = file.parent.name, expected(file), findings(file)
    told = "".join(one.told() for one in found)
    if not wanted:
        assert code not in {one.problem.code for one in found}, told
        return
    assert code in {name for name, _ in wanted}
    assert sorted(wanted, key=_key) == sorted(
        ((one.problem.code, one.lines) for one in found), key=_key
    ), told
    golden = file.with_suffix(".txt")
    if request.config.getoption("--regenerate"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_every_case_is_about_a_code() -> None:
    assert {file.parent.name for file in FILES} <= CODES.keys()
