"""To pacemaker-2.0: access control lists in their present form ("Pacemaker Explained", "ACLs").

`acl_user` became `acl_target`, which has roles only; `read`, `write` and `deny` became
`acl_permission`, which names an element or a type of elements, but no single attribute of these.
"""

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.identifiers import Allocator
from crmsh_py.upgrade.report import Report
from crmsh_py.xmltree import Element

PERMISSIONS = ("read", "write", "deny")


def convert_acls(cib: Cib, report: Report) -> None:
    """Bring users, roles and permissions into their present form."""
    acls = cib.section("acls")
    for element in [] if acls is None else list(xmltree.children(acls)):
        if element.tag == "acl_user":
            _convert_user(cib, element, report)
        elif any(part.tag in PERMISSIONS for part in xmltree.children(element)):
            role = _with_permissions("acl_role", element, report)
            cib.replace(element, role)
            report.changed(role, "its permissions are acl_permission elements now")


def _convert_user(cib: Cib, user: Element, report: Report) -> None:
    id_ = user.get("id", "")
    target = xmltree.new("acl_target", {"id": id_})
    references = list(user.iterchildren("role_ref"))
    for reference in references:
        xmltree.sub(target, "role", {"id": reference.get("id", "")})
    if not references and any(part.tag in PERMISSIONS for part in xmltree.children(user)):
        role = _role_of(cib, user, report)
        cib.replace(user, role)
        parent = role.getparent()
        assert parent is not None
        xmltree.sub(target, "role", {"id": role.get("id", "")})
        cib.insert(parent, target, role)
        words = f"was an acl_user; its permissions are those of the new role {role.get('id')!r}"
    else:
        cib.replace(user, target)
        words = "was an acl_user"
    report.changed(target, words)


def _role_of(cib: Cib, user: Element, report: Report) -> Element:
    """Return a role that has the permissions that a user had."""
    role = _with_permissions("acl_role", user, report)
    role.set("id", Allocator(cib.ids()).new(f"auto-{user.get('id')}"))
    return role


def _with_permissions(tag: str, old: Element, report: Report) -> Element:
    """Return a copy of an element in which the permissions have the present form."""
    new = xmltree.new(tag, {"id": old.get("id", "")})
    new.text = old.text
    for part in old:
        new.append(_permission(part, report) if part.tag in PERMISSIONS else xmltree.copy(part))
    return new


def _permission(old: Element, report: Report) -> Element:
    new = xmltree.new("acl_permission", {"id": old.get("id", ""), "kind": str(old.tag)})
    attribute = old.get("attribute")
    if "ref" in old.attrib:
        new.set("reference", old.attrib["ref"])
    elif "tag" in old.attrib:
        new.set("object-type", old.attrib["tag"])
        if attribute is not None:
            new.set("attribute", attribute)
    else:
        suffix = "" if attribute is None else f"[@{attribute}]"
        new.set("xpath", f"{old.get('xpath', '')}{suffix}")
    if attribute is not None:
        report.lost(
            old,
            f"the permission {old.get('id')!r} was about the attribute {attribute!r} alone, and"
            " is about whole elements now",
            hint="look at what it allows, and narrow it with an 'xpath' if that is too much",
        )
    return new
