"""Names that newer schemas do not have, and what became of them: data.

The facts are those of Pacemaker's release notes (2.0.0, 3.0.0) and of what its schemas bar.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a pair: it gets the name `new` (None: it goes), in `section` if that is said.

    `value` takes the place of the old value.  `why` is for what goes; if that means a loss, it
    says what to do instead.
    """

    new: str | None = None
    section: str | None = None
    value: str | None = None
    why: str = ""
    loss: bool = False


_STALE_STACK = frozenset(
    {"heartbeat", "openais", "classic openais", "classic openais (with plugin)", "cman"}
)
_FAILURE_STICKINESS = frozenset(
    {"default-resource-failure-stickiness", "default_resource_failure_stickiness"}
)
_THRESHOLD = "set 'migration-threshold' in rsc_defaults instead"
_ALERTS = "define an alert instead"

_PROPERTIES_3: Mapping[str, Fate] = {
    **{
        name: Fate(name.replace("_", "-"))
        for name in (
            "cluster_recheck_interval",
            "dc_deadtime",
            "election_timeout",
            "no_quorum_policy",
            "remove_after_stop",
            "shutdown_escalation",
            "startup_fencing",
            "stonith_action",
            "stonith_enabled",
            "stop_orphan_actions",
            "stop_orphan_resources",
            "symmetric_cluster",
        )
    },
    "transition_idle_timeout": Fate("cluster-delay"),
    "default-action-timeout": Fate("timeout", "op_defaults"),
    "default_action_timeout": Fate("timeout", "op_defaults"),
    "default-resource-stickiness": Fate("resource-stickiness", "rsc_defaults"),
    "default_resource_stickiness": Fate("resource-stickiness", "rsc_defaults"),
    "is-managed-default": Fate("is-managed", "rsc_defaults"),
    "is_managed_default": Fate("is-managed", "rsc_defaults"),
    "default-migration-threshold": Fate(why=_THRESHOLD, loss=True),
    "default_migration_threshold": Fate(why=_THRESHOLD, loss=True),
    "expected-quorum-votes": Fate(why="corosync knows the quorum by itself"),
    "notification-agent": Fate(why=_ALERTS, loss=True),
    "notification-recipient": Fate(why=_ALERTS, loss=True),
}


def property_fate_3(name: str, value: str) -> Fate | None:
    """Return what becomes of a cluster property in pacemaker-3.0; None: it stays."""
    if name == "cluster-infrastructure" and value in _STALE_STACK:
        return Fate(why=f"{value} cannot run the cluster any more")
    if name in _FAILURE_STICKINESS:
        if value == "-INFINITY":
            return Fate("migration-threshold", "rsc_defaults", "1")
        return Fate(why=_THRESHOLD, loss=True)
    return _PROPERTIES_3.get(name)


PARAMETERS_3: Mapping[str, str] = {
    f"pcmk_{action}_cmd": f"pcmk_{action}_action"
    for action in ("list", "monitor", "off", "on", "reboot", "status")
}
"""Parameters of fencing devices that got other names in pacemaker-3.0."""

ARGUMENT_MAP = "pcmk_arg_map"
"""A parameter of fencing devices of which `pcmk_host_argument` was left in pacemaker-3.0."""

ISOLATION = frozenset({"isolation", "isolation-host", "isolation-instance", "isolation-wrapper"})
RESOURCE_FAILURE_STICKINESS = frozenset(
    {"resource-failure-stickiness", "resource_failure_stickiness"}
)

OPERATION_META_3 = frozenset(
    {
        "interval-origin",
        "start-delay",
        "enabled",
        "on-fail",
        "record-pending",
        "role",
        "timeout",
    }
)
"""What stood among the parameters of an operation though it is no agent's business."""

_PROPERTIES_4: Mapping[str, Fate] = {
    "crmd-finalization-timeout": Fate("join-finalization-timeout"),
    "crmd-integration-timeout": Fate("join-integration-timeout"),
    "crmd-transition-delay": Fate("transition-delay"),
}


def property_fate_4(name: str, value: str) -> Fate | None:
    """Return what becomes of a cluster property in pacemaker-4.0; None: it stays."""
    if name == "remove-after-stop":
        heeded = value.strip().lower() in {"true", "yes", "on", "y", "1"}
        return Fate(why="stopped resources stay in the record of what runs where", loss=heeded)
    return _PROPERTIES_4.get(name)


RESOURCE_META_4: Mapping[str, str] = {
    "restart-type": "say in the order constraints what depends on what ('kind')",
}
OPERATION_META_4: Mapping[str, str] = {
    "can_fail": "set 'on-fail' of the operation",
    "role_after_failure": "set 'on-fail' of the operation",
}
"""Meta attributes that pacemaker-4.0 does not have, and what to do instead."""
_WITH_RESOURCE_META = frozenset(
    {"primitive", "template", "group", "clone", "master", "bundle", "rsc_defaults"}
)


def is_renamed_3(owner: str, nvset: str, name: str) -> bool:
    """Tell whether pacemaker-3.0 renames a pair of this name, in such a set of such an owner."""
    if nvset == "cluster_property_set":
        return name in _PROPERTIES_3 or name in _FAILURE_STICKINESS | {"cluster-infrastructure"}
    if owner == "op":
        found = OPERATION_META_3 if nvset == "instance_attributes" else frozenset[str]()
        return name == "requires" or name in found
    if owner not in {"primitive", "template"}:
        return False
    if nvset == "meta_attributes":
        return name in ISOLATION | RESOURCE_FAILURE_STICKINESS
    return name in PARAMETERS_3 or name == ARGUMENT_MAP


def is_renamed_4(owner: str, nvset: str, name: str) -> bool:
    """Tell whether pacemaker-4.0 renames a pair of this name, in such a set of such an owner."""
    if nvset == "cluster_property_set":
        return name in _PROPERTIES_4 or name in {"remove-after-stop", "stonith-action"}
    if nvset != "meta_attributes":
        return False
    if owner in {"op", "op_defaults"}:
        return name in OPERATION_META_4
    return owner in _WITH_RESOURCE_META and name in RESOURCE_META_4
