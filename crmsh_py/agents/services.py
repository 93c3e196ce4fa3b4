"""Agents of the classes that say nothing of themselves: what is so for all of a class.

Source of the actions and times: what Pacemaker 2.1 prints as their metadata
(lib/services/systemd.c and services_lsb.c).
"""

from collections.abc import Mapping

from crmsh_py.agents.agent import Action, Agent, Origin
from crmsh_py.grammar.tree import Agent as Name

_UNIT = (
    Action("start", "100s"),
    Action("stop", "100s"),
    Action("status", "100s"),
    Action("monitor", "100s", "60s"),
    Action("meta-data", "5s"),
)
_SCRIPT = (
    Action("meta-data", "5s"),
    Action("start", "15s"),
    Action("stop", "15s"),
    Action("status", "15s"),
    Action("restart", "15s"),
    Action("force-reload", "15s"),
    Action("monitor", "15s", "15s"),
)
_EITHER = (Action("start"), Action("stop"), Action("status"), Action("monitor"))

_ACTIONS: Mapping[str, tuple[Action, ...]] = {
    "systemd": _UNIT,
    "upstart": _UNIT,
    "lsb": _SCRIPT,
    "service": _EITHER,
}
_OPEN_ENDED = frozenset({"heartbeat", "nagios"})
"""Classes of old, whose agents take what they like."""

CLASSES = frozenset({*_ACTIONS, *_OPEN_ENDED})


def service(name: Name) -> Agent:
    """Return what is so for every agent of a class of `CLASSES`."""
    is_open = name.class_ in _OPEN_ENDED
    actions = _ACTIONS.get(name.class_, _EITHER)
    return Agent(name, {}, actions, Origin.CLASS, open_ended=is_open)
