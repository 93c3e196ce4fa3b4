"""Standby, maintenance and unmanaged resources: meant for a while, and easily forgotten.

Facts: Pacemaker Explained, "Cluster Options", "Node attributes" and "Resource Options".
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import OfContainer, OfPrimitive, OfWhole, finding
from crmsh_py.verify.cluster.whole import of_properties
from crmsh_py.verify.view import Container, Primitive, View
from crmsh_py.verify.view.pairs import Pairs, is_true

_MAINTENANCE, _MANAGED = "maintenance", "is-managed"


def cluster_in_maintenance(view: View) -> Iterator[Diagnostic]:
    """Report that the whole cluster only looks on."""
    name = "maintenance-mode"
    if view.is_on(name, default=False):
        words = "maintenance-mode is on: the cluster watches and recovers nothing"
        hint = "type 'crm maintenance off' when the work is done"
        yield of_properties(view, "in-maintenance", words, name, hint=hint)
    default = "is-managed-default"
    if not view.is_on(default, default=True):
        words = "is-managed-default is off: the cluster recovers no resource"
        hint = "take it out when the work is done"
        yield of_properties(view, "unmanaged", words, default, hint=hint)


def nodes_left(view: View) -> Iterator[Diagnostic]:
    """Report nodes in standby or in maintenance for good."""
    for node in view.nodes:
        if is_true(node.attributes.get(_MAINTENANCE), otherwise=False):
            words = "is in maintenance: what runs there is neither watched nor recovered"
            hint = f"type 'crm node ready {node.name}' when the work is done"
            yield finding(node.element, "in-maintenance", words, _MAINTENANCE, hint=hint)
        if is_true(node.attributes.get("standby"), otherwise=False):
            words = "is in standby: no resource runs there"
            hint = f"type 'crm node online {node.name}' when the work is done"
            yield finding(
                node.element, "in-standby", words, "standby", severity=Severity.INFO, hint=hint
            )


def resource_left(_view: View, resource: Primitive | Container) -> Iterator[Diagnostic]:
    """Report a resource that says itself that it is unmanaged or in maintenance."""
    own: Pairs = resource.own_meta if isinstance(resource, Primitive) else resource.meta
    if not own.always:
        return
    if is_true(own.get(_MAINTENANCE), otherwise=False):
        words = "is in maintenance: it is neither watched nor recovered"
        hint = f"type 'crm resource maintenance {resource.id} off' when the work is done"
        yield finding(resource.element, "in-maintenance", words, _MAINTENANCE, hint=hint)
    elif not is_true(own.get(_MANAGED), otherwise=True):
        words = "is not managed: the cluster neither starts, stops nor recovers it"
        hint = f"type 'crm resource manage {resource.id}' when the work is done"
        yield finding(resource.element, "unmanaged", words, _MANAGED, hint=hint)


def defaults_left(view: View) -> Iterator[Diagnostic]:
    """Report defaults that leave all resources unmanaged or in maintenance."""
    section = view.cib.section("rsc_defaults")
    defaults = view.resource_defaults
    for name, value, code in (
        (_MAINTENANCE, True, "in-maintenance"),
        (_MANAGED, False, "unmanaged"),
    ):
        if section is None or is_true(defaults.get(name), otherwise=not value) is not value:
            continue
        nvset = next((one for one in section if any(p.get("name") == name for p in one)), None)
        if nvset is not None:
            words = f"{name}={str(value).lower()} for all resources: none is recovered"
            yield finding(nvset, code, words, name, hint="take it out when the work is done")


CHECKS = (
    OfWhole(("in-maintenance", "unmanaged"), cluster_in_maintenance),
    OfWhole(("in-maintenance", "unmanaged"), defaults_left),
    OfWhole(("in-maintenance", "in-standby"), nodes_left),
    OfPrimitive(("in-maintenance", "unmanaged"), resource_left),
    OfContainer(("in-maintenance", "unmanaged"), resource_left),
)
