"""To pacemaker-3.0: what stood in operations and belongs elsewhere.

`requires` is about a resource, and is a meta attribute of it; only that of `start` and `promote`
was ever looked at.  What Pacemaker, not the agent, does with an operation stands in its meta
attributes.
"""

from collections.abc import Iterator

from crmsh_py.model.cib import Cib
from crmsh_py.upgrade.names import OPERATION_META_3
from crmsh_py.upgrade.nvsets import (
    add_pair,
    defines,
    is_plain,
    new_set,
    pairs,
    plain_set,
    plain_sets,
    take_out,
)
from crmsh_py.upgrade.report import Report
from crmsh_py.xmltree import Element

_HEEDED = frozenset({"start", "promote"})
_SETS = ("meta_attributes", "instance_attributes")
REQUIRES = "requires"


def convert_operations(cib: Cib, report: Report, referenced: frozenset[str]) -> None:
    """Move what operations say about their resource, and what is said in the wrong place."""
    for operations in list(cib.configuration.iter("operations")):
        resource = operations.getparent()
        if resource is None:
            continue
        ops = list(operations.iterchildren("op"))
        _move_requires(cib, resource, ops, report, referenced)
        for op in ops:
            _move_meta(cib, op, report, referenced)


# ------------------------------------------------------------------ requires


def _move_requires(
    cib: Cib, resource: Element, ops: list[Element], report: Report, referenced: frozenset[str]
) -> None:
    wanted = _requirement(ops)
    taken = defines(cib, resource, "meta_attributes", REQUIRES)
    for op, pair, nvset in list(_requirements(ops)):
        heeded = op.get("name") in _HEEDED
        if heeded and not is_plain(nvset) and not taken:
            id_ = f"{resource.get('id')}-{nvset.get('id')}"
            home = new_set(cib, resource, "meta_attributes", id_, like=nvset)
            add_pair(cib, home, REQUIRES, pair.get("value"))
            report.changed(op, f"'requires' of {op.get('id')!r} is the resource's, by its rule")
        else:
            _tell(op, report, heeded=heeded, taken=taken)
        take_out(cib, pair, referenced)
    for op in ops:
        if REQUIRES in op.attrib:
            _tell(op, report, heeded=op.get("name") in _HEEDED, taken=taken)
            cib.set(op, REQUIRES, None)
    if wanted is not None and not taken:
        id_ = f"{resource.get('id')}-meta_attributes"
        home = plain_set(cib, resource, "meta_attributes", id_, referenced)
        add_pair(cib, home, REQUIRES, wanted)


def _requirements(ops: list[Element]) -> Iterator[tuple[Element, Element, Element]]:
    """Yield the operations' pairs named `requires`, each with its operation and its set."""
    for op in ops:
        for tag in _SETS:
            for nvset in op.iterchildren(tag):
                for pair in pairs(nvset, REQUIRES):
                    yield op, pair, nvset


def _requirement(ops: list[Element]) -> str | None:
    """Return what the operations say that the resource always requires: the last word counts."""
    heeded = [op for op in ops if op.get("name") in _HEEDED]
    own = [op.attrib[REQUIRES] for op in heeded if REQUIRES in op.attrib]
    if own:
        return own[-1]
    for tag in _SETS:
        found = [
            pair.get("value")
            for op in heeded
            for nvset in plain_sets(op, tag)
            for pair in pairs(nvset, REQUIRES)
        ]
        if found:
            return found[-1]
    return None


def _tell(op: Element, report: Report, *, heeded: bool, taken: bool) -> None:
    what = f"'requires' of the operation {op.get('id')!r}"
    if not heeded:
        report.changed(op, f"{what} was taken out: only start and promote had an effect")
    elif taken:
        report.changed(op, f"{what} was taken out: the resource has it as a meta attribute")
    else:
        report.changed(op, f"{what} became a meta attribute of the resource")


# ------------------------------------------------------------------ meta attributes


def _move_meta(cib: Cib, op: Element, report: Report, referenced: frozenset[str]) -> None:
    """Move from the agent's parameters what is meant for Pacemaker."""
    for nvset in list(op.iterchildren("instance_attributes")):
        found = [pair for pair in pairs(nvset) if pair.get("name") in OPERATION_META_3]
        if not found:
            continue
        home = _meta_home(cib, op, nvset, referenced)
        for pair in found:
            name = pair.get("name", "")
            if not pairs(home, name):
                add_pair(cib, home, name, pair.get("value"))
            take_out(cib, pair, referenced)
            words = f"{name!r} of the operation {op.get('id')!r} is a meta attribute of it now"
            report.changed(op, words)


def _meta_home(cib: Cib, op: Element, nvset: Element, referenced: frozenset[str]) -> Element:
    id_ = f"{op.get('id')}-meta_attributes"
    if is_plain(nvset):
        return plain_set(cib, op, "meta_attributes", id_, referenced)
    return new_set(cib, op, "meta_attributes", id_, like=nvset)
