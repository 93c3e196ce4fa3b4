"""The command line: options, and which of the three ways in was meant.

Only this module and `shell` read the environment, standard input and argv (`cache` looks where
the user's cache is).
"""

import contextlib
import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Never, TextIO

from crmsh_py import __version__
from crmsh_py.codes import ExitStatus
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.spelling import did_you_mean

USAGE = """\
usage: crm [OPTIONS] [LEVEL ...] [COMMAND ARGUMENT ...]

  crm                              the prompt
  crm configure show               one command; a change is committed at once
  crm -f FILE, crm < FILE          a file of commands

options:
  -c, --cib FILE|SHADOW  the configuration to work on (else CIB_file, CIB_shadow,
                         the running cluster, or ./cib.xml)
      --host [USER@]NODE[:PORT]
                         the running cluster of another machine, over ssh
  -f, --file FILE        read commands from FILE ('-': standard input)
  -F, --force            overrule findings that can be overruled
  -y, --yes              answer yes to questions
  -w, --wait             after a commit, wait until the cluster is idle
      --allow CODE[,CODE]
                         pass over findings of these codes ('crm explain CODE')
      --deny warnings    let warnings stop commits, as errors do
      --dry-run          show what commits would change, commit nothing
      --show-secrets     do not mask passwords
  -q, --quiet            leave out remarks on what went well
      --json             data and problems as JSON lines (also behind a command)
      --color WHEN       auto, always or never (-D, --display: plain or color)
      --no-pager         do not page long texts
      --plain            no colours, no menus, no toolbar
      --set NAME=VALUE   a preference, for this run ('crm options list')
  -d, --debug            tell what was read, and which programs are run
  -h, --help             this text; 'crm help TOPIC' explains commands
      --version          the version; with -d in front also of what crm is made of

exit statuses: 0 done, 1 failure or 'diff' found differences, 4 no permission,
  64 usage, 65 errors in the input, 66 no such file, 70 internal error,
  73 cannot write, 75 busy, 78 invalid configuration, 102 no cluster running,
  103 changed by someone else, 105 no such object, 106 no quorum, 107 refused,
  108 exists already, 124 timed out, 130 interrupted
"""

_APPLICATION = "crmsh_py.shell.application"
_COMPLETION = "crmsh_py.shell.outside.answering"
_COMPLETE = "--complete"
"""What the scripts of `crm completion` say in front, to be told what a word may become."""

_VERSIONS = "crmsh_py.shell.versions"
_SEE_HELP = "'crm --help' lists the options"


@dataclass(slots=True)
class Arguments:
    """What the command line says."""

    words: tuple[str, ...] = ()
    cib: str | None = None
    host: str | None = None
    file: str | None = None
    force: bool = False
    yes: bool = False
    dry_run: bool = False
    show_secrets: bool = False
    json: bool = False
    debug: bool = False
    help: bool = False
    version: bool = False
    preferences: dict[str, str] = field(default_factory=dict)
    """What is said of preferences, by their names."""


_FLAGS = {
    "-F": "force",
    "--force": "force",
    "-y": "yes",
    "--yes": "yes",
    "--dry-run": "dry_run",
    "--show-secrets": "show_secrets",
    "--json": "json",
    "-d": "debug",
    "--debug": "debug",
    "-h": "help",
    "--help": "help",
    "--version": "version",
}
_PREFERENCES = {
    "-w": ("commit.wait", "true"),
    "--wait": ("commit.wait", "true"),
    "-q": ("ui.quiet", "true"),
    "--quiet": ("ui.quiet", "true"),
    "--no-pager": ("ui.paging", "never"),
    "--plain": ("ui.plain", "true"),
}
"""Flags that say what a preference is."""

_VALUES = {
    "-c": "cib",
    "--cib": "cib",
    "--host": "host",
    "-f": "file",
    "--file": "file",
    "-D": "display",
    "--display": "display",
    "--color": "color",
    "--allow": "allow",
    "--deny": "deny",
    "--set": "set",
}
_SPELLINGS = {
    "color": {"auto": "auto", "always": "always", "never": "never"},
    "display": {"plain": "never", "color": "auto", "color-always": "always"},
    "deny": {"warnings": "true"},
}
"""What some options take, and what the preference is then."""


def parse_arguments(argv: Sequence[str]) -> Arguments:
    """Read the options in front of the first command word; what follows it is the command's.

    Raises CrmError (usage).
    """
    arguments = Arguments()
    rest = list(argv)
    while rest and rest[0].startswith("-") and len(rest[0]) > 1:
        word = rest.pop(0)
        if word == "--":
            break
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if name in _FLAGS or name in _PREFERENCES:
            if equals:
                raise _usage(f"the option {name} takes no value")
            _set_flag(arguments, name)
        elif name in _VALUES:
            if not equals and not rest:
                raise _usage(f"the option {name} needs a value")
            _set_value(arguments, name, value if equals else rest.pop(0))
        elif len(word) > 2 and word[1] != "-":
            rest[:0] = _split_cluster(word)
        else:
            raise _unknown(name)
    arguments.words = tuple(rest)
    return arguments


