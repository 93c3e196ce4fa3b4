"""What a command is given, and what it gives back.  Commands never print, ask or exit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from crmsh_py.codes import ExitStatus
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.changes import Change
from crmsh_py.session import Session


class Draft(Protocol):
    """A text in the user's editor, in a file that no failure loses."""

    def revise(self, text: str, line: int = 1) -> str:
        """Let the user change a text, beginning at a line.  Raises CrmError."""
        ...

    def keep(self, text: str) -> None:
        """Let the file hold a text.  Raises CrmError."""
        ...

    def left(self) -> str | None:
        """Return where the text is kept; None if it is what the user was given first."""
        ...

    def drop(self) -> None:
        """Remove the file."""
        ...


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
        """Let the user change a text in the editor of $EDITOR, once.  Raises CrmError."""
        ...

    @property
    def can_edit_again(self) -> bool:
        """Whether a user sits at the editor, who can be shown errors."""
        ...

    def draft(self, suffix: str) -> "Draft":
        """Return a text that the user can change in the editor of $EDITOR."""
        ...

    def filter(self, argv: Sequence[str], text: str) -> str:
        """Return what a program makes of a text.  Raises CrmError."""
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
    folder: Path | None = None
    """Where the user's own templates and configurations are; None without a home."""


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
    def was_edited(self) -> bool:
        """Whether a command edited the configuration, even if that changed nothing."""
        return self._session is not None and self._session.was_edited

    @property
    def has_changes(self) -> bool:
        """Whether there is anything that was not committed."""
        if self._session is None:
            return False
        changes = self._session.changes()
        return bool(changes) and changes != self.reviewed
