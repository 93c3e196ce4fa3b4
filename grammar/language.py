"""The entry points: parse a statement, say what is wrong with one, complete one.

The rules are reached through one table of names, so that a one-liner builds only the rule
that it needs.
"""

import contextlib
import difflib
import importlib
from dataclasses import dataclass

import pyparsing as pp

from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.statements import STATEMENTS
from crmsh_py.grammar.terminals import RefusedError, Terminal, Trace, refused
from crmsh_py.grammar.tree import Statement
from crmsh_py.source import Location, Source, Span

MAX_NESTED = 24
"""So deep may rules stand in each other as text: each level takes some 30 frames of stack."""


def rule(keyword: str) -> pp.ParserElement:
    """Return the rule of a statement; `keyword` is one of STATEMENTS."""
    module, name = STATEMENTS[keyword]
    found: pp.ParserElement = getattr(importlib.import_module(module), name)
    return found


def parse(keyword: str, source: Source) -> Statement:
    """Parse a statement.

    Raises CrmError with one diagnostic (syntax-error and its like) if it is not one.
    """
    if "(" in source.text:
        _refuse_nested(source)
    try:
        statement: Statement = rule(keyword)._parse(source.text, 0)[1][0]
    except pp.ParseBaseException:
        raise CrmError(explain(keyword, source)) from None
    except RefusedError as problem:
        diagnostic = refused(problem)
        raise CrmError(_located(diagnostic, source, problem.span)) from None
    return statement


def _refuse_nested(source: Source) -> None:
    """Raise CrmError if parentheses stand deeper in each other than parsing can follow."""
    depth = 0
    for one in lexical.words(source.text):
        written = source.text[one.span.start : one.span.end]  # quoted ones count for nothing
        depth += len(written.rstrip(")")) - len(written.lstrip("("))
        if depth > MAX_NESTED:
            words = f"parentheses stand more than {MAX_NESTED} deep in each other"
            place = Location(source, one.span)
            hint = "take those out that change nothing"
            raise CrmError(Diagnostic("syntax-error", words, location=place, hint=hint))


def _located(diagnostic: Diagnostic, source: Source, span: Span) -> Diagnostic:
    return Diagnostic(
        diagnostic.code,
        diagnostic.message,
        location=Location(source, span),
        hint=diagnostic.hint,
    )


# ------------------------------------------------------------------ what is wrong


def explain(keyword: str, source: Source) -> Diagnostic:
    """Say why a statement does not parse: what was expected where, and what was meant perhaps."""
    trace = Trace(source.text)
    try:
        rule(keyword)._parse(trace, 0)
    except pp.ParseBaseException:
        pass
    except RefusedError as problem:
        return _located(refused(problem), source, problem.span)
    offset, expected = trace.furthest()
    found = _word_at(source.text, offset)
    span = Span(offset, offset + len(found))
    for terminal in expected:
        better = terminal.explain(found) if found else None
        if better:
            code = "invalid-id" if terminal.kind is Kind.NEW_ID else "syntax-error"
            return Diagnostic(code, better[0], location=Location(source, span), hint=better[1])
    labels = [terminal.label for terminal in expected]
    what = repr(lexical.unquote(found)) if found else "the end of the statement"
    return Diagnostic(
        "syntax-error",
        f"expected {alternatives(labels)}, found {what}",
        location=Location(source, span),
        hint=_suggestion(found, expected) or _misread_keyword(trace, offset, expected),
    )


def alternatives(labels: list[str]) -> str:
    """Join labels as a sentence has it: `a, b or c`."""
    if len(labels) < 2:
        return labels[0] if labels else "nothing more"
    return f"{', '.join(labels[:-1])} or {labels[-1]}"


def _word_at(text: str, offset: int) -> str:
    match = lexical.NEXT_WORD.match(text, offset)
    return match["word"] if match else text[offset:].split("\n", maxsplit=1)[0]


def _suggestion(found: str, expected: list[Terminal]) -> str | None:
    choices = {choice.lower(): choice for terminal in expected for choice in terminal.choices}
    near = difflib.get_close_matches(found.lower(), choices, n=1, cutoff=0.6)
    return f"did you mean '{choices[near[0]]}'?" if near else None


def _misread_keyword(trace: Trace, offset: int, expected: list[Terminal]) -> str | None:
    """Name a keyword that the word before the error may have been meant as."""
    before = max((at for at in trace.matched if at < offset), default=None)
    if before is None:
        return None
    terminal, word = trace.matched[before]
    if terminal.kind is Kind.KEYWORD or "=" in word:
        return None
    return _suggestion(word, [one for one in expected if one.kind is Kind.KEYWORD])


# ------------------------------------------------------------------ completion


@dataclass(frozen=True, slots=True)
class Expectation:
    """What may stand at the cursor: its kind, its label, fixed choices, and the words before."""

    kind: Kind
    label: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """The word being typed, where it starts, what may stand there, and what stands before it."""

    word: str
    start: int
    expected: tuple[Expectation, ...]
    before: tuple[tuple[Kind, str], ...]


def complete(keyword: str, text: str) -> Completion:
    """Say what may stand at the end of a text.  Never raises for any text."""
    trace = Trace(text, cursor=True)
    with contextlib.suppress(pp.ParseBaseException, RefusedError):
        rule(keyword)._parse(trace, 0)
    offset, expected = trace.furthest()
    return Completion(
        text[offset:],
        offset,
        tuple(Expectation(one.kind, one.label, one.choices) for one in expected),
        tuple(
            (terminal.kind, word)
            for at, (terminal, word) in sorted(trace.matched.items())
            if at < offset
        ),
    )
