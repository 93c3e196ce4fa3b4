"""The view of a CIB that all checks share."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

from crmsh_py import xmltree
from crmsh_py.agents.agent import Agent
from crmsh_py.agents.library import Library
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import members
from crmsh_py.model.vocabulary import CONTAINERS
from crmsh_py.verify.view import constraints
from crmsh_py.verify.view.pairs import (
    INSTANCE,
    META,
    UTILIZATION,
    Pairs,
    Reader,
    children,
    is_true,
    joined,
)
from crmsh_py.verify.view.resources import Container, Primitive, read_container, read_primitive
from crmsh_py.xmltree import Element

_MEMBERS = ("member", "normal")
"""The second is what schemas before pacemaker-3.0 call a member."""
_FIRST_PROPERTIES = "cib-bootstrap-options"


class Node(NamedTuple):
    """A node that the configuration names; `kind` is member, remote or ping."""

    element: Element
    id: str
    name: str
    kind: str
    attributes: Pairs
    utilization: Pairs


@dataclass
class View:
    """A CIB with what is known of agents; everything is worked out when it is first asked for."""

    cib: Cib
    library: Library
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    _agents: dict[object, Agent | None] = field(default_factory=dict)

    @cached_property
    def reader(self) -> Reader:
        """What reads sets of pairs."""
        return Reader(self.cib)

    @cached_property
    def noted(self) -> Reader:
        """What was noted of sets, once all of them were read."""
        alerts = self.cib.section("alerts")
        for nvset in () if alerts is None else alerts.iter(INSTANCE, META):
            self.reader.read([nvset])
        # Whatever reads sets notes them.
        _ = self.everything, self.templates, self.nodes
        _ = self.properties, self.resource_defaults, self.operation_defaults
        return self.reader

    # -- options

    @cached_property
    def properties(self) -> Pairs:
        """The cluster properties; `cib-bootstrap-options` counts before other sets (2.1.5)."""
        section = self.cib.section("crm_config")
        sets = [] if section is None else children(section, "cluster_property_set")
        first = [one for one in sets if one.get("id") == _FIRST_PROPERTIES]
        if len(sets) == len(first):
            return self.reader.read(first)
        others = [one for one in sets if one.get("id") != _FIRST_PROPERTIES]
        return joined((self.reader.read(others), self.reader.read(first)))

    @cached_property
    def resource_defaults(self) -> Pairs:
        """The defaults of meta attributes."""
        return self._sets(self.cib.section("rsc_defaults"), META)

    @cached_property
    def operation_defaults(self) -> Pairs:
        """The defaults of operations."""
        return self._sets(self.cib.section("op_defaults"), META)

    def _sets(self, section: Element | None, tag: str) -> Pairs:
        return Pairs() if section is None else self.reader.read(children(section, tag))

    def is_on(self, *names: str, default: bool) -> bool:
        """Tell whether a property is true; the first that is set counts (new and old name)."""
        values = (self.properties.get(name) for name in names)
        value = next((value for value in values if value is not None), None)
        return is_true(value, otherwise=default)

    @cached_property
    def fencing_enabled(self) -> bool:
        """Whether fencing is on, as it is if nothing is said."""
        return self.is_on("fencing-enabled", "stonith-enabled", default=True)

    # -- nodes

    @cached_property
    def nodes(self) -> list[Node]:
        """The nodes that the configuration names."""
        section = self.cib.section("nodes")
        return [] if section is None else [self._node(one) for one in children(section, "node")]

    def _node(self, element: Element) -> Node:
        id_, kind = element.get("id", ""), element.get("type", "member")
        return Node(
            element,
            id_,
            element.get("uname", id_),
            "member" if kind in _MEMBERS else kind,
            self.reader.read(children(element, INSTANCE)),
            self.reader.read(children(element, UTILIZATION)),
        )

    # -- resources

    @cached_property
    def resources(self) -> list[Primitive | Container]:
        """What stands in the section of resources, in order, templates left out."""
        section = self.cib.section("resources")
        tags = CONTAINERS | {"primitive"}
        found = () if section is None else xmltree.children(section)
        return [self._resource(one, None) for one in found if one.tag in tags]

    def _resource(self, element: Element, outer: Container | None) -> Primitive | Container:
        if element.tag == "primitive":
            return read_primitive(self.reader, element, outer)
        container = read_container(self.reader, element, outer)
        container.members = [self._resource(one, container) for one in members(element)]
        return container

    @cached_property
    def everything(self) -> list[Primitive | Container]:
        """All resources at all depths, in the order of the document."""
        return list(_walk(self.resources))

    @cached_property
    def primitives(self) -> list[Primitive]:
        """All primitives."""
        return [one for one in self.everything if isinstance(one, Primitive)]

    @cached_property
    def containers(self) -> list[Container]:
        """All groups, clones and bundles."""
        return [one for one in self.everything if isinstance(one, Container)]

    @cached_property
    def templates(self) -> list[Primitive]:
        """All templates."""
        section = self.cib.section("resources")
        found = [] if section is None else children(section, "template")
        return [read_primitive(self.reader, one) for one in found]

    @cached_property
    def by_id(self) -> dict[str, Primitive | Container]:
        """Resources by id."""
        return {one.id: one for one in self.everything}

    @cached_property
    def by_type(self) -> dict[str, list[Primitive]]:
        """The primitives by the type of their agents; those without an agent are left out."""
        found: dict[str, list[Primitive]] = {}
        for one in self.primitives:
            if one.agent is not None:
                found.setdefault(one.agent.type, []).append(one)
        return found

    @cached_property
    def remote_names(self) -> frozenset[str]:
        """The names of remote and guest nodes that resources make; bundles' replicas left out."""
        guests = (one.meta.get("remote-node") for one in self.primitives)
        remotes = self.by_type.get("remote", ())
        return frozenset(one for one in guests if one) | {one.id for one in remotes}

    @cached_property
    def host_names(self) -> frozenset[str]:
        """The names of all machines that run resources: members, remote and guest nodes."""
        named = {one.name for one in self.nodes if one.kind != "ping"}
        return self.remote_names | named

    @cached_property
    def fence_devices(self) -> list[Primitive]:
        """The primitives that are fence devices."""
        return [one for one in self.primitives if one.is_fencing]

    def meta(self, resource: Primitive | Container, name: str) -> str | None:
        """Return the meta attribute that holds: own, template's, containers', default."""
        around: Primitive | Container | None = resource
        while around is not None:
            value = around.meta.get(name)
            if value is not None:
                return value
            around = around.outer
        return self.resource_defaults.get(name)

    def is_promotable(self, clone: Container) -> bool:
        """Tell whether a clone can be promoted."""
        return clone.tag == "master" or is_true(clone.meta.get("promotable"), otherwise=False)

    def agent(self, primitive: Primitive) -> Agent | None:
        """Return what is known of a primitive's agent."""
        name = primitive.agent
        if name is None:
            return None
        key = (name.class_, name.provider, name.type)
        if key not in self._agents:
            self._agents[key] = self.library.find(name)
        return self._agents[key]

    @cached_property
    def derived(self) -> dict[str, list[Primitive]]:
        """The primitives by the id of the template that they name."""
        found: dict[str, list[Primitive]] = {}
        for one in self.primitives:
            if one.template is not None:
                found.setdefault(one.template.get("id", ""), []).append(one)
        return found

    def named(self, name: str) -> list[Primitive | Container]:
        """Return what a constraint means by a name: a resource, those of a tag or a template."""
        one = self.by_id.get(name)
        if one is not None:
            return [one]
        there = self.cib.find(name)
        if there is not None and there.tag == "tag":
            found = (self.by_id.get(ref.get("id", "")) for ref in there if ref.tag == "obj_ref")
            return [one for one in found if one is not None]
        return list(self.derived.get(name, ()))

    # -- rules, levels

    @cached_property
    def levels(self) -> list[Element]:
        """The levels of the fencing topology."""
        section = self.cib.section("fencing-topology")
        return [] if section is None else children(section, "fencing-level")

    @cached_property
    def rules(self) -> list[Element]:
        """All rules, those inside rules too; those that stand for one elsewhere left out."""
        found = self.cib.configuration.iter("rule")
        return [one for one in found if one.get("id-ref") is None]

    # -- constraints

    @cached_property
    def locations(self) -> list[constraints.Location]:
        """All locations."""
        return [constraints.read_location(one) for one in self._constraints("rsc_location")]

    @cached_property
    def colocations(self) -> list[constraints.Colocation]:
        """All colocations."""
        return [constraints.read_colocation(one) for one in self._constraints("rsc_colocation")]

    @cached_property
    def orders(self) -> list[constraints.Order]:
        """All orders."""
        return [constraints.read_order(one) for one in self._constraints("rsc_order")]

    @cached_property
    def tickets(self) -> list[constraints.Ticket]:
        """All dependences on tickets."""
        return [constraints.read_ticket(one) for one in self._constraints("rsc_ticket")]

    def _constraints(self, tag: str) -> list[Element]:
        section = self.cib.section("constraints")
        return [] if section is None else children(section, tag)


def _walk(resources: list[Primitive | Container]) -> Iterator[Primitive | Container]:
    for one in resources:
        yield one
        if isinstance(one, Container):
            yield from _walk(one.members)
