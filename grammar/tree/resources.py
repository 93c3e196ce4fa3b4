"""Primitives, templates, groups and clones."""

from dataclasses import field

from crmsh_py.grammar.tree.syntax import NOWHERE, syntax
from crmsh_py.grammar.tree.values import NvPair, NvSet, Word
from crmsh_py.source import Span


@syntax
class Agent:
    """A resource agent: class, provider (ocf only) and type."""

    class_: str
    provider: str | None
    type: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class TemplateRef:
    """`@template` in the place of an agent."""

    id: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Op:
    """An operation: the attributes of the `<op>` in order, then its sets."""

    name: str
    attributes: tuple[NvPair, ...] = ()
    sets: tuple[NvSet, ...] = ()
    id: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Operations:
    """`operations $id=…` or `operations $id-ref=…`: belongs to the ops that follow."""

    id: str | None = None
    id_ref: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Primitive:
    """`primitive` or `rsc_template` (then `is_template`)."""

    id: str
    agent: Agent | TemplateRef
    clauses: tuple[NvSet | Operations | Op, ...] = ()
    description: str | None = None
    is_template: bool = False
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Monitor:
    """`monitor`: an operation more for a primitive that exists."""

    rsc: str
    interval: str
    role: str | None = None
    timeout: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Group:
    """Resources that run together, in order."""

    id: str
    members: tuple[Word, ...]
    sets: tuple[NvSet, ...] = ()
    description: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Clone:
    """`clone`, or `ms` (then `is_master`: the `<master>` element of old schemas)."""

    id: str
    rsc: Word
    sets: tuple[NvSet, ...] = ()
    description: str | None = None
    is_master: bool = False
    span: Span = field(default=NOWHERE, compare=False, repr=False)
