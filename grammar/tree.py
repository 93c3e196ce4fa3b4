"""The syntax tree: what a statement says, as frozen dataclasses.

`span` is where it stands in its source; it does not take part in comparisons, so that
`parse(to_text(x)) == x` means something.  A `Node` is a machine.  Scores, roles and times are
texts as the CIB holds them (`INFINITY`, not `inf`).
"""

from dataclasses import dataclass, field

from crmsh_py.source import Span

NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its quotes taken off."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


# ------------------------------------------------------------------ attribute sets and rules


@dataclass(frozen=True, slots=True)
class NvPair:
    """`name=value`; with `id_ref` a reference to a pair elsewhere, whose value is None."""

    name: str | None
    value: str | None = None
    id: str | None = None
    id_ref: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Expression:
    """`[type:]operation` of a node attribute with a value; unary operations have no value."""

    attribute: str
    operation: str
    value: str | None = None
    type: str | None = None
    value_source: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date: `operation` is lt, gt, in_range or date_spec.

    `start` and `end` are ISO 8601; `fields` are those of a duration (in_range) or of a
    date_spec, such as `hours="9-16"`.
    """

    operation: str
    start: str | None = None
    end: str | None = None
    fields: tuple[NvPair, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """Expressions joined by `boolean_op` (`and`, `or`); None where there is only one."""

    expressions: tuple[Expression | DateExpression, ...] = ()
    boolean_op: str | None = None
    score: str | None = None
    score_attribute: str | None = None
    role: str | None = None
    id: str | None = None
    id_ref: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NvSet:
    """A set: `keyword` is params, meta, utilization, attributes, op_params or op_meta."""

    keyword: str
    nvpairs: tuple[NvPair, ...] = ()
    rules: tuple[Rule, ...] = ()
    score: str | None = None
    id: str | None = None
    id_ref: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


# ------------------------------------------------------------------ resources


@dataclass(frozen=True, slots=True)
class Agent:
    """A resource agent: class, provider (ocf only) and type."""

    class_: str
    provider: str | None
    type: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TemplateRef:
    """`@template` in the place of an agent."""

    id: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Op:
    """An operation: the attributes of the `<op>` in order, then its sets."""

    name: str
    attributes: tuple[NvPair, ...] = ()
    sets: tuple[NvSet, ...] = ()
    id: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Operations:
    """`operations $id=…` or `operations $id-ref=…`: belongs to the ops that follow."""

    id: str | None = None
    id_ref: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Primitive:
    """`primitive` or `rsc_template` (then `is_template`)."""

    id: str
    agent: Agent | TemplateRef
    clauses: tuple[NvSet | Operations | Op, ...] = ()
    description: str | None = None
    is_template: bool = False
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Monitor:
    """`monitor`: an operation more for a primitive that exists."""

    rsc: str
    interval: str
    role: str | None = None
    timeout: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Resources that run together, in order."""

    id: str
    members: tuple[Word, ...]
    sets: tuple[NvSet, ...] = ()
    description: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clone:
    """`clone`, or `ms` (then `is_master`: the `<master>` element of old schemas)."""

    id: str
    rsc: Word
    sets: tuple[NvSet, ...] = ()
    description: str | None = None
    is_master: bool = False
    span: Span = field(default=NOWHERE, compare=False, repr=False)


# ------------------------------------------------------------------ constraints


@dataclass(frozen=True, slots=True)
class End:
    """One end of a constraint: a resource, with a role or an action."""

    rsc: str
    qualifier: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ResourceSet:
    """A set of resources; `qualifier` is the role or the action of them all."""

    rscs: tuple[Word, ...]
    qualifier: str | None = None
    sequential: bool | None = None
    require_all: bool | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """`/regular expression/` in the place of a resource."""

    regex: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Location:
    """Where resources may run: a score for a node, or rules."""

    id: str
    what: Word | Pattern | tuple[ResourceSet, ...]
    attributes: tuple[NvPair, ...] = ()
    score: str | None = None
    node: str | None = None
    rules: tuple[Rule, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Colocation:
    """Which resources run together: two ends (rsc, with_rsc), or sets."""

    id: str
    score: str
    what: tuple[End, End] | tuple[ResourceSet, ...]
    attributes: tuple[NvPair, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Order:
    """What starts before what: two ends (first, then), or sets."""

    id: str
    what: tuple[End, End] | tuple[ResourceSet, ...]
    kind: str | None = None
    score: str | None = None
    attributes: tuple[NvPair, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


# ------------------------------------------------------------------ the rest


@dataclass(frozen=True, slots=True)
class Node:
    """A machine of the cluster; `id` is None where it is the uname."""

    uname: str
    id: str | None = None
    type: str | None = None
    sets: tuple[NvSet, ...] = ()
    description: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Options:
    """`property`, `rsc_defaults` or `op_defaults` (the `keyword`): a named set of options."""

    keyword: str
    nvpairs: tuple[NvPair, ...] = ()
    rules: tuple[Rule, ...] = ()
    id: str | None = None
    id_ref: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Tag:
    """A name for several objects."""

    id: str
    refs: tuple[Word, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Xml:
    """An object as XML: what the language has no words for."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


Statement = (
    Node | Primitive | Monitor | Group | Clone | Location | Colocation | Order | Options | Tag | Xml
)
