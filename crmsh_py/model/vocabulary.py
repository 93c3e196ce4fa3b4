"""What the CIB is made of: data only (Pacemaker Explained, "Cluster-Wide Configuration")."""

SECTIONS = (
    "crm_config",
    "nodes",
    "resources",
    "constraints",
    "tags",
    "acls",
    "fencing-topology",
    "alerts",
    "rsc_defaults",
    "op_defaults",
)
"""The children of <configuration>, in the order in which missing ones are made."""

SHOWN = (
    "nodes",
    "resources",
    "constraints",
    "fencing-topology",
    "tags",
    "crm_config",
    "rsc_defaults",
    "op_defaults",
    "acls",
    "alerts",
)
"""The order in which `show` goes through the sections."""

SECTION_OF = {
    "node": "nodes",
    **dict.fromkeys(("primitive", "template", "group", "clone", "master", "bundle"), "resources"),
    **dict.fromkeys(("rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket"), "constraints"),
    "tag": "tags",
    "cluster_property_set": "crm_config",
    **dict.fromkeys(("acl_role", "acl_target", "acl_group", "acl_user"), "acls"),
    "alert": "alerts",
    "fencing-level": "fencing-topology",
}
"""Tag of an object to the section it stands in; option sets of defaults are told by keyword."""

RESOURCES = frozenset({"primitive", "group", "clone", "master", "bundle"})
CONTAINERS = frozenset({"group", "clone", "master", "bundle"})
MEMBERS = {
    "group": ("primitive",),
    "clone": ("primitive", "group"),
    "master": ("primitive", "group"),
    "bundle": ("primitive",),
}
"""What a container can hold."""

FENCING_TOPOLOGY = "fencing_topology"
"""What users call the one object that has no id."""

OPTION_SETS = {
    "property": ("crm_config", "cluster_property_set", "cib-bootstrap-options"),
    "rsc_defaults": ("rsc_defaults", "meta_attributes", "rsc-options"),
    "op_defaults": ("op_defaults", "meta_attributes", "op-options"),
}
"""Keyword to section, tag and default id of an option set."""

KINDS = {
    "primitive": "primitive",
    "template": "rsc_template",
    "group": "group",
    "clone": "clone",
    "master": "ms",
    "bundle": "bundle",
    "node": "node",
    "rsc_location": "location",
    "rsc_colocation": "colocation",
    "rsc_order": "order",
    "rsc_ticket": "rsc_ticket",
    "tag": "tag",
    "cluster_property_set": "property",
    "acl_role": "role",
    "acl_target": "acl_target",
    "acl_group": "acl_group",
    "acl_user": "user",
    "alert": "alert",
    "fencing-topology": "fencing_topology",
    "fencing-level": "fencing_topology",
}
"""Tag of an object to the word that users know it by."""

NOT_XML_IDS = frozenset({"node", "resource_ref", "obj_ref", "acl_target", "role", "role_ref"})
"""Tags whose `id` is a name or a reference, not an id of the document's one space of ids."""
