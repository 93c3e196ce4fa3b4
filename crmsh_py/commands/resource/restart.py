"""The command of `resource` that stops resources and starts them again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.backends.base import Backend
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level
from crmsh_py.commands.parameters import RESOURCES
from crmsh_py.commands.resource.choice import chosen
from crmsh_py.commands.waits import patience, verdicts_reply
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.interruption import ending_is_interruption, undisturbed
from crmsh_py.model.changes import Change, apply, reverse
from crmsh_py.model.cib import Cib
from crmsh_py.model.meta import IS_MANAGED, TARGET_ROLE, effective, is_true, normal
from crmsh_py.model.states import STOPPED, stop, targets
from crmsh_py.pacemaker.state import ClusterStatus
from crmsh_py.pacemaker.waiting import Before, Goal, Waited, look, wait_for
from crmsh_py.session import Session
from crmsh_py.verify.policy import LENIENT
from crmsh_py.xmltree import Element

_TRIES = 10
"""How often the former target-role is put back while others change the configuration too."""


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(RESOURCES)(restart)


def restart(context: Context, arguments: Arguments) -> Reply:
    """Stop resources, wait until they are stopped, start them again and wait for that.

    For resources see `start`. What depends on them is stopped and started with them. Their
    target-role is Stopped meanwhile, and is put back as it was in any case: also when they do not
    stop, or on Ctrl-C. Says in the end what became of each.

    Example:
        restart vip
    """
    tools = context.tools
    own = context.session.beside()
    found, lines = targets(chosen(own.cib, arguments["resources"]))
    before = look(tools)
    problems = [one for each in found for one in _obstacles(own.cib, before.status, each)]
    if problems:
        raise CrmError(*problems)
    ids = [one.get("id", "") for one in found]
    if context.options.dry_run:
        return Reply(notes=(*lines, f"dry run: {', '.join(ids)} was not restarted"))
    with ending_is_interruption():
        stopped, before = _stop(context, own, ids)
    if not stopped.is_good:
        words = "not all of it stopped; its target-role was put back as it was"
        return _told((*lines, words), stopped)
    return _told(lines, _wait(context, before, [Goal(id_) for id_ in ids]))


def _told(lines: Sequence[str], waited: Waited) -> Reply:
    """Return the verdicts, with lines in front of them."""
    reply = verdicts_reply(waited)
    return replace(reply, notes=(*lines, *reply.notes))


def _obstacles(cib: Cib, status: ClusterStatus, target: Element) -> Iterator[Diagnostic]:
    id_ = target.get("id", "")
    role = effective(cib, target, TARGET_ROLE)
    if not status.where(id_) or (role and normal(TARGET_ROLE, role.value) == STOPPED):
        hint = f"'resource start {id_}' starts it"
        yield Diagnostic("not-running", f"{id_!r} does not run", subject=id_, hint=hint)
    elif not is_true(effective(cib, target, IS_MANAGED), otherwise=True):
        hint = f"'resource manage {id_}' lets the cluster stop and start it"
        yield Diagnostic("not-running", f"{id_!r} is not managed", subject=id_, hint=hint)


def _stop(context: Context, own: Session, ids: Sequence[str]) -> tuple[Waited, Before]:
    """Let resources be stopped until they are, or are not, and put back what says so.

    Return what became of them, and the cluster as it was then.
    """
    before = look(context.tools)
    own.edit(f"restart {' '.join(ids)}", lambda cib: stop(cib, chosen(cib, ids)))
    changes = own.changes()
    is_written = False
    try:
        with undisturbed():
            own.commit(force=context.options.force, policy=LENIENT)
            is_written = True
        waited = _wait(context, before, [Goal(id_, stopped=True) for id_ in ids])
        return waited, look(context.tools)
    except BaseException:
        if is_written:
            words = "restart was broken off; the former target-role is put back"
            context.interaction.show(Reply(notes=(words,)))
        raise
    finally:
        with undisturbed():
            if is_written:
                put_back(own.backend, changes)
            if not context.session.has_changes:
                context.session.refresh()


def _wait(context: Context, before: Before, goals: Sequence[Goal]) -> Waited:
    try:
        return wait_for(context.tools, before, goals, patience(context))
    finally:
        context.interaction.progress("")


def put_back(backend: Backend, changes: Sequence[Change]) -> None:
    """Take changes back, whatever else was changed meanwhile.

    Raises CrmError if what they were about is gone, or nothing can be written.
    """
    for attempt in range(_TRIES):
        base = backend.read()
        root = xmltree.copy_document(base.root)
        try:
            apply(reverse(changes), root)
            backend.write(base, root, force=True)
        except LookupError:
            message = "what was restarted was changed meanwhile; its target-role stays Stopped"
            raise CrmError(Diagnostic("changed-meanwhile", message)) from None
        except CrmError as error:
            is_late = error.diagnostics[0].code == "changed-meanwhile"
            if not is_late or attempt == _TRIES - 1:
                raise
        else:
            return
