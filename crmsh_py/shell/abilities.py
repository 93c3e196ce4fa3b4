"""What a terminal can do, as far as terminfo knows.  Only loaded for terminals."""

import curses
import sys
from collections.abc import Mapping
from dataclasses import dataclass

_FEWEST_COLORS = 8


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a terminal can do, as far as terminfo knows."""

    colors: int | None = None
    """How many it has; -1: none; None: nobody knows."""
    dims: bool = True
    """Whether it can show text dimly."""

    @property
    def lacks_colors(self) -> bool:
        """Whether it would take what means a colour for something else: vt100."""
        return self.colors is not None and self.colors < _FEWEST_COLORS


def abilities(environment: Mapping[str, str]) -> Abilities:
    """Return what the terminal can do."""
    try:
        curses.setupterm(environment.get("TERM", ""), sys.stdout.fileno())
        return Abilities(curses.tigetnum("colors"), bool(curses.tigetstr("dim")))
    except curses.error:
        return Abilities()
