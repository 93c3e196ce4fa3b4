"""What golden cases of conversions are made of: files of a folder, and what is said of them."""

from pathlib import Path

import pytest

from crmsh_py.commands.rendering import render
from crmsh_py.convert.conversion import Conversion

CASES = Path(__file__).parents[1] / "cases" / "convert"


def told(conversion: Conversion) -> str:
    """Return all that a conversion says, as one text."""
    messages = [render(one) for one in conversion.diagnostics]
    rows = [
        f"{row.piece} -> {', '.join(row.results) or '-'}  {row.note}" for row in conversion.rows
    ]
    tables = [" | ".join(line) for table in conversion.tables for line in table.rows]
    todo = [f"- {one}" for one in conversion.todo]
    return "".join(f"{line}".rstrip() + "\n" for line in (*messages, "", *rows, *tables, *todo))


def golden(request: pytest.FixtureRequest, file: Path, text: str | None) -> str | None:
    """Return what a file of a case holds; with `--regenerate` it is written before."""
    if request.config.getoption("--regenerate", default=False):
        file.unlink(missing_ok=True)
        if text is not None:
            file.write_text(text, encoding="utf-8")
    return file.read_text(encoding="utf-8") if file.exists() else None
