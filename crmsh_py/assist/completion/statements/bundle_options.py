"""The attributes of a bundle's parts (Pacemaker Explained, "Bundles"; the schema has them all)."""

from collections.abc import Mapping

from crmsh_py.assist.completion.statements.facts import Named

_CONTAINER = (
    Named("image", "string", required=True, short="the image that the containers are made of"),
    Named("replicas", "integer", short="how many containers there are"),
    Named("replicas-per-host", "integer", "1", short="how many of them one node may run"),
    Named("promoted-max", "integer", "0", short="how many of them are promoted"),
    Named("run-command", short="what runs in it; without a primitive the image's own"),
    Named("network", short="the network of the container engine: host, or a bridge's name"),
    Named("options", short="what the container engine gets besides"),
)
BUNDLE: Mapping[str, tuple[Named, ...]] = {
    "docker": _CONTAINER,
    "podman": _CONTAINER,
    "rkt": _CONTAINER,
    "network": (
        Named("ip-range-start", short="the address of the first container; others follow it"),
        Named("control-port", "integer", "3121", short="where pacemaker_remote listens inside"),
        Named("host-interface", short="the interface that carries the addresses"),
        Named("host-netmask", "integer", "32", short="the length of the addresses' prefix"),
        Named("add-host", "boolean", "true", short="whether names of containers resolve inside"),
    ),
    "port-mapping": (
        Named("port", "integer", short="the port of the host that is handed on"),
        Named("internal-port", "integer", short="the port inside; without it the same"),
        Named("range", short="ports that are handed on: FIRST-LAST"),
    ),
    "storage-mapping": (
        Named("source-dir", short="the folder of the host"),
        Named("source-dir-root", short="its parent: each container has a folder of its own there"),
        Named("target-dir", required=True, short="where the container sees it"),
        Named("options", short="how it is mounted, such as rw or ro"),
    ),
}
"""The word in front to the attributes that can follow it."""
