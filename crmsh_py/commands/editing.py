"""The command `edit`: a text goes out to the editor, and comes back until it is sound."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crmsh_py.commands.context import Context, Draft, Reply
from crmsh_py.commands.declare import Arguments, Level
from crmsh_py.commands.parameters import SELECTION
from crmsh_py.commands.reviewing import selected
from crmsh_py.commands.texts import note_places, statements_in
from crmsh_py.commands.views import is_everything, text_of_all
from crmsh_py.diagnostics import CrmError, Diagnostic, errors, worst_status
from crmsh_py.grammar.script import edges
from crmsh_py.model import load as loading
from crmsh_py.model.cib import Cib
from crmsh_py.model.following import follow_renames
from crmsh_py.model.naming import Key, keyed, keys_said
from crmsh_py.model.settling import Extent

_NAME = "<editor>"
_MARK = re.compile(r"\s*# ERROR( \d+:\d+:|       hint:) ")


def add_commands(level: Level) -> None:
    """Declare the command in a level."""
    level.command(SELECTION)(edit)


def edit(context: Context, arguments: Arguments) -> Reply:
    """Change the working configuration, or objects of it, in the editor ($EDITOR).

    A statement taken out deletes its object; one put in adds it. A statement that only got
    another id is a `rename`: all that refers to it follows. If the text has errors, nothing is
    changed, and the editor opens again with each error above its line, as a comment that begins
    with `# ERROR`. To leave it as it is, or empty, gives up; the text is then kept in a file.

    Example:
        # one object
        edit vip
    """
    cib = context.session.cib
    elements = selected(context, arguments["selection"])
    editing = _Editing(
        context,
        original=text_of_all(cib, elements, secrets=True),
        names=tuple(dict.fromkeys(key for one in elements for key in keys_said(one))),
        is_whole=is_everything(cib, elements),
        may_be_emptied=bool(arguments["selection"]),
    )
    draft = context.interaction.draft(".crm")
    try:
        reply = _until_sound(editing, draft)
    except BaseException:
        _tell_where(context, draft)
        raise
    _tell_where(context, draft)
    return reply


def _tell_where(context: Context, draft: Draft) -> None:
    """Say where the text is, if it is left."""
    path = draft.left()
    if path is not None:
        context.interaction.show(Reply(notes=(f"your text is kept in {path}",)))


@dataclass(frozen=True, slots=True)
class _Editing:
    """What is edited, and what the text was at first."""

    context: Context
    original: str
    names: tuple[Key, ...]
    is_whole: bool
    may_be_emptied: bool


def _until_sound(editing: _Editing, draft: Draft) -> Reply:
    """Have a text edited until it can be taken or the user gives up."""
    interaction = editing.context.interaction
    before, on_screen, line = editing.original, editing.original, 1
    found: Sequence[Diagnostic] = ()
    while True:
        text = unmarked(draft.revise(on_screen, line), editing.original)
        emptied = _is_empty(text, editing) and (bool(found) or not editing.may_be_emptied)
        if text == before or emptied:
            draft.keep(before)
            because = "the text was emptied: " if emptied and not found else ""
            return Reply(notes=(f"{because}nothing was changed",), status=worst_status(found))
        draft.keep(text)
        try:
            notes = _take(editing, text)
        except CrmError as error:
            if not interaction.can_edit_again:
                raise
            found = error.diagnostics
            interaction.show(Reply(diagnostics=error.diagnostics))
            before = text
            on_screen, line = marked(text, found)
        else:
            draft.drop()
            return Reply(notes=tuple(notes))


def _is_empty(text: str, editing: _Editing) -> bool:
    """Tell whether nothing is left of a text; comments alone are something if it was no more."""
    lines = filter(None, map(str.strip, text.split("\n")))
    return all(bool(editing.names) and line.startswith("#") for line in lines)


# ------------------------------------------------------------------ errors as comments


def marked(text: str, found: Sequence[Diagnostic]) -> tuple[str, int]:
    """Return a text with each error above its line, as comments; and the line of the first."""
    by_line: dict[int, list[Diagnostic]] = {}
    for one in errors(found):
        in_text = one.location is not None and one.location.name == _NAME
        number = one.location.position[0] if one.location and in_text else 1
        by_line.setdefault(number, []).append(one)
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        wanted = by_line.get(number, ())
        below = len(lines) + sum(2 if one.hint else 1 for one in wanted) + 1
        for one in wanted:
            lines += _mark(one, below)
        lines.append(line)
    first = next((at for at, line in enumerate(lines, 1) if _MARK.match(line)), 1)
    return "\n".join(lines), first


def _mark(problem: Diagnostic, line: int) -> list[str]:
    column = problem.location.position[1] if problem.location else 1
    words = " ".join(problem.message.split())
    marks = [f"# ERROR {line}:{column}: {words} [{problem.code}]"]
    if problem.hint:
        marks.append(f"# ERROR       hint: {' '.join(problem.hint.split())}")
    return marks


def unmarked(text: str, original: str) -> str:
    """Return a text without the comments of `marked`; what was there at first stays."""
    own = {line.strip() for line in original.split("\n") if _MARK.match(line)}
    lines = text.split("\n")
    return "\n".join(line for line in lines if not _MARK.match(line) or line.strip() in own)


# ------------------------------------------------------------------ taking the text


def _take(editing: _Editing, text: str) -> list[str]:
    """Make the objects what a text says; return what else is to be known.  Raises CrmError."""
    givens = statements_in(text, _NAME)
    kept = {key for _, keys in keyed(givens) for key in keys}
    gone = [name for name in editing.names if name not in kept]
    extent = Extent(edges(text), exact=True, whole=editing.is_whole)
    notes: list[str] = []

    def change(cib: Cib) -> list[str]:
        followed = follow_renames(cib, givens, editing.names, gone)
        notes.extend(followed.lines)
        return loading.edited(cib, givens, followed.names, followed.gone, extent)

    editing.context.session.edit("edit", change)
    note_places(editing.context, givens)
    return notes
