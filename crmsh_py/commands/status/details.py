"""`status node NODE` and `status resource RESOURCE`: all that is known of one."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from crmsh_py.commands.declare import PlacedWord
from crmsh_py.commands.relations import matched_by_patterns, relations
from crmsh_py.commands.status.records import container_record, plain_records, resource_record
from crmsh_py.commands.status.report import (
    attribute_lines,
    fail_count_lines,
    node_words,
    operation_lines,
    problem_lines,
)
from crmsh_py.commands.status.sources import Picture
from crmsh_py.commands.status.tree import instance_lines, section, tree_of
from crmsh_py.commands.styled import Line, Piece, line, table
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import container, object_name
from crmsh_py.model.meta import META, effective
from crmsh_py.pacemaker.problems import Problem, event_text
from crmsh_py.pacemaker.state import NodeAttribute, NodeState, base_id
from crmsh_py.pacemaker.utilization import Used, names_in, utilization
from crmsh_py.secrets import MASK, is_secret
from crmsh_py.xmltree import Element

Report = tuple[list[Line], list[dict[str, Any]]]


# ------------------------------------------------------------------ a node


def node_report(picture: Picture, name: PlacedWord) -> Report:
    """Return what is known of a node.  Raises CrmError (no-such-object)."""
    status = picture.status
    node = status.node(name.text)
    if node is None:
        raise _unknown("node", name, [one.name for one in status.nodes])
    own = [one for one in status.resources if node.name in one.nodes]
    events = [one for one in status.fencing if one.target == node.name]
    used = utilization(Cib(picture.cib), status, node.name)
    told = [one for one in picture.problems if _is_about_node(picture, one, node.name)]
    lines = [_node_line(node, known=picture.known), *problem_lines(told)]
    lines += [line(1, text) for text in _standby(picture.cib, node)]
    lines += section("attributes", attribute_lines(status, node.name))
    lines += section("utilization", table(1, [_used(one) for one in used]))
    lines += section("resources", instance_lines(own) or [line(1, "none run here")])
    lines += section("fail counts", fail_count_lines(status, node=node.name))
    lines += section("fencing history", [line(1, event_text(one)) for one in events])
    return lines, [
        *plain_records("node", [node]),
        *_problem_records(told),
        *plain_records("node-attribute", _of_node(status.attributes, node.name)),
        *plain_records("utilization", used),
        *map(resource_record, own),
        *plain_records("failure", (one for one in status.failures if one.node == node.name)),
        *plain_records("fail-count", (one for one in status.fail_counts if one.node == node.name)),
        *plain_records("fencing", events),
    ]


def _of_node(found: Iterable[NodeAttribute], name: str) -> Iterator[NodeAttribute]:
    return (one for one in found if one.node == name)


def _is_about_node(picture: Picture, problem: Problem, name: str) -> bool:
    if problem.key == "failed-action":
        failed = {one.resource for one in picture.status.failures if one.node == name}
        return problem.subject in failed and f" on {name}" in problem.text
    return problem.subject == name and problem.key.startswith(("node-", "fencing-"))


def _node_line(node: NodeState, *, known: bool) -> Line:
    words = ", ".join(node_words(node)) if known else "state not known"
    style = "good" if node.is_ready else "warning" if node.online else "bad"
    dc = ", DC" if node.is_dc else ""
    told = f" ({node.kind}, id {node.id}{dc}): "
    feature_set = f", feature set {node.feature_set}" if node.feature_set else ""
    head = (Piece("node ", "heading"), Piece(node.name, "id"), told)
    return line(0, *head, Piece(words, style), feature_set)


_LIFETIMES = (
    ("configuration/nodes/node[@uname=$name]/instance_attributes/nvpair", "until it is taken off"),
    ("status/node_state[@uname=$name]/transient_attributes/instance_attributes/nvpair",
     "until the node restarts"),
)  # fmt: skip


def _standby(cib: Element, node: NodeState) -> Iterator[str]:
    """Yield for how long a node is in standby or maintenance."""
    for path, how_long in _LIFETIMES:
        for pair in cib.xpath(path, name=node.name):
            name, value = pair.get("name"), pair.get("value", "").lower()
            if name in {"standby", "maintenance"} and value in {"on", "true", "yes", "1", "y"}:
                yield f"{name}: {how_long}"


def _used(one: Used) -> list[Piece]:
    over = one.capacity is not None and one.used > one.capacity
    of = "no limit" if one.capacity is None else f"of {one.capacity}"
    return [Piece(one.name), Piece(f"{one.used} {of}", "bad" if over else "")]


# ------------------------------------------------------------------ a resource


def resource_report(picture: Picture, name: PlacedWord) -> Report:
    """Return what is known of a resource.  Raises CrmError (no-such-object)."""
    status, id_ = picture.status, name.text
    own = status.instances(id_)
    cib = Cib(picture.cib)
    element = cib.resource(id_)
    if element is None and not own:
        known = [*(one.id for one in status.resources), *(one.id for one in status.containers)]
        raise _unknown("resource", name, {base_id(one) for one in known})
    ids = {id_, *(base_id(one.id) for one in own), *(one.id for one in own)}
    told = [one for one in picture.problems if _is_about(picture, one, ids)]
    metas = list(_metas(cib, element)) if element is not None else []
    said = _relations(cib, element) if element is not None else []
    lines = [_resource_line(id_, element, own[0].agent if own else ""), *problem_lines(told)]
    lines += section("instances", tree_of(status, id_))
    lines += section("meta attributes in effect", table(1, [_meta(one, id_) for one in metas]))
    lines += section("fail counts", fail_count_lines(status, ids))
    operations = [one for one in status.operations if one.resource in ids]
    lines += section("operations", operation_lines(operations))
    lines += section("constraints", [line(1, f"{id_}: {text}") for id_, text in said])
    return lines, [
        *(container_record(one) for one in status.containers if base_id(one.id) == id_),
        *map(resource_record, own),
        *_problem_records(told),
        *plain_records("meta", metas),
        *plain_records("failure", (one for one in status.failures if one.resource in ids)),
        *plain_records("fail-count", (one for one in status.fail_counts if one.resource in ids)),
        *plain_records("operation", operations),
        *({"kind": "constraint", "id": id_, "text": text} for id_, text in said),
    ]


def _problem_records(found: Iterable[Problem]) -> Iterator[dict[str, Any]]:
    for one in plain_records("problem", found):
        yield {**one, "severity": one["severity"].name.lower()}


def _is_about(picture: Picture, problem: Problem, ids: set[str]) -> bool:
    if problem.key.startswith("constraint-"):
        return any(one.id == problem.subject and one.resource in ids for one in picture.left)
    of_resources = problem.key.startswith(("resource-", "failed-", "not-promoted"))
    return of_resources and {problem.subject, base_id(problem.subject)}.intersection(ids) != set()


def _resource_line(id_: str, element: Element | None, agent: str) -> Line:
    if element is None:
        told = ": it is not configured"
    else:
        within = " in ".join(f"{one.tag!s} {one.get('id')}" for one in _containers(element))
        kind = agent if element.tag == "primitive" and agent else str(element.tag)
        told = f" ({kind})" + (f", in {within}" if within else "")
    return line(0, Piece("resource ", "heading"), Piece(id_, "id"), told)


@dataclass(frozen=True, slots=True)
class _Meta:
    """A meta attribute in effect, and the object that it stands in."""

    name: str
    value: str
    source: str


def _metas(cib: Cib, element: Element) -> Iterator[_Meta]:
    """Yield the meta attributes that hold for a resource, whoever sets them."""
    template = cib.find(element.get("template", ""))
    defaults = cib.section("rsc_defaults")
    holders = [element, template, *_containers(element), defaults]
    names = {name for one in holders if one is not None for name in names_in(cib, one, META)}
    for name in sorted(names):
        found = effective(cib, element, name)
        if found is not None:
            value = MASK if is_secret(name) else found.value
            yield _Meta(name, value, object_name(found.owner))


def _containers(element: Element) -> list[Element]:
    """Return the containers of a resource, the innermost first."""
    outer = container(element)
    return [] if outer is None else [outer, *_containers(outer)]


def _meta(one: _Meta, id_: str) -> list[Piece]:
    source = "" if one.source == id_ else f"from {one.source}"
    return [Piece(f"{one.name}={one.value}"), Piece(source, "dim")]


def _relations(cib: Cib, element: Element) -> list[tuple[str, str]]:
    """Return what constraints say about a resource, or about a container that it is in."""
    named = relations(cib)
    found = []
    for one in (element, *_containers(element)):
        id_ = one.get("id", "")
        about = [*named.get(id_, ()), *matched_by_patterns(cib, [id_])]
        of = f" ({id_})" if one is not element else ""
        found += [(relation.id, f"{relation.text}{of}") for relation in about]
    return found


# ------------------------------------------------------------------ unknown names


def _unknown(kind: str, name: PlacedWord, known: Iterable[str]) -> CrmError:
    names = sorted(known)
    near = difflib.get_close_matches(name.text, names, n=3)
    listed = ", ".join(f"'{one}'" for one in near)
    hint = f"did you mean {listed}?" if near else f"{kind}s: {', '.join(names[:20]) or 'none'}"
    return CrmError(
        Diagnostic(
            "no-such-object",
            f"there is no {kind} {name.text!r}",
            location=name.location,
            subject=name.text,
            hint=hint,
        )
    )


REPORTS = {"node": node_report, "resource": resource_report}
"""The word behind `status` to what makes its report."""
