"""Sets of name-value pairs as the steps of an upgrade change them: find, add, rename, take out.

What a set refers to by `id-ref` is changed where it stands; `upgrade.unfolding` first gives a
set of its own to whoever refers to something that is about to change.
"""

from collections.abc import Iterator

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.identifiers import Allocator
from crmsh_py.model.vocabulary import NOT_XML_IDS
from crmsh_py.xmltree import Element

NVSETS = frozenset(
    {"cluster_property_set", "instance_attributes", "meta_attributes", "utilization"}
)
BOOTSTRAP = "cib-bootstrap-options"
"""The set of properties that comes before all others, whatever their scores."""


def pairs(nvset: Element, name: str | None = None) -> list[Element]:
    """Return the pairs of a set, or those of one name."""
    found = list(nvset.iterchildren("nvpair"))
    return found if name is None else [pair for pair in found if pair.get("name") == name]


def is_plain(nvset: Element) -> bool:
    """Tell whether a set always holds: no rule decides on it, and it is no reference."""
    return "id-ref" not in nvset.attrib and nvset.find("rule") is None


def plain_sets(owner: Element, tag: str) -> list[Element]:
    """Return the sets of a kind that always hold."""
    return [nvset for nvset in owner.iterchildren(tag) if is_plain(nvset)]


def by_precedence(nvsets: list[Element]) -> list[Element]:
    """Return sets with those first that win over others ("Pacemaker Explained", "Rules")."""
    return sorted(nvsets, key=lambda nvset: (nvset.get("id") != BOOTSTRAP, -_score(nvset)))


def _score(nvset: Element) -> float:
    text = nvset.get("score", "0").strip().upper().replace("INFINITY", "inf")
    try:
        return float(text)
    except ValueError:
        return 0


def defines(cib: Cib, owner: Element, tag: str, name: str) -> bool:
    """Tell whether a set that always holds, be it by reference, has a pair of that name."""
    return any(
        is_plain(nvset) and bool(pairs(nvset, name))
        for nvset in (resolved(cib, one) for one in owner.iterchildren(tag))
    )


def resolved(cib: Cib, element: Element) -> Element:
    """Return what an element refers to by `id-ref`, or itself."""
    target = cib.find(element.get("id-ref", ""))
    return element if target is None or target.tag != element.tag else target


def add_pair(cib: Cib, nvset: Element, name: str, value: str | None) -> None:
    """Put a new pair at the end of a set."""
    pair = xmltree.new("nvpair", {"id": "", "name": name})
    if value is not None:
        pair.set("value", value)
    pair.set("id", Allocator(cib.ids()).new(f"{nvset.get('id')}-{_for_ids(name)}"))
    cib.insert(nvset, pair)


def _for_ids(name: str) -> str:
    return "".join(one if one.isalnum() or one in "_.-" else "." for one in name)


def plain_set(cib: Cib, owner: Element, tag: str, id_: str, referenced: frozenset[str]) -> Element:
    """Return the first set that always holds, making one with this id (if free) if need be.

    It is the owner's alone: nothing refers to it.
    """
    found = [one for one in plain_sets(owner, tag) if one.get("id") not in referenced]
    return found[0] if found else new_set(cib, owner, tag, id_)


def new_set(cib: Cib, owner: Element, tag: str, id_: str, like: Element | None = None) -> Element:
    """Put a new set behind the others of an object; `like` lends its score and its rule."""
    nvset = xmltree.new(tag, {"id": id_})
    if like is not None:
        _take_after(nvset, like)
    fresh_ids(cib, nvset, id_)
    siblings = [one for one in xmltree.children(owner) if one.tag in NVSETS | {"operations"}]
    cib.insert(owner, nvset, siblings[-1].getnext() if siblings else None)
    return nvset


def _take_after(nvset: Element, like: Element) -> None:
    if "score" in like.attrib:
        nvset.set("score", like.attrib["score"])
    for rule in like.iterchildren("rule"):
        nvset.append(xmltree.copy(rule))


def take_out(cib: Cib, pair: Element, referenced: frozenset[str]) -> None:
    """Take a pair out, and its set if that leaves it empty and nothing refers to it."""
    nvset = pair.getparent()
    assert nvset is not None
    cib.remove(pair)
    if not pairs(nvset) and nvset.get("id") not in referenced:
        cib.remove(nvset)


# ------------------------------------------------------------------ ids


def fresh_ids(cib: Cib, element: Element, id_: str) -> None:
    """Give an element that is not in the CIB yet, and all its parts, ids that are free."""
    allocator = Allocator(cib.ids())
    for part in element.iter("*"):
        if "id" in part.attrib and part.tag not in NOT_XML_IDS:
            part.set("id", allocator.new(_for_ids(id_) if part is element else _prefix(part)))


def _prefix(part: Element) -> str:
    """Return the id wanted for a part: that of what is around it, and what it is."""
    around = next((one.get("id") for one in part.iterancestors() if one.get("id")), "")
    own = part.get("name") if part.tag in {"nvpair", "op"} else str(part.tag)
    return f"{around}-{_for_ids(own or str(part.tag))}".lstrip("-")


def all_pairs(cib: Cib) -> Iterator[tuple[Element, Element, Element]]:
    """Yield each pair with its set and what has the set; the list is fixed at the start."""
    for pair in list(cib.configuration.iter("nvpair")):
        nvset = pair.getparent()
        owner = None if nvset is None else nvset.getparent()
        if nvset is not None and owner is not None and nvset.tag in NVSETS:
            yield pair, nvset, owner
