"""The constraints that hold the resources of a line together and at their node."""

from dataclasses import dataclass

from crmsh_py.convert.draft import Draft
from crmsh_py.grammar import tree
from crmsh_py.source import Location

_NODE_SCORE = "100"  # what haresources2cib always gave, and what users of it know


@dataclass(frozen=True, slots=True)
class Step:
    """Something to bind, by its id; `name` goes into the ids of constraints.

    With a `role` it is a promotable clone, which counts where it has that role.  One that
    `is_last` on its line is needed there, but not waited for.
    """

    id: str
    name: str
    role: str | None = None
    is_last: bool = False

    @property
    def action(self) -> str:
        """What brings it into the state in which others need it."""
        return "promote" if self.role else "start"


def bind(draft: Draft, dependent: Step, needed: Step, location: Location) -> None:
    """Let something run only where what it needs is active, and start it afterwards."""
    colocate(draft, dependent, needed, location)
    if needed.is_last:
        return
    id_ = draft.claim(f"ord-{needed.name}-{dependent.name}", location)
    ends = (tree.End(needed.id, needed.action), tree.End(dependent.id, dependent.action))
    draft.add(tree.Order(id_, ends), location)


def colocate(draft: Draft, dependent: Step, needed: Step, location: Location) -> None:
    """Let something run only where something else is active."""
    id_ = draft.claim(f"col-{dependent.name}-with-{needed.name}", location)
    ends = (tree.End(dependent.id, dependent.role), tree.End(needed.id, needed.role))
    draft.add(tree.Colocation(id_, "INFINITY", ends), location)


def prefer_node(draft: Draft, step: Step, node: str, location: Location) -> str:
    """Let something run, in its role, on a node rather than on others; return the id."""
    id_ = draft.claim(f"loc-{step.id}-{node}", location)
    role = (tree.NvPair("role", step.role),) if step.role else ()
    what = tree.Word(step.id)
    draft.add(tree.Location(id_, what, role, score=_NODE_SCORE, node=node), location)
    return id_
