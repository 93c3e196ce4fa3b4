"""Files as `lint` and `fmt` take them: what a file holds, and its lines understood one by one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crmsh_py import xmltree
from crmsh_py.commands import levels
from crmsh_py.commands.characters import refuse_unwritable_comments
from crmsh_py.commands.context import Context
from crmsh_py.commands.interpreting import Bound, understand
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.files import decoded
from crmsh_py.grammar import tree
from crmsh_py.grammar.script import RawStatement, split
from crmsh_py.grammar.statements import parse
from crmsh_py.model.given import Given
from crmsh_py.source import Location, Source, Span

STDIN = "<stdin>"
_CONFIGURE = ("configure",)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BROKEN = re.compile(r"\\\s*\n\s*")
_XML_BEGINS = (b"<", b"<\0", b"\0<")


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its octets, and what messages call it."""

    file: str
    octets: bytes

    @property
    def name(self) -> str:
        """The name of the file as it was given."""
        return STDIN if self.file == "-" else self.file

    @property
    def is_xml(self) -> bool:
        """Whether it is XML, right or wrong, and no text of commands."""
        octets = self.octets
        for mark in _MARKS:
            octets = octets.removeprefix(mark)
        return octets.lstrip(b" \t\r\n").startswith(_XML_BEGINS)

    @property
    def start(self) -> Location:
        """The beginning of the file: the place of what is about all of it."""
        return Location(Source(self.name, ""), Span(0, 0))


def read(context: Context, file: str) -> Document:
    """Read a file, `-` being standard input.  Raises CrmError."""
    try:
        return Document(file, context.interaction.read_octets(file, xmltree.MAX_BYTES))
    except CrmError as error:
        start = Document(file, b"").start
        placed = (replace(one, location=start, subject=file) for one in error.diagnostics)
        raise CrmError(*placed) from None


@dataclass(frozen=True, slots=True)
class Line:
    """A command of a text, continuation lines included; it was understood if it is `bound`.

    `bare` is what a statement says that is its keyword alone: as a command, it shows something.
    """

    raw: RawStatement
    bound: Bound | None = None
    bare: Given | None = None

    @property
    def given(self) -> Given | None:
        """The statement, as `load` reads it."""
        return self.bound.given or self.bare if self.bound else None

    @property
    def levels(self) -> list[str]:
        """The names of levels in front of the command."""
        text = self.raw.source.text
        own = self.bound.source.text if self.bound else text
        return _BROKEN.sub(" ", text[: len(text) - len(own)]).split()


@dataclass(frozen=True, slots=True)
class Script:
    """A text of commands: those that are sound as a text, in their order, and all that is wrong.

    `unsound` are the sources of what is wrong as a text already.  What stands behind a `quit` is
    not carried out, and not looked at: `end` is the line, counted from 0, at which it begins.
    """

    name: str
    text: str
    lines: tuple[Line, ...]
    problems: tuple[Diagnostic, ...]
    unsound: tuple[Source, ...]
    end: int

    @property
    def is_configuration(self) -> bool:
        """Whether it is statements alone, as `save` writes them: their order does not matter."""
        lines = [one for one in self.lines if one.bound is not None]
        return all(one.given is not None and not one.levels for one in lines)

    def property(self, name: str) -> str | None:
        """Return what the text says that a property of the cluster is."""
        pairs = (
            pair
            for line in self.lines
            if line.given is not None and isinstance(line.given.statement, tree.Options)
            for pair in line.given.statement.nvpairs
            if line.given.statement.keyword == "property" and pair.name == name
        )
        return next((pair.value for pair in pairs), None)


def read_script(document: Document) -> Script:
    """Understand every line of a text.  Raises CrmError (undecodable-text) if it is none."""
    name = document.name
    text = decoded(document.octets, name).replace("\r\n", "\n")
    raw, problems = split(text, name)
    unsound = tuple(one.location.source for one in problems if one.location)
    problems += _unwritable_comments(text, name)
    lines, failed = _understood(raw)
    problems += failed
    problems.sort(key=lambda one: one.location.position if one.location else (0, 0))
    end = text.count("\n") + 1
    if lines and (last := lines[-1]).bound is not None and last.bound.quits:
        end = last_row(last.raw.source)
        problems = [one for one in problems if one.location and one.location.position[0] <= end]
    return Script(name, text, tuple(lines), tuple(problems), unsound, end)


def last_row(source: Source) -> int:
    """Return the number, from 1, of the line in which a statement ends."""
    return source.line + source.text.count("\n")


def _unwritable_comments(text: str, name: str) -> list[Diagnostic]:
    try:
        refuse_unwritable_comments(text, name)
    except CrmError as error:
        return list(error.diagnostics)
    return []


def _understood(raw: Sequence[RawStatement]) -> tuple[list[Line], list[Diagnostic]]:
    """Understand the lines of a text, at the level that it begins at.

    Where no word tells which that is, it is the one where less is wrong.
    """
    told = start_level(raw)
    levels_ = [_CONFIGURE, ()] if told is None else [told]
    return min((_understood_at(path, raw) for path in levels_), key=lambda one: len(one[1]))


def _understood_at(
    path: tuple[str, ...], raw: Sequence[RawStatement]
) -> tuple[list[Line], list[Diagnostic]]:
    lines: list[Line] = []
    problems: list[Diagnostic] = []
    for one in raw:
        try:
            bound = understand(one, path)
        except CrmError as error:
            lines.append(Line(one))
            problems += (_placed(problem, one) for problem in error.diagnostics)
            continue
        lines.append(Line(one, bound, _bare(bound, one)))
        path = bound.after
        if bound.quits:
            break
    return lines, problems


def _bare(bound: Bound, raw: RawStatement) -> Given | None:
    command = bound.command
    if command is None or command.statement is None or bound.given is not None:
        return None
    try:
        statement = parse(command.statement, bound.source)
    except CrmError:
        return None
    return Given(statement, bound.source, raw.comments)


def _placed(problem: Diagnostic, raw: RawStatement) -> Diagnostic:
    if problem.location is not None:
        return problem
    return replace(problem, location=Location(raw.source, raw.word_span))


def start_level(raw: Sequence[RawStatement]) -> tuple[str, ...] | None:
    """Return the level that a text begins at: the top, or `configure`; None: no telling.

    `crm -f FILE` begins at the top; `crm configure < FILE` and `load` read statements at once.
    The first word that only one of the levels has tells which it is.
    """
    top, configure = _words_at(()), _words_at(_CONFIGURE)
    for one in raw:
        word = one.word.lower()
        if word.startswith("/") or (word in top and word not in configure):
            return ()
        if word in configure and word not in top:
            return _CONFIGURE
    return None


def _words_at(path: tuple[str, ...]) -> set[str]:
    level = levels.at(path)
    return {*level.words(), *level.levels}
