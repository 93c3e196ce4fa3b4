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
from crmsh_py.convert import haresources, heartbeat
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, worst_status
from crmsh_py.grammar import tree
from crmsh_py.model.cib import Cib
from crmsh_py.model.define import define
from crmsh_py.model.given import Given
from crmsh_py.shell.output import render
from crmsh_py.source import Source

DEFAULT_FILE = "/etc/ha.d/haresources"
_STDIN = "<stdin>"
_NEW_CIB = """\
<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1"
     admin_epoch="0" epoch="1" num_updates="0">
  <configuration>
    <crm_config/>
    <nodes/>
    <resources/>
    <constraints/>
  </configuration>
  <status/>
</cib>
"""
# A character has four bytes at most: longer files are refused by what they would decode to.
_MAX_BYTES = 4 * haresources.MAX_CHARACTERS


def to_cib(statements: Sequence[tree.Statement]) -> bytes:
    """Return a new CIB that holds what the statements say."""
    cib = Cib(xmltree.parse(_NEW_CIB, "a new CIB"))
    for statement in statements:
        define(cib, Given(statement, Source("haresources", "")))
    return xmltree.to_bytes(cib.root)


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
        add("-c", "--config", metavar="FILE", help="ha.cf: accepted, but not converted")
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
    text = haresources.decode(_read(options.file))
    notes = list(_about_options(options))
    name = _STDIN if options.file == "-" else options.file
    conversion = heartbeat.convert(text, name, has_monitors=not options.no_monitor)
    problems = (*notes, *conversion.diagnostics)
    is_wanted = options.best_effort and conversion.statements
    if worst_status(problems) and not is_wanted:
        raise CrmError(*problems)
    octets = to_cib(conversion.statements)
    _show(problems)
    return octets


def _about_options(options: Namespace) -> Iterable[Diagnostic]:
    if options.config is not None:
        _read(options.config)
        yield Diagnostic(
            "approximated",
            f"{options.config} was read, but nothing of it is converted: nodes, media, timing,"
            " fencing and ping directives have to be carried over by hand",
            Severity.INFO,
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
