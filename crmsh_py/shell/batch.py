"""Running without a prompt: a command file, standard input, or the words of the command line.

A file is checked whole before its first line is carried out.  The first error ends it, and
nothing that was not committed is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType

from crmsh_py.codes import ExitStatus
from crmsh_py.commands import levels
from crmsh_py.commands.aliases import Expansion, command_line, expand, expanded
from crmsh_py.commands.committing import Terms, commit_reply
from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.counting import counted
from crmsh_py.commands.declare import words_of
from crmsh_py.commands.interpreting import Bound, understand
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, worst_status
from crmsh_py.grammar.script import RawStatement, split
from crmsh_py.shell.output import Output
from crmsh_py.source import Location, Source, Span

NO_ALIASES: Mapping[str, str] = MappingProxyType({})
"""A file means the same whoever runs it."""


def run_script(text: str, name: str, context: Context, output: Output) -> ExitStatus:
    """Carry out the commands of a text, starting at the level of the context."""
    with output.going_on(f"checking {name}"):
        lines, problems = check(text, name, context.path)
    if problems:
        output.diagnostics(problems)
        return ExitStatus.DATA_ERROR
    with output.going_on(name):
        for bound in counted(output.progress, lines, name):
            status = _run(bound, context, output)
            if status is not ExitStatus.OK:
                return status
    return _refuse_pending(lines, context, output)


def check(
    text: str, name: str, path: tuple[str, ...], aliases: Mapping[str, str] = NO_ALIASES
) -> tuple[list[Bound], list[Diagnostic]]:
    """Understand every line of a text; return them, and everything that is wrong."""
    raw, problems = split(text, name)
    lines: list[Bound] = []
    for one in raw:
        try:
            bound = _understood(one, path, aliases)
        except CrmError as error:
            problems += located(error.diagnostics, one.source)
            continue
        lines.append(bound)
        path = bound.after
        if bound.quits:
            break
    problems.sort(key=lambda one: one.location.position if one.location else (0, 0))
    return lines, problems


def _understood(raw: RawStatement, path: tuple[str, ...], aliases: Mapping[str, str]) -> Bound:
    """Return what a line means; what is wrong with it, now or later, points at what was typed.

    Raises CrmError.
    """
    expansion = expand(raw, path, aliases)
    if not expansion.line:
        return understand(raw, path)
    with _as_typed(expansion):
        bound = understand(expansion.raw, path)

    def call(context: Context) -> Reply:
        with _as_typed(expansion):
            return bound.call(context)

    return replace(bound, source=raw.source, call=call)


@contextmanager
def _as_typed(expansion: Expansion) -> Iterator[None]:
    """Let what is wrong with a line point at what was typed in its place."""
    try:
        yield
    except CrmError as error:
        found = located(error.diagnostics, expansion.raw.source, fallback=False)
        raise CrmError(*expansion.as_typed(found)) from None


def _run(bound: Bound, context: Context, output: Output) -> ExitStatus:
    try:
        with output.going_on(bound.name):
            reply = bound.call(context)
            output.reply(reply)
    except CrmError as error:
        output.diagnostics(_placed(error.diagnostics, bound.source, context))
        return worst_status(error.diagnostics)
    context.path = bound.after
    return reply.status


def _placed(
    diagnostics: Sequence[Diagnostic], source: Source, context: Context
) -> Sequence[Diagnostic]:
    """Return diagnostics with the place of their command, where that says something.

    What is wrong with the configuration itself is no fault of the command that asked for it,
    and on the command line there is one command only: there, a place is a word of it.
    """
    if context.unreadable:
        return diagnostics
    return located(diagnostics, source, fallback=not context.one_liner)


def located(
    diagnostics: Sequence[Diagnostic], source: Source, *, fallback: bool = True
) -> list[Diagnostic]:
    """Return diagnostics, those without a place pointing at the word that they are about.

    Without such a word they point at the command, if `fallback` says so.
    """
    found = []
    for one in diagnostics:
        span = _word(source, one.subject)
        if span is None and fallback and one.severity is not Severity.INFO:
            span = _first_word(source)
        if one.location is None and span is not None:
            found.append(replace(one, location=Location(source, span)))
        else:
            found.append(one)
    return found


def _word(source: Source, subject: str | None) -> Span | None:
    """Return where a command names something, as a word of its own behind the command word."""
    words = words_of(source)[1:] if subject else []
    return next((word.span for word in words if word.text == subject), None)


def _first_word(source: Source) -> Span:
    return RawStatement(source).word_span


def _refuse_pending(lines: list[Bound], context: Context, output: Output) -> ExitStatus:
    if not context.has_changes:
        return ExitStatus.OK
    output.diagnostics(
        [
            Diagnostic(
                "uncommitted-changes",
                "the commands ended with changes that were not committed; nothing was written",
                location=Location(lines[-1].source, _first_word(lines[-1].source)),
                hint="put 'commit' after them",
            )
        ]
    )
    return ExitStatus.DATA_ERROR


# ------------------------------------------------------------------ the command line


def run_words(words: Sequence[str], context: Context, output: Output) -> ExitStatus:
    """Carry out the one command that the words of the command line are; changes are committed."""
    typed = command_line(words)
    try:
        bound = _understood(typed, context.path, context.options.preferences.aliases)
    except CrmError as error:
        output.diagnostics(located(error.diagnostics, typed.source))
        return worst_status(error.diagnostics)
    context.one_liner = True
    status = _run(bound, context, output)
    if status is not ExitStatus.OK or not context.was_edited:
        return status
    try:
        with output.going_on("commit"):
            reply = commit_reply(context, Terms(context.options.force))
            output.reply(reply)
    except CrmError as error:
        output.diagnostics(_placed(error.diagnostics, bound.source, context))
        return worst_status(error.diagnostics)
    return reply.status


JSON = "--json"


def json_behind(words: Sequence[str], aliases: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the words of a command without a `--json` among them that is meant for crm itself.

    None if there is none: a statement has no options, and some commands have this one themselves.
    """
    if JSON not in words:
        return None
    meant = expanded(words, aliases)
    path: tuple[str, ...] = ()
    at = 0
    while at < len(meant) and meant[at].lower() in levels.at(path).levels:
        path, at = (*path, meant[at].lower()), at + 1
    command = levels.at(path).find(meant[at])
    if command is None or command.statement or JSON not in meant[at + 1 :]:
        return None
    if any(JSON in (one.option, *one.choices) for one in command.parameters):
        return None
    where = words.index(JSON, max(1, at + 1 - (len(meant) - len(words))))
    return (*words[:where], *words[where + 1 :])


def level_of(words: Sequence[str]) -> tuple[str, ...] | None:
    """Return the level that words name, or None if they name a command."""
    path: tuple[str, ...] = ()
    for word in words:
        if word.lower() not in levels.at(path).levels:
            return None
        path = (*path, word.lower())
    return path
