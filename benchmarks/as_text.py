"""A configuration as crm text."""

import re

from configuration import (
    Clone,
    Configuration,
    Constraint,
    Group,
    Node,
    Pairs,
    Primitive,
    Resource,
    Rule,
    Tag,
    members,
)

Thing = Node | Resource | Constraint | Tag

PLAIN = re.compile(r"[\w.:/@%+,-]+")
CONTINUED = " \\\n    "
PAIRS = {
    "colocation": (("rsc", "rsc-role"), ("with-rsc", "with-rsc-role")),
    "order": (("first", "first-action"), ("then", "then-action")),
}


def pairs_text(pairs: Pairs) -> str:
    """Return `name=value …`, with quotes where they are needed."""
    return " ".join(
        f"{name}={value}" if PLAIN.fullmatch(value) else f'{name}="{value}"'
        for name, value in pairs.items()
    )


def statement(thing: Thing) -> str:
    """Return the crm statement of one object."""
    match thing:
        case Node():
            parts = [f"node {thing.id_}: {thing.uname}"]
            clauses = [("attributes", thing.attributes), ("utilization", thing.utilization)]
        case Primitive():
            described = [f'description="{thing.description}"'] if thing.description else []
            parts = [f"{thing.keyword} {thing.id_} {thing.agent}", *described]
            clauses = [("params", thing.params), ("meta", thing.meta)]
            clauses += [("utilization", thing.utilization)]
            clauses += [(f"op {name}", pairs) for name, pairs in thing.operations]
        case Group():
            parts = [" ".join(["group", thing.id_, *(member.id_ for member in thing.members)])]
            clauses = [("meta", thing.meta)]
        case Clone():
            parts = [f"clone {thing.id_} {thing.child.id_}"]
            clauses = [("meta", thing.meta)]
        case Tag():
            return " ".join(["tag", thing.id_, *thing.references])
        case Constraint():
            return constraint_text(thing)
    return CONTINUED.join(
        parts + [f"{word} {pairs_text(pairs)}" for word, pairs in clauses if pairs]
    )


def constraint_text(constraint: Constraint) -> str:
    """Return the crm statement of a constraint."""
    attributes = constraint.attributes
    score = attributes.get("score", attributes.get("kind", "")).replace("INFINITY", "inf")
    head = f"{constraint.keyword} {constraint.id_}"
    if constraint.rules:
        rules = [rule_text(rule) for rule in constraint.rules]
        return CONTINUED.join([f"{head} {attributes['rsc']}", *rules])
    sets = " ".join(
        " ".join(each.members) if each.sequential else f"( {' '.join(each.members)} )"
        for each in constraint.sets
    )
    if constraint.keyword == "location":
        what = f"{{ {sets} }}" if sets else attributes["rsc"]
        return f"{head} {what} {score}: {attributes['node']}"
    pair = " ".join(
        ":".join(attributes[name] for name in names if name in attributes)
        for names in PAIRS[constraint.keyword]
    )
    symmetrical = attributes.get("symmetrical")
    tail = f" symmetrical={symmetrical}" if symmetrical else ""
    return f"{head} {score}: {sets or pair}{tail}"


def rule_text(rule: Rule) -> str:
    """Return a `rule` clause."""
    texts = []
    for expression in rule.expressions:
        operation = expression["operation"]
        attribute = expression.get("attribute", "")
        if operation == "date_spec":
            fields = {name: text for name, text in expression.items() if name != "operation"}
            texts.append(f"date spec {pairs_text(fields)}")
        elif "value" in expression:
            texts.append(f"{attribute} {operation} {expression['value']}")
        else:
            texts.append(f"{operation} {attribute}")
    return f"rule {rule.score.replace('INFINITY', 'inf')}: {' and '.join(texts)}"


def to_text(configuration: Configuration) -> str:
    """Return the whole configuration as crm text, everything after what it refers to."""
    things: list[Thing] = [*configuration.nodes, *configuration.templates]
    inside = [part for resource in configuration.resources for part in members(resource)]
    for kind in (Primitive, Group, Clone):
        things += [part for part in inside if isinstance(part, kind)]
    things += [*configuration.tags, *configuration.constraints]
    lines = [statement(thing) for thing in things]
    for head, pairs in (
        ("property cib-bootstrap-options:", configuration.properties),
        ("rsc_defaults rsc-options:", configuration.rsc_defaults),
        ("op_defaults op-options:", configuration.op_defaults),
    ):
        if pairs:
            lines.append(f"{head}{CONTINUED}{pairs_text(pairs)}")
    return "\n".join(lines) + "\n"
