"""Statements said in other words that mean the same: changes of the text, each of them proven.

A rule says where to change the text, and what the statement is then.  The changed text is parsed:
if it says anything else, nothing is changed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from crmsh_py.agents.library import Library
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar import tree
from crmsh_py.grammar.statements import parse, statement_keyword
from crmsh_py.model.given import Given
from crmsh_py.model.releases import Release
from crmsh_py.source import Span
from crmsh_py.verify.options.judging import Version


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules need to know: the agents, and which schema and Pacemaker the text is for."""

    library: Library
    schema: Release
    pacemaker: Version = ()
    """The release that `dc-version` says; empty if it does not."""

    def has(self, since: Version) -> bool:
        """Tell whether Pacemaker knows what came with a release."""
        return not self.pacemaker or self.pacemaker >= since


@dataclass(frozen=True, slots=True)
class Change:
    """What comes in the place of a stretch of a statement's text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Changes of a statement, and the statement that it is then."""

    changes: tuple[Change, ...]
    statement: tree.Statement


Rule = Callable[[Given, Facts], Rewrite | None]
"""Returns how to say a statement better; None if there is nothing to better."""


def rewritten(given: Given, rule: Rule, facts: Facts) -> Given | None:
    """Return a statement as a rule says it; None if the rule has nothing to say to it."""
    rewrite = rule(given, facts)
    if rewrite is None or not rewrite.changes:
        return None
    text = _changed(given.source.text, rewrite.changes)
    source = replace(given.source, text=text)
    try:
        keyword = statement_keyword(text.split(maxsplit=1)[0])
        statement = parse(keyword or "", source) if keyword else None
    except CrmError:
        return None
    if statement is None or statement != rewrite.statement:
        return None
    return Given(statement, source, given.comments)


def _changed(text: str, changes: Sequence[Change]) -> str:
    pieces, end = [], 0
    for one in sorted(changes, key=lambda one: one.span.start):
        if one.span.start < end:
            return text  # they overlap: then it is none of the rewrites that are meant
        pieces += [text[end : one.span.start], one.text]
        end = one.span.end
    return "".join([*pieces, text[end:]])


def mapped(node: Any, change: Callable[[Any], Any]) -> Any:
    """Return a part of a syntax tree with every part in it changed, the inner ones first."""
    if isinstance(node, tuple):
        return tuple(mapped(one, change) for one in node)
    if not is_dataclass(node) or isinstance(node, type | Span):
        return node
    inner = {one.name: mapped(getattr(node, one.name), change) for one in fields(node)}
    return change(replace(node, **inner))
