"""What there is to know about the cluster while somebody types: asked for only where needed.

Every question may be answered by None: a configuration that cannot be read has no words to offer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from crmsh_py.assist.memory import Memory
from crmsh_py.model.cib import Cib
from crmsh_py.preferences.preferences import Preferences

if TYPE_CHECKING:
    from crmsh_py.agents.known import KnownAgents


T = TypeVar("T")


def _none() -> None:
    """Know nothing."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The working configuration, the agents, and the folders that hold what has a name.

    None of the functions raises.
    """

    path: tuple[str, ...] = ()
    """The level at which one types."""
    cib: Callable[[], Cib | None] = _none
    library: "Callable[[], KnownAgents | None]" = _none
    shadows: Path | None = None
    """Where shadow CIBs are."""
    folder: Path | None = None
    """Where the user's own templates are."""
    corosync: Path | None = None
    """Corosync's configuration; None where it is another machine's."""
    preferences: Preferences = field(default_factory=Preferences)
    memory: Memory = field(default_factory=Memory)
    """What was worked out of the configuration: who asks again and again keeps it."""

    def of_cib(self, make: Callable[..., Iterable[T]], *which: str) -> tuple[T, ...]:
        """Return what `make(cib, *which)` yields; worked out once for each edition of the CIB.

        Nothing if there is no configuration.  The function is a part of the key: no closures.
        """
        cib = self.cib()
        return () if cib is None else self.memory.recall(cib, make, *which)
