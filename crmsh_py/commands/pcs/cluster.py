"""Nodes, options, fencing levels, tags, access control and alerts as pcs commands."""

from crmsh_py import xmltree
from crmsh_py.commands.pcs.resources import defaults
from crmsh_py.commands.pcs.values import (
    Command,
    Mask,
    attributes,
    expression_words,
    need,
    no_other_parts,
    one,
    only,
    pairs,
    plain_set,
    with_keyword,
)
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.xmltree import Element

_SET_BY_CLUSTER = frozenset(
    {"dc-version", "cluster-infrastructure", "cluster-name", "have-watchdog", "last-lrm-refresh"}
)


def node(element: Element, mask: Mask) -> list[Command]:
    """Set the attributes of a node, which the cluster itself enters."""
    need(element.get("type", "member") == "member", "nodes that are no members of the cluster")
    no_other_parts(element, ("instance_attributes", "utilization"))
    uname = element.get("uname", "")
    found = {
        "attribute": plain_set(element, "instance_attributes", mask),
        "utilization": plain_set(element, "utilization", mask),
    }
    return [["node", word, uname, *options] for word, options in found.items() if options]


def properties(element: Element, mask: Mask) -> list[Command]:
    """Set options of the cluster, but for those that the cluster sets itself."""
    only(element, ("id",))
    no_other_parts(element, ("nvpair",))
    need(element.get("id") == OPTION_SETS["property"][2], "a second set of properties")
    options = [
        option for option in pairs(element, mask) if option.partition("=")[0] not in _SET_BY_CLUSTER
    ]
    return [["property", "set", *options]] if options else []


def option_set(element: Element, mask: Mask) -> list[Command]:
    """Create a set of defaults, for resources or for operations."""
    section = element.getparent()
    words = ["op", "defaults"] if section is not None and section.tag == "op_defaults" else []
    rule = one(element, "rule")
    condition = [] if rule is None else [" ".join(expression_words(rule, mask))]
    return [defaults(element, mask, words or ["defaults"], condition)]


def fencing_levels(element: Element, _mask: Mask) -> list[Command]:
    """Add fencing levels."""
    no_other_parts(element, ("fencing-level",))
    return [_level(level) for level in element.findall("fencing-level")]


def _level(level: Element) -> Command:
    pattern, attribute = level.get("target-pattern"), level.get("target-attribute")
    target = level.get("target") or f"regexp%{pattern}"
    if attribute is not None:
        target = f"attrib%{attribute}={level.get('target-value')}"
    devices = [one.strip() for one in level.get("devices", "").split(",")]
    return ["stonith", "level", "add", level.get("index", ""), target, *devices]


def tag(element: Element, _mask: Mask) -> list[Command]:
    """Create a tag."""
    names = [ref.get("id", "") for ref in xmltree.children(element)]
    return [["tag", "create", element.get("id", ""), *names]]


# ------------------------------------------------------------------ access control and alerts


def acl_role(element: Element, _mask: Mask) -> list[Command]:
    """Create a role with its permissions."""
    description = [f"description={element.get('description')}"]
    words = description if element.get("description") else []
    for part in xmltree.children(element):
        need(part.tag == "acl_permission", f"<{part.tag!s}>")
        only(part, ("id", "kind", "xpath", "reference", "description"))
        what = ["xpath", part.get("xpath", "")] if part.get("xpath") else []
        words += [part.get("kind", ""), *(what or ["id", part.get("reference", "")])]
    return [["acl", "role", "create", element.get("id", ""), *words]]


def acl_target(element: Element, _mask: Mask) -> list[Command]:
    """Give a user, or a group of users, its roles."""
    word = "user" if element.tag == "acl_target" else "group"
    roles = [role.get("id", "") for role in element.findall("role")]
    return [["acl", word, "create", element.get("id", ""), *roles]]


def alert(element: Element, mask: Mask) -> list[Command]:
    """Create an alert and its recipients."""
    no_other_parts(element, ("instance_attributes", "meta_attributes", "recipient"))
    create = ["alert", "create", *attributes(element), *_alert_options(element, mask)]
    return [create, *(_recipient(element, one, mask) for one in element.findall("recipient"))]


def _recipient(alert_: Element, recipient: Element, mask: Mask) -> Command:
    head = ["alert", "recipient", "add", alert_.get("id", "")]
    return [*head, *attributes(recipient), *_alert_options(recipient, mask)]


def _alert_options(element: Element, mask: Mask) -> list[str]:
    return [
        *with_keyword("options", plain_set(element, "instance_attributes", mask)),
        *with_keyword("meta", plain_set(element, "meta_attributes", mask)),
    ]
