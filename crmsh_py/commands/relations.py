"""Constraints, fencing levels and tags in words, as seen from one resource."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.grammar.lexical import quote
from crmsh_py.grammar.words import score_word
from crmsh_py.model.cib import Cib
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element

_ACTIONS = {
    "start": "starts",
    "stop": "stops",
    "promote": "is promoted",
    "demote": "is demoted",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What an object says about a resource; `id` is the object's."""

    rsc: str
    id: str
    text: str
    is_constraint: bool = True


def relations(cib: Cib) -> dict[str, list[Relation]]:
    """Return what is said about resources, and about tags, by their ids."""
    found: dict[str, list[Relation]] = {}
    for element in cib.objects():
        function = _FUNCTIONS.get(str(element.tag))
        for one in function(element) if function is not None else ():
            found.setdefault(one.rsc, []).append(one)
    return found


def matched_by_patterns(cib: Cib, names: list[str]) -> Iterator[Relation]:
    """Yield what locations say about the resources whose ids their patterns match."""
    section = cib.section("constraints")
    for element in [] if section is None else section.findall("rsc_location[@rsc-pattern]"):
        text = element.get("rsc-pattern", "")
        try:
            pattern = re.compile(text)
        except re.error:  # Pacemaker's patterns are POSIX ones: it may be one of those
            continue
        for name in filter(pattern.search, names):
            for words in _preferences(element):
                yield Relation(name, element.get("id", ""), f"{words}, by the pattern /{text}/")


# ------------------------------------------------------------------ location


def _location(element: Element) -> Iterator[Relation]:
    rsc, id_ = element.get("rsc"), element.get("id", "")
    names = [rsc] if rsc is not None else [name for one in _sets(element) for name in one]
    for name in names:
        for words in _preferences(element):
            yield Relation(name, id_, words)


def _preferences(element: Element) -> Iterator[str]:
    """Yield what a location wants: one thing, or one for each rule."""
    role = f" as {element.get('role')}" if element.get("role") else ""
    node = element.get("node")
    if node is not None:
        yield f"{_preference(element.get('score'), node)}{role}"
    for rule in element.findall("rule"):
        where = f"where {_condition(rule)}"
        score = rule.get("score", rule.get("score-attribute"))
        yield f"{_preference(score or 'INFINITY', where)}{role}"


def _preference(score: str | None, where: str) -> str:
    word = score_word(score or "0")
    on = "" if where.startswith("where ") else " on"
    verb = "avoids" if word.startswith("-") else "prefers"
    verb = {"-inf": f"never{on}", "0": f"may run{on}"}.get(word, verb)
    return f"{verb} {where} ({word})"


def _condition(rule: Element) -> str:
    """Return the condition of a rule in short; what it refers to is only named."""
    if "id-ref" in rule.attrib:
        return f"rule {rule.get('id-ref')} says"
    joint = f" {rule.get('boolean-op', 'and')} "
    return joint.join(_expression(one) for one in xmltree.children(rule))


def _expression(element: Element) -> str:
    match element.tag:
        case "rule":
            return f"({_condition(element)})"
        case "expression" if "value" not in element.attrib:
            return f"{element.get('operation')} {element.get('attribute')}"
        case "expression":
            attribute = element.get("attribute", "")
            value = MASK if is_secret(attribute) else quote(element.get("value", ""))
            return f"{attribute} {element.get('operation')} {value}"
    parts = [element, *xmltree.children(element)]
    said = [f"{name}={value}" for one in parts for name, value in one.items() if name != "id"]
    return " ".join(["date", *(one.removeprefix("operation=") for one in said)])


# ------------------------------------------------------------------ colocation and order


def _colocation(element: Element) -> Iterator[Relation]:
    id_, word = element.get("id", ""), score_word(element.get("score") or "INFINITY")
    one, other = element.get("rsc"), element.get("with-rsc")
    if one is None or other is None:
        yield from _in_sets(element, f"together ({word})", id_)
        return
    how = {"inf": "only with", "-inf": "never with"}
    verb = how.get(word, "rather apart from" if word.startswith("-") else "rather with")
    yield Relation(one, id_, f"{_as(element, 'rsc-role')}{verb} {other}{_of(element)} ({word})")
    yield Relation(other, id_, f"has {one} {verb} it ({word})")


def _as(element: Element, name: str) -> str:
    return f"as {element.get(name)} " if element.get(name) else ""


def _of(element: Element) -> str:
    role = element.get("with-rsc-role")
    return f" as {role}" if role else ""


def _order(element: Element) -> Iterator[Relation]:
    id_ = element.get("id", "")
    kind = element.get("kind") or score_word(element.get("score") or "Mandatory")
    first, then = element.get("first"), element.get("then")
    if first is None or then is None:
        yield from _in_sets(element, f"in order ({kind})", id_)
        return
    first_action = element.get("first-action") or "start"
    then_action = element.get("then-action") or first_action
    before, after = (_ACTIONS.get(one, one) for one in (first_action, then_action))
    if kind == "Serialize":
        yield Relation(first, id_, f"never {before} while {then} {after} ({kind})")
        yield Relation(then, id_, f"never {after} while {first} {before} ({kind})")
        return
    plain = first_action == then_action == "start"
    yield Relation(first, id_, f"{before} before {then}{'' if plain else f' {after}'} ({kind})")
    yield Relation(then, id_, f"{after} after {first}{'' if plain else f' {before}'} ({kind})")


def _in_sets(element: Element, words: str, id_: str) -> Iterator[Relation]:
    sets = _sets(element)
    listed = ", then ".join(" ".join(one) for one in sets)
    for name in dict.fromkeys(name for one in sets for name in one):
        yield Relation(name, id_, f"{words}: {listed}")


def _sets(element: Element) -> list[list[str]]:
    return [
        [ref.get("id", "") for ref in one.findall("resource_ref")]
        for one in element.findall("resource_set")
    ]


# ------------------------------------------------------------------ the rest


def _ticket(element: Element) -> Iterator[Relation]:
    rsc, id_ = element.get("rsc"), element.get("id", "")
    policy = f" (loses it: {element.get('loss-policy')})" if element.get("loss-policy") else ""
    role = f"as {element.get('rsc-role')} " if element.get("rsc-role") else ""
    words = f"{role}needs the ticket {element.get('ticket')}{policy}"
    names = [rsc] if rsc is not None else [name for one in _sets(element) for name in one]
    for name in names:
        yield Relation(name, id_, words)


def fenced(level: Element) -> str:
    """Return which nodes a fencing level is for."""
    pattern, attribute = level.get("target-pattern"), level.get("target-attribute")
    target = level.get("target") or (f"/{pattern}/" if pattern else "")
    return target or f"nodes with {attribute}={level.get('target-value')}"


def _levels(element: Element) -> Iterator[Relation]:
    for level in element.findall("fencing-level"):
        target = fenced(level)
        for name in level.get("devices", "").split(","):
            words = f"fences {target} (level {level.get('index')})"
            yield Relation(name.strip(), level.get("id", ""), words, is_constraint=False)


def _tag(element: Element) -> Iterator[Relation]:
    id_ = element.get("id", "")
    for ref in element.findall("obj_ref"):
        yield Relation(ref.get("id", ""), id_, f"tagged {id_}", is_constraint=False)


_FUNCTIONS: dict[str, Callable[[Element], Iterator[Relation]]] = {
    "rsc_location": _location,
    "rsc_colocation": _colocation,
    "rsc_order": _order,
    "rsc_ticket": _ticket,
    "fencing-topology": _levels,
    "tag": _tag,
}
