"""Location constraints: one rule, or one node, for each."""

from collections.abc import Iterator

from crmsh_py import xmltree
from crmsh_py.convert.cib06.expressions import operation_of
from crmsh_py.convert.cib06.groups import add_set
from crmsh_py.convert.cib06.lifetimes import add_lifetime, lifetime_rules
from crmsh_py.convert.cib06.references import Reference, find, refer
from crmsh_py.convert.cib06.rules import convert_location_rule
from crmsh_py.convert.cib06.scores import convert_score
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

KNOWN = frozenset({"id", "rsc", "node", "score"})
_COLOCATED = frozenset({"#colocated", "#not_colocated"})


def convert_location(work: Work, old: Element) -> list[Element]:
    """Return what a location constraint is now: one for each rule."""
    reference = refer(work, old, "rsc")
    if reference is None:
        return []
    if old.get("rsc") in work.targets.skipped:
        words = f"{old.get('rsc')!r} is not managed: the constraint had no effect, and has one now"
        work.tell("unmanaged-location", words, old, "rsc")
    rules = list(old.iterchildren("rule"))
    if old.get("node") and old.get("score"):
        return _of_node(work, old, reference, rules)
    if not rules:
        words = "the location says neither node and score nor a rule: it is left out"
        work.warn("incomplete", words, old)
        return []
    return list(_of_rules(work, old, reference, rules))


def _new(work: Work, old: Element, reference: Reference, *, is_first: bool) -> Element:
    id_ = work.claimed[old] if is_first else work.ids.fresh(f"{work.claimed[old]}-2")
    new = xmltree.new("rsc_location", {"id": id_})
    group = reference.group
    if group is not None and not group.collocated and group.tag is None:
        add_set(work, new, group.members, sequential=False)
    else:
        new.set("rsc", reference.id)
    return new


def _of_node(work: Work, old: Element, reference: Reference, rules: list[Element]) -> list[Element]:
    """Return a constraint on one node; rules beside it were never looked at."""
    for rule in rules:
        words = "node and score are given: the rule beside them had no effect and is left out"
        work.warn("dropped", words, rule)
    name = old.get("node", "")
    node, score = work.node_names.get(name, name), convert_score(work, old)
    new = _new(work, old, reference, is_first=True)
    if not lifetime_rules(old):
        new.set("score", score)
        new.set("node", node)
        if reference.is_promoted:
            new.set("role", "Promoted")
        return [new]
    wish = f"{new.get('id')}-rule"
    rule = xmltree.sub(new, "rule", {"id": work.ids.fresh(wish), "score": score})
    given = {"id": work.ids.fresh(f"{wish}-node"), "attribute": "#uname", "operation": "eq"}
    xmltree.sub(rule, "expression", {**given, "value": node})
    if reference.is_promoted:
        rule.set("role", "Promoted")
    add_lifetime(work, old, rule)
    return [new]


def _of_rules(
    work: Work, old: Element, reference: Reference, rules: list[Element]
) -> Iterator[Element]:
    is_first = True
    for old_rule in rules:
        if any(_is_colocation(one) for one in old_rule.iter("expression")):
            made = _colocations(work, old, old_rule, reference, is_first=is_first)
        else:
            made = _of_rule(work, old, old_rule, reference, is_first=is_first)
        yield from made
        is_first = is_first and not made


def _of_rule(
    work: Work, old: Element, old_rule: Element, reference: Reference, *, is_first: bool
) -> list[Element]:
    rule = convert_location_rule(work, old_rule, f"{work.claimed[old]}-rule")
    if rule is None:
        return []
    add_lifetime(work, old, rule)
    if reference.is_promoted and rule.get("role") is None:
        rule.set("role", "Promoted")
    new = _new(work, old, reference, is_first=is_first)
    xmltree.attach(new, rule, None)
    return [new]


# ------------------------------------------------------------------ colocation, as it once was


def _is_colocation(expression: Element) -> bool:
    attribute = expression.get("attribute", "").lower()
    return attribute in _COLOCATED or operation_of(expression) in _COLOCATED


def _colocations(
    work: Work, old: Element, rule: Element, reference: Reference, *, is_first: bool
) -> list[Element]:
    """Make colocations of a rule that asks whether another resource is on the node."""
    made: list[Element] = []
    for expression in rule.iter("expression", "date_expression"):
        if not _is_colocation(expression):
            words = "a colocation cannot depend on anything else: the expression is left out"
            work.fail("invalid-rule", words, expression)
            continue
        name, score = _companion(rule, expression)
        other = find(work, old, name)
        if other is None:
            continue
        is_new = is_first and not made
        id_ = work.claimed[old] if is_new else work.ids.fresh(f"{work.claimed[old]}-2")
        given = {"id": id_, "score": score, "rsc": reference.each[0], "with-rsc": other.each[-1]}
        made.append(xmltree.new("rsc_colocation", given))
    if made:
        work.tell("colocation-rule", "the rule on another resource became a colocation", rule)
    return made


def _companion(rule: Element, expression: Element) -> tuple[str, str]:
    """Return the other resource, and how near it is to be.

    It was the attribute of an operation `#colocated`, or the value of such an attribute.
    """
    operation, attribute = operation_of(expression), expression.get("attribute", "")
    is_operation = operation in _COLOCATED
    kind = operation if is_operation else attribute.lower()
    apart = [
        kind == "#not_colocated",
        operation == "ne",
        rule.get("score", "").strip().startswith("-"),
    ]
    score = "-INFINITY" if sum(apart) % 2 else "INFINITY"
    return attribute if is_operation else expression.get("value", ""), score
