"""The level `cib`: which commands it has, and where each family of them is declared."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "shadows": ("new", "use", "list", "delete", "reset", "import"),
    "commits": ("diff", "commit"),
}
"""Module of this folder to the words of its commands, other spellings included."""

LEVEL = Level(
    "cib",
    LEVELS["cib"][1],
    families=families("crmsh_py.commands.cib", _FAMILIES),
    levels=("cibstatus",),
)
add_navigation(LEVEL)
