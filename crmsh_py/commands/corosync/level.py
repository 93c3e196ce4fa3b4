"""The level `corosync`: which commands it has, and where each family of them is declared."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "views": ("show", "get", "diff", "verify"),
    "changes": ("set", "unset", "add-node", "del-node", "edit"),
    "running": ("status", "reload"),
}
"""Module of this folder to the words of its commands, other spellings included."""

LEVEL = Level(
    "corosync",
    LEVELS["corosync"][1],
    families=families("crmsh_py.commands.corosync", _FAMILIES),
)
add_navigation(LEVEL)
