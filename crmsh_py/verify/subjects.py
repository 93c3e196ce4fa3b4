"""How findings name what they are about: labels, the object concerned, near misses."""

from collections.abc import Iterable

from crmsh_py.spelling import did_you_mean
from crmsh_py.xmltree import Element, children

OBJECT_DEPTH = 3
"""An object (a resource, a constraint, a property set …) stands in cib/configuration/section."""


def tag_of(element: Element) -> str:
    """Return an element's tag as text, which is what all but comments have."""
    return str(element.tag)


def label(element: Element) -> str:
    """Return the words that name an element, such as `op "vip-monitor"`.

    Without an id its name serves, and the nearest element around it that has an id.
    """
    tag = str(element.tag)
    id_ = element.get("id")
    if id_ is not None:
        return f'{tag} "{id_}"'
    name = element.get("name")
    own = tag if name is None else f'{tag} "{name}"'
    around = next((each for each in element.iterancestors() if each.get("id") is not None), None)
    return own if around is None else f"{own} in {label(around)}"


def lineage(element: Element) -> list[Element]:
    """Return the elements from the root down to this one."""
    return [*reversed(list(element.iterancestors())), element]


def top_level(element: Element) -> Element:
    """Return the object that an element is or is part of; what stands above objects is its own."""
    return lineage(element)[: OBJECT_DEPTH + 1][-1]


def subject(element: Element) -> str | None:
    """Return the id of the object that an element is or is part of, if it has one."""
    return top_level(element).get("id")


def choice(words: Iterable[str]) -> str:
    """Return the hint that lists what is allowed."""
    return "one of: " + ", ".join(words)


def near_miss(word: str, known: Iterable[str]) -> str:
    """Return the hint for a word that is not known: the one meant, or all there are."""
    words = list(known)
    return did_you_mean(word, words) or choice(words)


def sections(root: Element) -> list[Element]:
    """Return the sections of the configuration."""
    return [section for part in root.iterchildren("configuration") for section in children(part)]


def objects(root: Element) -> list[Element]:
    """Return the objects of all sections, in the order of the document."""
    return [each for section in sections(root) for each in children(section)]


_NAMED = frozenset({"op", "nvpair"})
_SAID_BY_NAME = frozenset({"op", "nvpair", "alert", "resource_set"})
_SAID_BY_VALUE = frozenset(
    {
        *("id", "class", "provider", "type", "template", "score", "kind", "rsc", "with-rsc"),
        *("first", "then", "node", "role", "rsc-role", "with-rsc-role", "first-action"),
        *("then-action", "ticket", "target", "devices", "operation", "boolean-op"),
    }
)
"""Attributes of which a statement says the value alone, such as the score of a location."""


def words(element: Element, attribute: str | None = None) -> tuple[str, ...]:
    """Return the words of the object's statement that lead to an element, or its attribute."""
    inside = lineage(element)[OBJECT_DEPTH + 1 :]
    found = [each.get("name", "") for each in inside if each.tag in _NAMED]
    if attribute is not None:
        by_value = attribute in _SAID_BY_VALUE and element.tag not in _SAID_BY_NAME
        found.append(element.get(attribute, "") if by_value else attribute)
    return tuple(word.strip() for word in found if word.strip())
