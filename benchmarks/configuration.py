"""What a generated configuration is made of: data only.

`generate.py` decides what goes in; `as_text.py` and `as_xml.py` write it down.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

Pairs = dict[str, str]


@dataclass(frozen=True)
class Node:
    """A machine."""

    id_: str
    uname: str
    attributes: Pairs = field(default_factory=dict)
    utilization: Pairs = field(default_factory=dict)


@dataclass(frozen=True)
class Primitive:
    """A resource, or a template for some: `keyword` says which."""

    id_: str
    agent: str
    params: Pairs = field(default_factory=dict)
    meta: Pairs = field(default_factory=dict)
    utilization: Pairs = field(default_factory=dict)
    operations: tuple[tuple[str, Pairs], ...] = ()
    description: str = ""
    keyword: str = "primitive"


@dataclass(frozen=True)
class Group:
    """Primitives that stay together and start one after the other."""

    id_: str
    members: tuple[Primitive, ...]
    meta: Pairs = field(default_factory=dict)


@dataclass(frozen=True)
class Clone:
    """A primitive or a group that runs more than once."""

    id_: str
    child: Primitive | Group
    meta: Pairs = field(default_factory=dict)


@dataclass(frozen=True)
class ResourceSet:
    """Some resources in a constraint, in order or not."""

    members: tuple[str, ...]
    sequential: bool = True


@dataclass(frozen=True)
class Rule:
    """A score and its expressions, each the attributes of an element; all must be true."""

    score: str
    expressions: tuple[Pairs, ...]


@dataclass(frozen=True)
class Constraint:
    """A location, colocation or order: its own attributes, and rules or sets if it has any."""

    keyword: str
    id_: str
    attributes: Pairs
    rules: tuple[Rule, ...] = ()
    sets: tuple[ResourceSet, ...] = ()


@dataclass(frozen=True)
class Tag:
    """A name for several objects."""

    id_: str
    references: tuple[str, ...]


Resource = Primitive | Group | Clone


@dataclass
class Configuration:
    """All of it, section by section."""

    nodes: list[Node] = field(default_factory=list)
    templates: list[Primitive] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    properties: Pairs = field(default_factory=dict)
    rsc_defaults: Pairs = field(default_factory=dict)
    op_defaults: Pairs = field(default_factory=dict)


def members(resource: Resource) -> Iterator[Resource]:
    """Yield a resource and what is in it, the innermost first: the order of statements."""
    if isinstance(resource, Group):
        yield from resource.members
    elif isinstance(resource, Clone):
        yield from members(resource.child)
    yield resource
