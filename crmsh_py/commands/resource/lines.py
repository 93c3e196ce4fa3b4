"""Resources as lines of a list, each below the container that it is in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_GAP = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A resource, or an instance of one: how deep it stands, what it is, its state in words."""

    id: str
    what: str
    state: str
    depth: int
    details: dict[str, Any]

    def record(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {"kind": "resource", "id": self.id, "type": self.what, **self.details}


def table(lines: Sequence[Line]) -> str:
    """Return lines as text: names indented by their depth, states below each other."""
    names = [f"{'  ' * one.depth}{one.id}" for one in lines]
    name_width = max(map(len, names), default=0) + _GAP
    what_width = max((len(one.what) for one in lines), default=0) + _GAP
    rows = zip(names, lines, strict=True)
    return "".join(
        f"{name:{name_width}}{one.what:{what_width}}{one.state}".rstrip() + "\n"
        for name, one in rows
    )
