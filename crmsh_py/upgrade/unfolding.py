"""References become copies where what they lead to is about to change.

A set that several objects share by `id-ref` may have to change differently in each of them (an
operation's `requires` moves to the operation's own resource).  Whoever refers to such a set gets
a copy of its own first; all other references stay.
"""

from collections.abc import Callable, Iterator

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.upgrade.nvsets import NVSETS, fresh_ids
from crmsh_py.upgrade.report import Report
from crmsh_py.xmltree import Element

Renamed = Callable[[str, str, str], bool]
"""Tells of an owner's tag, a set's tag and a pair's name whether such a pair will change."""


def unfold(cib: Cib, renamed: Renamed, report: Report) -> None:
    """Replace references to what is about to change by copies."""
    for tags in (("nvpair",), tuple(NVSETS), ("operations",)):  # inner ones first
        for element in list(cib.configuration.iter(*tags)):
            target = cib.find(element.get("id-ref", ""))
            if target is None or target.tag != element.tag:
                continue
            if any(renamed(*place) for place in _places(element, target)):
                replace_by_copy(cib, element, target, report)


def _places(element: Element, target: Element) -> Iterator[tuple[str, str, str]]:
    """Yield owner, set and name of the pairs that a reference leads to, here and there."""
    if element.tag == "nvpair":
        names = {one.get("name") for one in (element, target)} - {None}
        for one in (element, target):
            owner, nvset = _tag(one, 2), _tag(one, 1)
            yield from ((owner, nvset, name) for name in names if name is not None)
    elif element.tag == "operations":
        for op in target.iterchildren("op"):
            yield from (("op", "", "requires") for _ in [op] if "requires" in op.attrib)
            yield from (("op", _tag(pair, 1), pair.get("name", "")) for pair in op.iter("nvpair"))
    else:
        for pair in target.iterchildren("nvpair"):
            for one in (element, target):
                yield _tag(one, 1), str(one.tag), pair.get("name", "")


def _tag(element: Element, above: int) -> str:
    """Return the tag of what is so many steps above an element."""
    node: Element | None = element
    for _ in range(above):
        node = None if node is None else node.getparent()
    return "" if node is None else str(node.tag)


def replace_by_copy(cib: Cib, element: Element, target: Element, report: Report) -> Element:
    """Put a copy of what an element refers to in its place."""
    twin = xmltree.copy(target)
    name = element.get("name")
    if name is not None:  # a reference to a pair may give it another name
        twin.set("name", name)
    around = next((one.get("id") for one in element.iterancestors() if one.get("id")), "")
    last = twin.get("name") if twin.tag == "nvpair" else str(twin.tag)
    fresh_ids(cib, twin, f"{around}-{last}".lstrip("-"))
    cib.replace(element, twin)
    was = f"{element.tag!s} {element.get('id-ref')!r}"
    report.changed(twin, f"the reference to the {was} became a copy of it")
    return twin
