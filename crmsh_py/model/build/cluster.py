"""Nodes and tags into elements; sets of options are built where they are merged."""

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.model.build.values import add_set, given
from crmsh_py.xmltree import Element


def node(node: tree.Node) -> Element:
    """Build a node."""
    element = xmltree.new(
        "node",
        {
            "id": node.id or node.uname,
            "uname": node.uname,
            **given(
{"type": node.type, "description": node.description, "score": node.score}
            ),
        },
    )
    for nvset in node.sets:
        add_set(element, nvset)
    return element


def tag(tag: tree.Tag) -> Element:
    """Build a tag."""
    element = xmltree.new("tag", {"id": tag.id})
    for ref in tag.refs:
        xmltree.sub(element, "obj_ref", {"id": ref.text})
    return element
