"""Location, colocation and order, and the sets of resources in them."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID as _ID
from crmsh_py.grammar.words import ACTIONS, DISCOVERY, KIND_WORDS, ORDER_KINDS, ROLES
from crmsh_py.model.describe.sets import rule
from crmsh_py.model.describe.values import (
    attributes_of,
    elements,
    flag,
    matching,
    need,
    one_line,
    only,
    optional,
    reference,
    score_of,
)
from crmsh_py.xmltree import Element


def _resource_sets(
    referenced: AbstractSet[str], element: Element, qualifier: str, words: Collection[str]
) -> tuple[tree.ResourceSet, ...]:
    parts = [part for part in elements(element) if part.tag == "resource_set"]
    return tuple(_resource_set(referenced, part, qualifier, words) for part in parts)


def _resource_set(
    referenced: AbstractSet[str], element: Element, qualifier: str, words: Collection[str]
) -> tree.ResourceSet:
    only(element, ("id", "sequential", "require-all", qualifier))
    need(element.get("id") not in referenced)
    refs = elements(element)
    need(refs and all(ref.tag == "resource_ref" and len(ref.attrib) == 1 for ref in refs))
    return tree.ResourceSet(
        tuple(tree.Word(reference(ref.get("id"))) for ref in refs),
        optional(words, element.get(qualifier)),
        flag(element.get("sequential")),
        flag(element.get("require-all")),
    )


def location(referenced: AbstractSet[str], element: Element) -> tree.Location:
    """Say a location constraint."""
    only(
        element,
        ("id", "rsc", "rsc-pattern", "role", "resource-discovery", "score", "node"),
    )
    parts = elements(element)
    need(all(part.tag in {"resource_set", "rule"} for part in parts))
    sets = _resource_sets(referenced, element, "role", ROLES)
    rules = tuple(rule(referenced, part, in_location=True) for part in parts if part.tag == "rule")
    rsc, pattern = element.get("rsc"), element.get("rsc-pattern")
    need([rsc is not None, pattern is not None, bool(sets)].count(True) == 1)
    what: tree.Word | tree.Pattern | tuple[tree.ResourceSet, ...] = sets
    if rsc is not None:
        what = tree.Word(reference(rsc))
    elif pattern is not None:
        need(pattern)
        what = tree.Pattern(one_line(pattern))
    score, node = element.get("score"), element.get("node")
    need((score is None) == (node is None) and (node is None) == bool(rules))
    return tree.Location(
        matching(_ID, element.get("id")),
        what,
        attributes_of(element, {"role": ROLES, "resource-discovery": DISCOVERY}),
        None if score is None else score_of(score),
        None if node is None else one_line(node),
        rules,
    )


def colocation(referenced: AbstractSet[str], element: Element) -> tree.Colocation:
    """Say a colocation constraint."""
    only(
        element,
        ("id", "score", "rsc", "with-rsc", "rsc-role", "with-rsc-role", "node-attribute"),
    )
    attribute = element.get("node-attribute")
    if attribute is not None:
        need(attribute)
        one_line(attribute)
    return tree.Colocation(
        matching(_ID, element.get("id")),
        score_of(element.get("score")),
        _ends_or_sets(referenced, element, ("rsc", "with-rsc"), "role", ROLES),
        () if attribute is None else (tree.NvPair("node-attribute", attribute),),
    )


def order(referenced: AbstractSet[str], element: Element) -> tree.Order:
    """Say an order constraint."""
    only(
        element,
        ("id", "kind", "score", "symmetrical", "first", "then", "first-action", "then-action"),
    )
    kind, score = element.get("kind"), element.get("score")
    need(kind is None or score is None)
    need(score not in {"0", "INFINITY", "+INFINITY"})  # these are read as kinds
    what = _ends_or_sets(referenced, element, ("first", "then"), "action", ACTIONS)
    first = what[0].rsc if isinstance(what[0], tree.End) else what[0].rscs[0].text
    need(kind or score or first.lower() not in KIND_WORDS)  # `order o inf a`: is that a score?
    return tree.Order(
        matching(_ID, element.get("id")),
        what,
        optional(ORDER_KINDS, kind),
        None if score is None else score_of(score),
        attributes_of(element, {"symmetrical": ("true", "false")}),
    )


def _ends_or_sets(
    referenced: AbstractSet[str],
    element: Element,
    names: tuple[str, str],
    qualifier: str,
    words: Collection[str],
) -> tuple[tree.End, tree.End] | tuple[tree.ResourceSet, ...]:
    """Return the two ends of a constraint, or its sets."""
    parts = elements(element)
    first, then = (element.get(name) for name in names)
    if first is None and then is None:
        need(parts and all(part.tag == "resource_set" for part in parts))
        need(not any(f"{name}-{qualifier}" in element.attrib for name in names))
        return _resource_sets(referenced, element, qualifier, words)
    need(not parts)
    ends = [
        tree.End(reference(element.get(name)), optional(words, element.get(f"{name}-{qualifier}")))
        for name in names
    ]
    return (ends[0], ends[1])
