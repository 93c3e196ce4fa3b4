"""The level `node`: which commands it has, and where each family of them is declared."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "list": ("list", "show", "status"),
    "states": ("standby", "online", "maintenance", "ready"),
    "fencing": ("fence", "clearstate"),
    "removal": ("delete",),
    "attributes": ("attribute", "utilization", "status-attr"),
}
"""Module of this folder to the words of its commands, other spellings included."""

LEVEL = Level(
    "node",
    LEVELS["node"][1],
    families=families("crmsh_py.commands.node", _FAMILIES),
)
add_navigation(LEVEL)
