"""Comments between objects: people note there what an object is for, or put one out of action."""

from crmsh_py import xmltree
from crmsh_py.xmltree import Element


def keep_comment(node: Element, target: Element) -> bool:
    """Copy a comment into the new section; tell whether it is one, or nothing to be converted."""
    if xmltree.is_element(node):
        return False
    if xmltree.is_comment(node):
        xmltree.attach(target, xmltree.comment(node.text or ""), None)
    return True
