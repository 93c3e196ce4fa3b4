"""All agents that are known: those of a machine, and those of the catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from crmsh_py.agents.agent import Agent, Origin
from crmsh_py.agents.catalogue import Catalogue
from crmsh_py.agents.machine import Found, Machine
from crmsh_py.agents.places import is_plain
from crmsh_py.agents.services import CLASSES, service
from crmsh_py.agents.wording import worded
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.grammar.agents import agent_of, agent_text
from crmsh_py.grammar.tree import Agent as Name


@dataclass(slots=True)
class KnownAgents:
    """The agents of a machine (None: of none) and of a catalogue.  A `Library`."""

    machine: Machine | None
    catalogue: Catalogue = field(default_factory=Catalogue)
    _found: dict[Name, Agent | None] = field(default_factory=dict)
    _names: dict[str, list[Name]] = field(default_factory=dict)
    _providers: dict[str, dict[str, None]] | None = None
    _problems: dict[Diagnostic, None] = field(default_factory=dict)

    @property
    def problems(self) -> list[Diagnostic]:
        """What was wrong with agents that were looked up: warnings (broken-agent)."""
        return list(self._problems)

    def find(self, name: Name) -> Agent | None:
        """Return what is known of an agent, None if nothing is.

        Of the classes whose agents say nothing of themselves (systemd, lsb, service, …) it is
        what is so for all of the class, whether there is such an agent or not.
        """
        try:
            return self._found[name]
        except KeyError:
            self._found[name] = found = self._find(name)
            return found

    def read(self, name: Name) -> Agent | None:
        """Return what an installed agent says of itself now, its texts too; else as `find`.

        Parameters without a text of the agent's have ours.
        """
        if name.class_ not in CLASSES and self.machine is not None and is_plain(name):
            said = self.machine.read(name)
            if said is not None:
                self._found[name] = self._settled(name, said, self.catalogue.find(name))
        found = self.find(name)
        return None if found is None else worded(found)

    def is_installed(self, name: Name) -> bool:
        """Tell whether the machine has an agent."""
        if self.machine is None or not is_plain(name):
            return False
        if name.class_ == "service":
            return any(self.machine.has(replace(name, class_=each)) for each in _SERVICES)
        return self.machine.has(name)

    def providers(self, type_: str) -> list[str]:
        """Return the providers of ocf agents of a type, those that are installed first."""
        if self._providers is None:
            self._providers = {}
            for each in (*self._installed("ocf"), *self.catalogue.names("ocf")):
                self._providers.setdefault(each.type, {})[each.provider or ""] = None
        return list(self._providers.get(type_, {}))

    def classes(self) -> list[str]:
        """Return the classes that any agent is known of, sorted."""
        return [each for each in _CLASSES if self.names(each)]

    def names(self, class_: str, provider: str | None = None) -> Iterable[Name]:
        """Return all agents of a class, or of a provider, sorted."""
        if class_ not in self._names:
            every = {*self._installed(class_), *self.catalogue.names(class_)}
            self._names[class_] = sorted(every, key=_order)
        names = self._names[class_]
        return [each for each in names if provider is None or each.provider == provider]

    def resolve(self, text: str) -> list[Name]:
        """Return the agents that a typed name means, the likeliest first; none if it means none.

        `IPaddr`, `ocf:IPaddr`, `ocf:heartbeat:IPaddr`, `fence_ipmilan`, `stonith:fence_ipmilan`,
        `lsb:x`, `systemd:x`; a bare name that is no ocf agent may be a unit or an init script.
        Upper and lower case count only where two names differ in nothing else.
        """
        named = agent_of(text)
        if named is None or not is_plain(named):
            return []
        if named.class_ in CLASSES:
            return [named]
        wanted, says_provider = named.type.lower(), text.count(":") == 2
        names = self.names(named.class_, named.provider if says_provider else None)
        near = [each for each in names if each.type.lower() == wanted]
        found = [each for each in near if each.type == named.type] or near
        if not found and ":" not in text:
            found = [Name(class_, None, text) for class_ in _SERVICES]
            return [each for each in found if self.is_installed(each)]
        # The one that the language means by the name is first, then those that are installed.
        return sorted(found, key=lambda each: (each != named, not self.is_installed(each)))

    def _installed(self, class_: str) -> list[Name]:
        if self.machine is None:
            return []
        if class_ == "service":
            every = {each.type for one in _SERVICES for each in self.machine.names(one)}
            return [Name("service", None, each) for each in every]
        return self.machine.names(class_)

    def _find(self, name: Name) -> Agent | None:
        if not is_plain(name):
            return None
        if name.class_ in CLASSES:
            return service(name)
        like, program = self.catalogue.look_up(name) or (None, "")
        if self.machine is None:
            return like
        found = self.machine.look_up(name, program)
        return like if found is None else self._settled(name, found, like)

    def _settled(self, name: Name, found: Found, like: Agent | None) -> Agent:
        """Return the best that is known of an installed agent; note what is wrong with it."""
        for fault in found.faults:
            self._problems[self._broken(name, found, fault, like)] = None
        if found.agent is not None:
            return found.agent if like is None else replace(found.agent, package=like.package)
        if like is None:
            return Agent(name, open_ended=True)
        return replace(like, origin=Origin.INSTALLED) if found.same else like

    def _broken(self, name: Name, found: Found, fault: str, like: Agent | None) -> Diagnostic:
        agent = agent_text(name)
        there = f" on {self.machine.host}" if self.machine and self.machine.host else ""
        if found.agent is not None:
            words = f'agent "{agent}"{there}: its metadata is not as it should be: {fault}'
        else:
            words = f'agent "{agent}"{there}: its metadata cannot be read: {fault}'
        if found.agent is not None:
            then = "what can be understood of it is used"
        elif like is not None:
            then = "what the catalogue has on the agent is used"
        else:
            then = "its parameters and operations are not checked"
        hint = f"{then}; once it is mended, 'crm ra info {agent}' reads it again"
        return Diagnostic("broken-agent", words, Severity.WARNING, agent, hint=hint)


_SERVICES = ("systemd", "lsb")
_CLASSES = ("lsb", "ocf", "service", "stonith", "systemd")


def _order(name: Name) -> tuple[str, str, str]:
    """Sort by provider and type, in the order of people: upper and lower case together."""
    return (name.provider or "", name.type.lower(), name.type)
