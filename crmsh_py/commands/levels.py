"""The levels of the shell: names to the modules that declare them, loaded when first entered."""

import importlib

from crmsh_py.commands.declare import Level

ROOT = "root"

LEVELS: dict[str, tuple[str, str]] = {
    "root": ("crmsh_py.commands.root", "the top level"),
    "configure": ("crmsh_py.commands.configure", "write, check, review and commit the CIB"),
    "template": ("crmsh_py.commands.template", "ready configurations: list, show, new, apply"),
    "cib": (
        "crmsh_py.commands.cib.level",
        "shadow CIBs: copies of the configuration to try changes on",
    ),
    "cibstatus": (
        "crmsh_py.commands.cib.status_level",
        "what would be if: a copy of the status section to change and to simulate with",
    ),
    "cluster": (
        "crmsh_py.commands.cluster.level",
        "the cluster beneath: quorum, membership, starting and stopping",
    ),
    "convert": (
        "crmsh_py.commands.convert.level",
        "configurations of other times and programs: Heartbeat, corosync 1, RHCS, mon",
    ),
    "corosync": ("crmsh_py.commands.corosync.level", "corosync.conf: show, check and change it"),
    "maintenance": (
        "crmsh_py.commands.maintenance.level",
        "maintenance mode of the cluster and of resources",
    ),
    "node": (
        "crmsh_py.commands.node.level",
        "nodes: their state, attributes, standby, maintenance, fencing",
    ),
    "options": (
        "crmsh_py.commands.options.level",
        "what you prefer: colours, keys, aliases, what stops a commit",
    ),
    "ra": (
        "crmsh_py.commands.ra.level",
        "resource and fence agents: which there are, what they take, whether values will do",
    ),
    "resource": (
        "crmsh_py.commands.resource.level",
        "resources: start, stop, move, clean up, ask why",
    ),
}
"""Name to module and summary."""


def load(name: str) -> Level:
    """Return a level, importing its module the first time."""
    level: Level = importlib.import_module(LEVELS[name][0]).LEVEL
    return level


def at(path: tuple[str, ...]) -> Level:
    """Return the level of a path; `()` is the root."""
    return load(path[-1] if path else ROOT)


def path_of(name: str) -> tuple[str, ...]:
    """Return the path of a level: the names of those above it, and its own."""
    if name == ROOT:
        return ()
    above = next(one for one in LEVELS if name in load(one).levels)
    return (*path_of(above), name)
