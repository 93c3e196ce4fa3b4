"""Words, pairs, attribute sets and rules into text."""

import re
from collections.abc import Callable, Iterable, Iterator

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import quote, quote_always, quote_name
from crmsh_py.grammar.words import (
    FIELD_NAMES,
    NOT_ATTRIBUTES,
    OPERATORS,
    RESERVED_IDS,
    ROLES,
    is_valueless_name,
    score_text,
    score_word,
)

MASK = "******"

Mask = Callable[[str], bool]
"""Tells whether the value of a name is a secret, to be shown as asterisks."""


def never(_name: str) -> bool:
    """Mask nothing."""
    return False


def join(words: Iterable[str]) -> str:
    """Join the words that are there."""
    return " ".join(filter(None, words))


_AS_IT_STANDS = re.compile(r"[\w.+-][\w.:@+;,/-]*|@[\w.-]+", re.ASCII)


def word(text: str) -> str:
    """Quote a word only if it might not be read back as it stands."""
    return text if _AS_IT_STANDS.fullmatch(text) else quote(text)


def quote_xml(text: str) -> str:
    """Quote an element: in single quotes, its lines joined by continuations."""
    return "'" + text.replace("'", "&#39;").replace("\n", " \\\n") + "'"


def setting(name: str, value: str | None) -> str:
    """Return `name=value`, or nothing if there is no value."""
    return "" if value is None else f"{name}={quote(value)}"


# ------------------------------------------------------------------ pairs and sets


def pairs(nvpairs: Iterable[tree.NvPair], mask: Mask) -> list[str]:
    """Return pairs as they are printed."""
    return [pair(one, mask) for one in nvpairs]


def pair(nvpair: tree.NvPair, mask: Mask, reserved: frozenset[str] = frozenset()) -> str:
    """Return a pair as it is printed; names that are `reserved` come in quotes."""
    name, value = nvpair.name or "", nvpair.value
    if nvpair.id_ref is not None:
        return f"@{nvpair.id_ref}" + (f":{quote_name(name)}" if nvpair.name is not None else "")
    masked = value and mask(name)
    printed = MASK if masked else quote(value or "")
    shown = quote_always(name) if name in reserved else quote_name(name)
    if nvpair.id is not None:
        short = nvpair.id == name and value is not None and name not in RESERVED_IDS
        shown = f"${name}" if short else f"${nvpair.id}:{shown}"
    elif value is None and not is_valueless_name(name):
        shown = quote_always(name) if shown == name else shown
    return shown if value is None else f"{shown}={printed}"


def nvset(one: tree.NvSet, mask: Mask) -> str:
    """Return a set as it is printed, the keyword included."""
    if one.id_ref is not None:
        return f"{one.keyword} $id-ref={quote(one.id_ref)}"
    reserved = FIELD_NAMES if one.rules else frozenset[str]()
    return join(
        (
            one.keyword,
            setting("$id", one.id),
            f"{score_word(one.score)}:" if one.score is not None else "",
            *(rule_text(rule, mask) for rule in one.rules),
            *(pair(nvpair, mask, reserved) for nvpair in one.nvpairs),
        )
    )


def described(description: str | None, sets: Iterable[tree.NvSet], mask: Mask) -> Iterator[str]:
    """Yield the description and the sets of an object."""
    if description is not None:
        yield f"description={quote(description)}"
    for one in sets:
        yield nvset(one, mask)


# ------------------------------------------------------------------ rules


def rule_text(rule: tree.Rule, mask: Mask = never) -> str:
    """Return a rule as it is printed, the keyword included.

    The score INFINITY is left out: it is what reading gives a rule without one.
    """
    return f"rule {_rule_content(rule, mask, default='INFINITY')}"


def _rule_content(rule: tree.Rule, mask: Mask, *, default: str | None) -> str:
    if rule.id_ref is not None:
        return f"$id-ref={quote(rule.id_ref)}"
    several = len(rule.expressions) > 1
    said = rule.boolean_op == ("or" if several else None) or rule.boolean_op is None
    joint = f" {rule.boolean_op or 'and'} "
    return join(
        (
            setting("$id", rule.id),
            _role(rule.role),
            "" if said else f"boolean-op={rule.boolean_op}",
            _rule_score(rule, default),
            joint.join(_expression(one, mask) for one in rule.expressions),
        )
    )


def _role(role: str | None) -> str:
    if role is None:
        return ""
    return f"role={role if role in ROLES else quote_always(role)}"


def _rule_score(rule: tree.Rule, default: str | None) -> str:
    if rule.score_attribute is not None:
        plain = re.fullmatch(r"[\w.#-]+", rule.score_attribute)
        if plain and score_text(rule.score_attribute) is None:
            return f"{rule.score_attribute}:"
        return f"score-attribute={quote(rule.score_attribute)}"
    if rule.score == default:
        return ""
    return "score=none" if rule.score is None else f"{score_word(rule.score)}:"


def _expression(one: tree.AnyExpression, mask: Mask) -> str:
    match one:
        case tree.Rule():
            return f"( {_rule_content(one, mask, default=None)} )"
        case tree.DateExpression():
            return _date(one)
        case tree.Expression():
            text = _comparison(one, mask)
        case tree.RscExpression():
            fields = (("class", one.class_), ("provider", one.provider), ("type", one.type))
            text = join(("rsc", *(setting(name, value) for name, value in fields)))
        case tree.OpExpression():
            text = join(("op", _op_name(one.name), setting("interval", one.interval)))
    return join((text, setting("$id", one.id)))


def _op_name(name: str) -> str:
    plain = re.fullmatch(r"[\w-]+", name) and name.lower() not in OPERATORS
    return name if plain else quote_always(name)


def _comparison(one: tree.Expression, mask: Mask) -> str:
    attribute = _attribute(one.attribute)
    unary = one.operation in {"defined", "not_defined"}
    if unary and one.value is None and one.type is None and one.value_source is None:
        return f"{one.operation} {attribute}"
    operation = f"{one.type}:{one.operation}" if one.type else one.operation
    if one.value is None:
        value = f"none{{{one.value_source or ''}}}"
    elif one.value_source:
        value = f"{one.value_source}{{{quote(one.value)}}}"
    else:
        value = MASK if one.value and mask(one.attribute) else _value(one.value)
    return f"{attribute} {operation} {value}"


def _value(text: str) -> str:
    return quote_always(text) if text.lower() in NOT_ATTRIBUTES else quote(text)


def _attribute(name: str) -> str:
    plain = re.fullmatch(r"#?[\w.-]+", name) and name.lower() not in NOT_ATTRIBUTES
    return name if plain else quote_always(name)


def _date(date: tree.DateExpression) -> str:
    ends = (setting("start", date.start), setting("end", date.end))
    fields = [setting(one.name or "", one.value) for one in date.fields or ()]
    match date.operation:
        case "lt":
            words = ["lt", quote(date.end or "")]
        case "gt":
            words = ["gt", quote(date.start or "")]
        case "in_range":
            empty = "duration" if date.fields == () else ""
            words = ["in", setting("$id", date.fields_id), *ends, empty, *fields]
        case _:
            words = ["spec", setting("$id", date.fields_id), *fields]
    return join(("date", setting("$id", date.id), *words))
