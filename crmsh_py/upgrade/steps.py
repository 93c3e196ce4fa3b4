"""The way from any schema to any newer one: which steps there are, and taking them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.model.releases import Release, release
from crmsh_py.upgrade import acls, attributes, operations, properties, resources, rules
from crmsh_py.upgrade.names import is_renamed_3, is_renamed_4
from crmsh_py.upgrade.report import Report
from crmsh_py.upgrade.unfolding import unfold

_WHOLE = re.compile(r"(?:/+(?:cib|configuration|[a-z_-]+s|\*))*/?")
"""Paths to sections and to what is around them: an upgrade leaves these where they are."""

_LEGACY = frozenset({"pacemaker-0.6", "transitional-0.6"})


@dataclass(frozen=True, slots=True)
class Step:
    """What changes from the schemas before `release` to it."""

    release: Release
    take: Callable[[Cib, Report], None]


def _to_2_0(cib: Cib, report: Report) -> None:
    acls.convert_acls(cib, report)


def _to_3_0(cib: Cib, report: Report) -> None:
    unfold(cib, is_renamed_3, report)
    referenced = _referenced(cib)
    properties.convert_properties_3(cib, report, referenced)
    resources.convert_nodes(cib, report)
    resources.convert_parameters(cib, report, referenced)
    resources.convert_meta_attributes(cib, report, referenced)
    operations.convert_operations(cib, report, referenced)
    resources.convert_colocations(cib, report)


def _to_4_0(cib: Cib, report: Report) -> None:
    unfold(cib, is_renamed_4, report)
    referenced = _referenced(cib)
    properties.convert_properties_4(cib, report, referenced)
    attributes.convert_pairs(cib, report, referenced)
    attributes.convert_meta_attributes(cib, report, referenced)
    attributes.convert_ping_nodes(cib, report)
    attributes.convert_fencing_levels(cib, report)
    attributes.convert_masters(cib, report, referenced)
    attributes.convert_bundles(cib, report)
    attributes.refuse_agents(cib, report)
    rules.refuse_moon(cib, report)
    rules.convert_lifetimes(cib, report)
    rules.split_locations(cib, report)


STEPS: Sequence[Step] = (
    Step((2, 0), _to_2_0),
    Step((3, 0), _to_3_0),
    Step((4, 0), _to_4_0),
)


def _referenced(cib: Cib) -> frozenset[str]:
    return frozenset(xmltree.attribute_values(cib.configuration, "id-ref", "reference"))


def upgrade(cib: Cib, target: str) -> Report:
    """Transform a configuration to a newer schema, and say so in `validate-with`.

    Raises CrmError (cannot-upgrade): the CIB is half-way then, and the caller takes it back.
    """
    goal, start = release(target), _start(cib)
    assert goal is not None
    report = Report()
    for step in STEPS:
        if start < step.release <= goal:
            step.take(cib, report)
    if report.obstacles:
        raise CrmError(*report.obstacles)
    _warn_of_xpaths(cib, report)
    old = cib.schema
    cib.set(cib.root, "validate-with", target)
    report.notes.append(f"the schema is {target} now, was {old}")
    return report


def _start(cib: Cib) -> Release:
    """Return where the way begins; of a CIB of no schema nobody knows, so it is all the way."""
    if cib.schema.strip() in _LEGACY:
        message = f"the schema {cib.schema!r} is of another age: there is no way from it"
        hint = "upgrade it to pacemaker-1.0 with a Pacemaker of the 1.x series first"
        raise CrmError(Diagnostic("cannot-upgrade", message, hint=hint))
    if cib.schema.strip() == "pacemaker-next":  # 3.9, and what later was dropped again
        return (3, 9)
    return release(cib.schema) or (0, 0)


def _warn_of_xpaths(cib: Cib, report: Report) -> None:
    """Say that access may be other than it was, where it is granted by paths through the CIB."""
    permissions = cib.configuration.iter("acl_permission")
    found = [one for one in permissions if not _WHOLE.fullmatch(one.get("xpath", "/cib"))]
    if found and report.notes:
        message = "ACLs that name elements by 'xpath' may match other elements than before"
        hint = f"look at {', '.join(str(one.get('id')) for one in found)}"
        report.losses.append(Diagnostic("upgrade-loss", message, Severity.WARNING, hint=hint))


def is_older(schema: str, target: str) -> bool:
    """Tell whether an upgrade leads from one schema to another."""
    goal, start = release(target), release(schema)
    if goal is None:
        return False
    return start is None or start < goal


def needs_transformation(schema: str, target: str) -> bool:
    """Tell whether on the way from one schema to another anything is transformed."""
    goal, start = release(target), release(schema) or (0, 0)
    return goal is not None and any(start < step.release <= goal for step in STEPS)
