"""The command of `configure` that sends objects as text through a program."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.declare import Arguments, Level, Parameter, PlacedWord
from crmsh_py.commands.reviewing import selected
from crmsh_py.commands.texts import note_places, statements_in
from crmsh_py.commands.views import is_everything, shown, text_of_all
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.script import edges
from crmsh_py.model import load as loading
from crmsh_py.model.cib import Cib
from crmsh_py.model.following import follow_renames
from crmsh_py.model.naming import keyed, keys_said
from crmsh_py.model.settling import Extent
from crmsh_py.xmltree import Element

_BEGINS_SELECTION = "--"
_MOST_NAMES = 10


def add_commands(level: Level) -> None:
    """Declare the command of this module in a level."""
    level.command(
        Parameter(
            "program",
            Kind.VALUE,
            word="<program>",
            required=True,
            placed=True,
            meaning="program to run; no shell",
        ),
        Parameter(
            "words",
            Kind.SELECTION,
            word="<argument> ... -- <id|type:TYPE>",
            many=True,
            placed=True,
            verbatim=True,
            meaning="its arguments; behind '--' which objects",
        ),
        name="filter",
    )(filter_)


def filter_(context: Context, arguments: Arguments) -> Reply:
    """Send the working configuration, or objects of it, through a program, and take what it says.

    The program gets the text of the objects as `edit` shows it, but one statement a line, secrets
    too, on its standard input; what it prints is taken as `edit` takes a text: a statement left out
    deletes its object, a new one adds it, another id alone is a `rename`. Any error in it, or of
    the program, and nothing is changed. Behind `--` stands which objects are meant; else it is all
    of them. No shell is between: quotes group words, and nothing is expanded. A program quoted
    together with its arguments is split into them, and what follows then are objects:
    `filter "sed s/a/b/" vip`.

    Example:
        # another agent for two resources
        filter sed s/ocf:heartbeat:Dummy/ocf:pacemaker:Dummy/ -- www www2
    """
    program = arguments["program"]
    argv, words = _split(program, arguments["words"])
    cib = context.session.cib
    elements = selected(context, words)
    before = _lines(cib)
    text = _one_line_each(text_of_all(cib, elements, secrets=True))
    try:
        told = context.interaction.filter(argv, text)
    except CrmError as error:
        placed = (replace(one, location=program.location) for one in error.diagnostics)
        raise CrmError(*placed) from None
    if text and not told.strip() and not context.options.yes:
        raise CrmError(_would_erase(program, len(elements)))
    notes = _take(context, told, elements, argv[0]) if told != text else ()
    summary = _summary(before, _lines(context.session.cib))
    return Reply(notes=(*notes, *(summary or ("nothing was changed",))))


def _split(program: PlacedWord, words: Sequence[PlacedWord]) -> tuple[list[str], list[str]]:
    """Return the program with its arguments, and the words that select objects."""
    texts = [one.text for one in words]
    try:
        argv = shlex.split(program.text)
    except ValueError as error:
        message = f"the program cannot be split into words: {str(error).lower()}"
        raise CrmError(Diagnostic("usage", message, location=program.location)) from None
    if not argv:
        raise CrmError(Diagnostic("usage", "the program is empty", location=program.location))
    if _BEGINS_SELECTION in texts:
        at = len(texts) - 1 - texts[::-1].index(_BEGINS_SELECTION)
        return [*argv, *texts[:at]], texts[at + 1 :]
    return (argv, texts) if len(argv) > 1 else ([*argv, *texts], [])


def _one_line_each(text: str) -> str:
    """Return a text with each statement in one line; comments stay on lines of their own."""
    lines: list[str] = []
    begun: list[str] = []
    for line in text.split("\n"):
        if not begun and (line.startswith("#") or not line):
            lines.append(line)
        elif line.endswith("\\"):
            begun.append(line[:-1].strip())
        else:
            lines.append(" ".join([*begun, line.strip()]))
            begun = []
    return "\n".join(lines)


def _lines(cib: Cib) -> dict[str, str]:
    """Return all objects as text, each by its kind and name."""
    texts = shown(cib, list(cib.objects()), secrets=True)
    return {f"{one.kind} {one.id or at}": one.text for at, one in enumerate(texts)}


def _would_erase(program: PlacedWord, count: int) -> Diagnostic:
    message = f"the program put out nothing: that would delete all {count} objects it was given"
    hint = "'delete' deletes objects; nothing was changed"
    return Diagnostic("would-erase", message, location=program.location, hint=hint)


def _take(
    context: Context, text: str, elements: Sequence[Element], program: str
) -> tuple[str, ...]:
    """Make the objects what a text says, all or nothing; return what else is to be known."""
    givens = statements_in(text, f"<{program}>")
    kept = {key for _, keys in keyed(givens) for key in keys}
    names = list(dict.fromkeys(key for one in elements for key in keys_said(one)))
    gone = [name for name in names if name not in kept]
    extent = Extent(edges(text), exact=True, whole=is_everything(context.session.cib, elements))
    notes: list[str] = []

    def change(cib: Cib) -> list[str]:
        followed = follow_renames(cib, givens, names, gone)
        notes.extend(followed.lines)
        return loading.edited(cib, givens, followed.names, followed.gone, extent)

    context.session.edit(f"filter {program}", change)  # who knows what its arguments hold
    note_places(context, givens)
    return tuple(notes)


def _summary(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Return which objects were changed, added and removed, a line each."""
    kinds = {
        "changed": [one for one in before if one in after and before[one] != after[one]],
        "added": [one for one in after if one not in before],
        "removed": [one for one in before if one not in after],
    }
    return tuple(f"{word}: {_listed(names)}" for word, names in kinds.items() if names)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
