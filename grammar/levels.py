"""What fencing levels are made of: their numbers, and their lists of devices.  Needs no pyparsing.

A level without a number has the next one of its target: 1, 2, 3, or on from the last one said.
"""

import re

from crmsh_py.grammar.tree import FencingTarget

INDEX = re.compile(r"\s*\+?0*[1-9][0-9]{0,17}\s*", re.ASCII)
DEVICES = re.compile(r"[\w.-]+(?:,[\w.-]+)*")


class Numbers:
    """The numbers that levels have where none is said."""

    def __init__(self) -> None:
        self._last: dict[FencingTarget | None, int] = {}

    def next(self, target: FencingTarget | None) -> str:
        """Return the number that the next level of a target has."""
        return str(self._last.get(target, 0) + 1)

    def note(self, target: FencingTarget | None, index: str) -> None:
        """Note the number of a level; one that is none does not count."""
        if INDEX.fullmatch(index):
            self._last[target] = int(index)
