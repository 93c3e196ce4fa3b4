"""Deleting and renaming objects, with all that refers to them.

Raises CrmError with everything that stands in the way; the caller takes back what was done.
"""

import difflib
from collections.abc import Mapping, Sequence

from crmsh_py import xmltree
from crmsh_py.diagnostics import CrmError, Diagnostic
from crmsh_py.grammar.lexical import ID
from crmsh_py.model.cib import Cib, container, duplicate_id, kind, members, object_name, title
from crmsh_py.model.references import NODE, Reference, references, retarget
from crmsh_py.model.vocabulary import CONTAINERS
from crmsh_py.xmltree import Element

_CASCADED = frozenset(
    {
        "rsc_location",
        "rsc_colocation",
        "rsc_order",
        "rsc_ticket",
        "tag",
        "fencing-topology",
        "acl_role",
        "acl_target",
        "acl_group",
    }
)
"""Objects that `--cascade` may change or remove because what they are about is gone."""

_Hangers = dict[str, list[Reference]]
"""The references to a doomed object from objects that stay, by the name of the doomed one."""


def delete(cib: Cib, ids: Sequence[str], *, cascade: bool = False) -> list[str]:
    """Delete objects; return what was deleted beside them, each as a line.

    The members of a deleted container stay, in its place.  Constraints and tags that name a
    deleted object must be named too, or `cascade` removes them.
    """
    doomed = {id_: element for id_ in ids if (element := cib.object(id_)) is not None}
    missing = [id_ for id_ in dict.fromkeys(ids) if id_ not in doomed]
    if missing:
        raise CrmError(*(no_such_object(cib, id_) for id_ in missing))
    elements = set(doomed.values())
    hangers = _referring(cib, doomed)
    problems = _emptied(elements)
    for name, by in hangers.items():
        kept = [one for one in by if not cascade or not _can_go(one)]
        if kept:
            problems.append(_still_referenced(name, kept))
    if problems:
        raise CrmError(*problems)
    cascaded = _cut(cib, [one for by in hangers.values() for one in by])
    for element in sorted(doomed.values(), key=_depth, reverse=True):
        _remove(cib, element, elements)
    return cascaded


def _can_go(reference: Reference) -> bool:
    """Tell whether `--cascade` may remove what refers to a deleted object."""
    return reference.owner.tag in _CASCADED and reference.attribute != "id-ref"


def no_such_object(cib: Cib, id_: str) -> Diagnostic:
    """Report an id that no object has."""
    known = [object_name(one) for one in cib.objects()]
    near = difflib.get_close_matches(id_, known, n=1)
    return Diagnostic(
        "no-such-object",
        f"there is no object {id_!r}",
        subject=id_,
        hint=f"did you mean '{near[0]}'?" if near else None,
    )


def _referring(cib: Cib, doomed: Mapping[str, Element]) -> _Hangers:
    """Return who refers to doomed objects, or to parts of them."""
    names: dict[tuple[bool, str], str] = {}
    for name, element in doomed.items():
        if element.tag == "node":
            names[True, element.get("uname", "")] = name
        else:
            for part in _parts_that_go(element):
                names[False, part.get("id", "")] = name
    going = set(doomed.values())
    found: _Hangers = {}
    for reference in references(cib.configuration):
        hit = names.get((reference.leads_to == NODE, reference.target))
        if hit is not None and reference.target and reference.owner not in going:
            found.setdefault(hit, []).append(reference)
    return found


def _parts_that_go(element: Element) -> list[Element]:
    """Return an object and its parts, but not the members that outlive a container."""
    parts = [element]
    for child in xmltree.children(element):
        if element.tag in CONTAINERS and child in members(element):
            continue
        parts += [child, *xmltree.descendants(child)]
    return parts


def _emptied(doomed: set[Element]) -> list[Diagnostic]:
    """Report containers that would be left without members."""
    problems = []
    outers = {outer for one in doomed if (outer := container(one)) is not None} - doomed
    for outer in sorted(outers, key=lambda one: one.get("id", "")):
        inside = members(outer)
        if all(member in doomed for member in inside):
            id_ = outer.get("id", "")
            names = " ".join(member.get("id", "") for member in inside)
            problems.append(
                Diagnostic(
                    "empty-container",
                    f"the {kind(outer)} {id_!r} would be left without members",
                    subject=id_,
                    hint=f"say 'delete {id_} {names}' to delete it too",
                )
            )
    return problems


