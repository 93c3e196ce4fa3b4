"""The lifetime of a constraint: rules that say when it holds."""

from crmsh_py import xmltree
from crmsh_py.convert.cib06.rules import convert_rule
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element


def lifetime_rules(constraint: Element) -> list[Element]:
    """Return the rules one of which has to hold, none if a constraint always holds."""
    return [
        rule for one in constraint.iterchildren("lifetime") for rule in one.iterchildren("rule")
    ]


def refuse_lifetime(work: Work, constraint: Element) -> None:
    """Report the lifetime of an order or a colocation: only a location can have one today."""
    if lifetime_rules(constraint):
        words = "a lifetime has no counterpart here: the constraint holds all the time"
        hint = "leave the constraint out, or put it in and take it out when the time comes"
        work.fail("lost-lifetime", words, constraint, hint=hint)


def add_lifetime(work: Work, constraint: Element, rule: Element) -> None:
    """Let a location's new rule hold only while the constraint's lifetime lasts."""
    old = lifetime_rules(constraint)
    if not work.targets.affords(len(old)):
        words = "there are too many rules with too long a lifetime: this one holds all the time"
        work.fail("lost-lifetime", words, constraint)
        return
    made = [convert_rule(work, one) for one in old]
    times = [one for one in made if one is not None]
    if not times:
        return
    if rule.get("boolean-op") == "or" and len(rule) > 1:
        _push_down(work, rule)
    if len(times) > 1:
        around = {"id": work.ids.fresh(f"{rule.get('id')}-lifetime"), "boolean-op": "or"}
        parent = xmltree.sub(rule, "rule", around)
    else:
        parent = rule
    for one in times:
        is_single = parent is rule and len(one) == 1
        xmltree.attach(parent, one[0] if is_single else one, None)
    rule.attrib.pop("boolean-op", None)  # "and" holds without it


def _push_down(work: Work, rule: Element) -> None:
    """Put a rule's expressions, joined by or, into a rule of their own within it."""
    inner = xmltree.new("rule", {"id": work.ids.fresh(f"{rule.get('id')}-any")})
    inner.set("boolean-op", "or")
    for child in list(rule):
        xmltree.attach(inner, child, None)
    xmltree.attach(rule, inner, None)
