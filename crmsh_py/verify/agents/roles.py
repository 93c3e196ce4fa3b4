"""What a resource is asked to do where it stands: it may be promoted, migrated, told of others."""

from dataclasses import dataclass, field
from typing import NamedTuple

from crmsh_py.verify.view import Container, Primitive, View
from crmsh_py.verify.view.pairs import is_true

PROMOTED = frozenset({"Promoted", "Master"})
UNPROMOTED = frozenset({"Unpromoted", "Slave"})
"""The roles of a promotable clone's instances, by their new and old names."""

_MOST_PROMOTED = ("promoted-max", "masters")
"""How many instances of a bundle may be promoted, by the new and the old name."""
_MIGRATION = "allow-migrate"


class Duties(NamedTuple):
    """Which actions the cluster has for a resource beside start, stop and monitor."""

    promotable: bool = False
    notified: bool = False
    migrated: bool = False


@dataclass(slots=True)
class AllDuties:
    """The duties of all resources of a view; they depend on little, which is worked out once."""

    view: View
    found: dict[tuple[int, str | None], Duties] = field(default_factory=dict)
    alike: dict[Duties, Duties] = field(default_factory=dict)
    """Equal duties are one value, which can be told by its identity."""

    def of(self, primitive: Primitive) -> Duties:
        """Return what a resource is asked to do besides."""
        outer, migrated = primitive.outer, primitive.meta.always.get(_MIGRATION)
        key = (id(outer), migrated)
        found = self.found.get(key)
        if found is None:
            worked_out = self._work_out(primitive, outer)
            found = self.found[key] = self.alike.setdefault(worked_out, worked_out)
        return found

    def _work_out(self, primitive: Primitive, outer: Container | None) -> Duties:
        migrated = is_true(self.view.meta(primitive, _MIGRATION), otherwise=False)
        copies = outer if outer is not None and outer.tag == "bundle" else primitive.clone
        if copies is None:
            return Duties(migrated=migrated)
        notified = is_true(copies.meta.get("notify"), otherwise=False)
        return Duties(_is_promotable(self.view, copies), notified, migrated)


def _is_promotable(view: View, outer: Container) -> bool:
    if outer.tag != "bundle":
        return view.is_promotable(outer)
    most = (each.get(name) for each in outer.element for name in _MOST_PROMOTED)
    return any(one is not None and one != "0" for one in most)
