"""The commands of `cib` that make, choose and drop shadow CIBs."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

from crmsh_py import xmltree
from crmsh_py.backends.base import Snapshot
from crmsh_py.backends.shadow import LIVE, Shadows
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.styled import Piece, grid
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import read_bytes
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.empty import EMPTY_CIB

_INPUTS = Path("/var/lib/pacemaker/pengine")
_KINDS = ("error", "warn", "input")
_SUFFIXES: dict[str, Callable[[bytes], bytes]] = {
    ".bz2": bz2.decompress,
    ".gz": gzip.decompress,
    ".xz": lzma.decompress,
}

_FORCE = flag("force", "even if there is one of that name")
_WITH_STATUS = flag("withstatus", "for old scripts: the status always comes along")


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    new_one = Parameter(
        "name", Kind.NEW_ID, word="<name>", required=True, meaning="name of the new shadow CIB"
    )
    known = Parameter("name", Kind.SHADOW, required=True, meaning="name of a shadow CIB")
    level.command(new_one, flag("empty", "with nothing but its schema"), _WITH_STATUS, _FORCE)(new)
    level.command(
        Parameter(
            "name",
            Kind.SHADOW,
            word="<shadow>|live",
            meaning="shadow CIB, default the running cluster",
        ),
        _WITH_STATUS,
    )(use)
    level.command(name="list")(list_)
    level.command(known)(delete)
    level.command(known)(reset)
    level.command(
        Parameter(
            "source",
            Kind.FILE,
            word="<file>|<number>",
            required=True,
            meaning="saved CIB, or number of a transition",
        ),
        Parameter(
            "name", Kind.NEW_ID, word="<name>", meaning="name of the shadow CIB, default the file's"
        ),
        _FORCE,
        name="import",
    )(import_)


def new(context: Context, arguments: Arguments) -> Reply:
    """Make a shadow CIB, a copy of the configuration in use, and work on it.

    What is pending goes into the copy and is no longer pending. With `empty`, the copy has nothing
    but its schema. One that is there already is only replaced with `force`. The status section
    comes along, so that `withstatus` changes nothing. The file is where `crm_shadow` looks for it.

    Example:
        # a copy of what is there now; work on it, then commit it
        new try
    """
    name, shadows = arguments["name"], Shadows(context.shadows)
    base = context.session.base
    _refuse_to_replace(shadows, name, force=arguments["force"] or context.options.force)
    if context.options.dry_run:
        return Reply(notes=(f"dry run: the shadow CIB {name!r} was not made",))
    pending = len(context.session.changes())
    if arguments["empty"]:
        shadows.put(name, EMPTY_CIB, EMPTY_CIB)
    else:
        working = xmltree.to_bytes(context.session.cib.root) if pending else base.xml
        shadows.put(name, working, base.xml)
    context.use(name)
    notes = [f"shadow CIB {name!r} made"]
    if pending and not arguments["empty"]:
        notes.append("what was pending is in it")
    return Reply(notes=(*notes, *_how_to_go_on(context, name)))


def use(context: Context, arguments: Arguments) -> Reply:
    """Work on a shadow CIB, or on the running cluster again (`live`, or no name).

    Pending changes would be lost: at the prompt it asks first, in a batch it refuses.

    Example:
        use try
    """
    name = arguments["name"] or LIVE
    if name != LIVE:
        Shadows(context.shadows).find(name)
    if not _may_drop(context):
        return Reply(notes=("nothing was changed",))
    context.use(name)
    return Reply(notes=_how_to_go_on(context, name))


def list_(context: Context, _arguments: Arguments) -> Reply:
    """List the shadow CIBs; the one in use is marked.

    Example:
        list
    """
    shadows = Shadows(context.shadows)
    used = _in_use(context)
    rows = [(one, shadows.path(one), one == used) for one in shadows.names()]
    text = "".join(f"{name}{' (in use)' if is_used else ''}\n" for name, _, is_used in rows)
    records = tuple(
        {"kind": "shadow", "name": name, "path": str(path), "in_use": is_used}
        for name, path, is_used in rows
    )
    view = grid(
        ("shadow CIB", "file", ""),
        (
            (Piece(name, "id"), Piece(str(path), "dim"), Piece("in use" if is_used else "", "good"))
            for name, path, is_used in rows
        ),
    )
    return Reply(text, records=records, view=view)


def delete(context: Context, arguments: Arguments) -> Reply:
    """Delete a shadow CIB; not the one in use.

    Example:
        delete try
    """
    name, shadows = arguments["name"], Shadows(context.shadows)
    shadows.find(name)
    if name == _in_use(context):
        words = f"the shadow CIB {name!r} is in use"
        raise CrmError(Diagnostic("in-use", words, subject=name, hint="'use live' leaves it"))
    if context.options.dry_run:
        return Reply(notes=(f"dry run: the shadow CIB {name!r} was not deleted",))
    shadows.remove(name)
    return Reply(notes=(f"shadow CIB {name!r} deleted",))


def reset(context: Context, arguments: Arguments) -> Reply:
    """Make a shadow CIB a copy of the running cluster's configuration again.

    Its own changes are lost.

    Example:
        reset try
    """
    name, shadows = arguments["name"], Shadows(context.shadows)
    shadows.find(name)
    used = name == _in_use(context)
    if used and not _may_drop(context):
        return Reply(notes=("nothing was changed",))
    xml = context.open_session(LIVE).base.xml
    if context.options.dry_run:
        return Reply(notes=(f"dry run: the shadow CIB {name!r} was not changed",))
    shadows.put(name, xml, xml)
    if used:
        context.use(name)
    return Reply(notes=(f"shadow CIB {name!r} is as the running cluster",))


def import_(context: Context, arguments: Arguments) -> Reply:
    """Make a shadow CIB of a saved CIB and work on it: a file, or the number of a transition.

    The number is that of a `pe-input`, `pe-warn` or `pe-error` that Pacemaker's scheduler left on
    this node. Without a name it is called after the file. Compressed files are understood.

    Example:
        import cib.xml before
    """
    file = _input(arguments["source"])
    name = arguments["name"] or file.name.partition(".")[0]
    shadows = Shadows(context.shadows)
    xml = _decompressed(file)
    Snapshot.of(xml, str(file))
    _refuse_to_replace(shadows, name, force=arguments["force"] or context.options.force)
    if not _may_drop(context):
        return Reply(notes=("nothing was changed",))
    if context.options.dry_run:
        return Reply(notes=(f"dry run: the shadow CIB {name!r} was not made",))
    shadows.put(name, xml, xml)
    context.use(name)
    made = f"shadow CIB {name!r} made of {file}"
    return Reply(notes=(made, *_how_to_go_on(context, name)))


# ------------------------------------------------------------------ what they share


def in_use(context: Context) -> str:
    """Return the name of the shadow CIB in use.  Raises CrmError (usage)."""
    used = _in_use(context)
    if used is None:
        words = "no shadow CIB is in use"
        raise CrmError(Diagnostic("usage", words, hint="name one: 'list' shows them"))
    return used


def _in_use(context: Context) -> str | None:
    """Return the name of the shadow CIB in use; what was only named is not opened for it."""
    shadows = Shadows(context.shadows)
    if context.is_open:
        backend = context.session.backend
        path = getattr(backend, "path", None)
        return backend.name if path == shadows.path(backend.name) else None
    named = context.configuration or context.chosen_shadow
    return named if named in shadows.names() else None


def _refuse_to_replace(shadows: Shadows, name: str, *, force: bool) -> None:
    if name in shadows.names() and not force:
        words = f"there is a shadow CIB {name!r} already"
        hint = f"'use {name}' works on it, 'force' replaces it"
        raise CrmError(Diagnostic("already-exists", words, subject=name, hint=hint))


def _may_drop(context: Context) -> bool:
    """Tell whether what is pending may be dropped.  Raises CrmError where nobody can be asked."""
    if not context.has_changes or context.options.yes:
        return True
    if context.interaction.can_ask:
        answer = context.interaction.choose("Drop the pending changes?", ("yes", "no"))
        return answer == "yes"
    words = "changes are pending, and would be lost"
    raise CrmError(Diagnostic("uncommitted-changes", words, hint="'commit' them before"))


def _how_to_go_on(context: Context, name: str) -> tuple[str, ...]:
    """Say, behind a one-liner, how the next one works on the same configuration."""
    if not context.one_liner:
        return ()
    if name == LIVE:
        return ("another crm works on it if neither CIB_shadow nor CIB_file is set",)
    return (f"another crm works on it with 'crm -c {name}', or with CIB_shadow={name} set",)


def _input(source: str) -> Path:
    """Return the file that is meant.  Raises CrmError (no-such-file)."""
    if not source.isascii() or not source.isdecimal():
        return Path(source)
    found = [
        file
        for kind in _KINDS
        for suffix in ("", *_SUFFIXES)
        if (file := _INPUTS / f"pe-{kind}-{source}{suffix}").exists()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        hint = "name one of them: " + ", ".join(map(str, found))
        words = f"there are {len(found)} saved transitions {source}"
    else:
        hint = f"they are kept in {_INPUTS}"
        words = f"there is no saved transition {source} on this machine"
    raise CrmError(Diagnostic("no-such-file", words, subject=source, hint=hint))


def _decompressed(file: Path) -> bytes:
    octets = read_bytes(file)
    decompress = _SUFFIXES.get(file.suffix)
    if decompress is None:
        return octets
    try:
        return decompress(octets)
    except (OSError, EOFError, lzma.LZMAError) as error:
        words = f"{file} cannot be decompressed: {error}"
        raise CrmError(Diagnostic("unreadable-file", words)) from None
