"""DRBD under Pacemaker, as every conversion makes it: a promotable clone of its own agent.

The times are those that the agent's metadata advises; the monitors of both roles differ in their
interval, since Pacemaker tells operations apart by name and interval.
"""

from crmsh_py.grammar import tree

AGENT = tree.Agent("ocf", "linbit", "drbd")
CLONE = (
    ("promotable", "true"),
    ("promoted-max", "1"),
    ("promoted-node-max", "1"),
    ("clone-max", "2"),
    ("clone-node-max", "1"),
    ("notify", "true"),
)
"""The meta attributes of the clone: two nodes, one of them promoted."""

MONITORS = (("29s", "Promoted"), ("31s", "Unpromoted"))
MONITOR_TIMEOUT = "20s"
TIMEOUTS = {"start": "240s", "promote": "90s", "demote": "90s", "stop": "100s", "notify": "90s"}
