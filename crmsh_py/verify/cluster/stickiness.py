"""What happens after a failure: moving back, and failures that are never forgotten.

Facts: Pacemaker Explained, "Resource Options", "Cluster Options" and "Failure response": a
group's stickiness is that of all its members together; a failure-timeout of 0 is none.  Tried with
crm_simulate 2.1.5: a resource stays where it is if the other node's score only equals it.
"""

import math
from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.times import milliseconds
from crmsh_py.verify.check import OfContainer, OfPrimitive, OfWhole, finding
from crmsh_py.verify.cluster.whole import of_cluster
from crmsh_py.verify.view import Container, Location, Primitive, View
from crmsh_py.verify.view.constraints import INFINITY, score_of

_STICKINESS = "resource-stickiness"
_PROPERTY = "default-resource-stickiness"
_THRESHOLD, _TIMEOUT = "migration-threshold", "failure-timeout"


def failing_back(view: View) -> Iterator[Diagnostic]:
    """Report preferences for nodes to which resources move back as soon as they return."""
    told: set[str] = set()
    others, colocated = _unnamed(view), _colocated(view)
    for name, locations in _finite(view).items():
        resource = view.by_id.get(name)
        if resource is None or _everywhere(resource):
            continue
        holding = _stickiness(view, resource)
        if holding == 0 or (holding is None and "" in told):
            continue
        lead = _lead(locations, others)
        best = max(locations, key=lambda one: one.score or 0)
        if holding is None and lead:
            yield _unset(best)
            told.add("")
        elif holding and lead > holding and not {best.id, name} & (told | colocated):
            told.add(best.id)
            yield _stronger(best, holding)


def _colocated(view: View) -> set[str]:
    """Return what is placed with others, whose stickiness counts for it too."""
    return {
        end.resource
        for one in view.colocations
        for end in one.ends
        if one.score is None or one.score > 0
    }


def _unnamed(view: View) -> float:
    """Return how many nodes there are for what no location says anything about."""
    if not view.is_on("symmetric-cluster", default=True):
        return 0
    return sum(one.kind == "member" for one in view.nodes) or math.inf


def _finite(view: View) -> dict[str, list[Location]]:
    """Return the locations of each resource that has some with a node, and none that decides."""
    found: dict[str, list[Location]] = {}
    decided = set()
    for location in view.locations:
        for end in location.resources:
            if location.node is None or location.score is None or end.role:
                decided.add(end.resource)  # rules: nobody knows here
            elif location.score >= INFINITY:
                decided.add(end.resource)
            else:
                found.setdefault(end.resource, []).append(location)
    return {name: there for name, there in found.items() if name not in decided}


def _lead(locations: list[Location], nodes: float) -> int:
    """Return by how much the best node leads the worst one that is allowed."""
    scores = {str(one.node): one.score or 0 for one in locations}
    allowed = [score for score in scores.values() if score > -INFINITY]
    if nodes > len(scores):
        allowed.append(0)  # a node that no location names
    return max(allowed) - min(allowed) if allowed else 0


def _everywhere(resource: Primitive | Container) -> bool:
    return isinstance(resource, Container) and resource.tag != "group"


def _stickiness(view: View, resource: Primitive | Container) -> int | None:
    """Return the stickiness of a resource, with its members; None if nobody says anything.

    It is 0 where somebody said so, or where it depends on rules.
    """
    if isinstance(resource, Container) and resource.members:
        found = [_stickiness(view, one) for one in resource.members]
        known = [one for one in found if one is not None]
        return min(sum(known), INFINITY) if known else None
    if _STICKINESS in resource.meta.sometimes or _STICKINESS in view.resource_defaults.sometimes:
        return 0
    value = view.meta(resource, _STICKINESS)
    value = view.properties.get(_PROPERTY) if value is None else value
    return None if value is None else score_of(value) or 0


def _unset(location: Location) -> Diagnostic:
    words = (
        "no resource-stickiness is set: resources move back, with a second interruption, as soon"
        " as a node returns that they prefer"
    )
    hint = (
        "write 'rsc_defaults resource-stickiness=SCORE' above the locations' scores keeps them;"
        " 'resource-stickiness=0' says that it is meant"
    )
    return of_cluster(
        "fails-back", words, location.id, str(location.node), severity=Severity.INFO, hint=hint
    )


def _stronger(location: Location, holding: int) -> Diagnostic:
    words = (
        "is stronger than the stickiness of what it places: that moves back, with a second"
        f" interruption, as soon as {location.node} returns"
    )
    hint = f"the stickiness is {holding}: raise it, or lower the score here, if that is not wanted"
    written = location.element.get("score", "")
    return finding(location.element, "fails-back", words, written, hint=hint)


def failures_kept(view: View, resource: Primitive | Container) -> Iterator[Diagnostic]:
    """Report a migration-threshold whose failures are counted for ever."""
    own = resource.own_meta if isinstance(resource, Primitive) else resource.meta
    if own.always and _limits(own.get(_THRESHOLD)) and not _expires(view, resource):
        yield finding(
            resource.element, "failures-kept", _KEPT, _THRESHOLD, severity=Severity.INFO, hint=_HINT
        )


def default_failures_kept(view: View) -> Iterator[Diagnostic]:
    """Report the same of the defaults."""
    defaults, section = view.resource_defaults, view.cib.section("rsc_defaults")
    if section is None or not _limits(defaults.get(_THRESHOLD)) or defaults.mentions(_TIMEOUT):
        return
    for nvset in section:
        if any(pair.get("name") == _THRESHOLD for pair in nvset):
            yield finding(
                nvset, "failures-kept", _KEPT, _THRESHOLD, severity=Severity.INFO, hint=_HINT
            )
            return


_UNLIMITED = 100
"""From here on nobody lives to see the limit: guides for SAP HANA have it at 5000."""
_KEPT = (
    "migration-threshold without failure-timeout: failures of months ago still count, until a"
    " 'cleanup' or a restart of the node"
)
_HINT = "write 'failure-timeout=10min', or longer than a repair takes"


def _limits(value: str | None) -> bool:
    return value is not None and 0 < (score_of(value) or 0) < _UNLIMITED


def _expires(view: View, resource: Primitive | Container) -> bool:
    if _TIMEOUT in resource.meta.sometimes | view.resource_defaults.sometimes:
        return True
    value = view.meta(resource, _TIMEOUT)
    return value is not None and milliseconds(value) != 0


CHECKS = (
    OfWhole(("fails-back",), failing_back),
    OfPrimitive(("failures-kept",), failures_kept, templates=True),
    OfContainer(("failures-kept",), failures_kept),
    OfWhole(("failures-kept",), default_failures_kept),
)
