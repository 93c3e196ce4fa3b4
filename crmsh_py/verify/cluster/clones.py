"""How many copies of a clone there can be.

Facts: Pacemaker Explained, "Clone Options" and "Promotable clones"; crm_verify 2.1.5 calls a
configuration invalid whose anonymous clone has clone-node-max above 1 (tried).  Pacemaker 3 takes
such a clone for globally unique if nothing is said, so that only the explicit case is an error.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.verify.check import OfContainer, OfWhole, finding
from crmsh_py.verify.view import Container, Primitive, View
from crmsh_py.verify.view.pairs import is_true

MAX, NODE_MAX, UNIQUE = "clone-max", "clone-node-max", "globally-unique"
_PROMOTED = (("promoted-max", MAX), ("master-max", MAX))
_PROMOTED_HERE = (("promoted-node-max", NODE_MAX), ("master-node-max", NODE_MAX))


def number(view: View, clone: Container, name: str) -> int | None:
    """Return an option of a clone that is a number; None if it is none, or not set."""
    value = view.meta(clone, name)
    return int(value) if value is not None and value.isdecimal() and len(value) < 10 else None


def is_unique(view: View, clone: Container) -> bool:
    """Tell whether a clone's copies are different from each other."""
    return is_true(view.meta(clone, UNIQUE), otherwise=False)


def copies_here(view: View, clone: Container) -> int:
    """Return how many copies of a clone a node can run."""
    return (number(view, clone, NODE_MAX) or 1) if is_unique(view, clone) else 1


def anonymous_copies(view: View, container: Container) -> Iterator[Diagnostic]:
    """Report several copies on one node of a clone whose copies are all the same."""
    if not container.is_clone or (number(view, container, NODE_MAX) or 0) < 2:
        return
    if is_unique(view, container) or UNIQUE in container.meta.sometimes:
        return
    said = view.meta(container, UNIQUE) is not None
    words = "clone-node-max needs globally-unique=true: a node runs one copy only"
    hint = "write 'globally-unique=true' if the copies differ, else take clone-node-max out"
    severity = Severity.ERROR if said else Severity.WARNING
    yield finding(
        container.element, "anonymous-copies", words, NODE_MAX, severity=severity, hint=hint
    )


def idle_copies(view: View, container: Container) -> Iterator[Diagnostic]:
    """Report more copies than the nodes can run, and more promoted ones than copies."""
    if not container.is_clone:
        return
    most, here = number(view, container, MAX), copies_here(view, container)
    hosts = len(view.host_names) if view.nodes else None
    if most is not None and hosts is not None and most > hosts * here:
        words = f"clone-max={most} is more than the nodes can ever run"
        hint = f"no more than {hosts * here} can run here: lower clone-max, or take it out"
        # A clone whose copies are all the same may be meant for more nodes some day.
        severity = Severity.WARNING if is_unique(view, container) else Severity.INFO
        yield finding(container.element, "idle-copies", words, MAX, severity=severity, hint=hint)
    elif hosts is not None:
        most = min(most or hosts * here, hosts * here)
    yield from _promoted(view, container, most, here)


def _promoted(view: View, clone: Container, most: int | None, here: int) -> Iterator[Diagnostic]:
    for limit, options in ((most, _PROMOTED), (here, _PROMOTED_HERE)):
        for name, against in options:
            wanted = number(view, clone, name)
            if wanted is None or not limit or wanted <= limit:
                continue
            words = f"{name}={wanted} is more than the copies that {against} and the nodes allow"
            where = " on a node" if against == NODE_MAX else ""
            hint = f"no more than {limit} can be promoted{where}"
            yield finding(clone.element, "idle-copies", words, name, hint=hint)


def cloned_addresses(view: View) -> Iterator[Diagnostic]:
    """Report addresses in clones, which several nodes would have at once."""
    for type_ in ("IPaddr2", "IPaddr", "IPv6addr"):
        for address in view.by_type.get(type_, ()):
            clone = address.clone
            if clone is not None and number(view, clone, MAX) != 1 and not _meant(address):
                yield from _address(view, address, clone, type_)


def _meant(address: Primitive) -> bool:
    """Tell whether an address is meant for many: behind a load balancer, or routed (anycast)."""
    nic = address.parameters.get("nic") or ""
    return nic.startswith(("lo", "dummy")) or is_true(
        address.parameters.get("lvs_support"), otherwise=False
    )


def _address(view: View, address: Primitive, clone: Container, type_: str) -> Iterator[Diagnostic]:
    if not is_unique(view, clone) or type_ != "IPaddr2":
        words = f"is in the clone {clone.id}, which puts the same address on several nodes at once"
        hint = "take it out of the clone"
        if type_ == "IPaddr2":
            hint += (
                ", or share it by hash: 'globally-unique=true clone-max=2 clone-node-max=2' on the"
                " clone, 'clusterip_hash=sourceip-sourceport' here"
            )
        yield finding(address.element, "cloned-address", words, hint=hint)
    elif (number(view, clone, NODE_MAX) or 1) == 1:
        words = (
            f"is shared by the clone {clone.id}, which runs one copy on a node only:"
            " if a node is lost, its share of the clients is not served"
        )
        hint = "set the clone's 'clone-node-max' as high as its 'clone-max'"
        yield finding(address.element, "cloned-address", words, hint=hint)


CHECKS = (
    OfContainer(("anonymous-copies",), anonymous_copies),
    OfContainer(("idle-copies",), idle_copies),
    OfWhole(("cloned-address",), cloned_addresses),
)