def _split_cluster(word: str) -> list[str]:
    """Return `-cFILE` as `-c FILE`, `-Fd` as `-F -d`."""
    first = word[:2]
    if first in _VALUES:
        return [first, word[2:]]
    if first in _FLAGS or first in _PREFERENCES:
        return [first, f"-{word[2:]}"]
    raise _unknown(first)


def _set_flag(arguments: Arguments, option: str) -> None:
    if option in _FLAGS:
        setattr(arguments, _FLAGS[option], True)
        return
    name, value = _PREFERENCES[option]
    arguments.preferences[name] = value


def _set_value(arguments: Arguments, option: str, value: str) -> None:
    name = _VALUES[option]
    known = _SPELLINGS.get(name, {})
    if known and value not in known:
        words = f"'{next(iter(known))}'" if len(known) == 1 else ", ".join(known)
        raise _usage(f"{option} takes {words}, not {value!r}")
    if not value:
        raise _usage(f"the option {option} needs a value")
    match name:
        case "color" | "display":
            arguments.preferences["ui.color"] = known[value]
        case "deny":
            arguments.preferences["check.deny-warnings"] = known[value]
        case "allow":
            before = arguments.preferences.get("check.allow")
            arguments.preferences["check.allow"] = f"{before},{value}" if before else value
        case "set":
            _set_preference(arguments, value)
        case _:
            setattr(arguments, name, value)


def _set_preference(arguments: Arguments, pair: str) -> None:
    name, equals, value = pair.partition("=")
    if not equals:
        raise _usage(f"--set takes NAME=VALUE, not {pair!r}")
    arguments.preferences[name.strip()] = value.strip()


def _unknown(option: str) -> CrmError:
    meant = did_you_mean(option, [*_FLAGS, *_PREFERENCES, *_VALUES], least=0.7)
    hint = meant if meant and option.startswith("--") else _SEE_HELP
    return _usage(f"there is no option {option!r}", hint)


def _usage(message: str, hint: str = _SEE_HELP) -> CrmError:
    return CrmError(Diagnostic("usage", message, hint=hint))


def main(argv: Sequence[str]) -> ExitStatus:
    """Do what the command line says, and return the exit status."""
    # Reached by name: the version costs nothing but this module.
    if argv[:1] == [_COMPLETE]:
        run = importlib.import_module(_COMPLETION).run
        return _print(run(argv[1:], dict(os.environ), USAGE))
    try:
        arguments = parse_arguments(argv)
    except CrmError as error:
        report = importlib.import_module(_APPLICATION).report
        report(error.diagnostics, json="--json" in argv)
        return ExitStatus.USAGE
    if arguments.version:
        more = importlib.import_module(_VERSIONS).text() if arguments.debug else ""
        return _print(f"crm {__version__}\n{more}")
    if arguments.help and not arguments.words:
        return _print(USAGE)
    if arguments.help:  # `crm --help resource move`
        arguments.words = ("help", *arguments.words)
    status: ExitStatus = importlib.import_module(_APPLICATION).run(arguments, dict(os.environ))
    return status


def _print(text: str) -> ExitStatus:
    """Write to standard output, without what commands need to do so."""
    if sys.stdout is None:
        return _cannot_print("it is closed")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe went away: that is its right
        _discard(sys.stdout)
    except OSError as error:
        _discard(sys.stdout)
        return _cannot_print(str(error.strerror))
    return ExitStatus.OK


def _cannot_print(reason: str) -> ExitStatus:
    if sys.stderr is not None:
        sys.stderr.write(f"error: standard output cannot be written: {reason} [cannot-write]\n")
    return ExitStatus.CANNOT_WRITE


def _discard(stream: TextIO) -> None:
    """Keep the interpreter from complaining about the stream when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def run() -> Never:
    """Run the program; the console script `crm` calls this."""
    # A batch makes much and throws little away before it ends: collecting garbage would cost a
    # tenth of its time on a large CIB.  The prompt turns it on again.
    gc.disable()
    try:
        _prepare_streams()
        status = main(sys.argv[1:])
    except KeyboardInterrupt:
        status = ExitStatus.INTERRUPTED
    _leave(status)


def _leave(status: ExitStatus) -> Never:
    """End the process without freeing its objects one by one: the system frees all at once."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # broken, closed, none
            stream.flush()
    os._exit(int(status))


def _prepare_streams() -> None:
    """See that no file takes the place of a closed stream, and that any text can be written."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if isinstance(sys.stdout, io.TextIOWrapper):  # words that were no text on the command line
        sys.stdout.reconfigure(errors="backslashreplace")
