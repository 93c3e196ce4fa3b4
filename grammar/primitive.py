"""`primitive`, `rsc_template`, `monitor`, and the operations in them."""

import re
from collections.abc import Sequence
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical
from crmsh_py.grammar.agents import CLASSES, agent_of, is_plain_agent
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.nvpair import (
    DESCRIPTION,
    PAIR,
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
    RefusedError,
    Setting,
    Terminal,
    Told,
    keyword,
    produce,
    word,
)
from crmsh_py.grammar.tree import (
    Agent,
    Monitor,
    NvPair,
    NvSet,
    Op,
    Operations,
    Primitive,
    TemplateRef,
    Word,
)
from crmsh_py.grammar.words import OP_ATTRIBUTES, ROLES
from crmsh_py.source import Span
from crmsh_py.spelling import nearest

_SET_KEYWORDS = ("params", "meta", "utilization")
_VERY_LIKE = 0.75
"""So like `interval` a parameter's name has to be to be meant as it."""


class _AgentName(Terminal):
    def __init__(self) -> None:
        super().__init__(Kind.AGENT, rf"(?!@){lexical.WORD}")

    def accepts(self, word: str) -> bool:
        quoted = word[0] in "\"'$"
        return (quoted or is_plain_agent(word)) and agent_of(lexical.unquote(word)) is not None

    def produce(self, word: str, span: Span) -> Any:
        agent = agent_of(lexical.unquote(word))
        assert agent is not None
        return Agent(agent.class_, agent.provider, agent.type, span)

    def explain(self, found: str) -> tuple[str, str | None] | None:
        if ":" not in found or "=" in found:
            return None
        class_ = found.partition(":")[0]
        if class_ not in CLASSES:
            return f"{class_!r} is not a class of resource agents", f"one of: {', '.join(CLASSES)}"
        return f"{found!r} is not the name of an agent", "ocf:provider:type, or class:type"


class _TemplateName(Terminal):
    def __init__(self) -> None:
        super().__init__(Kind.AGENT, rf"@{lexical.WORD}", label="@<template>")

    def produce(self, word: str, span: Span) -> Any:
        return TemplateRef(lexical.unquote(word[1:]), span)


def make_op(name: str, pairs: Sequence[NvPair], *, id_: str | None, span: Span) -> Op:
    """Sort an operation's pairs: those of the `<op>`, and those for the agent.

    Raises RefusedError if it is a monitor without an interval, which no schema allows.
    """
    own = tuple(pair for pair in pairs if pair.name in OP_ATTRIBUTES)
    if len({pair.name for pair in own}) < len(own):
        raise _given_twice(own)
    params = tuple(pair for pair in pairs if pair.name not in OP_ATTRIBUTES)
    if all(pair.name != "interval" for pair in own):
        if name == "monitor":
            raise RefusedError(
                span, "a monitor operation needs an interval", _interval_hint(params)
            )
        own = (*own, NvPair("interval", "0s"))
    return Op(name, own, (NvSet("op_params", params),) if params else (), id_, span=span)


def _interval_hint(others: Sequence[NvPair]) -> str:
    meant = (one.name for one in others if nearest(one.name or "", ["interval"], least=_VERY_LIKE))
    mistyped = next(meant, None)
    if mistyped is None:
        return "add 'interval=10s'"
    return f"{mistyped!r} is perhaps meant to be 'interval'"


def _given_twice(pairs: Sequence[NvPair]) -> RefusedError:
    names = [pair.name for pair in pairs]
    twice = next(pair for at, pair in enumerate(pairs) if pair.name in names[:at])
    return RefusedError(twice.span, f"{twice.name!r} is given twice", "keep one of them")


def _op(span: Span, tokens: Sequence[Any]) -> Op:
    id_ = next((token.value for token in tokens if isinstance(token, Told)), None)
    name = next(token for token in tokens[1:] if isinstance(token, Word))
    sets = tuple(token for token in tokens if isinstance(token, NvSet))
    pairs = [token for token in tokens if isinstance(token, NvPair)]
    op = make_op(name.text, pairs, id_=id_, span=span)
    return Op(op.name, op.attributes, op.sets + sets, id_, span=span)


def _operations(span: Span, tokens: Sequence[Any]) -> Operations:
    told = {token.name: token.value for token in tokens[1:]}
    return Operations(told.get("id"), told.get("id-ref"), span=span)


def _primitive(span: Span, tokens: Sequence[Any]) -> Primitive:
    keyword_, id_, agent, *rest = tokens
    description = next((token.value for token in rest if isinstance(token, Told)), None)
    clauses = tuple(token for token in rest if not isinstance(token, Told))
    return Primitive(
        id_.text, agent, clauses, description, keyword_.text == "rsc_template", span=span
    )


# ------------------------------------------------------------------ the accelerator

