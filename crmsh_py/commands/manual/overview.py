"""The page that `help` alone shows: how to begin, and where to go from there.

With a prompt and a toolbar below it fits 80 by 24.
"""

from crmsh_py.commands import levels
from crmsh_py.commands.manual.page import Page, Row, Table

WAYS = (
    Row("crm", "the prompt: Tab completes, F1 explains; see `help keys`"),
    Row("crm configure show", "one command, done at once; `crm -f FILE`: a file of them"),
)
_SHORT = {
    "configure": "nodes, resources, constraints, options: write, check, commit",
    "cib": "shadow CIBs: copies to try changes on",
    "node": "state, attributes, standby, maintenance, fencing of nodes",
    "resource": "start, stop, move, clean up resources, ask why",
    "maintenance": "maintenance mode of the cluster and of resources",
    "cluster": "quorum, membership, starting and stopping the cluster",
    "corosync": "corosync.conf: show, check and change it",
    "ra": "agents: which there are, what they take",
    "options": "settings of this shell, and where they come from",
    "convert": "configurations of Heartbeat, corosync 1, RHCS, mon",
}
_NEXT = (
    Row("status", "what the cluster does; also `why RESOURCE`, `verify`, `wait`"),
    Row("help WORD", "a command, statement, option, agent, error code, with examples"),
    Row("help topics", "all there is to read: first-steps, scores, rules, keys ..."),
)


def overview_page() -> Page:
    """Return the page on all."""
    summaries = {name: _SHORT.get(name, levels.LEVELS[name][1]) for name in _levels()}
    tables = (
        Table("Ways in", WAYS),
        Table(
            "Levels, with more commands (`help LEVEL` lists them)",
            tuple(map(Row._make, summaries.items())),
        ),
        Table("Where to begin", _NEXT),
    )
    return Page("crm", "overview", "configures and operates a Pacemaker cluster", tables)


def _levels() -> tuple[str, ...]:
    return levels.load(levels.ROOT).levels
