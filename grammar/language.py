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
from crmsh_py.grammar.expected import Completion, Expectation, Matched
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.statements import STATEMENTS
from crmsh_py.grammar.terminals import RefusedError, Terminal, refused
from crmsh_py.grammar.trace import Passed, Trace
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
    try:
        _refuse_nested(source.text)
        statement: Statement = rule(keyword)._parse(source.text, 0)[1][0]
    except pp.ParseBaseException:
        raise CrmError(explain(keyword, source)) from None
    except RefusedError as problem:
        diagnostic = refused(problem)
        raise CrmError(_located(diagnostic, source, problem.span)) from None
    return statement


def _refuse_nested(text: str) -> None:
    """Raise RefusedError if parentheses stand deeper in each other than parsing can follow."""
    depth = 0
    for one in lexical.words(text) if "(" in text else ():
        written = text[one.span.start : one.span.end]  # quoted ones count for nothing
        depth += len(written.rstrip(")")) - len(written.lstrip("("))
        if depth > MAX_NESTED:
            words = f"parentheses stand more than {MAX_NESTED} deep in each other"
            raise RefusedError(one.span, words, "take those out that change nothing")


def _located(diagnostic: Diagnostic, source: Source, span: Span) -> Diagnostic:
    return Diagnostic(
        diagnostic.code,
        diagnostic.message,
        location=Location(source, span),
        hint=diagnostic.hint,
    )


# ------------------------------------------------------------------ what is wrong


@dataclass(frozen=True, slots=True)
class Followed:
    """How far a statement is right: `trace` has its words, as the rules took them.

    `refused` is there if they are those of the grammar, but what they say is not.
    """

    trace: Trace
    is_right: bool
    refused: RefusedError | None = None


def follow(keyword: str, text: str) -> Followed:
    """Parse a statement in order to learn how far it is right.  Never raises for any text."""
    trace = Trace(text)
    try:
        _refuse_nested(text)
        rule(keyword)._parse(trace, 0)
    except pp.ParseBaseException:
        return Followed(trace, is_right=False)
    except RefusedError as problem:
        return Followed(trace, is_right=False, refused=problem)
    return Followed(trace, is_right=True)


def explain(keyword: str, source: Source) -> Diagnostic:
    """Say why a statement does not parse: what was expected where, and what was meant perhaps."""
    followed = follow(keyword, source.text)
    if followed.refused is not None:
        return _located(refused(followed.refused), source, followed.refused.span)
    trace = followed.trace
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


def complete(keyword: str, text: str) -> Completion:
    """Say what may stand at the end of a text.  Never raises for any text."""
    trace = Trace(text, cursor=True)
    with contextlib.suppress(pp.ParseBaseException, RecursionError):
        # Without actions, nothing that is said is refused: the words may not be complete yet.
        rule(keyword)._parse(trace, 0, do_actions=False)
    ways = {id(passed): _way(passed) for _, passed in trace.missed.values()}
    found = tuple(
        _expectation(terminal, ways[id(passed)]) for terminal, passed in trace.missed.values()
    )
    return Completion(text[trace.offset :], trace.offset, found)


def _expectation(terminal: Terminal, before: tuple[Matched, ...]) -> Expectation:
    opened = (one.opens for one in reversed(before) if one.opens)
    within = terminal.within or next(opened, "")
    return Expectation(terminal.kind, terminal.label, terminal.choices, before, within)


def _way(passed: Passed | None) -> tuple[Matched, ...]:
    found = []
    while passed is not None:
        one = passed.terminal
        found.append(Matched(one.kind, one.label, passed.word, one.opens))
        passed = passed.before
    return tuple(reversed(found))
