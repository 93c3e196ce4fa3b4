"""The level `configure`: which commands it has, and where each family of them is declared.

A family is imported when one of its commands is first looked up: a one-liner loads only its own.
"""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation
from crmsh_py.grammar.statements import ALIASES, STATEMENTS

_STATEMENTS: dict[str, tuple[str, ...]] = {
    "resources": ("primitive", "rsc_template", "monitor", "group", "clone", "ms", "bundle"),
    "constraints": ("location", "colocation", "order", "rsc_ticket"),
    "options": ("node", "property", "rsc_defaults", "op_defaults"),
    "access": ("role", "acl_target", "acl_group", "user"),
    "others": ("tag", "fencing_topology", "alert", "xml"),
}
"""Module of the package `statements` to their keywords."""

_FAMILIES: dict[str, tuple[str, ...]] = {
    "removing": ("delete", "rm", "rename", "erase"),
    "transactions": ("commit", "refresh", "undo", "redo"),
    "reviewing": ("show", "diff"),
    "verifying": ("verify",),
    "explaining": ("explain",),
    "drawing": ("graph",),
    "membership": ("modgroup",),
    "values": ("get", "set", "unset"),
    "copying": ("copy",),
    "filtering": ("filter",),
    "texts": ("load", "save"),
    "editing": ("edit",),
    "schemas": ("schema", "upgrade"),
}
"""Module of this package to the words of its commands, other spellings included."""


def _statements() -> dict[str, str]:
    """Return the words of statements in the order of the language, old spellings behind them."""
    homes = families("crmsh_py.commands.statements", _STATEMENTS)
    spelled = {one: homes[one] for one in STATEMENTS}
    return spelled | {old: homes[today] for old, today in ALIASES.items()}


LEVEL = Level(
    "configure",
    LEVELS["configure"][1],
    families=_statements() | families("crmsh_py.commands", _FAMILIES),
    levels=("template", "cib", "convert"),
)
add_navigation(LEVEL)
