"""Which corosync.conf a command is about; reading and writing it."""

import difflib
import importlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crmsh_py.commands.context import COROSYNC_CONF, Context, Reply
from crmsh_py.commands.declare import Arguments, Parameter, option
from crmsh_py.corosync.syntax import Configuration, masked, parse, shared_keys
from crmsh_py.corosync.verify import verify
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, errors
from crmsh_py.files import read_bytes, write_bytes
from crmsh_py.grammar.kinds import Kind
from crmsh_py.secrets import MASK

if TYPE_CHECKING:
    from crmsh_py.corosync.checks.findings import Interface
    from crmsh_py.corosync.checks.machine import Machine

_MACHINE = "crmsh_py.corosync.checks.machine"  # reads JSON, which most commands do not need

FILE: Parameter = replace(
    option("--file", meaning="another corosync.conf than that of this machine"), kind=Kind.FILE
)


def file_of(context: Context, arguments: Arguments) -> str:
    """Return the path of the file that is meant."""
    return str(arguments.get("file") or context.options.corosync)


def read(context: Context, file: str) -> Configuration:
    """Read a corosync.conf, of the machine that `--host` names if one was named.

    Raises CrmError (no-such-file, unreadable-file, undecodable-text, and as `reach`).
    """
    host = context.options.host
    if not host:
        return parse(decoded(read_bytes(Path(file)), file), file)
    with context.reach(None) as tools:
        octets = tools.read_file(file)
    return parse(decoded(octets, file), f"{host}:{file}")


def read_sound(context: Context, file: str) -> Configuration:
    """Read a corosync.conf that corosync could read too.  Raises CrmError (corosync-syntax)."""
    configuration = read(context, file)
    if configuration.problems:
        raise CrmError(*configuration.problems)
    return configuration


def decoded(octets: bytes, file: str) -> str:
    """Return octets as text from which they can be made again, whatever their encoding."""
    if b"\0" in octets:
        raise CrmError(Diagnostic("undecodable-text", f"{file} is binary: it holds NUL bytes"))
    return octets.decode("utf-8", "surrogateescape")


def _encoded(text: str) -> bytes:
    """Return the octets of which `decoded` made a text."""
    return text.encode("utf-8", "surrogateescape")


def presentable(text: str) -> str:
    """Return a text as it can be written: octets that are no UTF-8 become question marks."""
    return text.encode("utf-8", "replace").decode()


def findings(context: Context, configuration: Configuration, file: str) -> list[Diagnostic]:
    """Return what is wrong with a file; that of this machine is compared with the machine."""
    return verify(configuration, machine_of(context, file))


def machine_of(context: Context, file: str) -> "Machine | None":
    """Return the machine that a file is for, None if that may be another one."""
    if context.options.host or file != COROSYNC_CONF:
        return None
    here: Machine = importlib.import_module(_MACHINE).Machine(
        os.uname().nodename, _interfaces(context)
    )
    return here


def _interfaces(context: Context) -> "tuple[Interface, ...] | None":
    """Return the machine's addresses, None where `ip` is missing or too old to tell them."""
    read_interfaces = importlib.import_module(_MACHINE).read_interfaces
    with context.reach(None) as tools:
        try:
            found: tuple[Interface, ...] = read_interfaces(tools.text("ip", "-json", "address"))
        except (CrmError, ValueError):
            return None
    return found


def write(
    context: Context, before: Configuration, text: str, file: str, notes: Sequence[str]
) -> Reply:
    """Write a changed text, if it is not worse than before; with `--dry-run` only show it.

    Raises CrmError: errors that were not there before, changed-meanwhile, cannot-write.
    """
    if context.options.host:
        words = "corosync.conf is changed on the machine itself, not over '--host'"
        raise CrmError(Diagnostic("usage", words, hint="log in there"))
    if text == before.text:
        return Reply(notes=("nothing was changed",))
    after = parse(text, before.source.name)
    warnings = _new_problems(context, before, after, file)
    if context.options.dry_run:
        shown = unified(before, after)
        return Reply(
            shown, "diff", notes=(*notes, "nothing was written"), diagnostics=tuple(warnings)
        )
    if read_bytes(Path(file)) != _encoded(before.text):
        words = f"someone else changed {file} meanwhile; nothing was written"
        raise CrmError(Diagnostic("changed-meanwhile", words, hint="do it again"))
    write_bytes(file, _encoded(text))
    return Reply(notes=(*notes, *_next_steps(file)), diagnostics=tuple(warnings))


def _next_steps(file: str) -> tuple[str, ...]:
    return (f"written to {file}; copy it to all nodes, then 'crm corosync reload' on one",)


def _new_problems(
    context: Context, before: Configuration, after: Configuration, file: str
) -> list[Diagnostic]:
    """Return what is worse than before.  Raises CrmError if there are errors in that.

    A name that corosync does not know is one too, if it is only just written.
    """
    machine = machine_of(context, file)
    known = {(one.code, one.message) for one in verify(before, machine)}
    found = [
        replace(one, severity=Severity.ERROR) if one.code == "unknown-setting" else one
        for one in verify(after, machine)
        if (one.code, one.message) not in known
    ]
    if errors(found) and not context.options.force:
        raise CrmError(*(replace(one, forceable=True) for one in found))
    return found


def unified(before: Configuration, after: Configuration, names: Sequence[str] = ()) -> str:
    """Return the difference of two files, the shared key hidden."""
    old_name, new_name = names or (before.source.name, f"{after.source.name} (new)")
    same_key = shared_keys(before.text) == shared_keys(after.text)
    mask = MASK if same_key else f"{MASK} (another)"
    lines = difflib.unified_diff(
        masked(before.text, MASK).splitlines(),
        masked(after.text, mask).splitlines(),
        old_name,
        new_name,
        lineterm="",
    )
    return presentable("".join(f"{line}\n" for line in lines))
