"""What a conversion came to as records for `--json`."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from crmsh_py.commands.context import Reply
from crmsh_py.commands.convert.pieces import Piece
from crmsh_py.commands.convert.report import in_order
from crmsh_py.commands.problems import record
from crmsh_py.convert.conversion import Conversion, Row
from crmsh_py.secrets import hide

_SCHEMA = "crm/1"


def records(
    conversion: Conversion, made: Sequence[Piece], folder: str = ""
) -> Iterator[dict[str, Any]]:
    """Yield the files that were made, what became of what, the problems, what is left to do.

    What was written into a folder is there, not here.
    """
    for piece in made:
        yield {
            "kind": "file",
            "name": f"{folder}/{piece.name}" if folder else piece.name,
            "form": piece.form,
            "private": piece.is_private,
            "text": None if folder else piece.text,
        }
    yield from map(_row, in_order(conversion.rows))
    for table in conversion.tables:
        yield {
            "kind": "table",
            "title": table.title,
            "header": list(table.header),
            "rows": [list(row) for row in table.rows],
        }
    yield from map(record, conversion.diagnostics)
    for sentence in conversion.todo:
        yield {"kind": "todo", "text": hide(sentence)}


def _row(row: Row) -> dict[str, Any]:
    location = row.location
    return {
        "kind": "became",
        "file": None if location is None else location.name,
        "line": None if location is None else location.position[0],
        "piece": hide(row.piece),
        "results": list(row.results),
        "note": hide(row.note),
    }


def as_json(reply: Reply) -> Reply:
    """Return a reply whose text are its records, one a line."""
    told = list(reply.records)
    lines = (json.dumps({"schema": _SCHEMA, **one}, ensure_ascii=False) for one in told)
    return replace(reply, text="".join(f"{one}\n" for one in lines), records=told, view=())
