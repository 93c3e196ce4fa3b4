"""What two configurations have in common if they say the same."""

from collections.abc import Callable

from crmsh_py import xmltree
from crmsh_py.commands.selections import select
from crmsh_py.commands.texts import statements_in
from crmsh_py.commands.views import text_of_all
from crmsh_py.grammar.script import edges
from crmsh_py.model import load
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import is_object
from crmsh_py.model.vocabulary import NOT_XML_IDS, SECTIONS
from crmsh_py.xmltree import Element

_IN_ORDER = frozenset({*SECTIONS, "rule"})
"""Elements whose children are in order whatever they are; of others, those of one kind are."""


# ------------------------------------------------------------------ texts


def text_of(cib: Cib, *, ids: bool, secrets: bool = True) -> str:
    """Return all of a configuration as `save` writes it, or as `show` does without ids."""
    return text_of_all(cib, select(cib, ()), secrets=secrets, ids=ids)


def take_in(cib: Cib, text: str, function: Callable[..., list[str]] = load.replace) -> list[str]:
    """Load a text into a configuration."""
    return function(cib, statements_in(text, "test"), edges(text))


# ------------------------------------------------------------------ XML


def exactly(root: Element) -> dict[str, list[bytes]]:
    """Return a configuration by sections: ids and order count, layout and comments do not."""
    twin = xmltree.copy(root)
    _settle(twin)
    return _by_sections(twin)


def but_for_ids(root: Element) -> dict[str, list[bytes]]:
    """Return a configuration whose parts are called by their place in their object."""
    twin = xmltree.copy(root)
    _settle(twin)
    names: dict[str, str] = {}
    for one in Cib(twin).objects():
        _call(one, one.get("id", str(one.tag)), names)
    for part in twin.iter("*"):
        for attribute in ("id-ref", "reference"):
            if part.get(attribute) in names:
                part.set(attribute, names[part.get(attribute, "")])
    return _by_sections(twin)


def _settle(element: Element) -> None:
    """Bring children of different kinds into one order."""
    for part in [element, *xmltree.descendants(element)]:
        children = list(xmltree.children(part))
        tags = {str(child.tag) for child in children}
        if part.tag not in _IN_ORDER and len(tags) > 1:
            for child in sorted(children, key=lambda one: str(one.tag)):
                part.append(child)


def _call(element: Element, place: str, names: dict[str, str]) -> None:
    for at, part in enumerate(xmltree.children(element)):
        if is_object(part):
            continue
        here = f"{place}/{at}"
        id_ = part.get("id")
        if id_ is not None and part.tag not in NOT_XML_IDS:
            part.set("id", here)
            names[id_] = here
        _call(part, here, names)


def _by_sections(root: Element) -> dict[str, list[bytes]]:
    found = {}
    for name in SECTIONS:
        section = root.find(f"configuration/{name}")
        if section is not None and list(xmltree.children(section)):
            found[name] = [xmltree.canonical(one) for one in xmltree.children(section)]
    return found
