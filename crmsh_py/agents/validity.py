"""Whether metadata is as our schema has it: libxml2 looks first, xmlschema explains."""

import importlib
from pathlib import Path

import crmsh_py.schemas
from crmsh_py import validators
from crmsh_py.xmltree import Element

SCHEMA = Path(crmsh_py.schemas.__file__).parent / "ra-metadata.xsd"
_EXPLAINING = "crmsh_py.agents.explaining"
_MOST = 3
"""So many faults are told of one agent."""


def faults(root: Element) -> list[str]:
    """Return in what metadata is not as it should be; nothing for what is."""
    if validators.Schema(SCHEMA).accepts(root):
        return []
    found: list[str] = importlib.import_module(_EXPLAINING).explain(root, SCHEMA)
    return found[:_MOST]
