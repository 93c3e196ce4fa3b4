"""A machine that has agents: this one, and what any other must be able to tell."""

import importlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from crmsh_py import __version__, cache
from crmsh_py.agents import identity, record
from crmsh_py.agents.agent import Agent, Origin
from crmsh_py.agents.places import Places
from crmsh_py.grammar.tree import Agent as Name

if TYPE_CHECKING:  # it brings in subprocess, which what is known already does not need
    from crmsh_py.agents.asking import Answer
    from crmsh_py.runner import Runner

_ASKING = "crmsh_py.agents.asking"
_FORM = 1
"""Of what is kept in the cache; what another one, or another release, kept is not read."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a machine has of an agent: its facts, if they could be read, and what was wrong.

    Neither: it was not asked, because it is the very program that the catalogue has the facts of
    (`same`), or because enough were asked already.
    """

    agent: Agent | None = None
    faults: tuple[str, ...] = ()
    same: bool = False


class Machine(Protocol):
    """A machine that has agents."""

    @property
    def host(self) -> str:
        """What it is called; "" for this one."""
        ...

    def has(self, name: Name) -> bool:
        """Tell whether an agent is installed."""
        ...

    def look_up(self, name: Name, like: str) -> Found | None:
        """Return what an agent says, None if it is not installed.

        `like` is which program the catalogue has the facts of.
        """
        ...

    def read(self, name: Name) -> Found | None:
        """Return all that an agent says, its texts too, asking it anew; None as above."""
        ...

    def names(self, class_: str) -> list[Name]:
        """Return all agents of a class that are installed, sorted."""
        ...


@dataclass(slots=True)
class ThisMachine:
    """The machine that this runs on.

    Facts that were read once are kept in the user's cache folder, under the file's path, time of
    change and size; of a broken agent it is kept that it is.  An agent is run only for what is
    not there, and not more than `most` of them in the life of this value (None: no limit), so
    that a command never takes long.
    """

    places: Places = field(default_factory=Places)
    runner: "Runner | None" = None
    """What runs agents; None for the usual one, made when it is needed."""
    most: int | None = None
    host: str = ""

    def has(self, name: Name) -> bool:
        """Tell whether an agent is installed."""
        return self.places.file(name) is not None

    def look_up(self, name: Name, like: str) -> Found | None:
        """Return what an agent says, None if it is not installed; see `Machine`."""
        file = self.places.file(name)
        if file is None:
            return None
        if like and identity.of(file) == like:
            return Found(same=True)
        kept = _kept(name, file)
        if kept is not None:
            return kept
        if self.most is not None:
            if self.most <= 0:
                return Found()
            self.most -= 1
        return self._ask(name, file)

    def read(self, name: Name) -> Found | None:
        """Return all that an agent says, its texts too, asking it anew; None as above."""
        file = self.places.file(name)
        return None if file is None else self._ask(name, file)

    def names(self, class_: str) -> list[Name]:
        """Return all agents of a class that are installed, sorted."""
        return self.places.names(class_)

    def _ask(self, name: Name, file: Path) -> Found:
        asking = importlib.import_module(_ASKING)
        runner = self.runner or asking.confined()
        key = _key(file)
        answer: Answer = asking.ask(file, name, self.places.ocf, runner)
        if answer.lasting:
            _keep(name, key, answer)
        return Found(answer.agent, answer.faults)


def _key(file: Path) -> str:
    """Return the line that says what was read: it changes when the agent does."""
    try:
        status = file.stat()
    except OSError:
        return ""
    return json.dumps([__version__, _FORM, str(file), status.st_mtime_ns, status.st_size])


def _cache_name(name: Name) -> str:
    words = [name.class_, name.provider or "", *name.type.split("/")]
    return "agent-" + "-".join(word for word in words if word)


def _keep(name: Name, key: str, answer: "Answer") -> None:
    faults = json.dumps(answer.faults)
    agent = "" if answer.agent is None else record.to_text(answer.agent)
    if key:
        cache.write(_cache_name(name), f"{faults}\n{agent}".encode(), key=key)


def _kept(name: Name, file: Path) -> Found | None:
    octets = cache.read(_cache_name(name), key=_key(file))
    if octets is None:
        return None
    line, _, rest = octets.partition(b"\n")
    try:
        faults = tuple(map(str, json.loads(line)))
        agent = record.from_text(rest, name, Origin.INSTALLED)[0] if rest else None
    except (TypeError, ValueError):  # of another release of this program, or damaged
        return None
    return Found(agent, faults)
