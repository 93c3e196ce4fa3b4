"""`lifetime`: the rules that say how long a constraint holds (schemas before pacemaker-4.0)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyparsing as pp

from crmsh_py.grammar.rules import RULE
from crmsh_py.grammar.terminals import keyword, produce
from crmsh_py.grammar.tree import Rule
from crmsh_py.source import Span


@dataclass(frozen=True, slots=True)
class Lifetime:
    """The rules of a lifetime, until the constraint takes them."""

    rules: tuple[Rule, ...]
    span: Span


def _lifetime(span: Span, tokens: Sequence[Any]) -> Lifetime:
    return Lifetime(tuple(tokens[1:]), span)


def lifetime_of(tokens: Sequence[Any]) -> tuple[Rule, ...]:
    """Return the rules of the lifetime among the tokens of a constraint."""
    return next((token.rules for token in tokens if isinstance(token, Lifetime)), ())


LIFETIME = pp.Opt(produce(_lifetime, keyword("lifetime") + RULE[1, ...]))
