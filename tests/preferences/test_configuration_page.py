"""docs/configuration.md says of preferences what the table says; `--regenerate` writes it anew."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from crmsh_py.preferences.old_file import NAMES
from crmsh_py.preferences.table import PREFERENCES
from crmsh_py.preferences.values import as_text, takes

PAGE = Path(__file__).parents[2] / "docs/configuration.md"


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines).replace("|  |", "| |")


def _preferences() -> str:
    rows = [
        (f"`{one.name}`", one.meaning, takes(one), as_text(one.default), f"`{one.variable}`")
        for one in PREFERENCES.values()
    ]
    return _table(("name", "what it is for", "takes", "default", "variable"), rows)


def _old() -> str:
    rows = [(f"`{old}`", f"`{one.name}`") for old, one in NAMES.items()]
    return _table(("crm.conf", "here"), rows)


PARTS = {
    ("## Preferences\n\n", "\nAn empty variable"): _preferences(),
    ("mean something here:\n\n", "\nAll others do nothing"): _old(),
}


@pytest.mark.parametrize(("edges", "table"), PARTS.items(), ids=("preferences", "old"))
def test_the_page_is_what_the_table_says(
    edges: tuple[str, str], table: str, request: pytest.FixtureRequest
) -> None:
    text = PAGE.read_text()
    above, begin, rest = text.partition(edges[0])
    found, end, below = rest.partition(edges[1])
    if request.config.getoption("regenerate"):
        PAGE.write_text(above + begin + table + end + below)
        return

    assert found == table
