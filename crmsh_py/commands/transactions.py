"""The commands of `configure` that write, drop, take back and repeat changes."""

from crmsh_py.commands.committing import commit_reply
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(flag("force"))(commit)
    level.command()(refresh)
    level.command(Parameter("count", Kind.VALUE, word="<count>"))(undo)
    level.command(Parameter("count", Kind.VALUE, word="<count>"))(redo)


def commit(context: Context, arguments: Arguments) -> Reply:
    """Write the working configuration to the file, or to the cluster.

    It is checked first; what was wrong with it before does not stop a commit. `force` overrules
    findings that can be overruled, never the schema or references to nothing. If someone else
    changed the configuration since it was read, nothing is written (exit status 103).

    Example:
        commit
    """
    return commit_reply(context, force=arguments["force"] or context.options.force)


def refresh(context: Context, _arguments: Arguments) -> Reply:
    """Read the configuration anew; pending changes are dropped.

    At the prompt it asks first if there are any.

    Example:
        refresh
    """
    if context.has_changes and not context.options.yes and context.interaction.can_ask:
        question = "Drop the pending changes?"
        if context.interaction.choose(question, ("yes", "no")) == "no":
            return Reply(notes=("nothing was changed",))
    context.session.refresh()
    return Reply()


def undo(context: Context, arguments: Arguments) -> Reply:
    """Take back the last change, or the last COUNT changes, since the last commit.

    Example:
        undo
    """
    labels = context.session.undo(_count(arguments["count"]))
    return _history_reply("undone", labels)


def redo(context: Context, arguments: Arguments) -> Reply:
    """Carry out again what was undone.

    Example:
        redo
    """
    labels = context.session.redo(_count(arguments["count"]))
    return _history_reply("redone", labels)


def _history_reply(what: str, labels: list[str]) -> Reply:
    if not labels:
        return Reply(notes=(f"there is nothing to be {what}",))
    return Reply(notes=tuple(f"{what}: {label}" for label in labels))


def _count(text: str | None) -> int:
    if text is None:
        return 1
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        message = f"{text!r} is not a number of changes"
        raise CrmError(Diagnostic("usage", message, subject=text, hint="a number from 1"))
    return int(text)
