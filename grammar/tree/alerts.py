"""Alerts: programs that are told of events."""

from dataclasses import field

from crmsh_py.grammar.tree.syntax import NOWHERE, syntax
from crmsh_py.grammar.tree.values import NvSet
from crmsh_py.source import Span


@syntax
class SelectedAttribute:
    """A node attribute whose changes an alert is told of."""

    name: str
    id: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Selector:
    """A kind of events: `nodes`, `fencing`, `resources` or `attributes` (the `keyword`)."""

    keyword: str
    attributes: tuple[SelectedAttribute, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Select:
    """The events that an alert is told of."""

    selectors: tuple[Selector, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Recipient:
    """What an alert's program is called with: a file, an address; with sets of its own."""

    value: str
    sets: tuple[NvSet, ...] = ()
    id: str | None = None
    description: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Alert:
    """A program, and when and how it is called."""

    id: str
    path: str
    clauses: tuple[NvSet | Select | Recipient, ...] = ()
    description: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)
