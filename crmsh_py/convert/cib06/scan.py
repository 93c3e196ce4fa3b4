"""What has to be known of the whole document before its resources are converted."""

from collections.abc import Iterator

from crmsh_py.convert.cib06.meta_names import is_false, is_true, today
from crmsh_py.convert.cib06.orders import ends_of, is_optional
from crmsh_py.convert.cib06.targets import without_instance
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_ENDS = ("rsc", "from", "to", "first", "then", "with-rsc")
_CONSTRAINTS = ("rsc_location", "rsc_colocation", "rsc_order")
_CONTAINERS = ("clone", "master_slave", "master")
_MANAGED = frozenset({"is-managed", "is-managed-default"})


def scan(work: Work) -> None:
    """Note in the work's targets what constraints and properties say about resources."""
    root, targets = work.document.root, work.targets
    ids = {one.get("id", "") for one in root.iter("primitive", "group", *_CONTAINERS)}
    for clone in root.iter(*_CONTAINERS):
        for child in clone.iterdescendants("primitive", "group"):
            targets.clone_of[child.get("id", "")] = clone.get("id", "")
    for constraint in root.iter(*_CONSTRAINTS):
        for value in map(constraint.get, _ENDS):
            base = without_instance(value) if value and value not in ids else None
            if base is not None:
                targets.instances.add(base)
    for order in root.iter("rsc_order"):
        if is_optional(order):
            targets.restarted.add(ends_of(order)[1] or "")
    targets.unmanaged = any(map(_is_unmanaged, root.iter("*")))
    targets.fences = is_true(_property(root, "stonith-enabled") or "false")
    targets.stickiness = _property(root, "default-resource-stickiness")


def _is_unmanaged(element: Element) -> bool:
    if element.tag == "nvpair":
        return today(element.get("name", "")) in _MANAGED and is_false(element.get("value", ""))
    return is_false(element.get("is_managed", ""))


def _property(root: Element, name: str) -> str | None:
    return next((value for key, value in _properties(root) if key == name), None)


def _properties(root: Element) -> Iterator[tuple[str, str]]:
    for section in root.iter("crm_config"):
        for pair in section.iter("nvpair"):
            yield today(pair.get("name", "")), pair.get("value", "")
