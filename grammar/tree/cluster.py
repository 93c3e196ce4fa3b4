"""Nodes, sets of options, tags, and what is given as XML."""

from dataclasses import field

from crmsh_py.grammar.tree.syntax import NOWHERE, syntax
from crmsh_py.grammar.tree.values import NvPair, NvSet, Rule, Word
from crmsh_py.source import Span


@syntax
class Node:
    """A machine of the cluster; `id` is None where it is the uname."""

    uname: str
    id: str | None = None
    type: str | None = None
    sets: tuple[NvSet, ...] = ()
    description: str | None = None
    score: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Options:
    """`property`, `rsc_defaults` or `op_defaults` (the `keyword`): a named set of options."""

    keyword: str
    nvpairs: tuple[NvPair, ...] = ()
    rules: tuple[Rule, ...] = ()
    id: str | None = None
    id_ref: str | None = None
    score: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Tag:
    """A name for several objects."""

    id: str
    refs: tuple[Word, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Xml:
    """An object as XML: what the language has no words for."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)
