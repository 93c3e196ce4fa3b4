"""What the command line asked for: the prompt, a batch, or one command."""

import importlib
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from crmsh_py.backends.choose import open_backend
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Options
from crmsh_py.diagnostics import CrmError, Diagnostic, worst_status
from crmsh_py.files import read_text
from crmsh_py.session import Session
from crmsh_py.shell import batch
from crmsh_py.shell.output import Output
from crmsh_py.shell.state import configuration_folder
from crmsh_py.shell.unattended import Unattended

# Homes of what most runs do not need, and which would slow their start down.
_REPL = "crmsh_py.shell.repl"
_RICH = "crmsh_py.shell.rich_output"
_JSON = "crmsh_py.shell.json_output"
_CRASH = "crmsh_py.shell.crash"


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
    except Exception as error:  # noqa: BLE001 - our own failure; the user gets a line and a file
        crash = importlib.import_module(_CRASH)
        output.diagnostics([crash.internal_error(error, environment)])
        return ExitStatus.INTERNAL


def report(diagnostics: Sequence[Diagnostic], *, json: bool) -> None:
    """Write problems that were found before the command line was understood."""
    home = importlib.import_module(_JSON).JsonOutput if json else Output
    home(sys.stdout, sys.stderr).diagnostics(diagnostics)


def _run(arguments: Invocation, environment: Mapping[str, str], output: Output) -> ExitStatus:
    interaction = Unattended(output, environment)

    def open_session() -> Session:
        session = Session(open_backend(arguments.cib, environment))
        if arguments.debug:
            output.note(f"debug: read {session.backend.name}, epoch {session.base.version.epoch}")
        return session

    context = Context(
        open_session,
        interaction,
        Options(
            force=arguments.force,
            yes=arguments.yes or arguments.force,
            dry_run=arguments.dry_run,
            show_secrets=arguments.show_secrets,
            wait=arguments.wait,
            folder=configuration_folder(environment),
        ),
    )
    path = batch.level_of(arguments.words)
    if arguments.file is None and path is None:
        return batch.run_words(arguments.words, context, output)
    if path is None:
        problem = "'-f FILE' and a command exclude each other"
        raise CrmError(Diagnostic("usage", problem, hint="'crm --help' lists the options"))
    context.path = path
    if arguments.file is None and _is_terminal(sys.stdin):
        status: ExitStatus = importlib.import_module(_REPL).run(context, output, environment)
        return status
    file = arguments.file or "-"
    interaction.stdin_is_taken = file == "-"
    name = "<stdin>" if file == "-" else file
    return batch.run_script(read_text(file), name, context, output)


def _is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    return isatty is not None and bool(isatty())


def _output(arguments: Invocation, environment: Mapping[str, str]) -> Output:
    if arguments.json:
        json_lines: Output = importlib.import_module(_JSON).JsonOutput(sys.stdout, sys.stderr)
        return json_lines
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
