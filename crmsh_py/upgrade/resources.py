"""To pacemaker-3.0: nodes, the attributes of resources, and colocations."""

from crmsh_py.model.cib import Cib
from crmsh_py.upgrade.names import (
    ARGUMENT_MAP,
    ISOLATION,
    PARAMETERS_3,
    RESOURCE_FAILURE_STICKINESS,
)
from crmsh_py.upgrade.nvsets import all_pairs, pairs, take_out
from crmsh_py.upgrade.report import Report
from crmsh_py.xmltree import Element

_AGENTS = frozenset({"primitive", "template"})


def convert_nodes(cib: Cib, report: Report) -> None:
    """Call members of the cluster what they are called now."""
    for node in cib.configuration.iterfind("nodes/node"):
        if node.get("type") == "normal":
            cib.set(node, "type", "member")
            report.changed(node, "its type 'normal' is called 'member' now")


def convert_parameters(cib: Cib, report: Report, referenced: frozenset[str]) -> None:
    """Rename the parameters by which Pacemaker runs fencing devices."""
    for pair, nvset, owner in all_pairs(cib):
        if nvset.tag != "instance_attributes" or owner.tag not in _AGENTS:
            continue
        old = pair.get("name", "")
        if old == ARGUMENT_MAP:
            _convert_argument_map(cib, pair, report, referenced)
        elif old in PARAMETERS_3:
            _rename(cib, pair, PARAMETERS_3[old], report, referenced)


def _rename(cib: Cib, pair: Element, new: str, report: Report, referenced: frozenset[str]) -> None:
    old = pair.get("name")
    nvset = pair.getparent()
    assert nvset is not None
    if pairs(nvset, new):
        report.changed(pair, f"{old!r} was taken out: {new!r} is set, and was what counted")
        take_out(cib, pair, referenced)
        return
    cib.set(pair, "name", new)
    report.changed(pair, f"{old!r} is called {new!r} now")


def _convert_argument_map(
    cib: Cib, pair: Element, report: Report, referenced: frozenset[str]
) -> None:
    """Keep of a list such as `port:domain,action:what` what there is a parameter for."""
    given = [one.strip() for one in pair.get("value", "").split(",")]
    port = next((one for one in given if one.startswith("port:")), None)
    if port is None or len(given) > 1:
        words = f"'{ARGUMENT_MAP}={pair.get('value', '')}' has no effect any more"
        report.lost(pair, words, hint="only the name of the argument 'port' can be chosen")
    if port is None:
        take_out(cib, pair, referenced)
        return
    cib.set(pair, "name", "pcmk_host_argument")
    cib.set(pair, "value", port.removeprefix("port:"))
    report.changed(pair, f"{ARGUMENT_MAP!r} became 'pcmk_host_argument'")


def convert_meta_attributes(cib: Cib, report: Report, referenced: frozenset[str]) -> None:
    """Take out of the resources' meta attributes what Pacemaker does not know any more."""
    for pair, nvset, owner in all_pairs(cib):
        if nvset.tag != "meta_attributes" or owner.tag not in _AGENTS:
            continue
        name = pair.get("name", "")
        if name in ISOLATION:
            _stop_isolated(cib, pair, nvset, report)
        elif name in RESOURCE_FAILURE_STICKINESS:
            _convert_failure_stickiness(cib, pair, nvset, report, referenced)


def _stop_isolated(cib: Cib, pair: Element, nvset: Element, report: Report) -> None:
    """Keep a resource from running without the isolation that it was given."""
    if pair.getparent() is None:
        return
    report.lost(
        pair,
        f"'{pair.get('name')}' has no effect any more, so 'target-role=Stopped' keeps the"
        " resource from running without it",
        hint="run it in a bundle",
    )
    roles = pairs(nvset, "target-role")
    if not roles:
        cib.set(pair, "name", "target-role")
        cib.set(pair, "value", "Stopped")
        return
    for role in roles:
        cib.set(role, "value", "Stopped")
    cib.remove(pair)


def _convert_failure_stickiness(
    cib: Cib, pair: Element, nvset: Element, report: Report, referenced: frozenset[str]
) -> None:
    name, value = pair.get("name"), pair.get("value", "")
    if value == "-INFINITY" and not pairs(nvset, "migration-threshold"):
        cib.set(pair, "name", "migration-threshold")
        cib.set(pair, "value", "1")
        report.changed(pair, f"'{name}={value}' became 'migration-threshold=1'")
        return
    if value != "-INFINITY":
        words = f"'{name}={value}' has no effect any more and was taken out"
        report.lost(pair, words, hint="set 'migration-threshold' instead")
    else:
        report.changed(pair, f"{name!r} was taken out: 'migration-threshold' is set")
    take_out(cib, pair, referenced)


def convert_colocations(cib: Cib, report: Report) -> None:
    """Take out of colocations where their score was never looked for."""
    for colocation in cib.configuration.iterfind("constraints/rsc_colocation"):
        for name in ("score-attribute", "score-attribute-mangle"):
            if name in colocation.attrib:
                cib.set(colocation, name, None)
                report.changed(colocation, f"{name!r} was taken out: it never had an effect")
