"""`group`, `clone` and `ms`."""

from collections.abc import Sequence
from typing import Any

import pyparsing as pp

from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.nvpair import DESCRIPTION, implicit_set, nvset
from crmsh_py.grammar.terminals import (
    END_SUPPRESSED,
    Identifier,
    Reference,
    Told,
    keyword,
    produce,
)
from crmsh_py.grammar.tree import Clone, Group, NvSet, Word
from crmsh_py.source import Span

_SETS = ("params", "meta")


def _sets(tokens: Sequence[Any]) -> tuple[NvSet, ...]:
    return tuple(token for token in tokens if isinstance(token, NvSet))


def _description(tokens: Sequence[Any]) -> str | None:
    return next((token.value for token in tokens if isinstance(token, Told)), None)


def _group(span: Span, tokens: Sequence[Any]) -> Group:
    members = tuple(token for token in tokens[2:] if isinstance(token, Word))
    return Group(tokens[1].text, members, _sets(tokens), _description(tokens), span=span)


def _clone(span: Span, tokens: Sequence[Any]) -> Clone:
    keyword_, id_, rsc, *rest = tokens
    return Clone(id_.text, rsc, _sets(rest), _description(rest), keyword_.text == "ms", span=span)


_TAIL = pp.Opt(DESCRIPTION) + pp.Opt(implicit_set("params")) + nvset(*_SETS)[...] + END_SUPPRESSED
GROUP = produce(
    _group,
    keyword("group") + Identifier() + Reference(Kind.PRIMITIVE, reserved=_SETS)[1, ...] + _TAIL,
)
CLONE = produce(
    _clone, keyword("clone") + Identifier() + Reference(Kind.CHILD, reserved=_SETS) + _TAIL
)
MS = produce(
    _clone, keyword("ms", "master") + Identifier() + Reference(Kind.CHILD, reserved=_SETS) + _TAIL
)
