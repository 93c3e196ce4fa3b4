"""Rules: when something applies (Pacemaker Explained, "Rules").

A score that is not typed is `INFINITY`, as it always was in this language; `score=none` says that
the rule has none.  So the syntax tree holds just what the CIB holds.  A rule inside another one,
between parentheses, has no score unless one is typed.
"""

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
from crmsh_py.grammar.tree import (
    DateExpression,
    Expression,
    NvPair,
    OpExpression,
    RscExpression,
    Rule,
    Word,
)
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

_QUOTES = tuple("\"'\\$")


class _Attribute(Terminal):
    """The name of a node attribute; quoted if it is also a word of the grammar."""

    def __init__(self) -> None:
        super().__init__(Kind.ATTRIBUTE, rf"(?![@(]|\$(?!')){lexical.WORD}", choices=("#uname",))

    def accepts(self, word: str) -> bool:
        if word.startswith(_QUOTES):
            return True
        return word.lower() not in NOT_ATTRIBUTES and not word.endswith(":") and "=" not in word


class _Operator(Terminal):
    """`[type:]comparison`."""

    def __init__(self, operators: Sequence[str]) -> None:
        types = "|".join(VALUE_TYPES)
        super().__init__(
            Kind.OPERATOR,
            rf"(?:(?:{types}):)?(?:{'|'.join(operators)})",
            label="|".join(operators),
            choices=operators,
            flags=re.IGNORECASE,
        )


class _Value(Terminal):
    """A value, or where to take it from: `meta{name}`, `param{name}`; `none{}` is no value.

    `none{meta}` is no value either, with a source for it all the same.
    """

    SOURCE = re.compile(
        r"(?:(meta|param|literal)\{(.*)\}|(none)\{(meta|param|literal|)\})", re.DOTALL
    )

    def __init__(self) -> None:
        super().__init__(Kind.VALUE, lexical.WORD)

    def accepts(self, word: str) -> bool:
        return not _is_glued(word) and word.lower() not in {"and", "or"}

    def explain(self, found: str) -> tuple[str, str | None] | None:
        if not _is_glued(found):
            return None
        return f"there is no blank in front of the ')' of {found!r}", f"write '{found[:-1]} )'"

    def produce(self, word: str, span: Span) -> Any:
        source = self.SOURCE.fullmatch(word)
        if source:
            name, text = source[1] or source[3], source[2] or source[4]
            return Told(name, lexical.unquote(text or ""), span)
        return Word(lexical.unquote(word), span)


def _is_glued(word: str) -> bool:
    """Tell whether a word ends in a parenthesis that it did not open."""
    return word.endswith(")") and "(" not in word and not word.startswith(_QUOTES)


class _RuleRole(Setting):
    """`role=ROLE`; the schema takes any text for one, which then stands in quotes as it is."""

    def __init__(self) -> None:
        super().__init__("role", Kind.ROLE, dollar=r"\$?", choices=ROLES)

    def accepts(self, word: str) -> bool:
        return self._is_quoted(word) or super().accepts(word)

    def produce(self, word: str, span: Span) -> Any:
        if self._is_quoted(word):
            return Told("role", lexical.unquote(word.partition("=")[2]), span)
        return super().produce(word, span)

    @staticmethod
    def _is_quoted(word: str) -> bool:
        return word.partition("=")[2].startswith(_QUOTES)


class _RuleScore(Terminal):
    """A score, or the name of the node attribute that holds it."""

    def __init__(self) -> None:
        super().__init__(Kind.SCORE, r"[^\s\ufeff\"'\\=:]+:")

    def produce(self, word: str, span: Span) -> Any:
        text = word[:-1]
        score = score_text(text)
        return Told("score" if score else "score-attribute", score or text, span)


# ------------------------------------------------------------------ expressions


def _id(tokens: Sequence[Any]) -> str | None:
    return next((t.value for t in tokens if isinstance(t, Told) and t.name == "id"), None)


def _comparison(span: Span, tokens: Sequence[Any]) -> Expression:
    attribute, operator, value, *rest = tokens
    type_, _, operation = operator.text.lower().rpartition(":")
    source = value.name if isinstance(value, Told) else None
    text = value.value if isinstance(value, Told) else value.text
    if source == "none":
        source, text = text or None, None
    return Expression(attribute.text, operation, text, type_ or None, source, _id(rest), span=span)


def _unary(span: Span, tokens: Sequence[Any]) -> Expression:
    return Expression(tokens[1].text, tokens[0].text, id=_id(tokens[2:]), span=span)


def _rsc(span: Span, tokens: Sequence[Any]) -> RscExpression:
    told = _once(tokens[1:])
    return RscExpression(
        told.get("class"), told.get("provider"), told.get("type"), told.get("id"), span=span
    )


def _op(span: Span, tokens: Sequence[Any]) -> OpExpression:
    told = _once(tokens[2:])
    return OpExpression(tokens[1].text, told.get("interval"), told.get("id"), span=span)


