"""What the attributes of elements may be: names, which of them are required, their words.

Data only (Pacemaker's schemas 3.x).  A test holds it against our own schema, where that says more
than "anything".
"""

from crmsh_py.grammar.words import ACTIONS, DISCOVERY, NODE_TYPES, ORDER_KINDS, ROLES

_SET = ("id", "id-ref", "score")
_CONTAINER = (
    *("image", "replicas", "replicas-per-host", "promoted-max", "masters"),
    *("run-command", "network", "options"),
)
_DATE = (
    *("id", "years", "months", "weeks", "hours", "minutes", "seconds"),
    *("monthdays", "weekdays", "yearsdays", "weekyears", "moon"),
)

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "primitive": ("id", "class", "provider", "type", "template", "description"),
    "template": ("id", "class", "provider", "type", "description"),
    **dict.fromkeys(("group", "clone", "master", "bundle", "acl_role"), ("id", "description")),
    **dict.fromkeys(("docker", "podman", "rkt"), _CONTAINER),
    "network": (*("ip-range-start", "control-port", "host-interface", "host-netmask", "add-host"),),
    "port-mapping": ("id", "port", "internal-port", "range"),
    "storage-mapping": ("id", "source-dir", "source-dir-root", "target-dir", "options"),
    "op": (
        *("id", "name", "interval", "description", "start-delay", "interval-origin", "timeout"),
        *("enabled", "record-pending", "role", "on-fail"),
    ),
    **dict.fromkeys(
        ("instance_attributes", "meta_attributes", "utilization", "cluster_property_set"), _SET
    ),
    "rule": ("id", "id-ref", "score", "score-attribute", "boolean-op", "role"),
    "expression": ("id", "attribute", "operation", "value", "type", "value-source"),
    "date_expression": ("id", "operation", "start", "end"),
    "duration": (*_DATE, "days"),
    "date_spec": (*_DATE, "yeardays"),
    "rsc_expression": ("id", "class", "provider", "type"),
    "op_expression": ("id", "name", "interval"),
    "rsc_location": ("id", "rsc", "rsc-pattern", "role", "score", "node", "resource-discovery"),
    "rsc_colocation": (
        *("id", "score", "influence", "rsc", "with-rsc", "node-attribute"),
        *("rsc-role", "with-rsc-role"),
    ),
    "rsc_order": (
        *("id", "symmetrical", "require-all", "score", "kind"),
        *("first", "then", "first-action", "then-action"),
    ),
    "rsc_ticket": ("id", "rsc", "rsc-role", "ticket", "loss-policy"),
    "resource_set": (
        *("id", "id-ref", "sequential", "require-all", "ordering"),
        *("action", "role", "score", "kind"),
    ),
    "node": ("id", "uname", "type", "description", "score"),
    "fencing-level": (
        *("id", "index", "devices"),
        *("target", "target-pattern", "target-attribute", "target-value"),
    ),
    "acl_permission": (
        *("id", "kind", "xpath", "reference", "object-type", "attribute", "description"),
    ),
    "alert": ("id", "path", "description"),
    "recipient": ("id", "value", "description"),
}
"""Tag to the names that an element may have."""

REQUIRED: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("primitive", "template"), frozenset({"class", "provider", "type", "template"})
    ),
    **dict.fromkeys(("docker", "podman", "rkt"), frozenset({"image"})),
    "storage-mapping": frozenset({"target-dir"}),
    "op": frozenset({"name", "interval"}),
    "expression": frozenset({"attribute", "operation"}),
    "date_expression": frozenset({"operation"}),
    "op_expression": frozenset({"name"}),
    "rsc_location": frozenset({"rsc", "rsc-pattern", "node", "score"}),
    "rsc_colocation": frozenset({"rsc", "with-rsc"}),
    "rsc_order": frozenset({"first", "then"}),
    "rsc_ticket": frozenset({"rsc", "ticket"}),
    "node": frozenset({"uname"}),
    "fencing-level": frozenset(
        {"index", "devices", "target", "target-pattern", "target-attribute", "target-value"}
    ),
    "acl_permission": frozenset({"kind"}),
    "alert": frozenset({"path"}),
    "recipient": frozenset({"value"}),
    **dict.fromkeys(("resource_ref", "obj_ref", "role"), frozenset({"id"})),
}
"""Tag to the names that cannot be taken off where they stand, ids of elements left out."""

_LOSS = ("stop", "demote", "fence", "freeze")
_ON_FAIL = (
    *("ignore", "block", "demote", "stop", "restart", "standby", "fence"),
    "restart-container",
)

WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("op", "role"): ROLES,
    ("op", "on-fail"): _ON_FAIL,
    ("rule", "boolean-op"): ("and", "or"),
    ("node", "type"): NODE_TYPES,
    ("rsc_location", "role"): ROLES,
    ("rsc_location", "resource-discovery"): DISCOVERY,
    ("rsc_colocation", "rsc-role"): ROLES,
    ("rsc_colocation", "with-rsc-role"): ROLES,
    ("rsc_order", "kind"): ORDER_KINDS,
    ("rsc_order", "first-action"): ACTIONS,
    ("rsc_order", "then-action"): ACTIONS,
    ("rsc_ticket", "rsc-role"): ROLES,
    ("rsc_ticket", "loss-policy"): _LOSS,
    ("resource_set", "role"): ROLES,
    ("resource_set", "action"): ACTIONS,
    ("resource_set", "kind"): ORDER_KINDS,
    ("resource_set", "ordering"): ("group", "listed"),
    ("acl_permission", "kind"): ("read", "write", "deny"),
}
"""Tag and name to the only values there are."""

BOOLEAN = frozenset(
    {
        ("op", "enabled"),
        ("op", "record-pending"),
        ("rsc_order", "symmetrical"),
        ("rsc_order", "require-all"),
        ("resource_set", "sequential"),
        ("resource_set", "require-all"),
        ("rsc_colocation", "influence"),
    }
)

SCORES = frozenset({"score"})
"""Names of attributes that are scores wherever they stand."""

META = frozenset(
    {
        *("allow-migrate", "allow-unhealthy-nodes", "clone-max", "clone-min", "clone-node-max"),
        *("container-attribute-target", "critical", "failure-timeout", "globally-unique"),
        *("interleave", "is-managed", "maintenance", "migration-threshold", "multiple-active"),
        *("notify", "ordered", "priority", "promotable", "promoted-max", "promoted-node-max"),
        *("master-max", "master-node-max", "provides", "remote-addr", "remote-allow-migrate"),
        *("remote-connect-timeout", "remote-node", "remote-port", "requires"),
        *("resource-stickiness", "restart-type", "target-role"),
    }
)
"""Meta attributes that Pacemaker knows of resources: in `vip.NAME` a new one of them is meta."""
