"""To pacemaker-4.0: pairs, meta attributes, nodes, clones, bundles, agents, fencing levels."""

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.upgrade.names import OPERATION_META_4, RESOURCE_META_4, is_renamed_4
from crmsh_py.upgrade.nvsets import (
    add_pair,
    all_pairs,
    fresh_ids,
    pairs,
    plain_sets,
    take_out,
)
from crmsh_py.upgrade.report import Report
from crmsh_py.upgrade.unfolding import replace_by_copy
from crmsh_py.xmltree import Element

_GONE_CLASSES = {
    "nagios": "have an ocf agent check it, or delete it",
    "upstart": "let it be a systemd unit, or delete it",
}
_HIGHEST_LEVEL = 9


def convert_pairs(cib: Cib, report: Report, referenced: frozenset[str]) -> None:
    """Take out pairs without a value, and names from references to pairs."""
    for pair, _, _ in all_pairs(cib):
        if "id-ref" in pair.attrib:
            _convert_reference(cib, pair, report)
        elif "value" not in pair.attrib:
            words = f"{pair.get('name')!r} was taken out: it had no value, and so no effect"
            report.changed(pair, words)
            take_out(cib, pair, referenced)


def _convert_reference(cib: Cib, pair: Element, report: Report) -> None:
    name, target = pair.get("name"), cib.find(pair.get("id-ref", ""))
    if name is None or target is None or target.tag != "nvpair":
        return
    if name == target.get("name"):
        cib.set(pair, "name", None)
        report.changed(pair, f"the reference to the pair {name!r} does not repeat its name")
    else:
        replace_by_copy(cib, pair, target, report)


def convert_meta_attributes(cib: Cib, report: Report, referenced: frozenset[str]) -> None:
    """Take out the meta attributes that Pacemaker does not know any more."""
    advice = {**RESOURCE_META_4, **OPERATION_META_4}
    for pair, nvset, owner in all_pairs(cib):
        name = pair.get("name", "")
        if nvset.tag == "meta_attributes" and is_renamed_4(str(owner.tag), str(nvset.tag), name):
            words = f"'{name}={pair.get('value', '')}' has no effect any more and was taken out"
            report.lost(pair, words, hint=advice[name])
            take_out(cib, pair, referenced)


# ------------------------------------------------------------------ nodes and fencing


def convert_ping_nodes(cib: Cib, report: Report) -> None:
    """Make members of nodes that only counted for the quorum, and keep resources off them."""
    for node in cib.configuration.iterfind("nodes/node"):
        if node.get("type") != "ping":
            continue
        uname = node.get("uname", "")
        cib.set(node, "type", "member")
        ban = xmltree.new("rsc_location", {"id": "", "rsc-pattern": ".*", "node": uname})
        ban.set("score", "-INFINITY")
        ban.set("resource-discovery", "never")
        fresh_ids(cib, ban, f"no-resources-on-{uname}")
        cib.insert(cib.ensure_section("constraints"), ban)
        words = f"was a ping node; it is a member now that the location {ban.get('id')!r} keeps"
        report.changed(node, f"{words} all resources off")


def convert_fencing_levels(cib: Cib, report: Report) -> None:
    """Take out the levels that are never tried, those after the ninth."""
    for level in list(cib.configuration.iterfind("fencing-topology/fencing-level")):
        index = level.get("index", "").strip().lstrip("+")
        if index.isascii() and index.isdigit() and int(index) > _HIGHEST_LEVEL:
            words = f"the level {level.get('id')!r} was taken out: {index} was never tried"
            report.changed(level, words)
            cib.remove(level)


# ------------------------------------------------------------------ resources


def convert_masters(cib: Cib, report: Report, referenced: frozenset[str]) -> None:
    """Make promotable clones of multi-state resources."""
    for master in list(cib.configuration.iter("master")):
        clone = xmltree.copy(master)
        clone.tag = "clone"
        cib.replace(master, clone)
        _make_promotable(cib, clone, referenced)
        report.changed(clone, "was an ms; it is a clone with 'promotable=true' now")


def _make_promotable(cib: Cib, clone: Element, referenced: frozenset[str]) -> None:
    sets = list(clone.iterchildren("meta_attributes"))
    own = [one for one in plain_sets(clone, "meta_attributes") if one.get("id") not in referenced]
    if len(sets) == len(own) == 1:
        nvset = own[0]
    else:
        nvset = xmltree.new("meta_attributes", {"id": ""})
        fresh_ids(cib, nvset, f"{clone.get('id')}-meta_attributes")
        if sets:  # no other set must win
            nvset.set("score", "INFINITY")
        cib.insert(clone, nvset, next(iter(clone), None))
    given = pairs(nvset, "promotable")
    for pair in given:
        cib.set(pair, "value", "true")
    if not given:
        add_pair(cib, nvset, "promotable", "true")


def convert_bundles(cib: Cib, report: Report) -> None:
    """Rename an attribute of containers, and find those that nothing can run any more."""
    for bundle in cib.configuration.iter("bundle"):
        for container in xmltree.children(bundle):
            if "masters" in container.attrib:
                value = container.get("masters")
                cib.set(container, "masters", None)
                cib.set(container, "promoted-max", value)
                report.changed(bundle, "'masters' is called 'promoted-max' now")
            if container.tag == "rkt":
                words = "pacemaker-4.0 runs no rkt containers"
                report.refused(bundle, words, "run it with podman or docker, or delete it")


def refuse_agents(cib: Cib, report: Report) -> None:
    """Find the resources of classes that are gone."""
    for element in cib.configuration.iter("primitive", "template"):
        class_ = element.get("class", "").strip()
        if class_ in _GONE_CLASSES:
            words = f"pacemaker-4.0 has no agents of class {class_!r}"
            report.refused(element, words, _GONE_CLASSES[class_])
