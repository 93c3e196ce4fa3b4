"""The syntax tree into elements.  What comes out has no ids on its parts yet: see `identifiers`."""

from functools import singledispatch

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


@singledispatch
def build(statement: tree.Statement) -> Element:
    """Build the element that a statement describes, containers without their members."""
    raise TypeError(statement)


def set_tag(keyword: str) -> str:
    """Return the tag of the attribute set that a keyword begins."""
    return _SET_TAGS[keyword]


def _given(attributes: dict[str, str | None]) -> dict[str, str]:
    """Return the attributes that have a value."""
    return {name: value for name, value in attributes.items() if value is not None}


# ------------------------------------------------------------------ attribute sets and rules


def add_nvpair(parent: Element, pair: tree.NvPair) -> Element:
    """Add an nvpair to a set."""
    if pair.id is None and pair.name is not None and pair.value is not None:  # the everyday one
        return xmltree.sub(parent, "nvpair", {"name": pair.name, "value": pair.value})
    if pair.id_ref is not None:
        return xmltree.sub(parent, "nvpair", _given({"id-ref": pair.id_ref, "name": pair.name}))
    return xmltree.sub(
        parent, "nvpair", _given({"name": pair.name, "value": pair.value, "id": pair.id})
    )


def _add_set(parent: Element, nvset: tree.NvSet) -> None:
    element = xmltree.sub(
        parent,
        set_tag(nvset.keyword),
        _given({"score": nvset.score, "id": nvset.id, "id-ref": nvset.id_ref}),
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
    scored = rule.score is not None or rule.score_attribute is not None
    element = xmltree.sub(
        parent,
        "rule",
        _given(
            {
                "score": rule.score if scored else "INFINITY",
                "score-attribute": rule.score_attribute,
                "role": rule.role,
                "boolean-op": "or" if rule.boolean_op == "or" else None,
                "id": rule.id,
            }
        ),
    )
    for expression in rule.expressions:
        if isinstance(expression, tree.Expression):
            _add_expression(element, expression)
        else:
            _add_date(element, expression)


def _add_expression(rule: Element, expression: tree.Expression) -> None:
    xmltree.sub(
        rule,
        "expression",
        _given(
            {
                "operation": expression.operation,
                "attribute": expression.attribute,
                "type": expression.type,
                "value": expression.value,
                "value-source": expression.value_source,
            }
        ),
    )


def _add_date(rule: Element, date: tree.DateExpression) -> None:
    element = xmltree.sub(
        rule,
        "date_expression",
        _given({"operation": date.operation, "start": date.start, "end": date.end}),
    )
    if date.fields:
        tag = "duration" if date.operation == "in_range" else "date_spec"
        fields = {pair.name or "": pair.value or "" for pair in date.fields}
        xmltree.sub(element, tag, fields)


# ------------------------------------------------------------------ resources


@build.register
def _(primitive: tree.Primitive) -> Element:
    agent = primitive.agent
    if isinstance(agent, tree.TemplateRef):
        named = _given({"template": agent.id})
    else:
        named = _given({"class": agent.class_, "provider": agent.provider, "type": agent.type})
    element = xmltree.new(
        "template" if primitive.is_template else "primitive",
        {"id": primitive.id, **named, **_given({"description": primitive.description})},
    )
    operations: Element | None = None
    for clause in primitive.clauses:
        if isinstance(clause, tree.NvSet):
            _add_set(element, clause)
            continue
        if operations is None:
            operations = xmltree.sub(element, "operations")
        if isinstance(clause, tree.Op):
            add_op(operations, clause)
        else:
            told = _given({"id": clause.id, "id-ref": clause.id_ref})
            operations.attrib.update(told)
    return element


def add_op(operations: Element, op: tree.Op) -> Element:
    """Add an operation."""
    attributes = {pair.name or "": pair.value or "" for pair in op.attributes}
    element = xmltree.sub(
        operations, "op", {"name": op.name, **attributes, **_given({"id": op.id})}
    )
    for nvset in op.sets:
        _add_set(element, nvset)
    return element


@build.register
def _(group: tree.Group) -> Element:
    element = xmltree.new("group", {"id": group.id, **_given({"description": group.description})})
    for nvset in group.sets:
        _add_set(element, nvset)
    return element


@build.register
def _(clone: tree.Clone) -> Element:
    tag = "master" if clone.is_master else "clone"
    element = xmltree.new(tag, {"id": clone.id, **_given({"description": clone.description})})
    for nvset in clone.sets:
        _add_set(element, nvset)
    return element


# ------------------------------------------------------------------ constraints


def _pairs(nvpairs: tuple[tree.NvPair, ...]) -> dict[str, str]:
    return {pair.name or "": pair.value or "" for pair in nvpairs}


def _add_resource_sets(
    parent: Element, sets: tuple[tree.End, tree.End] | tuple[tree.ResourceSet, ...], qualifier: str
) -> None:
    for one in sets:
        if isinstance(one, tree.ResourceSet):
            flags = {"sequential": one.sequential, "require-all": one.require_all}
            attributes = {n: str(flag).lower() for n, flag in flags.items() if flag is not None}
            if one.qualifier:
                attributes[qualifier] = one.qualifier
            element = xmltree.sub(parent, "resource_set", attributes)
            for rsc in one.rscs:
                xmltree.sub(element, "resource_ref", {"id": rsc.text})


def _ends(what: tuple[tree.End, tree.End] | tuple[tree.ResourceSet, ...]) -> list[tree.End]:
    return [end for end in what if isinstance(end, tree.End)]


@build.register
def _(location: tree.Location) -> Element:
    rsc = location.what.text if isinstance(location.what, tree.Word) else None
    pattern = location.what.regex if isinstance(location.what, tree.Pattern) else None
    element = xmltree.new(
        "rsc_location",
        {
            "id": location.id,
            **_given({"rsc": rsc, "rsc-pattern": pattern}),
            **_pairs(location.attributes),
            **_given({"score": location.score, "node": location.node}),
        },
    )
    if isinstance(location.what, tuple):
        _add_resource_sets(element, location.what, "role")
    for rule in location.rules:
        add_rule(element, rule)
    return element


@build.register
def _(colocation: tree.Colocation) -> Element:
    element = xmltree.new("rsc_colocation", {"id": colocation.id, "score": colocation.score})
    ends = _ends(colocation.what)
    if ends:
        rsc, with_rsc = ends
        element.attrib.update(
            _given(
                {
                    "rsc": rsc.rsc,
                    "rsc-role": rsc.qualifier,
                    "with-rsc": with_rsc.rsc,
                    "with-rsc-role": with_rsc.qualifier,
                }
            )
        )
    element.attrib.update(_pairs(colocation.attributes))
    _add_resource_sets(element, colocation.what, "role")
    return element


@build.register
def _(order: tree.Order) -> Element:
    element = xmltree.new(
        "rsc_order", {"id": order.id, **_given({"kind": order.kind, "score": order.score})}
    )
    element.attrib.update(_pairs(order.attributes))
    ends = _ends(order.what)
    if ends:
        first, then = ends
        element.attrib.update(
            _given(
                {
                    "first": first.rsc,
                    "first-action": first.qualifier,
                    "then": then.rsc,
                    "then-action": then.qualifier,
                }
            )
        )
    _add_resource_sets(element, order.what, "action")
    return element


# ------------------------------------------------------------------ the rest


@build.register
def _(node: tree.Node) -> Element:
    element = xmltree.new(
        "node",
        {
            "id": node.id or node.uname,
            "uname": node.uname,
            **_given(
                {
                    "type": None if node.type == "member" else node.type,
                    "description": node.description,
                }
            ),
        },
    )
    for nvset in node.sets:
        _add_set(element, nvset)
    return element


@build.register
def _(tag: tree.Tag) -> Element:
    element = xmltree.new("tag", {"id": tag.id})
    for ref in tag.refs:
        xmltree.sub(element, "obj_ref", {"id": ref.text})
    return element
