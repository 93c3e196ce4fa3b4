"""Deleting objects, with all that refers to them.

Raises CrmError with everything that stands in the way; then nothing was changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic, Severity
from crmsh_py.model.cib import Cib
from crmsh_py.model.comments import move_object, remove_object
from crmsh_py.model.elements import container, kind, members, object_name, title
from crmsh_py.model.references import (
    NODE,
    Reference,
    loose_references,
    references,
    unfollowed,
)
from crmsh_py.model.vocabulary import CONTAINERS, MEMBERS, NOT_XML_IDS
from crmsh_py.spelling import did_you_mean
from crmsh_py.xmltree import Element

_Name = tuple[bool, str]
"""What a reference can name: whether it is a node, and its name."""

_ENTRIES = {
    "resource_ref": True,
    "obj_ref": True,
    "fencing-level": True,
    "role": False,
    "role_ref": False,
    "acl_permission": False,
    "read": False,
    "write": False,
    "deny": False,
}
"""Parts that a reference can be taken out with; whether their object means nothing without any."""


def delete(cib: Cib, ids: Sequence[str], *, cascade: bool = False) -> list[str]:
    """Delete objects; return what else changed or should be known, each as a line.

    The members of a deleted container stay, in its place.  What refers to a deleted object must
    be named too, or `cascade` removes it; an error lists all that it would remove.
    """
    doomed = {id_: element for id_ in ids if (element := cib.object(id_)) is not None}
    missing = [id_ for id_ in dict.fromkeys(ids) if id_ not in doomed]
    if missing:
        raise CrmError(*(no_such_object(cib, id_) for id_ in missing))
    return delete_elements(cib, doomed, cascade=cascade)


def delete_elements(cib: Cib, doomed: Mapping[str, Element], *, cascade: bool = False) -> list[str]:
    """Delete objects that were looked up already, by their names; the rest is as for `delete`."""
    plan = _Plan(cib, doomed)
    problems = [
        _stuck(name, one) for one, name in plan.stuck.items() if one.owner not in plan.going
    ]
    if not cascade:
        problems = [*_emptied(set(doomed.values())), *_still_referenced(plan), *problems]
        if problems:
            problems += [_would(line) for line in plan.lines("would be ")]
    if problems:
        raise CrmError(*problems)
    lines = [*plan.lines(), *_left_behind(cib, plan)]
    mark = cib.mark()
    missed = list(_missed(cib, _carry_out(cib, plan)))
    if missed:
        cib.rollback(mark)
        raise CrmError(*missed)
    return lines


def no_such_object(cib: Cib, id_: str) -> Diagnostic:
    """Report an id that no object has."""
    known = [object_name(one) for one in cib.objects()]
    return Diagnostic(
        "no-such-object",
        f"there is no object {id_!r}",
        subject=id_,
        hint=did_you_mean(id_, known),
    )


# ------------------------------------------------------------------ what goes with what


@dataclass(slots=True)
class _Plan:
    """All that goes, is changed, or stands in the way when objects are deleted."""

    cib: Cib
    roots: Mapping[str, Element]
    going: dict[Element, str] = field(default_factory=dict)
    """Objects that go, and why; nothing for those that were named."""
    cut: dict[Element, list[Reference]] = field(default_factory=dict)
    """Entries of objects, and the references that are taken out of them."""
    stuck: dict[Reference, str] = field(default_factory=dict)
    """References to parts whose values would be lost, and the objects that they are parts of."""
    direct: dict[str, list[Reference]] = field(default_factory=dict)
    """Who refers to the objects that were named, by their names."""
    _left: dict[Element, int] = field(default_factory=dict)
    """How many entries objects keep of those that they mean nothing without."""

    def __post_init__(self) -> None:
        to: dict[_Name, list[Reference]] = {}
        for reference in references(self.cib.configuration):
            name = (reference.leads_to == NODE, reference.target)
            to.setdefault(name, []).append(reference)
        self.going = dict.fromkeys(self.roots.values(), "")
        queue = list(self.going)
        names = {element: name for name, element in self.roots.items()}
        for element in queue:  # grows while it is gone through
            for reference in [one for name in names_of(element) for one in to.get(name, ())]:
                if reference.target and reference.owner not in self.going:
                    if element in names:
                        self.direct.setdefault(names[element], []).append(reference)
                    queue += self._lose(reference, object_name(element))
            queue += self._empty(element)

    def _lose(self, reference: Reference, name: str) -> Iterator[Element]:
        """Note what becomes of a reference; yield its object if that goes."""
        owner = reference.owner
        because = f"it refers to {reference.target}"
        if reference.attribute == "id-ref":
            self.stuck[reference] = name
        elif reference.element is owner:
            self.going[owner] = because
            yield owner
        else:
            self.cut.setdefault(reference.element, []).append(reference)
            if self._means_nothing(owner, reference.element):
                self.going[owner] = because
                yield owner

    def _empty(self, element: Element) -> Iterator[Element]:
        """Yield the container of a resource that goes, if it would be left without members."""
        outer = container(element)
        if outer is None or outer.tag not in MEMBERS or outer in self.going:
            return
        if all(member in self.going for member in members(outer)):
            self.going[outer] = "it would be left without members"
            yield outer

    def _means_nothing(self, owner: Element, entry: Element) -> bool:
        """Tell whether, with an entry cut, too few are left for an object to mean anything."""
        if not _ENTRIES.get(str(entry.tag)) or not self._is_cut(entry):
            return False
        if owner not in self._left:
            parts = map(str, (part.tag for part in xmltree.descendants(owner)))
            self._left[owner] = sum(1 for tag in parts if _ENTRIES.get(tag))
        self._left[owner] -= 1
        return self._left[owner] < (2 if owner.tag in {"rsc_colocation", "rsc_order"} else 1)

    def _is_cut(self, entry: Element) -> bool:
        """Tell whether an entry goes as a whole."""
        cut = self.cut[entry]
        gone = {one.target for one in cut}
        return not all(one.is_list for one in cut) or gone.issuperset(_listed(cut[0]))

    def lines(self, tense: str = "") -> list[str]:
        """Return what happens beside the deletion of what was named."""
        found = [
            f"{title(owner)} {tense}deleted: {because}"
            for owner, because in self.going.items()
            if because
        ]
        found += [f"{one.target} {tense}taken out of {title(one.owner)}" for one in self.cuts()]
        return list(dict.fromkeys(found))

    def cuts(self) -> Iterator[Reference]:
        """Yield the references that are taken out of objects that stay."""
        for cut in self.cut.values():
            yield from (one for one in cut if one.owner not in self.going)


def names_of(element: Element) -> Iterator[_Name]:
    """Yield what references can name of an object, but not the members that outlive it."""
    is_node = element.tag == "node"
    if is_node or element.tag not in NOT_XML_IDS:  # nothing refers to an ACL target
        yield is_node, element.get("uname" if is_node else "id", "")
    inside = members(element) if element.tag in CONTAINERS else ()
    for child in xmltree.children(element):
        for part in (child, *xmltree.descendants(child)) if child not in inside else ():
            if part.tag not in NOT_XML_IDS and "id" in part.attrib:
                yield False, part.attrib["id"]


def _listed(reference: Reference) -> list[str]:
    value = reference.element.get(reference.attribute, "")
    return [one.strip() for one in value.split(",")]


# ------------------------------------------------------------------ what is refused, and said


def _emptied(doomed: set[Element]) -> list[Diagnostic]:
    """Report containers that would be left without members."""
    problems = []
    outers = {outer for one in doomed if (outer := container(one)) is not None} - doomed
    for outer in sorted(outers, key=lambda one: one.get("id", "")):
        inside = members(outer)
        if outer.tag in MEMBERS and all(member in doomed for member in inside):
            id_ = outer.get("id", "")
            names = " ".join(member.get("id", "") for member in inside)
            problems.append(
                Diagnostic(
                    "empty-container",
                    f"the {kind(outer)} {id_!r} would be left without members",
                    subject=id_,
                    hint=f"say 'delete {id_} {names}', or '--cascade', to delete it too",
                )
            )
    return problems


def _still_referenced(plan: _Plan) -> Iterator[Diagnostic]:
    for name, by in plan.direct.items():
        owners = [one.owner for one in by if one not in plan.stuck]
        if owners:
            listed = ", ".join(dict.fromkeys(map(title, owners)))
            all_names = " ".join(dict.fromkeys(map(object_name, owners)))
            yield Diagnostic(
                "still-referenced",
                f"{name!r} is referred to by {listed}",
                subject=name,
                hint=f"say 'delete {name} {all_names}', or '--cascade'",
            )


def _stuck(name: str, reference: Reference) -> Diagnostic:
    """Report a reference to a part of a doomed object that holds the values of another one."""
    owner, other = title(reference.owner), object_name(reference.owner)
    return Diagnostic(
        "still-referenced",
        f"{owner} takes its values from {reference.target!r}, which would go",
        subject=name,
        hint=f"say 'delete {name} {other}', or give {owner} values of its own first",
    )


def _would(line: str) -> Diagnostic:
    return Diagnostic("cascade", f"with '--cascade', {line}", Severity.INFO)


def _left_behind(cib: Cib, plan: _Plan) -> list[str]:
    """Return who still names a deleted object in what is no reference, only a mention."""
    names = {name: None for element in plan.going for name in names_of(element) if name[1]}
    lines = [
        f"{title(one.owner)} still names {one.target}"
        for one in loose_references(cib.configuration)
        if (one.leads_to == NODE, one.target) in names and one.owner not in plan.going
    ]
    for is_node, name in names:
        if is_node:
            lines += [
                f"{title(owner)} still names {name} in {parameter}"
                for owner, parameter in unfollowed(cib, name)
                if owner not in plan.going
            ]
    return list(dict.fromkeys(lines))


# ------------------------------------------------------------------ doing it


def _missed(cib: Cib, emptied: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report references to parts that went because they held nothing any more."""
    for one in references(cib.configuration) if emptied else ():
        if one.attribute == "id-ref" and one.target in emptied:
            yield _stuck(emptied[one.target], one)


