"""What is pending as a view, and committing it: for the command, the one-liner and the prompt."""

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.differences import differences
from crmsh_py.diagnostics import CrmError, errors


def diff_reply(context: Context) -> Reply:
    """Return what is pending as a reply."""
    session = context.session
    found = differences(
        session.base.root,
        session.cib.root,
        session.changes(),
        secrets=context.options.show_secrets,
    )
    text = "".join(f"{line}\n" for one in found for line in one.lines)
    return Reply(text, "diff", tuple(one.record() for one in found))


def commit_reply(context: Context, *, force: bool) -> Reply:
    """Commit, or with `--dry-run` only show what that would do."""
    session = context.session
    if context.options.dry_run:
        new, _ = session.new_problems()
        if errors(new):
            raise CrmError(*new)
        context.reviewed = session.changes()
        reply = diff_reply(context)
        return Reply(reply.text, "diff", reply.records, notes=("dry run: nothing was committed",))
    committed = session.commit(force=force)
    if not committed.changes:
        return Reply(notes=("nothing to commit",))
    if context.options.wait:
        session.backend.wait()
    return Reply(
        notes=(f"committed to {session.backend.name}, epoch {committed.epoch}",),
        diagnostics=committed.warnings,
    )
