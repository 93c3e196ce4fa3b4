"""What is wrong with what is typed so far, before Enter: one thing, where it is, what to do.

The words are those that Enter would say, and `verify` then.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.foreseeing import early, foreseen, missing, with_suggestion
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.assist.typed.placing import Line, place
from crmsh_py.assist.typed.text import Comment, Statement, parts_of
from crmsh_py.assist.typed.unfinished import may_become_right
from crmsh_py.commands.binding import expected
from crmsh_py.commands.interpreting import understand
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.grammar import lexical
from crmsh_py.grammar.language import alternatives
from crmsh_py.grammar.script import RawStatement
from crmsh_py.source import Location, Source, Span

_NAME = "<prompt>"
_MOST_LABELS = 5
_UNFINISHED = frozenset({"unclosed-quote", "unfinished-continuation"})


def hint(text: str, path: tuple[str, ...], knowledge: Knowledge) -> Diagnostic | None:
    """Return what is wrong with a text typed at a level, the cursor being at its end.

    Its place is one in the whole text.  A remark on what is still to follow (unfinished) has the
    severity of an information.  None: all is well so far.
    """
    plain = text.replace("\r\n", "\n")
    statements = [one for one in parts_of(plain, _NAME) if not isinstance(one, Comment)]
    for one in statements[:-1]:
        problem, path = _settled(one.source.text, path)
        problem = one.problem or problem
        if problem is not None:
            return _placed(problem, one, plain)
    if not statements:
        return None
    last = statements[-1]
    blank = plain[last.start + len(last.source.text) :]
    if "\n" in blank:  # the cursor is on an empty line behind it
        problem = last.problem or _settled(last.source.text, path)[0]
    else:
        above = frozenset(one.text for one in lexical.words(plain[: last.start].replace("\n", " ")))
        cursor = len(last.source.text) + len(blank)
        problem = _of_last(last, path, knowledge, (cursor, above))
    return _placed(problem, last, plain) if problem is not None else None


def _placed(problem: Diagnostic, statement: Statement, text: str) -> Diagnostic:
    """Return a diagnostic on a statement with its place in the whole text."""
    if problem.location is None:
        return problem
    inner, span = problem.location.source.text, problem.location.span
    by = statement.start + len(statement.source.text) - len(inner)
    location = Location(Source(_NAME, text), Span(span.start + by, span.end + by))
    return replace(problem, location=location)


@lru_cache(maxsize=4096)
def _settled(text: str, path: tuple[str, ...]) -> tuple[Diagnostic | None, tuple[str, ...]]:
    """Return what is wrong with a statement that is whole, and the level of the next one."""
    source = Source(_NAME, text)
    line = place(source, path)
    return None if line.wrong is None else _refusal(source, path), line.after


def _refusal(source: Source, path: tuple[str, ...]) -> Diagnostic | None:
    """Return the first thing that Enter would refuse."""
    try:
        understand(RawStatement(source), path)
    except CrmError as error:
        return error.diagnostics[0]
    return None


# ------------------------------------------------------------------ what is being typed


def _of_last(
    statement: Statement,
    path: tuple[str, ...],
    knowledge: Knowledge,
    at: tuple[int, frozenset[str]],
) -> Diagnostic | None:
    """Return what is wrong with the statement being typed.

    `at` is the cursor, and the words in the statements above: they may be new names.
    """
    cursor, above = at
    problem, source = statement.problem, statement.source
    if problem is not None:
        return None if problem.code in _UNFINISHED else problem
    line = place(source, path)
    typed = _typed(source, cursor)
    if line.wrong is not None and may_become_right(line, cursor):
        found: Iterable[Diagnostic] = early(line, knowledge)
    else:
        try:
            bound = understand(statement.raw, path)
        except CrmError as error:
            return error.diagnostics[0]
        if bound.given is None:
            found = missing(line, knowledge, typed)
        else:
            found = foreseen(bound.given, knowledge)
    here = replace(knowledge, path=path)
    ours = (one for one in found if not _is_being_typed(one, source, typed, here))
    problem = next((one for one in ours if one.subject not in above), None)
    if problem is not None:
        return with_suggestion(problem, knowledge)
    return _next(line, path) if typed is None else None


def _typed(source: Source, cursor: int) -> Span | None:
    """Return where the word at the cursor stands."""
    words = list(lexical.words(source.text)) if cursor <= len(source.text) else []
    return words[-1].span if words else None


def _next(line: Line, path: tuple[str, ...]) -> Diagnostic | None:
    """Return the remark on what is to follow a line that ends with a blank, if anything has to."""
    wrong, text = line.wrong, line.source.text
    if wrong is None or line.command is None or wrong.end < len(text):
        return None
    if line.command.statement is not None and not line.wanted:
        return _unfinished(line, path)
    if wrong.start < len(text):
        return None
    if line.command.statement is not None:
        labels = [one.label for one in line.wanted]
    else:
        before = [one.word for one in line.placed if one.parameter is not None]
        places = (one for one in expected(line.command, before) if one.required)
        labels = [one.label for one in places]
    labels = list(dict.fromkeys(labels))
    if not labels:
        return None
    more = ", ..." if len(labels) > _MOST_LABELS else ""
    said = ", ".join(labels[:_MOST_LABELS]) + more if more else alternatives(labels)
    location = Location(line.source, Span(len(text), len(text)))
    return Diagnostic("unfinished", f"next: {said}", Severity.INFO, location=location)


def _unfinished(line: Line, path: tuple[str, ...]) -> Diagnostic | None:
    """Return as a remark what Enter would refuse: what follows may still mend it."""
    problem = _refusal(line.source, path)
    if problem is None:
        return None
    return replace(problem, code="unfinished", severity=Severity.INFO)


def _is_being_typed(
    problem: Diagnostic, source: Source, typed: Span | None, knowledge: Knowledge
) -> bool:
    """Tell whether a problem is with the word at the cursor, which may become another one."""
    location, end = problem.location, len(source.text)
    if location is None or typed is None:
        return False
    word = source.text[typed.start : typed.end]
    if problem.code == "missing-parameter" and word.endswith("="):
        return True  # a value is still to come
    by = end - len(location.source.text)
    if location.span.end + by < end:
        return False
    if "=" in word:  # the name is whole
        return problem.code in _OF_VALUES
    return problem.code not in _OF_IDS or _may_become_another(word, source, knowledge)


def _may_become_another(word: str, source: Source, knowledge: Knowledge) -> bool:
    """Tell whether what can stand there begins like a word, or it is no id, but a score."""
    if lexical.ID.match(word) is None:
        return True
    lower, offered = word.lower(), complete(source.text, knowledge).candidates
    return any(one.word.lower().startswith(lower) and one.word != word for one in offered)


_OF_VALUES = frozenset({"wrong-option-value", "mistyped-parameter"})
_OF_IDS = frozenset(
    {"dangling-reference", "no-such-object", "unknown-node", "in-two-containers", "wrong-kind"}
)
"""Problems with an id: others may begin so."""
