"""Pairs, attribute sets and rules into elements."""

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.xmltree import Element

_SET_TAGS = {
    "params": "instance_attributes",
    "attributes": "instance_attributes",
    "op_params": "instance_attributes",
    "meta": "meta_attributes",
    "op_meta": "meta_attributes",
    "utilization": "utilization",
}


def set_tag(keyword: str) -> str:
    """Return the tag of the attribute set that a keyword begins."""
    return _SET_TAGS[keyword]


def given(attributes: dict[str, str | None]) -> dict[str, str]:
    """Return the attributes that have a value."""
    return {name: value for name, value in attributes.items() if value is not None}


def add_nvpair(parent: Element, pair: tree.NvPair) -> Element:
    """Add an nvpair to a set."""
    if pair.id is None and pair.name is not None and pair.value is not None:  # the everyday one
        return xmltree.sub(parent, "nvpair", {"name": pair.name, "value": pair.value})
    if pair.id_ref is not None:
        return xmltree.sub(parent, "nvpair", given({"id-ref": pair.id_ref, "name": pair.name}))
    return xmltree.sub(
        parent, "nvpair", given({"name": pair.name, "value": pair.value, "id": pair.id})
    )


def add_set(parent: Element, nvset: tree.NvSet) -> None:
    """Add an attribute set to an object or to an operation."""
    element = xmltree.sub(
        parent,
        set_tag(nvset.keyword),
        given({"score": nvset.score, "id": nvset.id, "id-ref": nvset.id_ref}),
    )
    for rule in nvset.rules:
        add_rule(element, rule)
    for pair in nvset.nvpairs:
        add_nvpair(element, pair)


def add_rule(parent: Element, rule: tree.Rule) -> None:
    """Add a rule to a constraint or to a set."""
    if rule.id_ref is not None:
        xmltree.sub(parent, "rule", {"id-ref": rule.id_ref})
        return
    element = xmltree.sub(
        parent,
        "rule",
        given(
            {
                "score": rule.score,
                "score-attribute": rule.score_attribute,
                "role": rule.role,
                "boolean-op": rule.boolean_op,
                "id": rule.id,
            }
        ),
    )
    for expression in rule.expressions:
        _add_expression(element, expression)


def _add_expression(rule: Element, expression: tree.AnyExpression) -> None:
    match expression:
        case tree.Rule():
            add_rule(rule, expression)
        case tree.Expression():
            _add_comparison(rule, expression)
        case tree.DateExpression():
            _add_date(rule, expression)
        case tree.RscExpression():
            named = {
                "class": expression.class_,
                "provider": expression.provider,
                "type": expression.type,
            }
            xmltree.sub(rule, "rsc_expression", given({**named, "id": expression.id}))
        case tree.OpExpression():
            named = {"name": expression.name, "interval": expression.interval}
            xmltree.sub(rule, "op_expression", given({**named, "id": expression.id}))


def _add_comparison(rule: Element, expression: tree.Expression) -> None:
    xmltree.sub(
        rule,
        "expression",
        given(
            {
                "operation": expression.operation,
                "attribute": expression.attribute,
                "type": expression.type,
                "value": expression.value,
                "value-source": expression.value_source,
                "id": expression.id,
            }
        ),
    )


def _add_date(rule: Element, date: tree.DateExpression) -> None:
    element = xmltree.sub(
        rule,
        "date_expression",
        given({"operation": date.operation, "start": date.start, "end": date.end, "id": date.id}),
    )
    if date.fields is not None:
        tag = "duration" if date.operation == "in_range" else "date_spec"
        fields = {pair.name or "": pair.value for pair in date.fields}
        xmltree.sub(element, tag, given({**fields, "id": date.fields_id}))
