"""What else to look at: commands that have to do with each other."""

from collections.abc import Iterator

from crmsh_py.commands.declare import Command

GROUPS: tuple[tuple[str, ...], ...] = (
    ("configure primitive", "configure rsc_template", "configure monitor", "ra info", "agents"),
    ("configure group", "configure modgroup", "configure clone", "configure bundle"),
    ("configure clone", "configure ms", "resource promote"),
    ("configure location", "configure colocation", "configure order", "scores"),
    ("configure location", "resource move", "resource ban", "rule"),
    ("configure rsc_ticket", "configure colocation", "configure order", "resources"),
    ("configure tag", "configure group"),
    ("configure property", "configure rsc_defaults", "configure op_defaults", "properties"),
    ("configure rsc_defaults", "meta-attributes"),
    ("configure op_defaults", "operations"),
    ("configure fencing_topology", "node fence", "fence-parameters"),
    ("configure role", "configure acl_target", "configure acl_group", "configure user"),
    ("configure alert", "status"),
    ("configure xml", "configure show", "configure schema"),
    ("configure node", "node attribute", "node utilization"),
    ("configure delete", "configure rename", "configure erase", "resource stop"),
    ("configure commit", "configure diff", "configure verify", "configure undo", "transactions"),
    ("configure refresh", "configure commit", "configure diff"),
    ("configure undo", "configure redo"),
    ("configure show", "configure get", "configure graph", "configure save", "configure diff"),
    ("configure get", "configure set", "configure unset", "configure copy"),
    ("configure edit", "configure filter", "configure set", "configure rename"),
    ("configure load", "configure save", "fmt", "lint"),
    ("configure schema", "configure upgrade"),
    ("configure graph", "resource constraints"),
    ("configure modgroup", "configure group"),
    ("verify", "lint", "explain", "codes"),
    ("fmt", "lint"),
    ("status", "wait", "why", "verify"),
    ("wait", "resource restart"),
    ("why", "resource scores", "resource constraints", "resource failcount"),
    ("resource start", "resource stop", "resource restart", "resource status"),
    ("resource promote", "resource demote"),
    ("resource manage", "resource unmanage", "resource maintenance", "maintenance on"),
    ("resource move", "resource ban", "resource clear", "resource locate", "why"),
    ("resource param", "resource meta", "resource utilization", "configure set"),
    ("resource cleanup", "resource refresh", "resource failcount", "resource operations"),
    ("resource secret", "resource param", "secrets"),
    ("resource trace", "resource untrace"),
    ("resource status", "resource locate", "status"),
    ("node standby", "node online", "node maintenance", "node ready"),
    ("node fence", "node clearstate", "node delete"),
    ("node attribute", "node status-attr", "node utilization", "rule"),
    ("node list", "node status", "status"),
    ("maintenance on", "maintenance off", "maintenance show", "maintenance action"),
    ("cluster start", "cluster stop", "cluster restart", "cluster wait_for_startup"),
    ("cluster status", "cluster health", "corosync status", "status"),
    ("corosync show", "corosync get", "corosync set", "corosync unset", "corosync edit"),
    ("corosync diff", "corosync verify", "corosync reload"),
    ("corosync add-node", "corosync del-node", "node delete"),
    ("cib new", "cib use", "cib list", "cib delete", "cib reset", "cib import"),
    ("cib diff", "cib commit", "configure commit"),
    ("cibstatus load", "cibstatus save", "cibstatus origin", "cibstatus show"),
    ("cibstatus node", "cibstatus op", "cibstatus quorum", "cibstatus ticket", "cibstatus run"),
    ("cibstatus run", "cibstatus simulate"),
    ("template list", "template show", "template new", "template edit", "template apply"),
    ("template new", "template delete"),
    ("convert heartbeat", "convert corosync", "convert cib", "convert rhcs", "convert mon"),
    ("ra classes", "ra list", "ra providers", "ra info", "ra validate", "agents"),
    ("ra catalogue", "ra list"),
    ("options show", "options list", "options set", "options unset", "options check"),
    ("options set", "options edit", "options save", "options reset"),
    ("options set", "options editor", "options pager", "options output"),
    ("options set", "options wait", "options skill-level"),
    ("completion", "options set"),
)
"""Topics, as `help` takes them, that belong together."""


def related(level: str, command: Command) -> tuple[str, ...]:
    """Return the topics that belong to a command of a level; it may be one of the top too."""
    own = dict.fromkeys(_beside(f"{level} {command.name}"))
    return tuple(own or dict.fromkeys(_beside(command.name)))


def _beside(topic: str) -> Iterator[str]:
    for group in GROUPS:
        if topic in group:
            yield from (one for one in group if one != topic)
