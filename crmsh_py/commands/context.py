"""What a command is given, and what it gives back.  Commands never print, ask or exit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.styled import Part
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.changes import Change
from crmsh_py.preferences.preferences import Preferences
from crmsh_py.preferences.reading import Gathered
from crmsh_py.session import Session
from crmsh_py.verify.policy import Policy
from crmsh_py.xmltree import Element

if TYPE_CHECKING:  # it brings in subprocess, which the work on a file does not need
    from crmsh_py.agents.known import KnownAgents
    from crmsh_py.pacemaker.tools import Tools


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

    def read_octets(self, file: str, most: int) -> bytes:
        """Return the octets of a file, not more than `most`; `-` is standard input.

        Raises CrmError.
        """
        ...

    def secret(self, question: str) -> str:
        """Return a line that nobody is to see: asked for at a terminal, else standard input.

        Raises CrmError.
        """
        ...

    def show(self, reply: "Reply") -> None:
        """Show something before the command ends."""
        ...

    def progress(self, text: str) -> None:
        """Tell who watches what is going on, in place of what was told before; "": no more."""
        ...

    def watch(self, look: Callable[[], "Reply"], seconds: float) -> None:
        """Show what `look` returns, again and again, until the user ends that.

        What it raises (CrmError) is shown, and does not end it.
        """
        ...


COROSYNC_CONF = "/etc/corosync/corosync.conf"


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line and holds for every command."""

    force: bool = False
    yes: bool = False
    dry_run: bool = False
    show_secrets: bool = False
    folder: Path | None = None
    """Where the user's own templates and preferences are; None without a home."""
    system_folder: Path | None = None
    """Where the preferences of all users of the machine are."""
    completions: Mapping[str, Path] = field(default_factory=dict)
    """Where the user's shells look for what completes commands, by the shells' names."""
    login_shell: str = ""
    """The name of the user's shell; "" if that is not known."""
    host: str = ""
    """The machine that `--host` names."""
    cib_file: str = ""
    """The file that the environment names as the configuration."""
    corosync: str = COROSYNC_CONF
    """Where corosync's configuration is."""
    preferences: Preferences = field(default_factory=Preferences)
    """What the user prefers, on the command line and elsewhere."""

    @property
    def wait(self) -> bool:
        """Whether to wait after each commit until the cluster is idle."""
        return self.preferences.is_on("commit.wait")

    @property
    def policy(self) -> Policy:
        """What of that which checks find is allowed, and whether warnings are errors."""
        allowed = frozenset(self.preferences.texts("check.allow"))
        return Policy(allowed, self.preferences.is_on("check.deny-warnings"))


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command answers.

    `text` is data for standard output, in the language that `syntax` names (crm, xml, diff,
    text); `records` is the same for `--json`.  `view` is the text once more for terminals, where
    its pieces are styled; `masked` what a terminal shows of a text that holds secrets.  `notes`
    are words for standard error.
    """

    text: str = ""
    syntax: str = "text"
    records: Iterable[dict[str, Any]] = ()
    notes: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    status: ExitStatus = ExitStatus.OK
    level: tuple[str, ...] | None = None
    quit: bool = False
    view: tuple[Part, ...] = ()
    masked: str = ""


@dataclass(slots=True)
class Imagined:
    """A copy of a CIB whose status was changed, to simulate with: whence, and what was said."""

    origin: str
    root: Element
    said: list[str] = field(default_factory=list)


def _no_tools() -> None:
    """Give no tools."""


def _no_agents() -> "KnownAgents":
    """Know of no agents."""
    raise AssertionError


def _nothing_said() -> Gathered:
    """Know of no preferences."""
    return Gathered(Preferences(), [], [])


def _needs_cluster(chosen: str) -> Diagnostic:
    words = f"this needs the running cluster, and {chosen} is not it"
    hint = "leave '-c' out, and unset CIB_file and CIB_shadow"
    return Diagnostic("needs-cluster", words, hint=hint)


def _nowhere(node: str | None) -> "AbstractContextManager[Tools]":
    """Reach no machine."""
    raise AssertionError(node)


@dataclass(slots=True)
class Context:
    """What commands work with: the session (opened when first needed), options, the user.

    `open_session` opens the configuration of a name (None: the one that the command line chose;
    `live`: the running cluster), `shadows` is the folder where shadow CIBs are.
    """

    open_session: Callable[[str | None], Session]
    interaction: Interaction
    options: Options = field(default_factory=Options)
    path: tuple[str, ...] = ()
    one_liner: bool = False
    reviewed: tuple[Change, ...] = ()
    """The changes of the last commit that `--dry-run` kept from being one."""
    shadows: Path = Path()
    configuration: str | None = None
    """The name of the configuration in use, as `open_session` takes it."""
    chosen_shadow: str | None = None
    """The shadow CIB that the environment chose, for when there is no such name."""
    tools_here: "Callable[[], Tools | None]" = _no_tools
    """Gives Pacemaker's tools of this machine, None where they are not installed."""
    open_library: "Callable[[], KnownAgents]" = _no_agents
    """Opens the agents that are known on the machine that is worked on."""
    reach: "Callable[[str | None], AbstractContextManager[Tools]]" = _nowhere
    """Gives the tools of a node, None being the machine itself; nothing of the CIB is read."""
    gather: Callable[[], Gathered] = _nothing_said
    """Reads once more what the user prefers."""
    imagined: Imagined | None = None
    """The status of `cibstatus`, once it was asked for."""
    may_stop: set[str] = field(default_factory=set)
    """The resources that `delete --stop` deleted: they may be stopped when that is committed."""
    anew: bool = False
    """Whether who asks for the session next is to have the configuration as it is by then."""
    unreadable: bool = False
    """Whether the configuration was asked for and could not be read."""
    _session: Session | None = None
    _library: "KnownAgents | None" = None

    @property
    def library(self) -> "KnownAgents":
        """The agents that are known here; no configuration is read for it."""
        if self._library is None:
            self._library = self.open_library()
        return self._library

    @property
    def session(self) -> Session:
        """The session; the configuration is read when it is first asked for."""
        session = self._opened
        if self.anew:
            self.anew = False
            session.catch_up()
        return session

    @property
    def _opened(self) -> Session:
        if self._session is None:
            self.unreadable = True
            self._session = self.open_session(self.configuration)
            self.unreadable = False
        return self._session

    @property
    def is_open(self) -> bool:
        """Whether the configuration was read already."""
        return self._session is not None

    def use(self, configuration: str | None) -> None:
        """Work on another configuration from now on.  Raises CrmError if it cannot be read."""
        session = self.open_session(configuration)
        self.configuration, self._session, self.reviewed = configuration, session, ()
        self.imagined = None

    @property
    def tools(self) -> "Tools":
        """The tools of the running cluster.

        Raises CrmError (needs-cluster) if the configuration is in a file or a shadow CIB.
        """
        backend = self._opened.backend
        if backend.tools is None:
            raise CrmError(_needs_cluster(backend.name))
        return backend.tools

    def running(self, node: str | None = None) -> "AbstractContextManager[Tools]":
        """Give the tools of a node of the running cluster, without reading the configuration.

        Raises CrmError (needs-cluster) if a file or a shadow CIB was chosen, and as `reach`.
        """
        chosen = self.configuration or self.options.cib_file or self.chosen_shadow
        if chosen and chosen != "live":
            raise CrmError(_needs_cluster(chosen))
        return self.reach(node)

    @property
    def tools_at_hand(self) -> "Tools | None":
        """Pacemaker's tools for a CIB that is handed to them: the cluster's, else this machine's.

        None where there are none: then a command does without.
        """
        return self._opened.backend.tools or self.tools_here()

    @property
    def scheduler(self) -> "Tools":
        """Pacemaker's tools, to ask its scheduler.  Raises CrmError (tool-missing)."""
        tools = self.tools_at_hand
        if tools is None:
            words = "this needs Pacemaker's scheduler, which is not installed here"
            hint = "on Debian it comes with 'apt install pacemaker-cli-utils'"
            raise CrmError(Diagnostic("tool-missing", words, hint=hint))
        return tools

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
