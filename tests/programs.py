"""Programs for tests of what runs them."""

from pathlib import Path

from crmsh_py.diagnostics import CrmError


def script(folder: Path, text: str) -> str:
    """Write a program for the shell, and return its path."""
    file = folder / "program"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return str(file)


def code_of(error: CrmError) -> list[str]:
    """Return the codes of an error, in order."""
    return [diagnostic.code for diagnostic in error.diagnostics]
