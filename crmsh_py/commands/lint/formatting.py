"""The command `fmt`: files into their canonical layout, in place, or only told."""

import difflib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crmsh_py import xmltree
from crmsh_py.codes import ExitStatus
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.counting import counted
from crmsh_py.commands.declare import Arguments, Level, Parameter, flag
from crmsh_py.commands.lint.layout import laid_out, laid_out_xml, means_the_same
from crmsh_py.commands.lint.reading import Document, read, read_script
from crmsh_py.commands.parameters import DIFF, SHOW_SECRETS
from crmsh_py.diagnostics import CrmError, Diagnostic, errors
from crmsh_py.files import write_bytes
from crmsh_py.grammar.kinds import Kind
from crmsh_py.secrets import hide


def add_commands(level: Level) -> None:
    """Declare the command in a level."""
    level.command(
        Parameter(
            "file",
            Kind.FILE,
            many=True,
            required=True,
            meaning="files of crm text or CIB XML, '-' is standard input",
        ),
        flag("--check", "only list files that would change; exit status 1"),
        DIFF,
        SHOW_SECRETS,
    )(fmt)


def fmt(context: Context, arguments: Arguments) -> Reply:
    """Lay files out as `show` and `save` do: command files, saved configurations, CIB XML.

    Statements are printed canonically, one clause a line. Ids, values, comments and their order
    stay, and so do other commands; of empty lines in a row one is left. XML is indented by two
    blanks a level. A file with syntax errors is left as it is. `-` reads standard input and
    prints the result. No cluster is needed.

    `--check` changes nothing, and lists the files that would change. `--diff` changes nothing
    and shows how files would change; passwords are masked there, unless `--show-secrets`.

    Exit status:
        1   with `--check`: a file would change
        65  a file has syntax errors, and is left as it is
        66  a file cannot be read

    Example:
        # lay it out
        fmt cluster.crm
        # would anything change? for hooks and pipelines
        fmt --check cluster.crm cib.xml
    """
    names = list(dict.fromkeys(arguments["file"]))
    done = [
        _formatted(context, name) for name in counted(context.interaction.progress, names, "fmt")
    ]
    secrets = arguments["show_secrets"] or context.options.show_secrets
    if arguments["check"] or arguments["diff"] or context.options.dry_run:
        return _told(done, arguments, secrets=secrets)
    return _written(done, secrets=secrets)


@dataclass(frozen=True, slots=True)
class _Formatted:
    """A file, and what it is to be; None if it has errors, which are its problems."""

    document: Document
    octets: bytes | None = None
    problems: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the file is not in its canonical layout."""
        return self.octets is not None and self.octets != self.document.octets


def _formatted(context: Context, file: str) -> _Formatted:
    try:
        document = read(context, file)
    except CrmError as error:
        return _Formatted(Document(file, b""), None, error.diagnostics)
    try:
        return _Formatted(document, formatted(document))
    except CrmError as error:
        placed = (
            replace(one, location=one.location or document.start) for one in error.diagnostics
        )
        return _Formatted(document, None, tuple(placed))


def formatted(document: Document) -> bytes:
    """Return what a file holds in its canonical layout.  Raises CrmError with all its errors."""
    if document.is_xml:
        octets = laid_out_xml(document)
        if octets == document.octets:
            return octets
        assert xmltree.canonical(xmltree.parse(octets, "a laid out CIB"), comments=True) == (
            xmltree.canonical(xmltree.parse(document.octets, document.name), comments=True)
        ), "layout changed the CIB"
        return octets
    script = read_script(document)
    if script.problems:
        raise CrmError(*script.problems)
    octets = laid_out(script).encode()
    if octets == document.octets:
        return octets
    again = read_script(Document(document.file, octets))
    assert means_the_same(script, again), "layout changed the meaning"
    return octets


def _status(done: Sequence[_Formatted]) -> ExitStatus:
    """Return the status for files with errors: one that cannot be read goes before others."""
    return status_of(problem for one in done for problem in one.problems)


def status_of(problems: Iterable[Diagnostic]) -> ExitStatus:
    """Return the status that errors of files lead to: 65, or 66 if one could not be read."""
    found = errors(problems)
    if any(one.status is ExitStatus.NO_INPUT for one in found):
        return ExitStatus.NO_INPUT
    return ExitStatus.DATA_ERROR if found else ExitStatus.OK


def _problems(done: Sequence[_Formatted]) -> tuple[Diagnostic, ...]:
    return tuple(problem for one in done for problem in one.problems)


def _record(one: _Formatted, *, written: bool = False) -> dict[str, object]:
    return {
        "kind": "formatted",
        "file": one.document.name,
        "changes": one.changes,
        "written": written,
    }


# ------------------------------------------------------------------ changing nothing


def _told(done: Sequence[_Formatted], arguments: Arguments, *, secrets: bool) -> Reply:
    changed = [one for one in done if one.changes]
    if arguments["diff"]:
        text = "".join(line for one in changed for line in _difference(one, secrets=secrets))
    else:
        text = "".join(f"{one.document.name}\n" for one in changed)
    status = _status(done)
    if status is ExitStatus.OK and changed and arguments["check"]:
        status = ExitStatus.ERROR
    return Reply(
        text,
        "diff" if arguments["diff"] else "text",
        [_record(one, written=False) for one in done if one.octets is not None],
        diagnostics=_problems(done),
        status=status,
    )


def _difference(one: _Formatted, *, secrets: bool) -> Iterator[str]:
    """Yield the lines of a unified diff."""
    before, after = (
        octets.decode(errors="replace") for octets in (one.document.octets, one.octets or b"")
    )
    return difference(before, after, one.document.name, secrets=secrets)


def difference(before: str, after: str, name: str, *, secrets: bool) -> Iterator[str]:
    """Yield the lines of a unified diff between two texts of a file."""
    old, new = (text if secrets else hide(text) for text in (before, after))
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), name, name
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


# ------------------------------------------------------------------ changing files


def _written(done: Sequence[_Formatted], *, secrets: bool) -> Reply:
    """Write the files that change; what is read from standard input is printed.

    A terminal gets it without passwords.
    """
    sound = [one for one in done if one.octets is not None]
    printed = [one for one in sound if one.document.file == "-"]
    changed = [one for one in sound if one.changes and one not in printed]
    outcomes = [(one, overwrite(one.document.file, one.octets or b"")) for one in changed]
    failed = [problem for _, problems in outcomes for problem in problems]
    written = [one for one, problems in outcomes if not problems]
    texts = [(one.octets or b"").decode() for one in printed]
    return Reply(
        "".join(texts),
        records=[
            *(_record(one, written=one in written) for one in sound if one not in printed),
            *({**_record(one), "text": text} for one, text in zip(printed, texts, strict=True)),
        ],
        notes=tuple(f"formatted {one.document.file}" for one in written),
        diagnostics=(*_problems(done), *failed),
        status=failed[0].status if failed else _status(done),
        masked="" if secrets else hide("".join(texts)),
    )


def overwrite(file: str, octets: bytes) -> list[Diagnostic]:
    """Replace a file, which keeps its mode and owner; return what kept that from being done."""
    if not os.access(file, os.W_OK):  # to rename another over it would not ask
        words = f"{file!r} cannot be written: it is read-only"
        return [Diagnostic("cannot-write", words, subject=file)]
    try:
        write_bytes(file, octets)
    except CrmError as error:
        return list(error.diagnostics)
    return []
