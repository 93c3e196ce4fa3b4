"""The agents of another machine, through Pacemaker's tools there."""

import re
from dataclasses import dataclass, field

from crmsh_py.agents.asking import SECONDS, Answer, quoted, understood
from crmsh_py.agents.machine import Found
from crmsh_py.agents.places import is_plain
from crmsh_py.diagnostics import CrmError
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.pacemaker.tools import Tools

_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class OtherMachine:
    """A machine that `tools` reach.  What it says is remembered by the library, not kept."""

    tools: Tools
    most: int | None = None
    _names: dict[str, list[Name]] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """What it is called."""
        return self.tools.host

    def has(self, name: Name) -> bool:
        """Tell whether an agent is installed."""
        return name in self.names(name.class_)

    def look_up(self, name: Name, like: str) -> Found | None:  # noqa: ARG002 - its files are there
        """Return what an agent says, None if it is not installed; see `Machine`."""
        if self.most is not None:
            if self.most <= 0:
                return Found()
            self.most -= 1
        return self.read(name)

    def read(self, name: Name) -> Found | None:
        """Return all that an agent says, its texts too; None if it is not installed."""
        try:
            answer = self._ask(name)
        except CrmError as error:
            if not self.has(name):
                return None
            return Found(faults=tuple(quoted(each.message) for each in error.diagnostics))
        return Found(answer.agent, answer.faults)

    def names(self, class_: str) -> list[Name]:
        """Return all agents of a class that are installed, sorted; none if it cannot tell."""
        if class_ not in self._names:
            try:
                self._names[class_] = [each for each in self._listed(class_) if is_plain(each)]
            except CrmError:
                self._names[class_] = []
        return self._names[class_]

    def _ask(self, name: Name) -> Answer:
        words = [name.class_, *([name.provider] if name.provider else []), name.type]
        argv = ("crm_resource", f"--show-metadata={':'.join(words)}")
        return understood(self.tools.run(*argv, seconds=2 * SECONDS).stdout, name)

    def _listed(self, class_: str) -> list[Name]:
        if class_ != "ocf":
            return [Name(class_, None, each) for each in self._words("--list-agents", class_)]
        return [
            Name("ocf", provider, type_)
            for provider in self._words("--list-ocf-providers")
            for type_ in self._words("--list-agents", f"ocf:{provider}")
        ]

    def _words(self, option: str, value: str = "") -> list[str]:
        """Return what crm_resource lists: a word on each line, after which others may follow."""
        argv = ["crm_resource", f"{option}={value}" if value else option]
        lines = self.tools.text(*argv).splitlines()
        return sorted({found[0] for line in lines if (found := _WORD.match(line))})
