"""Cluster properties of old, and what became of each: data.

The engine of 0.6.6 knew exactly these spellings (lib/pengine/common.c, crmd/control.c); any
other was a property of nothing, and had no effect.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Reading(Enum):
    """How a value is read."""

    TEXT = auto()
    TIME = auto()
    SCORE = auto()
    BOOLEAN = auto()
    INTEGER = auto()
    QUORUM_POLICY = auto()
    FENCE_ACTION = auto()
    HEALTH_STRATEGY = auto()
    PLACEMENT = auto()


@dataclass(frozen=True, slots=True)
class Successor:
    """What a property is called now; in `section` it is a default of resources or operations."""

    name: str
    reading: Reading = Reading.TEXT
    section: str = "crm_config"


_BOTH_SPELLINGS: Mapping[str, Reading] = {
    "symmetric-cluster": Reading.BOOLEAN,
    "no-quorum-policy": Reading.QUORUM_POLICY,
    "stonith-enabled": Reading.BOOLEAN,
    "stonith-action": Reading.FENCE_ACTION,
    "startup-fencing": Reading.BOOLEAN,
    "stop-orphan-resources": Reading.BOOLEAN,
    "stop-orphan-actions": Reading.BOOLEAN,
    "cluster-recheck-interval": Reading.TIME,
    "dc-deadtime": Reading.TIME,
    "election-timeout": Reading.TIME,
    "shutdown-escalation": Reading.TIME,
}
_SAME: Mapping[str, Reading] = {
    "cluster-delay": Reading.TIME,
    "stonith-timeout": Reading.TIME,
    "stonith-max-attempts": Reading.INTEGER,
    "batch-limit": Reading.INTEGER,
    "migration-limit": Reading.INTEGER,
    "pe-error-series-max": Reading.INTEGER,
    "pe-warn-series-max": Reading.INTEGER,
    "pe-input-series-max": Reading.INTEGER,
    "start-failure-is-fatal": Reading.BOOLEAN,
    "stop-all-resources": Reading.BOOLEAN,
    "maintenance-mode": Reading.BOOLEAN,
    "enable-startup-probes": Reading.BOOLEAN,
    "enable-acl": Reading.BOOLEAN,
    "cluster-name": Reading.TEXT,
    "node-health-strategy": Reading.HEALTH_STRATEGY,
    "node-health-green": Reading.SCORE,
    "node-health-yellow": Reading.SCORE,
    "node-health-red": Reading.SCORE,
    "placement-strategy": Reading.PLACEMENT,
}
_STICKINESS = Successor("resource-stickiness", Reading.SCORE, "rsc_defaults")
_ACTION_TIMEOUT = Successor("timeout", Reading.TIME, "op_defaults")
_FAILURE = Successor("resource-failure-stickiness", Reading.SCORE, "rsc_defaults")
_MANAGED = Successor("is-managed", Reading.BOOLEAN, "rsc_defaults")

SUCCESSORS: Mapping[str, Successor] = {
    **{name: Successor(name, reading) for name, reading in _SAME.items()},
    **{name: Successor(name, reading) for name, reading in _BOTH_SPELLINGS.items()},
    **{
        name.replace("-", "_"): Successor(name, reading)
        for name, reading in _BOTH_SPELLINGS.items()
    },
    "transition-idle-timeout": Successor("cluster-delay", Reading.TIME),
    "transition_idle_timeout": Successor("cluster-delay", Reading.TIME),
    "crmd-integration-timeout": Successor("join-integration-timeout", Reading.TIME),
    "crmd-finalization-timeout": Successor("join-finalization-timeout", Reading.TIME),
    "crmd_integration_timeout": Successor("join-integration-timeout", Reading.TIME),
    "crmd_finalization_timeout": Successor("join-finalization-timeout", Reading.TIME),
    "default-resource-stickiness": _STICKINESS,
    "default_resource_stickiness": _STICKINESS,
    "default-action-timeout": _ACTION_TIMEOUT,
    "default_action_timeout": _ACTION_TIMEOUT,
    "default-resource-failure-stickiness": _FAILURE,
    "default_resource_failure_stickiness": _FAILURE,
    "is-managed-default": _MANAGED,
    "is_managed_default": _MANAGED,
    "default-migration-threshold": Successor("migration-threshold", Reading.SCORE, "rsc_defaults"),
    "default_migration_threshold": Successor("migration-threshold", Reading.SCORE, "rsc_defaults"),
}
"""What became of a property, by any spelling that was known."""

GONE: Mapping[str, str] = {
    "dc-version": "the cluster writes it itself",
    "cluster-infrastructure": "the cluster writes it itself",
    "last-lrm-refresh": "the cluster writes it itself when resources are looked at anew",
    "expected-quorum-votes": "corosync knows the quorum by itself",
    "probe_complete": "the cluster knows it itself",
    "probe-complete": "the cluster knows it itself",
    **dict.fromkeys(
        (
            *("short_resource_names", "short-resource-names"),
            *("suppress_cib_writes", "suppress-cib-writes"),
            *("require_quorum", "require-quorum"),
            *("transition_timeout", "transition-timeout"),
            *("network-delay", "network_delay"),
        ),
        "no version since has it",
    ),
}
"""Properties without any effect on what the cluster does, and why they are not needed."""

REMOVE_AFTER_STOP = frozenset({"remove-after-stop", "remove_after_stop"})
NOTIFICATIONS = frozenset({"notification-agent", "notification-recipient"})
QUORUM_POLICIES = frozenset({"stop", "freeze", "ignore", "suicide", "demote"})
HEALTH_STRATEGIES = frozenset({"none", "migrate-on-red", "only-green", "progressive", "custom"})
PLACEMENTS = frozenset({"default", "utilization", "minimal", "balanced"})
FENCE_ACTIONS: Mapping[str, str] = {"reboot": "reboot", "off": "off", "poweroff": "off"}
