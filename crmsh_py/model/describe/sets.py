"""Attribute sets, their pairs, and rules."""

from collections.abc import Set as AbstractSet

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID as _ID
from crmsh_py.grammar.words import (
    COMPARISONS,
    DATE_FIELDS,
    MAX_NESTING,
    UNARY,
    VALUE_TYPES,
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

_NVPAIR = frozenset({"id", "name", "value", "id-ref"})
_NVSET = frozenset({"id", "score", "id-ref"})


def explicit_id(referenced: AbstractSet[str], element: Element) -> str | None:
    """Return the id of a part if it has to be said."""
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
        need("value" not in given and "id" not in given and name != "")
        return tree.NvPair(name, id_ref=matching(_ID, id_ref))
    if not name:
        raise InexpressibleError
    id_ = given.get("id")
    if id_ in referenced:
        return tree.NvPair(name, given.get("value"), matching(_ID, id_))
    return tree.NvPair(name, given.get("value"))


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
        tuple([rule(referenced, part) for part in rules]),
        tuple([nvpair(referenced, part) for part in pairs]),
    )


def rule(referenced: AbstractSet[str], element: Element, *, depth: int = 0) -> tree.Rule:
    """Say a rule, with those inside it."""
    need(depth < MAX_NESTING)
    if "id-ref" in element.attrib:
        need(len(element.attrib) == 1 and not elements(element))
        return tree.Rule(id_ref=matching(_ID, element.get("id-ref")))
    only(element, ("id", "score", "score-attribute", "role", "boolean-op"))
    expressions = tuple([_expression(referenced, one, depth) for one in elements(element)])
    need(expressions)
    score, attribute = element.get("score"), element.get("score-attribute")
    need(score is None or attribute is None)
    return tree.Rule(
        expressions,
        optional(("and", "or"), element.get("boolean-op")),
        None if score is None else score_of(score),
        attribute,
        element.get("role"),
        explicit_id(referenced, element),
    )


def _expression(referenced: AbstractSet[str], element: Element, depth: int) -> tree.AnyExpression:
    id_ = explicit_id(referenced, element)
    match element.tag:
        case "rule":
            return rule(referenced, element, depth=depth + 1)
        case "date_expression":
            return _date(referenced, element)
        case "expression":
            need(not elements(element))
            return _comparison(element, id_)
        case "rsc_expression":
            only(element, ("id", "class", "provider", "type"))
            need(not elements(element))
            named = (element.get("class"), element.get("provider"), element.get("type"))
            return tree.RscExpression(*named, id_)
        case "op_expression":
            only(element, ("id", "name", "interval"))
            need(element.get("name") and not elements(element))
            return tree.OpExpression(element.get("name", ""), element.get("interval"), id_)
    raise InexpressibleError


def _comparison(element: Element, id_: str | None) -> tree.Expression:
    only(element, ("id", "attribute", "operation", "value", "type", "value-source"))
    value, source = element.get("value"), element.get("value-source")
    need(element.get("attribute"))
    return tree.Expression(
        element.get("attribute", ""),
        one_of((*UNARY, *COMPARISONS), element.get("operation")),
        value,
        optional(VALUE_TYPES, element.get("type")),
        optional(("meta", "param", "literal"), source),
        id_,
    )


def _date(referenced: AbstractSet[str], element: Element) -> tree.DateExpression:
    only(element, ("id", "operation", "start", "end"))
    operation = one_of(("lt", "gt", "in_range", "date_spec"), element.get("operation"))
    parts = elements(element)
    start, end = element.get("start"), element.get("end")
    fields, fields_id = None, None
    if parts:
        need(len(parts) == 1 and not elements(parts[0]))
        need(parts[0].tag == {"in_range": "duration", "date_spec": "date_spec"}.get(operation))
        fields, fields_id = _fields(parts[0]), explicit_id(referenced, parts[0])
    given = (start is not None, end is not None, fields is not None)
    need(
        {
            "lt": given == (False, True, False),
            "gt": given == (True, False, False),
            "date_spec": given == (False, False, True),
            "in_range": True,
        }[operation]
    )
    id_ = explicit_id(referenced, element)
    return tree.DateExpression(operation, start, end, fields, id_, fields_id)


def _fields(element: Element) -> tuple[tree.NvPair, ...]:
    return tuple(
        tree.NvPair(one_of(DATE_FIELDS, str(name)), one_line(str(value)))
        for name, value in element.attrib.items()
        if name != "id"
    )
