"""The top level: the way into the others, and what looks at the whole cluster."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS, ROOT
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "status.command": ("status",),
    "verifying": ("verify",),
    "explaining": ("explain",),
    "awaiting": ("wait",),
    "resource.reasons": ("why",),
    "lint.formatting": ("fmt",),
    "lint.command": ("lint",),
    "shells": ("completion",),
}
"""Module of this package to the words of its commands, other spellings included."""

LEVEL = Level(
    ROOT,
    LEVELS[ROOT][1],
    families=families("crmsh_py.commands", _FAMILIES),
    levels=(
        *("configure", "cib", "node", "resource", "maintenance", "cluster", "corosync"),
        *("ra", "convert", "options"),
    ),
)
add_navigation(LEVEL)
