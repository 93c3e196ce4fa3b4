"""The table of codes is what the program uses and what users read."""

import ast
import re
from pathlib import Path

import crmsh_py
from crmsh_py.codes import CODES, FAMILIES, ExitStatus
from crmsh_py.diagnostics import Diagnostic, Severity, worst_status

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(crmsh_py.__file__).parent


def _texts_of_the_program() -> set[str]:
    """Return every string constant of the program but for those of the table itself."""
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "grammar").glob("*.py")]
    return {
        node.value
        for file in files
        if file.parent.name != "codes"
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_is_kebab_case_and_has_a_manual() -> None:
    for code, entry in CODES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code), code
        assert entry.manual.endswith((".", "do.")), code


def test_no_code_is_in_two_tables() -> None:
    assert len(CODES) == sum(map(len, FAMILIES.values()))


def test_every_code_is_used_somewhere() -> None:
    assert set(CODES) - _texts_of_the_program() == set()


def test_the_readme_lists_every_exit_status() -> None:
    table = re.findall(r"^\| (\d+) \|", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert [int(status) for status in table] == sorted(int(status) for status in ExitStatus)


def test_only_errors_lead_to_an_exit_status() -> None:
    warning = Diagnostic("syntax-error", "words", Severity.WARNING)
    error = Diagnostic("no-such-object", "words")

    assert worst_status([warning]) is ExitStatus.OK
    assert worst_status([warning, error]) is ExitStatus.NOT_FOUND
