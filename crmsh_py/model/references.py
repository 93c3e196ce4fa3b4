"""Who refers to whom: the one table of all kinds of references in a CIB.

`verify`, `delete` and `rename` walk it.  References are exact: never a pattern.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.cib import Cib, kind, object_of
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.xmltree import Element

RESOURCE = "resource"
TEMPLATE = "template"
OBJECT = "object"
ROLE = "role"
NODE = "node"
ANY = "any"

# Where a reference can stand: tag, attribute, what it leads to.  (Pacemaker's schemas 3.x;
# constraints may name a tag in the place of a resource.)
_TABLE: tuple[tuple[str, str, str], ...] = (
    ("rsc_location", "rsc", RESOURCE),
    ("rsc_location", "node", NODE),
    ("rsc_colocation", "rsc", RESOURCE),
    ("rsc_colocation", "with-rsc", RESOURCE),
    ("rsc_order", "first", RESOURCE),
    ("rsc_order", "then", RESOURCE),
    ("rsc_ticket", "rsc", RESOURCE),
    ("resource_ref", "id", RESOURCE),
    ("primitive", "template", TEMPLATE),
    ("obj_ref", "id", OBJECT),
    ("role", "id", ROLE),
    ("acl_permission", "reference", ANY),
    ("fencing-level", "target", NODE),
    ("fencing-level", "devices", RESOURCE),
)
_LISTS = frozenset({("fencing-level", "devices")})
_BY_TAG: dict[str, list[tuple[str, str]]] = {}
for _tag, _attribute, _leads_to in _TABLE:
    _BY_TAG.setdefault(_tag, []).append((_attribute, _leads_to))


_NAMED = RESOURCES | {"template", "tag", "acl_role"}
_MOST_HINTS = 10


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: an element's attribute that names `target`."""

    element: Element
    attribute: str
    target: str
    leads_to: str

    @property
    def owner(self) -> Element:
        """The object that the reference is part of."""
        return object_of(self.element)

    @property
    def is_list(self) -> bool:
        """Whether the attribute names several targets, with commas between."""
        return (str(self.element.tag), self.attribute) in _LISTS


def references(root: Element) -> Iterator[Reference]:
    """Yield all references of a configuration, or of one object."""
    for element in root.iter("*"):
        attributes = _BY_TAG.get(str(element.tag))
        if attributes is not None:
            yield from _named(element, attributes)
        id_ref = element.get("id-ref")
        if id_ref is not None:
            yield Reference(element, "id-ref", id_ref, ANY)


def _named(element: Element, attributes: list[tuple[str, str]]) -> Iterator[Reference]:
    for attribute, leads_to in attributes:
        value = element.get(attribute)
        if value is not None:
            is_list = (str(element.tag), attribute) in _LISTS
            for target in value.split(",") if is_list else [value]:
                yield Reference(element, attribute, target.strip(), leads_to)


def referenced_ids(root: Element) -> frozenset[str]:
    """Return the ids of parts of objects that something refers to: they must be shown."""
    return frozenset(xmltree.attribute_values(root, "id-ref", "reference"))


def leads_somewhere(cib: Cib, reference: Reference) -> bool:
    """Tell whether a reference names something that is there; a node need not be there yet."""
    target = cib.find(reference.target)
    match reference.leads_to:
        case "node":
            return True  # nodes join when they are started
        case "resource":
            return target is not None and target.tag in RESOURCES | {"tag", "template"}
        case "template":
            return target is not None and target.tag == "template"
        case "role":
            return target is not None and target.tag == "acl_role"
        case _:
            return target is not None


def dangling(cib: Cib, element: Element) -> list[Diagnostic]:
    """Report the references of an object that lead nowhere; the subject is what is missing."""
    return [
        _missing(cib, reference)
        for reference in references(element)
        if not leads_somewhere(cib, reference)
    ]


def _missing(cib: Cib, reference: Reference) -> Diagnostic:
    owner = reference.owner
    named = f"{kind(owner)} {owner.get('id')!r}" if owner.get("id") else kind(owner)
    what = "id" if reference.leads_to == ANY else reference.leads_to
    there = cib.find(reference.target)
    if there is not None:
        return Diagnostic(
            "wrong-kind",
            f"{named} refers to {reference.target!r}, which is a {kind(there)}, not a {what}",
            subject=reference.target,
        )
    return Diagnostic(
        "dangling-reference",
        f"{named} refers to the {what} {reference.target!r}, which does not exist",
        subject=reference.target,
    )


def suggested(cib: Cib, problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return problems, the first references to nothing with a hint at what was meant perhaps.

    Looking for near names takes as long as there are names: so not for all of a long list.
    """
    unknown = [one for one in problems if one.code == "dangling-reference" and not one.hint]
    names = [id_ for id_, element in cib.ids().items() if element.tag in _NAMED] if unknown else []
    hints: dict[str | None, str] = {}
    for one in unknown[:_MOST_HINTS]:
        near = difflib.get_close_matches(one.subject or "", names, n=1)
        if near:
            hints[one.subject] = f"did you mean '{near[0]}'?"
    return [
        replace(one, hint=hints.get(one.subject))
        if one.code == "dangling-reference" and not one.hint
        else one
        for one in problems
    ]


def retarget(cib: Cib, reference: Reference, names: Mapping[str, str]) -> None:
    """Make a reference name something else, as `names` (old to new) says."""
    old = reference.element.get(reference.attribute, "")
    parts = old.split(",") if reference.is_list else [old]
    new = ",".join(names.get(part.strip(), part) for part in parts)
    cib.set(reference.element, reference.attribute, new)
