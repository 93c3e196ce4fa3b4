"""How commands reach the user in a batch: nobody answers, but files and editors are there."""

import contextlib
import os
import shlex
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from crmsh_py.commands.context import Reply
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import read_text
from crmsh_py.runner import LocalRunner
from crmsh_py.shell.output import Output


class Unattended:
    """Never asks: what would have to be asked is an error."""

    can_ask = False

    def __init__(self, output: Output, environment: Mapping[str, str]) -> None:
        self._output = output
        self._environment = environment

    def choose(self, question: str, answers: Sequence[str]) -> str:
        """Refuse: nobody is there to answer."""
        words = "/".join(answers)
        raise CrmError(Diagnostic("no-terminal", f"nobody can answer: {question} ({words})"))

    def read(self, file: str) -> str:
        """Return the text of a file; `-` is standard input."""
        return read_text(file)

    def show(self, reply: Reply) -> None:
        """Show something before the command ends."""
        self._output.reply(reply)

    def edit(self, text: str, suffix: str) -> str:
        """Let the program of $VISUAL or $EDITOR change a text, in a file only its owner can read.

        Raises CrmError (tool-missing, tool-failed); the text is then as it was.
        """
        editor = self._environment.get("VISUAL") or self._environment.get("EDITOR") or "vi"
        descriptor, name = tempfile.mkstemp(prefix="crm-", suffix=suffix)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            status = LocalRunner(self._environment).run_attached([*shlex.split(editor), name])
            if status:
                words = f"the editor {editor!r} ended with status {status}; nothing was changed"
                raise CrmError(Diagnostic("tool-failed", words))
            return read_text(name)
        finally:
            with contextlib.suppress(OSError):
                Path(name).unlink()
