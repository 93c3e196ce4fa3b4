"""The level `maintenance`: which commands it has, and where each family of them is declared."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "mode": ("on", "off", "show", "list", "status"),
    "actions": ("action",),
}
"""Module of this folder to the words of its commands, other spellings included."""

LEVEL = Level(
    "maintenance",
    LEVELS["maintenance"][1],
    families=families("crmsh_py.commands.maintenance", _FAMILIES),
)
add_navigation(LEVEL)
