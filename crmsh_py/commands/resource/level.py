"""The level `resource`: which commands it has, and where each family of them is declared."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "list": ("status", "list", "show"),
    "states": (
        *("start", "stop", "promote", "demote"),
        *("manage", "unmanage", "maintenance"),
    ),
    "restart": ("restart",),
    "moves": ("move", "migrate"),
    "bans": ("ban", "clear", "unmove", "unban", "unmigrate"),
    "attributes": ("param", "meta", "utilization"),
    "cleanup": ("cleanup", "refresh", "reprobe"),
    "failcounts": ("failcount",),
    "operations": ("operations",),
    "secrets": ("secret",),
    "tracing": ("trace", "untrace"),
    "reasons": ("why", "scores"),
    "constraints": ("constraints",),
    "locate": ("locate",),
}
"""Module of this folder to the words of its commands, other spellings included."""

LEVEL = Level(
    "resource",
    LEVELS["resource"][1],
    families=families("crmsh_py.commands.resource", _FAMILIES),
)
add_navigation(LEVEL)
