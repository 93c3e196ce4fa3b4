"""Paths of values, as `get`, `set`, `unset` and `copy` take them, and the values themselves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from crmsh_py import xmltree
from crmsh_py.assist.completion import objects as told
from crmsh_py.assist.completion.commands import ids, slots
from crmsh_py.assist.completion.commands.place import Place as Where
from crmsh_py.assist.completion.offers import Candidate
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.grammar.kinds import Kind
from crmsh_py.grammar.lexical import quote_argument
from crmsh_py.model.cib import Cib
from crmsh_py.model.paths import name_text, split_assignment, word_text
from crmsh_py.model.places import OPEN, Part, Place, places
from crmsh_py.model.vocabulary import OPTION_SETS, RESOURCES
from crmsh_py.options import tables
from crmsh_py.options.values import truth
from crmsh_py.secrets import MASK
from crmsh_py.xmltree import Element

_LONGEST = 60
"""So much of a value is shown beside its path."""

_SETS = {
    "primitive": ("instance_attributes", "meta_attributes", "utilization"),
    "template": ("instance_attributes", "meta_attributes", "utilization"),
    "node": ("instance_attributes", "utilization"),
    "cluster_property_set": ("cluster_property_set",),
    **dict.fromkeys(("group", "clone", "master", "bundle", "alert"), ("meta_attributes",)),
}
"""Tag of an object to the sets in which one may set what is not there yet."""

_WORDS = {"instance_attributes": "params", "meta_attributes": "meta"}


def paths(where: Where) -> Iterator[Candidate]:
    """Yield the paths of what is set, once an object is named; else the objects."""
    cib = where.knowledge.cib()
    if cib is None:
        return
    name, owners = _owners(cib, where.word)
    if not owners:
        yield from where.knowledge.of_cib(_objects)
    front = f"{word_text(name)}."
    for owner in owners:
        yield from _places(cib, owner, where.word, front)


def assignments(where: Where) -> Iterator[Candidate]:
    """Yield what may be typed in `PATH VALUE` and `PATH=VALUE`: paths to set, values of a path."""
    cib = where.knowledge.cib()
    if cib is None:
        return
    awaiting = _awaiting(where.before)
    assigned = split_assignment(where.word)
    if awaiting:
        yield from _values(where.knowledge, cib, awaiting)
    elif assigned:
        for one in _values(where.knowledge, cib, assigned[0]):
            yield replace(one, word=f"{assigned[0]}={one.word}")
    else:
        yield from paths(where)
        name, owners = _owners(cib, where.word)
        for owner in owners:
            yield from _unset(where.knowledge, owner, f"{word_text(name)}.")
            yield from _unset_of_operations(where.knowledge, owner, f"{word_text(name)}.")


def changes(where: Where) -> Iterator[Candidate]:
    """Yield what may be given another value in a copy: paths that begin inside the object."""
    cib = where.knowledge.cib()
    name = where.first(Kind.OBJECT)
    owner = slots.holder(cib, name)
    if cib is None or owner is None:
        return
    front = f"{word_text(name)}."
    assigned = split_assignment(where.word)
    if assigned:
        for one in _values(where.knowledge, cib, front + assigned[0]):
            yield replace(one, word=f"{assigned[0]}={one.word}")
        return
    found = (
        *_places(cib, owner, front + where.word, front),
        *_unset(where.knowledge, owner, front),
        *_unset_of_operations(where.knowledge, owner, front),
    )
    for one in found:
        yield replace(one, word=f"{one.word.removeprefix(front)}=", whole=False)


# ------------------------------------------------------------------ objects


def _objects(cib: Cib) -> Iterator[Candidate]:
    for one in told.objects(cib):
        yield Candidate(f"{one.word}.", one.told, whole=False)
    for keyword in OPTION_SETS:
        yield Candidate(f"{keyword}.", "options of the whole cluster", whole=False)


def _owners(cib: Cib, word: str) -> tuple[str, list[Element]]:
    """Return the object, or the sets of options, that a word names in front of one of its dots."""
    dots = [at for at, letter in enumerate(word) if letter == "."]
    for at in reversed(dots):  # an id may hold dots
        name = word[:at].strip('"')
        if name in OPTION_SETS:
            section = cib.section(OPTION_SETS[name][0])
            return name, [] if section is None else list(xmltree.children(section))
        if (found := cib.object(name)) is not None:
            return name, [found]
    return "", []


# ------------------------------------------------------------------ places


def _places(cib: Cib, owner: Element, word: str, front: str) -> Iterator[Candidate]:
    """Yield the paths of an object: short ones where these are clear, and not typed otherwise."""
    every = [one for one in places(cib, owner) if not one.is_id]
    shallow = [one.name for one in every if len(one.steps) <= 1]
    for one in every:
        full = front + ".".join(one.path_inside)
        short = front + name_text(one.name)
        is_open = len(one.steps) == 1 and one.holder.tag in OPEN and not one.marked
        is_clear = is_open and shallow.count(one.name) == 1
        is_short = is_clear and (short.startswith(word) or not full.startswith(word))
        yield Candidate(_typed(short if is_short else full), f"now {_shown(one)}")


def _unset(knowledge: Knowledge, owner: Element, front: str) -> Iterator[Candidate]:
    """Yield the paths of what could be set in an object, and is not."""
    for tag in _SETS.get(str(owner.tag), ()):
        said = {pair.get("name", "") for pair in _pairs(owner, tag)}
        slot = slots.of_element(knowledge, owner, tag)
        word = f"{_WORDS[tag]}." if tag in _WORDS and owner.tag in RESOURCES | {"template"} else ""
        for one in [] if slot is None else slots.names(slot):
            name = one.word.removesuffix("=")
            if name != one.word and name not in said:
                yield replace(one, word=_typed(f"{front}{word}{name}"), required=False, whole=True)


def _unset_of_operations(knowledge: Knowledge, owner: Element, front: str) -> Iterator[Candidate]:
    """Yield the paths of what could be set in the operations that an object has, and is not."""
    for part in _operations(knowledge.cib(), owner):
        for one in slots.names(slots.of_operation(knowledge, owner, part.element)):
            name = one.word.removesuffix("=")
            if name != one.word and name in tables.operation() and name not in part.element.attrib:
                path = _typed(f"{front}{part.text}.{name}")
                yield replace(one, word=path, required=False, whole=True)


def _operations(cib: Cib | None, owner: Element) -> Iterator[Part]:
    """Yield the operations of a primitive, each as it stands in a path."""
    found = {} if cib is None else {one.element: one for one in places(cib, owner) if one.steps}
    for place in found.values():
        if place.element.tag == "op":
            yield place.steps[-1]


def _pairs(owner: Element, tag: str) -> Iterable[Element]:
    return owner.iterfind("nvpair" if owner.tag == tag else f"{tag}/nvpair")


def _typed(path: str) -> str:
    return quote_argument(path) if '"' in path else path


def _shown(place: Place) -> str:
    value = MASK if place.is_secret else place.value or ""
    return value if len(value) <= _LONGEST else value[:_LONGEST] + "..."


# ------------------------------------------------------------------ values


def _awaiting(before: Sequence[str]) -> str:
    """Return the last of the words `PATH VALUE` and `PATH=VALUE` if it is a path, else ""."""
    path = ""
    for word in before:
        path = word if not path and split_assignment(word) is None else ""
    return path


def _values(knowledge: Knowledge, cib: Cib, path: str) -> Iterator[Candidate]:
    """Yield the value that a path has, and those that it may have."""
    name, owners = _owners(cib, path)
    inside = path.removeprefix(f"{word_text(name)}.")
    for owner in owners:
        meant = [one for one in places(cib, owner) if _is_meant(one, inside)]
        for one in meant:
            if one.value and not one.is_secret:
                yield Candidate(quote_argument(one.value), "as it is now")
        for one in meant[:1]:
            yield from _of_place(knowledge, owner, one)
        if not meant:
            yield from _of_name(knowledge, owner, inside)


def _is_meant(place: Place, inside: str) -> bool:
    if ".".join(place.path_inside) == inside:
        return True
    return len(place.steps) <= 1 and not place.marked and name_text(place.name) == inside


def _of_place(knowledge: Knowledge, owner: Element, place: Place) -> Iterator[Candidate]:
    if place.is_secret:
        return
    if place.is_pair:
        slot = slots.of_element(knowledge, owner, str(place.holder.tag))
        yield from [] if slot is None else slots.values(slot, place.name)
    elif place.element.tag == "op":
        yield from slots.values(slots.of_operation(knowledge, owner, place.element), place.name)
    elif place.attribute in _REFERENCES:
        yield from ids.objects(knowledge, RESOURCES)
    elif place.attribute == "node":
        yield from knowledge.of_cib(told.nodes)
    elif place.attribute in {"score", "score-attribute"}:
        yield from (Candidate("INFINITY", "always"), Candidate("-INFINITY", "never"))
    elif truth(place.value or "") is not None and (place.value or "").isalpha():
        yield from (Candidate("true"), Candidate("false"))


_REFERENCES = frozenset({"rsc", "with-rsc", "first", "then"})


def _of_name(knowledge: Knowledge, owner: Element, inside: str) -> Iterator[Candidate]:
    """Yield the values of what is not set yet: `nic`, `params.nic`, `meta.priority`."""
    word, dot, name = inside.rpartition(".")
    for part in _operations(knowledge.cib(), owner):
        if part.text == word:
            yield from slots.values(slots.of_operation(knowledge, owner, part.element), name)
    for tag in _SETS.get(str(owner.tag), ()):
        if not dot or word in {_WORDS.get(tag), tag}:
            slot = slots.of_element(knowledge, owner, tag)
            yield from [] if slot is None else slots.values(slot, name)
