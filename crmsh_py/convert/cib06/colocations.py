"""Colocation constraints: `from` and `to` once, `rsc` and `with-rsc` now."""

from itertools import product

from crmsh_py import xmltree
from crmsh_py.convert.cib06.meta_names import is_true
from crmsh_py.convert.cib06.references import Reference, find, report_too_many
from crmsh_py.convert.cib06.roles import convert_role
from crmsh_py.convert.cib06.scores import convert_score
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

KNOWN = frozenset(
    {
        *("id", "from", "to", "from_role", "to_role", "from-role", "to-role", "score"),
        *("symmetrical", "node_attribute", "node-attribute", "rsc", "with-rsc", "rsc-role"),
        *("with-rsc-role",),
    }
)


def convert_colocation(work: Work, old: Element) -> list[Element]:
    """Return what a colocation is now; one that held both ways is two."""
    names = old.get("from") or old.get("rsc"), old.get("to") or old.get("with-rsc")
    if not all(names):
        work.warn("incomplete", "the colocation does not name two resources: it is left out", old)
        return []
    rsc, with_rsc = (find(work, old, name or "") for name in names)
    if rsc is None or with_rsc is None:
        return []
    if rsc == with_rsc:
        words = "the colocation names one resource twice: it is left out"
        work.warn("dangling-reference", words, old)
        return []
    roles = (
        _role(work, old, "from_role", "rsc-role") or _role_now(rsc),
        _role(work, old, "to_role", "with-rsc-role") or _role_now(with_rsc),
    )
    made = _between(work, old, (rsc, with_rsc), roles, first=True)
    if is_true(old.get("symmetrical", "false")):
        words = "the colocation was symmetrical: a second one has the sides swapped"
        work.tell("symmetrical-colocation", words, old, "symmetrical")
        made += _between(work, old, (with_rsc, rsc), roles[::-1], first=False)
    return made


def _role_now(end: Reference) -> str | None:
    return "Promoted" if end.is_promoted else None


def _role(work: Work, old: Element, *names: str) -> str | None:
    found = (old.get(name) or old.get(name.replace("_", "-")) for name in names)
    role = next((value for value in found if value), None)
    return None if role is None else convert_role(work, old, role)


def _between(
    work: Work,
    old: Element,
    ends: tuple[Reference, Reference],
    roles: tuple[str | None, str | None],
    *,
    first: bool,
) -> list[Element]:
    """Make the colocations of two ends: several only if a group was dissolved."""
    score = _score(work, old, is_told=first)
    dependents, primaries = _dependents(ends[0]), _primaries(ends[1], score)
    if not work.targets.affords(len(dependents) * len(primaries) - 1):
        report_too_many(work, old)
        return []
    made: list[Element] = []
    for rsc, with_rsc in product(dependents, primaries):
        is_first = first and not made
        id_ = work.claimed[old] if is_first else work.ids.fresh(f"{work.claimed[old]}-2")
        new = xmltree.new("rsc_colocation", {"id": id_, "score": score, "rsc": rsc})
        if roles[0]:
            new.set("rsc-role", roles[0])
        new.set("with-rsc", with_rsc)
        if roles[1]:
            new.set("with-rsc-role", roles[1])
        attribute = old.get("node_attribute") or old.get("node-attribute")
        if attribute:
            new.set("node-attribute", attribute)
        made.append(new)
    return made


def _score(work: Work, old: Element, *, is_told: bool) -> str:
    if old.get("score") is None:
        if is_told:
            work.warn("useless-rule", "the colocation has no score: it had no effect", old)
        return "0"
    return convert_score(work, old)


def _dependents(end: Reference) -> tuple[str, ...]:
    """Return the members that follow: where members run together, the others follow the first."""
    return end.each[:1] if end.group is not None and end.group.collocated else end.each


def _primaries(end: Reference, score: str) -> tuple[str, ...]:
    """Return the members to be near to: the last one runs only where all others do."""
    if end.group is None or not end.group.collocated:
        return end.each
    return end.each[-1:] if score == "INFINITY" else end.each[:1]
