"""Fencing levels: whether what they name can fence what they are for.

Facts: Pacemaker Explained, "Fencing Topologies".
"""

from collections.abc import Iterator

from crmsh_py.diagnostics import Diagnostic
from crmsh_py.spelling import did_you_mean
from crmsh_py.verify.check import OfWhole, finding
from crmsh_py.verify.cluster.targets import static_targets
from crmsh_py.verify.view import Primitive, View
from crmsh_py.xmltree import Element

_CODE = "useless-fencing-level"


def fencing_levels(view: View) -> Iterator[Diagnostic]:
    """Report levels for unknown nodes, and of what does not fence (them)."""
    section = view.cib.section("fencing-topology")
    levels = () if section is None else section.findall("fencing-level")
    unknown: dict[str, Element] = {}
    covered = {one.id: static_targets(one) for one in view.fence_devices} if levels else {}
    known = {name.casefold() for name in view.host_names} if view.nodes else set()
    for level in levels:
        target = level.get("target")
        if target is not None and known and target.casefold() not in known:
            unknown.setdefault(target, level)
        else:
            yield from _of_devices(view, level, target, covered)
    if unknown:
        yield _unknown(view, unknown)


def _unknown(view: View, unknown: dict[str, Element]) -> Diagnostic:
    first = next(iter(unknown))
    section = unknown[first].getparent()
    leveled = {level.get("target") for level in (() if section is None else section)}
    none = "which is no node here" if len(unknown) == 1 else "which are no nodes here"
    words = f"has levels for {', '.join(map(repr, unknown))}, {none}: they fence nothing"
    hint = did_you_mean(first, sorted(view.host_names - leveled))
    return finding(unknown[first], _CODE, words, first, hint=hint)


def _of_devices(
    view: View, level: Element, target: str | None, covered: dict[str, set[str] | None]
) -> Iterator[Diagnostic]:
    for name in (level.get("devices") or "").split(","):
        device = view.by_id.get(name)
        if device is None:
            continue  # a reference to nothing is another finding
        if not isinstance(device, Primitive) or not device.is_fencing:
            words = f"names {name!r}, which is no fence device: its level always fails"
            yield finding(level, _CODE, words, name, hint="name primitives of class stonith")
            continue
        targets = covered.get(device.id)
        if target is not None and targets is not None and target.casefold() not in targets:
            words = f"has {name!r} for {target!r}, which that device does not fence by its list"
            hint = f"add {target} to the device's pcmk_host_list or pcmk_host_map"
            yield finding(level, _CODE, words, target, name, hint=hint)


CHECKS = (OfWhole((_CODE,), fencing_levels),)
