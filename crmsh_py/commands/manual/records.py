"""A page as a record for `--json`."""

from typing import Any

from crmsh_py.commands.manual.layout import lines_of
from crmsh_py.commands.manual.page import Examples, Page, Prose, Synopsis, Table
from crmsh_py.commands.styled import plain


def record(page: Page) -> dict[str, Any]:
    """Return a page as a record; `text` is the same as it is shown."""
    sections = page.sections
    prose = [one.text for one in sections if isinstance(one, Prose)]
    return {
        "kind": "help",
        "topic": page.name,
        "about": page.kind,
        "summary": page.summary,
        "usage": [line for one in sections if isinstance(one, Synopsis) for line in one.lines],
        "description": "\n\n".join(prose),
        "tables": [
            {
                "title": one.title,
                "rows": [{"name": row.term, "meaning": row.meaning} for row in one.rows],
            }
            for one in sections
            if isinstance(one, Table)
        ],
        "examples": [line for one in sections if isinstance(one, Examples) for line in one.lines],
        "see_also": list(page.see_also),
        "text": plain(lines_of(page)),
    }
