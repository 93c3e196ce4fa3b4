"""What was repaired in a damaged file: the first of a kind one by one, the others together."""

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

_MOST_RANGES = 50
"""More stretches of lines than so many are not listed in a message."""


class Damage(Enum):
    """Kinds of damage: those of one kind are told together where they are many."""

    BLANK = auto()
    AROUND = auto()
    QUOTE = auto()
    ENTITY = auto()
    SLASH = auto()
    CUT = auto()
    TWICE = auto()


_TOLD_APART: Mapping[Damage, int] = {
    damage: 1 if damage is Damage.BLANK else 3 for damage in Damage
}
"""So many repairs of a kind are told one by one, the others together."""

_TOGETHER: Mapping[Damage, str] = {
    Damage.BLANK: "unusual blanks were put right",
    Damage.AROUND: "what is no part of the XML was left out",
    Damage.QUOTE: "quotes of values were put right",
    Damage.ENTITY: "characters were put right that XML wants escaped",
    Damage.SLASH: "lost slashes were put right",
    Damage.CUT: "missing end tags were added",
    Damage.TWICE: "attributes that stood twice in a tag were left out",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """A place that was repaired."""

    damage: Damage
    offset: int
    message: str


@dataclass(slots=True)
class Notes:
    """The repairs: the first ones of each kind, and where the others were.

    However damaged a text is, no more is kept than a number for each.
    """

    kept: list[Repair] = field(default_factory=list)
    counts: Counter[Damage] = field(default_factory=Counter)
    others: "dict[Damage, array[int]]" = field(default_factory=dict)

    def add(self, damage: Damage, offset: int, message: str) -> None:
        """Note a repair."""
        self.counts[damage] += 1
        if self.counts[damage] <= _TOLD_APART[damage]:
            self.kept.append(Repair(damage, offset, message))
        else:
            self.others.setdefault(damage, array("Q")).append(offset)

    def told(self, text: str) -> list[Repair]:
        """Return what to tell of, in the order of the text that was repaired."""
        breaks = [match.start() for match in re.finditer("\n", text)] if self.others else []
        together = [_together(*one, breaks) for one in self.others.items()]
        return sorted((*self.kept, *together), key=lambda repair: repair.offset)


def _together(damage: Damage, offsets: "array[int]", breaks: list[int]) -> Repair:
    lines = [bisect_left(breaks, offset) + 1 for offset in offsets]
    places = "one more place" if len(lines) == 1 else f"{len(lines)} more places"
    words = f"{_TOGETHER[damage]} in {places}: {_listed(sorted(set(lines)))}"
    return Repair(damage, min(offsets), words)


def _listed(lines: list[int]) -> str:
    """Return the numbers of lines in words; those that follow one another as a stretch."""
    ranges: list[tuple[int, int]] = []
    for line in lines:
        if ranges and ranges[-1][1] == line - 1:
            ranges[-1] = ranges[-1][0], line
        else:
            ranges.append((line, line))
    shown = [f"{a}" if a == b else f"{a}-{b}" for a, b in ranges[:_MOST_RANGES]]
    more = f" and others up to {lines[-1]}" if len(ranges) > _MOST_RANGES else ""
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(shown)}{more}"
