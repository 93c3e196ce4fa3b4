"""Verbs that act at once: each is a commit of its own, at the prompt and in a batch too."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from crmsh_py.commands.committing import (
    Terms,
    commit_and_wait,
    commit_reply,
    dry_run_reply,
    in_words,
)
from crmsh_py.commands.context import Context, Reply
from crmsh_py.diagnostics import CrmError
from crmsh_py.model.cib import Cib


def operate(
    context: Context, label: str, change: Callable[[Cib], list[str]], *, wait: bool = False
) -> Reply:
    """Change the configuration and commit that, without what else is pending.

    `label` names the change, `change` is as `Session.edit` takes it; `wait` waits for the cluster,
    and adds verdicts on the resources.  Raises CrmError; then nothing is changed.  Pending changes
    of `configure` stay pending.
    """
    session = context.session
    if session.has_changes:
        return _beside(context, label, change, wait=wait)
    notes = tuple(session.edit(label, change, says=True))
    terms = Terms(context.options.force)
    try:
        reply = commit_reply(context, terms, wait=wait, notes=notes)
    except BaseException:
        session.undo()
        raise
    if context.options.dry_run:
        session.undo()  # what a verb would do is not pending for the next command
    session.was_edited = False  # committed: a one-liner has nothing left to do
    return reply


def _beside(
    context: Context, label: str, change: Callable[[Cib], list[str]], *, wait: bool
) -> Reply:
    """Commit a change in a session of its own; then what is pending stands on the new base."""
    own = context.session.beside()
    notes = tuple(own.edit(label, change, says=True))
    if context.options.dry_run:
        reviewed = context.reviewed
        reply = dry_run_reply(context, own, Terms(context.options.force), notes)
        context.reviewed = reviewed  # that is about what is pending
        return reply
    write = partial(own.commit, force=context.options.force)
    reply = commit_and_wait(context, own, write, wait=wait, notes=notes)
    told = "what was pending in 'configure' still is"
    try:
        in_words(context, context.session, context.session.rebase)
    except CrmError as error:  # the change itself is done
        return replace(
            reply, notes=(*reply.notes, told), diagnostics=(*reply.diagnostics, *error.diagnostics)
        )
    return replace(reply, notes=(*reply.notes, told))
