"""The level `ra`: which commands it has, and where each family of them is declared."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "listing": ("classes", "list", "providers"),
    "describing": ("info", "meta"),
    "validating": ("validate",),
    "building": ("catalogue",),
}
"""Module of this folder to the words of its commands, other spellings included."""

LEVEL = Level(
    "ra",
    LEVELS["ra"][1],
    families=families("crmsh_py.commands.ra", _FAMILIES),
)
add_navigation(LEVEL)
