"""What becomes of a conversion: printed, written into a folder, installed, or in `configure`."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.convert.checking import Checked, checked
from crmsh_py.commands.convert.folder import write_pieces
from crmsh_py.commands.convert.options import Wishes, in_working_copy
from crmsh_py.commands.convert.pieces import Piece, pieces
from crmsh_py.commands.convert.records import as_json, records
from crmsh_py.commands.convert.report import printable, view
from crmsh_py.commands.convert.working import add
from crmsh_py.convert.conversion import Conversion
from crmsh_py.diagnostics import CrmError, Diagnostic

_INSTALLING = "crmsh_py.commands.convert.installing"
_NOTHING = "nothing was written"
_PRIVATE = "it holds passwords, which a terminal does not show; '-o FOLDER' lets only you read it"
_REFUSED = f"{_NOTHING}: '--best-effort' writes what could be converted"


@dataclass(frozen=True, slots=True)
class Job:
    """What was converted: by which command, from which files, with which result.

    `notes` are about the files.
    """

    kind: str
    sources: tuple[str, ...]
    conversion: Conversion
    notes: tuple[Diagnostic, ...] = ()

    @property
    def title(self) -> str:
        """The heading of what is written."""
        return printable(f"Converted from {', '.join(self.sources)} by 'crm convert {self.kind}'")


def deliver(context: Context, job: Job, wanted: Wishes) -> Reply:
    """Put a conversion where it is wanted.  Raises CrmError."""
    if in_working_copy(context):
        label = f"convert {job.kind} {' '.join(job.sources)}"
        return add(context, label, job.conversion, job.notes, wanted)
    result = checked(context, job.conversion, job.notes, wanted)
    if not result.passes:
        return _refusal(result)
    conversion = result.conversion
    made = pieces(conversion, job.title, annotate=wanted.annotate)
    if wanted.install:
        installing = importlib.import_module(_INSTALLING)
        reply: Reply = installing.install_reply(context, conversion, made, force=wanted.force)
    elif wanted.folder:
        chosen = made if wanted.form in {None, "all"} else _chosen(made, wanted.form or "")
        reply = _written(context, conversion, chosen, wanted)
    else:
        reply = _printed(conversion, made, job.title, wanted.form)
        if context.options.show_secrets:
            reply = replace(reply, masked="")
    reply = replace(reply, diagnostics=conversion.diagnostics)
    return as_json(reply) if wanted.json else reply


def _refusal(result: Checked) -> Reply:
    """Return all that is wrong, and nothing of what was made."""
    conversion, wanted = result.conversion, result.wishes
    reply = Reply(
        records=records(conversion, ()),
        notes=(_REFUSED if result.has_rest and not wanted.strict else _NOTHING,),
        diagnostics=conversion.diagnostics,
        status=ExitStatus.DATA_ERROR,
    )
    return as_json(reply) if wanted.json else reply


# ------------------------------------------------------------------ standard output


def _printed(conversion: Conversion, made: Sequence[Piece], title: str, form: str | None) -> Reply:
    """Return what was asked for; else the CIB, or what there is instead."""
    chosen = list(made) if form == "all" else _chosen(made, form) if form else [made[0]]
    single = chosen[0] if len(chosen) == 1 else None
    lines = view(conversion, title) if single is not None and single.form == "report" else ()
    private = any(one.is_private for one in chosen)
    return Reply(
        _joined([(one.name, one.text) for one in chosen]),
        single.syntax if single is not None else "text",
        records(conversion, chosen),
        (*((_PRIVATE,) if private else ()), *(() if form else _left_out(conversion, made))),
        view=lines,
        masked=_joined([(one.name, one.masked) for one in chosen]) if private else "",
    )


def _chosen(made: Sequence[Piece], form: str) -> list[Piece]:
    found = [one for one in made if one.form == form]
    if not found:
        words = f"the conversion makes nothing that '--to {form}' could be"
        forms = ", ".join(dict.fromkeys(one.form for one in made))
        raise CrmError(Diagnostic("not-made", words, subject=form, hint=f"it makes: {forms}"))
    return found


def _joined(texts: Sequence[tuple[str, str]]) -> str:
    """Return a text as it is, several under their names."""
    if len(texts) == 1:
        return texts[0][1]
    return "\n".join(f"==> {name} <==\n{text}" for name, text in texts)


def _left_out(conversion: Conversion, made: Sequence[Piece]) -> list[str]:
    """Say what was made besides the first file, and how to get it."""
    rest = [one for one in made[1:] if one.form not in {"xml", "report"}]
    found = [f"{one.name} was made too: '--to {one.form}' prints it" for one in rest]
    if conversion.todo:
        count = len(conversion.todo)
        things = "1 thing is" if count == 1 else f"{count} things are"
        found.append(f"{things} left to do: '--to report' lists what, and what became of what")
    return found


# ------------------------------------------------------------------ files


def _written(
    context: Context, conversion: Conversion, chosen: Sequence[Piece], wanted: Wishes
) -> Reply:
    notes = write_pieces(wanted.folder, chosen, force=wanted.force, dry_run=context.options.dry_run)
    return Reply(records=records(conversion, chosen, wanted.folder), notes=tuple(notes))
