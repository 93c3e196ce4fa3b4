"""Checks of resources and of what refers to them, beyond what a schema can say."""

from collections import Counter

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.cib import (
    Cib,
    a_kind,
    container,
    is_object,
    kind,
    object_name,
    object_of,
    title,
)
from crmsh_py.model.references import RESOURCE, Reference, references
from crmsh_py.model.times import milliseconds
from crmsh_py.xmltree import Element

_CLONES = frozenset({"clone", "master"})


def repeated_operations(cib: Cib) -> list[Diagnostic]:
    """Report operations of one resource that Pacemaker cannot tell apart: same name, interval."""
    problems = []
    resources = cib.section("resources")
    for operations in () if resources is None else resources.iter("operations"):
        ops = operations.findall("op")
        if len({op.get("name") for op in ops}) == len(ops):
            continue  # the everyday case
        owner = operations.getparent()
        seen: set[tuple[str | None, float | None]] = set()
        for op in ops:
            key = (op.get("name"), milliseconds(op.get("interval", "0")))
            if key in seen and key[1] is not None and owner is not None:
                problems.append(_repeated(owner, op))
            seen.add(key)
    return problems


def _repeated(owner: Element, op: Element) -> Diagnostic:
    name, interval = op.get("name"), op.get("interval")
    return Diagnostic(
        "duplicate-operation",
        f"{title(owner)} has two {name!r} operations with the interval {interval}",
        subject=object_name(owner),
        hint="give them different intervals: Pacemaker tells operations apart by name and interval",
        forceable=True,
    )


def pairs_without_value(cib: Cib) -> list[Diagnostic]:
    """Report names without a value: mostly words that were meant as something else."""
    return [
        Diagnostic(
            "no-value",
            f"{title(object_of(pair))}: {pair.get('name')!r} has no value",
            Severity.WARNING,
            subject=object_name(object_of(pair)),
            hint=f"write '{pair.get('name')}=VALUE', or '{pair.get('name')}=' for an empty one",
        )
        for pair in cib.configuration.iter("nvpair")
        if pair.get("value") is None and pair.get("id-ref") is None
    ]


def repeated_names(cib: Cib) -> list[Diagnostic]:
    """Report names that stand twice in one set: the cluster uses one of the values only."""
    problems = []
    for nvset in cib.configuration.iter(*_NVSETS):
        names = Counter(pair.get("name") for pair in nvset.iterfind("nvpair[@name]"))
        if len(names) == sum(names.values()):
            continue
        owner = object_of(nvset)
        for name in (name for name, count in names.items() if count > 1):
            words = f"{title(owner)}: {name!r} stands {names[name]} times in one set"
            hint = "the cluster uses one of the values only: take the others out with 'edit'"
            subject = object_name(owner)
            problems.append(
                Diagnostic("repeated-name", words, Severity.WARNING, subject=subject, hint=hint)
            )
    return problems


_NVSETS = ("cluster_property_set", "instance_attributes", "meta_attributes", "utilization")


def void_constraints(cib: Cib) -> list[Diagnostic]:
    """Report constraints on resources inside a clone: Pacemaker does not apply them as they are."""
    constraints = cib.section("constraints")
    if constraints is None:
        return []
    return [
        Diagnostic(
            "constraint-on-clone-member",
            f"{title(one.owner)} names {one.target!r}, which is inside the"
            f" {kind(outer)} {object_name(outer)!r}",
            Severity.WARNING,
            subject=object_name(one.owner),
            hint=f"name {object_name(outer)!r} instead",
        )
        for one in references(constraints)
        if one.leads_to == RESOURCE and (outer := _clone_around(cib, one.target)) is not None
    ]


def misdirected_references(cib: Cib) -> list[Diagnostic]:
    """Report parts that are to be those of another kind elsewhere: Pacemaker finds none."""
    configuration = cib.configuration
    if not xmltree.attribute_values(configuration, "id-ref"):
        return []
    return [
        _misdirected(one, there)
        for one in references(configuration)
        if one.attribute == "id-ref"
        and (there := cib.find(one.target)) is not None
        and there.tag != one.element.tag
    ]


def _misdirected(reference: Reference, there: Element) -> Diagnostic:
    tag, owner = str(reference.element.tag), reference.owner
    meant = there.find(tag) if is_object(there) else None
    hint = None if meant is None else f"write '$id-ref={meant.get('id')}'"
    return Diagnostic(
        "wrong-kind",
        f"{title(owner)} refers to {reference.target!r} for {tag}, but that is {a_kind(there)}",
        subject=object_name(owner),
        hint=hint,
        forceable=True,
    )


def _clone_around(cib: Cib, id_: str) -> Element | None:
    """Return the clone that a resource is in, directly or in its group."""
    element = cib.resource(id_)
    outer = None if element is None else container(element)
    while outer is not None and outer.tag not in _CLONES:
        outer = container(outer)
    return outer
