"""The commands of `configure` that look at the configuration: show and diff."""

import importlib
from collections.abc import Sequence

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.committing import diff_reply
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag, option
from crmsh_py.commands.formats import FORMATS, format_of, formatted
from crmsh_py.commands.parameters import SELECTION, SHOW_SECRETS
from crmsh_py.commands.selections import CHANGED, by_type, changed_objects, select
from crmsh_py.model.cib import Cib
from crmsh_py.model.touched import objects
from crmsh_py.xmltree import Element

_TREES = "crmsh_py.commands.trees"  # most runs draw no tree


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter(
            "form",
            choices=("xml", "tree"),
            meaning="the CIB, or resources with what is said of each",
        ),
        option("--format", *FORMATS, meaning="form to print, default crm"),
        flag("--ids", "say the ids of parts too"),
        flag("--sort", "by type and id, not in their order"),
        SHOW_SECRETS,
        SELECTION,
    )(show)
    level.command()(diff)


def show(context: Context, arguments: Arguments) -> Reply:
    """Show the working configuration, or objects of it.

    Objects are named by id, which may be a pattern such as `vip*`; as `type:TYPE`, `tag:TAG`
    (what is tagged), `agent:[CLASS:[PROVIDER:]]TYPE` or `related:ID` (an object and all that has
    to do with it); or as `changed`. Values of secrets (passwords) read `******`; `--show-secrets`
    shows them. `--ids` says all ids of parts that are not the usual ones, not only those that
    something refers to. `--sort` goes by type and id; loaded, that is another order of resources.

    `show xml` prints the CIB, `show tree` the resources with what is said about each. `--format`
    gives another form: `json` (see docs/json.md), `set` commands, or `pcs` commands.

    Example:
        # all of a type
        show type:primitive
        # a resource, and all that has to do with it
        show related:vip
        # for programs
        show --format json vip
        # at a glance
        show tree
    """
    secrets = arguments["show_secrets"] or context.options.show_secrets
    form = format_of(arguments)
    elements = selected(context, arguments["selection"])
    if arguments["sort"]:
        elements = by_type(elements)
    cib = context.session.cib
    if form == "tree":
        reply: Reply = importlib.import_module(_TREES).tree_reply(cib, elements)
        return reply
    return formatted(cib, elements, form, secrets=secrets, ids=arguments["ids"])


def selected(context: Context, words: Sequence[str]) -> list[Element]:
    """Return the objects that words select.  Raises CrmError."""
    session = context.session
    if CHANGED not in words:
        return select(session.cib, words)
    touched = objects(session.changes())
    return select(session.cib, words, changed_objects(session.cib, Cib(session.base.root), touched))


def objects_reply(elements: Sequence[Element], context: Context, *, secrets: bool) -> Reply:
    """Return objects as a reply."""
    return formatted(context.session.cib, elements, "crm", secrets=secrets)


def diff(context: Context, _arguments: Arguments) -> Reply:
    """Show what `commit` would change, as crm text marked `+`, `-` and `~`.

    Exit status:
        1  there are differences (of a one-liner: `crm configure diff`)

    Example:
        # something pending, and what it would change
        property maintenance-mode=true
        diff
    """
    session = context.session
    reply = diff_reply(context)
    differs = bool(session.changes())
    status = ExitStatus.ERROR if differs and context.one_liner else ExitStatus.OK
    return Reply(reply.text, "diff", reply.records, status=status)
