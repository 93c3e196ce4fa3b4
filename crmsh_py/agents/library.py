"""All agents that are known here: those that are installed, and those of the catalogue."""

import importlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from crmsh_py.agents.agent import Agent
from crmsh_py.agents.known import KnownAgents
from crmsh_py.agents.machine import Machine, ThisMachine
from crmsh_py.agents.places import places_in
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar.tree import Agent as Name

if TYPE_CHECKING:  # it brings in subprocess, which this machine's catalogue does not need
    from crmsh_py.pacemaker.tools import Tools

_REMOTE = "crmsh_py.agents.remote"
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Library(Protocol):
    """Where agents are looked up.  Nothing is read before it is asked for, and once only."""

    def find(self, name: Name) -> Agent | None:
        """Return what is known of an agent, None if nothing is."""
        ...

    def is_installed(self, name: Name) -> bool:
        """Tell whether the machine has an agent."""
        ...

    def providers(self, type_: str) -> list[str]:
        """Return the providers of ocf agents of a type, those that are installed first."""
        ...

    def names(self, class_: str, provider: str | None = None) -> Iterable[Name]:
        """Return all agents of a class, or of a provider, sorted."""
        ...

    @property
    def problems(self) -> list[Diagnostic]:
        """What was wrong with agents that were looked up: warnings (broken-agent)."""
        ...


def open_library(
    environment: Mapping[str, str] = _NOTHING,
    *,
    remote: "Tools | None" = None,
    most: int | None = None,
) -> KnownAgents:
    """Return the library of this machine, or of the one whose tools are `remote`.

    OCF_ROOT of the environment says where ocf agents are.  Not more than `most` agents are run
    to be read (None: as many as are looked up); beyond that, and for agents that are not
    installed, it is the catalogue that tells.  An installed agent that is the very program which
    the catalogue has the facts of, or was read before and did not change, is not run at all.
    """
    machine: Machine = ThisMachine(places_in(environment), most=most)
    if remote is not None:
        machine = importlib.import_module(_REMOTE).OtherMachine(remote, most=most)
    return KnownAgents(machine)


def open_catalogue() -> KnownAgents:
    """Return the library that knows the catalogue only, whatever is installed."""
    return KnownAgents(None)
