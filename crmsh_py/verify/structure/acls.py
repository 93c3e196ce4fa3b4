"""Checks of access control: that it is on, reaches somebody, and can be understood."""

from collections.abc import Iterator

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.spelling import did_you_mean
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import View
from crmsh_py.verify.view.pairs import children
from crmsh_py.xmltree import Element

_ALMIGHTY = frozenset({"root", "hacluster"})
_HOLDERS = frozenset({"acl_target", "acl_group", "acl_user"})
_LONGEST = 10_000
_LONGEST_NAME = 60
_NAMES = (
    "cib configuration crm_config cluster_property_set nvpair nodes node instance_attributes "
    "meta_attributes utilization resources primitive template group clone master bundle docker "
    "podman rkt network port-mapping storage storage-mapping operations op constraints "
    "rsc_location rsc_colocation rsc_order rsc_ticket resource_set resource_ref lifetime rule "
    "expression date_expression date_spec duration rsc_expression op_expression tags tag "
    "obj_ref acls acl_target acl_group acl_role acl_user acl_permission role role_ref read "
    "write deny fencing-topology fencing-level alerts alert recipient select select_nodes "
    "select_fencing select_resources select_attributes attribute rsc_defaults op_defaults "
    "status node_state lrm lrm_resources lrm_resource lrm_rsc_op transient_attributes tickets "
    "ticket_state "
)
_ELEMENTS = frozenset(_NAMES.split())
"""The elements of a CIB (Pacemaker's schemas 1.0 to 4.0), with those of its status."""


def _acls(view: View) -> list[Element]:
    section = view.cib.section("acls")
    return [] if section is None else [one for one in section if isinstance(one.tag, str)]


def switched_off(view: View) -> Iterator[Diagnostic]:
    """Report access control that is not on: everybody who gets to the cluster may do anything."""
    there = _acls(view)
    if there and not view.is_on("enable-acl", default=False):
        words = "access control is off, so no role or target has an effect"
        hint = "'configure property enable-acl=true' switches it on"
        yield finding(there[0], "acls-off", words, hint=hint)


def almighty(view: View) -> Iterator[Diagnostic]:
    """Report users who may do everything, whatever roles they are given."""
    for one in _acls(view):
        name = one.get("name") or one.get("id") or ""
        if one.tag in ("acl_target", "acl_user") and name in _ALMIGHTY:
            words = f"{name!r} may always do everything: its roles have no effect"
            hint = "give roles to other users, in the unix group haclient"
            yield finding(one, "acl-of-almighty", words, name, hint=hint)


def roles(view: View) -> Iterator[Diagnostic]:
    """Report targets without a role, who may do nothing, and roles that nobody has."""
    used = set()
    for one in _acls(view):
        if one.tag in _HOLDERS:
            own = [ref.get("id") for ref in one if ref.tag in ("role", "role_ref")]
            used.update(own)
            if not own and not children(one, "read") + children(one, "write"):
                words = "has no role: it may see and do nothing"
                hint = f"name its roles: 'acl_target {one.get('id')} ROLE'"
                yield finding(one, "acl-without-role", words, hint=hint)
    for one in _acls(view):
        if one.tag == "acl_role" and one.get("id") not in used:
            words, info = "nobody has this role", Severity.INFO
            hint = f"give it to somebody: 'acl_target USER {one.get('id')}'"
            yield finding(one, "unused-role", words, severity=info, hint=hint)


def paths(view: View) -> Iterator[Diagnostic]:
    """Report permissions whose XPath is none: they have no effect."""
    for role in _acls(view):
        for right in role:
            path = right.get("xpath")
            if path is None or len(path) > _LONGEST or xmltree.is_xpath(path):
                continue
            words = f"{path!r} is no XPath, so the permission has no effect"
            hint = "write it as '//primitive[@id=\"x\"]'"
            yield finding(right, "invalid-xpath", words, "xpath", path, hint=hint)


def types(view: View) -> Iterator[Diagnostic]:
    """Report permissions for elements that no CIB has: they have no effect."""
    for role in _acls(view):
        for right in role:
            name = right.get("object-type") or right.get("tag")
            if name is not None and name not in _ELEMENTS and name != "*":
                words = f"no CIB has an element {name!r}, so the permission has no effect"
                hint = did_you_mean(name[:_LONGEST_NAME], sorted(_ELEMENTS))
                yield finding(right, "unknown-element", words, "type", name, hint=hint)


CHECKS = (
    OfWhole(("acls-off",), switched_off),
    OfWhole(("acl-of-almighty",), almighty),
    OfWhole(("acl-without-role", "unused-role"), roles),
    OfWhole(("invalid-xpath",), paths),
    OfWhole(("unknown-element",), types),
)
