"""Words, pairs, attribute sets and rules."""

from dataclasses import field

from crmsh_py.grammar.tree.syntax import NOWHERE, syntax
from crmsh_py.source import Span


@syntax
class Word:
    """A word with its quotes taken off."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class NvPair:
    """`name=value`, a name with no value at all (None), or a reference to a pair elsewhere.

    A reference has an `id_ref`, and a name only if it is used under another one.
    """

    name: str | None
    value: str | None = None
    id: str | None = None
    id_ref: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Expression:
    """`[type:]operation` of a node attribute, mostly with a value."""

    attribute: str
    operation: str
    value: str | None = None
    type: str | None = None
    value_source: str | None = None
    id: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class DateExpression:
    """A date: `operation` is lt, gt, in_range or date_spec.

    `start` and `end` are ISO 8601; `fields` are those of a `<duration>` (in_range) or of a
    `<date_spec>`, such as `hours="9-16"`; None if there is no such element.
    """

    operation: str
    start: str | None = None
    end: str | None = None
    fields: tuple[NvPair, ...] | None = None
    id: str | None = None
    fields_id: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class RscExpression:
    """Whether the resource's agent is of a class, a provider, a type."""

    class_: str | None = None
    provider: str | None = None
    type: str | None = None
    id: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class OpExpression:
    """Whether it is an operation of that name, and of that interval."""

    name: str
    interval: str | None = None
    id: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Rule:
    """Expressions joined by `and` or `or`; `boolean_op` is the attribute, None for no attribute.

    A rule inside another one is one of its expressions.
    """

    expressions: tuple[
        "Expression | DateExpression | RscExpression | OpExpression | Rule", ...
    ] = ()
    boolean_op: str | None = None
    score: str | None = None
    score_attribute: str | None = None
    role: str | None = None
    id: str | None = None
    id_ref: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


AnyExpression = Expression | DateExpression | RscExpression | OpExpression | Rule


@syntax
class NvSet:
    """A set: `keyword` is params, meta, utilization, attributes, op_params or op_meta."""

    keyword: str
    nvpairs: tuple[NvPair, ...] = ()
    rules: tuple[Rule, ...] = ()
    score: str | None = None
    id: str | None = None
    id_ref: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)
