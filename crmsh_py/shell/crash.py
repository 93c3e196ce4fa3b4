"""Our own failures: one line for the user, and a file with what a bug report needs."""

import os
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping

from crmsh_py import __version__
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.secrets import hide
from crmsh_py.shell.state import state_folder


def internal_error(error: BaseException, environment: Mapping[str, str]) -> Diagnostic:
    """Keep the report in a file only its owner can read, and say where it is.

    The report holds no values of variables; secrets that a message quotes are hidden.
    """
    report = f"crm {__version__}, Python {sys.version}\n\n" + "".join(
        traceback.format_exception(error)
    )
    report = hide(report)
    try:
        hint = f"please report it with the file {_keep(report, environment)}"
    except OSError:
        hint = f"{traceback.format_exception_only(error)[-1].strip()}; no file could be written"
    return Diagnostic(
        "internal-error", "crm met an error of its own; nothing was written", hint=hint
    )


def _keep(report: str, environment: Mapping[str, str]) -> str:
    """Write the report where histories are kept, or where temporary files are."""
    descriptor, name = _open(environment)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(report)
    return name


def _open(environment: Mapping[str, str]) -> tuple[int, str]:
    prefix = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-"
    folder = state_folder(environment)
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return tempfile.mkstemp(prefix=prefix, suffix=".txt", dir=folder)
        except OSError:
            pass  # a home that cannot be written: the folder for temporary files will do
    return tempfile.mkstemp(prefix=f"crm-{prefix}", suffix=".txt")
