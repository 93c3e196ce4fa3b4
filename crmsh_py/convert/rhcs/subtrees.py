"""Which members of a service stand or fall together."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from crmsh_py.convert.rhcs.flags import number
from crmsh_py.convert.rhcs.order import started
from crmsh_py.convert.rhcs.trees import Resource

_ATTRIBUTE = "__independent_subtree"
_WORDS = {"yes": 1, "on": 1, "true": 1, "non-critical": 2}
INDEPENDENT, NON_CRITICAL = 1, 2


@dataclass(slots=True)
class Part:
    """Resources that one group is made of, in the order in which they start.

    `non_critical` ones may fail for good without the others, and start last.  `parts` may fail
    and be restarted without them.
    """

    root: Resource
    members: list[Resource] = field(default_factory=list)
    non_critical: list[Resource] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all_members(self) -> Iterator[Resource]:
        """Yield the resources of this part and of those in it."""
        yield from (*self.members, *self.non_critical)
        for part in self.parts:
            yield from part.all_members()


def independence(resource: Resource) -> int:
    """Return how far a resource is independent of its siblings: 0, INDEPENDENT, NON_CRITICAL."""
    value = resource.attributes.get(_ATTRIBUTE, "").lower()
    return _WORDS.get(value, number(value))


def split(root: Resource) -> Part:
    """Return what is in a tree, apart where it is independent."""
    part = Part(root)
    _gather(root, part, is_critical=True)
    return part


def _gather(resource: Resource, part: Part, *, is_critical: bool) -> None:
    (part.members if is_critical else part.non_critical).append(resource)
    for child in started(resource):
        level = independence(child)
        if is_critical and level == INDEPENDENT:
            part.parts.append(split(child))
        else:
            _gather(child, part, is_critical=is_critical and level != NON_CRITICAL)
