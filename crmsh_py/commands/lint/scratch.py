"""A configuration that is nowhere but in memory: what the commands of a text are tried on."""

from collections.abc import Sequence
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.backends.base import Snapshot
from crmsh_py.commands.context import Context, Options
from crmsh_py.model.changes import Change
from crmsh_py.session import Session
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class _Memory:
    """A place that nothing is ever written to."""

    octets: bytes
    name: str = "lint"
    tools: None = None

    def read(self) -> Snapshot:
        """Return what it begins with."""
        return Snapshot.of(self.octets, self.name)

    def wait(self) -> None:
        """Return at once: no cluster acts on it."""

    def is_stale(self, base: Snapshot) -> bool:  # noqa: ARG002 - as every back end
        """Tell that nobody else changes it."""
        return False

    def write(
        self,
        base: Snapshot,
        root: Element,
        *,
        changes: Sequence[Change] | None = None,
        force: bool = False,
    ) -> Snapshot:
        """Refuse: no command that writes is carried out here."""
        raise AssertionError((base, root, changes, force))

    def replace(self, root: Element, *, force: bool = False) -> Snapshot:
        """Refuse, as `write`."""
        raise AssertionError((root, force))


def scratch(context: Context, root: Element) -> Context:
    """Return a context whose commands change a copy of a configuration, and never ask."""
    session = Session(_Memory(xmltree.to_bytes(root)))
    return Context(
        lambda _name: session, context.interaction, Options(yes=True), path=("configure",)
    )
