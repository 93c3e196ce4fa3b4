"""Running without a prompt: a command file, standard input, or the words of the command line.

A file is checked whole before its first line is carried out.  The first error ends it, and
nothing that was not committed is kept.
"""

from collections.abc import Sequence
from dataclasses import replace

from crmsh_py.codes import ExitStatus
from crmsh_py.commands import levels
from crmsh_py.commands.committing import Terms, commit_reply
from crmsh_py.commands.context import Context
from crmsh_py.commands.declare import words_of
from crmsh_py.commands.interpreting import Bound, understand
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity, worst_status
from crmsh_py.grammar.lexical import quote_argument
from crmsh_py.grammar.script import RawStatement, split
from crmsh_py.shell.output import Output
from crmsh_py.source import Location, Source, Span


def run_script(text: str, name: str, context: Context, output: Output) -> ExitStatus:
    """Carry out the commands of a text, starting at the level of the context."""
    lines, problems = check(text, name, context.path)
    if problems:
        output.diagnostics(problems)
        return ExitStatus.DATA_ERROR
    for bound in lines:
        status = _run(bound, context, output)
        if status is not ExitStatus.OK:
            return status
    return _refuse_pending(lines, context, output)


def check(text: str, name: str, path: tuple[str, ...]) -> tuple[list[Bound], list[Diagnostic]]:
    """Understand every line of a text; return them, and everything that is wrong."""
    raw, problems = split(text, name)
    lines: list[Bound] = []
    for one in raw:
        try:
            bound = understand(one, path)
        except CrmError as error:
            problems += located(error.diagnostics, one.source)
            continue
        lines.append(bound)
        path = bound.after
        if bound.quits:
            break
    problems.sort(key=lambda one: one.location.position if one.location else (0, 0))
    return lines, problems


def _run(bound: Bound, context: Context, output: Output) -> ExitStatus:
    try:
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
    source = Source("<command line>", " ".join(map(quote_argument, words)))
    try:
        bound = understand(RawStatement(source), context.path)
    except CrmError as error:
        output.diagnostics(located(error.diagnostics, source))
        return worst_status(error.diagnostics)
    context.one_liner = True
    status = _run(bound, context, output)
    if status is not ExitStatus.OK or not context.was_edited:
        return status
    try:
        reply = commit_reply(context, Terms(context.options.force))
        output.reply(reply)
    except CrmError as error:
        output.diagnostics(_placed(error.diagnostics, source, context))
        return worst_status(error.diagnostics)
    return reply.status


JSON = "--json"


def json_behind(words: Sequence[str]) -> tuple[str, ...] | None:
    """Return the words of a command without a `--json` among them that is meant for crm itself.

    None if there is none: a statement has no options, and some commands have this one themselves.
    """
    if JSON not in words:
        return None
    path: tuple[str, ...] = ()
    at = 0
    while at < len(words) and words[at].lower() in levels.at(path).levels:
        path, at = (*path, words[at].lower()), at + 1
    command = levels.at(path).find(words[at])
    if command is None or command.statement or JSON not in words[at + 1 :]:
        return None
    if any(JSON in (one.option, *one.choices) for one in command.parameters):
        return None
    where = words.index(JSON, at + 1)
    return (*words[:where], *words[where + 1 :])


def level_of(words: Sequence[str]) -> tuple[str, ...] | None:
    """Return the level that words name, or None if they name a command."""
    path: tuple[str, ...] = ()
    for word in words:
        if word.lower() not in levels.at(path).levels:
            return None
        path = (*path, word.lower())
    return path
