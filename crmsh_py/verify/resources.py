"""Checks of resources and of what refers to them, beyond what a schema can say."""

from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.model.cib import Cib, container, kind, object_name, title
from crmsh_py.model.references import RESOURCE, references
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


def _clone_around(cib: Cib, id_: str) -> Element | None:
    """Return the clone that a resource is in, directly or in its group."""
    element = cib.resource(id_)
    outer = None if element is None else container(element)
    while outer is not None and outer.tag not in _CLONES:
        outer = container(outer)
    return outer
