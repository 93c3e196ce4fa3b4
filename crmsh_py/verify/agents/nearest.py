"""What misspelt names were meant to be, looked for so that it never takes long."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crmsh_py.spelling import nearest

_SHORT = 5
"""How long a name is that is like few others."""


@dataclass(slots=True)
class Nearest:
    """Names and the known ones that come nearest.

    Each is looked for once, and not more than `left` are: that takes a millisecond each.
    """

    least: float = 0.6
    """How like a name must be to a known one."""
    left: int = 50
    found: dict[tuple[object, str], str | None] = field(default_factory=dict)

    def to(self, name: str, known: Iterable[str], among: object) -> str | None:
        """Return the known name that is nearest; `among` stands for what is known."""
        key = (among, name)
        if key not in self.found:
            self.left -= 1
            self.found[key] = self._look(name, list(known)) if self.left >= 0 else None
        return self.found[key]

    def _look(self, name: str, known: list[str]) -> str | None:
        near = nearest(name, known, least=self.least)
        if near is None and len(name) <= _SHORT:  # two letters that changed places are a lot there
            letters = sorted(name)
            near = next((one for one in known if sorted(one) == letters), None)
        return near