def _still_referenced(name: str, by: list[Reference]) -> Diagnostic:
    owners = list(dict.fromkeys(one.owner for one in by))
    listed = ", ".join(dict.fromkeys(title(owner) for owner in owners))
    all_names = " ".join(dict.fromkeys(object_name(owner) for owner in owners))
    cascade = ", or '--cascade'" if all(_can_go(one) for one in by) else ""
    return Diagnostic(
        "still-referenced",
        f"{name!r} is referred to by {listed}",
        subject=name,
        hint=f"say 'delete {name} {all_names}'{cascade}",
    )


def _cut(cib: Cib, dangling: list[Reference]) -> list[str]:
    """Remove what refers to deleted objects: whole constraints, entries of sets and tags."""
    lines: list[str] = []
    for reference in dangling:
        element, owner = reference.element, reference.owner
        if owner.getparent() is None or element.getparent() is None:
            continue  # went with an earlier one
        name = title(owner)
        if element is owner or _is_last(reference):
            cib.remove(owner)
            lines.append(f"{name} deleted: it refers to {reference.target}")
            lines += _cut(cib, _to(cib, owner.get("id", "")))
        else:
            _cut_out(cib, reference)
            lines.append(f"{reference.target} taken out of {name}")
    return lines


def _is_last(reference: Reference) -> bool:
    """Tell whether an object means nothing without this entry."""
    listed = reference.element.get(reference.attribute, "").split(",")
    several = reference.is_list and len(listed) > 1
    return not several and len(_entries(reference.owner)) <= _fewest(reference.owner)


def _cut_out(cib: Cib, reference: Reference) -> None:
    """Remove one entry of an object, and what would hold no entry any more."""
    element = reference.element
    if reference.is_list:
        listed = [one.strip() for one in element.get(reference.attribute, "").split(",")]
        left = [one for one in listed if one != reference.target]
        if left:
            cib.set(element, reference.attribute, ",".join(left))
            return
    holder = element.getparent()
    assert holder is not None
    cib.remove(element)
    if holder is not reference.owner and not len(holder):
        cib.remove(holder)


_ENTRIES = frozenset({"resource_ref", "obj_ref", "fencing-level", "role", "acl_permission"})


def _entries(owner: Element) -> list[Element]:
    return [part for part in xmltree.descendants(owner) if part.tag in _ENTRIES]


def _fewest(owner: Element) -> int:
    """Return with how many entries a constraint or tag means nothing without one of them."""
    return 2 if owner.tag in {"rsc_colocation", "rsc_order"} else 1


def _to(cib: Cib, id_: str) -> list[Reference]:
    return [one for one in references(cib.configuration) if one.target == id_]


def _depth(element: Element) -> int:
    """Return how deep an object stands: inner containers go first, their members move out."""
    return sum(1 for _ in element.iterancestors())


def _remove(cib: Cib, element: Element, doomed: set[Element]) -> None:
    parent = element.getparent()
    if parent is None:
        return  # inside something already removed
    if element.tag in CONTAINERS:
        for member in members(element):
            if member not in doomed:
                cib.move(member, parent, element)
    cib.remove(element)


# ------------------------------------------------------------------ renaming


def rename(cib: Cib, old: str, new: str) -> list[str]:
    """Give an object another id; return a line for each object that refers to it.

    All references follow, exactly.  The ids of the object's parts stay as they are.
    """
    element = cib.object(old)
    if element is None:
        raise CrmError(no_such_object(cib, old))
    if not ID.fullmatch(new):
        raise CrmError(
            Diagnostic(
                "invalid-id",
                f"{new!r} cannot be an id",
                subject=new,
                hint="an id begins with a letter or '_' and holds letters, digits, '.', '-', '_'",
            )
        )
    is_node = element.tag == "node"
    taken = cib.node(new) if is_node else cib.find(new)
    if taken is not None:
        raise CrmError(duplicate_id(taken, new))
    followers = [
        one
        for one in references(cib.configuration)
        if one.target == old and (one.leads_to == NODE) == is_node
    ]
    cib.set(element, "uname" if is_node else "id", new)
    if is_node and element.get("id") == old:
        cib.set(element, "id", new)
    for reference in followers:
        retarget(cib, reference, {old: new})
    owners = dict.fromkeys(one.owner for one in followers)
    return [f"{title(owner)} now refers to {new}" for owner in owners]
