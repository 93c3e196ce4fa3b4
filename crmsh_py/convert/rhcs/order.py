"""The order in which rgmanager starts and stops the resources of a service.

Typed children go by levels that depend on the type of their parent, the others follow in the
order of the file (convert.md 4.5; rgmanager's own tests of its trees agree).
"""

from collections.abc import Iterator, Mapping

from crmsh_py.convert.rhcs.trees import SERVICE_TAGS, Resource

Levels = Mapping[str, tuple[int, int]]

_SERVICE: Levels = {
    "lvm": (1, 9),
    "fs": (2, 8),
    "clusterfs": (3, 7),
    "netfs": (4, 6),
    "nfsexport": (5, 5),
    "nfsclient": (6, 4),
    "ip": (7, 2),
    "smb": (8, 3),
    "script": (9, 1),
}
_FILE_SYSTEM: Levels = {"fs": (1, 3), "clusterfs": (1, 3), "nfsexport": (3, 1)}
LEVELS: Mapping[str, Levels] = {
    **dict.fromkeys(SERVICE_TAGS, _SERVICE),
    "fs": _FILE_SYSTEM,
    "clusterfs": _FILE_SYSTEM,
    "nfsserver": {"nfsclient": (1, 2), "ip": (2, 1)},
}
"""By type of the parent and of the child: the levels at which it is started and stopped."""


def start_order(resource: Resource) -> Iterator[Resource]:
    """Yield a resource and all below it in the order in which rgmanager starts them."""
    yield resource
    for child in started(resource):
        yield from start_order(child)


def stop_order(resource: Resource) -> Iterator[Resource]:
    """Yield a resource and all below it in the order in which rgmanager stops them."""
    for child in _stopped(resource):
        yield from stop_order(child)
    yield resource


def stops_in_mirror_order(resource: Resource) -> bool:
    """Tell whether rgmanager stops all of it just the other way round, as a group does."""
    return [*stop_order(resource)][::-1] == [*start_order(resource)]


def started(parent: Resource) -> list[Resource]:
    """Return the children of a resource in the order in which they are started."""
    levels = LEVELS.get(parent.tag, {})
    typed = [child for child in parent.children if child.tag in levels]
    untyped = [child for child in parent.children if child.tag not in levels]
    return [*sorted(typed, key=lambda child: levels[child.tag][0]), *untyped]


def _stopped(parent: Resource) -> list[Resource]:
    levels = LEVELS.get(parent.tag, {})
    backwards = parent.children[::-1]
    typed = [child for child in backwards if child.tag in levels]
    untyped = [child for child in backwards if child.tag not in levels]
    return [*untyped, *sorted(typed, key=lambda child: levels[child.tag][1])]
