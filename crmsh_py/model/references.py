"""Who refers to whom: the one table of all kinds of references in a CIB.

`verify`, `delete` and `rename` walk it.  References are exact: never a pattern.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import a_kind, kind, object_name, object_of
from crmsh_py.model.vocabulary import RESOURCES
from crmsh_py.spelling import did_you_mean
from crmsh_py.xmltree import Element

RESOURCE = "resource"
TEMPLATE = "template"
OBJECT = "object"
ROLE = "role"
NODE = "node"
NODE_ID = "node id"
ANY = "any"

# Where a reference can stand: tag, attribute, what it leads to.  (Pacemaker's schemas 1.x to 4.0;
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
    ("role_ref", "id", ROLE),
    ("acl_permission", "reference", ANY),
    ("read", "ref", ANY),
    ("write", "ref", ANY),
    ("deny", "ref", ANY),
    ("fencing-level", "target", NODE),
    ("fencing-level", "devices", RESOURCE),
)
_LISTS = frozenset({("fencing-level", "devices")})
_BY_TAG: dict[str, list[tuple[str, str]]] = {}
for _tag, _attribute, _leads_to in _TABLE:
    _BY_TAG.setdefault(_tag, []).append((_attribute, _leads_to))

# Values that name a node, told by a name beside them: in rules, and who a guest node is.
_NODE_VALUES: dict[str, tuple[str, dict[str, str]]] = {
    "expression": ("attribute", {"#uname": NODE, "#id": NODE_ID}),
    "nvpair": ("name", {"remote-node": NODE}),
}
_QUOTED_NAME = r"\s*=\s*(?:'([^']*)'|\"([^\"]*)\")"
_IN_XPATH = {
    ANY: re.compile(rf"@id{_QUOTED_NAME}"),
    NODE: re.compile(rf"@uname{_QUOTED_NAME}"),
}
_XPATHS = frozenset({"acl_permission", "read", "write", "deny"})


_NAMED = RESOURCES | {"template", "tag", "acl_role"}
_MOST_HINTS = 10


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: an element's attribute that names `target`.

    A loose one names something that need not be there, and says nothing wrong without it: a
    node in a rule, an id in an XPath.  It follows a `rename`, and does not stand in the way of
    a `delete`.
    """

    element: Element
    attribute: str
    target: str
    leads_to: str
    is_loose: bool = False

    @property
    def owner(self) -> Element:
        """The object that the reference is part of."""
        return object_of(self.element)

    @property
    def is_list(self) -> bool:
        """Whether the attribute names several targets, with commas between."""
        return (str(self.element.tag), self.attribute) in _LISTS


def references(root: Element) -> Iterator[Reference]:
    """Yield all references of a configuration, or of one object, but for the loose ones."""
    for element in root.iter(*(("*",) if xmltree.shares_parts(root) else _BY_TAG)):
        yield from _of(element)


def _of(element: Element) -> Iterator[Reference]:
    """Yield the references of an element itself."""
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


def loose_references(root: Element) -> Iterator[Reference]:
    """Yield the references that say nothing wrong if what they name is not there."""
    for tag, (key, names) in _NODE_VALUES.items():
        for element in root.iter(tag):
            leads_to = names.get(element.get(key, "").lower())
            value = element.get("value")
            if leads_to is not None and value and element.get("value-source") in _LITERAL:
                yield Reference(element, "value", value, leads_to, is_loose=True)
    for element in root.iter(*_XPATHS):
        for leads_to, pattern in _IN_XPATH.items():
            for match in pattern.finditer(element.get("xpath", "")):
                target = match[1] or match[2] or ""
                yield Reference(element, "xpath", target, leads_to, is_loose=True)


_LITERAL = (None, "literal")


def unfollowed(cib: Cib, name: str) -> list[tuple[Element, str]]:
    """Return who names a node in a fence agent's own language: objects and parameters.

    These are for the agent to understand, so that no rename changes them.
    """
    word = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])")
    return [
        (object_of(pair), pair.get("name", ""))
        for pair in cib.configuration.iter("nvpair")
        if pair.get("name") in _HOSTS and word.search(pair.get("value") or "")
    ]


