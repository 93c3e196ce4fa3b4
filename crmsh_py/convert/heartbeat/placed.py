"""What the lines of haresources came to, as far as the rest of the conversion needs to know."""

from dataclasses import dataclass

from crmsh_py.source import Location


@dataclass(frozen=True, slots=True)
class Placed:
    """A resource that stands for a whole line: its id, and the node that the line prefers.

    It is a primitive, a group or a clone, and the one to bind by further location constraints:
    all else of the line runs where it does.  If it has a `role`, only where it has that role
    matters: a promotable clone runs on other nodes as well.

    `node` is in lower case, as heartbeat compared the names of nodes; `location` is that of the
    name in haresources.
    """

    id: str
    node: str
    location: Location
    role: str | None = None
