"""Constraints, and the sets of resources in them, into elements."""

from collections.abc import Sequence

from crmsh_py import xmltree
from crmsh_py.grammar import tree
from crmsh_py.model.build.values import add_rule, given
from crmsh_py.xmltree import Element

_What = Sequence[tree.End | tree.ResourceSet]


def _pairs(nvpairs: tuple[tree.NvPair, ...]) -> dict[str, str]:
    return {pair.name or "": pair.value or "" for pair in nvpairs}


def _ends(what: _What, *names: str, qualifier: str) -> dict[str, str]:
    """Return the attributes that name the ends of a constraint; none if it is about sets."""
    found: dict[str, str | None] = {}
    for name, end in zip(names, what, strict=False):
        if isinstance(end, tree.End):
            found |= {name: end.rsc, f"{name}-{qualifier}": end.qualifier}
    return given(found)


def _add_sets(parent: Element, what: _What, qualifier: str) -> None:
    for one in what:
        if isinstance(one, tree.ResourceSet):
            _add_set(parent, one, qualifier)


def _add_set(parent: Element, one: tree.ResourceSet, qualifier: str) -> None:
    own = {
        "id": one.id,
        "id-ref": one.id_ref,
        "sequential": one.sequential,
        "require-all": one.require_all,
        qualifier: one.qualifier,
    }
    element = xmltree.sub(parent, "resource_set", given(own) | _pairs(one.attributes))
    for rsc in one.rscs:
        xmltree.sub(element, "resource_ref", {"id": rsc.text})


def _add_lifetime(parent: Element, rules: tuple[tree.Rule, ...]) -> None:
    if rules:
        lifetime = xmltree.sub(parent, "lifetime")
        for rule in rules:
            add_rule(lifetime, rule)


def location(location: tree.Location) -> Element:
    """Build a location."""
    rsc = location.what.text if isinstance(location.what, tree.Word) else None
    pattern = location.what.regex if isinstance(location.what, tree.Pattern) else None
    element = xmltree.new(
        "rsc_location",
        {
            "id": location.id,
            **given({"rsc": rsc, "rsc-pattern": pattern}),
            **_pairs(location.attributes),
            **given({"score": location.score, "node": location.node}),
        },
    )
    if isinstance(location.what, tuple):
        _add_sets(element, location.what, "role")
    for rule in location.rules:
        add_rule(element, rule)
    _add_lifetime(element, location.lifetime)
    return element


def colocation(colocation: tree.Colocation) -> Element:
    """Build a colocation."""
    element = xmltree.new(
        "rsc_colocation",
        {
            "id": colocation.id,
            **given({"score": colocation.score}),
            **_ends(colocation.what, "rsc", "with-rsc", qualifier="role"),
            **_pairs(colocation.attributes),
        },
    )
    _add_lifetime(element, colocation.lifetime)
    _add_sets(element, colocation.what, "role")
    return element


def order(order: tree.Order) -> Element:
    """Build an order."""
    element = xmltree.new(
        "rsc_order",
        {
            "id": order.id,
            **given({"kind": order.kind, "score": order.score}),
            **_pairs(order.attributes),
            **_ends(order.what, "first", "then", qualifier="action"),
        },
    )
    _add_lifetime(element, order.lifetime)
    _add_sets(element, order.what, "action")
    return element


def rsc_ticket(rsc_ticket: tree.RscTicket) -> Element:
    """Build a ticket constraint."""
    element = xmltree.new(
        "rsc_ticket",
        {
            "id": rsc_ticket.id,
            **_ends(rsc_ticket.what, "rsc", qualifier="role"),
            "ticket": rsc_ticket.ticket,
            **given({"loss-policy": rsc_ticket.loss_policy}),
        },
    )
    _add_sets(element, rsc_ticket.what, "role")
    return element
