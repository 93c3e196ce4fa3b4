"""What is pending as a view, and committing it: for the command, the one-liner and the prompt."""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from crmsh_py.backends.base import last_writer
from crmsh_py.codes import CODES
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.differences import differences
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.model.changes import Change, Removed, Replaced, reverse
from crmsh_py.model.cib import Cib
from crmsh_py.model.touched import objects
from crmsh_py.proposals import ClashError, Committed, Findings
from crmsh_py.session import Session
from crmsh_py.verify.policy import Policy
from crmsh_py.xmltree import Element

T = TypeVar("T")
_CLASHES = "crmsh_py.commands.clashes"  # loaded when there are any
_WAITS = "crmsh_py.commands.waits"  # it runs Pacemaker's tools
_DELETING = "crmsh_py.commands.deleting_running"  # so does this


def diff_reply(context: Context, session: Session | None = None) -> Reply:
    """Return what is pending as a reply, in the session of the context or in another one."""
    session = session or context.session
    found = differences(
        session.base.root,
        session.cib.root,
        session.changes(),
        secrets=context.options.show_secrets,
    )
    text = "".join(f"{line}\n" for one in found for line in one.lines)
    return Reply(text, "diff", tuple(one.record() for one in found))


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms to commit: as `Session.commit` takes them."""

    force: bool = False
    side: str | None = None
    policy: Policy | None = None


def commit_reply(
    context: Context, terms: Terms, *, wait: bool = False, notes: tuple[str, ...] = ()
) -> Reply:
    """Commit, or with `--dry-run` only show what that would do.

    `notes` are told before; after it, verdicts on the resources if it is to be waited for them.
    """
    session = context.session
    if context.options.dry_run:
        return dry_run_reply(context, session, terms, notes)
    if session.backend.tools is not None and takes_out_resources(session.changes()):
        deleting = importlib.import_module(_DELETING)
        reply: Reply | None = deleting.commit_running(context, terms)
        if reply is not None:
            return replace(reply, notes=(*notes, *reply.notes))
    write = partial(session.commit, force=terms.force, side=terms.side, policy=terms.policy)
    return commit_and_wait(context, session, write, wait=wait, notes=notes)


def let_stop(context: Context) -> None:
    """Let all resources that are deleted by now be stopped when that is committed."""
    session = context.session
    resources = session.base.root.find("configuration/resources")
    ids = set() if resources is None else {one.get("id", "") for one in resources.iter("*")}
    context.may_stop.update(id_ for id_ in ids if id_ and session.cib.resource(id_) is None)


def takes_out_resources(changes: Sequence[Change]) -> bool:
    """Tell whether changes remove anything from the resources, or replace it."""
    return any(
        isinstance(one, (Removed, Replaced)) and len(one.path) > 1 and one.path[1][0] == "resources"
        for one in changes
    )


def dry_run_reply(
    context: Context, session: Session, terms: Terms, notes: tuple[str, ...] = ()
) -> Reply:
    """Return what a commit of a session would change.  Raises CrmError with what stops it."""
    found = session.findings(terms.policy) if session.has_changes else Findings()
    stopping = found.stopping(force=terms.force)
    if stopping:
        raise CrmError(*stopping)
    context.reviewed = session.changes()
    reply = diff_reply(context, session)
    if session.backend.tools is not None and takes_out_resources(context.reviewed):
        notes = (*notes, *importlib.import_module(_DELETING).foretold(session))
    words = (*notes, *older_words(found.older_count), "dry run: nothing was committed")
    return Reply(reply.text, "diff", reply.records, notes=words, diagnostics=found.worth_telling)


def commit_and_wait(
    context: Context,
    session: Session,
    write: Callable[[], Committed],
    *,
    wait: bool = False,
    notes: tuple[str, ...] = (),
) -> Reply:
    """Commit what a session holds, and wait for the cluster if that was asked for.

    `write` is how to commit: `Session.commit`, say.
    """
    if not (wait or context.options.wait):
        return _reply(session, in_words(context, session, write), notes)
    waits = importlib.import_module(_WAITS)
    before, old = waits.look_before(session), Cib(session.base.root)
    committed = in_words(context, session, write)
    reply = _reply(session, committed, notes)
    if before is None:
        if not committed.changes:
            return reply
        words = f"nothing to wait for: no cluster acts on {session.backend.name}"
        return replace(reply, notes=(*reply.notes, words))
    context.interaction.show(reply)  # told before what may take its time
    goals = waits.goals_of(committed.changes, old, session.cib)
    waited: Reply = waits.wait_after(context, before, goals)
    return waited


def replace_reply(context: Context, terms: Terms, *, wait: bool = False) -> Reply:
    """Write the working copy over whatever is there, when the user knows what that undoes."""
    session = context.session
    theirs, others = session.others()
    if not others and not session.has_changes:
        return Reply(notes=("nothing to commit",))
    if not terms.force and _lacks_quorum(session, theirs.root):
        others = ()  # it is refused, so that there is nothing to ask
    if others:
        context.interaction.show(_lost(context, theirs.root, others))
    if context.options.dry_run:
        return commit_reply(context, terms)
    if others and not (terms.force or context.options.yes or _may_go(context)):
        return Reply(notes=("nothing was written",))
    refuse_running(session, force=terms.force)
    write = partial(session.replace, force=terms.force, policy=terms.policy)
    return commit_and_wait(context, session, write, wait=wait)


def _lacks_quorum(session: Session, there: Element) -> bool:
    return session.backend.tools is not None and there.get("have-quorum") == "0"


def refuse_running(session: Session, *, force: bool) -> None:
    """Refuse to take out of the running cluster what runs.  Raises CrmError (still-runs)."""
    if not force and session.backend.tools is not None and takes_out_resources(session.changes()):
        importlib.import_module(_DELETING).refuse_running(session)


def _lost(context: Context, theirs: Element, others: Sequence[Change]) -> Reply:
    """Show what others changed, as what takes it back."""
    secrets = context.options.show_secrets
    base = context.session.base.root
    found = differences(theirs, base, reverse(others), secrets=secrets)
    text = "".join(f"{line}\n" for one in found for line in one.lines)
    words = f"this takes back what others changed ({_count(others, last_writer(theirs))}):"
    return Reply(text, "diff", tuple(one.record() for one in found), notes=(words,))


def _may_go(context: Context) -> bool:
    """Ask whether what others changed may go.  Raises CrmError (conflict) where nobody answers."""
    if context.interaction.can_ask:
        question = "Write over what others changed?"
        return context.interaction.choose(question, ("yes", "no")) == "yes"
    words = "others changed the configuration after it was read; nothing was written"
    hint = "'commit replace force' takes back what they changed, 'commit' merges with it"
    raise CrmError(Diagnostic("conflict", words, hint=hint))


def in_words(context: Context, session: Session, merge: Callable[[], T]) -> T:
    """Do what may merge; that something clashes with what others changed is told in words.

    Raises CrmError.
    """
    try:
        return merge()
    except ClashError as clash:
        explained = importlib.import_module(_CLASHES).explained
        secrets = context.options.show_secrets
        error: CrmError = explained(clash, session, secrets=secrets)
        raise error from None


def _reply(session: Session, committed: Committed, notes: tuple[str, ...]) -> Reply:
    notes = (*notes, *_merged(committed))
    if not committed.changes:
        return Reply(notes=(*notes, "nothing to commit"))
    words = f"committed to {session.backend.name}, epoch {committed.epoch}"
    notes = (*notes, *older_words(committed.older), words)
    return Reply(notes=notes, diagnostics=tuple(filter(_is_told, committed.warnings)))


def _is_told(problem: Diagnostic) -> bool:
    """Tell whether a commit tells of what it brings in: no remarks, and nothing done on purpose."""
    return problem.severity is not Severity.INFO and not CODES[problem.code].meant_when_new


def older_words(count: int) -> tuple[str, ...]:
    """Tell of how many errors and warnings there were before what is committed."""
    what = f"{count} older finding{'' if count == 1 else 's'}"
    return (f"{what}: 'verify' lists {'it' if count == 1 else 'them'}",) if count else ()


def _merged(committed: Committed) -> tuple[str, ...]:
    """Return what to tell of a merge."""
    merged = (merged_words(committed.others, committed.writer),) if committed.others else ()
    return (*merged, *settled_words(committed.settled))


def settled_words(count: int) -> tuple[str, ...]:
    """Tell of how many clashes the side was taken that the user named."""
    return (f"{count} clash{'' if count == 1 else 'es'} settled as told",) if count else ()


def merged_words(others: Sequence[Change], writer: str | None) -> str:
    """Tell what the pending changes were merged with."""
    return f"merged with {_count(others, writer)}"


def _count(others: Sequence[Change], writer: str | None) -> str:
    count = len(objects(others))
    words = f"{count} change{'' if count == 1 else 's'}"
    return f"{words}; {writer}" if writer else words
