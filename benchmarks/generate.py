"""Generate a configuration of a chosen size, as crm text and as CIB XML.

The mix of objects is that of a busy cluster: single resources, groups, clones, promotable
clones, fencing devices, constraints of all forms, a template, tags.  What comes out depends on
the size alone.

    python benchmarks/generate.py 1000 /tmp/c1000     writes /tmp/c1000.crm and /tmp/c1000.xml
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from as_text import statement, to_text
from as_xml import to_xml
from configuration import (
    Clone,
    Configuration,
    Constraint,
    Group,
    Node,
    Pairs,
    Primitive,
    Resource,
    ResourceSet,
    Rule,
    Tag,
)

Operations = tuple[tuple[str, Pairs], ...]


def usual(interval: str, timeout: str) -> Operations:
    """Return the operations that nearly every resource has."""
    return (
        ("monitor", {"interval": interval, "timeout": timeout}),
        ("start", {"interval": "0s", "timeout": timeout}),
        ("stop", {"interval": "0s", "timeout": timeout}),
    )


@dataclass(frozen=True)
class Kind:
    """A kind of resource; in the values, `{n}` is a serial number and `{a}.{b}` comes from it."""

    weight: int
    prefix: str
    agent: str
    params: Pairs = field(default_factory=dict)
    meta: Pairs = field(default_factory=dict)
    utilization: Pairs = field(default_factory=dict)
    operations: Operations = ()
    description: str = ""

    def make(self, serial: int) -> Primitive:
        """Return the resource of this kind that has this number."""

        def filled(text: str) -> str:
            return text.format(n=serial, a=serial // 250 % 250, b=serial % 250)

        return Primitive(
            f"{self.prefix}-{serial:05d}",
            self.agent,
            {name: filled(value) for name, value in self.params.items()},
            self.meta,
            self.utilization,
            self.operations,
            filled(self.description) if serial % 5 == 0 else "",
        )


VM = Kind(
    8,
    "vm",
    "ocf:heartbeat:VirtualDomain",
    {"config": "/etc/libvirt/qemu/vm-{n}.xml", "hypervisor": "qemu:///system"},
    {"allow-migrate": "true", "priority": "5"},
    {"cpu": "2", "hv_memory": "4096"},
    usual("30s", "90s"),
)
KINDS = (
    Kind(20, "app", "ocf:pacemaker:Dummy", {"fake": "value-{n}"}, operations=usual("10s", "20s")),
    Kind(10, "bare", "ocf:pacemaker:Dummy", {"fake": "{n}", "op_sleep": "1"}),
    Kind(
        18,
        "vip",
        "ocf:heartbeat:IPaddr2",
        {"ip": "10.1.{a}.{b}", "cidr_netmask": "24"},
        operations=usual("10s", "20s"),
    ),
    Kind(
        16,
        "fs",
        "ocf:heartbeat:Filesystem",
        {
            "device": "/dev/vg{b}/lv-{n}",
            "directory": "/srv/data of {n}",
            "fstype": "xfs",
            "options": "noatime,nodiratime",
        },
        operations=usual("20s", "60s"),
    ),
    Kind(
        14,
        "web",
        "ocf:heartbeat:apache",
        {
            "configfile": "/etc/apache2/site-{n}.conf",
            "statusurl": "http://127.0.0.1/server-status?auto&id={n}",
        },
        {"resource-stickiness": "50"},
        operations=usual("15s", "60s"),
        description="web front end no. {n}",
    ),
    VM,
    Kind(
        8,
        "tvm",
        "@vm-template",
        {"config": "/etc/libvirt/qemu/tvm-{n}.xml"},
        utilization={"cpu": "2", "hv_memory": "2048"},
    ),
    Kind(
        6,
        "db",
        "ocf:heartbeat:pgsql",
        {"pgdata": "/var/lib/pgsql/{n}", "start_opt": "-p 5432 -c shared_buffers=64MB"},
        {"target-role": "Started"},
        operations=usual("30s", "120s"),
    ),
)
PING = Kind(
    0,
    "ping",
    "ocf:pacemaker:ping",
    {"host_list": "10.1.{a}.1 10.1.{a}.2", "name": "pingd-{n}", "multiplier": "100"},
    operations=usual("15s", "60s"),
)
STATEFUL = Kind(
    0,
    "state",
    "ocf:pacemaker:Stateful",
    operations=(
        ("monitor", {"interval": "10s", "role": "Promoted", "timeout": "20s"}),
        ("monitor", {"interval": "11s", "role": "Unpromoted", "timeout": "20s"}),
    ),
)
TEMPLATE = Primitive(
    "vm-template",
    "ocf:heartbeat:VirtualDomain",
    {"hypervisor": "qemu:///system"},
    {"allow-migrate": "true"},
    operations=usual("30s", "90s"),
    keyword="rsc_template",
)
PROMOTABLE = {"promotable": "true", "promoted-max": "1", "clone-max": "2", "notify": "true"}


def nodes(size: int) -> list[Node]:
    """Return two nodes for a small cluster, up to 32 (Pacemaker's practical limit) for others."""
    return [
        Node(
            str(number),
            f"node{number}",
            {"rack": f"r{number % 4}"} if number % 2 else {},
            {"cpu": "64", "hv_memory": "524288"},
        )
        for number in range(1, max(2, min(32, size // 25)) + 1)
    ]


def fencing(node: Node) -> Primitive:
    """Return the device that fences a node."""
    params = {"pcmk_host_list": node.uname, "ip": f"10.2.0.{node.id_}", "username": "admin"}
    return Primitive(
        f"fence-{node.uname}",
        "stonith:fence_ipmilan",
        {**params, "password": "not so secret"},
        operations=(("monitor", {"interval": "3600s", "timeout": "120s"}),),
    )


def resources(count: int, chance: random.Random) -> Iterator[Resource]:
    """Yield resources that hold `count` primitives in all."""
    weights = [kind.weight for kind in KINDS]
    made = 0

    def primitive() -> Primitive:
        return chance.choices(KINDS, weights)[0].make(made)

    while made < count:
        made += 1
        lot = chance.random()
        if lot < 0.14 and made + 2 <= count:
            inside = [primitive()]
            for _ in range(min(chance.randint(2, 4), count - made)):
                made += 1
                inside.append(primitive())
            group = Group(f"group-{made:05d}", tuple(inside))
            cloned = chance.random() < 0.08
            yield Clone(f"clone-{group.id_}", group, {"interleave": "true"}) if cloned else group
        elif lot < 0.20:
            yield Clone(f"clone-ping-{made:05d}", PING.make(made), {"interleave": "true"})
        elif lot < 0.26:
            yield Clone(f"promotable-{made:05d}", STATEFUL.make(made), PROMOTABLE)
        else:
            yield primitive()


def location(id_: str, resource: Resource, uname: str, chance: random.Random) -> Constraint:
    """Return a location: most have a score, some have rules."""
    lot = chance.random()
    attributes = {"rsc": resource.id_}
    if lot < 0.65:
        score = chance.choice(("INFINITY", "100", "-200"))
        return Constraint("location", id_, {**attributes, "score": score, "node": uname})
    if lot < 0.85:
        lost = {"attribute": "pingd", "operation": "not_defined"}
        return Constraint("location", id_, attributes, (Rule("-INFINITY", (lost,)),))
    where = {"attribute": "rack", "operation": "eq", "value": "r1"}
    which = {"attribute": "#uname", "operation": "ne", "value": uname}
    when = {"operation": "date_spec", "hours": "9-16", "weekdays": "1-5"}
    rules = (Rule("100", (where, which)), Rule("20", (when,)))
    return Constraint("location", id_, attributes, rules)


def pair(number: int, resource: Resource, earlier: Resource) -> Iterator[Constraint]:
    """Yield a colocation with an earlier resource, and the order that goes with it."""
    promoted = isinstance(earlier, Clone) and earlier.meta == PROMOTABLE
    together = {"score": "INFINITY", "rsc": resource.id_, "with-rsc": earlier.id_}
    role = {"with-rsc-role": "Promoted"} if promoted else {}
    yield Constraint("colocation", f"with-{number:05d}", {**together, **role})
    actions = {"first-action": "promote", "then-action": "start"} if promoted else {}
    sequence = {"kind": "Mandatory", "first": earlier.id_, "then": resource.id_}
    yield Constraint("order", f"after-{number:05d}", {**sequence, **actions})


def sets(number: int, ids: list[str]) -> Constraint:
    """Return a constraint with resource sets over some neighbours, the last of them alone."""
    several = (ResourceSet(tuple(ids[:2]), sequential=False), ResourceSet((ids[-1],)))
    match number % 3:
        case 0:
            kind = {"kind": "Mandatory"}
            return Constraint("order", f"order-set-{number:05d}", kind, sets=several)
        case 1:
            score = {"score": "INFINITY"}
            return Constraint("colocation", f"colocation-set-{number:05d}", score, sets=several)
        case _:
            where = {"score": "200", "node": "node1"}
            one = (ResourceSet(tuple(ids)),)
            return Constraint("location", f"location-set-{number:05d}", where, sets=one)


def constraints(
    tops: list[Resource], unames: list[str], chance: random.Random
) -> Iterator[Constraint]:
    """Yield constraints that point from later resources to earlier ones: there are no loops."""
    for number, resource in enumerate(tops):
        if chance.random() < 0.30:
            yield location(f"where-{number:05d}", resource, chance.choice(unames), chance)
        if number < 4:
            continue
        lot = chance.random()
        if lot < 0.20:
            yield from pair(number, resource, tops[chance.randrange(max(0, number - 50), number)])
        elif lot < 0.26:
            yield sets(number, [each.id_ for each in tops[number - 2 : number + 1]])


def generate(size: int) -> Configuration:
    """Return a configuration that holds `size` primitives, fencing devices included."""
    chance = random.Random(size)
    machines = nodes(size)
    devices = [fencing(node) for node in machines][: max(1, size // 5)]
    tops = list(resources(size - len(devices), chance))
    return Configuration(
        nodes=machines,
        templates=[TEMPLATE],
        resources=[*tops, *devices],
        constraints=list(constraints(tops, [node.uname for node in machines], chance)),
        tags=[
            Tag(f"tag-{first:05d}", tuple(each.id_ for each in tops[first : first + 3]))
            for first in range(0, len(tops) - 3, 40)
        ],
        properties={"stonith-enabled": "true", "no-quorum-policy": "stop", "batch-limit": "30"},
        rsc_defaults={"resource-stickiness": "100", "migration-threshold": "5"},
        op_defaults={"timeout": "600", "record-pending": "true"},
    )


def referenced(configuration: Configuration) -> set[str]:
    """Return the ids that constraints and tags name."""
    found = {reference for tag in configuration.tags for reference in tag.references}
    for constraint in configuration.constraints:
        found.update(constraint.attributes.values())
        found.update(member for each in constraint.sets for member in each.members)
    return found


def loose(configuration: Configuration) -> list[Primitive]:
    """Return the primitives that stand alone and that nothing refers to."""
    used = referenced(configuration)
    return [
        resource
        for resource in configuration.resources
        if isinstance(resource, Primitive) and resource.params and resource.id_ not in used
    ]


def update(configuration: Configuration, count: int) -> str:
    """Return statements that change single primitives, and add one for every three of these."""
    statements = []
    for number, primitive in enumerate(loose(configuration)[:count]):
        added = Primitive(f"added-{number}", "ocf:pacemaker:Dummy", {"fake": "new"})
        changed = replace(primitive, meta={**primitive.meta, "failure-timeout": "77s"})
        statements.append(statement(added if number % 4 == 3 else changed))
    return "\n".join(statements) + "\n"


def main() -> None:
    """Write a configuration in both forms."""
    parser = argparse.ArgumentParser(description="Generate a configuration.")
    parser.add_argument("size", type=int, help="how many primitives")
    parser.add_argument("name", type=Path, help="NAME.crm and NAME.xml are written")
    arguments = parser.parse_args()
    configuration = generate(arguments.size)
    arguments.name.with_suffix(".crm").write_text(to_text(configuration), encoding="utf-8")
    arguments.name.with_suffix(".xml").write_text(to_xml(configuration), encoding="utf-8")


if __name__ == "__main__":
    main()
