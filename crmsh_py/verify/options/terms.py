"""Checks of what newer releases of Pacemaker call otherwise, or have no more: remarks only.

A CIB whose schema is pacemaker-4.0 gets errors for what that dropped, from the schema.
"""

from collections.abc import Iterator
from typing import NamedTuple

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.releases import Release
from crmsh_py.model.releases import release as schema_release
from crmsh_py.verify.check import Findings, OfContainer, OfPrimitive, OfWhole, finding
from crmsh_py.verify.options.judging import Version, is_at_least
from crmsh_py.verify.view import Colocation, Container, Location, Primitive, Ticket, View
from crmsh_py.xmltree import Element

_DROPPED: Release = (4, 0)
_ROLES_SINCE: Release = (3, 7)
"""The first schema whose constraints know the roles Promoted and Unpromoted."""
_ROLES_WITH: Version = (2, 1, 0)
"""The first release of Pacemaker that knows them."""
_FOLLOWED: Version = (2,)
"""The release behind which Pacemaker 3 comes: what 1.1 has, it may not know how to do otherwise."""
_OF_OLD = {"master-max": "promoted-max", "master-node-max": "promoted-node-max"}
_ROLES = {"Master": "Promoted", "Slave": "Unpromoted"}


class Gone(NamedTuple):
    """An element, an attribute of it, or a value of that, and what to say instead."""

    tag: str
    instead: str
    attribute: str | None = None
    value: str | None = None


_CLASSES = {"nagios": "an OCF agent can do the same", "upstart": "use the class 'systemd'"}
_GONE = (
    Gone("master", "make it a clone with 'promotable=true'"),
    Gone("rkt", "use podman or docker"),
    Gone("docker", "write 'promoted-max'", "masters"),
    Gone("podman", "write 'promoted-max'", "masters"),
    Gone("lifetime", "use a rule with a date"),
    Gone("date_spec", "use other fields of the date", "moon"),
    Gone("node", "use 'ocf:pacemaker:ping' instead of a node of the type ping", "type", "ping"),
    *(
        Gone(tag, instead, "class", name)
        for name, instead in _CLASSES.items()
        for tag in ("primitive", "template")
    ),
)


def old_classes(view: View, primitive: Primitive) -> Findings:
    """Report classes of agents that Pacemaker 3 has no more."""
    agent = primitive.agent
    if agent is None or agent.class_ not in _CLASSES or primitive.template is not None:
        return ()
    return _gone(view, primitive.element, primitive.element)


def old_containers(view: View, container: Container) -> Iterator[Diagnostic]:
    """Report kinds of containers that Pacemaker 3 has no more."""
    renamed = [f"{old} is {new} there" for old, new in _OF_OLD.items() if container.meta.get(old)]
    also = f"; {', '.join(renamed)}" if renamed else ""
    yield from _gone(view, container.element, container.element, also)
    if container.tag == "bundle":
        for part in container.element:
            yield from _gone(view, part, container.element)


def old_parts(view: View) -> Iterator[Diagnostic]:
    """Report nodes and conditions of a form that Pacemaker 3 has no more."""
    for node in view.nodes:
        if node.kind == "ping":
            yield from _gone(view, node.element, node.element)
    for location in view.locations:
        if len(location.rules) > 1 and _will_go(view):
            words = "several rules in one location: Pacemaker 3 takes one only"
            yield _remark(location.element, words, "make a location of each rule", "rule")
        parts = [*location.element.findall("lifetime"), *_date_specs(location.rules)]
        for part in parts:
            yield from _gone(view, part, location.element)


def _date_specs(rules: tuple[Element, ...]) -> Iterator[Element]:
    return (spec for rule in rules for spec in rule.iter("date_spec"))


def _gone(view: View, element: Element, owner: Element, also: str = "") -> Iterator[Diagnostic]:
    """Return remarks on an element that a later schema has no more; `also` ends the hint."""
    if _will_go(view):
        for one in _GONE:
            if one.tag == element.tag and _holds(one, element):
                value = None if one.attribute is None else element.get(one.attribute)
                what = one.tag if value is None else f"{one.attribute}={value}"
                words = f"Pacemaker 3 (schema pacemaker-4.0) has no {what!r} any more"
                yield _remark(owner, words, one.instead + also, value or one.tag)


def _holds(gone: Gone, element: Element) -> bool:
    if gone.attribute is None:
        return True
    value = element.get(gone.attribute)
    return value is not None and gone.value in {None, value}


def _remark(element: Element, words: str, hint: str, at: str) -> Diagnostic:
    return finding(element, "deprecated-element", words, at, severity=Severity.INFO, hint=hint)


def _will_go(view: View) -> bool:
    """Tell whether what Pacemaker 3 has no more is in use, and could be said otherwise already."""
    return _is_older(view, _DROPPED) and is_at_least(view, _FOLLOWED)


def _is_older(view: View, schema: Release) -> bool:
    found = schema_release(view.cib.root.get("validate-with", ""))
    return found is not None and found < schema


def old_roles(view: View) -> Iterator[Diagnostic]:
    """Report roles of constraints by their old names, where the cluster knows the new ones."""
    if _is_older(view, _ROLES_SINCE) or not is_at_least(view, _ROLES_WITH):
        return
    constraints: list[Colocation | Ticket | Location] = [
        *view.colocations,
        *view.tickets,
        *view.locations,
    ]
    for one in constraints:
        roles = {end.role for end in one.ends}
        if one.element.tag == "rsc_location":
            roles |= {rule.get("role", "") for rule in one.element}
        old = sorted(role for role in roles if role in _ROLES)
        if old:
            words = f"the role {old[0]!r} is called {_ROLES[old[0]]!r} today"
            hint = f"write {_ROLES[old[0]]!r} instead"
            yield finding(
                one.element, "deprecated-value", words, old[0], severity=Severity.INFO, hint=hint
            )


CHECKS = (
    OfPrimitive(("deprecated-element",), old_classes, templates=True),
    OfContainer(("deprecated-element",), old_containers),
    OfWhole(("deprecated-element",), old_parts),
    OfWhole(("deprecated-value",), old_roles),
)
