"""Put my changes on what is there now, and know when the user has settled what clashed."""

from collections.abc import Collection
from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.model.changes import step_of
from crmsh_py.model.cib import Cib
from crmsh_py.model.compare import CONFIGURATION_ATTRIBUTES, compare
from crmsh_py.model.keys import Key, find
from crmsh_py.model.merge.clashes import ORDER, PLACE, Clash, Part
from crmsh_py.xmltree import Element


def adopt(cib: Cib, merged: Element) -> list[str]:
    """Make a working copy what a merged `<cib>` is, which is used up; there is nothing to tell."""
    changes = compare(cib.root, merged)
    cib.touched.update(one.path[2] for one in changes if len(one.path) > 2)
    for name in CONFIGURATION_ATTRIBUTES:
        cib.set(cib.root, name, merged.get(name))
    configuration = merged.find("configuration")
    assert configuration is not None, "merged from three that had one"
    cib.exchange(cib.configuration, configuration)
    return []


@dataclass(frozen=True, slots=True)
class Dispute:
    """A clash that nobody has settled yet, and what the working copy said of it then."""

    clash: Clash
    state: tuple[object, ...]

    def is_open(self, cib: Cib, said: Collection[Part]) -> bool:
        """Tell whether the user has neither changed what clashed nor said that it is right."""
        if (self.clash.key, self.clash.attribute) in said:
            return False
        return _state(self.clash, cib) == self.state


def disputes(clashes: Collection[Clash], cib: Cib) -> tuple[Dispute, ...]:
    """Return the clashes over a working copy as disputes."""
    return tuple(Dispute(clash, _state(clash, cib)) for clash in clashes)


def _state(clash: Clash, cib: Cib) -> tuple[object, ...]:
    """Return what of a configuration has to change to settle a clash."""
    keys = dict.fromkeys([clash.key, *(key for key, _ in clash.parts)])
    names = {name for _, name in clash.parts}
    only = next(iter(names)) if len(names) == 1 else None
    return tuple(_said_of(cib, key, only) for key in keys)


def _said_of(cib: Cib, key: Key, name: str | None) -> object:
    element = find(cib, key)
    if element is None:
        return None
    if name is None:
        return xmltree.comparable(element)
    if name == PLACE:
        parent = element.getparent()
        return None if parent is None else step_of(parent)
    if name == ORDER:
        return [step_of(child) for child in xmltree.children(element)]
    return element.get(name, "")
