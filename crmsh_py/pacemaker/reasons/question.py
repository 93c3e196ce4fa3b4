"""A resource that is asked about, and all that it has to do with."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from crmsh_py.pacemaker.reasons.bonds import Bonds, Colocation, bonds_of
from crmsh_py.pacemaker.reasons.places import Places
from crmsh_py.pacemaker.reasons.situation import PROMOTED, Situation
from crmsh_py.xmltree import Element


@dataclass(frozen=True)
class Question:
    """A resource, and all that it has to do with."""

    situation: Situation
    element: Element
    bonds: Bonds
    places: Places

    @classmethod
    def about(cls, situation: Situation, element: Element) -> "Question":
        """Return the question about a resource, with the constraints taken apart."""
        return cls(situation, element, bonds_of(situation), Places(situation))

    def other(self, element: Element) -> "Question":
        """Return the question about another resource."""
        return Question(self.situation, element, self.bonds, self.places)

    @property
    def id(self) -> str:
        """The id of the resource."""
        return self.element.get("id", "")

    @cached_property
    def primitives(self) -> list[Element]:
        """The primitives in it, itself if it is one."""
        return self.situation.primitives(self.element)

    @cached_property
    def chain(self) -> list[str]:
        """The ids that constraints may name it by: its own and those of its containers."""
        return [one.get("id", "") for one in self.situation.chain(self.element)]

    @cached_property
    def concerned(self) -> list[str]:
        """The ids of all whose constraints decide: its own, around it and in it."""
        inner = [one.get("id", "") for one in self.element.iter("primitive", "group")]
        return list(dict.fromkeys([*self.chain, *inner]))

    @cached_property
    def acting(self) -> list[str]:
        """The ids under which operations are done: the primitives', and what a bundle makes."""
        ids = [one.get("id", "") for one in self.primitives]
        if self.element.tag != "bundle":
            return ids
        made = [f"{self.id}-{kind}-" for kind in ("docker", "podman", "rkt", "ip")]
        known = (*self.situation.operations, *(one for one, _ in self.situation.failures))
        return [*ids, *(one for one in dict.fromkeys(known) if one.startswith(tuple(made)))]

    def colocations(self) -> Iterator[Colocation]:
        """Yield on whom it depends, but for what is within it; of roles, those of any role."""
        for id_ in self.concerned:
            for one in self.bonds.colocations.get(id_, ()):
                inside = one.other in self.concerned and one.other not in self.chain
                if not inside and one.role.lower() not in PROMOTED:
                    yield one
