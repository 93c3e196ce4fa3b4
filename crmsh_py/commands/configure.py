"""The level `configure`: which commands it has, and where each family of them is declared.

A family is imported when one of its commands is first looked up: a one-liner loads only its own.
"""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation
from crmsh_py.grammar.statements import ALIASES, STATEMENTS

_FAMILIES: dict[str, tuple[str, ...]] = {
    "statements": (*STATEMENTS, *ALIASES),
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

LEVEL = Level(
    "configure",
    LEVELS["configure"][1],
    families=families("crmsh_py.commands", _FAMILIES),
    levels=("template", "cib", "convert"),
)
add_navigation(LEVEL)
