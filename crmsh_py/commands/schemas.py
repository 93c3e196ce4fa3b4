"""The commands of `configure` about the schema of the configuration."""

import importlib
from types import ModuleType

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.styled import Piece, grid
from crmsh_py.model.releases import KNOWN, installed, newest, release


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    name = Parameter(
        "name", choices=KNOWN, word="<schema>", meaning="name of a schema of Pacemaker"
    )
    level.command(name)(schema)
    level.command(name, flag("force", "for old scripts: makes no difference"))(upgrade)


def _upgrading() -> ModuleType:
    # Loaded for these commands only: they bring in the checks of the schema.
    return importlib.import_module("crmsh_py.commands.upgrading")


def schema(context: Context, arguments: Arguments) -> Reply:
    """Show the schema of the configuration, or set it.

    Without a name it lists the schemas there are: `*` marks the configuration's own, `installed`
    those that Pacemaker has on this machine. With a name it says so in the configuration
    (`validate-with`) and changes nothing else; it is refused if the configuration is not valid
    there as it stands. To a newer schema that lacks something, `upgrade` leads.

    Example:
        # which there are; '*' marks the one in use
        schema
        # another one, if the configuration is valid there
        schema pacemaker-3.9
    """
    wanted = arguments["name"]
    if wanted is None:
        return _list(context.session.cib.schema)
    reply: Reply = _upgrading().set_schema(context, wanted)
    return reply


def _list(own: str) -> Reply:
    here = installed()
    names = {name for name in (*KNOWN, *here, own) if release(name) is not None}
    ordered = sorted(names, key=lambda name: release(name) or (0, 0))
    if own not in names:
        ordered.insert(0, own)
    records = tuple(
        {"kind": "schema", "id": name, "current": name == own, "installed": name in here}
        for name in ordered
    )
    width = max(len(name) for name in ordered)
    lines = (
        f"{'*' if name == own else ' '} {name:{width}}  {'installed' if name in here else ''}"
        for name in ordered
    )
    view = grid(
        ("schema", "", ""),
        (
            (
                Piece(name, "id"),
                Piece("in use" if name == own else "", "good"),
                "installed" if name in here else "",
            )
            for name in ordered
        ),
    )
    return Reply("".join(f"{line.rstrip()}\n" for line in lines), records=records, view=view)


def upgrade(context: Context, arguments: Arguments) -> Reply:
    """Transform the configuration to a newer schema.

    Without a name, to the newest that Pacemaker has on this machine (where there is none:
    pacemaker-3.9). Each change is told, and is pending until `commit`. What the newer schema
    cannot say is named, and then nothing is changed. `force` is taken for scripts that say it;
    it makes no difference.

    Example:
        upgrade pacemaker-3.9
    """
    reply: Reply = _upgrading().upgrade_to(context, arguments["name"] or newest())
    return reply
