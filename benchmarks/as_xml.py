"""A configuration as CIB XML, with the ids that the shell would give."""

from xml.etree import ElementTree as ET

from configuration import (
    Configuration,
    Constraint,
    Group,
    Node,
    Pairs,
    Primitive,
    Resource,
    Rule,
    Tag,
)


def add_nvset(parent: ET.Element, tag: str, id_: str, pairs: Pairs) -> None:
    """Add a set of nvpairs, unless it would be empty."""
    if pairs:
        nvset = ET.SubElement(parent, tag, id=id_)
        for name, value in pairs.items():
            ET.SubElement(nvset, "nvpair", id=f"{id_}-{name}", name=name, value=value)


def add_primitive(parent: ET.Element, primitive: Primitive) -> None:
    """Add a primitive or a template."""
    tag = "template" if primitive.keyword == "rsc_template" else "primitive"
    element = ET.SubElement(parent, tag, id=primitive.id_)
    if primitive.agent.startswith("@"):
        element.set("template", primitive.agent.removeprefix("@"))
    else:
        *class_and_provider, type_ = primitive.agent.split(":")
        element.attrib |= dict(zip(("class", "provider"), class_and_provider, strict=False))
        element.set("type", type_)
    if primitive.description:
        element.set("description", primitive.description)
    id_ = primitive.id_
    add_nvset(element, "instance_attributes", f"{id_}-instance_attributes", primitive.params)
    add_nvset(element, "meta_attributes", f"{id_}-meta_attributes", primitive.meta)
    add_nvset(element, "utilization", f"{id_}-utilization", primitive.utilization)
    if primitive.operations:
        operations = ET.SubElement(element, "operations")
        for name, pairs in primitive.operations:
            op_id = f"{id_}-{name}-{pairs['interval']}"
            ET.SubElement(operations, "op", {"id": op_id, "name": name, **pairs})


def add_resource(parent: ET.Element, resource: Resource) -> None:
    """Add a resource with what is in it."""
    if isinstance(resource, Primitive):
        add_primitive(parent, resource)
        return
    tag = "group" if isinstance(resource, Group) else "clone"
    element = ET.SubElement(parent, tag, id=resource.id_)
    add_nvset(element, "meta_attributes", f"{resource.id_}-meta_attributes", resource.meta)
    for child in resource.members if isinstance(resource, Group) else (resource.child,):
        add_resource(element, child)


def add_constraint(parent: ET.Element, constraint: Constraint) -> None:
    """Add a constraint."""
    attributes = {"id": constraint.id_, **constraint.attributes}
    element = ET.SubElement(parent, f"rsc_{constraint.keyword}", attributes)
    for number, each in enumerate(constraint.sets):
        set_ = ET.SubElement(element, "resource_set", id=f"{constraint.id_}-{number}")
        if not each.sequential:
            set_.set("sequential", "false")
        for member in each.members:
            ET.SubElement(set_, "resource_ref", id=member)
    for number, rule in enumerate(constraint.rules):
        suffix = f"-{number - 1}" if number else ""
        add_rule(element, f"{constraint.id_}-rule{suffix}", rule)


def add_rule(parent: ET.Element, id_: str, rule: Rule) -> None:
    """Add a rule with its expressions."""
    element = ET.SubElement(parent, "rule", id=id_, score=rule.score)
    for number, expression in enumerate(rule.expressions):
        expression_id = f"{id_}-expression" + (f"-{number - 1}" if number else "")
        if expression["operation"] == "date_spec":
            operation, *fields = expression.items()
            date = ET.SubElement(
                element, "date_expression", dict([("id", expression_id), operation])
            )
            ET.SubElement(date, "date_spec", {"id": f"{expression_id}-date_spec", **dict(fields)})
        else:
            ET.SubElement(element, "expression", {"id": expression_id, **expression})


def add_nodes(root: ET.Element, nodes: list[Node]) -> None:
    """Add the section of the nodes."""
    section = ET.SubElement(root, "nodes")
    for node in nodes:
        element = ET.SubElement(section, "node", id=node.id_, uname=node.uname)
        attributes_id = f"{node.uname}-instance_attributes"
        add_nvset(element, "instance_attributes", attributes_id, node.attributes)
        add_nvset(element, "utilization", f"{node.uname}-utilization", node.utilization)


def add_tags(root: ET.Element, tags: list[Tag]) -> None:
    """Add the section of the tags, if there are any."""
    section = ET.SubElement(root, "tags") if tags else root
    for tag in tags:
        element = ET.SubElement(section, "tag", id=tag.id_)
        for reference in tag.references:
            ET.SubElement(element, "obj_ref", id=reference)


def add_defaults(root: ET.Element, section: str, id_: str, pairs: Pairs) -> None:
    """Add `rsc_defaults` or `op_defaults`, unless it would be empty."""
    if pairs:
        add_nvset(ET.SubElement(root, section), "meta_attributes", id_, pairs)


def to_xml(configuration: Configuration) -> str:
    """Return the whole configuration as a CIB with an empty status section."""
    cib = ET.Element("cib", {"validate-with": "pacemaker-3.9", "crm_feature_set": "3.16.1"})
    cib.attrib |= {"admin_epoch": "0", "epoch": "1", "num_updates": "0"}
    root = ET.SubElement(cib, "configuration")
    crm_config = ET.SubElement(root, "crm_config")
    add_nvset(crm_config, "cluster_property_set", "cib-bootstrap-options", configuration.properties)
    add_nodes(root, configuration.nodes)
    resources = ET.SubElement(root, "resources")
    for resource in (*configuration.templates, *configuration.resources):
        add_resource(resources, resource)
    constraints = ET.SubElement(root, "constraints")
    for constraint in configuration.constraints:
        add_constraint(constraints, constraint)
    add_tags(root, configuration.tags)
    add_defaults(root, "rsc_defaults", "rsc-options", configuration.rsc_defaults)
    add_defaults(root, "op_defaults", "op-options", configuration.op_defaults)
    ET.SubElement(cib, "status")
    ET.indent(cib)
    return ET.tostring(cib, encoding="unicode") + "\n"
