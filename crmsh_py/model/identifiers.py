"""The ids of elements: which one is generated, and how ids survive a change.

Objects are built without ids on their parts; `assign` gives them.  A part that was there
before keeps its id, whatever it is: changing one value of an object changes no other id.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator

from crmsh_py import xmltree
from crmsh_py.grammar.lexical import ID
from crmsh_py.model.vocabulary import RESOURCES
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


def _of_numbered(_element: Element, prefix: str) -> str:
    return prefix  # always taken, so that the parts are numbered: PREFIX-0, PREFIX-1


def _of_level(_element: Element, _prefix: str) -> str:
    return "fencing"  # the topology itself has no id


_GENERATED: dict[str, Callable[[Element, str], str]] = {
    **dict.fromkeys(
        ("instance_attributes", "meta_attributes", "utilization", "rule", "duration", "date_spec"),
        _with_tag,
    ),
    "nvpair": _of_nvpair,
    "op": _of_op,
    "expression": _of_expression,
    "date_expression": _of_expression,
    "rsc_expression": _of_expression,
    "op_expression": _of_expression,
    **dict.fromkeys(("resource_set", "port-mapping", "storage-mapping", "attribute"), _of_numbered),
    "acl_permission": _of_numbered,
    **dict.fromkeys(("read", "write", "deny"), _with_tag),
    "fencing-level": _of_level,
    "recipient": _with_tag,
}

_COUNTED = frozenset({"recipient"})
"""Tags of which all parts are numbered, from 1."""


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
        self._numbers: dict[str, int] = {}

    def reserve(self, id_: str) -> None:
        """Keep an id from being given."""
        self._given.add(id_)

    def new(self, wanted: str, *, counted: bool = False) -> str:
        """Return the wanted id if it is free, else the first free of WANTED-0, WANTED-1, ...

        Of parts that are `counted` all have a number, from WANTED-1.
        """
        candidate = self.next(wanted, counted=counted)
        self._given.add(candidate)
        return candidate

    def next(self, wanted: str, *, counted: bool = False) -> str:
        """Return what `new` would return, without taking it."""
        candidate = f"{wanted}-1" if counted else wanted
        number = self._numbers.get(wanted, 2 if counted else 0)
        while candidate in self._given or candidate in self._taken:
            candidate = f"{wanted}-{number}"
            number += 1
        self._numbers[wanted] = max(number - 1, 0)  # no number below was free, nor will be
        return candidate


def assign(element: Element, allocator: Allocator, old: Element | None = None) -> None:
    """Give every part of an object its id: its old one where it was there before."""
    parts = [element, *xmltree.descendants(element)]
    said = {part.attrib["id"] for part in parts if "id" in part.attrib}
    if old is not None:
        _adopt(element, old, said)
    for part in parts:
        if "id" in part.attrib:
            allocator.reserve(part.attrib["id"])
    _generate(element, prefix_of(element, ""), allocator)


def _generate(element: Element, prefix: str, allocator: Allocator) -> None:
    for part in xmltree.children(element):
        if "id" not in part.attrib and "id-ref" not in part.attrib:
            wanted = generated(part, prefix)
            if wanted is not None:
                part.set("id", allocator.new(wanted, counted=part.tag in _COUNTED))
        if len(part):
            _generate(part, prefix_of(part, prefix), allocator)


def unlike_generated(element: Element) -> set[str]:
    """Return the ids of an object's parts that `assign` would not give them.

    Only what stands in the object itself counts as taken: an id that owes its number to another
    object is unlike.  So a text that says these ids, and no others, gives all ids back wherever
    it is loaded: each id that it leaves out is free there, since ids are unique.
    """
    allocator = Allocator(())
    own = element.get("id")
    if own is not None:
        allocator.reserve(own)
    return set(_unlike(element, prefix_of(element, ""), allocator))


def _unlike(element: Element, prefix: str, allocator: Allocator) -> Iterator[str]:
    for part in _as_said(element):
        if part.tag in RESOURCES:  # an object of its own
            continue
        id_ = part.get("id")
        wanted = generated(part, prefix) if id_ is not None else None
        counted = part.tag in _COUNTED
        if (
            id_ is not None
            and wanted is not None
            and allocator.next(wanted, counted=counted) != id_
        ):
            yield id_
        if id_ is not None:
            allocator.reserve(id_)
        if len(part):
            yield from _unlike(part, prefix_of(part, prefix), allocator)


def _as_said(element: Element) -> Iterable[Element]:
    """Return the parts of an element in the order of a statement: rules before pairs."""
    parts = xmltree.children(element)
    if element.find("nvpair") is None or element.find("rule") is None:
        return parts
    return sorted(parts, key=lambda part: part.tag != "rule")


# ------------------------------------------------------------------ keeping ids

_FENCED = ("target", "target-pattern", "target-attribute", "target-value")

_KEYS: dict[str, tuple[str, ...]] = {
    "nvpair": ("name",),
    "op": ("name", "interval", "role"),
    "rule": ("score", "score-attribute", "role"),
    "expression": ("attribute", "operation", "value"),
    "date_expression": ("operation",),
    "rsc_expression": ("class", "provider", "type"),
    "op_expression": ("name", "interval"),
    "role": ("id",),
    "port-mapping": ("port", "internal-port", "range"),
    "storage-mapping": ("target-dir",),
    "attribute": ("name",),
    "recipient": ("value",),
    "fencing-level": (*_FENCED, "devices"),
    "acl_permission": ("kind", "xpath", "reference", "object-type", "attribute"),
    **dict.fromkeys(("read", "write", "deny"), ("xpath", "ref", "tag", "attribute")),
}
_WEAKER: dict[str, tuple[str, ...]] = {
    "op": ("name",),
    "expression": ("attribute",),
    "rsc_expression": (),
    "op_expression": ("name",),
    **dict.fromkeys(("rule", "port-mapping", "storage-mapping", "recipient"), ()),
    "resource_set": (),
    "fencing-level": (*_FENCED, "index"),
    "acl_permission": ("kind",),
    **dict.fromkeys(("read", "write", "deny"), ()),
}
_WEAKEST: dict[str, tuple[str, ...]] = {"resource_set": ()}
"""Sets of resources are told by their members, then by the first of them, then by nothing."""


def _adopt(new: Element, old: Element, said: Container[str]) -> None:
    """Take over the ids of the old parts that the new ones stand for.

    Not those that the new object gives to parts of its own choice (`said`).
    """
    left = dict.fromkeys(xmltree.children(old))
    waiting = list(xmltree.children(new))
    for keys in (_KEYS, _WEAKER, _WEAKEST):
        waiting = _pair_off(waiting, left, keys, said)


def _pair_off(
    waiting: list[Element],
    left: dict[Element, None],
    keys: dict[str, tuple[str, ...]],
    said: Container[str],
) -> list[Element]:
    """Pair new parts with old ones of the same key, in order; return those that found none."""
    alike: dict[Key, list[Element]] = {}
    for one in reversed(left):
        alike.setdefault(_key(one, keys), []).append(one)
    still = []
    for part in waiting:
        matches = alike.get(_key(part, keys))
        if not matches or (keys is not _KEYS and str(part.tag) not in keys):
            still.append(part)
            continue
        match = matches.pop()
        del left[match]
        id_ = match.get("id")
        if id_ is not None and id_ not in said and _is_without_id(part):
            part.set("id", id_)
        _adopt(part, match, said)
    return still


def _is_without_id(part: Element) -> bool:
    """Tell whether a part is to get an id: not if its kind need not have one, as `operations`."""
    given = part.attrib
    return "id" not in given and "id-ref" not in given and part.tag in _GENERATED


def _key(part: Element, keys: dict[str, tuple[str, ...]]) -> Key:
    tag = str(part.tag)
    if tag == "resource_set":
        members = [one.get("id") for one in part] if keys is not _WEAKEST else []
        return (tag, part.get("id-ref"), *(members if keys is _KEYS else members[:1]))
    return (tag, *(part.get(name) for name in keys.get(tag, ())))
