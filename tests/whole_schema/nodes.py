"""Nodes and what is set on them."""

from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.xmltree import Element
from whole_schema.drawing import SCORES, TEXTS, Drawing
from whole_schema.nvsets import nvsets

_TYPES = st.sampled_from(["member", "remote", "ping"])
_UNAMES = (
    *(
        "node1",
        "node2",
        "node3",
        "n-4.example.com",
        "größe",
        "1",
        "n 2",
        "a:b",
        "rule",
        "inf",
        "#n",
    ),
    *("node", "a", '"', "/x/", "$id", "params"),
)


def nodes(drawing: Drawing, section: Element) -> None:
    """Draw nodes, each with an id and a name that no other has."""
    free = list(_UNAMES)
    for at in drawing.times(2, least=1):
        uname = drawing.of(TEXTS) if drawing.chance(6) else drawing.pick(free)
        if uname not in free and uname in drawing.known(["uname"]):
            continue
        free = [one for one in free if one != uname]
        id_ = drawing.pick((str(at + 1), uname if uname in _UNAMES else "x", f"id {at}", f"é{at}"))
        if id_ in drawing.known(["node"]):
            continue
        _node(drawing, section, id_, uname)


def _node(drawing: Drawing, section: Element, id_: str, uname: str) -> None:
    drawing.remember("node", id_)
    drawing.remember("uname", uname)
    attributes = drawing.some({"type": _TYPES, "description": TEXTS, "score": SCORES})
    made = xmltree.sub(section, "node", {"id": id_, "uname": uname, **attributes})
    nvsets(drawing, made, ("instance_attributes", "utilization"), most=3)


def node_name(drawing: Drawing) -> str:
    """Draw the name of a node, one that is not there perhaps."""
    known = drawing.known(["uname"])
    return drawing.pick(known) if known and drawing.chance(2) else drawing.pick(_UNAMES)
