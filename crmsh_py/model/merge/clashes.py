"""What two people changed in ways that exclude each other, as values."""

from dataclasses import dataclass
from enum import StrEnum

from crmsh_py.model.keys import Key
from crmsh_py.xmltree import Element

PLACE = "/place"
ORDER = "/order"
"""What of an element can be in dispute beside its attributes: its place, and its children's."""

Part = tuple[Key, str | None]
"""An attribute of an element, its PLACE or the ORDER of its children; None: the element whole."""


class Side(StrEnum):
    """Whose changes: those of the session, or those that were made meanwhile."""

    MINE = "mine"
    THEIRS = "theirs"

    @property
    def other(self) -> "Side":
        """The other side."""
        return Side.THEIRS if self is Side.MINE else Side.MINE


class Kind(StrEnum):
    """How two changes exclude each other."""

    VALUE = "value"  # both set an attribute, or one did and the other said what it is
    DELETED = "deleted"  # one deleted what the other changed
    BOTH_ADDED = "both-added"  # both added something of the same id, and not the same
    SAME_NAME = "same-name"  # both added a pair of the same name (an operation) under two ids
    PLACE = "place"  # both put it elsewhere, and not to the same place
    ORDER = "order"  # both put the same members in other orders
    EMPTIED = "emptied"  # each took some members out, so that none is left
    RENAMED = "renamed"  # both gave it another id, or one did and the other deleted it
    SETS = "sets"  # both arranged the resource sets of a constraint
    REFERENCE = "reference"  # one refers to what the other deleted


@dataclass(frozen=True, slots=True)
class Clash:
    """Two changes of which only one can stand.

    `base`, `mine` and `theirs` are the element in dispute in each configuration, if it is there;
    `attribute` is the attribute, if only that is.  `by` deleted it, of one that was deleted, and of
    a REFERENCE (`to` what) it refers.  Where a side renamed it, that side's is the renamed one.
    `parts` are to be taken from one side to end the dispute.
    """

    kind: Kind
    key: Key
    base: Element | None
    mine: Element | None
    theirs: Element | None
    parts: tuple[Part, ...]
    attribute: str | None = None
    by: Side | None = None
    to: str | None = None
