"""The user's editor, for the command `edit`."""

import contextlib
import os
import shlex
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import read_text
from crmsh_py.runner import LocalRunner


def edit(text: str, suffix: str, environment: Mapping[str, str]) -> str:
    """Let the program of $VISUAL or $EDITOR change a text, in a file only its owner can read.

    Raises CrmError (tool-missing, tool-failed, cannot-write, undecodable-text).
    """
    editor = environment.get("VISUAL") or environment.get("EDITOR")
    if not editor:
        if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
            words = "an editor needs a terminal, and there is none"
            hint = "set EDITOR to a program that needs none, or change objects with 'load update'"
            raise CrmError(Diagnostic("no-terminal", words, hint=hint))
        editor = "vi"
    argv = _words(editor)
    file = _file_of(text, suffix, environment)
    try:
        status = LocalRunner(environment).run_attached([*argv, str(file)])
        if status:
            words = f"the editor {editor!r} ended with status {status}; nothing was changed"
            raise CrmError(Diagnostic("tool-failed", words))
        if not file.exists():
            words = f"the editor {editor!r} removed the text; nothing was changed"
            raise CrmError(Diagnostic("tool-failed", words))
        return read_text(str(file))
    finally:
        with contextlib.suppress(OSError):
            file.unlink()


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _words(editor: str) -> list[str]:
    try:
        words = shlex.split(editor)
    except ValueError:
        words = []
    if not words:
        message = f"$EDITOR is no command line: {editor!r}"
        raise CrmError(Diagnostic("tool-missing", message))
    return words


def _file_of(text: str, suffix: str, environment: Mapping[str, str]) -> Path:
    folder = environment.get("TMPDIR") or None
    try:
        descriptor, name = tempfile.mkstemp(prefix="crm-", suffix=suffix, dir=folder)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        message = f"the text for the editor cannot be written: {error.strerror}"
        raise CrmError(Diagnostic("cannot-write", message)) from None
    return Path(name)
