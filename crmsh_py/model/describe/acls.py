"""Roles, and who has them."""

from collections.abc import Set as AbstractSet

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID
from crmsh_py.model.describe.sets import explicit_id
from crmsh_py.model.describe.values import (
    description,
    elements,
    matching,
    need,
    one_line,
    one_of,
    only,
)
from crmsh_py.model.releases import has_old_acls
from crmsh_py.xmltree import Element

_KINDS = ("read", "write", "deny")


def role(referenced: AbstractSet[str], element: Element) -> tree.Role:
    """Say a role, in the one form or the other that its schema has."""
    only(element, ("id", "description"))
    say = _old_right if _is_old(element) else _right
    rights = tuple([say(referenced, one) for one in elements(element)])
    return tree.Role(matching(ID, element.get("id")), rights, description(element))


def _is_old(element: Element) -> bool:
    """Tell whether the schema of a role's CIB has the old form of rights."""
    root = next(element.iterancestors("cib"), None)
    if root is None:
        return any(one.tag in _KINDS for one in elements(element))
    return has_old_acls(root.get("validate-with", ""))


def _right(referenced: AbstractSet[str], element: Element) -> tree.Right:
    need(element.tag == "acl_permission" and not elements(element))
    about = ("xpath", "reference", "object-type")
    only(element, ("id", "kind", "description", "attribute", *about))
    need(sum(name in element.attrib for name in about) == 1)
    need("attribute" not in element.attrib or "object-type" in element.attrib)
    return tree.Right(
        one_of(_KINDS, element.get("kind")),
        element.get("xpath"),
        element.get("reference"),
        element.get("object-type"),
        element.get("attribute"),
        explicit_id(referenced, element),
        description(element),
    )


def _old_right(referenced: AbstractSet[str], element: Element) -> tree.Right:
    only(element, ("id", "tag", "ref", "xpath", "attribute"))
    need(not elements(element))
    xpath, tag, ref = element.get("xpath"), element.get("tag"), element.get("ref")
    need((xpath is not None) != (tag is not None or ref is not None))
    return tree.Right(
        one_of(_KINDS, str(element.tag)),
        xpath,
        ref,
        tag,
        element.get("attribute"),
        explicit_id(referenced, element),
    )


def target(_referenced: AbstractSet[str], element: Element) -> tree.AclTarget:
    """Say the roles of a user."""
    only(element, ("id", "name"))
    return tree.AclTarget(one_line(element.get("id")), _roles(element, "role"), element.get("name"))


def group(_referenced: AbstractSet[str], element: Element) -> tree.AclGroup:
    """Say the roles of a group."""
    only(element, ("id", "name"))
    return tree.AclGroup(
        matching(ID, element.get("id")), _roles(element, "role"), element.get("name")
    )


def user(referenced: AbstractSet[str], element: Element) -> tree.User:
    """Say a user of old schemas, who has roles or rights."""
    only(element, ("id",))
    id_, parts = matching(ID, element.get("id")), elements(element)
    if parts and parts[0].tag == "role_ref":
        return tree.User(id_, _roles(element, "role_ref"))
    return tree.User(id_, rights=tuple([_old_right(referenced, one) for one in parts]))


def _roles(element: Element, tag: str) -> tuple[tree.Word, ...]:
    roles = elements(element)
    need(all(one.tag == tag and len(one.attrib) == 1 for one in roles))
    return tuple([tree.Word(matching(ID, one.get("id"))) for one in roles])
