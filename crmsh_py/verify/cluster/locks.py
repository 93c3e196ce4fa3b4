"""What cluster file systems stand on: the lock managers, fencing, and what happens without quorum.

Facts: ocf:pacemaker:controld refuses to start while stonith-enabled is off (unless
allow_stonith_disabled), and warns if no-quorum-policy is not `freeze`.
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.cluster.filesystems import SHARED, kind
from crmsh_py.verify.cluster.whole import ENABLED, of_cluster, of_properties
from crmsh_py.verify.view import Container, Primitive, View
from crmsh_py.verify.view.pairs import is_true

_MANAGERS = ("controld", "lvmlockd", "clvm", "o2cb")
_POLICY = "no-quorum-policy"
_STOPPING = frozenset({"stop", "demote"})


def _managers(view: View) -> list[Primitive]:
    return [
        one
        for type_ in _MANAGERS
        for one in view.by_type.get(type_, ())
        if one.agent is not None and one.agent.class_ == "ocf"
    ]


def _users(view: View) -> list[Primitive]:
    return [one for one in view.by_type.get("Filesystem", ()) if kind(one) in SHARED]


def needing_locks(view: View) -> list[Primitive]:
    """Return the lock managers, and the file systems that need them."""
    return [*_managers(view), *_users(view)]


def lock_managers(view: View) -> Iterator[Diagnostic]:
    """Report lock managers that run on one node only."""
    for one in _managers(view):
        outer = one.outermost
        bundled = isinstance(outer, Container) and outer.tag == "bundle"
        if one.clone is None and not bundled:
            words = "runs on one node only, and is needed on every node that uses the storage"
            hint = f"write 'clone cl-{outer.id} {outer.id} meta interleave=true'"
            yield finding(one.element, "lock-manager-not-cloned", words, hint=hint)


def locks_without_fencing(view: View) -> Iterator[Diagnostic]:
    """Report cluster storage without fencing."""
    if view.fencing_enabled or not view.properties.sometimes.isdisjoint(ENABLED):
        return
    needing = needing_locks(view)
    allowed = (
        is_true(one.parameters.get("allow_stonith_disabled"), otherwise=False) for one in needing
    )
    if needing and not any(allowed):
        words = (
            "fencing is off, but the lock managers of cluster storage need it: they refuse to"
            " start, or hang when a node is lost"
        )
        hint = "write 'property stonith-enabled=true', with a fence device for each node"
        yield of_properties(view, "locks-without-fencing", words, *ENABLED, hint=hint)


def freezing(view: View) -> Iterator[Diagnostic]:
    """Report cluster storage that is to be stopped where stopping needs quorum."""
    needing = [one for one in _managers(view) if one.agent and one.agent.type == "controld"]
    needing += [one for one in _users(view) if kind(one) == "gfs2"]
    policy = (view.properties.get(_POLICY) or "stop").lower()
    members = sum(one.kind == "member" for one in view.nodes)
    if not needing or policy not in _STOPPING or members == 2:  # two nodes rarely lose quorum
        return
    if _POLICY in view.properties.sometimes:
        return
    words = (
        "no-quorum-policy is not 'freeze': without quorum, cluster file systems cannot be"
        " unmounted, so that the nodes fence themselves"
    )
    hint = "write 'property no-quorum-policy=freeze'"
    if view.properties.get(_POLICY) is None:
        yield of_cluster("not-freezing", words, needing[0].id, hint=hint)
    else:
        yield of_properties(view, "not-freezing", words, _POLICY, hint=hint)


CHECKS = (
    OfWhole(("lock-manager-not-cloned",), lock_managers),
    OfWhole(("locks-without-fencing",), locks_without_fencing),
    OfWhole(("not-freezing",), freezing),
)
