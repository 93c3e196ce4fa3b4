"""Primitives, templates, and the containers of resources."""

from collections.abc import Set as AbstractSet

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.grammar.agents import agent_of, agent_text
from crmsh_py.grammar.lexical import ID as _ID
from crmsh_py.grammar.words import OP_ATTRIBUTES
from crmsh_py.model.describe.sets import nvset
from crmsh_py.model.describe.values import (
    InexpressibleError,
    description,
    elements,
    matching,
    need,
    one_line,
    one_of_map,
    only,
    reference,
)
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.xmltree import Element

_PRIMITIVE = frozenset({"id", "class", "provider", "type", "template", "description"})
_OP_SETS = {"instance_attributes": "op_params", "meta_attributes": "op_meta"}


def primitive(referenced: AbstractSet[str], element: Element) -> tree.Primitive:
    """Say a primitive or a template."""
    only(element, _PRIMITIVE)
    clauses: list[tree.NvSet | tree.Operations | tree.Op] = []
    for part in elements(element):
        match part.tag:
            case "instance_attributes":
                clauses.append(nvset(referenced, part, "params"))
            case "meta_attributes":
                clauses.append(nvset(referenced, part, "meta"))
            case "utilization":
                clauses.append(nvset(referenced, part, "utilization"))
            case "operations":
                need(not any(isinstance(c, tree.Op | tree.Operations) for c in clauses))
                clauses += _operations(referenced, part)
            case _:
                raise InexpressibleError
    return tree.Primitive(
        matching(_ID, element.get("id")),
        _agent(element),
        tuple(clauses),
        description(element),
        element.tag == "template",
    )


def _agent(element: Element) -> tree.Agent | tree.TemplateRef:
    template = element.get("template")
    class_, type_ = element.get("class"), element.get("type")
    if template is not None:
        need(class_ is None and type_ is None and element.tag == "primitive")
        return tree.TemplateRef(matching(_ID, template))
    if class_ is None or type_ is None:
        raise InexpressibleError
    agent = tree.Agent(class_, element.get("provider"), one_line(type_))
    need(agent_of(agent_text(agent)) == agent)
    return agent


def _operations(referenced: AbstractSet[str], element: Element) -> list[tree.Operations | tree.Op]:
    only(element, ("id", "id-ref"))
    found: list[tree.Operations | tree.Op] = []
    ops = [_op(referenced, part) for part in elements(element)]
    if element.attrib or not ops:
        for id_ in element.attrib.values():
            matching(_ID, str(id_))
        found.append(tree.Operations(element.get("id"), element.get("id-ref")))
    return [*found, *ops]


def _op(referenced: AbstractSet[str], element: Element) -> tree.Op:
    given = dict(element.items())
    name, id_ = given.pop("name", None), given.pop("id", None)
    if element.tag != "op" or "interval" not in given or not OP_ATTRIBUTES.issuperset(given):
        raise InexpressibleError
    if not name:
        raise InexpressibleError
    attributes = tuple([tree.NvPair(key, one_line(value)) for key, value in given.items()])
    if len(element) == 0 and element.text is None and id_ not in referenced:
        return tree.Op(name, attributes)
    sets = [
        nvset(referenced, part, one_of_map(_OP_SETS, str(part.tag))) for part in elements(element)
    ]
    explicit = matching(_ID, id_) if id_ in referenced else None
    return tree.Op(name, attributes, tuple(sets), explicit)


def _container_sets(referenced: AbstractSet[str], element: Element) -> tuple[tree.NvSet, ...]:
    """Return the sets of a group or clone; all other children are its members."""
    keywords = {"instance_attributes": "params", "meta_attributes": "meta"}
    parts = [part for part in elements(element) if part.tag not in RESOURCES]
    return tuple(nvset(referenced, part, one_of_map(keywords, str(part.tag))) for part in parts)


def _members(element: Element) -> tuple[tree.Word, ...]:
    found = [part for part in xmltree.children(element) if part.tag in RESOURCES]
    need(found)
    return tuple(tree.Word(reference(part.get("id"))) for part in found)


def group(referenced: AbstractSet[str], element: Element) -> tree.Group:
    """Say a group."""
    only(element, ("id", "description"))
    return tree.Group(
        matching(_ID, element.get("id")),
        _members(element),
        _container_sets(referenced, element),
        description(element),
    )


def clone(referenced: AbstractSet[str], element: Element) -> tree.Clone:
    """Say a clone, or a `<master>`."""
    only(element, ("id", "description"))
    members = _members(element)
    need(len(members) == 1)
    return tree.Clone(
        matching(_ID, element.get("id")),
        members[0],
        _container_sets(referenced, element),
        description(element),
        element.tag == "master",
    )
