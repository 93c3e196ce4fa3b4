"""Problems as records: what `--json` says of each."""

from typing import Any

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.secrets import hide
from crmsh_py.source import Location, nearby

CONTEXT = 1000
"""So much around a place is enough to tell what is secret in what is shown of it."""


def source_line(location: Location) -> str:
    """Return the line in which a stretch begins, secrets hidden; of a very long one, a part."""
    place = nearby(location, CONTEXT)
    source = place.source
    number = source.text.count("\n", 0, place.span.start)
    return hide(source.lead + source.text).split("\n")[number]


def record(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic for `--json`; absent parts are null."""
    location = diagnostic.location
    line, column = location.position if location else (None, None)
    return {
        "kind": "diagnostic",
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": hide(diagnostic.message),
        "subject": hide(diagnostic.subject) if diagnostic.subject is not None else None,
        "file": location.name if location else None,
        "line": line,
        "column": column,
        "text": source_line(location) if location else None,
        "hint": hide(diagnostic.hint) if diagnostic.hint else None,
        "forceable": diagnostic.forceable,
        "exit_status": int(diagnostic.status),
    }
