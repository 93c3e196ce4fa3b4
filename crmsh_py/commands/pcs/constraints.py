"""Constraints as pcs commands."""

from crmsh_py import xmltree
from crmsh_py.commands.pcs.values import (
    Command,
    Mask,
    UnsayableError,
    attributes,
    expression_words,
    need,
    no_other_parts,
    only,
)
from crmsh_py.xmltree import Element


def location(element: Element, mask: Mask) -> list[Command]:
    """Say where a resource may run."""
    no_other_parts(element, ("rule",))
    what, id_ = _what(element), element.get("id", "")
    discovery = [
        f"{name}={value}" for name, value in element.items() if name == "resource-discovery"
    ]
    node, score = element.get("node"), element.get("score")
    if node is not None:
        only(element, ("id", "rsc", "rsc-pattern", "node", "score", "resource-discovery"))
        add = ["constraint", "location", "add", id_, what, node, score or "INFINITY"]
        return [[*add, *discovery]]
    only(element, ("id", "rsc", "rsc-pattern", "resource-discovery"))
    rules = element.findall("rule")
    need(len(rules) == 1, "several rules in a location")
    rule = rules[0]
    need("id-ref" not in rule.attrib, "a reference to a rule")
    options = attributes(rule, but=("boolean-op",))
    head = ["constraint", "location", what, "rule", *options, *discovery, f"constraint-id={id_}"]
    return [[*head, *expression_words(rule, mask)]]


def _what(element: Element) -> str:
    """Return the resource that a location is about."""
    pattern = element.get("rsc-pattern")
    if pattern is not None:
        return f"regexp%{pattern}"
    rsc = element.get("rsc")
    if rsc is None:
        raise UnsayableError("resource sets in a location")
    return rsc


def colocation(element: Element, _mask: Mask) -> list[Command]:
    """Say which resources run together."""
    if element.get("rsc") is None:
        only(element, ("id", "score"))
        return [["constraint", "colocation", *_sets(element), *_set_options(element)]]
    known = ("id", "score", "rsc", "with-rsc", "rsc-role", "with-rsc-role")
    only(element, known)
    ends = [
        word
        for name in ("rsc", "with-rsc")
        for word in (element.get(f"{name}-role"), element.get(name), "with")
        if word is not None
    ]
    score = element.get("score") or "INFINITY"
    return [["constraint", "colocation", "add", *ends[:-1], score, f"id={element.get('id')}"]]


def order(element: Element, _mask: Mask) -> list[Command]:
    """Say what starts before what."""
    need("score" not in element.attrib, "the score of an order")
    if element.get("first") is None:
        return [["constraint", "order", *_sets(element), *_set_options(element)]]
    ends = [
        word
        for name in ("first", "then")
        for word in (element.get(f"{name}-action"), element.get(name), "then")
        if word is not None
    ]
    options = attributes(element, but=("first", "then", "first-action", "then-action"))
    return [["constraint", "order", *ends[:-1], *options]]


def ticket(element: Element, _mask: Mask) -> list[Command]:
    """Say which resources need a ticket."""
    if element.get("rsc") is None:
        return [["constraint", "ticket", *_sets(element), *_set_options(element)]]
    role = [element.get("rsc-role", "")] if element.get("rsc-role") else []
    options = attributes(element, but=("ticket", "rsc", "rsc-role"))
    words = [element.get("ticket", ""), *role, element.get("rsc", ""), *options]
    return [["constraint", "ticket", "add", *words]]


def _sets(element: Element) -> list[str]:
    words = []
    for one in xmltree.children(element):
        need(one.tag == "resource_set" and "id-ref" not in one.attrib, f"<{one.tag!s}>")
        names = [ref.get("id", "") for ref in xmltree.children(one)]
        words += ["set", *names, *attributes(one, but=("id",))]
    return words


def _set_options(element: Element) -> list[str]:
    return ["setoptions", *attributes(element)]
