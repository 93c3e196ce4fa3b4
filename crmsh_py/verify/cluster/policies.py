"""Cluster properties that let harm happen: quorum, and opt-in clusters without opting in.

Facts: Pacemaker Explained, "Cluster Options" and "Location Constraints".  What opting in takes was
tried with crm_simulate 2.1.5: a colocation does not allow a resource anywhere, a location on a
group allows all its members, one on a member only that one, one for the promoted role none, nor one
with a score below 0.
"""

from collections.abc import Iterable, Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.cluster.whole import of_properties
from crmsh_py.verify.view import Container, Location, Primitive, View
from crmsh_py.verify.view.constraints import score_of

_QUORUM = "no-quorum-policy"
_SYMMETRIC = "symmetric-cluster"
_PROMOTED = frozenset({"promoted", "master"})


def quorum_ignored(view: View) -> Iterator[Diagnostic]:
    """Report a cluster of more than two nodes that goes on without quorum."""
    if (view.properties.get(_QUORUM) or "").lower() != "ignore":
        return
    if sum(one.kind == "member" for one in view.nodes) > 2:
        words = "no-quorum-policy=ignore: each part of a split cluster runs all resources"
        hint = "write 'property no-quorum-policy=stop', which is the default"
        yield of_properties(view, "quorum-ignored", words, _QUORUM, hint=hint)


def nowhere_allowed(view: View) -> Iterator[Diagnostic]:
    """Report resources that may run nowhere, because the cluster is opt-in."""
    if view.is_on(_SYMMETRIC, default=True) or _SYMMETRIC in view.properties.sometimes:
        return
    opening = [one for one in view.locations if _opens(one)]
    if any(one.pattern is not None for one in opening):
        return
    named = {end.resource for one in opening for end in one.resources if _counts(end.role)}
    allowed = named | set(_tagged(view, named))
    for resource in view.resources:
        for stuck in _stuck(resource, allowed):
            words = "may run on no node: symmetric-cluster is off, and no location allows it one"
            hint = f"write 'location loc-{stuck.id} {stuck.id} 0: NODE' for each node it may run on"
            yield finding(stuck.element, "nowhere-allowed", words, hint=hint)


def _counts(role: str) -> bool:
    return role.lower() not in _PROMOTED


def _opens(location: Location) -> bool:
    """Tell whether a location allows something on some node."""
    if location.node is not None:
        return location.score is not None and location.score >= 0
    scores = (
        score_of(rule.get("score", "0"))  # a score of a node attribute is anything
        for rule in location.rules
        if _counts(rule.get("role", ""))
    )
    known = location.score
    return any(score is None or score >= 0 for score in scores) or (
        known is not None and known >= 0
    )


def _tagged(view: View, names: Iterable[str]) -> Iterator[str]:
    section, wanted = view.cib.section("tags"), frozenset(names)
    for tag in () if section is None else section:
        if tag.get("id") in wanted:
            yield from (ref.get("id", "") for ref in tag)


def _stuck(resource: Primitive | Container, allowed: set[str]) -> Iterable[Primitive | Container]:
    if resource.id in allowed:
        return ()
    if isinstance(resource, Container) and resource.tag == "group":
        stuck = [one for one in resource.members if one.id not in allowed]
        return stuck if len(stuck) < len(resource.members) else (resource,)
    return (resource,)


CHECKS = (
    OfWhole(("quorum-ignored",), quorum_ignored),
    OfWhole(("nowhere-allowed",), nowhere_allowed),
)
