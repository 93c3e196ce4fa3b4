"""What an element of a CIB is to users: an object, of which kind, by which name, in what."""

from collections.abc import Iterator

from crmsh_py import xmltree
from crmsh_py.diagnostics import Diagnostic
from crmsh_py.model.vocabulary import (
    CONTAINERS,
    FENCING_TOPOLOGY,
    KINDS,
    OPTION_SETS,
    RESOURCES,
    SECTION_OF,
)
from crmsh_py.xmltree import Element

_OPTION_SECTIONS = {section: keyword for keyword, (section, _, _) in OPTION_SETS.items()}


def with_members(resource: Element) -> Iterator[Element]:
    """Yield the resources in a container, inner ones first, then the container."""
    if resource.tag in CONTAINERS:
        for member in members(resource):
            yield from with_members(member)
    yield resource


def members(container: Element) -> list[Element]:
    """Return the resources directly in a container, in order."""
    return [child for child in xmltree.children(container) if child.tag in RESOURCES]


def container(resource: Element) -> Element | None:
    """Return the container a resource is directly in, or None."""
    parent = resource.getparent()
    return parent if parent is not None and parent.tag in CONTAINERS else None


def is_object(element: Element) -> bool:
    """Tell whether an element is an object of its own, with statements about it."""
    parent = element.getparent()
    section = str(parent.tag) if parent is not None else ""
    if section in _OPTION_SECTIONS:
        return True
    return element.tag in SECTION_OF and element.tag != "fencing-level"


def kind(element: Element) -> str:
    """Return the word by which users know an object; the tag if there is none."""
    section = element.getparent()
    if element.tag == "meta_attributes" and section is not None:
        return _OPTION_SECTIONS.get(str(section.tag), "meta_attributes")
    return KINDS.get(str(element.tag), str(element.tag))


def a_kind(element: Element) -> str:
    """Return the word by which users know an object, with its article."""
    word = kind(element)
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def object_name(element: Element) -> str:
    """Return the name by which users call an object: a node's is its uname."""
    if element.tag == "fencing-topology":
        return FENCING_TOPOLOGY
    return element.get("uname") or element.get("id") or ""


def title(element: Element) -> str:
    """Return an object's kind and name, as messages have it."""
    word, name = kind(element), object_name(element)
    return name if word == name else f"{word} {name}"


def object_of(element: Element) -> Element:
    """Return the object that an element is part of (itself, perhaps)."""
    node: Element | None = element
    while node is not None:
        if is_object(node) or node.tag == "fencing-topology":
            return node
        node = node.getparent()
    return element


def duplicate_id(owner: Element, id_: str) -> Diagnostic:
    """Report an id that is in use."""
    belongs = object_of(owner)
    name = belongs.get("id") or str(belongs.tag)
    by = a_kind(owner) if belongs is owner else f"a part of the {kind(belongs)} {name!r}"
    return Diagnostic(
        "duplicate-id",
        f"the id {id_!r} is already in use, by {by}",
        subject=id_,
        hint=f"choose another id, or change the object with 'edit {name}'",
    )
