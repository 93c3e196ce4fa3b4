"""What nobody can tell of a text with errors in it: findings that these may be to blame for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crmsh_py.commands.lint.building import Building
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.grammar import tree
from crmsh_py.model.given import Given
from crmsh_py.model.vocabulary import OPTION_SETS

_QUOTED = re.compile(r"(?P<quote>['\"])(?P<name>[^'\"]+)(?P=quote)")
_SETS = frozenset(id_ for _, _, id_ in OPTION_SETS.values())

_CLONES = frozenset({"clone", "ms"})
_AROUND = _CLONES | {"group", "bundle"}
_WITH_AGENTS = frozenset({"primitive", "rsc_template"})
_NODES = frozenset({"node", "primitive", "bundle"})
"""A primitive may be a remote node, and the containers of a bundle are."""
_FENCING = _WITH_AGENTS | {"property"}
_ANY = frozenset({""})
_ELSEWHERE = frozenset(
    {
        *("node", "primitive", "property", "rsc_defaults", "op_defaults", "fencing_topology"),
        *("acl_target", "acl_group", "user"),
    }
)
"""What is elsewhere, and matters to objects that a part of a configuration defines: nothing there
can hold them or name them, for they are new."""

MENDED_BY: Mapping[str, frozenset[str]] = {
    "constraint-without-resource": _AROUND | {"primitive", "tag"},
    "unused-template": frozenset({"primitive"}),
    "unknown-node": _NODES,
    "pattern-without-match": _AROUND | _NODES,
    "contradictory-constraints": frozenset({"node"}),
    "banned-everywhere": _NODES | {"location"},
    "nowhere-allowed": _AROUND | _NODES | {"location", "property"},
    "never-promoted": _AROUND | {"order", "location"},
    "ticket-without-fencing": _FENCING,
    "acls-off": frozenset({"property"}),
    "unused-role": frozenset({"acl_target", "acl_group", "user"}),
    "option-without-effect": _ANY,
    "clone-min-unreachable": _NODES,
    "needs-fencing": _FENCING,
    "unused-default": _WITH_AGENTS,
    "ignored-stop": _AROUND,
    "missing-parameter": frozenset({"rsc_template"}),
    "no-monitor": frozenset({"monitor", "rsc_template"}),
    "unmonitored-role": _CLONES | {"monitor", "rsc_template"},
    "useless-monitor": _AROUND | {"monitor", "rsc_template"},
    "short-timeout": _AROUND | {"op_defaults", "rsc_template"},
    "needs-promotion": _AROUND,
    "no-fencing": _FENCING,
    "idle-fence-device": frozenset({"property", "node", "fencing_topology"}),
    "unfenceable-node": _FENCING | {"fencing_topology", "node"},
    "unknown-fence-target": _NODES,
    "useless-fencing-level": _NODES,
    "fence-race": _FENCING | {"fencing_topology", "node"},
    "quorum-ignored": _FENCING | {"node"},
    "idle-copies": _NODES,
    "not-with-promoted": _AROUND | _WITH_AGENTS | {"colocation", "location"},
    "not-after-promotion": _AROUND | _WITH_AGENTS | {"order"},
    "outside-promotable-clone": _AROUND,
    "cluster-filesystem-on-one-node": _AROUND | {"node"},
    "lock-manager-not-cloned": _AROUND,
    "locks-without-fencing": _FENCING,
    "not-freezing": frozenset({"property"}),
    "watchdog-without-sbd": frozenset({"property"}),
    "drbd-everywhere": _NODES | {"location"},
    "unused-attribute": _AROUND | {"location", "property"},
    "unset-attribute": _WITH_AGENTS | {"node"},
    "uncounted-utilization": _WITH_AGENTS | {"node", "property"},
    "node-without-capacity": frozenset({"node", "property"}),
    "fails-back": _WITH_AGENTS | _AROUND | {"rsc_defaults", "location"},
    "failures-kept": _AROUND | {"rsc_defaults", "rsc_template"},
}
"""Codes of what is found because something is not there, to the keywords of statements that may
bring it; "": any of them may."""


def undoubted(
    found: Iterable[Diagnostic], building: Building, givens: Sequence[Given]
) -> list[Diagnostic]:
    """Return findings without those that may come of what is missing, or is not known.

    A finding about a stand-in says nothing.  What is found because something is not there may
    come of a statement with errors; and what points at nothing in the text, too.
    """
    if not building.spoilt and building.complete and not building.stand_ins.names:
        return list(found)
    doubts = _Doubts.of(building, givens)
    return [one for one in found if not doubts.concern(one)]


@dataclass(frozen=True, slots=True)
class _Doubts:
    """What is not as the text was meant: names of objects that are not there, or lack something.

    `heirs` take over a template that is not there; `sources` are the statements that are sound;
    `missing` are the keywords of statements that are not (all of them may be, if it is None).
    """

    absent: frozenset[str]
    heirs: frozenset[str]
    sources: frozenset[int]
    missing: frozenset[str] | None

    @classmethod
    def of(cls, building: Building, givens: Sequence[Given]) -> "_Doubts":
        absent = frozenset(building.stand_ins.names) | frozenset(building.stand_ins.nodes)
        missing = building.spoilt | (set() if building.complete else _ELSEWHERE)
        return cls(
            absent,
            frozenset(one.id or "" for one in givens if _template(one) in absent),
            frozenset(id(one.source) for one in givens),
            None if "" in building.spoilt else frozenset(missing),
        )

    def concern(self, one: Diagnostic) -> bool:
        """Tell whether a finding may come of a fault elsewhere."""
        if not self.absent.isdisjoint(_named(one)) or one.subject in self.heirs:
            return True
        if self.missing is not None and not self.missing:
            return False  # nothing is missing but what others refer to
        by = MENDED_BY.get(one.code)
        if by is not None:
            return self.missing is None or by is _ANY or not by.isdisjoint(self.missing)
        about_all = one.subject is None or one.subject in _SETS
        return about_all and not self._points_at_something(one)

    def _points_at_something(self, one: Diagnostic) -> bool:
        """Tell whether a finding points at words that stand in the text."""
        is_there = one.location is not None and id(one.location.source) in self.sources
        return bool(one.words) and is_there


def _named(one: Diagnostic) -> set[str]:
    """Return what a finding names: quoted words, the object in front of its words, the subject."""
    head = one.message.partition(": ")[0].rpartition(" ")[2]
    return {match["name"] for match in _QUOTED.finditer(one.message)} | {one.subject or "", head}


def _template(given: Given) -> str | None:
    match given.statement:
        case tree.Primitive(agent=tree.TemplateRef(id=id_)):
            return id_
    return None
