"""What the command line asked for: the prompt, a batch, or one command."""

import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Protocol

from crmsh_py.backends.choose import (
    library_here,
    open_backend,
    shadow_folder,
    shadow_in,
    tools_here,
)
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import COROSYNC_CONF, Context, Options
from crmsh_py.diagnostics import CrmError, Diagnostic, worst_status
from crmsh_py.files import read_text
from crmsh_py.session import Session
from crmsh_py.shell import batch
from crmsh_py.shell.output import Output
from crmsh_py.shell.state import configuration_folder
from crmsh_py.shell.unattended import Unattended
from crmsh_py.verify.policy import Policy, codes_of

if TYPE_CHECKING:
    from crmsh_py.ssh import SshRunner

# Homes of what most runs do not need, and which would slow their start down.
_REPL = "crmsh_py.shell.repl"
_RICH = "crmsh_py.shell.rich_output"
_JSON = "crmsh_py.shell.json_output"
_CRASH = "crmsh_py.shell.crash"
_SSH = "crmsh_py.ssh"
_MACHINES = "crmsh_py.shell.machines"

_COROSYNC = "COROSYNC_MAIN_CONFIG_FILE"
"""Names another corosync.conf, for corosync itself too (corosync.conf(5))."""

_FILES = ("CIB_file", "CIB_shadow")
"""Variables that name a configuration, as `-c` does."""


class Invocation(Protocol):
    """What the command line says (`cli.Arguments`)."""

    words: tuple[str, ...]
    cib: str | None
    host: str | None
    file: str | None
    force: bool
    yes: bool
    wait: bool
    dry_run: bool
    show_secrets: bool
    json: bool
    color: str
    allow: tuple[str, ...]
    deny_warnings: bool
    debug: bool


def run(arguments: Invocation, environment: Mapping[str, str]) -> ExitStatus:
    """Do what was asked; whatever goes wrong is told in one form, and gives the exit status."""
    words = batch.json_behind(arguments.words)
    if words is not None:
        arguments.words, arguments.json = words, True
    output = _output(arguments, environment)
    try:
        with _remote(arguments, environment) as remote:
            return _run(arguments, environment, output, remote)
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


@contextmanager
def _remote(arguments: Invocation, environment: Mapping[str, str]) -> "Iterator[SshRunner | None]":
    """Give what runs the tools of the machine that `--host` names; its connection ends here."""
    if arguments.host is None:
        yield None
        return
    ssh = importlib.import_module(_SSH)
    address = ssh.parse_address(arguments.host)
    named = ("-c" if arguments.cib else "", *(n for n in _FILES if environment.get(n)))
    for other in filter(None, named):
        words = f"'--host' means a running cluster, and {other} another configuration"
        raise CrmError(Diagnostic("usage", words, hint=f"leave out '--host' or {other}"))
    # Who sees what we write on standard error can answer what ssh asks, at the terminal.
    remote: SshRunner = ssh.SshRunner(address, environment, may_ask=_is_terminal(sys.stderr))
    try:
        yield remote
    finally:
        remote.close()


def _run(
    arguments: Invocation,
    environment: Mapping[str, str],
    output: Output,
    remote: "SshRunner | None",
) -> ExitStatus:
    interaction = Unattended(output, environment)
    policy = Policy(codes_of(arguments.allow), arguments.deny_warnings)

    def open_session(name: str | None) -> Session:
        session = Session(open_backend(name, environment, remote=remote), policy)
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
            host=arguments.host or "",
            cib_file=environment.get("CIB_file", ""),
            corosync=environment.get(_COROSYNC) or COROSYNC_CONF,
            policy=policy,
        ),
        shadows=shadow_folder(environment),
        configuration=arguments.cib,
        chosen_shadow=shadow_in(environment),
        tools_here=partial(tools_here, environment, remote),
        open_library=partial(library_here, environment, remote),
        reach=lambda node: importlib.import_module(_MACHINES).reach(environment, remote, node),
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
