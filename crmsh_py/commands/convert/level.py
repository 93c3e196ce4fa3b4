"""The level `convert`: which commands it has, and where each of them is declared."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "heartbeat": ("heartbeat",),
    "corosync": ("corosync",),
    "cib": ("cib",),
    "rhcs": ("rhcs",),
    "mon": ("mon",),
}
"""Module of this folder to the words of its commands, other spellings included."""

LEVEL = Level(
    "convert",
    LEVELS["convert"][1],
    families=families("crmsh_py.commands.convert", _FAMILIES),
)
add_navigation(LEVEL)
