"""Bundles whose network or numbers do not fit.

Facts: Pacemaker Explained, "Bundles"; crm_verify 2.1.5 ignores a bundle, and calls the
configuration invalid, that has a primitive and neither ip-range-start nor control-port, and one
with control-port and more than one replica on a host (both tried).
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import OfContainer, finding
from crmsh_py.verify.view import Container, View
from crmsh_py.xmltree import Element

_TECHNOLOGIES = frozenset({"docker", "podman", "rkt"})


def bundle(_view: View, container: Container) -> Iterator[Diagnostic]:
    """Report bundles that the cluster could not run as they are."""
    if container.tag != "bundle":
        return
    element = container.element
    network = element.find("network")
    technology = next((one for one in element if one.tag in _TECHNOLOGIES), None)
    if technology is None:
        return
    address = None if network is None else network.get("ip-range-start")
    port = None if network is None else network.get("control-port")
    if container.members and not address and not port:
        words = "has a primitive, but no way to reach into its containers: it is not run"
        hint = "write 'network ip-range-start=ADDRESS', or 'network control-port=PORT'"
        yield finding(
            element, "unreachable-bundle", words, "network", severity=Severity.ERROR, hint=hint
        )
    if _number(technology, "replicas-per-host") > 1 and not address:
        yield from _shared_ports(element, network, port)
    yield from _too_many_promoted(element, technology)


def _number(technology: Element, name: str) -> int:
    value = technology.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _shared_ports(
    element: Element, network: Element | None, port: str | None
) -> Iterator[Diagnostic]:
    if port:
        words = "control-port needs replicas-per-host=1: replicas of one host cannot share a port"
        hint = "give each an address ('ip-range-start'), or take replicas-per-host out"
        yield finding(
            element, "shared-ports", words, "control-port", severity=Severity.ERROR, hint=hint
        )
    elif network is not None and network.find("port-mapping") is not None:
        words = "maps one port for several replicas on a host: all but the first fail to start"
        hint = "give each an address ('ip-range-start'), or take replicas-per-host out"
        yield finding(element, "shared-ports", words, "port-mapping", hint=hint)


def _too_many_promoted(element: Element, technology: Element) -> Iterator[Diagnostic]:
    replicas = _number(technology, "replicas")
    for name in ("promoted-max", "masters"):
        if 0 < replicas < _number(technology, name):
            words = f"{name}={technology.get(name)} is more than its replicas"
            hint = f"no more than {replicas} can be promoted"
            yield finding(element, "idle-copies", words, name, hint=hint)


CHECKS = (OfContainer(("unreachable-bundle", "shared-ports", "idle-copies"), bundle),)
