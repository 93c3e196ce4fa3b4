"""The records of `status --json`; docs/status.md describes them, and their keys stay."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from crmsh_py.commands.status.sources import Picture
from crmsh_py.pacemaker.state import ContainerState, ResourceState, base_id
from crmsh_py.secrets import MASK, is_secret

Record = dict[str, Any]


def records(picture: Picture) -> Iterator[Record]:
    """Yield a record for the cluster, then one for each thing in it."""
    status = picture.status
    yield cluster_record(picture)
    for problem in picture.problems:
        yield {
            "kind": "problem",
            "severity": problem.severity.name.lower(),
            "key": problem.key,
            "subject": problem.subject,
            "text": problem.text,
        }
    yield from plain_records("node", status.nodes)
    yield from (container_record(one) for one in status.containers)
    yield from (resource_record(one) for one in status.resources)
    yield from plain_records("failure", status.failures)
    yield from plain_records("fencing", status.fencing)
    yield from plain_records("left-over", picture.left)
    yield from plain_records("ticket", status.tickets)
    yield from plain_records("node-attribute", status.attributes)
    yield from plain_records("fail-count", status.fail_counts)
    yield from plain_records("operation", status.operations)


def cluster_record(picture: Picture) -> Record:
    """Return what is said of the cluster as a whole."""
    status = picture.status
    return {
        "kind": "cluster",
        "name": picture.name,
        "known": picture.known,
        "dc": status.dc,
        "version": status.dc_version or None,
        "mixed_version": status.mixed_version,
        "stack": status.stack or None,
        "with_quorum": status.with_quorum,
        "daemons": status.daemons or "running",
        "options": dict(status.options),
        "last_change": dict(status.last_change),
        "nodes": len(status.nodes),
        "nodes_online": sum(one.online for one in status.nodes),
        "instances": len(status.resources),
        "instances_active": sum(one.active for one in status.resources),
    }


def plain_records(kind: str, found: Iterable[Any]) -> Iterator[Record]:
    """Yield values as records of a kind, each of its fields a key."""
    for one in found:
        told = asdict(one)
        # what an object calls its own kind must not take the place of the record's
        if kind == "node-attribute" and is_secret(one.name):
            told["value"] = MASK
        yield {"kind": kind, **{_NAMES.get(key, key): value for key, value in told.items()}}


_NAMES = {"kind": "type"}


def container_record(one: ContainerState) -> Record:
    """Return a group, clone or bundle."""
    told = next(plain_records("container", [one]))
    return {**told, "within": list(one.within), "image": one.image or None}


def resource_record(one: ResourceState) -> Record:
    """Return an instance of a primitive."""
    told = next(plain_records("resource", [one]))
    lists = {"nodes": list(one.nodes), "within": list(one.within)}
    return {**told, "primitive": base_id(one.id), "promoted": one.is_promoted, **lists}
