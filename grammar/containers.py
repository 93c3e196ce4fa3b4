"""`group`, `clone` and `ms`."""

import re
from collections.abc import Sequence
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.nvpair import (
    DESCRIPTION,
    SIMPLE_PAIRS,
    implicit_set,
    nvset,
    simple_pairs,
)
from crmsh_py.grammar.terminals import (
    END_SUPPRESSED,
    Fast,
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


# ------------------------------------------------------------------ the accelerator

_SIMPLE_META = rf"{lexical.BLANK}+(?P<meta>meta)(?P<pairs>{SIMPLE_PAIRS}+)"
_SIMPLE_STATEMENT = (
    rf"{lexical.BLANK}*(?P<keyword>group|clone){lexical.BLANK}+(?P<id>[A-Za-z_][\w.-]*+)"
    rf"(?P<members>(?:{lexical.BLANK}+(?!(?:params|meta){lexical.END_OF_WORD})"
    rf"[A-Za-z_][\w.-]*+{lexical.END_OF_WORD})+)(?:{_SIMPLE_META})?{lexical.BLANK}*\Z"
)
_MEMBER = re.compile(r"[A-Za-z_][\w.-]*+")


def _fast_statement(match: re.Match[str]) -> list[Any]:
    members = [
        Word(found[0], Span(*found.span()))
        for found in _MEMBER.finditer(match.string, *match.span("members"))
    ]
    if match["keyword"] == "clone" and len(members) > 1:
        raise pp.ParseException(match.string, members[1].span.start)
    tokens: list[Any] = [
        Word(match["keyword"], Span(*match.span("keyword"))),
        Word(match["id"], Span(*match.span("id"))),
        *members,
    ]
    if match["meta"]:
        pairs = simple_pairs(match.string, *match.span("pairs"))
        tokens.append(NvSet("meta", pairs, span=Span(match.start("meta"), match.end("pairs"))))
    return tokens


# ------------------------------------------------------------------ rules

_FAST = Fast(_SIMPLE_STATEMENT, _fast_statement)
_TAIL = pp.Opt(DESCRIPTION) + pp.Opt(implicit_set("params")) + nvset(*_SETS)[...] + END_SUPPRESSED
GROUP = produce(
    _group,
    _FAST
    | keyword("group") + Identifier() + Reference(Kind.PRIMITIVE, reserved=_SETS)[1, ...] + _TAIL,
)
CLONE = produce(
    _clone, _FAST | keyword("clone") + Identifier() + Reference(Kind.CHILD, reserved=_SETS) + _TAIL
)
MS = produce(
    _clone, keyword("ms", "master") + Identifier() + Reference(Kind.CHILD, reserved=_SETS) + _TAIL
)
