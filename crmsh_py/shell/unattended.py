"""How commands reach the user in a batch: nobody answers, but files and editors are there."""

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from crmsh_py.commands.context import Draft, Reply
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import read_octets, read_text
from crmsh_py.preferences.preferences import Preferences
from crmsh_py.shell.output import Output

_EDITOR = "crmsh_py.shell.editor"  # runs a program
_PIPE = "crmsh_py.shell.pipe"  # so does this
_GETPASS = "getpass"  # brings in what handles terminals
_WATCHING = "crmsh_py.shell.watching"


class Unattended:
    """Never asks: what would have to be asked is an error."""

    can_ask = False

    def __init__(
        self, output: Output, environment: Mapping[str, str], preferences: Preferences | None = None
    ) -> None:
        self._output = output
        self._environment = environment
        self._preferences = preferences or Preferences()
        self.stdin_is_taken = False
        """Whether standard input is where the commands come from."""

    def choose(self, question: str, answers: Sequence[str]) -> str:
        """Refuse: nobody is there to answer."""
        words = "/".join(answers)
        raise CrmError(Diagnostic("no-terminal", f"nobody can answer: {question} ({words})"))

    def read(self, file: str) -> str:
        """Return the text of a file; `-` is standard input.  Raises CrmError."""
        self._refuse_taken(file)
        with self._typed(file):
            return read_text(file)

    def read_octets(self, file: str, most: int) -> bytes:
        """Return what a file holds, not more than `most`; `-` is standard input.

        Raises CrmError.
        """
        self._refuse_taken(file)
        with self._typed(file):
            return read_octets(file, most)

    def _typed(self, file: str) -> AbstractContextManager[None]:
        """Leave the terminal to who types what is read, if it is standard input."""
        return self._output.held() if file == "-" else nullcontext()

    def _refuse_taken(self, file: str) -> None:
        if file == "-" and self.stdin_is_taken:
            words = "the commands come from standard input, so '-' cannot be read"
            hint = "name a file, or give the commands with '-f FILE'"
            raise CrmError(Diagnostic("usage", words, subject=file, hint=hint))

    def secret(self, question: str) -> str:
        """Ask at the terminal, without showing what is typed; else read standard input."""
        if not sys.stdin.isatty():
            return self.read("-").removesuffix("\n")
        try:
            with self._output.held():
                typed: str = importlib.import_module(_GETPASS).getpass(question)
        except EOFError:
            raise CrmError(Diagnostic("usage", "nothing was typed")) from None
        return typed

    def show(self, reply: Reply) -> None:
        """Show something before the command ends."""
        self._output.reply(reply)

    def progress(self, text: str) -> None:
        """Tell who watches what is going on; nothing where nobody sits at a terminal."""
        self._output.progress(text)

    def watch(self, look: Callable[[], Reply], seconds: float) -> None:
        """Show what `look` returns, again and again, until the user ends that."""
        watching = importlib.import_module(_WATCHING)
        with self._output.held():
            watching.watch(self._output, look, seconds, self._environment)

    def edit(self, text: str, suffix: str) -> str:
        """Let the user's editor change a text, once.  Raises CrmError."""
        draft = self.draft(suffix)
        try:
            edited = draft.revise(text)
        except BaseException:
            if path := draft.left():
                self._output.note(f"your text is kept in {path}")
            raise
        draft.drop()
        return edited

    @property
    def can_edit_again(self) -> bool:
        """Whether a user sits at the editor, who can be shown errors."""
        editor = importlib.import_module(_EDITOR)
        return bool(editor.is_terminal(sys.stdin) and editor.is_terminal(sys.stdout))

    def draft(self, suffix: str) -> Draft:
        """Return a text that the user's editor can change."""
        home = importlib.import_module(_EDITOR)
        editor = self._preferences.text("ui.editor")
        draft: Draft = home.Draft(suffix, self._environment, self._output.held, editor)
        return draft

    def filter(self, argv: Sequence[str], text: str) -> str:
        """Return what a program makes of a text.  Raises CrmError."""
        with self._output.held():  # it may want the terminal
            told: str = importlib.import_module(_PIPE).through(argv, text, self._environment)
        return told
