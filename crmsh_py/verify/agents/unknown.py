"""Checks of agents as such: those that nobody knows here, and those that are broken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

from crmsh_py.agents.agent import Agent, Origin
from crmsh_py.agents.library import Library
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar.agents import agent_text
from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.verify.agents.nearest import Nearest
from crmsh_py.verify.agents.place import behind_agent, full_name
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.view import Primitive, View

_OTHER = {"ocf": "stonith", "stonith": "ocf"}
"""The classes whose agents the catalogue has, each with the one it is taken for."""
_SERVICES = ("lsb", "service", "systemd")
"""Classes whose agents a machine can list."""
_ALIKE = 0.8
"""How like a name must be to another, to be that one misspelt."""
_PREFIX = re.compile(r"fence_|external/")
"""How the names of fence agents begin, which makes none of them like another."""
_SIGN_OF_A_NODE = Name("ocf", "pacemaker", "remote")
"""What comes with Pacemaker itself."""


class Proposal(NamedTuple):
    """What may have been meant; `is_slip` if the name is likely to be misspelt."""

    agent: str = ""
    is_slip: bool = False


def unknown_agents(view: View) -> Iterator[Diagnostic]:
    """Report agents that are neither installed here nor in the catalogue.

    Slips are told of each resource, for each has to be mended; what is foreign here (an agent of
    the user's own, say) is told once.
    """
    likes = _Likes(view.library)
    settled: set[Name] = set()
    proposals: dict[Name, Proposal] = {}
    for primitive in chain(view.primitives, view.templates):
        name = primitive.agent
        if name is None or name in settled or primitive.template is not None:
            continue
        if name not in proposals:
            if not _is_unknown(view.agent(primitive), name, likes):
                settled.add(name)
                continue
            proposals[name] = likes.of(name)
        proposal = proposals[name]
        yield _unknown(primitive, name, proposal)
        if not proposal.is_slip:
            settled.add(name)


def _unknown(primitive: Primitive, name: Name, proposal: Proposal) -> Diagnostic:
    words = f"no agent '{full_name(name)}' is installed here"
    if name.class_ in _OTHER:
        words += ", and the catalogue has none: its parameters and operations are not checked"
    hint = "it must be there on every node that is to run it"
    if proposal.is_slip:
        hint = f"did you mean '{proposal.agent}'?"
    elif proposal.agent:
        hint += f"; there is '{proposal.agent}', if you meant that"
    return finding(primitive.element, "unknown-agent", words, *behind_agent(primitive), hint=hint)


def _is_unknown(agent: Agent | None, name: Name, likes: "_Likes") -> bool:
    if agent is None:
        return not name.type.startswith("/")  # a file of its own, of releases long ago
    return agent.origin is Origin.CLASS and _is_missing(name, likes)


def _is_missing(name: Name, likes: "_Likes") -> bool:
    """Tell whether a service is sure to be missing.

    A machine that is no node of a cluster has other services than the nodes: there one is missed
    only if its name is nearly that of one that is there.
    """
    library = likes.library
    if name.class_ not in _SERVICES or library.is_installed(name):
        return False
    can_tell = any(True for _ in library.names(name.class_))
    return can_tell and (library.is_installed(_SIGN_OF_A_NODE) or likes.of(name).is_slip)


# ------------------------------------------------------------------ what was meant


@dataclass(slots=True)
class _Likes:
    """The agents that are like others."""

    library: Library
    spelling: Nearest = field(default_factory=lambda: Nearest(_ALIKE))

    def of(self, name: Name) -> Proposal:
        """Return the agent of the same type elsewhere, else that of the nearest type.

        Who writes a provider that nobody knows has agents of their own: nothing is misspelt then.
        """
        if self.spelling.left <= 0:
            return Proposal()
        every = list(self.library.names(name.class_))
        others = self.library.names(_OTHER[name.class_]) if name.class_ in _OTHER else ()
        swapped = [one for one in every if (one.type, one.provider) == (name.provider, name.type)]
        if swapped:
            return Proposal(full_name(swapped[0]), is_slip=True)
        known = name.provider is None or self._is_provider(name.provider, every)
        same = [one for one in every if one.type.lower() == name.type.lower()]
        same += [one for one in others if one.type == name.type]
        if same:
            return Proposal(full_name(same[0]), is_slip=known)
        return self._nearest(name, every) if known else Proposal()

    def _is_provider(self, name: str, every: list[Name]) -> bool:
        providers = {one.provider for one in every if one.provider is not None}
        return name in providers or self.spelling.to(name, sorted(providers), "") is not None

    def _nearest(self, name: Name, every: list[Name]) -> Proposal:
        """Return the agent of the nearest type, of the same provider if there is one."""

        def likeness(one: Name) -> tuple[bool, bool]:
            return one.provider == name.provider, _prefix(one) == _prefix(name)

        by_type = {_PREFIX.sub("", one.type).lower(): one for one in sorted(every, key=likeness)}
        type_ = _PREFIX.sub("", name.type).lower()
        found = self.spelling.to(type_, by_type, (name.class_, name.provider))
        if found is None and name.class_ == "stonith" and not _prefix(name):  # that is misspelt
            by_type = {one.type: one for one in every}
            found = self.spelling.to(name.type, by_type, name.class_)
        if found is None:
            return Proposal()
        # Both kinds of fence agents may have one for a machine: nobody types the one for the other.
        is_other = found == type_ and _prefix(name) not in {"", _prefix(by_type[found])}
        return Proposal(full_name(by_type[found]), is_slip=not is_other)


def _prefix(name: Name) -> str:
    match = _PREFIX.match(name.type)
    return "" if match is None else match[0]


def broken_agents(view: View) -> Iterator[Diagnostic]:
    """Report what is wrong with the agents that the configuration names, at the first to do so."""
    users: dict[str, Primitive] = {}
    for primitive in chain(view.primitives, view.templates):
        if view.agent(primitive) is not None and primitive.agent is not None:
            users.setdefault(agent_text(primitive.agent), primitive)
    for one in view.library.problems:  # of all that was looked up, for other configurations too
        user = users.get(one.subject or "")
        if user is not None:
            yield replace(one, subject=user.id, words=behind_agent(user))


CHECKS = (
    OfWhole(("unknown-agent",), unknown_agents),
    OfWhole(("broken-agent",), broken_agents),
)
