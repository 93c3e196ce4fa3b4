"""The places of an object where values stand, each with its full path.

A place is an nvpair, or an attribute of the object's element or of one of its parts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crmsh_py import xmltree
from crmsh_py.model.cib import Cib
from crmsh_py.model.elements import object_name
from crmsh_py.model.masking import secret_name
from crmsh_py.model.paths import name_text, word_text
from crmsh_py.model.times import milliseconds
from crmsh_py.model.vocabulary import NOT_XML_IDS, RESOURCES
from crmsh_py.secrets import is_secret
from crmsh_py.xmltree import Element

NVSETS = frozenset(
    {"instance_attributes", "meta_attributes", "utilization", "cluster_property_set"}
)
OPEN = NVSETS | {"docker", "podman", "rkt", "network"}
"""Parts that a path may leave out in front of the name, if that leaves no doubt."""

_WORDS = {
    "meta_attributes": ("meta",),
    "resource_set": ("set",),
    "fencing-level": ("level",),
    "acl_permission": ("permission",),
    "recipient": ("to",),
}
"""Tag to what the language calls the part; the tag itself will do too."""

KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "op": (("name",), ("name", "role"), ("name", "interval"), ("name", "role", "interval")),
    "port-mapping": (("port",),),
    "storage-mapping": (("target-dir",),),
    "fencing-level": (
        ("target", "index"),
        ("target-pattern", "index"),
        ("target-attribute", "target-value", "index"),
    ),
    "recipient": (("value",),),
    "expression": (("attribute",),),
}
"""Tag to what tells parts apart better than their ids, the shortest first."""

_ROLES = {"Master": "Promoted", "Slave": "Unpromoted"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an object; `selectors` is what its path needs to tell it from the others."""

    element: Element
    words: tuple[str, ...]
    position: int
    selectors: str = ""

    @property
    def text(self) -> str:
        """The part as it stands in a path."""
        return self.words[0] + self.selectors


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: `attribute` of `element`, which for a pair is `value`.

    `marked` says that the path needs an `@`: the attribute is one of a set of pairs, or a pair of
    the same name would be meant otherwise.
    """

    owner: Element
    steps: tuple[Part, ...]
    name: str
    element: Element
    attribute: str
    marked: bool = False
    target: Element | None = None
    """The pair that has the value if this one refers to it."""
    selector: str = ""
    """What tells a pair from others of the same name in its set."""

    @property
    def is_pair(self) -> bool:
        """Whether it is an nvpair of a set."""
        return self.element.tag == "nvpair"

    @property
    def holder(self) -> Element:
        """The part, or the object, that the value is one of."""
        return self.steps[-1].element if self.steps else self.owner

    @property
    def is_id(self) -> bool:
        """Whether it is the id of an object or part, and no reference to one."""
        if self.attribute != "id" or self.is_pair:
            return False
        return not self.steps or self.element.tag not in NOT_XML_IDS

    @property
    def is_secret(self) -> bool:
        """Whether the value is masked on screen."""
        if self.is_pair:
            return is_secret(self.name)  # that of a reference may stand in the pair it refers to
        return self.attribute == "value" and secret_name(self.element) is not None

    @property
    def value(self) -> str | None:
        """The value; None for a pair that has none."""
        return (self.element if self.target is None else self.target).get(self.attribute)

    @property
    def path(self) -> str:
        """The full path of the place."""
        return ".".join([word_text(object_name(self.owner)), *self.path_inside])

    @property
    def path_inside(self) -> list[str]:
        """The segments of its path behind the object."""
        mark = "@" if self.marked else ""
        return [*(one.text for one in self.steps), mark + name_text(self.name) + self.selector]


# ------------------------------------------------------------------ the places of an object


def places(cib: Cib, owner: Element) -> Iterator[Place]:
    """Yield all places of an object, the members of a container left out."""
    return _places_in(cib, owner, owner, ())


def _places_in(
    cib: Cib, owner: Element, element: Element, steps: tuple[Part, ...]
) -> Iterator[Place]:
    inner = parts(element)
    is_set = element.tag in NVSETS
    hidden = {name for part in inner for name in _open_names(part.element)}
    for attribute in map(str, element.keys()):
        marked = is_set or attribute in hidden
        yield Place(owner, steps, attribute, element, attribute, marked=marked)
    if is_set:
        yield from _pairs(cib, owner, element, steps)
    for part in inner:
        yield from _places_in(cib, owner, part.element, (*steps, part))


def _open_names(element: Element) -> Iterator[str]:
    """Yield the names that a path may say without saying the part."""
    if element.tag in NVSETS:
        pairs = (one for one in xmltree.children(element) if one.tag == "nvpair")
        yield from (one.get("name", "") for one in pairs)
    elif element.tag in OPEN:
        yield from map(str, element.keys())


def _pairs(cib: Cib, owner: Element, nvset: Element, steps: tuple[Part, ...]) -> Iterator[Place]:
    pairs = [
        _pair(cib, owner, steps, pair) for pair in xmltree.children(nvset) if pair.tag == "nvpair"
    ]
    counts = Counter(one.name for one in pairs)
    for one in pairs:
        key = "id" if "id" in one.element.attrib else "id-ref"
        text = _selector(one.element, (key,))
        yield one if counts[one.name] == 1 else replace(one, selector=text)


def _pair(cib: Cib, owner: Element, steps: tuple[Part, ...], pair: Element) -> Place:
    id_ref = pair.get("id-ref")
    meant = cib.find(id_ref) if id_ref is not None else None
    if meant is None or meant.tag != "nvpair":
        return Place(owner, steps, pair.get("name") or id_ref or "", pair, "value")
    name = pair.get("name") or meant.get("name") or ""
    return Place(owner, steps, name, pair, "value", target=meant)


def parts(element: Element) -> list[Part]:
    """Return the parts of an element that paths can lead through, in order."""
    children: list[Element] = []
    for child in xmltree.children(element):
        if child.tag == "operations":
            children += xmltree.children(child)
        elif child.tag != "nvpair" and child.tag not in RESOURCES:
            children.append(child)
    of_word: dict[str, list[Element]] = {}
    for child in children:
        of_word.setdefault(words_for(child, element)[0], []).append(child)
    texts = {word: _selectors(alike) for word, alike in of_word.items()}
    counted: Counter[str] = Counter()
    found = []
    for child in children:
        words = words_for(child, element)
        at = counted[words[0]]
        counted[words[0]] += 1
        found.append(Part(child, words, at + 1, texts[words[0]][at]))
    return found


def words_for(part: Element, parent: Element) -> tuple[str, ...]:
    """Return what a part of an element may be called in a path, the usual word first."""
    return set_words(str(part.tag), str(parent.tag))


def set_words(tag: str, parent: str) -> tuple[str, ...]:
    """Return what a part of a tag may be called in a part or object of another tag."""
    own = _WORDS.get(tag, ())
    if tag == "instance_attributes":
        own = ("attributes",) if parent in {"node", "alert", "recipient"} else ("params",)
    if parent == "op":
        own = (*own, *(f"op_{word}" for word in own))
    return (*own, tag)


def _selectors(alike: Sequence[Element]) -> list[str]:
    """Return for each of some parts of one kind what its path must say to mean no other."""
    tag = str(alike[0].tag)
    if len(alike) == 1 and tag != "op":
        return [""]
    choices = (*KEYS.get(tag, ()), ("id",))
    counts = [Counter(_values(one, keys) for one in alike) for keys in choices]
    texts = []
    for at, one in enumerate(alike):
        found = (
            _selector(one, keys)
            for keys, count in zip(choices, counts, strict=True)
            if count[_values(one, keys)] == 1 and None not in _values(one, keys)
        )
        texts.append(next(found, f"[{at + 1}]"))
    return texts


def _values(element: Element, keys: Sequence[str]) -> tuple[object, ...]:
    return tuple(meaning(key, element.get(key)) for key in keys)


def meaning(key: str, value: str | None) -> object:
    """Return a value as it is compared: times and roles have several spellings."""
    if value is None:
        return None
    if key == "interval":
        time = milliseconds(value)
        return value if time is None else time
    return _ROLES.get(value, value) if key == "role" else value


def _selector(element: Element, keys: Sequence[str]) -> str:
    bare = "name" if element.tag == "op" else "id"
    texts = [(key, word_text(element.get(key, ""))) for key in keys]
    return f"[{','.join(text if key == bare else f'{key}={text}' for key, text in texts)}]"
