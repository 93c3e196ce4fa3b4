"""The top level: the way into the others."""

from crmsh_py.commands.declare import Level
from crmsh_py.commands.levels import LEVELS, ROOT
from crmsh_py.commands.navigation import add_navigation

LEVEL = Level(ROOT, LEVELS[ROOT][1], levels=("configure",))
add_navigation(LEVEL)