def _carry_out(cib: Cib, plan: _Plan) -> dict[str, str]:
    """Do it; return the ids of parts that went with their last entry, and what that named."""
    emptied: dict[str, str] = {}
    for reference in plan.cuts():
        if reference.element.getparent() is not None:  # else it went with an earlier one
            holder = _cut_out(cib, reference)
            if holder is not None and holder.get("id"):
                emptied[holder.get("id", "")] = reference.target
    for element in sorted(plan.going, key=_depth, reverse=True):
        _remove(cib, element, plan.going)
    return emptied


def _cut_out(cib: Cib, reference: Reference) -> Element | None:
    """Remove one entry of an object; and what would hold no entry any more, and return that."""
    element = reference.element
    if reference.is_list:
        left = [one for one in _listed(reference) if one != reference.target]
        if left:
            cib.set(element, reference.attribute, ",".join(left))
            return None
    holder, owner = element.getparent(), reference.owner
    assert holder is not None
    cib.remove(element)
    if holder is owner or next(xmltree.children(holder), None) is not None:
        return None
    cib.remove(holder)
    return holder


def _depth(element: Element) -> int:
    """Return how deep an object stands: inner containers go first, their members move out."""
    return sum(1 for _ in element.iterancestors())


def _remove(cib: Cib, element: Element, going: Mapping[Element, str]) -> None:
    parent = element.getparent()
    if parent is None:
        return  # inside something already removed
    if element.tag in CONTAINERS:
        for member in members(element):
            if member not in going:
                move_object(cib, member, parent, element)
    remove_object(cib, element)
