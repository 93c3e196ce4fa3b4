"""Primitives, templates, groups and clones into elements."""

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.model.build.values import add_set, given
from crmsh_py.xmltree import Element


def primitive(primitive: tree.Primitive) -> Element:
    """Build a primitive."""
    agent = primitive.agent
    if isinstance(agent, tree.TemplateRef):
        named = given({"template": agent.id})
    else:
        named = given({"class": agent.class_, "provider": agent.provider, "type": agent.type})
    element = xmltree.new(
        "template" if primitive.is_template else "primitive",
        {"id": primitive.id, **named, **given({"description": primitive.description})},
    )
    operations: Element | None = None
    for clause in primitive.clauses:
        if isinstance(clause, tree.NvSet):
            add_set(element, clause)
            continue
        if operations is None:
            operations = xmltree.sub(element, "operations")
        if isinstance(clause, tree.Op):
            add_op(operations, clause)
        else:
            told = given({"id": clause.id, "id-ref": clause.id_ref})
            operations.attrib.update(told)
    return element


def add_op(operations: Element, op: tree.Op) -> Element:
    """Add an operation."""
    attributes = {pair.name or "": pair.value or "" for pair in op.attributes}
    element = xmltree.sub(operations, "op", {"name": op.name, **attributes, **given({"id": op.id})})
    for nvset in op.sets:
        add_set(element, nvset)
    return element


def group(group: tree.Group) -> Element:
    """Build a group."""
    element = xmltree.new("group", {"id": group.id, **given({"description": group.description})})
    for nvset in group.sets:
        add_set(element, nvset)
    return element


def clone(clone: tree.Clone) -> Element:
    """Build a clone."""
    tag = "master" if clone.is_master else "clone"
    element = xmltree.new(tag, {"id": clone.id, **given({"description": clone.description})})
    for nvset in clone.sets:
        add_set(element, nvset)
    return element