_HOSTS = frozenset({"pcmk_host_list", "pcmk_host_map", "hostlist"})


def referenced_ids(root: Element) -> frozenset[str]:
    """Return the ids of parts of objects that something refers to: they must be shown."""
    return frozenset(xmltree.attribute_values(root, "id-ref", "reference", "ref"))


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
        for part in element.iter(*(("*",) if cib.shares_parts else _BY_TAG))
        if not _all_lead(cib, part)
        for reference in _of(part)
        if not leads_somewhere(cib, reference)
    ]


def _all_lead(cib: Cib, element: Element) -> bool:
    """Tell quickly whether all references of an element lead somewhere: nearly always they do."""
    for attribute, leads_to in _BY_TAG.get(str(element.tag), ()):
        value = element.get(attribute)
        if value is None or leads_to == NODE:
            continue
        target = cib.find(value)
        if target is None or (leads_to == RESOURCE and target.tag not in RESOURCES):
            return False
        if leads_to in (TEMPLATE, ROLE) and target.tag != _TAG_OF[leads_to]:
            return False
    return element.get("id-ref") is None


_TAG_OF = {TEMPLATE: "template", ROLE: "acl_role"}


def _missing(cib: Cib, reference: Reference) -> Diagnostic:
    owner = reference.owner
    named = f"{kind(owner)} {owner.get('id')!r}" if owner.get("id") else kind(owner)
    what = "id" if reference.leads_to == ANY else reference.leads_to
    there = cib.find(reference.target)
    if there is not None:
        return Diagnostic(
            "wrong-kind",
            f"{named} refers to {reference.target!r}, which is {a_kind(there)}, not a {what}",
            subject=reference.target,
            words=(reference.target,),
            owner=object_name(owner),
        )
    return Diagnostic(
        "dangling-reference",
        f"{named} refers to the {what} {reference.target!r}, which does not exist",
        subject=reference.target,
        words=(reference.target,),
        owner=object_name(owner),
    )


def suggested(cib: Cib, problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return problems, the first references to nothing with a hint at what was meant perhaps.

    Looking for near names takes as long as there are names: so not for all of a long list.
    """
    unknown = [one for one in problems if one.code == "dangling-reference" and not one.hint]
    names = [id_ for id_, element in cib.ids().items() if element.tag in _NAMED] if unknown else []
    hints: dict[str | None, str] = {}
    for one in unknown[:_MOST_HINTS]:
        hint = did_you_mean(one.subject or "", names)
        if hint is not None:
            hints[one.subject] = hint
    return [
        replace(one, hint=hints.get(one.subject))
        if one.code == "dangling-reference" and not one.hint
        else one
        for one in problems
    ]


def retarget(cib: Cib, reference: Reference, names: Mapping[str, str]) -> None:
    """Make a reference name something else, as `names` (old to new) says."""
    old = reference.element.get(reference.attribute, "")
    if reference.attribute == "xpath":
        new = _in_xpath(old, reference.leads_to, names)
    else:
        parts = old.split(",") if reference.is_list else [old]
        new = ",".join(_renamed(part, names) for part in parts)
    cib.set(reference.element, reference.attribute, new)


def _renamed(part: str, names: Mapping[str, str]) -> str:
    """Return an entry of a list with its name exchanged; blanks around it stay."""
    name = part.strip()
    return part.replace(name, names[name]) if name in names else part


def _in_xpath(xpath: str, leads_to: str, names: Mapping[str, str]) -> str:
    def exchange(match: re.Match[str]) -> str:
        old = match[1] or match[2] or ""
        quote = match[0][-1]
        head = match[0][: -len(old) - 2]
        return f"{head}{quote}{names.get(old, old)}{quote}"

    return _IN_XPATH[leads_to].sub(exchange, xpath)
