"""All that reasons are found in: configuration, status and simulation, and what follows at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import container, members
from crmsh_py.model.evaluating import Surroundings, holds
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.pacemaker.fail_counts import OperationFailures
from crmsh_py.pacemaker.reasons import history
from crmsh_py.pacemaker.saved_nodes import is_true
from crmsh_py.pacemaker.simulation import Simulation, score_of
from crmsh_py.pacemaker.state import ClusterStatus, NodeState, ResourceState, base_id
from crmsh_py.xmltree import Element

PROMOTED = frozenset({"promoted", "master"})
"""The role, under its old name too, in lower case."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a resource runs where it does, or not.

    `code` tells the kind of reason, `subject` the object or node that is the cause, `hint` what to
    type to change it; `node` is there if it holds for one node only.  `score` is what it adds on a
    node, `root` the subject at the end of a chain of resources that wait for each other.
    """

    code: str
    text: str
    subject: str = ""
    hint: str = ""
    node: str = ""
    score: int = 0
    root: str = ""


class Setting(NamedTuple):
    """A value that holds, and the object that says so."""

    value: str
    owner: Element


@dataclass(frozen=True)
class Situation:
    """What is asked about.  Without a `simulation` scores are unknown."""

    cib: Cib
    status: ClusterStatus
    simulation: Simulation | None
    now: datetime
    estimated: bool = False
    """Whether the status was made out without Pacemaker's tools."""

    # -- the configuration

    @cached_property
    def options(self) -> Mapping[str, Setting]:
        """The cluster properties that hold."""
        section = self.cib.section("crm_config")
        sets = [] if section is None else list(section.iterfind("cluster_property_set"))
        return self._pairs(sets, Surroundings(self.now))

    def option(self, *names: str, default: str = "") -> str:
        """Return a cluster property; it may have several names over the releases."""
        found = (self.options[name].value for name in names if name in self.options)
        return next(found, default)

    def option_is(self, *names: str, default: bool) -> bool:
        """Tell whether a cluster property is on."""
        return is_true(self.option(*names, default=str(default)))

    def meta(self, resource: Element, name: str) -> Setting | None:
        """Return a meta attribute with who gives it: resource, template, container, defaults."""
        here: Element | None = resource
        while here is not None:
            for giver in (here, self._template(here)):
                found = None if giver is None else self._own_meta(giver, resource).get(name)
                if found is not None:
                    return found
            here = container(here)
        return self._defaults(resource).get(name)

    def meta_is(self, resource: Element, name: str, *, default: bool) -> bool:
        """Tell whether a meta attribute is on."""
        found = self.meta(resource, name)
        return default if found is None else is_true(found.value)

    def _template(self, resource: Element) -> Element | None:
        name = resource.get("template")
        return None if name is None else self.cib.find(name)

    def _own_meta(self, giver: Element, resource: Element) -> Mapping[str, Setting]:
        return self._pairs(giver.iterfind("meta_attributes"), self._around(resource))

    def _defaults(self, resource: Element) -> Mapping[str, Setting]:
        section = self.cib.section("rsc_defaults")
        sets = [] if section is None else list(section.iterfind("meta_attributes"))
        return self._pairs(sets, self._around(resource))

    def _around(self, resource: Element) -> Surroundings:
        class_, provider, type_ = (resource.get(name, "") for name in ("class", "provider", "type"))
        return Surroundings(self.now, agent=(class_, provider, type_))

    def _pairs(self, sets: Iterable[Element], around: Surroundings) -> dict[str, Setting]:
        """Return what sets of pairs say: the one of most score counts, of equal ones the last."""
        whole = [self._resolved(one) for one in sets]
        ranked = sorted(whole, key=lambda one: score_of(one.get("score", "0")))[::-1]
        found: dict[str, Setting] = {}
        for one in ranked:
            if all(holds(rule, around) for rule in one.iterfind("rule")):
                for pair in map(self._resolved, one.iterfind("nvpair")):
                    name = pair.get("name", "")
                    found.setdefault(name, Setting(pair.get("value", ""), one))
        return found

    def _resolved(self, element: Element) -> Element:
        """Return what an `id-ref` leads to, the element itself if it is none."""
        name = element.get("id-ref")
        found = None if name is None else self.cib.find(name)
        return element if found is None else found

    def utilization(self, primitive: Element) -> dict[str, str]:
        """Return the amounts that a primitive needs."""
        giver = self._template(primitive)
        sets = [*primitive.iterfind("utilization")]
        sets += [] if giver is None else [*giver.iterfind("utilization")]
        found = self._pairs(sets, self._around(primitive))
        return {name: one.value for name, one in found.items()}

    @cached_property
    def fencing_devices(self) -> list[str]:
        """The ids of the resources that fence nodes."""
        primitives = self.cib.configuration.iterfind("resources//primitive")
        return [one.get("id", "") for one in primitives if self._class(one) == "stonith"]

    def _class(self, primitive: Element) -> str | None:
        template = self._template(primitive)
        return (primitive if template is None else template).get("class")

    def primitives(self, resource: Element) -> list[Element]:
        """Return the primitives in a resource, itself if it is one."""
        if resource.tag == "primitive":
            return [resource]
        return [each for member in members(resource) for each in self.primitives(member)]

    def chain(self, resource: Element) -> list[Element]:
        """Return a resource and the containers around it, the innermost first."""
        found, here = [resource], container(resource)
        while here is not None:
            found.append(here)
            here = container(here)
        return found

    def expanded(self, name: str) -> list[str]:
        """Return the resources that a name in a constraint means: a tag's, a template's, one."""
        element = self.cib.find(name)
        if element is None or element.tag in RESOURCES:
            return [name]
        if element.tag == "tag":
            return [one.get("id", "") for one in element.iterfind("obj_ref")]
        users = self.cib.configuration.iterfind("resources//primitive")
        return [one.get("id", "") for one in users if one.get("template") == name]

    # -- the nodes

    @cached_property
    def nodes(self) -> Mapping[str, NodeState]:
        """The nodes by name, as crm_mon has them."""
        return {one.name: one for one in self.status.nodes}

    @cached_property
    def attributes(self) -> Mapping[str, Mapping[str, str]]:
        """The attributes of each node, those that rules alone know included."""
        transient = history.transient_attributes(self.cib)
        known = {one.get("uname", ""): one for one in self.cib.root.iterfind("*/nodes/node")}
        around = Surroundings(self.now)
        found = {}
        for node in self.nodes.values():
            element = known.get(node.name)
            sets = [] if element is None else list(element.iterfind("instance_attributes"))
            own = {name: one.value for name, one in self._pairs(sets, around).items()}
            found[node.name] = {**own, **transient.get(node.name, {}), **self._built_in(node)}
        return found

    def _built_in(self, node: NodeState) -> dict[str, str]:
        name = self.option("cluster-name")
        found = {
            "#uname": node.name,
            "#id": node.id,
            "#kind": {"remote": "remote", "guest": "container"}.get(node.kind, "cluster"),
            "#is_dc": "true" if node.is_dc else "false",
        }
        return found if not name else {**found, "#cluster-name": name}

    @property
    def candidates(self) -> Iterator[NodeState]:
        """The nodes that can run resources at all."""
        return (one for one in self.nodes.values() if one.kind != "ping")

    # -- the status

    @cached_property
    def _instances(self) -> Mapping[str, list[ResourceState]]:
        found: dict[str, list[ResourceState]] = {}
        for one in self.status.resources:
            for id_ in {base_id(one.id), *map(base_id, one.within)}:
                found.setdefault(id_, []).append(one)
        return found

    def instances(self, id_: str) -> list[ResourceState]:
        """Return the instances of a primitive, or of all primitives in a container."""
        return self._instances.get(id_, [])

    def where(self, id_: str) -> list[str]:
        """Return the nodes on which a resource, or something in it, is active."""
        active = {node for one in self.instances(id_) if one.active for node in one.nodes}
        return self._in_order(active)

    def promoted_on(self, id_: str) -> list[str]:
        """Return the nodes on which a resource is promoted."""
        active = {node for one in self.instances(id_) if one.is_promoted for node in one.nodes}
        return self._in_order(active)

    def _in_order(self, names: set[str]) -> list[str]:
        """Return nodes in the order of the cluster's, unknown ones behind."""
        return [*(one for one in self.nodes if one in names), *sorted(names - set(self.nodes))]

    def runs(self, id_: str, role: str = "") -> bool:
        """Tell whether a resource is active, in a role; a group is if all of its members are."""
        if role.lower() in PROMOTED:
            return bool(self.promoted_on(id_))
        element = self.cib.resource(id_)
        if element is None or element.tag != "group":
            return bool(self.where(id_))
        return all(self.where(one.get("id", "")) for one in members(element))

    @cached_property
    def operations(self) -> Mapping[str, list[history.Done]]:
        """What was done with each primitive, by its id."""
        found: dict[str, list[history.Done]] = {}
        for one in history.operations(self.cib):
            found.setdefault(one.resource, []).append(one)
        return found

    @cached_property
    def failures(self) -> Mapping[tuple[str, str], list[OperationFailures]]:
        """The counted failures by primitive and node."""
        found: dict[tuple[str, str], list[OperationFailures]] = {}
        for one in history.fail_counts(self.cib):
            found.setdefault((base_id(one.resource), one.node), []).append(one)
        return found

    @cached_property
    def tickets(self) -> Mapping[str, history.TicketState]:
        """The tickets by name."""
        return history.tickets(self.cib)


def name_of(element: Element) -> str:
    """Return what a reason calls a resource, constraint or set: `the group g1`."""
    id_ = element.get("id", "")
    parent = element.getparent()
    section = "" if parent is None else str(parent.tag)
    if section in ("rsc_defaults", "op_defaults"):
        return f"{section} ({id_})"
    if element.tag in ("meta_attributes", "instance_attributes") and parent is not None:
        return name_of(parent)
    return id_ if element.tag == "primitive" else f"the {element.tag!s} {id_}"


def owner_of(setting: Setting) -> Element:
    """Return the object that gives a value: the parent of a set of pairs, itself for defaults."""
    parent = setting.owner.getparent()
    if parent is not None and parent.tag in (*RESOURCES, "template"):
        return parent
    return setting.owner
