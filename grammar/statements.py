"""The statements of the language: keyword to the rule that reads it.

Needs no pyparsing until a statement is parsed: then the grammar is loaded, once.
"""

import importlib
from types import ModuleType

from crmsh_py.grammar.tree import Statement
from crmsh_py.source import Source

_LANGUAGE = "crmsh_py.grammar.language"

STATEMENTS: dict[str, tuple[str, str]] = {
    "node": ("crmsh_py.grammar.options", "NODE"),
    "primitive": ("crmsh_py.grammar.primitive", "PRIMITIVE"),
    "rsc_template": ("crmsh_py.grammar.primitive", "RSC_TEMPLATE"),
    "monitor": ("crmsh_py.grammar.primitive", "MONITOR"),
    "group": ("crmsh_py.grammar.containers", "GROUP"),
    "clone": ("crmsh_py.grammar.containers", "CLONE"),
    "ms": ("crmsh_py.grammar.containers", "MS"),
    "location": ("crmsh_py.grammar.constraints", "LOCATION"),
    "colocation": ("crmsh_py.grammar.constraints", "COLOCATION"),
    "order": ("crmsh_py.grammar.constraints", "ORDER"),
    "tag": ("crmsh_py.grammar.options", "TAG"),
    "property": ("crmsh_py.grammar.options", "PROPERTY"),
    "rsc_defaults": ("crmsh_py.grammar.options", "RSC_DEFAULTS"),
    "op_defaults": ("crmsh_py.grammar.options", "OP_DEFAULTS"),
    "xml": ("crmsh_py.grammar.options", "XML"),
}

ALIASES = {"master": "ms", "collocation": "colocation"}
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
    """Return how a statement is written (`language.usage`)."""
    text: str = _language().usage(keyword)
    return text
