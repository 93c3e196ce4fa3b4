"""The statements of the language: keyword to the rule that reads it.

Needs no pyparsing until a statement is parsed: then the grammar is loaded, once.
"""

import importlib
from types import ModuleType

from crmsh_py.grammar.tree import Statement
from crmsh_py.source import Source

_LANGUAGE = "crmsh_py.grammar.language"
_USAGE = "crmsh_py.grammar.usage"

STATEMENTS: dict[str, tuple[str, str]] = {
    "node": ("crmsh_py.grammar.options", "NODE"),
    "primitive": ("crmsh_py.grammar.primitive", "PRIMITIVE"),
    "rsc_template": ("crmsh_py.grammar.primitive", "RSC_TEMPLATE"),
    "monitor": ("crmsh_py.grammar.primitive", "MONITOR"),
    "group": ("crmsh_py.grammar.containers", "GROUP"),
    "clone": ("crmsh_py.grammar.containers", "CLONE"),
    "ms": ("crmsh_py.grammar.containers", "MS"),
    "bundle": ("crmsh_py.grammar.bundles", "BUNDLE"),
    "location": ("crmsh_py.grammar.locations", "LOCATION"),
    "colocation": ("crmsh_py.grammar.constraints", "COLOCATION"),
    "order": ("crmsh_py.grammar.constraints", "ORDER"),
    "rsc_ticket": ("crmsh_py.grammar.constraints", "RSC_TICKET"),
    "tag": ("crmsh_py.grammar.options", "TAG"),
    "property": ("crmsh_py.grammar.options", "PROPERTY"),
    "rsc_defaults": ("crmsh_py.grammar.options", "RSC_DEFAULTS"),
    "op_defaults": ("crmsh_py.grammar.options", "OP_DEFAULTS"),
    "fencing_topology": ("crmsh_py.grammar.fencing", "FENCING_TOPOLOGY"),
    "role": ("crmsh_py.grammar.acls", "ROLE"),
    "acl_target": ("crmsh_py.grammar.acls", "ACL_TARGET"),
    "acl_group": ("crmsh_py.grammar.acls", "ACL_GROUP"),
    "user": ("crmsh_py.grammar.acls", "USER"),
    "alert": ("crmsh_py.grammar.alerts", "ALERT"),
    "xml": ("crmsh_py.grammar.options", "XML"),
}

ALIASES = {
    "master": "ms",
    "collocation": "colocation",
    "fencing-topology": "fencing_topology",
}
"""Old spellings: understood, not offered."""


def statement_keyword(word: str) -> str | None:
    """Return the keyword of a statement for its first word, in any case of letters."""
    lower = word.lower()
    lower = ALIASES.get(lower, lower)
    return lower if lower in STATEMENTS else None


def _language() -> ModuleType:
    return importlib.import_module(_LANGUAGE)


def parse(keyword: str, source: Source) -> Statement:
    """Parse a statement (`language.parse`).  Raises CrmError."""
    statement: Statement = _language().parse(keyword, source)
    return statement


def usage(keyword: str) -> str:
    """Return how a statement is written (`usage.usage`)."""
    text: str = importlib.import_module(_USAGE).usage(keyword)
    return text
