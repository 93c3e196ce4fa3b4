"""Rules: when something applies (Pacemaker Explained, "Rules")."""

import re
from collections.abc import Sequence
from typing import Any

import pyparsing as pp

from crmsh_py.grammar import lexical
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.terminals import (
    Pair,
    RefusedError,
    Setting,
    Terminal,
    Told,
    choice,
    keyword,
    produce,
    word,
)
from crmsh_py.grammar.tree import DateExpression, Expression, Rule, Word
from crmsh_py.grammar.words import (
    COMPARISONS,
    DATE_FIELDS,
    NOT_ATTRIBUTES,
    ROLES,
    UNARY,
    VALUE_TYPES,
    score_text,
)
from crmsh_py.source import Span


class _Attribute(Terminal):
    """The name of a node attribute; quoted if it is also a word of the grammar."""

    def __init__(self) -> None:
        super().__init__(Kind.ATTRIBUTE, rf"(?![$@]){lexical.WORD}", choices=("#uname",))

    def accepts(self, word: str) -> bool:
        return word.lower() not in NOT_ATTRIBUTES and not word.endswith(":") and "=" not in word


class _Operator(Terminal):
    """`[type:]comparison`; produced as (type, comparison)."""

    def __init__(self) -> None:
        types = "|".join(VALUE_TYPES)
        super().__init__(
            Kind.OPERATOR,
            rf"(?:(?:{types}):)?(?:{'|'.join(COMPARISONS)})",
            label=" ".join(COMPARISONS).replace(" ", "|"),
            choices=COMPARISONS,
            flags=re.IGNORECASE,
        )


class _Value(Terminal):
    """A value, or `meta{name}`, `param{name}`: where to take it from."""

    SOURCE = re.compile(r"(meta|param|literal)\{([^\s{}\"'\\]+)\}")

    def __init__(self) -> None:
        super().__init__(Kind.VALUE, lexical.WORD)

    def produce(self, word: str, span: Span) -> Any:
        source = self.SOURCE.fullmatch(word)
        if source:
            return Told(source[1], source[2], span)
        return Word(lexical.unquote(word), span)


class _RuleScore(Terminal):
    """A score, or the name of the node attribute that holds it."""

    def __init__(self) -> None:
        super().__init__(Kind.SCORE, r"[^\s\ufeff\"'\\=:]+:")

    def produce(self, word: str, span: Span) -> Any:
        text = word[:-1]
        score = score_text(text)
        return Told("score" if score else "score-attribute", score or text, span)


def _expression(span: Span, tokens: Sequence[Any]) -> Expression:
    if len(tokens) == 2:
        return Expression(tokens[1].text, tokens[0].text, span=span)
    attribute, operator, value = tokens
    type_, _, operation = operator.text.lower().rpartition(":")
    source = value.name if isinstance(value, Told) else None
    text = value.value if isinstance(value, Told) else value.text
    return Expression(attribute.text, operation, text, type_ or None, source, span=span)


def _date(span: Span, tokens: Sequence[Any]) -> DateExpression:
    _, operation, *rest = tokens
    match operation.text:
        case "lt":
            return DateExpression("lt", end=rest[0].text, span=span)
        case "gt":
            return DateExpression("gt", start=rest[0].text, span=span)
        case "in":
            ends = {pair.name: pair.value for pair in rest if pair.name in {"start", "end"}}
            fields = tuple(pair for pair in rest if pair.name not in {"start", "end"})
            return DateExpression("in_range", ends.get("start"), ends.get("end"), fields, span=span)
        case _:
            return DateExpression("date_spec", fields=tuple(rest), span=span)


def _rule(span: Span, tokens: Sequence[Any]) -> Rule:
    settings = {token.name: token.value for token in tokens if isinstance(token, Told)}
    expressions = tuple(t for t in tokens if isinstance(t, Expression | DateExpression))
    joints = [token for token in tokens[1:] if isinstance(token, Word)]
    for joint in joints[1:]:
        if joint.text != joints[0].text:
            raise RefusedError(
                joint.span,
                "'and' and 'or' cannot be mixed in one rule",
                "write two rules, or use one of the two words",
            )
    return Rule(
        expressions,
        joints[0].text if joints else None,
        settings.get("score"),
        settings.get("score-attribute"),
        settings.get("role"),
        settings.get("id"),
        settings.get("id-ref"),
        span=span,
    )


_DATE = keyword("date") + (
    (keyword("lt") | keyword("gt")) + word(Kind.DATE)
    | keyword("in", "in_range") + Pair(Kind.DATE_FIELD, ("start", "end", *DATE_FIELDS))[1, ...]
    | keyword("spec", "date_spec") + Pair(Kind.DATE_FIELD, DATE_FIELDS)[1, ...]
)
_SIMPLE = (
    produce(_date, _DATE)
    | produce(_expression, choice(Kind.OPERATOR, UNARY) + _Attribute())
    | produce(_expression, _Attribute() + _Operator() + _Value())
).set_name("<expression>")
_ID_REF = Setting("id-ref", Kind.SET_ID)
_HEAD = (
    pp.Opt(Setting("id", Kind.SET_ID))
    + pp.Opt(Setting("role", Kind.ROLE, dollar=r"\$?", choices=ROLES))
    + pp.Opt(_RuleScore())
)
RULE = produce(
    _rule,
    keyword("rule")
    + (_ID_REF | _HEAD + _SIMPLE + ((keyword("and") | keyword("or")) + _SIMPLE)[...]),
).set_name("<rule>")
