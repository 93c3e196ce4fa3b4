"""The objects of a configuration, worked out once for completion: words, and what they are."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from crmsh_py import xmltree
from crmsh_py.assist.completion.objects import told
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.grammar import lexical
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import with_members
from crmsh_py.model.fencing import is_fencing_device
from crmsh_py.model.vocabulary import RESOURCES, SHOWN
from crmsh_py.options.values import truth
from crmsh_py.xmltree import Element


class Thing(NamedTuple):
    """An object: `is_free` tells whether a container could take it, `candidate` is its word."""

    name: str
    tag: str
    is_free: bool
    candidate: Candidate


def things(cib: Cib) -> Iterator[Thing]:
    """Yield all objects that have a name, in the order of `show`."""
    for name in SHOWN:
        section = cib.section(name)
        if section is None or name == "fencing-topology":
            continue
        for top in xmltree.children(section):
            for element in with_members(top) if name == "resources" else (top,):
                if known_as := element.get("uname") or element.get("id"):
                    free = element is top and top.tag in RESOURCES
                    yield _thing(element, known_as, is_free=free)


def _thing(element: Element, name: str, *, is_free: bool) -> Thing:
    word = Candidate(lexical.quote(name), partial(told, element))
    return Thing(name, str(element.tag), is_free, word)


def all_things(knowledge: Knowledge) -> tuple[Thing, ...]:
    """Return all objects that have a name."""
    return knowledge.of_cib(things)


def resources(knowledge: Knowledge) -> Iterator[Thing]:
    """Yield the resources."""
    return (one for one in knowledge.of_cib(things) if one.tag in RESOURCES)


def promotable(cib: Cib) -> Iterator[str]:
    """Yield the ids of what can be promoted: promotable clones and their members, bundles too."""
    section = cib.section("resources")
    for element in [] if section is None else xmltree.children(section):
        if _is_promotable(element):
            yield element.get("id", "")
            yield from (one.get("id", "") for one in element.iter("primitive", "group"))


def _is_promotable(element: Element) -> bool:
    match element.tag:
        case "master":
            return True
        case "bundle":
            return any(
                one.get("promoted-max", one.get("masters")) is not None
                for one in element.iterchildren("docker", "podman", "rkt")
            )
        case "clone":
            pairs = element.iterfind("meta_attributes/nvpair")
            found = (one.get("value", "") for one in pairs if one.get("name") == "promotable")
            return any(truth(value) for value in found)
    return False


def fencing_devices(cib: Cib) -> Iterator[Thing]:
    """Yield the fencing devices."""
    for one in cib.configuration.iter("primitive"):
        if one.get("provider") is None and is_fencing_device(cib, one):
            yield _thing(one, one.get("id", ""), is_free=False)
