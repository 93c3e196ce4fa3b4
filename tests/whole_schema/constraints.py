"""Locations, colocations, orders and tickets."""

from hypothesis import strategies as st

from crmsh_py import xmltree
from crmsh_py.xmltree import Element
from whole_schema.drawing import BOOLEANS, ROLES, SCORES, TEXTS, Drawing, Values
from whole_schema.nodes import node_name
from whole_schema.nvsets import rule

_RSCS = ("primitive", "group", "clone", "master", "bundle", "tag", "template")
"""What constraints can be about."""
_ACTIONS = st.sampled_from(["start", "promote", "demote", "stop"])
_KINDS = st.sampled_from(["Mandatory", "Optional", "Serialize"])
_DISCOVERY = st.sampled_from(["always", "never", "exclusive"])
_LOSS = st.sampled_from(["stop", "demote", "fence", "freeze"])
_SET: Values = {
    "sequential": BOOLEANS,
    "require-all": BOOLEANS,
    "ordering": st.sampled_from(["group", "listed"]),
    "action": _ACTIONS,
    "role": ROLES,
}


def constraints(drawing: Drawing, section: Element) -> None:
    """Draw constraints; what they are about is there already."""
    kinds = [_location, _colocation, _order, _ticket]
    for _ in drawing.times(3, least=1):
        drawing.pick(kinds)(drawing, section)


def _rsc(drawing: Drawing) -> str:
    return drawing.pick(drawing.known(_RSCS))


def _with_rest(
    drawing: Drawing, section: Element, tag: str, ends: dict[str, str], rest: dict[str, str]
) -> Element:
    """Make a constraint: what it is about, and the rest in front or behind."""
    both = {**rest, **ends} if drawing.chance(2) else {**ends, **rest}
    return drawing.object(section, tag, both)


# ------------------------------------------------------------------ parts


def _sets(drawing: Drawing, made: Element) -> None:
    for _ in drawing.times(3, least=1):
        known = drawing.reference("resource_set")
        if known is not None:
            xmltree.sub(made, "resource_set", {"id-ref": known})
            continue
        attributes = drawing.some(_SET)
        if drawing.chance(3):
            one_of = drawing.pick(({"kind": _KINDS}, {"score": SCORES}))
            attributes |= {name: drawing.of(values) for name, values in one_of.items()}
        one = drawing.element(made, "resource_set", attributes)
        for _ in drawing.times(3, least=1):
            xmltree.sub(one, "resource_ref", {"id": _rsc(drawing)})


def _lifetime(drawing: Drawing, made: Element) -> None:
    if drawing.chance(6):
        lifetime = xmltree.sub(made, "lifetime")
        for _ in drawing.times(2, least=1):
            rule(drawing, lifetime)


# ------------------------------------------------------------------ the four


def _location(drawing: Drawing, section: Element) -> None:
    rest = drawing.some({"resource-discovery": _DISCOVERY})
    form = drawing.pick(("rsc", "pattern", "sets"))
    if form == "rsc":
        rest = {"rsc": _rsc(drawing), **drawing.some({"role": ROLES}), **rest}
    elif form == "pattern":
        rest = {"rsc-pattern": drawing.of(TEXTS), **drawing.some({"role": ROLES}), **rest}
    by_node = drawing.chance(2)
    ends = {"score": drawing.of(SCORES), "node": node_name(drawing)} if by_node else {}
    made = _with_rest(drawing, section, "rsc_location", ends, rest)
    if form == "sets":
        _sets(drawing, made)
    for _ in () if by_node else drawing.times(2, least=1):
        rule(drawing, made)
    _lifetime(drawing, made)


def _colocation(drawing: Drawing, section: Element) -> None:
    rest = drawing.some({"score": SCORES, "influence": st.sampled_from(["true", "0"]) | TEXTS})
    by_sets = drawing.chance(2)
    ends = {} if by_sets else {"rsc": _rsc(drawing), "with-rsc": _rsc(drawing)}
    if not by_sets:
        free = {"node-attribute": TEXTS, "rsc-role": ROLES, "with-rsc-role": ROLES}
        ends |= drawing.some(free)
    made = _with_rest(drawing, section, "rsc_colocation", ends, rest)
    _lifetime(drawing, made)
    if by_sets:
        _sets(drawing, made)


def _order(drawing: Drawing, section: Element) -> None:
    rest = drawing.some({"symmetrical": BOOLEANS, "require-all": BOOLEANS, "kind": _KINDS})
    if "kind" not in rest:
        rest |= drawing.some({"score": SCORES})
    by_sets = drawing.chance(2)
    ends = {} if by_sets else {"first": _rsc(drawing), "then": _rsc(drawing)}
    if not by_sets:
        ends |= drawing.some({"first-action": _ACTIONS, "then-action": _ACTIONS})
    made = _with_rest(drawing, section, "rsc_order", ends, rest)
    _lifetime(drawing, made)
    if by_sets:
        _sets(drawing, made)


def _ticket(drawing: Drawing, section: Element) -> None:
    rest = {"ticket": drawing.of(TEXTS), **drawing.some({"loss-policy": _LOSS})}
    by_sets = drawing.chance(2)
    ends = {} if by_sets else {"rsc": _rsc(drawing), **drawing.some({"rsc-role": ROLES})}
    made = _with_rest(drawing, section, "rsc_ticket", ends, rest)
    if by_sets:
        _sets(drawing, made)
