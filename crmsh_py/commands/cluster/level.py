"""The level `cluster`: which commands it has, and where each family of them is declared."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "quorum": ("status", "quorum"),
    "health": ("health",),
    "services": ("start", "stop", "restart", "wait_for_startup"),
}
"""Module of this folder to the words of its commands, other spellings included."""

LEVEL = Level(
    "cluster",
    LEVELS["cluster"][1],
    families=families("crmsh_py.commands.cluster", _FAMILIES),
)
add_navigation(LEVEL)
