"""Node attributes that agents keep, and rules that go by them.

Facts: metadata of ocf:pacemaker:ping, ocf:pacemaker:pingd, ocf:heartbeat:pingd and
ocf:heartbeat:ethmonitor (`name`, its default); Pacemaker Explained, "Moving Resources Due to
Connectivity Changes" and "Tracking Node Health".
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import Primitive, View
from crmsh_py.xmltree import Element

_PINGING = ("ping", "pingd")
_HEALTH = ("HealthCPU", "HealthIOWait", "HealthSMART")
_WELL_KNOWN = frozenset({"ping", "pingd"})


def connectivity(view: View) -> Iterator[Diagnostic]:
    """Report attributes that nothing goes by, and rules by what nothing sets."""
    keeping = [one for type_ in _PINGING for one in view.by_type.get(type_, ())]
    used = _used(view)
    mentioned = used.keys() | _mentioned(view) if keeping else set()
    for primitive in keeping:
        name = primitive.parameters.get("name") or "pingd"
        if primitive.parameters.mentions("name") and primitive.parameters.get("name") is None:
            continue  # it depends on a rule
        if name not in mentioned:
            words = f"keeps the node attribute {name!r}, but no location goes by it"
            hint = f"write 'location LOC RSC rule -inf: not_defined {name} or {name} lte 0'"
            yield finding(primitive.element, "unused-attribute", words, hint=hint)
        elif primitive.clone is None:
            words = f"runs on one node at a time: no other node gets the attribute {name!r}"
            hint = f"write 'clone cl-{primitive.outermost.id} {primitive.outermost.id}'"
            yield finding(primitive.element, "unused-attribute", words, hint=hint)
    yield from _never_set(view, keeping, used)


def _used(view: View) -> dict[str, Element]:
    """Return the node attributes that locations go by, each with a location."""
    found: dict[str, Element] = {}
    for location in view.locations:
        for rule in location.rules:
            by_score = rule.get("score-attribute")
            if by_score is not None:
                found.setdefault(by_score, location.element)
            for expression in rule.iter("expression"):
                found.setdefault(expression.get("attribute", ""), location.element)
    return found


def _mentioned(view: View) -> set[str]:
    """Return the node attributes that any rule goes by, such as those of parameters."""
    expressions = (one for rule in view.rules for one in rule if one.tag == "expression")
    return {one.get("attribute", "") for one in expressions}


def _never_set(
    view: View, keeping: list[Primitive], used: dict[str, Element]
) -> Iterator[Diagnostic]:
    wanted = _WELL_KNOWN & used.keys()
    set_ = {one.parameters.get("name") or "pingd" for one in keeping}
    of_nodes = {name for node in view.nodes for name in node.attributes.always}
    if any("name" in one.parameters.sometimes for one in keeping):
        return
    for name in sorted(wanted - set_ - of_nodes):
        words = f"goes by the node attribute {name!r}, which nothing here sets"
        hint = f"clone a primitive of ocf:pacemaker:ping with 'params name={name}'"
        yield finding(used[name], "unset-attribute", words, name, hint=hint)


def health(view: View) -> Iterator[Diagnostic]:
    """Report agents that watch the nodes' health where nobody asks for it."""
    strategy = view.properties.get("node-health-strategy") or "none"
    watching = [one for type_ in _HEALTH for one in view.by_type.get(type_, ())]
    if strategy == "none" and "node-health-strategy" not in view.properties.sometimes:
        by_rule = any(name.startswith("#health") for name in _used(view)) if watching else True
        for one in () if by_rule else watching[:1]:
            words = "watches the health of nodes, but node-health-strategy is 'none'"
            hint = "write 'property node-health-strategy=migrate-on-red', or another"
            yield finding(one.element, "unused-attribute", words, hint=hint)


CHECKS = (
    OfWhole(("unused-attribute", "unset-attribute"), connectivity),
    OfWhole(("unused-attribute",), health),
)
