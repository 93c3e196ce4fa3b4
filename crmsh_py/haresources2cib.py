"""The console script `haresources2cib`: a haresources file in, a CIB on standard output.

It takes the place of the script of that name that Pacemaker had until 2010 and understands
its options.  It never writes a file.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NoReturn

from crmsh_py import __version__, xmltree
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.rendering import render
from crmsh_py.convert.conversion import Conversion, Input
from crmsh_py.convert.heartbeat import haresources
from crmsh_py.convert.heartbeat.choices import Choices
from crmsh_py.convert.heartbeat.converter import convert
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, worst_status

DEFAULT_FILE = "/etc/ha.d/haresources"
DEFAULT_CONFIG = "/etc/ha.d/ha.cf"
_STDIN = "<stdin>"
# A character has four bytes at most: longer files are refused by what they would decode to.
_MAX_BYTES = 4 * haresources.MAX_CHARACTERS


def run() -> int:
    """Run the script with the process's own arguments and streams; return its exit status."""
    return main(sys.argv[1:])


def main(arguments: Sequence[str]) -> int:
    """Convert a file; problems go to standard error, the CIB to standard output."""
    try:
        options = _Parser().parse_args(arguments)
        octets = _converted(options)
        _write(octets)
    except CrmError as error:
        _show(error.diagnostics)
        return worst_status(error.diagnostics)
    return ExitStatus.OK


class _Parser(ArgumentParser):
    """The command line, with errors as diagnostics (status 64 instead of argparse's 2)."""

    def __init__(self) -> None:
        super().__init__(
            prog="haresources2cib",
            description="Convert heartbeat's haresources file to a CIB on standard output.",
            epilog="Exit status: 0 converted, with or without warnings; 64 wrong usage; 65"
            " something could not be converted, nothing written; 66 a file cannot be read;"
            " 73 standard output cannot be written.",
            allow_abbrev=False,
        )
        add = self.add_argument
        add("--version", action="version", version=f"%(prog)s {__version__}")
        add(
            "file",
            nargs="?",
            metavar="FILE",
            default=DEFAULT_FILE,
            help="the haresources file (default: %(default)s); '-' is standard input",
        )
        add(
            "-c",
            "--config",
            metavar="FILE",
            help=f"ha.cf, of which the CIB gets what belongs there (default: {DEFAULT_CONFIG}, if"
            " the haresources file is the default)",
        )
        add(
            "--drbd-resource",
            metavar="NAME",
            action="append",
            default=[],
            help="a resource of drbd.conf, for a 'drbddisk' without a name",
        )
        add("--no-monitor", action="store_true", help="leave the monitor operations out")
        add("--stdout", action="store_true", help="has no effect: it is always so")
        add("--no-ocf", action="store_true", help="has no effect: nothing runs such agents today")
        add(
            "--best-effort",
            action="store_true",
            help="write what could be converted even if there are errors",
        )

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise CrmError(Diagnostic("usage", message, hint="try 'haresources2cib --help'"))


def _converted(options: Namespace) -> bytes:
    """Return the CIB; raise CrmError if there is to be none."""
    given = _input(options.file)
    config = options.config or _usual_config(options.file)
    ha_cf = None if config is None else _input(config)
    choices = Choices(
        has_monitors=not options.no_monitor, drbd_resources=tuple(options.drbd_resource)
    )
    conversion = convert(given, ha_cf, None, choices)
    problems = (*_about_options(options, config, conversion), *conversion.diagnostics)
    if conversion.cib is None or (worst_status(problems) and not options.best_effort):
        raise CrmError(*problems)
    octets = xmltree.to_bytes(conversion.cib.root)
    _show(problems)
    return octets


def _input(name: str) -> Input:
    return Input(_STDIN if name == "-" else name, _read(name))


def _usual_config(file: str) -> str | None:
    return DEFAULT_CONFIG if file == DEFAULT_FILE and Path(DEFAULT_CONFIG).exists() else None


def _about_options(
    options: Namespace, config: str | None, conversion: Conversion
) -> Iterable[Diagnostic]:
    if conversion.corosync is not None:
        yield Diagnostic(
            "approximated",
            f"what {config} says of nodes, links and timing belongs in corosync.conf, and"
            " is not in the CIB",
            Severity.INFO,
            hint=f"'crm convert heartbeat --ha-cf {config} --to corosync {options.file}' prints it",
        )
    if options.no_ocf:
        message = "--no-ocf has no effect: agents of class heartbeat cannot run any more"
        yield Diagnostic("ignored-option", message, Severity.WARNING)


# ------------------------------------------------------------------ files and streams


def _read(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`."""
    try:
        if name == "-":
            return _read_some(_stdin())
        with Path(name).open("rb") as file:
            return _read_some(file)
    except FileNotFoundError:
        raise CrmError(Diagnostic("no-such-file", f"there is no file {name!r}")) from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"cannot read {name!r}: {reason}"
        raise CrmError(Diagnostic("unreadable-file", message)) from None


def _read_some(file: BinaryIO) -> bytes:
    """Read a file, but no more of an endless one than shows that it is too long."""
    return file.read(_MAX_BYTES + 1)


def _stdin() -> BinaryIO:
    if sys.stdin is None:  # so Python has it if the descriptor was closed
        raise OSError(0, "it is closed")
    return sys.stdin.buffer


def _stdout() -> BinaryIO:
    if sys.stdout is None:
        raise OSError(0, "it is closed")
    return sys.stdout.buffer


def _write(octets: bytes) -> None:
    try:
        stream = _stdout()
        stream.write(octets)
        stream.flush()
    except OSError as error:
        _give_up_stdout()
        message = f"cannot write to standard output: {error.strerror}"
        raise CrmError(Diagnostic("cannot-write", message)) from None


def _give_up_stdout() -> None:
    """Keep the interpreter from failing on the same stream once more when it exits."""
    with suppress(OSError, AttributeError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _show(problems: Iterable[Diagnostic]) -> None:
    if sys.stderr is None:
        return
    with suppress(OSError):
        for problem in problems:
            print(render(problem), file=sys.stderr)  # noqa: T201
