"""The level `cibstatus`: which commands it has, and where each family of them is declared."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "what_if": (
        "load",
        "save",
        "origin",
        "show",
        "quorum",
        "node",
        "op",
        "ticket",
        "run",
        "simulate",
    ),
}
"""Module of this folder to the words of its commands, other spellings included."""

LEVEL = Level(
    "cibstatus",
    LEVELS["cibstatus"][1],
    families=families("crmsh_py.commands.cib", _FAMILIES),
)
add_navigation(LEVEL)
