"""Tags, fencing levels, access control, alerts and the sets of options."""

from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.xmltree import Element
from whole_schema.drawing import TEXTS, Drawing
from whole_schema.nodes import node_name
from whole_schema.nvsets import nvset, nvsets

_OBJECT_TYPES = st.sampled_from(["cib", "node", "xpath"]) | TEXTS
_XPATHS = st.sampled_from(["//nvpair[@name='a']", "//*"]) | TEXTS
_TAGGED = (
    *("primitive", "template", "group", "clone", "master", "bundle", "tag"),
    *("rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket"),
)
_SETS = ("meta_attributes", "instance_attributes")


def tags(drawing: Drawing, section: Element) -> None:
    """Draw tags; what they are about is there already."""
    for _ in drawing.times(2, least=1):
        known = drawing.known(_TAGGED)
        refs = [drawing.pick(known) for _ in drawing.times(3, least=1)]
        made = drawing.object(section, "tag", {})
        for ref in refs:
            xmltree.sub(made, "obj_ref", {"id": ref})


# ------------------------------------------------------------------ fencing levels


def fencing(drawing: Drawing, section: Element) -> None:
    """Draw fencing levels, gaps between their numbers included."""
    devices = [id_ for id_ in drawing.known(["primitive"]) if id_.isascii()]
    for _ in drawing.times(3, least=1) if devices else ():
        target = _target(drawing)
        listed = ",".join(drawing.pick(devices) for _ in drawing.times(2, least=1))
        index = drawing.pick(("1", "2", "3", "9"))
        drawing.element(section, "fencing-level", {**target, "index": index, "devices": listed})


def _target(drawing: Drawing) -> dict[str, str]:
    match drawing.pick(("target", "pattern", "attribute")):
        case "target":
            return {"target": node_name(drawing)}
        case "pattern":
            return {"target-pattern": drawing.of(st.sampled_from(["node.*", "a b"]) | TEXTS)}
        case _:
            names = st.sampled_from(["rack", "a b"]) | TEXTS
            values = st.sampled_from(["1", "x y"]) | TEXTS
            return {"target-attribute": drawing.of(names), "target-value": drawing.of(values)}


# ------------------------------------------------------------------ access control


def acls(drawing: Drawing, section: Element) -> None:
    """Draw roles, users and groups."""
    users = ["bob", "hacluster", "größe", "a b", "role"]
    for _ in drawing.times(3, least=1):
        match drawing.pick(("role", "target", "group")):
            case "role":
                _role(drawing, section)
            case "target" if users:
                user = drawing.pick(users)
                users.remove(user)
                _roles_of(drawing, xmltree.sub(section, "acl_target", {"id": user}))
            case _:
                _roles_of(drawing, drawing.object(section, "acl_group", {}))


def _roles_of(drawing: Drawing, made: Element) -> None:
    made.attrib.update(drawing.some({"name": TEXTS}))
    known = drawing.known(["acl_role"])
    for _ in drawing.times(2) if known else ():
        xmltree.sub(made, "role", {"id": drawing.pick(known)})


def _role(drawing: Drawing, section: Element) -> None:
    made = drawing.object(section, "acl_role", drawing.some({"description": TEXTS}))
    for _ in drawing.times(3):
        _permission(drawing, made)


def _permission(drawing: Drawing, made: Element) -> None:
    attributes = {"kind": drawing.pick(("read", "write", "deny"))}
    known = drawing.anything()
    match drawing.pick(("xpath", "object-type", "reference")):
        case "reference" if known:
            attributes["reference"] = drawing.pick(known)
        case "object-type":
            attributes["object-type"] = drawing.of(_OBJECT_TYPES)
            attributes |= drawing.some({"attribute": TEXTS})
        case _:
            attributes["xpath"] = drawing.of(_XPATHS)
    attributes |= drawing.some({"description": TEXTS})
    drawing.element(made, "acl_permission", attributes)


# ------------------------------------------------------------------ alerts


def alerts(drawing: Drawing, section: Element) -> None:
    """Draw alerts; their parts can come in any order."""
    for _ in drawing.times(2, least=1):
        attributes = {**drawing.some({"description": TEXTS}), "path": drawing.of(TEXTS)}
        made = drawing.object(section, "alert", attributes)
        nvsets(drawing, made, _SETS)
        if drawing.chance(2):
            _select(drawing, made)
        for _ in drawing.times(2):
            _recipient(drawing, made)
        if drawing.chance(4):
            nvset(drawing, made, drawing.pick(_SETS))


def _select(drawing: Drawing, made: Element) -> None:
    select = xmltree.sub(made, "select")
    kinds = ("select_nodes", "select_fencing", "select_resources", "select_attributes")
    for kind in drawing.of(st.lists(st.sampled_from(kinds), unique=True, max_size=4)):
        one = xmltree.sub(select, kind)
        for _ in drawing.times(2) if kind == "select_attributes" else ():
            drawing.element(one, "attribute", {"name": drawing.of(TEXTS)})


def _recipient(drawing: Drawing, made: Element) -> None:
    attributes = {**drawing.some({"description": TEXTS}), "value": drawing.of(TEXTS)}
    one = drawing.element(made, "recipient", attributes)
    nvsets(drawing, one, _SETS, most=1)


# ------------------------------------------------------------------ options

_DEFAULT_IDS = {
    "crm_config": "cib-bootstrap-options",
    "rsc_defaults": "rsc-options",
    "op_defaults": "op-options",
}


def options(drawing: Drawing, section: Element) -> None:
    """Draw the sets of `crm_config` or of defaults, the usual one among them perhaps."""
    tag = "cluster_property_set" if section.tag == "crm_config" else "meta_attributes"
    usual = _DEFAULT_IDS[str(section.tag)]
    for at in drawing.times(2, least=1):
        id_ = usual if not at and drawing.chance(2) else drawing.name()
        nvset(drawing, section, tag, id_)
