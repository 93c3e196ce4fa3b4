"""Resources as the checks look at them: templates and shared sets resolved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from crmsh_py.grammar.tree import Agent as Name
from crmsh_py.verify.view.pairs import INSTANCE, META, UTILIZATION, Pairs, Reader, joined
from crmsh_py.xmltree import Element

CLONES = frozenset({"clone", "master"})


@dataclass(slots=True, eq=False)
class Operation:
    """An operation: its attributes with its unruled meta attributes, which mean the same.

    `inherited` tells that it stands in the template, or in another resource's shared operations.
    """

    element: Element
    name: str
    options: Mapping[str, str]
    parameters: Pairs
    inherited: bool = False

    def get(self, option: str) -> str | None:
        """Return an option such as `timeout`, as it is written."""
        return self.options.get(option)


@dataclass(slots=True, eq=False)
class Container:
    """A group, clone (`master` too) or bundle, with its own meta attributes."""

    element: Element
    id: str
    tag: str
    meta: Pairs
    parameters: Pairs
    outer: "Container | None" = None
    members: "list[Primitive | Container]" = field(default_factory=list)

    @property
    def is_clone(self) -> bool:
        """Whether it makes copies of what is in it."""
        return self.tag in CLONES

    def primitives(self) -> "Iterator[Primitive]":
        """Yield the primitives in it, at any depth."""
        for member in self.members:
            if isinstance(member, Primitive):
                yield member
            else:
                yield from member.primitives()


@dataclass(slots=True, eq=False)
class Primitive:
    """A primitive (or a template: `is_template`), with what its template gives it.

    `agent` is None if it names no class or type, or a template that is not there.  `parameters` and
    `meta` are what holds by itself and its template; `own_parameters` and `own_meta` what it
    says itself.  `meta_of` of the View adds containers and defaults.
    """

    element: Element
    id: str
    agent: Name | None
    parameters: Pairs
    meta: Pairs
    own_parameters: Pairs
    own_meta: Pairs
    operations: list[Operation]
    utilization: Pairs
    template: Element | None = None
    outer: Container | None = None
    is_template: bool = False

    @property
    def clone(self) -> Container | None:
        """The clone that it is in, directly or in its group."""
        outer = self.outer
        while outer is not None and not outer.is_clone:
            outer = outer.outer
        return outer

    @property
    def outermost(self) -> "Primitive | Container":
        """What stands in the section: itself, or the outermost container."""
        found: Primitive | Container = self
        while found.outer is not None:
            found = found.outer
        return found

    @property
    def is_fencing(self) -> bool:
        """Whether it is a fence device."""
        return self.agent is not None and self.agent.class_ == "stonith"

    def operations_named(self, name: str) -> list[Operation]:
        """Return the operations of a name."""
        return [one for one in self.operations if one.name == name]


_NOTHING = Pairs()


def read_primitive(reader: Reader, element: Element, outer: Container | None = None) -> Primitive:
    """Return a primitive or a template as the checks look at it."""
    own = _parts(element)
    reference = element.get("template")
    template = None if reference is None else reader.cib.find(reference)
    if template is not None and template.tag != "template":
        template = None
    shared = None if template is None else _parts(template)
    named = element if reference is None else template
    own_parameters, own_meta = _read(reader, own.parameters), _read(reader, own.meta)
    parameters, meta, utilization = own_parameters, own_meta, _read(reader, own.utilization)
    operations = _operations(reader, own.operations)
    if shared is not None:
        parameters = joined((_read(reader, shared.parameters), own_parameters))
        meta = joined((_read(reader, shared.meta), own_meta))
        utilization = joined((_read(reader, shared.utilization), utilization))
        operations = _with_inherited(operations, _operations(reader, shared.operations, True))
    return Primitive(
        element,
        element.get("id", ""),
        None if named is None else _agent(named),
        parameters,
        meta,
        own_parameters,
        own_meta,
        operations,
        utilization,
        template,
        outer,
        element.tag == "template",
    )


@dataclass(slots=True)
class _Parts:
    parameters: list[Element] = field(default_factory=list)
    meta: list[Element] = field(default_factory=list)
    utilization: list[Element] = field(default_factory=list)
    operations: list[Element] = field(default_factory=list)


def _parts(element: Element) -> _Parts:
    found = _Parts()
    for child in element:
        tag = child.tag
        if tag == INSTANCE:
            found.parameters.append(child)
        elif tag == META:
            found.meta.append(child)
        elif tag == "operations":
            found.operations.append(child)
        elif tag == UTILIZATION:
            found.utilization.append(child)
    return found


def _read(reader: Reader, sets: list[Element]) -> Pairs:
    return reader.read(sets) if sets else _NOTHING


def _agent(element: Element) -> Name | None:
    class_, type_ = element.get("class"), element.get("type")
    return _name(class_, element.get("provider"), type_) if class_ and type_ else None


@lru_cache(maxsize=256)
def _name(class_: str, provider: str | None, type_: str) -> Name:
    return Name(class_, provider, type_)


def _operations(reader: Reader, parts: list[Element], inherited: bool = False) -> list[Operation]:
    found: list[Operation] = []
    for part in parts:
        shared = part.get("id-ref")
        source = part if shared is None else reader.cib.find(shared)
        elsewhere = inherited or shared is not None
        ops = () if source is None else source
        found += [_operation(reader, op, elsewhere) for op in ops if op.tag == "op"]
    return found


def _operation(reader: Reader, op: Element, inherited: bool) -> Operation:
    options = dict(op.items())
    parameters = _NOTHING
    if len(op):
        parts = _parts(op)
        if parts.meta:  # an attribute of <op> and a meta attribute are one thing to Pacemaker
            options |= reader.read(parts.meta).always
        parameters = _read(reader, parts.parameters)
    return Operation(op, options.get("name", ""), options, parameters, inherited)


def _with_inherited(own: list[Operation], shared: list[Operation]) -> list[Operation]:
    """Return operations with those of the template that have no counterpart."""
    there = {(one.name, one.get("interval")) for one in own}
    return own + [one for one in shared if (one.name, one.get("interval")) not in there]


def read_container(reader: Reader, element: Element, outer: Container | None = None) -> Container:
    """Return a container without its members."""
    parts = _parts(element)
    return Container(
        element,
        element.get("id", ""),
        str(element.tag),
        _read(reader, parts.meta),
        _read(reader, parts.parameters),
        outer,
    )
