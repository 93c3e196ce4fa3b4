"""Names that Pacemaker's schemas bar since pacemaker-3.0, and what took their place.

All else about the names in a set of nvpairs is the agents' or Pacemaker's own business, and
checked elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.subjects import label, subject
from crmsh_py.xmltree import Element

PROPERTIES: Mapping[str, str] = {
    "cluster_recheck_interval": 'the property "cluster-recheck-interval"',
    "dc_deadtime": 'the property "dc-deadtime"',
    "default-action-timeout": '"timeout" in op_defaults',
    "default_action_timeout": '"timeout" in op_defaults',
    "default-migration-threshold": '"migration-threshold" in rsc_defaults',
    "default_migration_threshold": '"migration-threshold" in rsc_defaults',
    "default-resource-failure-stickiness": '"migration-threshold" in rsc_defaults',
    "default_resource_failure_stickiness": '"migration-threshold" in rsc_defaults',
    "default-resource-stickiness": '"resource-stickiness" in rsc_defaults',
    "default_resource_stickiness": '"resource-stickiness" in rsc_defaults',
    "election_timeout": 'the property "election-timeout"',
    "expected-quorum-votes": '"expected_votes" in corosync.conf',
    "is-managed-default": '"is-managed" in rsc_defaults',
    "is_managed_default": '"is-managed" in rsc_defaults',
    "no_quorum_policy": 'the property "no-quorum-policy"',
    "notification-agent": "an alert",
    "notification-recipient": "an alert",
    "remove_after_stop": 'the property "remove-after-stop"',
    "shutdown_escalation": 'the property "shutdown-escalation"',
    "startup_fencing": 'the property "startup-fencing"',
    "stonith_action": 'the property "stonith-action"',
    "stonith_enabled": 'the property "stonith-enabled"',
    "stop_orphan_actions": 'the property "stop-orphan-actions"',
    "stop_orphan_resources": 'the property "stop-orphan-resources"',
    "symmetric_cluster": 'the property "symmetric-cluster"',
    "transition_idle_timeout": 'the property "cluster-delay"',
}
ISOLATION: Mapping[str, str] = dict.fromkeys(
    ("isolation", "isolation-host", "isolation-instance", "isolation-wrapper"), "a bundle"
)
OPERATION: Mapping[str, str] = {"requires": 'the meta attribute "requires" of the resource'}

WITHDRAWN: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("crm_config", "cluster_property_set"): PROPERTIES,
    ("primitive", "meta_attributes"): ISOLATION,
    ("template", "meta_attributes"): ISOLATION,
    ("op", "meta_attributes"): OPERATION,
}


def violations(elements: Iterable[Element]) -> list[tuple[Element, Diagnostic]]:
    """Return what the nvpairs among the elements are called that nothing may be called."""
    return [
        (element, problem)
        for element in elements
        if element.get("name") in _ALL and element.tag == "nvpair"
        for problem in _problems(element)
    ]


_ALL = frozenset(name for names in WITHDRAWN.values() for name in names)


def _problems(nvpair: Element) -> Iterator[Diagnostic]:
    nvset = nvpair.getparent()
    owner = None if nvset is None else nvset.getparent()
    if nvset is None or owner is None:
        return
    name = nvpair.get("name", "")
    instead = WITHDRAWN.get((str(owner.tag), str(nvset.tag)), {}).get(name)
    if instead is not None:
        yield Diagnostic(
            "schema-violation",
            f'{label(nvpair)}: the name "{name}" is not allowed any more here',
            subject=subject(nvpair),
            hint=f"{instead} takes its place",
        )
