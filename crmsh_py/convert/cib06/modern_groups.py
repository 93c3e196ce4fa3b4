"""Groups of later schemas that are not ordered, or not collocated: `crm_verify` rejects them.

A tag takes the place and the id of such a group, so that what names the group names its members
now.
"""

from collections.abc import Iterator

from crmsh_py import xmltree
from crmsh_py.convert.cib06.groups import add_constraints, flags_of
from crmsh_py.convert.cib06.meta_names import is_false
from crmsh_py.convert.cib06.nvsets import Pair
from crmsh_py.convert.cib06.settings import Layer, Settings
from crmsh_py.convert.cib06.targets import Dissolved
from crmsh_py.convert.cib06.work import Work
from crmsh_py.xmltree import Element

_FLAGS = ("ordered", "collocated")
_SETS = ("instance_attributes", "meta_attributes", "utilization")


def dissolve_groups(work: Work) -> None:
    """Make single resources of the members of groups that need not be ones."""
    referenced = xmltree.attribute_values(work.root, "id-ref")
    entries: dict[str, list[Element]] = {}
    for entry in work.root.iterfind("configuration/tags/tag/obj_ref"):
        entries.setdefault(entry.get("id", ""), []).append(entry)
    for group in list(work.section("resources").iter("group")):
        clone = next(group.iterancestors("clone", "master"), None)
        pairs = [*_flags(group), *_inherited_flags(clone)]
        if not pairs:
            continue
        settings = Settings(meta=(Layer(tuple(_pair(one) for one in pairs)),))
        flags = flags_of(work, group, settings, is_cloned=clone is not None)
        if flags.keep:
            continue
        for pair in pairs:
            _detach(pair)
        if flags.dissolves and _can_be_copied(work, group, referenced):
            members = _free(work, group)
            _retag(entries.get(group.get("id", ""), []), members)
            _stand_in(work, group, Dissolved(members, flags.ordered, flags.collocated))


def _flags(resource: Element) -> Iterator[Element]:
    for pair in resource.iterfind("meta_attributes/nvpair"):
        if pair.get("name") in _FLAGS:
            yield pair


def _inherited_flags(clone: Element | None) -> Iterator[Element]:
    """Yield what a clone says against the group in it, which takes it for its own."""
    if clone is not None:
        yield from (one for one in _flags(clone) if is_false(one.get("value", "")))


def _pair(element: Element) -> Pair:
    return Pair(element.get("name", ""), element.get("value", ""), element)


def _detach(pair: Element) -> None:
    nvset = pair.getparent()
    xmltree.detach(pair)
    if nvset is not None and nvset.find("nvpair") is None:
        xmltree.detach(nvset)


def _can_be_copied(work: Work, group: Element, referenced: set[str]) -> bool:
    """Tell whether what a group sets can be set for each member; if not, it stays a group."""
    sets = [one for tag in _SETS for one in group.iterchildren(tag)]
    inside = {one.get("id", "") for nvset in sets for one in nvset.iter("*")}
    size = sum(len(one) for one in sets) * len(list(group.iterchildren("primitive")))
    if work.targets.affords(size) and not inside & referenced:
        return True
    words = "what the group sets cannot be set for each member: it is ordered and collocated now"
    work.fail("dissolved-group", words, group, hint="make smaller groups of it")
    return False


def _free(work: Work, group: Element) -> tuple[str, ...]:
    """Put the members in the group's place, each with what the group set for it."""
    section = work.section("resources")
    members = list(group.iterchildren("primitive"))
    for member in members:
        for tag in _SETS:
            for nvset in group.iterchildren(tag):
                _inherit(work, member, nvset)
    for member in members:
        xmltree.attach(section, member, group)
    xmltree.detach(group)
    return tuple(one.get("id", "") for one in members)


def _inherit(work: Work, member: Element, nvset: Element) -> None:
    """Copy a set of the group's to a member, but for what the member sets itself."""
    own = {one.get("name") for one in member.iterfind(f"{nvset.tag!s}/nvpair")}
    twin = xmltree.copy(nvset)
    for pair in list(twin.iterchildren("nvpair")):
        if pair.get("name") in own:
            xmltree.detach(pair)
    if "id-ref" not in twin.attrib and twin.find("nvpair") is None:
        return
    for one in twin.iter("*"):
        if one.get("id"):
            one.set("id", work.ids.fresh(f"{member.get('id')}-{one.get('name') or one.tag!s}"))
    xmltree.attach(member, twin, next(xmltree.children(member), None))


def _stand_in(work: Work, group: Element, left: Dissolved) -> None:
    """Let a tag and a constraint do what is left of a group."""
    id_ = group.get("id", "")
    tag = xmltree.new("tag", {"id": id_})
    for member in left.members:
        xmltree.sub(tag, "obj_ref", {"id": member})
    xmltree.attach(work.section("tags"), tag, None)
    results: tuple[str, ...] = ()
    if left.ordered or left.collocated:
        work.claimed[group] = work.ids.fresh(f"{id_}-{'order' if left.ordered else 'colocation'}")
        results = add_constraints(work, group, left)
    note = "the group was dissolved; the tag has its name"
    work.became(group, f"group {id_}", *left.members, *results, id_, note=note)


def _retag(entries: list[Element], members: tuple[str, ...]) -> None:
    """Name the members where a tag named the group: tags hold no tags."""
    for entry in entries:
        tag = entry.getparent()
        if tag is None:
            continue
        known = {one.get("id") for one in tag}
        for member in (one for one in members if one not in known):
            xmltree.attach(tag, xmltree.new("obj_ref", {"id": member}), entry)
        xmltree.detach(entry)
