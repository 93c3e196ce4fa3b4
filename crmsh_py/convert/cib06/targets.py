"""What became of the resources that constraints refer to."""

import re
from dataclasses import dataclass, field

MAX_COPIES = 100_000
"""What a dissolved group had is said for each member; a file that asks for more is refused."""

_INSTANCE = re.compile(r"(?P<id>.+):[0-9]+")


@dataclass(frozen=True, slots=True)
class Dissolved:
    """A group that is no group any more: its members, and what held between them.

    `tag` names them all, if there is nothing else that does.
    """

    members: tuple[str, ...]
    ordered: bool
    collocated: bool
    tag: str | None = None


@dataclass(slots=True)
class Targets:
    """The resources of the new document by their old ids.

    `names` are their ids now, `clone_of` the clone (by its old id) of which something is a
    copy, `dissolved` the groups that were.  `instances` are the clones, or what is cloned, of
    which a constraint names a single copy; `restarted` what comes second in an optional order.
    `stickiness` and `failure_stickiness` are the defaults, `threshold` is what they come to.
    """

    names: dict[str, str] = field(default_factory=dict)
    clone_of: dict[str, str] = field(default_factory=dict)
    dissolved: dict[str, Dissolved] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    unmanaged: bool = False
    fences: bool = False
    stickiness: str | None = None
    failure_stickiness: str | None = None
    threshold: int | None = None
    promoted: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    instances: set[str] = field(default_factory=set)
    restarted: set[str] = field(default_factory=set)
    copies: int = 0

    def affords(self, copies: int) -> bool:
        """Count copies of what was said once; tell whether there are not too many yet."""
        self.copies += copies
        return self.copies <= MAX_COPIES

    def knows(self, id_: str) -> bool:
        """Tell whether an id was that of a resource."""
        return id_ in self.names or id_ in self.dissolved or id_ in self.left_out


def without_instance(id_: str) -> str | None:
    """Return the id in front of an instance's number (`rsc:0`), or None if there is none."""
    match = _INSTANCE.fullmatch(id_)
    return match["id"] if match else None
