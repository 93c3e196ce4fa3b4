"""Why metadata is not as our schema has it.  Reached by name: xmlschema is slow to load."""

from itertools import islice
from pathlib import Path

import xmlschema

from crmsh_py.xmltree import Element

_MOST = 20
"""So many faults are looked at: of a hostile agent's there may be a million."""


def explain(root: Element, schema: Path) -> list[str]:
    """Return the first things that are wrong with metadata, in words; the same is said once."""
    known = xmlschema.XMLSchema10(schema)
    found: dict[str, None] = {}
    errors = known.iter_errors(root)  # type: ignore[arg-type]  # lxml's will do
    for error in islice(errors, _MOST):
        where = error.path or "/resource-agent"
        found[f"{where}: {error.reason or error.message}"] = None
    return list(found)
