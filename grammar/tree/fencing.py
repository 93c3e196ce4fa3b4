"""The fencing topology: which devices fence a node, and in which order."""

from dataclasses import field

from crmsh_py.grammar.tree.syntax import NOWHERE, syntax
from crmsh_py.grammar.tree.values import Word
from crmsh_py.source import Span


@syntax
class FencingTarget:
    """Whom levels are for.

    `kind` is node, pattern (`name` is a regular expression for names of nodes) or attr (a node
    attribute of that name has that value).
    """

    kind: str
    name: str
    value: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class FencingLevel:
    """Devices that fence a target together; without a target it is for every node there is."""

    devices: tuple[Word, ...]
    index: str
    target: FencingTarget | None = None
    id: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class FencingTopology:
    """The levels of all targets, in the order of the CIB; there is one topology."""

    levels: tuple[FencingLevel, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)
