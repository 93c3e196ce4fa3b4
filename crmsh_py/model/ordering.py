"""Putting things in order with as few moves as can be."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import move_object
from crmsh_py.xmltree import Element


def longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the longest subsequence that rises (patience sorting: n log n)."""
    tops: list[int] = []
    beneath: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tops, number)
        beneath[number] = tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [number]
    rise = set()
    top = tops[-1] if tops else None
    while top is not None:
        rise.add(top)
        top = beneath[top]
    return rise


def in_order(cib: Cib, section: Element, order: Iterable[Element]) -> None:
    """Move as few children as can be, so that those named come in that order."""
    wanted = dict.fromkeys(order)
    places = {child: place for place, child in enumerate(xmltree.children(section))}
    staying = longest_rise([places[element] for element in wanted])
    successor = next((one for one in places if one in wanted), None)
    for element in wanted:
        if places[element] not in staying:
            move_object(cib, element, section, successor)
        successor = next(element.itersiblings("*"), None)
