"""The level `options`: which commands it has, and where each family of them is declared."""

from crmsh_py.commands.declare import Level, families
from crmsh_py.commands.levels import LEVELS
from crmsh_py.commands.navigation import add_navigation

_FAMILIES: dict[str, tuple[str, ...]] = {
    "views": ("show", "list", "check"),
    "changes": ("set", "unset", "reset", "save", "edit"),
    "old_words": (
        *("editor", "pager", "wait", "output", "user", "skill-level", "sort-elements"),
        *("check-frequency", "check-mode", "add-quotes", "manage-children", "colorscheme"),
    ),
}
"""Module of this folder to the words of its commands, other spellings included."""

LEVEL = Level(
    "options",
    LEVELS["options"][1],
    families=families("crmsh_py.commands.options", _FAMILIES),
)
add_navigation(LEVEL)
