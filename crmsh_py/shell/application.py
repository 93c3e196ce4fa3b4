"""What the command line asked for: the prompt, a batch, or one command."""

import importlib
import os
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from crmsh_py import __version__
from crmsh_py.backends.choose import open_backend
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Options
from crmsh_py.diagnostics import CrmError, Diagnostic, worst_status
from crmsh_py.files import read_text
from crmsh_py.session import Session
from crmsh_py.shell import batch
from crmsh_py.shell.output import JsonOutput, Output
from crmsh_py.shell.unattended import Unattended

_REPL = "crmsh_py.shell.repl"  # loads prompt_toolkit
_RICH = "crmsh_py.shell.rich_output"  # loads rich


class Invocation(Protocol):
    """What the command line says (`cli.Arguments`)."""

    words: tuple[str, ...]
    cib: str | None
    file: str | None
    force: bool
    yes: bool
    wait: bool
    dry_run: bool
    show_secrets: bool
    json: bool
    color: str
    debug: bool


def run(arguments: Invocation, environment: Mapping[str, str]) -> ExitStatus:
    """Do what was asked; whatever goes wrong is told in one form, and gives the exit status."""
    output = _output(arguments, environment)
    try:
        return _run(arguments, environment, output)
    except CrmError as error:
        output.diagnostics(error.diagnostics)
        return worst_status(error.diagnostics)
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - our own failure; the user gets a line and a file
        output.diagnostics([_internal_error(error, environment)])
        return ExitStatus.INTERNAL


def _run(arguments: Invocation, environment: Mapping[str, str], output: Output) -> ExitStatus:
    context = Context(
        lambda: Session(open_backend(arguments.cib, environment)),
        Unattended(output, environment),
        Options(
            force=arguments.force,
            yes=arguments.yes or arguments.force,
            dry_run=arguments.dry_run,
            show_secrets=arguments.show_secrets,
            wait=arguments.wait,
        ),
    )
    if arguments.file is not None:
        if arguments.words:
            problem = "'-f FILE' and a command exclude each other"
            raise CrmError(Diagnostic("usage", problem, hint="'crm --help' lists the options"))
        name = "<stdin>" if arguments.file == "-" else arguments.file
        return batch.run_script(read_text(arguments.file), name, context, output)
    path = batch.level_of(arguments.words)
    if path is None:
        return batch.run_words(arguments.words, context, output)
    context.path = path
    if _is_terminal(sys.stdin):
        status: ExitStatus = importlib.import_module(_REPL).run(context, output, environment)
        return status
    return batch.run_script(read_text("-"), "<stdin>", context, output)


def _is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    return isatty is not None and bool(isatty())


def _output(arguments: Invocation, environment: Mapping[str, str]) -> Output:
    if arguments.json:
        return JsonOutput(sys.stdout, sys.stderr)
    if _wants_color(arguments.color, environment):
        colored: Output = importlib.import_module(_RICH).RichOutput(
            sys.stdout, sys.stderr, always=arguments.color == "always"
        )
        return colored
    return Output(sys.stdout, sys.stderr)


def _wants_color(color: str, environment: Mapping[str, str]) -> bool:
    """Decide on colour: asked for, or on a terminal that can, unless NO_COLOR is set."""
    if color != "auto":
        return color == "always"
    if environment.get("NO_COLOR") or environment.get("TERM", "dumb") == "dumb":
        return False
    return _is_terminal(sys.stdout)


def _internal_error(error: BaseException, environment: Mapping[str, str]) -> Diagnostic:
    """Keep what a bug report needs in a file, and say where it is."""
    report = f"crm {__version__}, Python {sys.version}\n\n" + "".join(
        traceback.format_exception(error)
    )
    file = _crash_file(environment)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as crash:
            crash.write(report)
        hint = f"please report it with the file {file}"
    except OSError:
        hint = f"{traceback.format_exception_only(error)[-1].strip()}; no file could be written"
    return Diagnostic(
        "internal-error", "crm met an error of its own; nothing was written", hint=hint
    )


def _crash_file(environment: Mapping[str, str]) -> Path:
    return state_folder(environment) / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"


def state_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder for history and crash files (XDG base directories)."""
    if environment.get("XDG_STATE_HOME"):
        return Path(environment["XDG_STATE_HOME"], "crm")
    if environment.get("HOME"):
        return Path(environment["HOME"], ".local", "state", "crm")
    return Path("/tmp", f"crm-{os.getuid()}")  # noqa: S108 - made with mode 0700, files O_EXCL
