"""Groups whose members need not start in order, or not run together.

`crm_verify` rejects such groups today, so that their members become single resources, and
constraints say what is left of the group.
"""

from dataclasses import dataclass

from crmsh_py import xmltree
from crmsh_py.convert.cib06.meta_names import is_false
from crmsh_py.convert.cib06.settings import Settings
from crmsh_py.convert.cib06.targets import Dissolved
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element


@dataclass(frozen=True, slots=True)
class Flags:
    """Whether members start in order, whether they run together; `keep` says so as it was."""

    ordered: bool
    collocated: bool
    dissolves: bool = False
    keep: bool = False


def flags_of(work: Work, group: Element, settings: Settings, *, is_cloned: bool) -> Flags:
    """Return what kind of group it is, and whether it can stay one."""
    values = [settings.value(name) for name in ("ordered", "collocated")]
    ordered, collocated = (not is_false(value or "true") for value in values)
    if ordered and collocated:
        return Flags(ordered=True, collocated=True)
    if work.choices.keep_group_flags:
        return Flags(ordered, collocated, keep=True)
    what = " and ".join(
        name for name, holds in (("ordered", ordered), ("collocated", collocated)) if not holds
    )
    if is_cloned:
        words = f"a group in a clone cannot be without being {what}: it is now"
        hint = "clone the members by themselves if that matters"
        work.warn("dissolved-group", words, group, what.split()[0], hint=hint)
        return Flags(ordered=True, collocated=True)
    words = f"the group was not {what}: its members are single resources now"
    work.warn("dissolved-group", words, group, what.split()[0])
    return Flags(ordered, collocated, dissolves=True)


def dissolved(work: Work, group: Element, members: tuple[str, ...], flags: Flags) -> Dissolved:
    """Return what is left of a group that is dissolved."""
    is_tag = not flags.ordered and not flags.collocated
    tag = work.claimed[group] if is_tag else None
    return Dissolved(members, flags.ordered, flags.collocated, tag)


def add_constraints(work: Work, group: Element, left: Dissolved) -> tuple[str, ...]:
    """Add what holds between the members of a dissolved group; return the ids of that."""
    id_ = work.claimed[group]
    if left.tag is not None:
        tag = xmltree.sub(work.section("tags"), "tag", {"id": id_})
        for member in left.members:
            xmltree.sub(tag, "obj_ref", {"id": member})
        work.made(tag, group)
        return (id_,)
    if len(left.members) == 1:
        return ()
    tag_name, strength = ("rsc_colocation", {"score": "INFINITY"})
    if left.ordered:
        tag_name, strength = ("rsc_order", {"kind": "Mandatory"})
    constraint = xmltree.sub(work.section("constraints"), tag_name, {"id": id_, **strength})
    add_set(work, constraint, left.members, sequential=True)
    work.made(constraint, group)
    return (id_,)


def add_set(
    work: Work, constraint: Element, members: tuple[str, ...], *, sequential: bool
) -> Element:
    """Add a resource set to a constraint."""
    id_ = work.ids.fresh(f"{constraint.get('id')}-set")
    resources = xmltree.sub(constraint, "resource_set", {"id": id_})
    if not sequential:
        resources.set("sequential", "false")
    for member in members:
        xmltree.sub(resources, "resource_ref", {"id": member})
    return resources
