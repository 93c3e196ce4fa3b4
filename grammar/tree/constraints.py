"""Constraints, and the sets of resources in them.

What stands on an element as an attribute is in `attributes`, if no field is there for it: those
of a constraint by name in the order of the schema, and so those of a set.  Booleans keep the
CIB's spelling.  `lifetime` are the rules that say how long a constraint holds.
"""

from dataclasses import field

from crmsh_py.grammar.tree.syntax import NOWHERE, syntax
from crmsh_py.grammar.tree.values import NvPair, Rule, Word
from crmsh_py.source import Span


@syntax
class End:
    """One end of a constraint: a resource, with a role or an action."""

    rsc: str
    qualifier: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class ResourceSet:
    """A set of resources, or a reference to one; `qualifier` is the role or action of them all.

    `attributes` may be ordering, action or role (whichever the qualifier is not), score, kind.
    """

    rscs: tuple[Word, ...] = ()
    qualifier: str | None = None
    sequential: str | None = None
    require_all: str | None = None
    attributes: tuple[NvPair, ...] = ()
    id: str | None = None
    id_ref: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Pattern:
    """`/regular expression/` in the place of a resource."""

    regex: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Location:
    """Where resources may run: a score for a node, or rules; `attributes`: role, discovery."""

    id: str
    what: Word | Pattern | tuple[ResourceSet, ...]
    attributes: tuple[NvPair, ...] = ()
    score: str | None = None
    node: str | None = None
    rules: tuple[Rule, ...] = ()
    lifetime: tuple[Rule, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Colocation:
    """Which resources run together: two ends (rsc, with_rsc), or sets.

    `attributes` may be influence and node-attribute.
    """

    id: str
    score: str | None
    what: tuple[End, End] | tuple[ResourceSet, ...]
    attributes: tuple[NvPair, ...] = ()
    lifetime: tuple[Rule, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Order:
    """What starts before what: two ends (first, then), or sets.

    `attributes` may be symmetrical and require-all.
    """

    id: str
    what: tuple[End, End] | tuple[ResourceSet, ...]
    kind: str | None = None
    score: str | None = None
    attributes: tuple[NvPair, ...] = ()
    lifetime: tuple[Rule, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class RscTicket:
    """Which resources need a ticket: one, or sets; what happens if it is lost."""

    id: str
    ticket: str
    what: tuple[End] | tuple[ResourceSet, ...]
    loss_policy: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)
