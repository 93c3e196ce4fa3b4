"""Location, colocation, order and ticket, and the sets of resources in them."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

from crmsh_py.grammar import tree
from crmsh_py.grammar.lexical import ID as _ID
from crmsh_py.grammar.words import (
    ACTIONS,
    DISCOVERY,
    LOSS_POLICIES,
    ORDER_KINDS,
    ORDERINGS,
    ROLES,
)
from crmsh_py.model.describe.sets import explicit_id, rule
from crmsh_py.model.describe.values import (
    attributes_of,
    elements,
    matching,
    need,
    one_of,
    only,
    optional,
    score_of,
)
from crmsh_py.xmltree import Element

_QUALIFIERS = {"role": ROLES, "action": ACTIONS}
_BOOLEANS = ("true", "false", "1", "0")
_OF_SETS: dict[str, Collection[str]] = {
    "ordering": ORDERINGS,
    "action": ACTIONS,
    "role": ROLES,
}


def _reference(text: str | None) -> str:
    """Return the name of a resource: any will do, those that are words of the language quoted."""
    return matching(_ID, text)


def _score(element: Element) -> str | None:
    score = element.get("score")
    return None if score is None else score_of(score)


def _parts(element: Element, *tags: str) -> dict[str, list[Element]]:
    """Return the children by tag; each must have one of the tags, and these their order."""
    found: dict[str, list[Element]] = {tag: [] for tag in tags}
    at = 0
    for part in elements(element):
        place = tags.index(one_of(tags, str(part.tag)))
        need(place >= at)
        at = place
        found[tags[place]].append(part)
    return found


def _lifetime(referenced: AbstractSet[str], parts: list[Element]) -> tuple[tree.Rule, ...]:
    if not parts:
        return ()
    need(len(parts) == 1 and not parts[0].attrib)
    rules = elements(parts[0])
    need(rules and all(one.tag == "rule" for one in rules))
    return tuple(rule(referenced, one) for one in rules)


# ------------------------------------------------------------------ resource sets


def _sets(
    referenced: AbstractSet[str], parts: Sequence[Element], qualifier: str
) -> tuple[tree.ResourceSet, ...]:
    return tuple(_resource_set(referenced, part, qualifier) for part in parts)


def _resource_set(
    referenced: AbstractSet[str], element: Element, qualifier: str
) -> tree.ResourceSet:
    if "id-ref" in element.attrib:
        need(len(element.attrib) == 1 and not elements(element))
        return tree.ResourceSet(id_ref=matching(_ID, element.get("id-ref")))
    flags = ("sequential", "require-all")
    only(element, ("id", *flags, *_OF_SETS, "score", "kind"))
    refs = elements(element)
    need(refs and all(ref.tag == "resource_ref" and len(ref.attrib) == 1 for ref in refs))
    sequential, require_all = (optional(_BOOLEANS, element.get(name)) for name in flags)
    others = {name: words for name, words in _OF_SETS.items() if name != qualifier}
    score = _score(element)
    return tree.ResourceSet(
        tuple(tree.Word(_reference(ref.get("id"))) for ref in refs),
        optional(_QUALIFIERS[qualifier], element.get(qualifier)),
        sequential,
        require_all,
        (
            *attributes_of(element, others),
            *(() if score is None else (tree.NvPair("score", score),)),
            *attributes_of(element, {"kind": ORDER_KINDS}),
        ),
        explicit_id(referenced, element),
    )


def _ends(element: Element, names: Sequence[str], qualifier: str) -> tuple[tree.End, ...]:
    """Return the ends of a constraint; none if it has sets in their place."""
    given = [name for name in names if name in element.attrib]
    qualified = [f"{name}-{qualifier}" for name in names]
    if not given:
        need(not any(name in element.attrib for name in qualified))
        return ()
    return tuple(
        tree.End(
            _reference(element.get(name)),
            optional(_QUALIFIERS[qualifier], element.get(f"{name}-{qualifier}")),
        )
        for name in names
    )


def _two_or_sets(
    referenced: AbstractSet[str],
    element: Element,
    names: tuple[str, str],
    qualifier: str,
    parts: list[Element],
) -> tuple[tree.End, tree.End] | tuple[tree.ResourceSet, ...]:
    ends = _ends(element, names, qualifier)
    need(bool(ends) != bool(parts))
    return (ends[0], ends[1]) if ends else _sets(referenced, parts, qualifier)


# ------------------------------------------------------------------ the constraints


def location(referenced: AbstractSet[str], element: Element) -> tree.Location:
    """Say a location constraint."""
    only(
        element,
        ("id", "rsc", "rsc-pattern", "role", "resource-discovery", "score", "node"),
    )
    parts = _parts(element, "resource_set", "rule", "lifetime")
    score, node = _score(element), element.get("node")
    need((score is None) == (node is None) and (node is None) == bool(parts["rule"]))
    return tree.Location(
        matching(_ID, element.get("id")),
        _placed(referenced, element, parts["resource_set"]),
        attributes_of(element, {"role": ROLES, "resource-discovery": DISCOVERY}),
        score,
        node,
        tuple(rule(referenced, part) for part in parts["rule"]),
        _lifetime(referenced, parts["lifetime"]),
    )


def _placed(
    referenced: AbstractSet[str], element: Element, parts: list[Element]
) -> tree.Word | tree.Pattern | tuple[tree.ResourceSet, ...]:
    """Return what a location is about."""
    rsc, pattern = element.get("rsc"), element.get("rsc-pattern")
    need([rsc is not None, pattern is not None, bool(parts)].count(True) == 1)
    if rsc is not None:
        return tree.Word(_reference(rsc))
    if pattern is not None:
        return tree.Pattern(pattern)
    return _sets(referenced, parts, "role")


def colocation(referenced: AbstractSet[str], element: Element) -> tree.Colocation:
    """Say a colocation constraint."""
    free = ("influence", "node-attribute")
    only(element, ("id", "score", *free, "rsc", "with-rsc", "rsc-role", "with-rsc-role"))
    parts = _parts(element, "lifetime", "resource_set")
    names = ("rsc", "with-rsc")
    return tree.Colocation(
        matching(_ID, element.get("id")),
        _score(element),
        _two_or_sets(referenced, element, names, "role", parts["resource_set"]),
        tuple(
            tree.NvPair(name, value) for name in free if (value := element.get(name)) is not None
        ),
        _lifetime(referenced, parts["lifetime"]),
    )


def order(referenced: AbstractSet[str], element: Element) -> tree.Order:
    """Say an order constraint."""
    flags = ("symmetrical", "require-all")
    ends = ("first", "then", "first-action", "then-action")
    only(element, ("id", "kind", "score", *flags, *ends))
    parts = _parts(element, "lifetime", "resource_set")
    kind, score = optional(ORDER_KINDS, element.get("kind")), _score(element)
    need(kind is None or score is None)
    names = ("first", "then")
    return tree.Order(
        matching(_ID, element.get("id")),
        _two_or_sets(referenced, element, names, "action", parts["resource_set"]),
        kind,
        score,
        attributes_of(element, dict.fromkeys(flags, _BOOLEANS)),
        _lifetime(referenced, parts["lifetime"]),
    )


def rsc_ticket(referenced: AbstractSet[str], element: Element) -> tree.RscTicket:
    """Say a ticket constraint."""
    only(element, ("id", "rsc", "rsc-role", "ticket", "loss-policy"))
    sets = _parts(element, "resource_set")["resource_set"]
    ends = _ends(element, ("rsc",), "role")
    ticket = element.get("ticket")
    need(bool(ends) != bool(sets))
    need(ticket is not None)
    return tree.RscTicket(
        matching(_ID, element.get("id")),
        ticket or "",
        (ends[0],) if ends else _sets(referenced, sets, "role"),
        optional(LOSS_POLICIES, element.get("loss-policy")),
    )
