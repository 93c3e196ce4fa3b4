"""Cluster properties under their present names, and in the section where they now belong."""

from collections.abc import Callable
from dataclasses import dataclass, field

from crmsh_py.model.cib import Cib
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.upgrade.names import Fate, property_fate_3, property_fate_4
from crmsh_py.upgrade.nvsets import (
    add_pair,
    by_precedence,
    defines,
    is_plain,
    new_set,
    pairs,
    plain_set,
    take_out,
)
from crmsh_py.upgrade.report import Report
from crmsh_py.xmltree import Element

_Fates = Callable[[str, str], Fate | None]
_DEFAULT_IDS = {section: id_ for section, _, id_ in OPTION_SETS.values()}
_STATEMENTS = {section: keyword for keyword, (section, _, _) in OPTION_SETS.items()}


def convert_properties_3(cib: Cib, report: Report, referenced: frozenset[str]) -> None:
    """Take the cluster properties to pacemaker-3.0."""
    _convert(cib, property_fate_3, report, referenced)


def convert_properties_4(cib: Cib, report: Report, referenced: frozenset[str]) -> None:
    """Take the cluster properties to pacemaker-4.0."""
    _convert(cib, property_fate_4, report, referenced)
    for nvset in _property_sets(cib):
        for pair in pairs(nvset, "stonith-action"):
            if pair.get("value") == "poweroff":
                cib.set(pair, "value", "off")
                report.changed(pair, "'stonith-action=poweroff' became 'stonith-action=off'")


def _property_sets(cib: Cib) -> list[Element]:
    section = cib.section("crm_config")
    return [] if section is None else list(section.iterchildren("cluster_property_set"))


def _convert(cib: Cib, fates: _Fates, report: Report, referenced: frozenset[str]) -> None:
    for nvset in by_precedence(_property_sets(cib)):
        conversion = _Conversion(cib, nvset, report, referenced)
        for pair in pairs(nvset):
            fate = fates(pair.get("name", ""), pair.get("value", ""))
            if fate is not None:
                conversion.convert(pair, fate)


@dataclass(frozen=True, slots=True)
class _Conversion:
    """The conversion of one set; `homes` are the sets of defaults that take what it held."""

    cib: Cib
    nvset: Element
    report: Report
    referenced: frozenset[str]
    homes: dict[str, Element] = field(default_factory=dict)

    def convert(self, pair: Element, fate: Fate) -> None:
        if fate.new is None:
            self._drop(pair, fate)
        elif fate.section is not None:
            self._move(pair, fate.new, fate.section, fate.value)
        elif self._is_set(fate.new):
            self._drop_void(pair, repr(fate.new))
        else:
            old = pair.get("name")
            self.cib.set(pair, "name", fate.new)
            self.report.changed(pair, f"{old!r} is called {fate.new!r} now")

    def _is_set(self, name: str) -> bool:
        section = self.nvset.getparent()
        assert section is not None
        return bool(pairs(self.nvset, name)) or defines(
            self.cib, section, "cluster_property_set", name
        )

    def _drop(self, pair: Element, fate: Fate) -> None:
        name = pair.get("name")
        if fate.loss:
            words = f"'{name}={pair.get('value', '')}' has no effect any more and was taken out"
            self.report.lost(pair, words, hint=fate.why)
        else:
            self.report.changed(pair, f"{name!r} was taken out: {fate.why}")
        take_out(self.cib, pair, self.referenced)

    def _drop_void(self, pair: Element, other: str) -> None:
        words = f"{pair.get('name')!r} was taken out: {other} is set, and was what counted"
        self.report.changed(pair, words)
        take_out(self.cib, pair, self.referenced)

    def _move(self, pair: Element, new: str, section: str, value: str | None) -> None:
        """Put a default where it now belongs; what is set there already was what counted."""
        owner = self.cib.ensure_section(section)
        there = f"{new!r} in {_STATEMENTS[section]}"
        own = self.homes.get(section)
        if defines(self.cib, owner, "meta_attributes", new) or (
            own is not None and pairs(own, new)
        ):
            self._drop_void(pair, there)
            return
        add_pair(self.cib, self._home(owner), new, value or pair.get("value"))
        told = f" ({value})" if value else ""
        self.report.changed(pair, f"{pair.get('name')!r} became {there}{told}")
        take_out(self.cib, pair, self.referenced)

    def _home(self, owner: Element) -> Element:
        section = str(owner.tag)
        if section not in self.homes:
            self.homes[section] = self._find_home(owner, _DEFAULT_IDS[section])
        return self.homes[section]

    def _find_home(self, owner: Element, id_: str) -> Element:
        if is_plain(self.nvset):
            return plain_set(self.cib, owner, "meta_attributes", id_, self.referenced)
        id_ = f"{id_}-{self.nvset.get('id')}"
        return new_set(self.cib, owner, "meta_attributes", id_, like=self.nvset)
