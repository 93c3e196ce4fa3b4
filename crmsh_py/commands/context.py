"""What a command is given, and what it gives back.  Commands never print, ask or exit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from crmsh_py.codes import ExitStatus
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.changes import Change
from crmsh_py.session import Session


class Interaction(Protocol):
    """How a command reaches the user; in a batch nobody is there to answer."""

    @property
    def can_ask(self) -> bool:
        """Whether there is a user who can answer."""
        ...

    def choose(self, question: str, answers: Sequence[str]) -> str:
        """Ask; return one of the answers, each of which begins with another letter."""
        ...

    def edit(self, text: str, suffix: str) -> str:
        """Let the user change a text in the editor of $EDITOR.  Raises CrmError."""
        ...

    def read(self, file: str) -> str:
        """Return the text of a file, `-` being standard input.  Raises CrmError."""
        ...

    def show(self, reply: "Reply") -> None:
        """Show something before the command ends."""
        ...


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line and holds for every command."""

    force: bool = False
    yes: bool = False
    dry_run: bool = False
    show_secrets: bool = False
    wait: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command answers.

    `text` is data for standard output, in the language that `syntax` names (crm, xml, diff,
    text); `records` is the same for `--json`.  `notes` are words for standard error.
    """

    text: str = ""
    syntax: str = "text"
    records: Iterable[dict[str, Any]] = ()
    notes: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    status: ExitStatus = ExitStatus.OK
    level: tuple[str, ...] | None = None
    quit: bool = False


@dataclass(slots=True)
class Context:
    """What commands work with: the session (opened when first needed), options, the user."""

    open_session: Callable[[], Session]
    interaction: Interaction
    options: Options = field(default_factory=Options)
    path: tuple[str, ...] = ()
    one_liner: bool = False
    reviewed: tuple[Change, ...] = ()
    """The changes of the last commit that `--dry-run` kept from being one."""
    unreadable: bool = False
    """Whether the configuration was asked for and could not be read."""
    _session: Session | None = None

    @property
    def session(self) -> Session:
        """The session; the configuration is read when it is first asked for."""
        if self._session is None:
            self.unreadable = True
            self._session = self.open_session()
            self.unreadable = False
        return self._session

    @property
    def has_changes(self) -> bool:
        """Whether there is anything that was not committed."""
        if self._session is None:
            return False
        changes = self._session.changes()
        return bool(changes) and changes != self.reviewed
