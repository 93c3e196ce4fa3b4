"""The commands of `ra` that list agents: classes, list, providers."""

from crmsh_py.agents.known import KnownAgents
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter
from crmsh_py.commands.ra.naming import known_class, name_text, unknown
from crmsh_py.commands.styled import Piece, grid, plain, table
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.agents import CLASSES
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.spelling import did_you_mean


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command()(classes)
    level.command(
        Parameter(
            "class", Kind.AGENT_CLASS, required=True, meaning="such as ocf, stonith or systemd"
        ),
        Parameter("provider", Kind.PROVIDER, meaning="who made them, of class ocf"),
        name="list",
    )(list_)
    level.command(
        Parameter("type", Kind.AGENT, required=True, meaning="type of an agent of class ocf")
    )(providers)


def classes(context: Context, _arguments: Arguments) -> Reply:
    """List the classes of agents, with how many are known of each and the providers of `ocf`.

    Example:
        classes
    """
    rows, records = [], []
    for class_ in CLASSES:
        names = list(context.library.names(class_))
        if not names:
            continue
        found = sorted({one.provider for one in names if one.provider})
        rows.append([Piece(class_, "id"), Piece(str(len(names))), Piece(" ".join(found))])
        records.append(
            {"kind": "agent-class", "class": class_, "agents": len(names), "providers": found}
        )
    view = grid(("class", "agents", "providers"), rows)
    return Reply(plain(table(0, rows)), records=tuple(records), view=view)


def list_(context: Context, arguments: Arguments) -> Reply:
    """List the agents of a class, or of one of its providers.

    On a terminal it is told which are installed here, and which only the catalogue has that comes
    with this program.

    Example:
        # of a class, of one provider, fence agents
        list ocf
        list ocf heartbeat
        list stonith
    """
    library, class_ = context.library, known_class(arguments["class"])
    provider = arguments["provider"]
    names = list(library.names(class_, provider))
    if provider and not names:
        raise CrmError(_no_provider(library, class_, provider))
    return _reply(library, names, class_)


def providers(context: Context, arguments: Arguments) -> Reply:
    """List the providers of an agent of class `ocf`: who has one of this type.

    Example:
        providers Dummy
    """
    type_ = arguments["type"].rpartition(":")[2]
    found = context.library.providers(type_)
    if not found:
        raise CrmError(unknown(context.library, type_))
    records = tuple({"kind": "provider", "type": type_, "provider": one} for one in found)
    return Reply("".join(f"{one}\n" for one in found), records=records)


def _reply(library: KnownAgents, names: list[Name], class_: str) -> Reply:
    rows, records = [], []
    for name in names:
        here = library.is_installed(name)
        known = Piece("installed", "good") if here else Piece("catalogue", "dim")
        rows.append((Piece(name_text(name), "id"), known))
        records.append(record_of(name, installed=here))
    text = "".join(f"{name_text(name)}\n" for name in names)
    notes = () if names else (f"no agents of class {class_!r} are known here",)
    view = grid(("agent", "known from"), rows)
    return Reply(text, records=tuple(records), notes=notes, view=view)


def record_of(name: Name, *, installed: bool) -> dict[str, object]:
    """Return an agent's name for `--json`."""
    return {
        "kind": "agent-name",
        "name": name_text(name),
        "class": name.class_,
        "provider": name.provider,
        "type": name.type,
        "installed": installed,
    }


def _no_provider(library: KnownAgents, class_: str, provider: str) -> Diagnostic:
    known = sorted({one.provider for one in library.names(class_) if one.provider})
    words = f"no agents of class {class_!r} by a provider {provider!r} are known here"
    hint = did_you_mean(provider, known) or (
        f"its providers are: {', '.join(known)}" if known else f"class {class_!r} has no providers"
    )
    return Diagnostic("no-such-agent", words, subject=provider, hint=hint)
