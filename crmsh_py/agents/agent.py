"""What an agent says of itself: facts of its metadata, as values.

Source: the Open Cluster Framework's resource agent API (ra-api 1.0 and 1.1), and fence agents'
metadata (FenceAgentAPI), which has the same form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from crmsh_py.grammar.tree import Agent as Name


class Origin(Enum):
    """Where the facts on an agent come from."""

    INSTALLED = "installed"
    """The agent's own metadata, on the machine."""
    CATALOGUE = "catalogue"
    """The catalogue that is shipped with the program."""
    CLASS = "class"
    """What is so for all agents of a class: systemd units and init scripts take no parameters."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an agent.

    `type` is that of the metadata: string, integer, boolean, time, second, select, …; `values`
    are what a select may be, `default` is as the metadata writes it.  `unique` names the group of
    parameters whose values no two resources may share (a single unique parameter is a group of
    its own name), "" if sharing is fine.  `replaced_by` names the parameters that take the place
    of a deprecated or obsolete one.
    """

    name: str
    type: str = "string"
    default: str | None = None
    required: bool = False
    unique: str = ""
    reloadable: bool = False
    deprecated: bool = False
    replaced_by: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    short: str = ""
    """One line on it; empty in the catalogue, which holds facts only."""
    long: str = ""
    """The agent's own text on it; empty in the catalogue."""


@dataclass(frozen=True, slots=True)
class Action:
    """An action of an agent, with the times that it advises as it writes them (`20s`; "": none)."""

    name: str
    timeout: str = ""
    interval: str = ""
    role: str = ""
    depth: str = ""
    start_delay: str = ""
    automatic: bool = False
    """Of a fence agent's `on`: the cluster unfences a node with it when the node joins."""
    on_target: bool = False
    """Of a fence agent's `on`: it has to run on the node that is unfenced."""


@dataclass(frozen=True)
class Agent:
    """An agent: its name, parameters by name in the order of the metadata, and actions."""

    name: Name
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    origin: Origin = Origin.INSTALLED
    version: str = ""
    short: str = ""
    long: str = ""
    open_ended: bool = False
    """Whether it takes parameters that its metadata does not name (such as ocf:heartbeat:anything
    of another kind, or an agent whose metadata could not be read): then none is unknown."""
    package: str = ""
    """The package that it comes with on Debian; "" if that is not known."""

    @cached_property
    def promotable(self) -> bool:
        """Whether it can be promoted: it has the actions that takes."""
        return {"promote", "demote"} <= {one.name for one in self.actions}

    @cached_property
    def action_names(self) -> frozenset[str]:
        """The names of its actions."""
        return frozenset(one.name for one in self.actions)
