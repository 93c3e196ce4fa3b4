"""Roles, and who has them, into elements.

Schemas before pacemaker-2.0 have another form of a role's rights: `role_in_old_form` makes it.
"""

from collections.abc import Iterator
from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.model.build.values import given
from crmsh_py.xmltree import Element


def role(role: tree.Role) -> Element:
    """Build a role."""
    element = xmltree.new("acl_role", {"id": role.id, **given({"description": role.description})})
    for right in role.rights:
        for one in _alone(right):
            _add_permission(element, one)
    return element


def _alone(right: tree.Right) -> Iterator[tree.Right]:
    """Yield a right for each thing that it is about."""
    if right.reference is not None and right.object_type is not None:
        yield replace(right, object_type=None, attribute=None)
        yield replace(right, reference=None, id=None)
    else:
        yield right


def _add_permission(parent: Element, right: tree.Right) -> None:
    attributes = {
        "xpath": right.xpath,
        "reference": right.reference,
        "object-type": right.object_type,
        "attribute": right.attribute,
        "description": right.description,
        "id": right.id,
    }
    xmltree.sub(parent, "acl_permission", {"kind": right.kind, **given(attributes)})


def role_in_old_form(role: tree.Role) -> Element:
    """Build a role as schemas before pacemaker-2.0 have it."""
    element = xmltree.new("acl_role", {"id": role.id, **given({"description": role.description})})
    _add_old(element, role.rights)
    return element


def user(user: tree.User) -> Element:
    """Build a user of old schemas."""
    element = xmltree.new("acl_user", {"id": user.id})
    for one in user.roles:
        xmltree.sub(element, "role_ref", {"id": one.text})
    _add_old(element, user.rights)
    return element


def _add_old(parent: Element, rights: tuple[tree.Right, ...]) -> None:
    for right in rights:
        attributes = {
            "tag": right.object_type,
            "ref": right.reference,
            "xpath": right.xpath,
            "attribute": right.attribute,
            "description": right.description,
            "id": right.id,
        }
        xmltree.sub(parent, right.kind, given(attributes))


def target(target: tree.AclTarget) -> Element:
    """Build the roles of a user."""
    return _holder("acl_target", target)


def group(group: tree.AclGroup) -> Element:
    """Build the roles of a group."""
    return _holder("acl_group", group)


def _holder(tag: str, holder: tree.AclTarget | tree.AclGroup) -> Element:
    element = xmltree.new(tag, {"id": holder.id, **given({"name": holder.name})})
    for one in holder.roles:
        xmltree.sub(element, "role", {"id": one.text})
    return element
