"""The statements of the language: keyword to the rule that reads it.  Needs no pyparsing."""

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
