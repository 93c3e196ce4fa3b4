"""What the command line asked for: the prompt, a batch, or one command."""

import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from crmsh_py.backends.choose import (
    library_here,
    open_backend,
    shadow_folder,
    shadow_in,
    tools_here,
)
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.aliases import expanded
from crmsh_py.commands.context import COROSYNC_CONF, Context, Interaction, Options
from crmsh_py.diagnostics import CrmError, Diagnostic, worst_status
from crmsh_py.files import read_text
from crmsh_py.preferences.preferences import Preferences
from crmsh_py.preferences.reading import Gathered
from crmsh_py.session import Session
from crmsh_py.shell import batch
from crmsh_py.shell.outlet import is_terminal, json_output, show_progress, text_output
from crmsh_py.shell.output import Output
from crmsh_py.shell.preferred import gather
from crmsh_py.shell.state import completion_folders, configuration_folder, system_folder
from crmsh_py.shell.unattended import Unattended
from crmsh_py.verify.policy import codes_of

if TYPE_CHECKING:
    from crmsh_py.ssh import SshRunner

# Homes of what most runs do not need, and which would slow their start down.
_REPL = "crmsh_py.shell.prompt.repl"
_CRASH = "crmsh_py.shell.crash"
_SSH = "crmsh_py.ssh"
_MACHINES = "crmsh_py.shell.machines"
_DEBUGGING = "crmsh_py.shell.debugging"

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
    dry_run: bool
    show_secrets: bool
    json: bool
    debug: bool
    preferences: dict[str, str]


def run(arguments: Invocation, environment: Mapping[str, str]) -> ExitStatus:
    """Do what was asked; whatever goes wrong is told in one form, and gives the exit status."""
    output = json_output() if arguments.json else Output(sys.stdout, sys.stderr)
    try:
        gathered = _gathered(arguments, environment)
        output = _output(arguments, environment, gathered.preferences)
        output.diagnostics(gathered.problems)
        with _remote(arguments, environment, output) as remote:
            return _run(arguments, environment, (output, gathered.preferences), remote)
    except CrmError as error:
        output.diagnostics(error.diagnostics)
        return worst_status(error.diagnostics)
    except Exception as error:  # noqa: BLE001 - our own failure; the user gets a line and a file
        crash = importlib.import_module(_CRASH)
        output.diagnostics([crash.internal_error(error, environment)])
        return ExitStatus.INTERNAL


def _gathered(arguments: Invocation, environment: Mapping[str, str]) -> Gathered:
    """Read what is preferred, and with that what the words of the command line mean.

    Raises CrmError.
    """
    codes_of([arguments.preferences.get("check.allow", "")])
    gathered = gather(environment, arguments.preferences)
    words = batch.json_behind(arguments.words, gathered.preferences.aliases)
    if words is not None:
        arguments.words, arguments.json = words, True
    return gathered


def _output(
    arguments: Invocation, environment: Mapping[str, str], preferences: Preferences
) -> Output:
    if arguments.json:
        output = json_output()
    else:
        output = text_output(preferences, environment, may_page=arguments.file is None)
    output.is_quiet = preferences.is_on("ui.quiet")
    show_progress(output, preferences, environment)
    return output


def report(diagnostics: Sequence[Diagnostic], *, json: bool) -> None:
    """Write problems that were found before the command line was understood."""
    (json_output() if json else Output(sys.stdout, sys.stderr)).diagnostics(diagnostics)


@contextmanager
def _remote(
    arguments: Invocation, environment: Mapping[str, str], output: Output
) -> "Iterator[SshRunner | None]":
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
    remote: SshRunner = ssh.SshRunner(
        address, environment, may_ask=is_terminal(sys.stderr), leave_terminal=output.held
    )
    try:
        yield remote
    finally:
        remote.close()


def _run(
    arguments: Invocation,
    environment: Mapping[str, str],
    wishes: tuple[Output, Preferences],
    remote: "SshRunner | None",
) -> ExitStatus:
    output, preferences = wishes
    if arguments.debug:
        importlib.import_module(_DEBUGGING).tell_programs(output.note)
    interaction = Unattended(output, environment, preferences)
    context = _context(arguments, environment, interaction, wishes, remote)
    path = batch.level_of(expanded(arguments.words, preferences.aliases))
    if arguments.file is None and path is None:
        return batch.run_words(arguments.words, context, output)
    if path is None:
        problem = "'-f FILE' and a command exclude each other"
        raise CrmError(Diagnostic("usage", problem, hint="'crm --help' lists the options"))
    context.path = path
    if arguments.file is None and is_terminal(sys.stdin):
        remake = partial(_output, arguments, environment, preferences)
        repl = importlib.import_module(_REPL)
        status: ExitStatus = repl.run(context, output, environment, remake)
        return status
    file = arguments.file or "-"
    interaction.stdin_is_taken = file == "-"
    name = "<stdin>" if file == "-" else file
    return batch.run_script(read_text(file), name, context, output)


def _context(
    arguments: Invocation,
    environment: Mapping[str, str],
    interaction: Interaction,
    wishes: tuple[Output, Preferences],
    remote: "SshRunner | None",
) -> Context:
    output, preferences = wishes
    options = _options(arguments, environment, preferences)

    def open_session(name: str | None) -> Session:
        session = Session(open_backend(name, environment, remote=remote), options.policy)
        if arguments.debug:
            output.note(f"debug: read {session.backend.name}, epoch {session.base.version.epoch}")
        return session

    return Context(
        open_session,
        interaction,
        options,
        shadows=shadow_folder(environment),
        configuration=arguments.cib,
        chosen_shadow=shadow_in(environment),
        tools_here=partial(tools_here, environment, remote),
        open_library=partial(library_here, environment, remote),
        reach=lambda node: importlib.import_module(_MACHINES).reach(
            environment, remote, output.held, node
        ),
        gather=partial(gather, environment, arguments.preferences),
    )


def _options(
    arguments: Invocation, environment: Mapping[str, str], preferences: Preferences
) -> Options:
    return Options(
        force=arguments.force,
        yes=arguments.yes or arguments.force,
        dry_run=arguments.dry_run,
        show_secrets=arguments.show_secrets,
        folder=configuration_folder(environment),
        system_folder=system_folder(environment),
        completions=completion_folders(environment),
        login_shell=Path(environment.get("SHELL", "")).name,
        host=arguments.host or "",
        cib_file=environment.get("CIB_file", ""),
        corosync=environment.get(_COROSYNC) or COROSYNC_CONF,
        preferences=preferences,
    )
