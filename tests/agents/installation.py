"""A machine with agents of our own, in a folder."""

from dataclasses import dataclass, field
from pathlib import Path

from crmsh_py.agents.catalogue import Catalogue
from crmsh_py.agents.known import KnownAgents
from crmsh_py.agents.machine import ThisMachine
from crmsh_py.agents.places import Places
from crmsh_py.grammar.tree import Agent as Name

LAMP = Name("ocf", "test", "Lamp")
FENCE = Name("stonith", None, "fence_lamp")
CASES = Path(__file__).parent.parent / "cases" / "agents"


def metadata(*parameters: str) -> str:
    """Return metadata with parameters of these names."""
    inside = "".join(
        f'<parameter name="{name}"><shortdesc lang="en">A {name}</shortdesc>'
        '<content type="string"/></parameter>'
        for name in parameters
    )
    return (
        '<?xml version="1.0"?><resource-agent name="Lamp" version="1.0">'
        f'<parameters>{inside}</parameters><actions><action name="start" timeout="20s"/></actions>'
        "</resource-agent>"
    )


@dataclass(frozen=True)
class Installation:
    """A folder with agents; how often each was run stands in `runs`."""

    root: Path
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        root = self.root
        places = Places(
            root / "ocf", root / "sbin", root / "plugins", root / "init", (root / "units",)
        )
        object.__setattr__(self, "places", places)
        for folder in ("ocf/resource.d/test", "sbin", "init", "units"):
            self.make_folder(folder)

    def make_folder(self, name: str) -> Path:
        """Make a folder that only its owner can write to, whatever the umask."""
        made = self.root
        for part in name.split("/"):
            made = made / part
            made.mkdir(exist_ok=True)
            made.chmod(0o755)
        return made

    def file(self, name: Name) -> Path:
        """Return where an agent has to be."""
        if name.class_ == "stonith":
            return self.places.fencing / name.type
        return self.places.ocf / "resource.d" / str(name.provider) / name.type

    def install(self, name: Name, script: str) -> Path:
        """Make an agent of a shell script, which notes that it was run."""
        file = self.file(name)
        self.make_folder(str(file.parent.relative_to(self.root)))
        file.write_text(f"#!/bin/sh\necho {name.type} >> {self.root}/runs\n{script}\n")
        file.chmod(0o755)
        return file

    def install_metadata(self, name: Name, text: str) -> Path:
        """Make an agent that prints a text when it is asked as it should be."""
        asked = '"$1 $2" = "-o metadata"' if name.class_ == "stonith" else '"$1" = meta-data'
        return self.install(name, f"[ {asked} ] || exit 3\ncat <<'END'\n{text}\nEND")

    def runs(self) -> list[str]:
        """Return the types of the agents that were run, in their order."""
        file = self.root / "runs"
        return file.read_text().split() if file.exists() else []

    def library(self, *, most: int | None = None, catalogue: Path | None = None) -> KnownAgents:
        """Return a library that nobody has used yet."""
        shipped = Catalogue(self.root / "none" if catalogue is None else catalogue)
        return KnownAgents(ThisMachine(self.places, most=most), shipped)
