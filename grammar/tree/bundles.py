"""Bundles: containers of an image, with or without a primitive in them."""

from dataclasses import field

from crmsh_py.grammar.tree.syntax import NOWHERE, syntax
from crmsh_py.grammar.tree.values import NvPair, NvSet, Word
from crmsh_py.source import Span


@syntax
class Mapping:
    """A port or a folder of the host that stands for one in the container."""

    attributes: tuple[NvPair, ...] = ()
    id: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class BundlePart:
    """`docker`, `podman`, `rkt`, `network` or `storage` (the `keyword`), and what it says."""

    keyword: str
    attributes: tuple[NvPair, ...] = ()
    mappings: tuple[Mapping, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@syntax
class Bundle:
    """Copies of a container; a `Word` among the clauses is the primitive that runs in it."""

    id: str
    clauses: tuple[BundlePart | NvSet | Word, ...] = ()
    description: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)
