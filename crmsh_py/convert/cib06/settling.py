"""What holds between the parts of the CIB that was made: fencing and what depends on it."""

from crmsh_py import xmltree
from crmsh_py.convert.cib06 import nvsets
from crmsh_py.convert.cib06.nvsets import Pair
from crmsh_py.convert.cib06.properties import BOOTSTRAP
from crmsh_py.convert.cib06.work import Work
from crmsh_py.diagnostics import Diagnostic, Severity
from crmsh_py.xmltree import Element

_TRUE = frozenset({"true", "yes", "on", "y", "1"})


def settle_fencing(work: Work, source: Element) -> None:
    """Say whether the cluster fences: not unless told so, and not without a device.

    The old default was not to; `stonith-enabled` without a device is an error today.
    """
    has_devices = any(
        one.get("class") == "stonith" for one in work.section("resources").iter("primitive")
    )
    pair = _property(work, "stonith-enabled")
    enabled = pair is not None and pair.get("value", "").strip().lower() in _TRUE
    if has_devices and enabled:
        return
    if not has_devices:
        words = "there is no fencing device"
        words += ": fencing, which was on, is off now" if enabled else ": fencing is off"
    elif pair is None:
        words = "fencing was off by default, and so it stays, though there are fencing devices"
    else:
        words = "fencing is off, though there are fencing devices"
    if pair is None or enabled:
        _switch_off(work, pair)
    without_fencing(work, source)
    hint = "set up a fencing device for each node, then set stonith-enabled=true"
    work.warn("no-fencing", words, source, hint=hint)
    work.remind("Set up fencing, test it, and set 'stonith-enabled=true'.")


def _property(work: Work, name: str) -> Element | None:
    sets = work.section("crm_config").iterchildren("cluster_property_set")
    pairs = (
        pair for one in sets if one.find("rule") is None for pair in one.iterchildren("nvpair")
    )
    return next((pair for pair in pairs if pair.get("name") == name), None)


def _switch_off(work: Work, pair: Element | None) -> None:
    if pair is not None:
        pair.set("value", "false")
        return
    section = work.section("crm_config")
    sets = section.iterchildren("cluster_property_set")
    nvset = next((one for one in sets if one.find("rule") is None), None)
    if nvset is None:
        id_ = work.ids.part(BOOTSTRAP, BOOTSTRAP)
        nvset = xmltree.sub(section, "cluster_property_set", {"id": id_})
    made = xmltree.new("stonith-enabled")
    nvsets.add_pair(work, nvset, Pair("stonith-enabled", "false", made))


def without_fencing(work: Work, source: Element) -> None:
    """Take back what needs fencing: the old engine stopped what was to be fenced, too."""
    resources = work.section("resources")
    for operation in resources.iter("op"):
        if operation.get("on-fail") == "fence":
            operation.set("on-fail", "stop")
            _tell(work, source, operation)
    for pair in resources.iterfind(".//op/meta_attributes/nvpair"):
        if pair.get("name") == "on-fail" and pair.get("value") == "fence":
            pair.set("value", "stop")
            _tell(work, source, pair)
    for pair in list(resources.iterfind(".//meta_attributes/nvpair")):
        if pair.get("name") == "requires" and pair.get("value") == "fencing":
            _drop_requirement(work, source, pair)


def _drop_requirement(work: Work, source: Element, pair: Element) -> None:
    nvset = pair.getparent()
    owner = None if nvset is None else nvset.getparent()
    assert nvset is not None
    assert owner is not None
    id_ = owner.get("id", "")
    words = f"without fencing, {id_!r} cannot require that nodes are fenced before it starts"
    place = work.locations.get(id_) or work.place(source)
    work.problems.append(
        Diagnostic("approximated", words, Severity.WARNING, subject=id_, location=place)
    )
    xmltree.detach(pair)
    if nvset.find("nvpair") is None:
        xmltree.detach(nvset)


def _tell(work: Work, source: Element, element: Element) -> None:
    resource = next((one for one in element.iterancestors("primitive")), element)
    id_ = resource.get("id", "")
    words = f"without fencing, a failure of {id_!r} that was to fence the node stops it"
    place = work.locations.get(id_) or work.place(source)
    work.problems.append(
        Diagnostic("approximated", words, Severity.WARNING, subject=id_, location=place)
    )
