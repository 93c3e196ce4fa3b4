"""Alerts into elements."""

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.model.build.values import add_set, given
from crmsh_py.xmltree import Element


def alert(alert: tree.Alert) -> Element:
    """Build an alert."""
    attributes = {"id": alert.id, "path": alert.path, **given({"description": alert.description})}
    element = xmltree.new("alert", attributes)
    for clause in alert.clauses:
        match clause:
            case tree.NvSet():
                add_set(element, clause)
            case tree.Select():
                _add_select(element, clause)
            case tree.Recipient():
                _add_recipient(element, clause)
    return element


def _add_select(parent: Element, select: tree.Select) -> None:
    element = xmltree.sub(parent, "select")
    for one in select.selectors:
        selector = xmltree.sub(element, f"select_{one.keyword}")
        for attribute in one.attributes:
            named = given({"name": attribute.name, "id": attribute.id})
            xmltree.sub(selector, "attribute", named)


def _add_recipient(parent: Element, recipient: tree.Recipient) -> None:
    said = {
        "description": recipient.description,
        "value": recipient.value,
        "id": recipient.id,
    }
    element = xmltree.sub(parent, "recipient", given(said))
    for nvset in recipient.sets:
        add_set(element, nvset)
