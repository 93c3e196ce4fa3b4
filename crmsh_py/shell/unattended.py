"""How commands reach the user in a batch: nobody answers, but files and editors are there."""

import importlib
from collections.abc import Mapping, Sequence

from crmsh_py.commands.context import Reply
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import read_text
from crmsh_py.shell.output import Output

_EDITOR = "crmsh_py.shell.editor"  # runs a program


class Unattended:
    """Never asks: what would have to be asked is an error."""

    can_ask = False

    def __init__(self, output: Output, environment: Mapping[str, str]) -> None:
        self._output = output
        self._environment = environment
        self.stdin_is_taken = False
        """Whether standard input is where the commands come from."""

    def choose(self, question: str, answers: Sequence[str]) -> str:
        """Refuse: nobody is there to answer."""
        words = "/".join(answers)
        raise CrmError(Diagnostic("no-terminal", f"nobody can answer: {question} ({words})"))

    def read(self, file: str) -> str:
        """Return the text of a file; `-` is standard input.  Raises CrmError."""
        if file == "-" and self.stdin_is_taken:
            words = "the commands come from standard input, so '-' cannot be read"
            hint = "name a file, or give the commands with '-f FILE'"
            raise CrmError(Diagnostic("usage", words, subject=file, hint=hint))
        return read_text(file)

    def show(self, reply: Reply) -> None:
        """Show something before the command ends."""
        self._output.reply(reply)

    def edit(self, text: str, suffix: str) -> str:
        """Let the user's editor change a text.  Raises CrmError."""
        edited: str = importlib.import_module(_EDITOR).edit(text, suffix, self._environment)
        return edited
