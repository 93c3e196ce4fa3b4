"""The commands of `cib` that compare a shadow CIB with the running cluster, and commit it there."""

from functools import partial

from crmsh_py.backends.base import Snapshot
from crmsh_py.backends.shadow import LIVE, Shadows
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.cib.shadows import in_use
from crmsh_py.commands.clashes import explained
from crmsh_py.commands.committing import (
    Terms,
    commit_and_wait,
    diff_reply,
    dry_run_reply,
    refuse_running,
    settled_words,
)
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.differences import differences
from crmsh_py.commands.parameters import MINE, THEIRS
from crmsh_py.diagnostics import CrmError, Diagnostic, worst_status
from crmsh_py.grammar.kinds import Kind
from crmsh_py.model.compare import compare
from crmsh_py.proposals import ClashError
from crmsh_py.session import Session

_HINT = (
    "'cib commit --mine' takes what the shadow says of what clashes, '--theirs' what the cluster"
    " says"
)


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    name = Parameter("name", Kind.SHADOW, meaning="name of a shadow CIB, default the one in use")
    level.command(name)(diff)
    level.command(name, MINE, THEIRS, flag("force", "even if its origin is not known"))(commit)


def diff(context: Context, arguments: Arguments) -> Reply:
    """Show what a shadow CIB, or the one in use, has that the running cluster has not.

    Where no cluster runs, it is compared with what it was made from. As a one-liner, the exit
    status is 1 if there are differences.

    Example:
        diff try
    """
    name = arguments["name"] or in_use(context)
    shadow = Shadows(context.shadows).find(name).read()
    other, notes = _other(context, name)
    changes = compare(other.root, shadow.root)
    found = differences(other.root, shadow.root, changes, secrets=context.options.show_secrets)
    text = "".join(f"{line}\n" for one in found for line in one.lines)
    status = ExitStatus.ERROR if found and context.one_liner else ExitStatus.OK
    return Reply(text, "diff", tuple(one.record() for one in found), notes, status=status)


def commit(context: Context, arguments: Arguments) -> Reply:
    """Commit a shadow CIB, or the one in use, to the running cluster.

    What the shadow changed since it was made is merged with what others changed in the cluster
    meanwhile. Of what clashes, `--mine` takes the shadow's side, `--theirs` the cluster's; without
    them nothing is written then (exit status 103). If it is not known what a shadow was made from
    (`crm_shadow` does not tell), all in which it differs is its change: that is shown, and asked
    about; in a batch it takes `--yes` or `force`. The shadow stays as it is.

    Example:
        commit try
    """
    name = arguments["name"] or in_use(context)
    shadows = Shadows(context.shadows)
    shadow = shadows.find(name).read()
    _refuse_pending(context, name)
    live = context.open_session(LIVE)
    origin = shadows.origin(name)
    base = live.base if origin is None else origin
    notes = _bring(context, live, base, shadow, arguments)
    force = arguments["force"] or context.options.force
    if origin is None and not (force or _agreed(context, live, name)):
        return Reply(notes=("nothing was changed",))
    if context.options.dry_run:
        return dry_run_reply(context, live, Terms(force))
    refuse_running(live, force=force)
    reply = commit_and_wait(context, live, partial(live.commit, force=force), notes=notes)
    shadows.put(name, shadow.xml, shadow.xml)  # from here on it changes what was committed
    return reply


def _refuse_pending(context: Context, name: str) -> None:
    if context.is_open and context.session.backend.name == name and context.has_changes:
        words = f"the shadow CIB {name!r} has pending changes, which would not be in the cluster"
        hint = "'configure commit' writes them to the shadow"
        raise CrmError(Diagnostic("uncommitted-changes", words, hint=hint))


def _bring(
    context: Context, live: Session, base: Snapshot, shadow: Snapshot, arguments: Arguments
) -> tuple[str, ...]:
    """Make pending in the cluster what the shadow changed; return what to tell of clashes.

    Raises CrmError if something clashes and no side was named.
    """
    side = "mine" if arguments["mine"] else "theirs" if arguments["theirs"] else None
    try:
        return settled_words(live.bring("cib commit", base.root, shadow.root, side))
    except ClashError as error:
        secrets = context.options.show_secrets
        raise explained(error, live, secrets=secrets, hint=_HINT) from None


def _agreed(context: Context, live: Session, name: str) -> bool:
    """Tell whether the user wants a shadow of unknown origin in the cluster.

    Raises CrmError where nobody can be asked.
    """
    if context.options.yes or not live.has_changes:
        return True
    context.interaction.show(diff_reply(context, live))
    question = f"It is not known what {name} was made from. Commit all in which it differs?"
    if context.interaction.can_ask:
        return context.interaction.choose(question, ("yes", "no")) == "yes"
    words = f"it is not known what the shadow CIB {name!r} was made from"
    hint = "'--yes' or 'force' commits all that is listed, whoever changed it"
    raise CrmError(Diagnostic("would-overwrite", words, subject=name, hint=hint))


def _other(context: Context, name: str) -> tuple[Snapshot, tuple[str, ...]]:
    """Return what to compare a shadow with, and a note if it is not the running cluster."""
    try:
        return context.open_session(LIVE).base, ()
    except CrmError as error:
        origin = Shadows(context.shadows).origin(name)
        if origin is None or worst_status(error.diagnostics) is not ExitStatus.NOT_CONNECTED:
            raise
        return origin, ("no cluster runs here: compared with what it was made from",)
