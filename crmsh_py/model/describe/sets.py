"""Attribute sets, their pairs, and rules."""

import re
from collections.abc import Set as AbstractSet

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID as _ID
from crmsh_py.grammar.words import (
    COMPARISONS,
    DATE_FIELDS,
    ROLES,
    UNARY,
    VALUE_TYPES,
    score_text,
)
from crmsh_py.model.describe.values import (
    InexpressibleError,
    elements,
    matching,
    need,
    one_line,
    one_of,
    only,
    optional,
    score_of,
)
from crmsh_py.xmltree import Element

_NAME = re.compile(r"[^\W\d][\w.:#/-]*|[\w.-]+")
_ATTRIBUTE_NAME = re.compile(r"[^=\n\r]+")
_PLAIN_WORD = re.compile(r"[\w.-]+")
_SOURCED = re.compile(r"[^\s{}\"'\\]+")
_NVPAIR = frozenset({"id", "name", "value", "id-ref"})
_NVSET = frozenset({"id", "score", "id-ref"})


def explicit_id(referenced: AbstractSet[str], element: Element) -> str | None:
    """Return the id of a part if something refers to it."""
    id_ = element.get("id")
    if id_ is None or id_ not in referenced:
        return None
    return matching(_ID, id_)


def nvpair(referenced: AbstractSet[str], element: Element) -> tree.NvPair:
    """Say an nvpair, or a reference to one."""
    given = dict(element.items())  # one call: this is the hottest place of `show`
    if element.tag != "nvpair" or not _NVPAIR.issuperset(given):
        raise InexpressibleError
    name, id_ref = given.get("name"), given.get("id-ref")
    if id_ref is not None:
        need("value" not in given and "id" not in given)
        if name is not None:
            matching(_NAME, name)
        return tree.NvPair(name, id_ref=matching(_ID, id_ref))
    value = given.get("value")
    if name is None or value is None or "\n" in value or "\r" in value:
        raise InexpressibleError
    if not _NAME.fullmatch(name):
        raise InexpressibleError
    id_ = given.get("id")
    if id_ in referenced:
        return tree.NvPair(name, value, matching(_ID, id_))
    return tree.NvPair(name, value)


def nvset(referenced: AbstractSet[str], element: Element, keyword: str) -> tree.NvSet:
    """Say a set; `keyword` is the word that begins it."""
    given = dict(element.items())
    if not _NVSET.issuperset(given):
        raise InexpressibleError
    if "id-ref" in given:
        need(len(given) == 1 and not elements(element))
        return tree.NvSet(keyword, id_ref=matching(_ID, given["id-ref"]))
    rules, pairs = set_content(referenced, element)
    score, id_ = given.get("score"), given.get("id")
    return tree.NvSet(
        keyword,
        pairs,
        rules,
        None if score is None else score_of(score),
        matching(_ID, id_) if id_ in referenced else None,
    )


def set_content(
    referenced: AbstractSet[str], element: Element
) -> tuple[tuple[tree.Rule, ...], tuple[tree.NvPair, ...]]:
    """Return the rules and the pairs of a set; rules come first in the language."""
    pairs = elements(element)
    rules = [part for part in pairs if part.tag == "rule"]
    if rules:
        pairs = [part for part in pairs if part.tag != "rule"]
    return (
        tuple([rule(referenced, part, in_location=False) for part in rules]),
        tuple([nvpair(referenced, part) for part in pairs]),
    )


def rule(referenced: AbstractSet[str], element: Element, *, in_location: bool) -> tree.Rule:
    """Say a rule; in a location it must have a score."""
    if "id-ref" in element.attrib:
        need(len(element.attrib) == 1 and not elements(element))
        return tree.Rule(id_ref=matching(_ID, element.get("id-ref")))
    only(element, ("id", "score", "score-attribute", "role", "boolean-op"))
    expressions = tuple([_expression(one) for one in elements(element)])
    need(expressions)
    operator = optional(("and", "or"), element.get("boolean-op"))
    need(operator != "or" or len(expressions) > 1)
    score, attribute = element.get("score"), element.get("score-attribute")
    need(score is None or attribute is None)
    need(score or attribute or not in_location)
    if attribute is not None:
        matching(_PLAIN_WORD, attribute)
        need(score_text(attribute) is None)
    return tree.Rule(
        expressions,
        (operator or "and") if len(expressions) > 1 else None,
        None if score in {None, "INFINITY"} else score_of(score),
        attribute,
        optional(ROLES, element.get("role")),
        explicit_id(referenced, element),
    )


def _expression(element: Element) -> tree.Expression | tree.DateExpression:
    if element.tag == "date_expression":
        return _date(element)
    need(element.tag == "expression" and not elements(element))
    only(element, ("id", "attribute", "operation", "value", "type", "value-source"))
    attribute = matching(_ATTRIBUTE_NAME, element.get("attribute"))
    operation, value = element.get("operation"), element.get("value")
    if operation in UNARY:
        need(value is None and not {"type", "value-source"} & set(element.attrib))
        return tree.Expression(attribute, operation)
    source = optional(("meta", "param", "literal"), element.get("value-source"))
    if source is not None:
        matching(_SOURCED, value)
    return tree.Expression(
        attribute,
        one_of(COMPARISONS, operation),
        one_line(value),
        optional(VALUE_TYPES, element.get("type")),
        source,
    )


def _date(element: Element) -> tree.DateExpression:
    only(element, ("id", "operation", "start", "end"))
    operation = one_of(("lt", "gt", "in_range", "date_spec"), element.get("operation"))
    parts = elements(element)
    start, end = element.get("start"), element.get("end")
    fields: tuple[tree.NvPair, ...] = ()
    if parts:
        need(len(parts) == 1)
        tag = {"in_range": "duration", "date_spec": "date_spec"}.get(operation)
        need(parts[0].tag == tag and not elements(parts[0]))
        fields = tuple(
            tree.NvPair(one_of(DATE_FIELDS, str(name)), one_line(str(value)))
            for name, value in parts[0].attrib.items()
            if name != "id"
        )
        need(fields)
    given = (start is not None, end is not None, bool(fields))
    need(
        {
            "lt": given == (False, True, False),
            "gt": given == (True, False, False),
            "date_spec": given == (False, False, True),
            "in_range": any(given),
        }[operation]
    )
    return tree.DateExpression(
        operation,
        None if start is None else one_line(start),
        None if end is None else one_line(end),
        fields,
    )
