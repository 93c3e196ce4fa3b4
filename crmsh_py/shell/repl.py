"""The prompt, by prompt_toolkit."""

import gc
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.output import Output as TerminalOutput
from prompt_toolkit.output import create_output

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.committing import Terms, commit_reply, diff_reply
from crmsh_py.commands.context import Context
from crmsh_py.commands.interpreting import Bound, understand
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.script import RawStatement, continues, split
from crmsh_py.model.cib import Cib
from crmsh_py.secrets import hide
from crmsh_py.shell.batch import located
from crmsh_py.shell.completion import complete
from crmsh_py.shell.crash import internal_error
from crmsh_py.shell.output import Output
from crmsh_py.shell.staleness import Staleness
from crmsh_py.shell.state import state_folder
from crmsh_py.shell.unattended import Unattended

_NAME = "<prompt>"
_CONTINUATION = "   > "


class _MaskedHistory(FileHistory):
    """A history file that holds no secrets."""

    def store_string(self, string: str) -> None:
        super().store_string(hide(string))


class _ShellCompleter(Completer):
    def __init__(self, path: Callable[[], tuple[str, ...]], cib: Callable[[], Cib]) -> None:
        self._path = path
        self._cib = cib

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Offer the words that may stand at the cursor; prompt_toolkit calls this."""
        del complete_event
        word, found = complete(document.text_before_cursor, self._path(), self._cib)
        for one in found:
            yield Completion(one, start_position=-len(word))


class _Attended(Unattended):
    """A user who can answer."""

    can_ask = True

    def __init__(
        self, ask: Callable[[str], str], output: Output, environment: Mapping[str, str]
    ) -> None:
        super().__init__(output, environment)
        self._ask = ask

    def choose(self, question: str, answers: Sequence[str]) -> str:
        """Ask until one of the answers, or its first letter, is given."""
        words = "/".join(f"({one[0]}){one[1:]}" for one in answers)
        while True:
            given = self._ask(f"{question} {words} ").strip().lower()
            for one in answers:
                if given and one.startswith(given):
                    return one


class Repl:
    """Reads lines, carries them out, and never loses what was not committed without asking."""

    def __init__(self, context: Context, output: Output, environment: Mapping[str, str]) -> None:
        self._context = context
        self._output = output
        self._environment = environment
        self._staleness = Staleness()
        terminal = _terminal()
        self._session: PromptSession[str] = PromptSession(
            output=terminal,
            history=_history(environment, output),
            completer=_ShellCompleter(lambda: context.path, lambda: context.session.cib),
            complete_while_typing=False,
            enable_open_in_editor=True,
        )
        self._questions: PromptSession[str] = PromptSession(
            output=terminal, history=InMemoryHistory()
        )
        context.interaction = _Attended(self._questions.prompt, output, environment)

    def run(self) -> ExitStatus:
        """Read and carry out lines until the user leaves."""
        while True:
            try:
                text = self._read()
            except KeyboardInterrupt:
                continue  # the line is dropped, nothing else
            except EOFError:
                text = "quit"
            if self._carry_out_all(text):
                return ExitStatus.OK

    def _read(self) -> str:
        with self._staleness.watched(self._context.session, self._session.app.invalidate):
            lines = [self._session.prompt(self.prompt)]
        while continues(lines[-1]):
            lines.append(self._session.prompt(_CONTINUATION))
        return "\n".join(lines)

    def prompt(self) -> str:
        """Return the prompt: `crm(cib.xml)configure*!# `.

        The star is for pending changes, `!` says that others changed what was read.
        """
        session = self._context.session
        level = "/".join(self._context.path)
        star = "*" if self._context.has_changes else ""
        stale = "!" if self._staleness.holds(session) else ""
        return f"crm({session.backend.name}){level}{star}{stale}# "

    def _carry_out_all(self, text: str) -> bool:
        """Carry out what was typed or pasted; the first error ends it.  True: leave."""
        statements, problems = split(text, _NAME)
        if problems:
            self._output.diagnostics(problems)
            return False
        for raw in statements:
            done, leave = self._carry_out(raw)
            if leave:
                return True
            if not done:
                return False
        return False

    def _carry_out(self, raw: RawStatement) -> tuple[bool, bool]:
        """Return whether a line was carried out, and whether it leaves the shell."""
        try:
            bound = understand(raw, self._context.path)
            if bound.quits:
                return True, self._may_leave()
            self._call(bound)
        except CrmError as error:
            self._output.diagnostics(located(error.diagnostics, raw.source))
            return False, False
        except KeyboardInterrupt:
            self._output.note("interrupted")
            return False, False
        except Exception as error:  # noqa: BLE001 - our own failure must not cost the user's changes
            self._output.diagnostics([internal_error(error, self._environment)])
            return False, False
        return True, False

    def _call(self, bound: Bound) -> None:
        try:
            reply = bound.call(self._context)
        except BaseException:
            self._context.path = bound.path
            raise
        self._context.path = bound.after
        self._output.reply(reply)

    def _may_leave(self) -> bool:
        """Ask what becomes of pending changes; say whether to leave."""
        context = self._context
        if not context.has_changes:
            return True
        self._output.reply(diff_reply(context))
        try:
            answer = context.interaction.choose(
                "There are uncommitted changes.", ("commit", "discard", "stay")
            )
        except (EOFError, KeyboardInterrupt):
            answer = "stay"
        if answer == "commit":
            self._output.reply(commit_reply(context, Terms(context.options.force)))
        return answer != "stay"


def _terminal() -> TerminalOutput | None:
    """Return where to prompt if data are piped away: standard error. None: the usual place."""
    if sys.stdout.isatty():
        return None  # leaves it to prompt_toolkit, which knows what dumb terminals can do
    return create_output(always_prefer_tty=True)


def _history(environment: Mapping[str, str], output: Output) -> History:
    """Return the history kept over runs; without a folder to keep it in, that of this run."""
    folder = state_folder(environment)
    if folder is None:
        return InMemoryHistory()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / "history"
        file.touch(mode=0o600)
    except OSError as error:
        output.note(f"the history is not kept: {folder}: {error.strerror}")
        return InMemoryHistory()
    return _MaskedHistory(Path(file))


def run(context: Context, output: Output, environment: Mapping[str, str]) -> ExitStatus:
    """Run the prompt; the configuration is read first, so that its errors come at once."""
    if sys.stdout is None:
        raise CrmError(Diagnostic("no-terminal", "the prompt needs standard output: it is closed"))
    gc.enable()  # a batch does without, see `cli.run`; a session may last for days
    context.session  # noqa: B018 - opens it
    return Repl(context, output, environment).run()
