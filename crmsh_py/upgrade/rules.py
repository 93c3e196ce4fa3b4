"""To pacemaker-4.0: one rule to a location, no lifetimes, no phases of the moon."""

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.upgrade.nvsets import fresh_ids, resolved
from crmsh_py.upgrade.report import Report
from crmsh_py.xmltree import Element

_ON_TOP = ("score", "score-attribute", "role")
"""Attributes that only the topmost rule's count of."""


def refuse_moon(cib: Cib, report: Report) -> None:
    """Find the rules that ask for the phase of the moon."""
    for spec in cib.configuration.iter("date_spec"):
        if "moon" in spec.attrib:
            words = f"pacemaker-4.0 has no 'moon', which the rule's {spec.get('id')!r} asks for"
            report.refused(spec, words, "say in other words when the rule holds")


# ------------------------------------------------------------------ lifetimes


def convert_lifetimes(cib: Cib, report: Report) -> None:
    """Make a location's lifetime a part of its rules; nothing else can have one any more."""
    referenced = xmltree.attribute_values(cib.configuration, "id-ref")
    for lifetime in list(cib.configuration.iter("lifetime")):
        constraint = lifetime.getparent()
        assert constraint is not None
        obstacle = _obstacle(cib, constraint, lifetime, referenced)
        if obstacle is not None:
            report.refused(constraint, obstacle, "take the lifetime out, or delete the constraint")
        else:
            _add_to_rules(cib, constraint, lifetime)
            report.changed(constraint, "its lifetime became a part of its rule")


def _obstacle(cib: Cib, constraint: Element, lifetime: Element, referenced: set[str]) -> str | None:
    """Return why a lifetime cannot be a part of the constraint's rules, or None."""
    if constraint.tag != "rsc_location":
        return "pacemaker-4.0 has no lifetimes, and no rules that could stand in for it here"
    rules = [resolved(cib, rule) for rule in lifetime.iterchildren("rule")]
    if any(next(rule.iter("expression"), None) is not None for rule in rules):
        return "its lifetime asks for attributes of nodes, which a lifetime never sees"
    if any(rule.get("id") in referenced for rule in constraint.iter("rule")):
        return "its lifetime cannot become a part of a rule that others refer to"
    return None


def _add_to_rules(cib: Cib, location: Element, lifetime: Element) -> None:
    cib.remove(lifetime)
    rules = list(location.iterchildren("rule")) or [_rule_of_node(cib, location)]
    for rule in rules:
        if rule.get("boolean-op", "and").strip() == "and" and "id-ref" not in rule.attrib:
            cib.insert(rule, _condition(cib, location, lifetime))
            continue
        both = xmltree.new("rule", {"id": ""})
        top = resolved(cib, rule)
        both.attrib.update({name: top.attrib[name] for name in _ON_TOP if name in top.attrib})
        fresh_ids(cib, both, f"{location.get('id')}-rule")
        inner = _inner(cib, top, f"{both.get('id')}-rule") if top is not rule else _bare(rule)
        cib.replace(rule, both)
        cib.insert(both, inner)
        cib.insert(both, _condition(cib, location, lifetime))


def _rule_of_node(cib: Cib, location: Element) -> Element:
    """Say by a rule what a location says by its score and node."""
    rule = xmltree.new("rule", {"id": "", "score": location.get("score", "0")})
    node = {"attribute": "#uname", "operation": "eq", "value": location.get("node", "")}
    xmltree.sub(rule, "expression", {"id": "", **node})
    fresh_ids(cib, rule, f"{location.get('id')}-rule")
    for name in ("score", "node"):
        cib.set(location, name, None)
    cib.insert(location, rule)
    return rule


def _condition(cib: Cib, location: Element, lifetime: Element) -> Element:
    """Return the rule that holds as long as a lifetime: one of its rules does."""
    rules = [resolved(cib, rule) for rule in lifetime.iterchildren("rule")]
    id_ = f"{location.get('id')}-lifetime"
    if len(rules) == 1:
        return _inner(cib, rules[0], id_)
    either = xmltree.new("rule", {"id": "", "boolean-op": "or"})
    for rule in rules:
        either.append(_bare(rule))
    fresh_ids(cib, either, id_)
    return either


def _bare(rule: Element) -> Element:
    """Return a copy of a rule as it stands in another one."""
    twin = xmltree.copy(rule)
    for name in _ON_TOP:
        twin.attrib.pop(name, None)
    return twin


def _inner(cib: Cib, rule: Element, id_: str) -> Element:
    twin = _bare(rule)
    if cib.find(twin.get("id", "")) is not None:
        fresh_ids(cib, twin, id_)
    return twin


# ------------------------------------------------------------------ several rules


def split_locations(cib: Cib, report: Report) -> None:
    """Make a location with several rules several locations: each of the rules counts."""
    for location in list(cib.configuration.iterfind("constraints/rsc_location")):
        rules = list(location.iterchildren("rule"))
        successor = location.getnext()
        made = []
        for number, rule in enumerate(rules[1:], start=2):
            twin = _with_rule(cib, location, rule, f"{location.get('id')}-{number}")
            cib.remove(rule)
            cib.insert(cib.ensure_section("constraints"), twin, successor)
            made.append(str(twin.get("id")))
        if made:
            names = ", ".join(made)
            report.changed(location, f"has one rule now; the others are those of {names}")


def _with_rule(cib: Cib, location: Element, rule: Element, id_: str) -> Element:
    """Return a location like another, with another rule; sets of resources are shared."""
    twin = xmltree.new("rsc_location", dict(location.attrib))
    fresh_ids(cib, twin, id_)
    for resource_set in location.iterchildren("resource_set"):
        shared = resource_set.get("id-ref", resource_set.get("id", ""))
        xmltree.sub(twin, "resource_set", {"id-ref": shared})
    twin.append(xmltree.copy(rule))  # the rule itself goes back to its place if this is undone
    return twin
