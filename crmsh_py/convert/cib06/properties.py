"""The crm_config section: properties under their present names, where they now belong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from crmsh_py.convert.cib06 import nvsets
from crmsh_py.convert.cib06.failure_stickiness import migration_threshold
from crmsh_py.convert.cib06.notifications import add_alert
from crmsh_py.convert.cib06.nvsets import Nvset, Pair, Wanted
from crmsh_py.convert.cib06.property_names import (
    GONE,
    NOTIFICATIONS,
    REMOVE_AFTER_STOP,
    SUCCESSORS,
    Successor,
)
from crmsh_py.convert.cib06.property_values import read_value
from crmsh_py.convert.cib06.work import Work
from crmsh_py.model.vocabulary import OPTION_SETS
from crmsh_py.spelling import nearest
from crmsh_py.xmltree import Element

BOOTSTRAP = "cib-bootstrap-options"
_TRUE = frozenset({"true", "yes", "on", "y", "1"})
_TAGS = {section: tag for section, tag, _ in OPTION_SETS.values()}
_IDS = {section: id_ for section, _, id_ in OPTION_SETS.values()}


def convert_properties(work: Work, sections: Iterable[Element]) -> None:
    """Convert the cluster properties, and the defaults that stood among them."""
    sets = list(_by_precedence(_read(work, sections)))
    conversion = _Conversion(work, _spellings(sets), _stickiness(sets))
    for nvset in sets:
        conversion.convert(nvset)
    add_alert(work, [pair for nvset in sets for pair in nvset.pairs])


def _read(work: Work, sections: Iterable[Element]) -> Iterator[Nvset]:
    loose = []
    for section in sections:
        for element in section.iterchildren("cluster_property_set"):
            yield nvsets.read_one(work, element)
        if section.find("nvpair") is not None or section.find("attributes") is not None:
            loose.append(section)
    for section in loose:
        words = "properties stood outside any set: they are in one now"
        work.tell("approximated", words, section)
        yield nvsets.read_one(work, section)


def _by_precedence(sets: Iterable[Nvset]) -> list[Nvset]:
    """Put the set that comes before all others first, then the one with the highest score."""
    return sorted(sets, key=lambda one: (one.element.get("id") != BOOTSTRAP, -one.score))


def _spellings(sets: Iterable[Nvset]) -> frozenset[str]:
    return frozenset(pair.name for one in sets if not one.rules for pair in one.pairs)


def _stickiness(sets: Iterable[Nvset]) -> str | None:
    """Return the default stickiness that holds under no condition."""
    plain = (one for one in sets if not one.rules)
    return next((found for one in plain if (found := _stickiness_in(one)) is not None), None)


def _stickiness_in(nvset: Nvset) -> str | None:
    return nvset.value("default-resource-stickiness") or nvset.value("default_resource_stickiness")


@dataclass(slots=True)
class _Conversion:
    """The conversion of all sets; `spelt` and `stickiness` hold under no condition.

    Of two spellings of a name the one with hyphens counted.  `homes` has the pairs of a set by
    the section where they go.
    """

    work: Work
    spelt: frozenset[str]
    stickiness: str | None
    taken: set[tuple[str, str]] = field(default_factory=set)

    def convert(self, nvset: Nvset) -> None:
        homes: dict[str, list[Pair]] = {}
        for pair in nvset.pairs:
            if pair.name in NOTIFICATIONS:
                continue
            successor = self._successor(pair)
            new = None if successor is None else self._read(nvset, pair, successor)
            if successor is None or new is None:
                self.work.became(pair.element, f"property {pair.name}")
                continue
            homes.setdefault(successor.section, []).append(new)
            result = f"{successor.section} {new.name}"
            self.work.became(pair.element, f"property {pair.name}", result)
        for section, pairs in homes.items():
            self._write(nvset, section, pairs)

    def _successor(self, pair: Pair) -> Successor | None:
        """Return what takes the place of a property; report why if nothing does."""
        name = pair.name
        if name in SUCCESSORS:
            return SUCCESSORS[name]
        if name in GONE:
            words = f"the property {name!r} was left out: {GONE[name]}"
            self.work.tell("dropped", words, pair.element, "name")
        elif name in REMOVE_AFTER_STOP:
            self._drop_remove_after_stop(pair)
        else:
            self._drop_unknown(pair)
        return None

    def _drop_remove_after_stop(self, pair: Pair) -> None:
        words = f"the property {pair.name!r} was left out: stopped resources stay in the status"
        if pair.value.strip().lower() in _TRUE:
            self.work.warn("dropped", words, pair.element, "value")
        else:
            self.work.tell("dropped", words, pair.element, "name")

    def _drop_unknown(self, pair: Pair) -> None:
        words = f"no cluster knew a property {pair.name!r}: it had no effect, and was left out"
        near = nearest(pair.name.replace("_", "-"), SUCCESSORS, least=0.8)
        hint = f"if {near!r} was meant, set it: the cluster acts on it then" if near else None
        self.work.warn("unknown-property", words, pair.element, "name", hint=hint)

    def _read(self, nvset: Nvset, pair: Pair, successor: Successor) -> Pair | None:
        """Return the pair with its name and value of today; None if it does not count."""
        if pair.name != successor.name and successor.name in self.spelt:
            words = f"{pair.name!r} is set as {successor.name!r} too, which counted"
            self.work.tell("dropped", words, pair.element, "name")
            return None
        if not nvset.rules and (successor.section, successor.name) in self.taken:
            words = f"{pair.name!r} is set before, and that counted"
            self.work.warn("duplicate-pair", words, pair.element, "name")
            return None
        return self._valued(nvset, pair, successor)

    def _valued(self, nvset: Nvset, pair: Pair, successor: Successor) -> Pair | None:
        value = read_value(self.work, pair, successor.reading)
        if value is None:
            return None
        if not nvset.rules:
            self.taken.add((successor.section, successor.name))
        new = replace(pair, name=successor.name, value=value)
        if successor.name == "is-managed" and value.strip().lower() in _TRUE:
            words = "that resources are managed is the default now"
            self.work.tell("dropped", words, pair.element, "name")
            return None
        if successor.name == "resource-failure-stickiness":
            return self._threshold(nvset, new)
        if successor.name == "migration-threshold" and value.startswith("-"):
            words = f"migration-threshold={value} meant that the first failure counts: it is 1 now"
            self.work.warn("approximated", words, pair.element, "value")
            return replace(new, value="1")
        return new

    def _threshold(self, nvset: Nvset, pair: Pair) -> Pair | None:
        found = migration_threshold(pair.value, _stickiness_in(nvset) or self.stickiness)
        if not nvset.rules:
            targets = self.work.targets
            targets.failure_stickiness, targets.threshold = pair.value, found.value
        if found.value is None or found.is_exact:
            self.work.tell("failure-stickiness", found.why, pair.element, "value")
        else:
            words = f"{found.why}; migration-threshold={found.value} comes nearest"
            self.work.warn("failure-stickiness", words, pair.element, "value")
        if found.value is None:
            return None
        return replace(pair, name="migration-threshold", value=str(found.value))

    def _write(self, nvset: Nvset, section: str, pairs: list[Pair]) -> None:
        old_id = nvset.element.get("id")
        own = section == "crm_config"
        wish = old_id or BOOTSTRAP if own else _IDS[section]
        if not own and nvset.rules:
            wish = f"{wish}-{old_id}"
        keep = own and nvset.element.tag != "crm_config"
        home = self.work.section(section)
        plain = (one for one in home.iterchildren(_TAGS[section]) if one.find("rule") is None)
        there = next(plain, None) if not nvset.rules and not keep else None
        if there is not None:
            for pair in pairs:
                nvsets.add_pair(self.work, there, pair)
            return
        wanted = Wanted(_TAGS[section], tuple(pairs), wish, nvset, keep_id=keep)
        nvsets.write(self.work, home, wanted)