_SIMPLE_CLAUSE = (
    rf"{lexical.BLANK}*(?:(?P<set>params|meta|utilization)|op{lexical.BLANK}+(?P<op>[a-z_]+))"
    rf"(?P<pairs>{SIMPLE_PAIRS}+)"
)
_CLAUSE = re.compile(_SIMPLE_CLAUSE)
_CLAUSES = re.sub(r"\?P<\w+>", "?:", rf"(?:{_SIMPLE_CLAUSE})*")
_SIMPLE_STATEMENT = (
    rf"{lexical.BLANK}*(?P<keyword>primitive|rsc_template){lexical.BLANK}+"
    rf"(?P<id>[A-Za-z_][\w.-]*+){lexical.BLANK}+"
    rf"(?:(?P<agent>[A-Za-z][\w:.-]*+)|@(?P<template>[\w.-]++))"
    rf"(?:{lexical.BLANK}+description=(?P<description>\"[^\"\\\n]*+\"|[^\s\ufeff\"'\\]++))?"
    rf"(?P<clauses>{_CLAUSES}){lexical.BLANK}*\Z"
)


def _fast_statement(match: re.Match[str]) -> list[Any]:
    clauses = _CLAUSE.finditer(match.string, *match.span("clauses"))
    tokens: list[Any] = [
        Word(match["keyword"], Span(*match.span("keyword"))),
        Word(match["id"], Span(*match.span("id"))),
        _fast_agent(match),
    ]
    if match["description"] is not None:
        text = match["description"].strip('"')
        tokens.append(Told("description", text, Span(*match.span("description"))))
    return [*tokens, *map(_fast_clause, clauses)]


def _fast_agent(match: re.Match[str]) -> Agent | TemplateRef:
    """Return the agent; what only looks like one is left to the detailed rule."""
    if match["template"] is not None:
        if match["keyword"] == "rsc_template":
            raise pp.ParseException(match.string, match.start("template"))
        start, end = match.span("template")
        return TemplateRef(match["template"], Span(start - 1, end))
    agent = agent_of(match["agent"]) if is_plain_agent(match["agent"]) else None
    if agent is None:
        raise pp.ParseException(match.string, match.start("agent"))
    return Agent(agent.class_, agent.provider, agent.type, Span(*match.span("agent")))


def _fast_clause(match: re.Match[str]) -> NvSet | Op:
    pairs = simple_pairs(match.string, *match.span("pairs"))
    if match["set"]:
        return NvSet(match["set"], pairs, span=Span(match.start("set"), match.end()))
    start = match.string.rindex("op", 0, match.start("op"))
    return make_op(match["op"], pairs, id_=None, span=Span(start, match.end()))


# ------------------------------------------------------------------ rules

SET = nvset(*_SET_KEYWORDS)
OP = produce(
    _op,
    keyword("op", opens="op")
    + pp.Opt(Setting("id", Kind.SET_ID))
    + word(Kind.OP_NAME, rf"(?!@|\$(?!')){lexical.WORD}")
    + PAIR[...]
    + nvset("op_params", "op_meta")[...],
)
OPERATIONS = produce(
    _operations,
    keyword("operations")
    + pp.Opt(Setting("id", Kind.SET_ID))
    + pp.Opt(Setting("id-ref", Kind.SET_ID)),
)
_BODY = pp.Opt(DESCRIPTION) + pp.Opt(implicit_set("params")) + (SET | OPERATIONS | OP)[...]
_FAST = Fast(_SIMPLE_STATEMENT, _fast_statement)
PRIMITIVE = produce(
    _primitive,
    _FAST
    | keyword("primitive")
    + Identifier()
    + (_TemplateName() | _AgentName())
    + _BODY
    + END_SUPPRESSED,
)
RSC_TEMPLATE = produce(
    _primitive,
    _FAST | keyword("rsc_template") + Identifier() + _AgentName() + _BODY + END_SUPPRESSED,
)

_INTERVAL = r"[^\s\ufeff\"'\\:=]+"


def _monitor(span: Span, tokens: Sequence[Any]) -> Monitor:
    rsc, _, role = tokens[1].text.partition(":")
    interval, _, timeout = tokens[2].text.partition(":")
    roles = {one.lower(): one for one in ROLES}
    if role and role.lower() not in roles:
        raise RefusedError(
            tokens[1].span, f"role {role!r} is not known", f"one of: {', '.join(ROLES)}"
        )
    return Monitor(rsc, interval, roles.get(role.lower()), timeout or None, span=span)


MONITOR = produce(
    _monitor,
    keyword("monitor")
    + Reference(Kind.PRIMITIVE)
    + word(Kind.INTERVAL, rf"{_INTERVAL}(?::{_INTERVAL})?")
    + END_SUPPRESSED,
)