def _date(span: Span, tokens: Sequence[Any]) -> DateExpression:
    at = next(at for at, token in enumerate(tokens[1:], 1) if isinstance(token, Word))
    operation, rest = tokens[at].text, tokens[at + 1 :]
    own = _id(tokens[1:at])
    if operation == "lt":
        return DateExpression("lt", end=rest[0].text, id=own, span=span)
    if operation == "gt":
        return DateExpression("gt", start=rest[0].text, id=own, span=span)
    pairs = [token for token in rest if isinstance(token, NvPair)]
    fields_id = _id(rest)
    if operation == "spec":
        return DateExpression(
            "date_spec", fields=tuple(pairs), id=own, fields_id=fields_id, span=span
        )
    ends = {pair.name: pair.value for pair in pairs if pair.name in {"start", "end"}}
    fields = tuple(pair for pair in pairs if pair.name not in {"start", "end"})
    has_fields = fields or fields_id or any(isinstance(token, Word) for token in rest)
    return DateExpression(
        "in_range",
        ends.get("start"),
        ends.get("end"),
        fields if has_fields else None,
        own,
        fields_id,
        span=span,
    )


_ID = Setting("id", Kind.SET_ID)
_DATE_EXPRESSION = (
    keyword("date")
    + pp.Opt(_ID)
    + (
        (keyword("lt") | keyword("gt")) + word(Kind.DATE)
        | keyword("in", "in_range")
        + pp.Opt(_ID)
        + pp.Opt(keyword("duration"))
        + Pair(Kind.DATE_FIELD, ("start", "end", *DATE_FIELDS))[...]
        + pp.Opt(keyword("duration"))
        | keyword("spec", "date_spec") + pp.Opt(_ID) + Pair(Kind.DATE_FIELD, DATE_FIELDS)[...]
    )
)
_OF_RSC = (
    Setting("class", Kind.VALUE, dollar="")
    | Setting("provider", Kind.VALUE, dollar="")
    | Setting("type", Kind.VALUE, dollar="")
)
_NESTED = pp.Forward().set_name("<rule in parentheses>")
_EXPRESSION = (
    _NESTED
    | produce(_date, _DATE_EXPRESSION).set_name("<date expression>")
    | produce(_unary, choice(Kind.OPERATOR, UNARY) + _Attribute() + pp.Opt(_ID))
    | produce(_comparison, _Attribute() + _Operator(COMPARISONS) + _Value() + pp.Opt(_ID))
    | produce(_comparison, _Attribute() + _Operator(UNARY) + _Value() + pp.Opt(_ID))
    | produce(_rsc, keyword("rsc") + _OF_RSC[...] + pp.Opt(_ID))
    | produce(
        _op,
        keyword("op")
        + word(Kind.OP_NAME)
        + pp.Opt(Setting("interval", Kind.VALUE, dollar=""))
        + pp.Opt(_ID),
    )
).set_name("<expression>")

# ------------------------------------------------------------------ rules


def _once(tokens: Sequence[Any]) -> dict[str, str]:
    """Return the settings among some tokens.  Raises RefusedError if one is given twice."""
    told: dict[str, str] = {}
    for token in tokens:
        if isinstance(token, Told):
            if token.name in told:
                raise RefusedError(token.span, f"{token.name!r} is given twice", "keep one of them")
            told[token.name] = token.value
    return told


def _rule(span: Span, tokens: Sequence[Any]) -> Rule:
    return _make_rule(span, tokens[1:], default="INFINITY")


def _nested(span: Span, tokens: Sequence[Any]) -> Rule:
    return _make_rule(span, tokens[1:-1], default=None)


def _make_rule(span: Span, tokens: Sequence[Any], *, default: str | None) -> Rule:
    told = _once(tokens)
    if "id-ref" in told:
        return Rule(id_ref=told["id-ref"], span=span)
    attribute, score = told.get("score-attribute"), told.get("score", default)
    if attribute is not None and "score" in told:
        raise RefusedError(span, "a rule has a score or a score-attribute, not both")
    return Rule(
        tuple(token for token in tokens if not isinstance(token, Told | Word)),
        _boolean_op([token for token in tokens if isinstance(token, Word)], told),
        None if attribute is not None or score == "none" else score,
        attribute,
        told.get("role"),
        told.get("id"),
        span=span,
    )


def _boolean_op(joints: Sequence[Word], told: dict[str, str]) -> str | None:
    """Return the attribute; `and` is not written out unless `boolean-op=and` says so."""
    said = told.get("boolean-op")
    for joint in joints:
        if joint.text != (said or joints[0].text):
            raise RefusedError(
                joint.span,
                "'and' and 'or' cannot be mixed in one rule",
                "put what belongs together in parentheses: a eq 1 and ( b eq 2 or c eq 3 )",
            )
    return said or ("or" if joints and joints[0].text == "or" else None)


_ID_REF = Setting("id-ref", Kind.SET_ID)
_HEAD = (
    _ID
    | _RuleRole()
    | Setting("boolean-op", Kind.KEYWORD, dollar="", choices=("and", "or"))
    | Setting("score", Kind.KEYWORD, dollar="", choices=("none",))
    | Setting("score-attribute", Kind.ATTRIBUTE, dollar="")
    | _RuleScore()
).set_name("<rule setting>")
_CONTENT = (
    _ID_REF | _HEAD[...] + _EXPRESSION + ((keyword("and") | keyword("or")) + _EXPRESSION)[...]
).set_name("<rule content>")
_NESTED <<= produce(
    _nested,
    word(Kind.KEYWORD, r"\(", label="(", choices="(", end="")
    + _CONTENT
    + word(Kind.KEYWORD, r"\)", label=")", choices=")"),
)
RULE = produce(_rule, keyword("rule") + _CONTENT).set_name("<rule>")
