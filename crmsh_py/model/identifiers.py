"""The ids of elements: which one is generated, and how ids survive a change.

Objects are built without ids on their parts; `assign` gives them.  A part that was there
before keeps its id, whatever it is: changing one value of an object changes no other id.
"""

import re
from collections.abc import Callable, Container

from crmsh_py import xmltree
from crmsh_py.grammar.lexical import ID
from crmsh_py.xmltree import Element

_NOT_IN_IDS = re.compile(r"[^\w.-]")

Key = tuple[str | None, ...]


def generated(element: Element, prefix: str) -> str | None:
    """Return the id that a part gets if it is free; None if its kind has no id.

    `prefix` is the id of the nearest ancestor that has one (of a node: its name).
    """
    make = _GENERATED.get(str(element.tag))
    return None if make is None else _NOT_IN_IDS.sub(".", make(element, prefix))


def _with_tag(element: Element, prefix: str) -> str:
    return f"{prefix}-{element.tag!s}"


def _of_nvpair(element: Element, prefix: str) -> str:
    return f"{prefix}-{element.get('name')}"


def _of_op(element: Element, prefix: str) -> str:
    return f"{prefix}-{element.get('name')}-{element.get('interval')}"


def _of_expression(_element: Element, prefix: str) -> str:
    return f"{prefix}-expression"


def _of_set(_element: Element, prefix: str) -> str:
    return prefix  # always taken, so that the sets are numbered: PREFIX-0, PREFIX-1


_GENERATED: dict[str, Callable[[Element, str], str]] = {
    **dict.fromkeys(
        ("instance_attributes", "meta_attributes", "utilization", "rule", "duration", "date_spec"),
        _with_tag,
    ),
    "nvpair": _of_nvpair,
    "op": _of_op,
    "expression": _of_expression,
    "date_expression": _of_expression,
    "resource_set": _of_set,
}


def prefix_of(element: Element, inherited: str) -> str:
    """Return the prefix of the ids of an element's parts."""
    if element.tag == "node":
        uname = element.get("uname") or inherited
        return uname if ID.match(uname) else f"nodes-{uname}"  # as crm_attribute names them
    return element.get("id") or inherited


class Allocator:
    """Hands out ids that are neither in `taken` nor handed out before."""

    def __init__(self, taken: Container[str]) -> None:
        self._taken = taken
        self._given: set[str] = set()

    def reserve(self, id_: str) -> None:
        """Keep an id from being given."""
        self._given.add(id_)

    def new(self, wanted: str) -> str:
        """Return the wanted id if it is free, else the first free of WANTED-0, WANTED-1, ..."""
        candidate = wanted
        number = 0
        while candidate in self._given or candidate in self._taken:
            candidate = f"{wanted}-{number}"
            number += 1
        self._given.add(candidate)
        return candidate


def assign(element: Element, allocator: Allocator, old: Element | None = None) -> None:
    """Give every part of an object its id: its old one where it was there before."""
    if old is not None:
        _adopt(element, old)
    for part in xmltree.descendants(element):
        if "id" in part.attrib:
            allocator.reserve(part.attrib["id"])
    own = element.get("id")
    if own is not None:
        allocator.reserve(own)
    _generate(element, prefix_of(element, ""), allocator)


def _generate(element: Element, prefix: str, allocator: Allocator) -> None:
    for part in xmltree.children(element):
        if "id" not in part.attrib and "id-ref" not in part.attrib:
            wanted = generated(part, prefix)
            if wanted is not None:
                part.set("id", allocator.new(wanted))
        if len(part):
            _generate(part, prefix_of(part, prefix), allocator)


# ------------------------------------------------------------------ keeping ids

_KEYS: dict[str, tuple[str, ...]] = {
    "nvpair": ("name",),
    "op": ("name", "interval", "role"),
    "rule": ("score", "score-attribute", "role"),
    "expression": ("attribute", "operation", "value"),
    "date_expression": ("operation",),
    "role": ("id",),
}
_WEAKER = {"op": ("name",), "expression": ("attribute",), "rule": ()}


def _adopt(new: Element, old: Element) -> None:
    """Take over the ids of the old parts that the new ones stand for."""
    left = list(xmltree.children(old))
    pairs: list[tuple[Element, Element]] = []
    waiting = list(xmltree.children(new))
    for keys in (_KEYS, _WEAKER):
        still: list[Element] = []
        for part in waiting:
            match = next((one for one in left if _same(part, one, keys)), None)
            if match is None:
                still.append(part)
            else:
                left.remove(match)
                pairs.append((part, match))
        waiting = still
    for part, match in pairs:
        if "id" not in part.attrib and "id" in match.attrib and "id-ref" not in part.attrib:
            part.set("id", match.attrib["id"])
        _adopt(part, match)


def _same(part: Element, other: Element, keys: dict[str, tuple[str, ...]]) -> bool:
    tag = str(part.tag)
    if tag != other.tag or (keys is _WEAKER and tag not in _WEAKER):
        return False
    return all(part.get(name) == other.get(name) for name in keys.get(tag, ()))
