"""The commands of `configure` that write, drop, take back and repeat changes."""

from crmsh_py.backends.base import last_writer
from crmsh_py.commands.committing import (
    Terms,
    commit_reply,
    in_words,
    let_stop,
    merged_words,
    replace_reply,
)
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.parameters import MINE, THEIRS, WAIT
from crmsh_py.commands.policies import OPTIONS, policy_of
from crmsh_py.commands.styled import Piece, grid, plain, table
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.secrets import hide

_SIDES = ("mine", "theirs")


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(
        Parameter("what", choices=("replace",), meaning="write over what others changed meanwhile"),
        flag("force", "even if there are findings it can overrule"),
        WAIT,
        flag("--stop", "stop what runs before it is deleted"),
        MINE,
        THEIRS,
        *OPTIONS,
    )(commit)
    level.command(flag("--merge", "keep pending changes, on what is there now"))(refresh)
    count = Parameter("count", Kind.VALUE, word="<count>", meaning="how many changes, default 1")
    level.command(count, flag("--list", "show what it could take back"))(undo)
    level.command(count, flag("--list", "show what it could carry out again"))(redo)


def commit(context: Context, arguments: Arguments) -> Reply:
    """Write the working configuration to the file, or to the cluster.

    It is checked first. What the changes bring in stops the commit if it is an error, and is told
    if it is a warning; what was wrong before is only counted. `force` overrules findings that can
    be overruled, never the schema or references to nothing. `--deny warnings` lets warnings stop
    it too, `--allow CODE` passes over findings of a code; see `help verify`.

    What others changed since the configuration was read stays: their changes and yours are merged,
    value by value and member by member, and one line tells so. Where the two clash - one value set
    to two, an object changed here and deleted there, a new id given twice, a resource named that is
    gone - nothing is written, and every clash is shown with what the common
    `base`, `mine` and `theirs` say. All that does not clash is merged into the working copy then,
    which `diff` shows; of what clashes it has yours. Change that with `set`, `edit` or `delete` and
    `commit` again; or `commit --mine` or `commit --theirs` takes one side of all that clashes, and
    of that only. What you typed counts even if it changed nothing: others who changed the same
    value clash with it. To `undo`, all that was pending is one change after a merge.

    What would be deleted from the running cluster while it runs stops the commit; with `--stop` it
    is stopped first, in good order, and deleted when it has.

    With `--wait` (or `crm -w`) it then waits for the cluster, and gives a verdict on each resource.

    `commit replace` writes the working configuration over whatever is there. What others changed
    since it was read is lost; that is shown first, and asked about (`--yes` and `force` answer).

    Exit status:
        78   what the changes bring in is not valid, or refused by a check
        103  the changes clash with those of others
        107  it would delete what runs, and `--stop` was not said

    Example:
        # what would be written? then write it
        diff
        commit
    """
    policy = policy_of(context, arguments)
    sides = [side for side in _SIDES if arguments[side]]
    force = arguments["force"] or context.options.force
    if len(sides) > 1 or (sides and arguments["what"]):
        words = "of '--mine', '--theirs' and 'replace' only one is possible"
        raise CrmError(Diagnostic("usage", words, hint="'help commit' tells what they do"))
    if arguments["what"]:
        return replace_reply(context, Terms(force, None, policy), wait=arguments["wait"])
    side = sides[0] if sides else None
    if arguments["stop"]:
        let_stop(context)
    return commit_reply(context, Terms(force, side, policy), wait=arguments["wait"])


def refresh(context: Context, arguments: Arguments) -> Reply:
    """Read the configuration anew; pending changes are dropped.

    With `--merge` they are kept, and stand on what is there now, as a `commit` would merge them;
    `diff` then shows what it would write. At the prompt it asks first if there are any.

    Example:
        # drop what is pending
        refresh
        # or keep it, on top of what others changed
        refresh --merge
    """
    session = context.session
    if arguments["merge"]:
        return _merge(context)
    if context.has_changes and not context.options.yes and context.interaction.can_ask:
        question = "Drop the pending changes, or merge them?"
        answer = context.interaction.choose(question, ("drop", "merge", "no"))
        if answer == "merge":
            return _merge(context)
        if answer == "no":
            return Reply(notes=("nothing was changed",))
    session.refresh()
    return Reply()


def _merge(context: Context) -> Reply:
    session = context.session
    others = in_words(context, session, session.rebase)
    if not others:
        return Reply(notes=("nobody else changed the configuration",))
    return Reply(notes=(merged_words(others, last_writer(session.base.root)),))


def undo(context: Context, arguments: Arguments) -> Reply:
    """Take back the last change, or the last COUNT changes, since the last commit.

    `--list` shows the changes there are, numbered, and takes none of them back: `undo 3` is for the
    first three of it.

    Example:
        undo
        undo --list
    """
    if arguments["list"]:
        return _list_reply("undone", context.session.labels[0])
    labels = context.session.undo(_count(arguments["count"]))
    return _history_reply("undone", labels)


def redo(context: Context, arguments: Arguments) -> Reply:
    """Carry out again what was undone; `--list` only shows what that was, the last one first.

    Example:
        redo
        redo --list
    """
    if arguments["list"]:
        return _list_reply("redone", context.session.labels[1])
    labels = context.session.redo(_count(arguments["count"]))
    return _history_reply("redone", labels)


def _history_reply(what: str, labels: list[str]) -> Reply:
    if not labels:
        return Reply(notes=(f"there is nothing to be {what}",))
    return Reply(notes=tuple(f"{what}: {label}" for label in labels))


def _list_reply(what: str, labels: list[str]) -> Reply:
    """Return numbered changes: `undo 2` takes back those up to number 2."""
    if not labels:
        return Reply(notes=(f"there is nothing to be {what}",))
    rows = [(str(number), hide(label)) for number, label in enumerate(labels, start=1)]
    return Reply(
        plain(table(0, [(Piece(number), Piece(label)) for number, label in rows])),
        records=tuple({"kind": "step", "number": int(one), "change": label} for one, label in rows),
        view=grid(("number", "change"), ((Piece(one, "id"), label) for one, label in rows)),
    )


def _count(text: str | None) -> int:
    if text is None:
        return 1
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        message = f"{text!r} is not a number of changes"
        raise CrmError(Diagnostic("usage", message, subject=text, hint="a number from 1"))
    return int(text)
