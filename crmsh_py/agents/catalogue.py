"""The catalogue of agents that is shipped with the program: a small file for each.

`crm ra catalogue build` makes it (`building`).  An agent is in `CLASS/[PROVIDER/]TYPE.json`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import crmsh_py.schemas
from crmsh_py.agents.agent import Agent, Origin
from crmsh_py.agents.places import EXTERNAL, is_plain
from crmsh_py.agents.record import from_text
from crmsh_py.grammar.tree import Agent as Name

SHIPPED = Path(crmsh_py.schemas.__file__).parent / "agents"
_SUFFIX = ".json"


class Catalogue(NamedTuple):
    """A folder of records."""

    folder: Path = SHIPPED

    def find(self, name: Name) -> Agent | None:
        """Return what is in it on an agent, None if nothing is."""
        found = self.look_up(name)
        return None if found is None else found[0]

    def look_up(self, name: Name) -> tuple[Agent, str] | None:
        """Return an agent, and which program its facts are of (`identity.of`, "": unknown)."""
        octets = self._octets(name)
        return None if octets is None else from_text(octets, name, Origin.CATALOGUE)

    def names(self, class_: str) -> list[Name]:
        """Return all agents of a class, sorted."""
        folder = self.folder / class_
        if class_ == "ocf":
            return [
                Name("ocf", provider, type_)
                for provider in _entries(folder)
                for type_ in _types(folder / provider)
            ]
        plugins = (f"{EXTERNAL}{each}" for each in _types(folder / EXTERNAL))
        return [Name(class_, None, type_) for type_ in (*plugins, *_types(folder))]

    def path(self, name: Name) -> Path:
        """Return where an agent's record is, or would be."""
        parts = [name.class_] if name.provider is None else [name.class_, name.provider]
        return self.folder.joinpath(*parts, name.type + _SUFFIX)

    def _octets(self, name: Name) -> bytes | None:
        if name.class_ not in {"ocf", "stonith"} or not is_plain(name):
            return None
        try:
            return self.path(name).read_bytes()
        except OSError:
            return None


def _types(folder: Path) -> Iterator[str]:
    return (each.removesuffix(_SUFFIX) for each in _entries(folder) if each.endswith(_SUFFIX))


def _entries(folder: Path) -> list[str]:
    try:
        return sorted(each.name for each in folder.iterdir())
    except OSError:
        return []
