"""Putting things in order with as few moves as can be."""

from bisect import bisect_left
from collections.abc import Sequence


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
