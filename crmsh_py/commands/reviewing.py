"""The commands of `configure` that look at the configuration: show, diff, verify."""

from collections.abc import Sequence

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.committing import diff_reply
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.views import cib_text, select, shown
from crmsh_py.diagnostics import errors
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.touched import top_level_ids
from crmsh_py.xmltree import Element


def add_reviewing(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter("form", choices=("xml",)),
        flag("--show-secrets"),
        Parameter("selection", Kind.SELECTION, many=True),
    )(show)
    level.command()(diff)
    level.command()(verify)


def show(context: Context, arguments: Arguments) -> Reply:
    """Show the working configuration, or objects of it.

    Objects are named by id, as `type:TYPE` or as `changed`. Values of secrets (passwords) read
    `******`; `--show-secrets` shows them. `show xml` prints the CIB.

    Example:
        show type:primitive
    """
    secrets = arguments["show_secrets"] or context.options.show_secrets
    words = arguments["selection"]
    if arguments["form"] != "xml":
        return objects_reply(selected(context, words), context, secrets=secrets)
    elements = selected(context, words) if words else None
    text = cib_text(context.session.cib, elements, secrets=secrets)
    return Reply(text, "xml", ({"kind": "cib", "text": text},))


def selected(context: Context, words: Sequence[str]) -> list[Element]:
    """Return the objects that words select.  Raises CrmError."""
    session = context.session
    changed = top_level_ids(session.changes()) if "changed" in words else ()
    return select(session.cib, words, changed)


def objects_reply(elements: Sequence[Element], context: Context, *, secrets: bool) -> Reply:
    """Return objects as a reply."""
    found = list(shown(context.session.cib, elements, secrets=secrets))
    return Reply(
        "".join(f"{one.text}\n" for one in found),
        "crm",
        (one.record() for one in found),  # made only for --json
    )


def diff(context: Context, _arguments: Arguments) -> Reply:
    """Show what `commit` would change, as crm text marked `+`, `-` and `~`.

    As a one-liner its exit status is 1 if there are differences.

    Example:
        diff
    """
    session = context.session
    reply = diff_reply(context)
    differs = bool(session.changes())
    status = ExitStatus.ERROR if differs and context.one_liner else ExitStatus.OK
    return Reply(reply.text, "diff", reply.records, status=status)


def verify(context: Context, _arguments: Arguments) -> Reply:
    """Check the working configuration.

    Every commit checks the same; only what its changes bring in stops it.

    Example:
        verify
    """
    found = context.session.verify()
    status = errors(found)[0].status if errors(found) else ExitStatus.OK
    notes = () if found else ("the configuration is valid",)
    return Reply(notes=notes, diagnostics=tuple(found), status=status)
